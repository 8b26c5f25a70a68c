//! Ink as it comes from the pad, made fit to be compared.

/// Points of one stroke, in the order written: x to the right, y downwards, any unit.
pub type Stroke = Vec<(f32, f32)>;

/// Strokes of one character that are read; later ones are left out. The most that any character of the table has is 36.
pub const MOST_STROKES: usize = 64;
/// Points of one character that are read.
pub const MOST_POINTS: usize = 2_048;

/// A straight piece of ink in the unit square.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) from: (f32, f32),
    pub(crate) to: (f32, f32),
}

impl Piece {
    pub(crate) fn length(&self) -> f32 {
        (self.to.0 - self.from.0).hypot(self.to.1 - self.from.1)
    }

    pub(crate) fn at(&self, part: f32) -> (f32, f32) {
        (self.from.0 + (self.to.0 - self.from.0) * part, self.from.1 + (self.to.1 - self.from.1) * part)
    }
}

/// The ink's strokes in the unit square: cut to the bounds, without points that are no numbers, moved so that the middle of
/// the ink lies in the middle, and stretched so that it spreads evenly both ways. Empty when there is no ink.
pub(crate) fn normalised(strokes: &[Stroke]) -> Vec<Stroke> {
    let mut strokes = bounded(strokes);
    let pieces: Vec<Piece> = pieces(&strokes).collect();
    if strokes.is_empty() {
        return strokes;
    }
    let across = Axis::of(&strokes, &pieces, |point| point.0);
    let down = Axis::of(&strokes, &pieces, |point| point.1);
    // A single stroke keeps its shape: 一 must not be blown up into a square.
    let (wide, high) = (across.spread(), down.spread());
    let longer = wide.max(high).max(f32::MIN_POSITIVE);
    let (wide, high) = (keeping(wide / longer), keeping(high / longer));
    for point in strokes.iter_mut().flatten() {
        *point = (across.place(point.0, wide), down.place(point.1, high));
    }
    strokes
}

/// How much of the square the shorter side fills, by its share of the longer. A square fills it all; a line stays thin.
fn keeping(share: f32) -> f32 {
    (std::f32::consts::FRAC_PI_2 * share).sin().max(0.02)
}

fn bounded(strokes: &[Stroke]) -> Vec<Stroke> {
    let number =
        |point: &(f32, f32)| point.0.is_finite() && point.1.is_finite() && point.0.abs() < 1e6 && point.1.abs() < 1e6;
    let strokes: Vec<Stroke> =
        strokes.iter().take(MOST_STROKES).map(|stroke| stroke.iter().copied().filter(number).collect()).collect();
    let points: usize = strokes.iter().map(Vec::len).sum();
    let every = points.div_ceil(MOST_POINTS).max(1);
    let thin = |stroke: Stroke| -> Stroke {
        let last = stroke.last().copied();
        let mut kept: Stroke = stroke.into_iter().step_by(every).collect();
        kept.extend(last.filter(|_| every > 1));
        kept
    };
    strokes.into_iter().map(thin).filter(|stroke| !stroke.is_empty()).collect()
}

/// The straight pieces of all strokes. A tap becomes a piece without length.
pub(crate) fn pieces(strokes: &[Stroke]) -> impl Iterator<Item = Piece> + '_ {
    strokes.iter().flat_map(|stroke| {
        let tap = (stroke.len() == 1).then(|| Piece { from: stroke[0], to: stroke[0] });
        stroke.windows(2).map(|two| Piece { from: two[0], to: two[1] }).chain(tap)
    })
}

/// How the ink lies along one axis.
struct Axis {
    middle: f32,
    before: f32,
    after: f32,
}

impl Axis {
    fn of(strokes: &[Stroke], pieces: &[Piece], axis: fn(&(f32, f32)) -> f32) -> Self {
        let total: f32 = pieces.iter().map(Piece::length).sum();
        let ends = || strokes.iter().flatten().map(axis);
        let (low, high) = (ends().fold(f32::INFINITY, f32::min), ends().fold(f32::NEG_INFINITY, f32::max));
        if total <= 0.0 {
            let middle = (low + high) / 2.0;
            return Self { middle, before: (high - low) / 2.0, after: (high - low) / 2.0 };
        }
        let middle = pieces.iter().map(|piece| axis(&piece.at(0.5)) * piece.length()).sum::<f32>() / total;
        // The spread on each side of the middle: twice the root of the mean square, as if ink were everywhere.
        let side = |sign: f32| {
            let mut weight = 0.0;
            let mut squares = 0.0;
            for piece in pieces {
                for part in [0.125, 0.375, 0.625, 0.875] {
                    let far = (axis(&piece.at(part)) - middle) * sign;
                    if far > 0.0 {
                        weight += piece.length();
                        squares += far * far * piece.length();
                    }
                }
            }
            let moment = if weight > 0.0 { SPREAD * (squares / weight).sqrt() } else { 0.0 };
            let bound = if sign > 0.0 { high - middle } else { middle - low };
            // Half by the moments, half by the bounds: moments forgive a long tail, bounds keep a frame where it is.
            MIX * moment + (1.0 - MIX) * bound
        };
        Self { middle, before: side(-1.0), after: side(1.0) }
    }

    fn spread(&self) -> f32 {
        self.before + self.after
    }

    fn place(&self, value: f32, fill: f32) -> f32 {
        let side = if value < self.middle { self.before } else { self.after };
        let far = if side > 0.0 { (value - self.middle) / side } else { 0.0 };
        (0.5 + 0.5 * fill * far).clamp(0.0, 1.0)
    }
}

/// Ink spread evenly from the middle to the edge has this edge, in roots of its mean square.
const SPREAD: f32 = 1.732;
/// How much the moments say beside the bounds.
const MIX: f32 = 0.5;
