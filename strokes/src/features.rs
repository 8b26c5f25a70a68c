//! Strokes -> numbers: how much ink runs in each of eight directions through each cell of a grid of ten by ten.

use crate::ink::{Stroke, normalised, pieces};

/// Cells along each side.
const GRID: usize = 10;
/// Directions, from the right and then clockwise, as y grows downwards.
const DIRECTIONS: usize = 8;
/// Numbers that describe a character.
pub const FEATURES: usize = GRID * GRID * DIRECTIONS;

/// What a direction counts. Ink that runs upwards or to the left is seldom a stroke and often the way to the next one.
const WEIGHTS: [f32; DIRECTIONS] = [1.0, 1.0, 1.0, 1.0, 0.5, 0.4, 0.5, 0.8];
/// How far ink reaches into neighbouring cells, in cells.
const BLUR: f32 = 0.75;
/// Ink is looked at every so often, in cells.
const STEP: f32 = 0.25;

/// The description of a character, scaled so that its strongest number is 255. All zero when there is no ink.
pub fn features(strokes: &[Stroke]) -> [u8; FEATURES] {
    of_normalised(&normalised(strokes))
}

pub(crate) fn of_normalised(strokes: &[Stroke]) -> [u8; FEATURES] {
    let mut sums = [0.0_f32; FEATURES];
    let size = f32::from(GRID_U8);
    for piece in pieces(strokes) {
        let length = piece.length() * size;
        let (along, across) = (piece.to.0 - piece.from.0, piece.to.1 - piece.from.1);
        let directions = directions(along, across);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most 15 cells of 4 steps, and finite"
        )]
        let steps = ((length / STEP).ceil() as u16).clamp(1, 1_000);
        // A tap is as much ink as one step.
        let weight = (length / f32::from(steps)).max(if length == 0.0 { STEP } else { 0.0 });
        for step in 0..steps {
            let (x, y) = piece.at((f32::from(step) + 0.5) / f32::from(steps));
            spread(&mut sums, (x * size, y * size), weight, &directions);
        }
    }
    quantised(&sums)
}

const GRID_U8: u8 = 10;

/// The two directions next to a movement, and how much of it each gets.
fn directions(along: f32, across: f32) -> [(usize, f32); 2] {
    if along == 0.0 && across == 0.0 {
        return [(1, 0.5), (2, 0.5)];
    }
    let turn = across.atan2(along).rem_euclid(std::f32::consts::TAU) / std::f32::consts::TAU * 8.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 8")]
    let first = turn.floor() as usize;
    let rest = turn - turn.floor();
    let [one, two] = [first % DIRECTIONS, (first + 1) % DIRECTIONS];
    [(one, (1.0 - rest) * WEIGHTS[one]), (two, rest * WEIGHTS[two])]
}

/// Adds a bit of ink to the cells around it.
fn spread(sums: &mut [f32; FEATURES], (x, y): (f32, f32), weight: f32, directions: &[(usize, f32); 2]) {
    let bell = |cell: u8, place: f32| {
        let far = (f32::from(cell) + 0.5 - place) / BLUR;
        (-0.5 * far * far).exp()
    };
    let mut columns = [0.0; GRID];
    for (cell, value) in (0..GRID_U8).zip(&mut columns) {
        *value = bell(cell, x);
    }
    for (row, cell) in (0..GRID_U8).enumerate() {
        let tall = bell(cell, y) * weight;
        if tall < 1e-3 * weight {
            continue;
        }
        for (column, wide) in columns.iter().enumerate().filter(|(_, wide)| **wide > 1e-3) {
            let base = (row * GRID + column) * DIRECTIONS;
            for (direction, share) in directions {
                sums[base + direction] += tall * wide * share;
            }
        }
    }
}

/// The root makes thin ink count beside thick ink.
fn quantised(sums: &[f32; FEATURES]) -> [u8; FEATURES] {
    let most = sums.iter().copied().fold(0.0_f32, f32::max);
    let mut bytes = [0; FEATURES];
    if most > 0.0 {
        for (byte, sum) in bytes.iter_mut().zip(sums) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
            let scaled = (255.0 * (sum / most).sqrt()).round() as u8;
            *byte = scaled;
        }
    }
    bytes
}
