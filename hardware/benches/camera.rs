//! A camera's preview at 1,920 by 1,080: what turning a picture into a frame takes of one processor at 30 a second, and how
//! many buffers of a picture's size are made for it.
//!
//! Beside it stands the time in which this machine copies such a frame, which is the least that one more copy would cost.
//! The kernel's side, and the way from the frame to the screen, are not in it.

use std::time::{Duration, Instant};
use yici_hardware::Frame;
use yici_hardware::camera::sample::{sample_document, sample_face};
use yici_hardware::camera::still::{face, look};
use yici_hardware::camera::v4l2::{mjpeg, yuyv};

const ROUNDS: usize = 30;
const WIDTH: u32 = 1_920;
const HEIGHT: u32 = 1_080;

fn main() {
    let frame = sample_document("出生医学证明", &["新生儿姓名：王小满　　　性别：女"; 12], WIDTH, HEIGHT);
    let size = frame.rgb.reveal().len();
    let copy = median(|| drop(std::hint::black_box(frame.rgb.reveal().clone())));
    println!("camera: {WIDTH} by {HEIGHT}, a frame of {size} bytes, copied in {copy:.1?}; {ROUNDS} rounds");

    let jpeg = encode(&frame);
    let bare = without_tables(&jpeg);
    report("MJPEG", size, copy, || drop(std::hint::black_box(mjpeg::decode(&jpeg).expect("a JPEG"))));
    report("MJPEG without tables", size, copy, || drop(std::hint::black_box(mjpeg::decode(&bare).expect("a JPEG"))));
    let bytes = vec![120; size / 3 * 2];
    report("YUYV", size, copy, || {
        drop(std::hint::black_box(yuyv::decode(&bytes, WIDTH, HEIGHT, 2 * WIDTH).expect("whole")));
    });
    report("corners and advice", size, copy, || {
        std::hint::black_box(look(&frame));
    });
    let person = sample_face(WIDTH, HEIGHT);
    report("a face and advice", size, copy, || drop(std::hint::black_box(face(&person))));
}

fn report(what: &str, size: usize, copy: Duration, mut work: impl FnMut()) {
    let made = allocation_counter::measure(&mut work).bytes_total;
    let took = median(work);
    let of_a_frame = |bytes: u64| f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / u32_of(size);
    println!(
        "  {what}: {took:.1?}, {:.1} copies' time; at 30 a second {:.1} % of a processor; {:.2} frames' worth of memory",
        took.as_secs_f64() / copy.as_secs_f64(),
        took.as_secs_f64() * 30.0 * 100.0,
        of_a_frame(made)
    );
}

fn u32_of(size: usize) -> f64 {
    f64::from(u32::try_from(size).expect("a frame is some megabytes"))
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut took: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .collect();
    took.sort();
    took[ROUNDS / 2]
}

fn encode(frame: &Frame) -> Vec<u8> {
    let mut bytes = Vec::new();
    let side = |length: u32| u16::try_from(length).expect("at most 4,096");
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    let (width, height) = (side(frame.width), side(frame.height));
    encoder.encode(frame.rgb.reveal(), width, height, jpeg_encoder::ColorType::Rgb).expect("a picture");
    bytes
}

/// As cameras send it: without the Huffman tables (segments FF C4).
fn without_tables(jpeg: &[u8]) -> Vec<u8> {
    let (mut bytes, mut at) = (jpeg[..2].to_vec(), 2);
    while jpeg[at + 1] != 0xDA {
        let end = at + 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        if jpeg[at + 1] != 0xC4 {
            bytes.extend(&jpeg[at..end]);
        }
        at = end;
    }
    bytes.extend(&jpeg[at..]);
    bytes
}
