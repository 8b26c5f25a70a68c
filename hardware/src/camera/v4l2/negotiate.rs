//! Which of the formats and sizes that a camera offers is asked for, and how one picture in it is decoded. No I/O.
//!
//! - The smallest size that is as large as wished both ways; if there is none, the largest.
//! - Up to 640 by 480 pixels YUYV, which costs nothing to decode; above, MJPEG, since USB 2 carries YUYV of 1080p five
//!   times a second.

use super::{mjpeg, yuyv};
use crate::Frame;
use crate::camera::file::MAX_SIDE;

/// How a picture is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// A JPEG each.
    Mjpeg,
    /// Two bytes a pixel, [`yuyv`].
    Yuyv,
}

impl Coding {
    /// The coding of a V4L2 code of four characters; `None` for one that is not decoded here.
    pub fn of(fourcc: [u8; 4]) -> Option<Self> {
        match &fourcc {
            b"MJPG" | b"JPEG" => Some(Self::Mjpeg),
            b"YUYV" => Some(Self::Yuyv),
            _ => None,
        }
    }

    /// The code to ask for.
    pub fn fourcc(self) -> [u8; 4] {
        match self {
            Self::Mjpeg => *b"MJPG",
            Self::Yuyv => *b"YUYV",
        }
    }
}

/// What a camera offers in one coding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The coding.
    pub coding: Coding,
    /// The sizes it comes in.
    pub sizes: Sizes,
}

/// Sizes, across and down, in pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sizes {
    /// Each of these.
    These(Vec<(u32, u32)>),
    /// Everything from `least` to `most` in steps; a step of 0 or 1 is any size.
    Between {
        /// The smallest.
        least: (u32, u32),
        /// The largest.
        most: (u32, u32),
        /// From one to the next.
        step: (u32, u32),
    },
}

/// A coding with its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    /// The coding.
    pub coding: Coding,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Bytes from one row to the next; only YUYV has rows.
    pub stride: u32,
}

/// The mode to ask a camera for; `None` when nothing it offers can be used.
pub fn choose(offers: &[Offer], wish: (u32, u32)) -> Option<Mode> {
    let modes = offers.iter().flat_map(|offer| {
        let sizes = match &offer.sizes {
            Sizes::These(sizes) => sizes.clone(),
            Sizes::Between { least, most, step } => {
                vec![(nearest(wish.0, least.0, most.0, step.0), nearest(wish.1, least.1, most.1, step.1))]
            }
        };
        sizes.into_iter().map(|(width, height)| Mode { coding: offer.coding, width, height, stride: 0 })
    });
    let usable = modes.filter(|mode| in_bounds(mode.width, mode.height));
    usable.min_by_key(|mode| {
        let area = u64::from(mode.width) * u64::from(mode.height);
        let enough = mode.width >= wish.0 && mode.height >= wish.1;
        let light = area <= 640 * 480;
        (!enough, if enough { area } else { u64::MAX - area }, light != (mode.coding == Coding::Yuyv))
    })
}

/// The first size from `least` on, in steps, that is no smaller than `wish`, or else the largest.
fn nearest(wish: u32, least: u32, most: u32, step: u32) -> u32 {
    // A driver that says nonsense is not believed, and its size then fails at the camera.
    let most = most.min(MAX_SIDE).max(least);
    let past = wish.clamp(least, most) - least;
    let up = least.saturating_add(past.next_multiple_of(step.clamp(1, MAX_SIDE)));
    if up <= most { up } else { most - (most - least) % step.max(1) }
}

fn in_bounds(width: u32, height: u32) -> bool {
    (1..=MAX_SIDE).contains(&width) && (1..=MAX_SIDE).contains(&height)
}

impl Mode {
    /// What a camera granted, which may be something else than it was asked for. The error says what is wrong with it.
    pub fn granted(fourcc: [u8; 4], width: u32, height: u32, stride: u32) -> Result<Self, String> {
        let coding = Coding::of(fourcc).ok_or_else(|| format!("it insists on {}", fourcc.escape_ascii()))?;
        if !in_bounds(width, height) {
            return Err(format!("it insists on {width} by {height} pixels, more than {MAX_SIDE} a side or none"));
        }
        Ok(Self { coding, width, height, stride: stride.max(2 * width) })
    }

    /// One picture in this mode. A JPEG may have another size than the mode: cameras change it while they stream. The
    /// error says what is wrong with the bytes; nothing of them is in it.
    pub fn decode(self, bytes: &[u8]) -> Result<Frame, String> {
        match self.coding {
            Coding::Mjpeg => mjpeg::decode(bytes),
            Coding::Yuyv => yuyv::decode(bytes, self.width, self.height, self.stride),
        }
    }
}
