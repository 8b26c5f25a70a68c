//! Several characters side by side on one pad.
//!
//! Ink that lies above and below itself belongs together; between such columns the line may be cut. Of all ways to cut it
//! the one is taken whose parts are most like characters: that are recognised well, are about as wide as they are high, and
//! stand well apart.
//!
//! Bounds: [`COLUMNS`] columns; where there are more, those that stand closest are taken together. A part is never wider than
//! [`WIDEST`] times the line's height, unless it is one column.

use crate::ink::Stroke;
use crate::recogniser::{Candidate, Recogniser};

/// What a whole ink may say.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// One character or several.
    pub text: String,
}

/// Columns that are told apart.
const COLUMNS: usize = 8;
/// The widest that a part may be, in heights of the line.
const WIDEST: f32 = 1.5;
/// The gap between two columns, in heights of the line, that speaks neither for a cut nor against it.
const GAP: f32 = 0.14;
/// What a gap that is wider by one height of the line says for a cut.
const APART: f32 = 0.5;
/// What a part says against itself by being twice as wide, or half as wide, as it is high.
const SQUARE: f32 = 0.05;
/// Candidates that stand for each part in place of the best.
const OTHERS: usize = 4;

/// Strokes that lie above and below each other, from left to right.
struct Column {
    strokes: Vec<usize>,
    left: f32,
    right: f32,
}

/// A part that was looked at.
struct Part {
    candidates: Vec<Candidate>,
    worth: f32,
}

impl Recogniser {
    /// What the ink may say, most likely first, at most so many: one character, or several from left to right.
    pub fn read(&self, strokes: &[Stroke], most: usize) -> Vec<Reading> {
        let columns = columns(strokes);
        let height = height(strokes);
        let one = |candidate: &Candidate| Reading { text: candidate.character.to_string() };
        let wide = columns.last().zip(columns.first()).map_or(0.0, |(last, first)| last.right - first.left);
        if columns.len() < 2 || height <= 0.0 || wide < height * 0.8 {
            return self.recognise(strokes, most).iter().map(one).collect();
        }
        let parts = self.best_cut(strokes, &columns, height, most);
        if let [part] = parts.as_slice() {
            return part.candidates.iter().map(one).collect();
        }
        let best = |part: &Part| part.candidates.first().map(|candidate| candidate.character);
        let mut readings = vec![Reading { text: parts.iter().filter_map(best).collect() }];
        for place in 0..parts.len() {
            for other in parts[place].candidates.iter().skip(1).take(OTHERS) {
                let text = parts
                    .iter()
                    .enumerate()
                    .filter_map(|(at, part)| if at == place { Some(other.character) } else { best(part) });
                readings.push(Reading { text: text.collect() });
            }
        }
        // One broad character after all.
        if wide <= WIDEST * height {
            readings.extend(self.recognise(strokes, OTHERS).iter().map(one));
        }
        readings.truncate(most);
        readings
    }

    /// The parts of the best way to cut.
    fn best_cut(&self, strokes: &[Stroke], columns: &[Column], height: f32, most: usize) -> Vec<Part> {
        // For each end: the worth of the best cut up to there, where its last part begins, and that part.
        let mut best: Vec<Option<(f32, usize)>> = vec![None; columns.len() + 1];
        best[0] = Some((0.0, 0));
        let mut parts: Vec<Vec<Option<Part>>> = Vec::new();
        for end in 1..=columns.len() {
            let mut row = Vec::new();
            for start in 0..end {
                let width = columns[end - 1].right - columns[start].left;
                if end - start > 1 && width > WIDEST * height {
                    row.push(None);
                    continue;
                }
                let part = self.part(strokes, &columns[start..end], width, height, most);
                let gap = if start > 0 { (columns[start].left - columns[start - 1].right) / height - GAP } else { 0.0 };
                let worth = best[start].map(|(before, _)| before + part.worth + APART * gap.min(0.3) * height);
                if worth > best[end].map(|(known, _)| known) {
                    best[end] = worth.map(|worth| (worth, start));
                }
                row.push(Some(part));
            }
            parts.push(row);
        }
        let mut chosen = Vec::new();
        let mut end = columns.len();
        while let Some((_, start)) = best[end].filter(|_| end > 0) {
            chosen.extend(parts[end - 1][start].take());
            end = start;
        }
        chosen.reverse();
        chosen
    }

    fn part(&self, strokes: &[Stroke], columns: &[Column], width: f32, height: f32, most: usize) -> Part {
        let mut mine: Vec<usize> = columns.iter().flat_map(|column| column.strokes.iter().copied()).collect();
        mine.sort_unstable();
        let ink: Vec<Stroke> = mine.into_iter().map(|stroke| strokes[stroke].clone()).collect();
        let candidates = self.recognise(&ink, most);
        let fit = candidates.first().map_or(0.0, |candidate| candidate.fit);
        let square = (width / height).max(0.1).log2().abs();
        // By width, so that many parts are not worth more than one.
        Part { candidates, worth: (fit - SQUARE * square) * width.max(0.2 * height) }
    }
}

fn height(strokes: &[Stroke]) -> f32 {
    let ys = || strokes.iter().flatten().map(|point| point.1).filter(|y| y.is_finite() && y.abs() < 1e6);
    ys().fold(f32::NEG_INFINITY, f32::max) - ys().fold(f32::INFINITY, f32::min)
}

fn columns(strokes: &[Stroke]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (place, stroke) in strokes.iter().enumerate() {
        let xs = || stroke.iter().map(|point| point.0).filter(|x| x.is_finite() && x.abs() < 1e6);
        let (left, right) = (xs().fold(f32::INFINITY, f32::min), xs().fold(f32::NEG_INFINITY, f32::max));
        if left <= right {
            columns.push(Column { strokes: vec![place], left, right });
        }
    }
    columns.sort_by(|one, two| one.left.total_cmp(&two.left));
    let mut joined: Vec<Column> = Vec::new();
    for column in columns {
        match joined.last_mut().filter(|last| column.left <= last.right) {
            Some(last) => join(last, column),
            None => joined.push(column),
        }
    }
    while joined.len() > COLUMNS {
        let gap = |at: usize| joined[at + 1].left - joined[at].right;
        let Some(closest) = (0..joined.len() - 1).min_by(|one, two| gap(*one).total_cmp(&gap(*two))) else { break };
        let next = joined.remove(closest + 1);
        join(&mut joined[closest], next);
    }
    joined
}

fn join(one: &mut Column, other: Column) {
    one.strokes.extend(other.strokes);
    one.right = one.right.max(other.right);
}
