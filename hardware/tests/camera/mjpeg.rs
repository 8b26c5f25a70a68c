//! A camera's JPEG to RGB.

use crate::scene::document;
use yici_hardware::Frame;
use yici_hardware::camera::sample::sample_document;
use yici_hardware::camera::v4l2::mjpeg::decode;

pub fn encode(frame: &Frame) -> Vec<u8> {
    let side = |length: u32| u16::try_from(length).unwrap();
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    let (width, height) = (side(frame.width), side(frame.height));
    encoder.encode(frame.rgb.reveal(), width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

/// As cameras send it: without the Huffman tables (segments FF C4).
fn without_tables(jpeg: &[u8]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    let mut at = 2;
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

#[test]
fn a_picture_comes_out_as_it_went_in() {
    let document = document();
    let seen = decode(&encode(&document)).unwrap();
    assert_eq!((seen.width, seen.height), (1280, 960));
    let (seen, drawn) = (seen.rgb.reveal(), document.rgb.reveal());
    assert_eq!(seen.len(), drawn.len());
    let sum: u64 = seen.iter().zip(drawn).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    assert!(sum < 4 * u64::try_from(drawn.len()).unwrap(), "mean difference of four steps or more");
}

#[test]
fn a_picture_without_huffman_tables_is_the_same_picture() {
    let whole = encode(&sample_document("样本", &["一行"], 320, 240));
    let bare = without_tables(&whole);
    assert!(bare.len() < whole.len());
    assert!(decode(&bare).unwrap().rgb == decode(&whole).unwrap().rgb);
}

#[test]
fn a_picture_cut_anywhere_is_refused() {
    let whole = encode(&sample_document("样本", &["一行"], 128, 96));
    for length in 0..whole.len() {
        assert!(decode(&whole[..length]).is_err(), "the first {length} bytes of {}", whole.len());
    }
    assert!(decode(&[whole, vec![0; 512]].concat()).is_ok(), "what follows the end is ignored");
}

#[test]
fn a_grey_picture_is_seen_in_colour() {
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 90).encode(&[100; 64 * 48], 64, 48, jpeg_encoder::ColorType::Luma).unwrap();
    let frame = decode(&bytes).unwrap();
    assert_eq!(frame.rgb.reveal().len(), 64 * 48 * 3);
    assert!(frame.rgb.reveal().iter().all(|value| value.abs_diff(100) <= 2));
}

#[test]
fn a_picture_that_says_it_is_larger_than_4096_a_side_is_refused_before_memory_is_taken() {
    let mut jpeg = encode(&sample_document("样本", &[], 64, 64));
    let at = jpeg.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap() + 5;
    for (height, width) in [(4097_u16, 64_u16), (64, 4097), (u16::MAX, u16::MAX), (0, 64), (64, 0)] {
        jpeg[at..at + 2].copy_from_slice(&height.to_be_bytes());
        jpeg[at + 2..at + 4].copy_from_slice(&width.to_be_bytes());
        assert!(decode(&jpeg).is_err(), "{width} by {height}");
    }
}
