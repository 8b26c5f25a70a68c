//! Whether what is written on a sheet can be read: light, glare, sharpness. Measured in square tiles inside the sheet.

use super::corners::Corners;
use super::plane::Plane;
use super::{Advice, Point};

/// The mean brightness of a sheet, of 256, below which it is too dark.
pub const DARK: f32 = 90.0;
/// The share of a sheet's pixels that may be blank white, as reflected lamps are.
pub const GLARE: f32 = 0.015;
/// The variance of the second difference from which on a picture is sharp; see [`Quality::sharpness`].
pub const SHARP: f64 = 100.0;

/// The brightness, of 256, from which on a pixel is blank white.
const WHITE: u8 = 250;
/// How much brightness must vary in a tile (standard deviation) for something to be written there.
const WRITTEN: f32 = 4.0;
/// How far inside the sheet a tile must lie, in pixels: its edge is not its writing.
const INSIDE: f32 = 6.0;

/// What was measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Mean brightness, 0 to 255.
    pub brightness: f32,
    /// Share of blank white pixels, 0 to 1.
    pub glare: f32,
    /// Mean variance of the second difference of brightness where something is written, across or down, whichever is less:
    /// the Laplacian in its two halves, since shaking blurs in one direction only. `None` on a blank sheet, which cannot be
    /// blurred.
    pub sharpness: Option<f64>,
}

impl Quality {
    /// The first thing that is wrong, in the order in which a person puts it right.
    pub fn advice(&self) -> Advice {
        match self {
            _ if self.brightness < DARK => Advice::TooDark,
            _ if self.glare > GLARE => Advice::Glare,
            Self { sharpness: Some(sharpness), .. } if *sharpness < SHARP => Advice::HoldStill,
            _ => Advice::Good,
        }
    }
}

/// Sums over tiles. Whole numbers, so that the order of adding changes nothing.
#[derive(Default)]
struct Sums {
    count: u64,
    value: u64,
    white: u64,
    across: f64,
    down: f64,
    written: u32,
}

pub(super) fn measure(plane: &Plane, corners: &Corners) -> Quality {
    let tile = (plane.width / 40).clamp(8, 32);
    let mut sums = Sums::default();
    // A pixel's neighbours are looked at, so tiles begin and end one from the edge.
    for top in (1..plane.height.saturating_sub(tile)).step_by(tile) {
        for left in (1..plane.width.saturating_sub(tile)).step_by(tile) {
            let ends = [(left, top), (left + tile, top), (left, top + tile), (left + tile, top + tile)];
            if ends.iter().all(|&(x, y)| corners.depth(Point { x: x as f32, y: y as f32 }) > INSIDE) {
                add(&mut sums, plane, (left, top), tile);
            }
        }
    }
    let share = |part: u64| part as f32 / sums.count.max(1) as f32;
    let sharpness = (sums.written > 0).then(|| sums.across.min(sums.down) / f64::from(sums.written));
    Quality { brightness: share(sums.value), glare: share(sums.white), sharpness }
}

fn add(sums: &mut Sums, plane: &Plane, (left, top): (usize, usize), tile: usize) {
    let (mut value, mut squares, mut white) = (0_u64, 0_u64, 0_u64);
    let (mut across, mut down) = ((0_i64, 0_i64), (0_i64, 0_i64));
    for y in top..top + tile {
        let (above, row, below) = (plane.row(y - 1), plane.row(y), plane.row(y + 1));
        for x in left..left + tile {
            let here = row[x];
            value += u64::from(here);
            squares += u64::from(here) * u64::from(here);
            white += u64::from(here >= WHITE);
            let second = |before: u8, after: u8| i64::from(before) + i64::from(after) - 2 * i64::from(here);
            for (sums, bend) in [(&mut across, second(row[x - 1], row[x + 1])), (&mut down, second(above[x], below[x]))]
            {
                sums.0 += bend;
                sums.1 += bend * bend;
            }
        }
    }
    let count = (tile * tile) as f64;
    let variance = |sum: f64, squares: f64| squares / count - (sum / count).powi(2);
    sums.count += (tile * tile) as u64;
    sums.value += value;
    sums.white += white;
    if variance(value as f64, squares as f64) >= f64::from(WRITTEN * WRITTEN) {
        sums.written += 1;
        sums.across += variance(across.0 as f64, across.1 as f64);
        sums.down += variance(down.0 as f64, down.1 as f64);
    }
}
