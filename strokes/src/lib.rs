//! Handwritten Chinese characters: strokes in, candidates out.
//!
//! Two steps. First the directions of the ink, softly sorted into a grid, are compared with those of every character of a
//! [`Table`]; that does not ask in which order strokes were written, nor how many, so joined strokes do little harm. Then
//! the best of them are compared with the ink itself, point by point, and weighed with how common they are. Several
//! characters side by side are told apart by the gaps between them.
//!
//! - Pure and without memory: nothing of one ink is kept for the next, nothing is learned. No I/O: the table's bytes come
//!   in; `setup/strokes` makes the file.
//! - Any input is answered: no ink, one point, numbers that are none, 10,000 points.
//!
//! Bounds: [`MOST_STROKES`] strokes of a character are read, [`MOST_POINTS`] points of all of them; a longer ink is thinned
//! evenly. A table takes some 10 MB. The direction of a stroke matters: a horizontal written from right to left is another
//! one.

mod elastic;
mod features;
mod ink;
mod line;
mod recogniser;
mod table;

pub use features::{FEATURES, features};
pub use ink::{MOST_POINTS, MOST_STROKES, Stroke};
pub use line::Reading;
pub use recogniser::{Candidate, Recogniser};
pub use table::{Builder, Table, TableError};
