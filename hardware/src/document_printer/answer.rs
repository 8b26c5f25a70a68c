//! IPP answers: bytes in, meaning out; no I/O (RFC 8010). The layout stands in [`super::message`].
//!
//! - An answer is read in one pass over at most [`MAX_ANSWER`] bytes into at most [`MAX_VALUES`] values; a message that
//!   breaks a rule is refused whole.
//! - Collections are skipped, however deep: nothing here needs one. The `ipp` crate builds them as nested maps, so an
//!   answer of 128 KB can overflow the stack when they are dropped, and with it end the process; that is why this file
//!   exists.
//! - Texts that are not UTF-8 are read with replacement characters.

use super::message::{REQUEST_ID, group, tag};

/// The longest answer, in bytes.
pub const MAX_ANSWER: usize = 256 * 1024;

/// The most values in an answer.
pub const MAX_VALUES: usize = 8_192;

/// Why bytes are no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no IPP answer: {0}; check the printer's address")]
pub struct Malformed(pub &'static str);

/// An answer.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Status code (RFC 8011, appendix B).
    pub status: u16,
    /// Groups in the order in which they came.
    pub groups: Vec<Group>,
}

/// What an answer says of one thing.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// One of [`group`]'s.
    pub tag: u8,
    values: Vec<(String, Value)>,
}

#[derive(Debug, PartialEq, Eq)]
enum Value {
    Number(i32),
    Truth(bool),
    Text(String),
    /// Of a kind that nobody asks for.
    Other,
}

impl Answer {
    /// Reads an answer. What follows the end of its attributes is ignored.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > MAX_ANSWER {
            return Err(Malformed("too long"));
        }
        let mut rest = bytes;
        let [1 | 2, _] = *take(&mut rest, 2)? else { return Err(Malformed("of another version")) };
        let mut answer = Self { status: number(&mut rest)?, groups: Vec::new() };
        if take(&mut rest, 4)? != REQUEST_ID.to_be_bytes() {
            return Err(Malformed("to another request"));
        }
        let mut room = MAX_VALUES;
        let mut depth = 0_usize;
        loop {
            let tag = take(&mut rest, 1)?[0];
            if tag < 0x10 {
                match tag {
                    _ if depth > 0 => return Err(Malformed("a group within a collection")),
                    group::END => return Ok(answer),
                    _ => answer.groups.push(Group { tag, values: Vec::new() }),
                }
            } else {
                let group = answer.groups.last_mut().ok_or(Malformed("an attribute outside of a group"))?;
                let length = number(&mut rest)?;
                let name = take(&mut rest, usize::from(length))?;
                let length = number(&mut rest)?;
                let value = take(&mut rest, usize::from(length))?;
                let within = depth > 0;
                match tag {
                    tag::BEGIN_COLLECTION => depth += 1,
                    tag::END_COLLECTION => depth = depth.checked_sub(1).ok_or(Malformed("a collection's stray end"))?,
                    _ => {}
                }
                if !within {
                    group.add(name, Value::decode(tag, value)?)?;
                }
            }
            room = room.checked_sub(1).ok_or(Malformed("too many values"))?;
        }
    }

    /// Whether the status is a success.
    pub fn is_success(&self) -> bool {
        self.status < 0x0100
    }

    /// The groups of one kind.
    pub fn groups(&self, tag: u8) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |group| group.tag == tag)
    }
}

impl Group {
    /// The numbers of an attribute, those of an enumeration too.
    pub fn numbers(&self, name: &str) -> impl Iterator<Item = i32> {
        self.named(name).filter_map(|value| if let Value::Number(number) = value { Some(*number) } else { None })
    }

    /// The texts of an attribute: keywords, names, addresses.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.named(name).filter_map(|value| if let Value::Text(text) = value { Some(text.as_str()) } else { None })
    }

    /// The first truth value of an attribute.
    pub fn truth(&self, name: &str) -> Option<bool> {
        self.named(name).find_map(|value| if let Value::Truth(truth) = value { Some(*truth) } else { None })
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(move |(own, _)| own == name).map(|(_, value)| value)
    }

    fn add(&mut self, name: &[u8], value: Value) -> Result<(), Malformed> {
        let name = match self.values.last() {
            Some((last, _)) if name.is_empty() => last.clone(),
            None if name.is_empty() => return Err(Malformed("a further value without a first")),
            _ => String::from_utf8_lossy(name).into_owned(),
        };
        // A name is cloned for each further value, so its length is bounded too: RFC 8011 has none above 255.
        if name.len() > 255 {
            return Err(Malformed("too long a name"));
        }
        self.values.push((name, value));
        Ok(())
    }
}

impl Value {
    fn decode(tag: u8, value: &[u8]) -> Result<Self, Malformed> {
        Ok(match tag {
            tag::INTEGER | tag::ENUM => {
                Self::Number(i32::from_be_bytes(value.try_into().map_err(|_| Malformed("a number of another size"))?))
            }
            tag::BOOLEAN => match value {
                [0] => Self::Truth(false),
                [1] => Self::Truth(true),
                _ => return Err(Malformed("neither true nor false")),
            },
            tag if tag::TEXT.contains(&tag) => Self::Text(String::from_utf8_lossy(value).into_owned()),
            _ => Self::Other,
        })
    }
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8], Malformed> {
    let (front, back) = rest.split_at_checked(count).ok_or(Malformed("cut short"))?;
    *rest = back;
    Ok(front)
}

fn number(rest: &mut &[u8]) -> Result<u16, Malformed> {
    let bytes = take(rest, 2)?;
    Ok(u16::from_be_bytes([bytes[0], bytes[1]]))
}
