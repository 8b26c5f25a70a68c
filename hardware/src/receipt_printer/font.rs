//! Drawing single characters from a font file.
//!
//! The face is one with Chinese characters. Outlines are made when asked for, so opening a collection of 20 MB costs
//! only reading it; a file of more than [`MAX_BYTES`] is refused.

use ab_glyph::{Font as _, FontVec, Glyph, OutlinedGlyph, PxScale, point};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Where Debian's `fonts-noto-cjk` puts the font that is used when none is named.
pub const STANDARD: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/// The largest font file that is read.
pub const MAX_BYTES: u64 = 64 << 20;

/// Faces to try in a collection. In Noto Sans CJK 7 is "Mono SC", whose Latin letters are just half an em wide, as a
/// receipt wants them; 2 is "SC". A file of a single face has only 0.
const FACES: [u32; 3] = [7, 2, 0];

/// From the top of an em square to the baseline: Chinese characters then lie in the middle of it.
const BASELINE: f32 = 0.86;

/// A font, read into memory.
pub struct Font {
    face: FontVec,
    /// Units of the face to an em.
    units: f32,
}

/// Why a font cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// The file cannot be read.
    #[error("cannot read the font {}: {why}; install fonts-noto-cjk, or name another file", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's own words.
        why: std::io::Error,
    },
    /// The file is no font with Chinese characters.
    #[error("{} is no font with Chinese characters of at most 64 MiB; name another file", .0.display())]
    Unusable(PathBuf),
}

/// Where a character goes, in dots.
#[derive(Clone, Copy)]
pub struct Cell {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width. The character stands in the middle of it, and is squeezed when it is wider.
    pub width: f32,
    /// Height of the em square.
    pub em: f32,
    /// How many times as wide as the font means it, 1 being as it is.
    pub stretch: f32,
}

impl Font {
    /// Reads a font file: OpenType, TrueType or a collection of them.
    pub fn open(path: &Path) -> Result<Self, FontError> {
        let mut bytes = Vec::new();
        std::fs::File::open(path)
            .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
            .map_err(|why| FontError::Unreadable { path: path.to_owned(), why })?;
        let unusable = || FontError::Unusable(path.to_owned());
        if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_BYTES) {
            return Err(unusable());
        }
        let index = FACES
            .into_iter()
            .find(|&face| ab_glyph::FontRef::try_from_slice_and_index(&bytes, face).is_ok())
            .ok_or_else(unusable)?;
        let face = FontVec::try_from_vec_and_index(bytes, index).map_err(|_| unusable())?;
        let units = face.units_per_em().ok_or_else(unusable)?;
        let font = Self { face, units };
        if font.has('一') { Ok(font) } else { Err(unusable()) }
    }

    /// Whether the font can draw `c`.
    pub fn has(&self, c: char) -> bool {
        self.face.glyph_id(c).0 != 0
    }

    /// Draws `c` into `cell`, point by point: x, y and how much of the point is covered, 0 to 1. A glyph may reach
    /// over the edge of its cell, and so below zero.
    pub fn draw(&self, c: char, cell: Cell, mut ink: impl FnMut(i32, i32, f32)) {
        let Some(glyph) = self.outline(c, cell) else {
            return;
        };
        let bounds = glyph.px_bounds();
        let (left, top) = (whole(bounds.min.x), whole(bounds.min.y));
        glyph.draw(|x, y, covered| {
            ink(left.saturating_add_unsigned(x), top.saturating_add_unsigned(y), covered);
        });
    }

    fn outline(&self, c: char, cell: Cell) -> Option<OutlinedGlyph> {
        let id = self.face.glyph_id(c);
        let natural = self.face.h_advance_unscaled(id) / self.units * cell.em * cell.stretch;
        let squeeze = if natural > cell.width { cell.width / natural } else { 1.0 };
        // The library scales by the height of a line, not of an em.
        let scale = cell.em * self.face.height_unscaled() / self.units;
        self.face.outline_glyph(Glyph {
            id,
            scale: PxScale { x: scale * cell.stretch * squeeze, y: scale },
            position: point(cell.x + (cell.width - natural * squeeze) / 2.0, cell.y + cell.em * BASELINE),
        })
    }
}

/// The whole number that `value` already is: glyph bounds are integral and lie within the paper or the picture.
#[expect(clippy::cast_possible_truncation, reason = "integral and far below 2^31; `as` saturates at worst")]
pub(crate) fn whole(value: f32) -> i32 {
    value as i32
}
