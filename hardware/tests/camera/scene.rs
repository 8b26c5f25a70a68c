//! Pictures of a sheet whose corners are known: the sample document, turned, moved, seen at an angle, and spoilt.

use std::sync::OnceLock;
use yici_hardware::camera::sample::{HEIGHT, WIDTH, sample_document};
use yici_hardware::camera::still::Point;
use yici_hardware::{Frame, Personal};

/// How the sample lies in its own picture: see `camera/sample.rs`.
const ASKEW: f32 = 0.031;
const TALL: f32 = 0.93;
const A4: f32 = 210.0 / 297.0;
/// The desk's colour, where the picture is shrunk.
const DESK: [u8; 3] = [52, 54, 58];

/// How the sample's picture is seen anew.
#[derive(Clone, Copy)]
pub struct View {
    /// Clockwise, in degrees.
    pub turned: f32,
    /// Larger than 1 is nearer.
    pub near: f32,
    /// How much nearer the right and the lower edge are than the middle.
    pub tilt: (f32, f32),
    /// Moved to the right and down, in pixels.
    pub moved: (f32, f32),
}

pub const STRAIGHT: View = View { turned: 0.0, near: 1.0, tilt: (0.0, 0.0), moved: (0.0, 0.0) };

/// A paper with writing on it, drawn once.
pub fn document() -> Frame {
    static DRAWN: OnceLock<Frame> = OnceLock::new();
    DRAWN.get_or_init(draw).clone()
}

fn draw() -> Frame {
    sample_document(
        "居住证明",
        &[
            "兹证明下列人员在本辖区居住。",
            "姓名：样本一",
            "住址：示范省示范市幸福路 1 号",
            "本页由程序绘制，不具有任何效力。",
        ],
        WIDTH,
        HEIGHT,
    )
}

/// The sample document as seen in a view, and where its corners are.
pub fn seen(view: View) -> (Frame, [Point; 4]) {
    let source = document();
    let (wide, high) = (size(WIDTH), size(HEIGHT));
    let (sin, cos) = view.turned.to_radians().sin_cos();
    let tilt = (view.tilt.0 / wide * 2.0, view.tilt.1 / high * 2.0);
    let mut rgb = Vec::new();
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let (x, y) = (size(x) + 0.5 - wide / 2.0 - view.moved.0, size(y) + 0.5 - high / 2.0 - view.moved.1);
            let depth = (1.0 + tilt.0 * x + tilt.1 * y) * view.near;
            let (x, y) = ((x * cos + y * sin) / depth, (y * cos - x * sin) / depth);
            rgb.extend(colour(&source, x + wide / 2.0, y + high / 2.0));
        }
    }
    let (down, across) = (high * TALL / 2.0, high * TALL * A4 / 2.0);
    let corners = [(-across, -down), (across, -down), (across, down), (-across, down)].map(|(x, y)| {
        let (s, c) = ASKEW.sin_cos();
        let (x, y) = (x * c - y * s, x * s + y * c);
        let (x, y) = (x * cos - y * sin, x * sin + y * cos);
        let depth = view.near / (1.0 - view.near * (tilt.0 * x + tilt.1 * y));
        Point { x: x * depth + wide / 2.0 + view.moved.0, y: y * depth + high / 2.0 + view.moved.1 }
    });
    (Frame { width: WIDTH, height: HEIGHT, rgb: Personal::new(rgb) }, corners)
}

fn colour(frame: &Frame, x: f32, y: f32) -> [u8; 3] {
    let (wide, high) = (size(frame.width), size(frame.height));
    if !(0.5..wide - 0.5).contains(&x) || !(0.5..high - 0.5).contains(&y) {
        return DESK;
    }
    let (left, top) = ((x - 0.5).floor(), (y - 0.5).floor());
    let (right, below) = (x - 0.5 - left, y - 0.5 - top);
    let start = 3 * (index(top) * index(wide) + index(left));
    let rgb = frame.rgb.reveal();
    let next = (start + 3 * index(wide)).min(rgb.len() - 6);
    std::array::from_fn(|i| {
        let mix = |at: usize| f32::from(rgb[at + i]) * (1.0 - right) + f32::from(rgb[at + 3 + i]) * right;
        byte(mix(start) * (1.0 - below) + mix(next) * below)
    })
}

/// Out of focus: a Gaussian of `sigma` pixels.
pub fn blurred(frame: &Frame, sigma: f32) -> Frame {
    let reach = index((3.0 * sigma).ceil());
    let weights: Vec<f32> =
        (0..=2 * reach).map(|i| (-0.5 * ((size_of(i) - size_of(reach)) / sigma).powi(2)).exp()).collect();
    smeared(&smeared(frame, &weights, 3), &weights, 3 * index(size(frame.width)))
}

/// Moved to the side by `pixels` while the picture was taken.
pub fn shaken(frame: &Frame, pixels: usize) -> Frame {
    smeared(frame, &vec![1.0; pixels], 3)
}

fn smeared(frame: &Frame, weights: &[f32], step: usize) -> Frame {
    let from: Vec<f32> = frame.rgb.reveal().iter().map(|&value| f32::from(value)).collect();
    let (all, reach) = (weights.iter().sum::<f32>(), weights.len() / 2 * step);
    let at = |i: usize, k: usize| from[(i + k * step).saturating_sub(reach).min(from.len() - 1)];
    let mixed = (0..from.len()).map(|i| byte((0..weights.len()).map(|k| weights[k] * at(i, k)).sum::<f32>() / all));
    Frame { rgb: Personal::new(mixed.collect()), ..*frame }
}

/// A lamp reflected at a place: white within `radius`, fading to twice that.
pub fn glared(frame: &Frame, place: (f32, f32), radius: f32) -> Frame {
    let mut frame = frame.clone();
    let width = frame.width;
    for (y, row) in (0..frame.height).zip(frame.rgb.reveal_mut().chunks_exact_mut(3 * index(size(width)))) {
        for (x, pixel) in (0..width).zip(row.chunks_exact_mut(3)) {
            let away = (size(x) - place.0).hypot(size(y) - place.1) / radius;
            let light = (2.0 - away).clamp(0.0, 1.0);
            pixel.iter_mut().for_each(|value| *value = byte(f32::from(*value) + (255.0 - f32::from(*value)) * light));
        }
    }
    frame
}

/// In another light: 1 is as it was.
pub fn lit(frame: &Frame, light: f32) -> Frame {
    let rgb = frame.rgb.reveal().iter().map(|&value| byte(f32::from(value) * light)).collect();
    Frame { rgb: Personal::new(rgb), ..*frame }
}

/// Keeps a picture where `YICI_KEEP_PICTURES` names a folder, for a person to look at.
pub fn keep(name: &str, frame: &Frame) {
    if let Ok(folder) = std::env::var("YICI_KEEP_PICTURES") {
        let path = std::path::Path::new(&folder).join(name);
        yici_hardware::camera::file::CameraHand::new(path).place(frame).unwrap();
    }
}

fn size(pixels: u32) -> f32 {
    f32::from(u16::try_from(pixels).unwrap())
}

fn size_of(pixels: usize) -> f32 {
    f32::from(u16::try_from(pixels).unwrap())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive in these pictures")]
fn index(place: f32) -> usize {
    place as usize
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates at the ends of a byte")]
fn byte(value: f32) -> u8 {
    value.round() as u8
}
