//! IPP requests: what goes on the wire; no I/O (RFC 8010). Answers are read in [`super::answer`].
//!
//! ```text
//! version 2 | operation or status 2 | request id 4 | groups | 03
//! group     = delimiter tag (below 10h), then attributes
//! attribute = value tag 1 | name length 2 | name | value length 2 | value, and further values with an empty name
//! ```

/// The request id of every request: a connection carries only one.
pub(super) const REQUEST_ID: u32 = 1;

/// What is asked for (RFC 8011, 5.4.15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Operation {
    /// Print-Job: a document in one message.
    PrintJob = 0x0002,
    /// Cancel-Job.
    CancelJob = 0x0008,
    /// Get-Job-Attributes.
    GetJob = 0x0009,
    /// Get-Jobs.
    GetJobs = 0x000A,
    /// Get-Printer-Attributes.
    GetPrinter = 0x000B,
}

/// A delimiter tag: what a group describes.
pub mod group {
    /// The operation itself.
    pub const OPERATION: u8 = 0x01;
    /// A job.
    pub const JOB: u8 = 0x02;
    /// The end of the message's attributes.
    pub const END: u8 = 0x03;
    /// The printer.
    pub const PRINTER: u8 = 0x04;
}

/// A value tag of an attribute.
pub(super) mod tag {
    pub const INTEGER: u8 = 0x21;
    pub const BOOLEAN: u8 = 0x22;
    pub const ENUM: u8 = 0x23;
    pub const BEGIN_COLLECTION: u8 = 0x34;
    pub const END_COLLECTION: u8 = 0x37;
    pub const NAME: u8 = 0x42;
    pub const KEYWORD: u8 = 0x44;
    pub const URI: u8 = 0x45;
    pub const CHARSET: u8 = 0x47;
    pub const LANGUAGE: u8 = 0x48;
    pub const MIME: u8 = 0x49;
    pub const TEXT: std::ops::RangeInclusive<u8> = 0x40..=0x49;
}

/// A request, built from front to back. Names and values are at most 1,023 bytes; longer ones are cut.
pub struct Request(Vec<u8>);

impl Request {
    /// Starts one: version 1.1, which every printer takes, and what each request begins with.
    pub fn new(operation: Operation, printer: &str) -> Self {
        let mut request = Self(vec![1, 1]);
        request.0.extend((operation as u16).to_be_bytes());
        request.0.extend(REQUEST_ID.to_be_bytes());
        request.0.push(group::OPERATION);
        request.put(tag::CHARSET, "attributes-charset", b"utf-8");
        request.put(tag::LANGUAGE, "attributes-natural-language", b"en");
        request.put(tag::URI, "printer-uri", printer.as_bytes());
        request
    }

    /// Adds a whole number.
    pub fn integer(mut self, name: &str, value: i32) -> Self {
        self.put(tag::INTEGER, name, &value.to_be_bytes());
        self
    }

    /// Adds a name.
    pub fn name(mut self, name: &str, value: &str) -> Self {
        self.put(tag::NAME, name, value.as_bytes());
        self
    }

    /// Adds a media type.
    pub fn mime(mut self, name: &str, value: &str) -> Self {
        self.put(tag::MIME, name, value.as_bytes());
        self
    }

    /// Adds one or several keywords.
    pub fn keywords(mut self, name: &str, values: &[&str]) -> Self {
        for (index, value) in values.iter().enumerate() {
            self.put(tag::KEYWORD, if index == 0 { name } else { "" }, value.as_bytes());
        }
        self
    }

    /// Goes on to what is asked of the job.
    pub fn job_group(mut self) -> Self {
        self.0.push(group::JOB);
        self
    }

    /// The bytes as they go on the wire; a document follows them.
    pub fn finish(mut self) -> Vec<u8> {
        self.0.push(group::END);
        self.0
    }

    fn put(&mut self, tag: u8, name: &str, value: &[u8]) {
        self.0.push(tag);
        for part in [name.as_bytes(), value] {
            let part = &part[..part.len().min(1_023)];
            self.0.extend(u16::try_from(part.len()).expect("at most 1,023").to_be_bytes());
            self.0.extend(part);
        }
    }
}
