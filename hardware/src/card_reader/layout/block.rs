//! Text at places in a block of bytes. A field may lie in several pieces.

use crate::Personal;
use crate::card_reader::ReadFault;
use crate::card_reader::commands::TEXT_LEN;
use std::ops::Range;

/// A field is longer than its place on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a card has room for {room} units of `{field}`; shorten it")]
pub struct TooLong {
    /// Its name in [`IdCard`](crate::IdCard).
    pub field: &'static str,
    /// How many UTF-16 units fit; bytes, for the photo.
    pub room: usize,
}

/// A block to be read.
pub struct Block<'a>(&'a [u8; TEXT_LEN]);

impl<'a> Block<'a> {
    pub fn new(bytes: &'a [u8]) -> Result<Self, ReadFault> {
        bytes.try_into().map(Self).map_err(|_| ReadFault::UnknownLayout)
    }

    /// One field, its pieces put together, without its padding.
    pub fn text<const N: usize>(&self, pieces: &[Range<usize>; N]) -> Result<Personal, ReadFault> {
        text(pieces.each_ref().map(|piece| &self.0[piece.clone()]))
    }
}

/// The text in these pieces without its padding. Some readers pad with zeros instead of blanks.
pub fn text<const N: usize>(pieces: [&[u8]; N]) -> Result<Personal, ReadFault> {
    // Three bytes of UTF-8 for each unit is the most there can be: the string never grows.
    let units = pieces.iter().map(|piece| piece.len() / 2).sum::<usize>();
    let mut value = Personal::new(String::with_capacity(units * 3));
    let pairs = pieces.iter().flat_map(|piece| piece.chunks_exact(2));
    for character in char::decode_utf16(pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]]))) {
        value.reveal_mut().push(character.map_err(|_| ReadFault::UnknownLayout)?);
    }
    let kept = value.reveal().trim_end_matches([' ', '\0']).len();
    value.reveal_mut().truncate(kept);
    if value.reveal().contains(char::is_control) { Err(ReadFault::UnknownLayout) } else { Ok(value) }
}

/// A block to be written; blank at first.
pub struct Page(Personal<Vec<u8>>);

impl Default for Page {
    fn default() -> Self {
        Self(Personal::new([b' ', 0].repeat(TEXT_LEN / 2)))
    }
}

impl Page {
    pub fn write(&mut self, field: &'static str, value: &Personal, pieces: &[Range<usize>]) -> Result<(), TooLong> {
        write(field, value, self.0.reveal_mut(), pieces)
    }

    pub fn into_bytes(self) -> Personal<Vec<u8>> {
        self.0
    }
}

/// Writes `value` over the pieces of `bytes`, in their order. `field` is its name, should there be too little room.
pub fn write(field: &'static str, value: &Personal, bytes: &mut [u8], pieces: &[Range<usize>]) -> Result<(), TooLong> {
    let room = pieces.iter().map(|piece| piece.len() / 2).sum();
    if value.reveal().encode_utf16().count() > room {
        return Err(TooLong { field, room });
    }
    let places = pieces.iter().cloned().flat_map(|piece| piece.step_by(2));
    for (place, unit) in places.zip(value.reveal().encode_utf16()) {
        bytes[place..place + 2].copy_from_slice(&unit.to_le_bytes());
    }
    Ok(())
}
