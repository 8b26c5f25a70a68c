//! The characters that can be recognised, in one run of bytes.
//!
//! Version 1, all numbers little-endian: the mark `YICIINK1`; the number of characters, 4 bytes; the bytes of ink, 4 bytes;
//! the characters' code points, 4 bytes each; how common each is, 1 byte each; their features, [`FEATURES`] bytes each; where
//! each one's ink begins, 4 bytes each; the ink, a point being x and y, 1 byte each, and a stroke being its number of
//! points and then these.

use crate::features::{FEATURES, features};
use crate::ink::{Stroke, normalised};

const MARK: &[u8; 8] = b"YICIINK1";
const HEAD: usize = 16;
/// Characters that a table may hold.
const MOST_CHARACTERS: usize = 100_000;

/// Why a table cannot be used. Handwriting stays off; everything else goes on.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum TableError {
    /// Not such a table, or one of another version.
    #[error("this is no table of strokes that this program reads; run `make strokes` again")]
    Foreign,
    /// Cut off, or changed.
    #[error("the table of strokes is damaged; delete it and run `make strokes` again")]
    Damaged,
}

/// The characters that can be recognised.
pub struct Table {
    characters: Vec<char>,
    common: Vec<u8>,
    features: Vec<u8>,
    starts: Vec<u32>,
    ink: Vec<u8>,
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// When the bytes are not exactly one table of this version.
    pub fn read(bytes: &[u8]) -> Result<Self, TableError> {
        let (head, body) = bytes.split_at_checked(HEAD).ok_or(TableError::Foreign)?;
        if !head.starts_with(MARK) {
            return Err(TableError::Foreign);
        }
        let number = |at: usize| usize::try_from(u32_at(head, at)).map_err(|_| TableError::Damaged);
        let (count, ink_bytes) = (number(8)?, number(12)?);
        if count > MOST_CHARACTERS || body.len() != count * (4 + 1 + FEATURES + 4) + ink_bytes {
            return Err(TableError::Damaged);
        }
        let (codes, rest) = body.split_at(count * 4);
        let (common, rest) = rest.split_at(count);
        let (features, rest) = rest.split_at(count * FEATURES);
        let (starts, ink) = rest.split_at(count * 4);
        let characters: Option<Vec<char>> = (0..count).map(|place| char::from_u32(u32_at(codes, place * 4))).collect();
        let table = Self {
            characters: characters.ok_or(TableError::Damaged)?,
            common: common.to_vec(),
            features: features.to_vec(),
            starts: (0..count).map(|place| u32_at(starts, place * 4)).collect(),
            ink: ink.to_vec(),
        };
        // Read once now, so that it can be read without fail later.
        let whole = (0..count).all(|place| table.read_ink(place).is_some());
        if whole { Ok(table) } else { Err(TableError::Damaged) }
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.characters.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// The character at a place, and how common it is: 255 the commonest.
    pub(crate) fn character(&self, place: usize) -> (char, u8) {
        (self.characters[place], self.common[place])
    }

    /// The features of every character, in order.
    pub(crate) fn features(&self) -> impl Iterator<Item = &[u8]> {
        self.features.chunks_exact(FEATURES)
    }

    /// The strokes of the character at a place, in the unit square.
    pub(crate) fn ink(&self, place: usize) -> Vec<Stroke> {
        self.read_ink(place).unwrap_or_default()
    }

    fn read_ink(&self, place: usize) -> Option<Vec<Stroke>> {
        read_ink(self.ink.get(usize::try_from(self.starts[place]).ok()?..)?)
    }

    /// Bytes that the table takes in memory.
    pub fn bytes(&self) -> usize {
        self.features.len() + self.ink.len() + self.len() * (size_of::<char>() + 1 + 4)
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes[at..at + 4].iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// Reads one character's strokes: their number, then each.
fn read_ink(bytes: &[u8]) -> Option<Vec<Stroke>> {
    let mut bytes = bytes.iter().copied();
    let strokes = bytes.next()?;
    let unit = |byte: u8| f32::from(byte) / 255.0;
    let point = |bytes: &mut dyn Iterator<Item = u8>| Some((unit(bytes.next()?), unit(bytes.next()?)));
    (0..strokes)
        .map(|_| {
            let points = bytes.next()?;
            (0..points).map(|_| point(&mut bytes)).collect()
        })
        .collect()
}

/// Makes a table, character by character.
#[derive(Default)]
pub struct Builder {
    rows: Vec<(char, u8, Vec<Stroke>)>,
}

impl Builder {
    /// Adds a character: how common it is, 255 the commonest, and its strokes.
    pub fn add(&mut self, character: char, common: u8, strokes: &[Stroke]) {
        self.rows.push((character, common, normalised(strokes)));
    }

    /// The table's bytes.
    ///
    /// # Panics
    /// When the ink of all characters is more than 4 GiB.
    pub fn finish(&self) -> Vec<u8> {
        let mut ink = Vec::new();
        let mut starts = Vec::new();
        let word = |number: usize| u32::try_from(number).expect("less than 4 GiB").to_le_bytes();
        for (_, _, strokes) in &self.rows {
            starts.extend(word(ink.len()));
            write_ink(&mut ink, strokes);
        }
        let mut bytes = MARK.to_vec();
        bytes.extend(word(self.rows.len()));
        bytes.extend(word(ink.len()));
        bytes.extend(self.rows.iter().flat_map(|(character, ..)| u32::from(*character).to_le_bytes()));
        bytes.extend(self.rows.iter().map(|(_, common, _)| *common));
        bytes.extend(self.rows.iter().flat_map(|(_, _, strokes)| features(strokes)));
        bytes.extend(starts);
        bytes.extend(ink);
        bytes
    }
}

fn write_ink(ink: &mut Vec<u8>, strokes: &[Stroke]) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
    let unit = |part: f32| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
    ink.push(u8::try_from(strokes.len()).expect("at most MOST_STROKES"));
    for stroke in strokes {
        let stroke = &stroke[..stroke.len().min(255)];
        ink.push(u8::try_from(stroke.len()).expect("cut just before"));
        ink.extend(stroke.iter().flat_map(|(x, y)| [unit(*x), unit(*y)]));
    }
}
