//! What is asked of a camera, from what it offers.

use yici_hardware::camera::v4l2::negotiate::{Coding, Mode, Offer, Sizes, choose};

fn offer(coding: Coding, sizes: &[(u32, u32)]) -> Offer {
    Offer { coding, sizes: Sizes::These(sizes.to_vec()) }
}

fn chosen(offers: &[Offer], wish: (u32, u32)) -> Option<(Coding, u32, u32)> {
    choose(offers, wish).map(|mode| (mode.coding, mode.width, mode.height))
}

const SIZES: &[(u32, u32)] = &[(640, 480), (320, 240), (1280, 720), (1280, 960), (2592, 1944), (1920, 1080)];

#[test]
fn the_smallest_size_that_is_enough_is_taken() {
    let offers = [offer(Coding::Mjpeg, SIZES)];
    assert_eq!(chosen(&offers, (1280, 960)), Some((Coding::Mjpeg, 1280, 960)));
    assert_eq!(chosen(&offers, (1300, 900)), Some((Coding::Mjpeg, 1920, 1080)));
    assert_eq!(chosen(&offers, (1, 1)), Some((Coding::Mjpeg, 320, 240)));
    assert_eq!(chosen(&offers, (4000, 4000)), Some((Coding::Mjpeg, 2592, 1944)), "or the largest");
}

#[test]
fn small_pictures_are_taken_as_they_are_and_large_ones_compressed() {
    for offers in [
        [offer(Coding::Yuyv, SIZES), offer(Coding::Mjpeg, SIZES)],
        [offer(Coding::Mjpeg, SIZES), offer(Coding::Yuyv, SIZES)],
    ] {
        assert_eq!(chosen(&offers, (640, 480)), Some((Coding::Yuyv, 640, 480)));
        assert_eq!(chosen(&offers, (1920, 1080)), Some((Coding::Mjpeg, 1920, 1080)));
    }
    assert_eq!(chosen(&[offer(Coding::Yuyv, SIZES)], (1920, 1080)), Some((Coding::Yuyv, 1920, 1080)), "if it must be");
}

#[test]
fn sizes_in_steps_are_met_from_above() {
    let sizes = Sizes::Between { least: (32, 32), most: (2000, 1500), step: (16, 8) };
    let offers = [Offer { coding: Coding::Mjpeg, sizes }];
    assert_eq!(chosen(&offers, (1280, 960)), Some((Coding::Mjpeg, 1280, 960)));
    assert_eq!(chosen(&offers, (1281, 961)), Some((Coding::Mjpeg, 1296, 968)));
    assert_eq!(chosen(&offers, (9000, 9000)), Some((Coding::Mjpeg, 2000, 1496)));
    assert_eq!(chosen(&offers, (0, 0)), Some((Coding::Mjpeg, 32, 32)));
}

#[test]
fn nothing_usable_is_nothing() {
    assert_eq!(choose(&[], (640, 480)), None);
    assert_eq!(choose(&[offer(Coding::Mjpeg, &[(0, 480), (5000, 5000), (640, 4097)])], (640, 480)), None);
}

#[test]
fn nonsense_from_a_driver_does_not_upset_it() {
    let ends = [0, 1, 7, 4096, 4097, u32::MAX];
    for least in ends {
        for most in ends {
            for step in ends {
                let sizes = Sizes::Between { least: (least, most), most: (most, least), step: (step, step) };
                for wish in [(0, 0), (640, 480), (u32::MAX, u32::MAX)] {
                    if let Some(mode) = choose(&[Offer { coding: Coding::Yuyv, sizes: sizes.clone() }], wish) {
                        assert!((1..=4096).contains(&mode.width) && (1..=4096).contains(&mode.height));
                    }
                }
            }
        }
    }
}

#[test]
fn a_camera_that_grants_something_else_is_followed_or_refused() {
    let granted = Mode::granted(*b"YUYV", 640, 480, 0).unwrap();
    assert_eq!(granted.stride, 1280, "a driver may leave the stride out");
    assert_eq!(Mode::granted(*b"MJPG", 800, 600, 0).unwrap().coding, Coding::Mjpeg);
    assert!(Mode::granted(*b"H264", 640, 480, 0).unwrap_err().contains("H264"));
    assert!(Mode::granted(*b"YUYV", 8000, 480, 16_000).is_err());
    assert!(Mode::granted(*b"YUYV", 0, 0, 0).is_err());
}

#[test]
fn a_camera_that_changes_its_format_while_it_streams_gives_a_picture_or_an_error() {
    let jpeg = crate::mjpeg::encode(&yici_hardware::camera::sample::sample_document("样本", &[], 128, 96));
    let mjpeg = Mode::granted(*b"MJPG", 640, 480, 0).unwrap();
    let frame = mjpeg.decode(&jpeg).unwrap();
    assert_eq!((frame.width, frame.height), (128, 96), "a JPEG says itself how large it is");
    assert!(mjpeg.decode(&[128; 640 * 480 * 2]).is_err());
    let yuyv = Mode::granted(*b"YUYV", 640, 480, 1280).unwrap();
    assert!(yuyv.decode(&jpeg).is_err());
}
