//! The largest bright patch of a picture, and what counts as bright.

use super::Point;
use super::plane::Plane;

/// What the sheet must be brighter than the desk: a share of its own brightness, and at least so many steps of 256.
const CONTRAST: (f64, f64) = (0.35, 12.0);

/// The brightness from which on a pixel is paper, by Otsu's method; `None` when there are not two kinds of pixels.
pub(super) fn split(pixels: &[u8]) -> Option<u8> {
    let mut counts = [0_u32; 256];
    pixels.iter().for_each(|&value| counts[usize::from(value)] += 1);
    let weigh = |(value, &count): (usize, &u32)| value as f64 * f64::from(count);
    let (all, sum) = (pixels.len() as f64, counts.iter().enumerate().map(weigh).sum::<f64>());
    let (mut below, mut sum_below) = (0.0, 0.0);
    let mut best = (0.0, 0_u8, 0.0, 0.0);
    for (value, count) in (0..=u8::MAX).zip(counts) {
        below += f64::from(count);
        sum_below += f64::from(value) * f64::from(count);
        if below > 0.0 && below < all {
            let (dark, bright) = (sum_below / below, (sum - sum_below) / (all - below));
            let between = below * (all - below) * (bright - dark).powi(2);
            if between > best.0 {
                best = (between, value.saturating_add(1), dark, bright);
            }
        }
    }
    let (_, threshold, dark, bright) = best;
    let needed = CONTRAST.1.max(CONTRAST.0 * bright);
    (bright - dark >= needed).then_some(threshold)
}

/// Pixels that belong together.
pub(super) struct Patch {
    pub area: usize,
    /// How many lie on the picture's edge.
    pub on_edge: usize,
    /// The corners of the first and the last pixel in each row.
    pub outline: Vec<Point>,
}

/// A row without a pixel of the patch: from where to where it goes.
const NO_SPAN: (usize, usize) = (usize::MAX, 0);

/// The largest patch of pixels that are at least as bright as `threshold` and touch each other by a side.
pub(super) fn largest(plane: &Plane, threshold: u8) -> Patch {
    let mut free: Vec<bool> = plane.pixels().iter().map(|&value| value >= threshold).collect();
    let mut best = Patch { area: 0, on_edge: 0, outline: Vec::new() };
    let mut todo = Vec::new();
    let mut rows = vec![NO_SPAN; plane.height];
    for start in 0..free.len() {
        if !std::mem::take(&mut free[start]) {
            continue;
        }
        todo.push(start);
        let (mut area, mut on_edge) = (0, 0);
        // Pixels are tried from the top, so a patch's first one is in its highest row.
        let (highest, mut lowest) = (start / plane.width, 0);
        while let Some(at) = todo.pop() {
            let (x, y) = (at % plane.width, at / plane.width);
            area += 1;
            lowest = lowest.max(y);
            rows[y] = (rows[y].0.min(x), rows[y].1.max(x + 1));
            let (left, right, up, down) = (x > 0, x + 1 < plane.width, y > 0, y + 1 < plane.height);
            on_edge += usize::from(!(left && right && up && down));
            for (there, next) in [(left, 1), (up, plane.width)] {
                if there && std::mem::take(&mut free[at - next]) {
                    todo.push(at - next);
                }
            }
            for (there, next) in [(right, 1), (down, plane.width)] {
                if there && std::mem::take(&mut free[at + next]) {
                    todo.push(at + next);
                }
            }
        }
        if area > best.area {
            let spans = rows.iter().enumerate().filter(|(_, row)| row.0 < row.1);
            let ends = spans.flat_map(|(y, row)| [(row.0, y), (row.0, y + 1), (row.1, y), (row.1, y + 1)]);
            let outline = ends.map(|(x, y)| Point { x: x as f32, y: y as f32 }).collect();
            best = Patch { area, on_edge, outline };
        }
        rows[highest..=lowest].fill(NO_SPAN);
    }
    best
}
