//! Ink against ink: how far each bit of one must move, and turn, to lie on a bit of the other.

use crate::ink::{Stroke, pieces};

/// A bit of ink: where it lies, and the way it runs.
#[derive(Clone, Copy)]
struct Bit {
    at: (f32, f32),
    way: (f32, f32),
}

/// Ink cut into bits of equal length.
pub(crate) struct Bits(Vec<Bit>);

/// Into how many bits ink is cut.
const BITS: u8 = 64;
/// What running the other way costs beside distance.
const TURN: f32 = 0.16;

impl Bits {
    pub(crate) fn new(strokes: &[Stroke]) -> Self {
        let pieces: Vec<_> = pieces(strokes).collect();
        let total: f32 = pieces.iter().map(crate::ink::Piece::length).sum();
        let step = total / f32::from(BITS);
        let mut bits = Vec::with_capacity(usize::from(BITS) + 1);
        let mut next = step / 2.0;
        let mut walked = 0.0;
        for piece in &pieces {
            let length = piece.length();
            if length <= 0.0 {
                if total <= 0.0 {
                    bits.push(Bit { at: piece.from, way: (0.5, 0.5) });
                }
                continue;
            }
            let way = ((piece.to.0 - piece.from.0) / length, (piece.to.1 - piece.from.1) / length);
            while next < walked + length && bits.len() < usize::from(BITS) {
                bits.push(Bit { at: piece.at((next - walked) / length), way });
                next += step;
            }
            walked += length;
        }
        Self(bits)
    }

    /// How far apart two inks are: 0 the same. The mean over both of each bit's way to the nearest of the other.
    pub(crate) fn apart(&self, other: &Self) -> f32 {
        if self.0.is_empty() || other.0.is_empty() {
            return 1.0;
        }
        let mut back = vec![f32::INFINITY; other.0.len()];
        let mut forth = 0.0;
        for one in &self.0 {
            let mut nearest = f32::INFINITY;
            for (two, back) in other.0.iter().zip(&mut back) {
                let (x, y) = (one.at.0 - two.at.0, one.at.1 - two.at.1);
                let same = one.way.0 * two.way.0 + one.way.1 * two.way.1;
                let far = (x * x + y * y).sqrt() + TURN * (1.0 - same);
                nearest = nearest.min(far);
                *back = back.min(far);
            }
            forth += nearest;
        }
        let mean = |sum: f32, bits: usize| sum / f32::from(u8::try_from(bits).unwrap_or(u8::MAX));
        (mean(forth, self.0.len()) + mean(back.iter().sum(), other.0.len())) / 2.0
    }
}
