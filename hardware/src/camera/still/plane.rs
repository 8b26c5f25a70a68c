//! The brightness of a picture, to be measured in.

use super::Point;
use crate::Personal;
use crate::camera::{Frame, grey};

/// What the brightest pixel of a picture reaches in which nothing can be seen.
const BLACK: u8 = 32;

pub(super) struct Plane {
    pub width: usize,
    pub height: usize,
    grey: Personal<Vec<u8>>,
}

impl Plane {
    /// `None` when the bytes do not match the size.
    pub fn new(frame: &Frame) -> Option<Self> {
        let (width, height) = (usize::try_from(frame.width).ok()?, usize::try_from(frame.height).ok()?);
        let fits = width > 0 && height > 0 && frame.rgb.reveal().len() == width.checked_mul(height)?.checked_mul(3)?;
        fits.then(|| Self { width, height, grey: grey(frame) })
    }

    pub fn pixels(&self) -> &[u8] {
        self.grey.reveal()
    }

    pub fn row(&self, y: usize) -> &[u8] {
        &self.pixels()[y * self.width..(y + 1) * self.width]
    }

    /// Each pixel the mean of a square of `factor` by `factor`; what is left over at the right and below is left out.
    pub fn reduced(&self, factor: usize) -> Self {
        let (width, height) = ((self.width / factor).max(1), (self.height / factor).max(1));
        let mut grey = Vec::with_capacity(width * height);
        let mut sums = vec![0_usize; width];
        for y in 0..height {
            sums.fill(0);
            for row in (y * factor..((y + 1) * factor).min(self.height)).map(|y| self.row(y)) {
                for (sum, square) in sums.iter_mut().zip(row.chunks(factor)) {
                    *sum += square.iter().copied().map(usize::from).sum::<usize>();
                }
            }
            grey.extend(sums.iter().map(|sum| u8::try_from(sum / (factor * factor)).unwrap_or(u8::MAX)));
        }
        Self { width, height, grey: Personal::new(grey) }
    }

    /// The brightness at a place, between pixels too; beyond the edge, that of the edge.
    pub fn at(&self, place: Point) -> f32 {
        let (x, right) = between(place.x, self.width);
        let (y, below) = between(place.y, self.height);
        let (upper, lower) = (self.row(y), self.row((y + 1).min(self.height - 1)));
        let next = (x + 1).min(self.width - 1);
        let mix = |row: &[u8]| f32::from(row[x]) * (1.0 - right) + f32::from(row[next]) * right;
        mix(upper) * (1.0 - below) + mix(lower) * below
    }

    /// Whether nothing can be seen, as when the lamp is off. One pixel in a hundred may be brighter: lights and noise.
    pub fn is_dark(&self) -> bool {
        let bright = self.pixels().iter().filter(|&&value| value >= BLACK).count();
        bright * 100 < self.pixels().len()
    }
}

/// The last pixel whose middle is not past `place`, and how far the next one's share goes; within `length` pixels.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..length first")]
pub(super) fn between(place: f32, length: usize) -> (usize, f32) {
    let place = (place - 0.5).clamp(0.0, (length - 1) as f32);
    (place as usize, place.fract())
}
