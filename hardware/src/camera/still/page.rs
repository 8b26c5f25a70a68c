//! A sheet laid straight: the picture inside four corners as an upright page.
//!
//! The page is as large as the sheet's sides are long in the picture. Where that is nearly the shape of A4, it is exactly.

use super::Point;
use super::corners::Corners;
use super::plane::between;
use super::polygon::distance;
use crate::Personal;
use crate::camera::Frame;
use crate::camera::file::MAX_SIDE;

/// Of A4 and every other sheet of its series.
const A4: f32 = std::f32::consts::SQRT_2;
/// How far from it a sheet may seem to be and still count as one.
const NEARLY: f32 = 0.05;

/// The upright page between four corners, at most 4,096 pixels a side; `None` when the corners enclose none, or the
/// frame's bytes do not match its size.
pub fn upright(frame: &Frame, corners: &Corners) -> Option<Frame> {
    let (across, down) = (usize::try_from(frame.width).ok()?, usize::try_from(frame.height).ok()?);
    let rgb = frame.rgb.reveal();
    if across == 0 || down == 0 || rgb.len() != across.checked_mul(down)?.checked_mul(3)? {
        return None;
    }
    let (width, height) = size(corners)?;
    let map = Map::new(corners)?;
    let (wide, high) = (usize::from(width), usize::from(height));
    let mut page = Personal::new(vec![0; 3 * wide * high]);
    let pixels = page.reveal_mut().as_chunks_mut::<3>().0;
    for (y, row) in (0..height).zip(pixels.chunks_exact_mut(wide)) {
        let v = (f32::from(y) + 0.5) / f32::from(height);
        for (x, pixel) in (0..width).zip(row) {
            let place = map.place((f32::from(x) + 0.5) / f32::from(width), v);
            *pixel = mix(rgb, (across, down), place);
        }
    }
    Some(Frame { width: u32::from(width), height: u32::from(height), rgb: page })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 1..=4,096")]
fn size(corners: &Corners) -> Option<(u16, u16)> {
    let [above, right, below, left] = corners.sides().map(|(from, to)| distance(from, to));
    let (mut width, mut height) = ((above + below) / 2.0, (left + right) / 2.0);
    let shape = height.max(width) / height.min(width);
    if (shape / A4 - 1.0).abs() < NEARLY {
        // The longer side is kept: nothing that can be read is made smaller.
        if height > width { width = height / A4 } else { height = width / A4 }
    }
    let whole = |length: f32| length.round().clamp(1.0, MAX_SIDE as f32) as u16;
    shape.is_finite().then(|| (whole(width), whole(height)))
}

/// From the unit square to a quadrilateral, as a camera sees a plane: (ax + by + c) / (gx + hy + 1) and so for y.
struct Map {
    x: [f32; 3],
    y: [f32; 3],
    depth: [f32; 2],
}

impl Map {
    fn new(corners: &Corners) -> Option<Self> {
        let Corners([a, b, c, d]) = *corners;
        let (across, up) = (Point { x: b.x - c.x, y: b.y - c.y }, Point { x: d.x - c.x, y: d.y - c.y });
        let rest = Point { x: a.x - b.x + c.x - d.x, y: a.y - b.y + c.y - d.y };
        let turn = across.x * up.y - up.x * across.y;
        let g = (rest.x * up.y - up.x * rest.y) / turn;
        let h = (across.x * rest.y - rest.x * across.y) / turn;
        let x = [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x];
        let y = [b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y];
        let map = Self { x, y, depth: [g, h] };
        // The far corner too must lie before the camera.
        (x.iter().chain(&y).chain(&[g, h]).all(|factor| factor.is_finite()) && 1.0 + g + h > 0.0).then_some(map)
    }

    fn place(&self, u: f32, v: f32) -> Point {
        let depth = self.depth[0] * u + self.depth[1] * v + 1.0;
        let along = |[a, b, c]: [f32; 3]| (a * u + b * v + c) / depth;
        Point { x: along(self.x), y: along(self.y) }
    }
}

/// The colour at a place, between pixels too.
fn mix(rgb: &[u8], (across, down): (usize, usize), place: Point) -> [u8; 3] {
    let (x, right) = between(place.x, across);
    let (y, below) = between(place.y, down);
    let (next, under) = ((x + 1).min(across - 1), (y + 1).min(down - 1));
    let colour = |x: usize, y: usize| &rgb[3 * (y * across + x)..][..3];
    let (one, two, three, four) = (colour(x, y), colour(next, y), colour(x, under), colour(next, under));
    std::array::from_fn(|i| {
        let upper = f32::from(one[i]) * (1.0 - right) + f32::from(two[i]) * right;
        let lower = f32::from(three[i]) * (1.0 - right) + f32::from(four[i]) * right;
        byte(upper * (1.0 - below) + lower * below)
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean of bytes")]
fn byte(value: f32) -> u8 {
    (value + 0.5) as u8
}
