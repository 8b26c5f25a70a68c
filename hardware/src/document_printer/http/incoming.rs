//! An HTTP answer, out of anything that can be read: its head, and the body by its length, in chunks or to the end.
//!
//! - A head has at most [`MAX_HEAD`] bytes and 64 lines, a body at most [`MAX_ANSWER`] bytes.
//! - Memory is bounded by what came, not by what was announced.

use super::super::answer::MAX_ANSWER;
use std::io::{self, Read};

/// The longest head of an answer, in bytes.
pub const MAX_HEAD: usize = 8 * 1024;

/// Why there is no answer.
#[derive(Debug)]
pub enum Trouble {
    /// The line broke or its time was over.
    Line(io::Error),
    /// What came is no answer.
    Garbled(&'static str),
    /// It is a server, but not for this.
    Refused(&'static str),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Line(error)
    }
}

fn garbled(what: &'static str) -> Trouble {
    Trouble::Garbled(what)
}

/// How long a body is.
#[derive(Clone, Copy)]
enum Length {
    Known(usize),
    Chunked,
    ToTheEnd,
}

/// Reads an answer and gives its body, at most [`MAX_ANSWER`] bytes; interim ones (1xx) are passed over, a head's worth of
/// them at most.
pub fn receive(line: &mut impl Read) -> Result<Vec<u8>, Trouble> {
    let mut held = Vec::with_capacity(MAX_HEAD);
    let mut passed = 0;
    loop {
        if let Some((used, code, length)) = head(&held)? {
            held.drain(..used);
            match code {
                100..=199 => passed += used,
                200 => return body(line, held, length),
                401 | 403 => return Err(Trouble::Refused("the server does not let this kiosk print")),
                404 => return Err(Trouble::Refused("the server has no printer of that path")),
                426 => return Err(Trouble::Refused("the server insists on encryption")),
                _ => return Err(garbled("an HTTP status that is no success")),
            }
            if passed <= MAX_HEAD {
                continue;
            }
        }
        if passed + held.len() >= MAX_HEAD {
            return Err(garbled("a head without an end"));
        }
        more(line, &mut held)?;
    }
}

/// The first head in `bytes`, if it is whole: its length, the status code, and how long the body is.
fn head(bytes: &[u8]) -> Result<Option<(usize, u16, Length)>, Trouble> {
    let mut lines = [httparse::EMPTY_HEADER; 64];
    let mut answer = httparse::Response::new(&mut lines);
    let httparse::Status::Complete(used) = answer.parse(bytes).map_err(|_| garbled("no HTTP"))? else {
        return Ok(None);
    };
    let mut length = Length::ToTheEnd;
    for line in answer.headers.iter() {
        if line.name.eq_ignore_ascii_case("transfer-encoding") {
            length = Length::Chunked;
            break;
        }
        if line.name.eq_ignore_ascii_case("content-length") {
            let count = str::from_utf8(line.value).ok().and_then(|text| text.trim().parse().ok());
            length = Length::Known(count.ok_or_else(|| garbled("a length that is no number"))?);
        }
    }
    Ok(Some((used, answer.code.unwrap_or_default(), length)))
}

fn body(line: &mut impl Read, mut held: Vec<u8>, length: Length) -> Result<Vec<u8>, Trouble> {
    match length {
        Length::Known(count) if count > MAX_ANSWER => Err(garbled("an answer that is too long")),
        Length::Known(count) => {
            while held.len() < count {
                more(line, &mut held)?;
            }
            held.truncate(count);
            Ok(held)
        }
        Length::Chunked => {
            let mut whole = Vec::new();
            loop {
                let (start, count) = loop {
                    match httparse::parse_chunk_size(&held).map_err(|_| garbled("no chunk of an answer"))? {
                        httparse::Status::Complete(found) => break found,
                        httparse::Status::Partial if held.len() > MAX_HEAD => return Err(garbled("no chunk's end")),
                        httparse::Status::Partial => more(line, &mut held)?,
                    }
                };
                // The trailer after the last chunk is left unread: the connection ends here.
                if count == 0 {
                    return Ok(whole);
                }
                let count = usize::try_from(count).ok().filter(|count| *count <= MAX_ANSWER - whole.len());
                let count = count.ok_or_else(|| garbled("an answer that is too long"))?;
                while held.len() < start + count + 2 {
                    more(line, &mut held)?;
                }
                whole.extend_from_slice(&held[start..start + count]);
                held.drain(..start + count + 2);
            }
        }
        Length::ToTheEnd => {
            while held.len() <= MAX_ANSWER {
                match more(line, &mut held) {
                    Err(Trouble::Line(error)) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(held),
                    outcome => outcome?,
                }
            }
            Err(garbled("an answer that is too long"))
        }
    }
}

/// At least one more byte, or the reason why there is none.
fn more(line: &mut impl Read, held: &mut Vec<u8>) -> Result<(), Trouble> {
    let mut buffer = [0; 4_096];
    loop {
        match line.read(&mut buffer) {
            Ok(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            Ok(count) => {
                held.extend_from_slice(&buffer[..count]);
                return Ok(());
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}
