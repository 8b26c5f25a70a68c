//! A card's record: tag, length, value, one byte each for the first two. Pure.
//!
//! - A value has at most 127 bytes: the card's own records have at most 30, and a longer length would be written in
//!   another form.
//! - What follows the value is padding: zeros or ones, nothing else.

/// What a record holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Record<'a> {
    /// What it is.
    pub tag: u8,
    /// Its bytes, padding of the field included.
    pub value: &'a [u8],
}

/// Reads a record. `None` when the bytes are no record.
pub fn decode(bytes: &[u8]) -> Option<Record<'_>> {
    let [tag, length @ 0..=0x7F, rest @ ..] = bytes else { return None };
    let (value, padding) = rest.split_at_checked(usize::from(*length))?;
    let blank = |with: u8| padding.iter().all(|byte| *byte == with);
    (blank(0x00) || blank(0xFF)).then_some(Record { tag: *tag, value })
}

/// Writes a record, as a simulator or a test needs it. `None` when the value is longer than 127 bytes.
pub fn encode(tag: u8, value: &[u8]) -> Option<Vec<u8>> {
    let length = u8::try_from(value.len()).ok().filter(|length| *length <= 0x7F)?;
    Some([&[tag, length][..], value].concat())
}
