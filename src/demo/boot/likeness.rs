//! Whether one picture has followed another.
//!
//! Fonts differ by a hair between releases, clocks and camera pictures differ altogether, so pixels are not compared. The
//! screen is cut into blocks; only those that changed on the twin count, and each says whether the machine's block is nearer to
//! what the twin shows now or to what it showed before.

/// Dots on a block's edge.
const BLOCK: usize = 24;
/// A block has changed when its mean colour moved by this much (of 255).
const MOVED: f32 = 4.0;
/// The share of changed blocks that must have followed.
const FOLLOWED: f32 = 0.8;

/// Beneath a finger, mean colours that differ by less are those of the same button in the same state.
const SAME: f32 = 24.0;

/// Mean colours of a picture's blocks, row by row.
#[derive(Clone)]
pub(super) struct Blocks {
    across: usize,
    colours: Vec<[f32; 3]>,
}

impl Blocks {
    /// Of a picture with `channels` bytes a dot, the first three of them red, green and blue.
    pub(super) fn of(pixels: &[u8], width: usize, channels: usize) -> Self {
        let height = pixels.len() / (width * channels);
        let mut colours = Vec::new();
        for top in (0..height).step_by(BLOCK) {
            for left in (0..width).step_by(BLOCK) {
                colours.push(mean(
                    pixels,
                    width,
                    channels,
                    (left, (left + BLOCK).min(width)),
                    (top, (top + BLOCK).min(height)),
                ));
            }
        }
        Self { across: width.div_ceil(BLOCK), colours }
    }

    /// Whether what lies beneath a finger at this point looks as it does in the other picture.
    pub(super) fn is_alike_under(&self, other: &Self, (x, y): (f32, f32)) -> bool {
        let near = |place: usize, finger: f32| (middle(place) - finger).abs() <= 1.5 * BLOCK as f32;
        let all = self.colours.iter().zip(&other.colours).enumerate();
        let pairs = all.filter(|(at, _)| near(at % self.across, x) && near(at / self.across, y)).map(|(_, pair)| pair);
        let (mut ours, mut theirs, mut count) = ([0.0_f32; 3], [0.0_f32; 3], 0.0_f32);
        for (one, two) in pairs {
            for part in 0..3 {
                ours[part] += one[part];
                theirs[part] += two[part];
            }
            count += 1.0;
        }
        count > 0.0 && apart(ours, theirs) / count < SAME
    }

    /// The mean difference of all blocks, of 255.
    pub(super) fn distance(&self, other: &Self) -> f32 {
        let sum: f32 = self.colours.iter().zip(&other.colours).map(|(one, two)| apart(*one, *two)).sum();
        sum / f32::from(u16::try_from(self.colours.len().max(1)).unwrap_or(u16::MAX))
    }
}

/// Whether `seen` went along when the twin went from `before` to `now`.
pub(super) fn followed(before: &Blocks, now: &Blocks, seen: &Blocks) -> bool {
    let (mut changed, mut went) = (0.0_f32, 0.0_f32);
    for ((before, now), seen) in before.colours.iter().zip(&now.colours).zip(&seen.colours) {
        if apart(*before, *now) >= MOVED {
            changed += 1.0;
            if apart(*seen, *now) < apart(*seen, *before) {
                went += 1.0;
            }
        }
    }
    went >= changed * FOLLOWED
}

/// Where a row or column of blocks has its middle.
fn middle(place: usize) -> f32 {
    (place as f32 + 0.5) * BLOCK as f32
}

fn mean(pixels: &[u8], width: usize, channels: usize, across: (usize, usize), down: (usize, usize)) -> [f32; 3] {
    let mut sums = [0.0_f32; 3];
    let mut count = 0.0_f32;
    for y in down.0..down.1 {
        for x in across.0..across.1 {
            let dot = (y * width + x) * channels;
            for (sum, value) in sums.iter_mut().zip(&pixels[dot..dot + 3]) {
                *sum += f32::from(*value);
            }
            count += 1.0;
        }
    }
    sums.map(|sum| sum / count.max(1.0))
}

fn apart(one: [f32; 3], two: [f32; 3]) -> f32 {
    one.iter().zip(two).map(|(one, two)| (one - two).abs()).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(value: u8) -> Blocks {
        Blocks::of(&[value; 48 * 48 * 3], 48, 3)
    }

    #[test]
    fn a_picture_that_stayed_behind_has_not_followed() {
        assert!(followed(&plain(0), &plain(200), &plain(190)));
        assert!(!followed(&plain(0), &plain(200), &plain(10)));
    }

    #[test]
    fn a_button_that_is_not_ready_yet_is_not_touched() {
        let at = (24.0, 24.0);
        assert!(plain(200).is_alike_under(&plain(190), at));
        assert!(!plain(200).is_alike_under(&plain(60), at));
    }

    #[test]
    fn where_nothing_changed_everything_has_followed() {
        assert!(followed(&plain(7), &plain(7), &plain(99)));
    }
}
