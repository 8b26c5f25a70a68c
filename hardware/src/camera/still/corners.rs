//! The four corners of a sheet of paper.
//!
//! In a reduced picture the brightest large patch is taken, and the largest quadrilateral among the corners of its hull.
//! Then each side is found again in the full picture, as the line along which brightness falls most steeply, and the sides
//! are cut with each other.
//!
//! Bounds: the reduced picture has at most [`COARSE`] pixels a side; each side is measured at [`PROBES`] places.

use super::Point;
use super::patch;
use super::plane::Plane;
use super::polygon::{area, cross, distance, hull, largest_quadrilateral};

/// Pixels that the reduced picture has at most across and down.
const COARSE: usize = 480;
/// The smallest share of the picture that a sheet takes; a lamp's reflection is smaller.
const SMALLEST: f32 = 0.05;
/// What brightness must fall by at an edge, of 256.
const STEEP: f32 = 12.0;
/// What a quadrilateral must fill of the patch's hull to be a sheet and not a hand or a heap.
const FILLS: f32 = 0.93;
/// Pixels of the patch that may lie on the picture's edge: noise.
const ON_EDGE: usize = 4;
/// Places at which a side is measured.
const PROBES: u8 = 48;

/// The corners of a sheet: upper left, upper right, lower right, lower left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corners(pub [Point; 4]);

impl Corners {
    /// The four sides, from corner to corner: above, right, below, left.
    pub(super) fn sides(&self) -> [(Point, Point); 4] {
        let Self([a, b, c, d]) = *self;
        [(a, b), (b, c), (c, d), (d, a)]
    }

    /// How far inside the sheet a place is, in pixels; negative outside.
    pub(super) fn depth(&self, place: Point) -> f32 {
        let depths = self.sides().map(|(from, to)| cross(from, to, place) / distance(from, to).max(f32::MIN_POSITIVE));
        depths.into_iter().fold(f32::INFINITY, f32::min)
    }
}

/// What was found.
pub(super) enum Outline {
    Nothing,
    Outside,
    Sheet(Corners),
}

pub(super) fn find(plane: &Plane) -> Outline {
    let factor = plane.width.max(plane.height).div_ceil(COARSE);
    let small = plane.reduced(factor);
    let Some(threshold) = patch::split(small.pixels()) else {
        return Outline::Nothing;
    };
    let patch = patch::largest(&small, threshold);
    if (patch.area as f32) < SMALLEST * small.pixels().len() as f32 {
        return Outline::Nothing;
    }
    if patch.on_edge > ON_EDGE {
        return Outline::Outside;
    }
    let hull = hull(&patch.outline);
    let Some(rough) = largest_quadrilateral(&hull) else {
        return Outline::Nothing;
    };
    if area(&rough) < FILLS * area(&hull) {
        return Outline::Nothing;
    }
    let scale = factor as f32;
    let rough = Corners(from_upper_left(rough).map(|p| Point { x: p.x * scale, y: p.y * scale }));
    match refine(plane, &rough, 2.0 * scale + 4.0) {
        Some(corners) if corners.0.iter().all(|&corner| inside(plane, corner)) => Outline::Sheet(corners),
        Some(_) => Outline::Outside,
        None => Outline::Nothing,
    }
}

fn from_upper_left(mut corners: [Point; 4]) -> [Point; 4] {
    let sums = corners.map(|corner| corner.x + corner.y);
    let first = (0..4).min_by(|&a, &b| sums[a].total_cmp(&sums[b])).unwrap_or(0);
    corners.rotate_left(first);
    corners
}

/// The corners anew, from sides measured in the full picture up to `reach` pixels beside the rough ones.
fn refine(plane: &Plane, rough: &Corners, reach: f32) -> Option<Corners> {
    let lines = rough.sides().map(|(from, to)| side(plane, from, to, reach));
    let mut corners = rough.0;
    for (i, corner) in corners.iter_mut().enumerate() {
        *corner = meet(lines[(i + 3) % 4], lines[i])?;
    }
    Some(Corners(corners))
}

/// The line along a side where brightness falls from inside to outside most steeply.
fn side(plane: &Plane, from: Point, to: Point, reach: f32) -> (Point, Point) {
    let length = distance(from, to).max(1.0);
    // To the left as one goes clockwise: outwards.
    let out = Point { x: (to.y - from.y) / length, y: (from.x - to.x) / length };
    let along = |share: f32, off: f32| Point {
        x: from.x + (to.x - from.x) * share + out.x * off,
        y: from.y + (to.y - from.y) * share + out.y * off,
    };
    // Not at the ends, where another side is near.
    let shares = (0..PROBES).map(|i| 0.06 + 0.88 * f32::from(i) / f32::from(PROBES - 1));
    let mut found: Vec<_> =
        shares.filter_map(|share| Some((share, steepest(|off| plane.at(along(share, off)), reach)?))).collect();
    let mut line = (0.0, 0.0);
    for _ in 0..3 {
        let Some(fit) = straight(&found) else {
            break;
        };
        line = fit;
        // What lies off the line belongs to a fold, a finger or a staple.
        found.retain(|&(share, off)| (line.0 + line.1 * share - off).abs() < 1.5);
    }
    (along(0.0, line.0), along(1.0, line.0 + line.1))
}

/// How far out brightness falls most within two pixels, up to `reach` from the middle; `None` where it hardly falls.
fn steepest(at: impl Fn(f32) -> f32, reach: f32) -> Option<f32> {
    let step = 0.5;
    let falls = |off: f32| at(off - 1.0) - at(off + 1.0);
    let mut best = (STEEP, None);
    let mut off = -reach;
    while off <= reach {
        let fall = falls(off);
        if fall > best.0 {
            best = (fall, Some(off));
        }
        off += step;
    }
    let off = best.1?;
    // The top of the parabola through three neighbours.
    let (before, top, after) = (falls(off - step), best.0, falls(off + step));
    let bend = before - 2.0 * top + after;
    Some(if bend < 0.0 { off + step * (0.5 * (before - after) / bend).clamp(-1.0, 1.0) } else { off })
}

/// Least squares: where a straight line begins and how it rises; `None` with fewer than a third of the places.
fn straight(places: &[(f32, f32)]) -> Option<(f32, f32)> {
    let count = places.len() as f32;
    if count * 3.0 < f32::from(PROBES) {
        return None;
    }
    let mean = |of: fn(&(f32, f32)) -> f32| places.iter().map(of).sum::<f32>() / count;
    let (x, y) = (mean(|place| place.0), mean(|place| place.1));
    let spread: f32 = places.iter().map(|place| (place.0 - x).powi(2)).sum();
    let rise = places.iter().map(|place| (place.0 - x) * (place.1 - y)).sum::<f32>() / spread.max(f32::MIN_POSITIVE);
    Some((y - rise * x, rise))
}

fn meet((a, b): (Point, Point), (c, d): (Point, Point)) -> Option<Point> {
    let (first, second) = ((b.x - a.x, b.y - a.y), (d.x - c.x, d.y - c.y));
    let turn = first.0 * second.1 - first.1 * second.0;
    let share = ((c.x - a.x) * second.1 - (c.y - a.y) * second.0) / turn;
    let place = Point { x: a.x + first.0 * share, y: a.y + first.1 * share };
    (place.x.is_finite() && place.y.is_finite()).then_some(place)
}

fn inside(plane: &Plane, place: Point) -> bool {
    (0.0..=plane.width as f32).contains(&place.x) && (0.0..=plane.height as f32).contains(&place.y)
}
