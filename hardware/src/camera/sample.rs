//! Pictures as cameras take them, drawn from nothing: a sheet of paper on a desk, a little askew; a person before the
//! screen, who is nobody.
//!
//! The same arguments give the same picture. What stands on the sheet is the caller's; the round stamp says 样本
//! (sample), so that nobody takes it for a real document. Without the font
//! [`STANDARD`](crate::receipt_printer::font::STANDARD) text is drawn as grey bars.

mod face;
mod sheet;

use super::Frame;
use crate::Personal;
use sheet::Sheet;

/// Pixels across of a picture from a common document camera.
pub const WIDTH: u32 = 1280;
/// Pixels down.
pub const HEIGHT: u32 = 960;

/// How the sheet lies: radians, clockwise.
const ASKEW: f32 = 0.031;
/// Part of the picture's height that the sheet takes.
const FILLS: f32 = 0.93;
/// Pixels of the sheet for one of the picture, so that edges and strokes come out smooth.
const FINER: usize = 2;
const DESK: [f32; 3] = [58.0, 60.0, 64.0];

/// An A4 sheet with a title, lines of text and the stamp, on a dark desk. Text that is too long for a line goes on below;
/// what does not fit on the sheet is left out.
///
/// `width` and `height` are pixels, each clamped to 64..=4,096.
pub fn sample_document(title: &str, lines: &[&str], width: u32, height: u32) -> Frame {
    let tall = pixels(height.clamp(64, 4096)) * FILLS;
    photograph(width, height, Some(&Sheet::new(title, lines, tall)))
}

/// The desk with nothing on it.
pub fn empty_desk(width: u32, height: u32) -> Frame {
    photograph(width, height, None)
}

/// Faces as the camera above the screen sees them: each with the share of the picture's height that it takes from brow to
/// chin, and where its middle is, in shares of width and height. Between two faces each place belongs to the nearer one.
///
/// `width` and `height` are pixels, each clamped to 64..=4,096.
pub fn sample_faces(faces: &[(f32, (f32, f32))], width: u32, height: u32) -> Frame {
    let (width, height) = (width.clamp(64, 4096), height.clamp(64, 4096));
    // From brow to chin the drawing has 1.8 units, whose middle is a fifth of one below the origin.
    let placed: Vec<_> = faces
        .iter()
        .map(|(size, at)| (pixels(height) * size / 1.8, at))
        .map(|(unit, at)| (unit, pixels(width) * at.0, pixels(height) * at.1 - 0.2 * unit))
        .collect();
    let mut rgb = Vec::with_capacity(3 * usize::try_from(width * height).unwrap_or(0));
    for y in 0..height {
        for x in 0..width {
            let here = (pixels(x) + 0.5, pixels(y) + 0.5);
            let place = |(unit, x, y): &(f32, f32, f32)| ((here.0 - x) / unit, (here.1 - y) / unit);
            // Whose face is nearest here.
            let nearest = placed.iter().map(place).min_by(|a, b| a.0.hypot(a.1).total_cmp(&b.0.hypot(b.1)));
            let (across, down) = nearest.unwrap_or((f32::MAX, f32::MAX));
            rgb.extend(face::seen(across, down, (x, y)).map(shade));
        }
    }
    Frame { width, height, rgb: Personal::new(rgb) }
}

/// One person, where a person stands who does as the screen says.
pub fn sample_face(width: u32, height: u32) -> Frame {
    sample_faces(&[(0.42, (0.5, 0.46))], width, height)
}

fn photograph(width: u32, height: u32, sheet: Option<&Sheet>) -> Frame {
    let (width, height) = (width.clamp(64, 4096), height.clamp(64, 4096));
    let (sin, cos) = ASKEW.sin_cos();
    let (middle_x, middle_y) = (pixels(width) / 2.0, pixels(height) / 2.0);
    let mut rgb = Vec::with_capacity(3 * usize::try_from(width * height).unwrap_or(0));
    for y in 0..height {
        for x in 0..width {
            let mut sum = [0.0; 3];
            for sub in 0..FINER * FINER {
                let step = |sub: usize| if sub == 0 { 0.25 } else { 0.75 };
                let (dx, dy) = (pixels(x) + step(sub % FINER) - middle_x, pixels(y) + step(sub / FINER) - middle_y);
                let seen = sheet.map_or(DESK, |sheet| sheet.seen(dx * cos + dy * sin, dy * cos - dx * sin, DESK));
                (0..3).for_each(|i| sum[i] += seen[i] / 4.0);
            }
            let light = light((pixels(x) - middle_x) / middle_x, (pixels(y) - middle_y) / middle_y);
            let grain = (grain(x, y) - 0.5) * 5.0;
            rgb.extend(sum.map(|value| shade(value * light + grain)));
        }
    }
    Frame { width, height, rgb: Personal::new(rgb) }
}

/// Brightest a little above the middle, as under a lamp; x and y from -1 to 1.
fn light(x: f32, y: f32) -> f32 {
    1.0 - 0.10 * x * x - 0.09 * (y + 0.25) * (y + 0.25) + 0.02 * x
}

/// Even noise from 0 to 1 that depends on the place alone.
fn grain(x: u32, y: u32) -> f32 {
    let mut hash = x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0xC2B2_AE3D);
    hash ^= hash >> 13;
    f32::from(hash.to_le_bytes()[0]) / 255.0
}

/// A number of pixels, exact: at most 4,096.
fn pixels(count: u32) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn shade(value: f32) -> u8 {
    value.clamp(0.0, 255.0) as u8
}
