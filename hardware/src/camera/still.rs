//! A still picture of a paper: where it lies, whether the picture will do, and the upright page cut out of it. Of a face,
//! the same: [`face`].
//!
//! - Pure functions of one [`Frame`]: the same frame gives the same answer.
//! - Places are in pixels of the frame, from the upper left corner of its first pixel: the middle of that pixel is at
//!   (0.5, 0.5).
//! - Nothing is improved: no pixel is brightened, sharpened or invented. The page is the picture, laid straight.
//!
//! Limits: one sheet, brighter than the desk. White paper on a white desk is [`Advice::NoPaper`]; then the whole picture is
//! kept, or a person sets the corners by hand. The page is upright as the sheet lies, at most 45 degrees turned: which way
//! its text runs is not looked at. What [`SHARP`] and [`GLARE`] should be was found on drawn pictures, and is to be
//! found again for a camera.

mod corners;
mod face;
mod page;
mod patch;
mod plane;
mod polygon;
mod quality;

use super::Frame;
pub use corners::Corners;
use corners::Outline;
pub use face::{FaceAdvice, face};
pub use page::upright;
use plane::Plane;
pub use quality::{DARK, GLARE, Quality, SHARP};

/// A place in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right, in pixels.
    pub x: f32,
    /// Down, in pixels.
    pub y: f32,
}

/// What to tell the person who lays the paper down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// The picture will do.
    Good,
    /// It is blurred: the paper or the camera moved, or it is out of focus.
    HoldStill,
    /// Too little light to read by.
    TooDark,
    /// A lamp is reflected on the paper: tilt it or shade it.
    Glare,
    /// A part of the paper lies outside the picture.
    CornerOutside,
    /// No sheet of paper can be told from the desk.
    NoPaper,
}

/// What was seen in a picture.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// What to do about it.
    pub advice: Advice,
    /// Where the sheet lies; `None` with [`Advice::NoPaper`] and [`Advice::CornerOutside`], and in the dark.
    pub corners: Option<Corners>,
    /// What was measured inside the corners.
    pub quality: Option<Quality>,
}

/// Finds the sheet in a picture and judges it. Costs some milliseconds for 1280 by 960 pixels in a release build.
///
/// A frame whose bytes do not match its size has no paper.
pub fn look(frame: &Frame) -> Look {
    let without = |advice| Look { advice, corners: None, quality: None };
    let Some(plane) = Plane::new(frame) else {
        return without(Advice::NoPaper);
    };
    match corners::find(&plane) {
        Outline::Nothing if plane.is_dark() => without(Advice::TooDark),
        Outline::Nothing => without(Advice::NoPaper),
        Outline::Outside => without(Advice::CornerOutside),
        Outline::Sheet(corners) => {
            let quality = quality::measure(&plane, &corners);
            Look { advice: quality.advice(), corners: Some(corners), quality: Some(quality) }
        }
    }
}
