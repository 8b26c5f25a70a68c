//! A signature: strokes of points, within bounds, erased when dropped. Pure.
//!
//! At most [`MOST_STROKES`] strokes and [`MOST_POINTS`] points. Past either, nothing more is taken, what was taken stays,
//! and [`Strokes::is_full`] says so. A signature has a few hundred points.

use super::pen::{Pen, Point};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// How many strokes are taken.
pub const MOST_STROKES: usize = 200;
/// How many points are taken, over all strokes.
pub const MOST_POINTS: usize = 8_000;

/// A signature as far as it is written. It has no `Debug`: it is a citizen's own.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Strokes {
    // One run of memory at its full size, so that growing leaves no copy behind.
    points: Vec<Point>,
    // Where each stroke begins.
    begins: Vec<usize>,
    drawing: bool,
    full: bool,
}

impl Strokes {
    /// A blank.
    pub fn new() -> Self {
        let (points, begins) = (Vec::with_capacity(MOST_POINTS), Vec::with_capacity(MOST_STROKES));
        Self { points, begins, drawing: false, full: false }
    }

    /// Takes a move of the pen.
    pub fn take(&mut self, pen: Pen) {
        match pen {
            Pen::Up => self.drawing = false,
            Pen::Down(_) if self.begins.len() == MOST_STROKES => (self.full, self.drawing) = (true, false),
            Pen::Down(_) | Pen::Move(_) if self.points.len() == MOST_POINTS => self.full = true,
            Pen::Down(point) => {
                self.begins.push(self.points.len());
                self.points.push(point);
                self.drawing = true;
            }
            // A move without its beginning belongs to a stroke that was lost or not taken.
            Pen::Move(point) if self.drawing => self.points.push(point),
            Pen::Move(_) => {}
        }
    }

    /// Erases it, to begin anew.
    pub fn clear(&mut self) {
        self.points.zeroize();
        self.begins.clear();
        (self.drawing, self.full) = (false, false);
    }

    /// The strokes, each with at least one point.
    pub fn iter(&self) -> impl Iterator<Item = &[Point]> {
        let ends = self.begins.iter().skip(1).copied().chain([self.points.len()]);
        self.begins.iter().zip(ends).map(|(begin, end)| &self.points[*begin..end])
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        self.points.len()
    }

    /// Whether something was not taken, because a bound was reached.
    pub fn is_full(&self) -> bool {
        self.full
    }
}

impl Default for Strokes {
    fn default() -> Self {
        Self::new()
    }
}
