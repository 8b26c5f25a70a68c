//! A picture of a face: whether there is one, how it will do, and the head and shoulders cut out of it.
//!
//! Nobody is recognised here. A face is only found, so that the platform gets a picture that it can compare, and nothing
//! of whoever stands behind. The finder is SeetaFace's, by `rustface`; its model lies beside this file with its licence,
//! since the crate does not export it.
//!
//! - Pure: the same frame gives the same answer.
//! - What is shown to the finder is at most [`COARSE`] pixels a side, whatever the camera sends.
//!
//! Limits: faces from the front, at most some twenty degrees turned. Nothing tells a face from a picture of one. What
//! [`SURE`] and [`SHARP`] should be was found on drawn faces and the crate's own test picture, and is to be found again
//! for a camera.

use super::plane::Plane;
use super::{Corners, Point, quality};
use crate::Personal;
use crate::camera::Frame;
use std::sync::OnceLock;

/// Pixels that the finder is shown at most across and down.
const COARSE: usize = 480;
/// The score from which on the finder's word is believed: drawn and real faces have 16 and more, other things up to 7.
const SURE: f64 = 9.0;
/// The smallest face that is looked for, in the finder's pixels.
const SMALLEST: u32 = 24;
/// The least share of the picture's height that a face takes from brow to chin.
const NEAR: f32 = 0.25;
/// The largest such share.
const FAR: f32 = 0.6;
/// Mean brightness of a face, of 256, below which it is too dark.
const DARK: f32 = 60.0;
/// The share of a face's pixels that may be blank white.
const WHITE: f32 = 0.05;
/// As [`quality::SHARP`], for skin, on which little is written; in the finder's scale of pixels.
const SHARP: f64 = 12.0;

static MODEL: &[u8] = include_bytes!("face/seeta_fd_frontal_v1.0.bin");

/// What to tell the person in front of the camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceAdvice {
    /// The picture will do.
    Good,
    /// There is no face.
    NoFace,
    /// There is a second face beside the first: only one person may be in the picture.
    SecondFace,
    /// The face is small.
    ComeCloser,
    /// It is so near that the head is not whole.
    StepBack,
    /// It is at the edge.
    ToTheMiddle,
    /// Too little light.
    TooDark,
    /// A lamp or the sun shines on it.
    Glare,
    /// It is blurred.
    HoldStill,
}

/// A face as the finder gives it, in pixels of the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Face {
    left: f32,
    top: f32,
    side: f32,
}

impl Face {
    /// Head and shoulders, in the frame's own pixels and inside it: left, top, width, height.
    fn portrait(&self, (width, height): (f32, f32)) -> (f32, f32, f32, f32) {
        let (left, right) = ((self.left - 0.45 * self.side).max(0.0), (self.left + 1.45 * self.side).min(width));
        let (top, bottom) = ((self.top - 0.55 * self.side).max(0.0), (self.top + 1.65 * self.side).min(height));
        (left, top, right - left, bottom - top)
    }

    fn touches(&self, (left, top, width, height): (f32, f32, f32, f32)) -> bool {
        self.left < left + width
            && self.left + self.side > left
            && self.top < top + height
            && self.top + self.side > top
    }
}

/// Judges a picture of a person. Cut to head and shoulders it comes back where there is one person's face and nobody else's,
/// and whole.
///
/// A frame whose bytes do not match its size has no face. Costs some ten milliseconds in a release build.
pub fn face(frame: &Frame) -> (FaceAdvice, Option<Frame>) {
    let Some(plane) = Plane::new(frame) else { return (FaceAdvice::NoFace, None) };
    let faces = find(&plane);
    let Some(face) = faces.first() else {
        return (if plane.is_dark() { FaceAdvice::TooDark } else { FaceAdvice::NoFace }, None);
    };
    let size = (plane.width as f32, plane.height as f32);
    let portrait = face.portrait(size);
    let advice = match place(face, size) {
        FaceAdvice::Good if faces[1..].iter().any(|other| other.touches(portrait)) => FaceAdvice::SecondFace,
        FaceAdvice::Good => light(&plane, face),
        advice => advice,
    };
    let is_one_whole_face =
        matches!(advice, FaceAdvice::Good | FaceAdvice::TooDark | FaceAdvice::Glare | FaceAdvice::HoldStill);
    (advice, is_one_whole_face.then(|| cut(frame, portrait)))
}

/// The faces in a picture, the largest first.
fn find(plane: &Plane) -> Vec<Face> {
    static READ: OnceLock<rustface::Model> = OnceLock::new();
    let model = READ.get_or_init(|| rustface::read_model(MODEL).expect("the model that is compiled in"));
    let factor = plane.width.max(plane.height).div_ceil(COARSE);
    let small = plane.reduced(factor);
    let (Ok(width), Ok(height)) = (u32::try_from(small.width), u32::try_from(small.height)) else { return Vec::new() };
    if width.min(height) < SMALLEST {
        return Vec::new();
    }
    let mut finder = rustface::create_detector_with_model(model.clone());
    finder.set_min_face_size(SMALLEST);
    finder.set_score_thresh(SURE);
    finder.set_pyramid_scale_factor(0.8);
    finder.set_slide_window_step(4, 4);
    let found = finder.detect(&rustface::ImageData::new(small.pixels(), width, height));
    let scale = factor as f32;
    let mut faces: Vec<Face> = found
        .iter()
        .map(|found| {
            let place = found.bbox();
            Face { left: place.x() as f32 * scale, top: place.y() as f32 * scale, side: place.width() as f32 * scale }
        })
        .collect();
    faces.sort_by(|a, b| b.side.total_cmp(&a.side));
    faces
}

/// Whether the face stands where it should.
fn place(face: &Face, (width, height): (f32, f32)) -> FaceAdvice {
    let (right, bottom) = (face.left + face.side, face.top + face.side);
    let around = 0.08 * face.side;
    match face.side / height {
        share if share < NEAR => FaceAdvice::ComeCloser,
        share if share > FAR => FaceAdvice::StepBack,
        _ if face.left < around || right > width - around => FaceAdvice::ToTheMiddle,
        _ if face.top < around || bottom > height - around => FaceAdvice::ToTheMiddle,
        _ => FaceAdvice::Good,
    }
}

/// Whether it can be made out.
fn light(plane: &Plane, face: &Face) -> FaceAdvice {
    let factor = plane.width.max(plane.height).div_ceil(2 * COARSE);
    let (small, scale) = (plane.reduced(factor), factor as f32);
    let at = |x: f32, y: f32| Point { x: x / scale, y: y / scale };
    let (right, bottom) = (face.left + face.side, face.top + face.side);
    let corners = [at(face.left, face.top), at(right, face.top), at(right, bottom), at(face.left, bottom)];
    let quality = quality::measure(&small, &Corners(corners));
    match quality.sharpness {
        _ if quality.brightness < DARK => FaceAdvice::TooDark,
        _ if quality.glare > WHITE => FaceAdvice::Glare,
        Some(sharpness) if sharpness >= SHARP => FaceAdvice::Good,
        _ => FaceAdvice::HoldStill,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "inside the frame, of at most 4,096 pixels"
)]
fn cut(frame: &Frame, (left, top, width, height): (f32, f32, f32, f32)) -> Frame {
    let (left, top, width, height) = (left as usize, top as usize, width as usize, height as usize);
    let across = frame.width as usize;
    let rows = frame.rgb.reveal().chunks_exact(3 * across).skip(top).take(height);
    let rgb: Vec<u8> = rows.flat_map(|row| &row[3 * left..3 * (left + width)]).copied().collect();
    Frame { width: width as u32, height: height as u32, rgb: Personal::new(rgb) }
}
