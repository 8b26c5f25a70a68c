//! Ink -> candidates.

use crate::elastic::Bits;
use crate::features::{FEATURES, of_normalised};
use crate::ink::{Stroke, normalised};
use crate::table::Table;

/// A character that the ink may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The character.
    pub character: char,
    /// How well it fits; comparable within one answer only.
    pub fit: f32,
}

/// Recognises characters by a table.
pub struct Recogniser {
    table: Table,
    /// The length of each character's features, as a vector.
    lengths: Vec<f32>,
}

/// How many of the best by features are compared with the ink itself.
const LOOKED_AT: usize = 60;
/// What the ink itself says beside the features.
const INK: f32 = 2.0;
/// What being the commonest character says.
const COMMON: f32 = 0.05;

impl Recogniser {
    /// A recogniser of the characters of this table.
    pub fn new(table: Table) -> Self {
        let lengths = table.features().map(|row| (to_f32(dot(row, row))).sqrt().max(1.0)).collect();
        Self { table, lengths }
    }

    /// The characters that the ink may be, best first, at most so many. No ink, no candidate.
    pub fn recognise(&self, strokes: &[Stroke], most: usize) -> Vec<Candidate> {
        let strokes = normalised(strokes);
        if strokes.is_empty() {
            return Vec::new();
        }
        let bits = Bits::new(&strokes);
        let mut best = self.by_features(&of_normalised(&strokes));
        for (place, fit) in &mut best {
            *fit -= INK * bits.apart(&Bits::new(&self.table.ink(*place)));
        }
        best.sort_unstable_by(|one, two| two.1.total_cmp(&one.1));
        let candidate = |(place, fit): (usize, f32)| Candidate { character: self.table.character(place).0, fit };
        best.into_iter().map(candidate).take(most).collect()
    }

    /// The best by features and by how common they are: places and fits, in no order.
    fn by_features(&self, ink: &[u8; FEATURES]) -> Vec<(usize, f32)> {
        let length = to_f32(dot(ink, ink)).sqrt().max(1.0);
        let rows = self.table.features().zip(&self.lengths).enumerate();
        let mut fits: Vec<(usize, f32)> = rows
            .map(|(place, (row, row_length))| {
                let common = f32::from(self.table.character(place).1) / 255.0;
                (place, to_f32(dot(ink, row)) / (length * row_length) + COMMON * common)
            })
            .collect();
        if fits.len() > LOOKED_AT {
            fits.select_nth_unstable_by(LOOKED_AT, |one, two| two.1.total_cmp(&one.1));
            fits.truncate(LOOKED_AT);
        }
        fits
    }

    /// The table.
    pub fn table(&self) -> &Table {
        &self.table
    }
}

/// At most 800 · 255², which fits.
fn dot(one: &[u8], two: &[u8]) -> u32 {
    one.iter().zip(two).map(|(one, two)| u32::from(u16::from(*one) * u16::from(*two))).sum()
}

#[expect(clippy::cast_precision_loss, reason = "seven digits are enough to rank by")]
fn to_f32(number: u32) -> f32 {
    number as f32
}
