//! A face, drawn from nothing: nobody's. Finders of faces take it for one, which is what it is for.
//!
//! Drawn in coordinates of its own: the middle of the face is the origin, the chin is at y = 1, and a face is about one and
//! a half wide.

use super::grain;

type Colour = [f32; 3];

const WALL: Colour = [150.0, 158.0, 165.0];
const SKIN: Colour = [214.0, 172.0, 146.0];
const LIT: Colour = [236.0, 198.0, 172.0];
const SHADE: Colour = [120.0, 82.0, 66.0];
const HAIR: Colour = [38.0, 32.0, 30.0];
const COAT: Colour = [60.0, 84.0, 120.0];
const LIPS: Colour = [168.0, 88.0, 84.0];
const DEEP: Colour = [60.0, 36.0, 30.0];
const WHITE: Colour = [226.0, 222.0, 216.0];

/// An ellipse with a soft edge.
struct Spot {
    middle: (f32, f32),
    radius: (f32, f32),
    /// How soft its edge is, as a part of its radius.
    soft: f32,
    colour: Colour,
    /// How much of what is beneath it covers.
    covers: f32,
    /// It is there on both sides.
    twice: bool,
}

const fn spot(middle: (f32, f32), radius: (f32, f32), soft: f32, colour: Colour, covers: f32) -> Spot {
    Spot { middle, radius, soft, colour, covers, twice: false }
}

const fn pair(middle: (f32, f32), radius: (f32, f32), soft: f32, colour: Colour, covers: f32) -> Spot {
    Spot { middle, radius, soft, colour, covers, twice: true }
}

/// What is behind the face, from back to front.
const BEHIND: [Spot; 4] = [
    spot((0.0, 2.35), (1.9, 1.05), 0.03, COAT, 1.0),
    spot((0.0, -0.25), (0.92, 1.02), 0.04, HAIR, 1.0),
    spot((0.0, 1.1), (0.38, 0.62), 0.05, [172.0, 132.0, 110.0], 1.0),
    pair((0.78, 0.05), (0.09, 0.2), 0.1, [190.0, 150.0, 126.0], 1.0),
];

/// What is on the skin, in the order in which it is laid on: sockets, cheeks, brow, nose, mouth, brows, eyes, lids.
const FEATURES: [Spot; 13] = [
    pair((0.33, -0.10), (0.26, 0.17), 0.6, SHADE, 0.45),
    pair((0.36, 0.27), (0.20, 0.18), 0.8, LIT, 0.5),
    spot((0.0, -0.45), (0.40, 0.20), 0.8, LIT, 0.5),
    pair((0.11, 0.15), (0.06, 0.25), 0.8, SHADE, 0.25),
    spot((0.0, 0.10), (0.06, 0.30), 0.8, LIT, 0.6),
    spot((0.0, 0.40), (0.17, 0.06), 0.6, SHADE, 0.5),
    pair((0.075, 0.385), (0.045, 0.028), 0.5, DEEP, 0.8),
    spot((0.0, 0.63), (0.27, 0.085), 0.3, LIPS, 0.85),
    spot((0.0, 0.62), (0.26, 0.022), 0.4, DEEP, 0.8),
    pair((0.34, -0.29), (0.21, 0.045), 0.4, HAIR, 0.85),
    pair((0.33, -0.08), (0.145, 0.065), 0.15, WHITE, 1.0),
    pair((0.33, -0.08), (0.066, 0.063), 0.15, DEEP, 1.0),
    pair((0.33, -0.135), (0.16, 0.022), 0.4, DEEP, 0.85),
];

/// The oval of the face.
const OVAL: Spot = spot((0.0, 0.1), (0.76, 0.95), 0.03, SKIN, 1.0);
/// The head of hair, out of which the brow is cut.
const HEAD: Spot = spot((0.0, -0.25), (0.92, 1.02), 0.04, HAIR, 1.0);

impl Spot {
    /// How much of this place it covers, from 0 to 1.
    fn at(&self, x: f32, y: f32) -> f32 {
        let x = if self.twice { x.abs() } else { x };
        let (across, down) = ((x - self.middle.0) / self.radius.0, (y - self.middle.1) / self.radius.1);
        self.covers * (1.0 - rise(1.0 - self.soft, 1.0 + self.soft, across.hypot(down)))
    }
}

/// The colour at a place; the pixel's own place gives its grain.
pub fn seen(x: f32, y: f32, pixel: (u32, u32)) -> Colour {
    let laid = |colour, spot: &Spot| mix(colour, spot.colour, spot.at(x, y));
    let behind = BEHIND.iter().fold(WALL, laid);
    let round = rise(0.35, 1.0, (x / 0.78).hypot((y - 0.1) / 0.98));
    let skin = FEATURES.iter().fold(mix(SKIN, SHADE, 0.5 * round), laid);
    let face = mix(behind, skin, OVAL.at(x, y));
    let fringe = rise(0.50, 0.56, -y - 0.10 * x * x) * HEAD.at(x, y);
    let grain = (grain(pixel.0, pixel.1) - 0.5) * 5.0;
    mix(face, HAIR, fringe).map(|value| value + grain)
}

/// From 0 to 1, softly, while `x` goes from `low` to `high`.
fn rise(low: f32, high: f32, x: f32) -> f32 {
    let share = ((x - low) / (high - low)).clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}

fn mix(beneath: Colour, above: Colour, share: f32) -> Colour {
    std::array::from_fn(|i| beneath[i] + (above[i] - beneath[i]) * share)
}
