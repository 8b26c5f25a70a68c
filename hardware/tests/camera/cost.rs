//! What it costs, printed: run with `--release --no-capture` for figures that mean something. No limit is set here, since
//! a debug build on a busy machine says nothing.

use crate::mjpeg::encode;
use crate::scene::document;
use std::time::{Duration, Instant};
use yici_hardware::camera::sample::sample_document;
use yici_hardware::camera::still::{look, upright};
use yici_hardware::camera::v4l2::{mjpeg, yuyv};
use yici_hardware::qr_scanner::camera_scanner::find;

/// The best of five: the machine has other work.
fn cost<T>(what: &str, mut work: impl FnMut() -> T) {
    let mut best = Duration::MAX;
    for _ in 0..if cfg!(debug_assertions) { 1 } else { 5 } {
        let started = Instant::now();
        std::hint::black_box(work());
        best = best.min(started.elapsed());
    }
    println!("{what}: {best:.1?}");
}

#[test]
fn what_a_picture_costs() {
    let document = document();
    let corners = look(&document).corners.unwrap();
    cost("corners and advice, 1280 by 960", || look(&document));
    cost("upright page, 1280 by 960", || upright(&document, &corners).unwrap());
    cost("no QR code found, 1280 by 960", || find(&document));
    let large = sample_document("样本", &["一行"], 1920, 1080);
    let jpeg = encode(&large);
    cost("MJPEG to RGB, 1920 by 1080", || mjpeg::decode(&jpeg).unwrap());
    let bytes = vec![120; 1920 * 1080 * 2];
    cost("YUYV to RGB, 1920 by 1080", || yuyv::decode(&bytes, 1920, 1080, 3840).unwrap());
    cost("corners and advice, 1920 by 1080", || look(&large));
}
