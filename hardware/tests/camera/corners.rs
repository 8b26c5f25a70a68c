//! The corners of a sheet are found where they are.

use crate::scene::{STRAIGHT, View, seen};
use yici_hardware::camera::sample::{empty_desk, sample_document};
use yici_hardware::camera::still::{Advice, Point, look};
use yici_hardware::{Frame, Personal};

/// How far from the truth the worst corner is, in pixels.
fn off(view: View) -> f32 {
    let (frame, truth) = seen(view);
    let looked = look(&frame);
    let found = looked.corners.unwrap_or_else(|| panic!("{:?}", looked.advice)).0;
    found.iter().zip(truth).map(|(a, b)| (a.x - b.x).hypot(a.y - b.y)).fold(0.0, f32::max)
}

#[test]
fn corners_are_found_within_two_pixels_however_the_sheet_is_turned() {
    for turned in [-15.0, -6.0, -1.8, 15.0] {
        let off = off(View { turned, near: 0.8, ..STRAIGHT });
        println!("turned {turned}: {off:.2} px");
        assert!(off < 2.0, "turned by {turned}: {off} pixels off");
    }
}

#[test]
fn corners_are_found_on_a_sheet_that_is_seen_at_an_angle() {
    for tilt in [(0.15, 0.0), (-0.1, 0.12)] {
        let off = off(View { turned: 6.0, near: 0.75, tilt, moved: (30.0, -20.0) });
        println!("tilted {tilt:?}: {off:.2} px");
        assert!(off < 2.0, "tilted by {tilt:?}: {off} pixels off");
    }
}

#[test]
fn corners_are_found_on_a_small_sheet_in_the_corner_of_the_picture() {
    let off = off(View { turned: -4.0, near: 0.4, moved: (-350.0, 220.0), ..STRAIGHT });
    assert!(off < 2.0, "{off} pixels off");
}

#[test]
fn the_first_corner_is_the_upper_left_one_and_they_go_clockwise() {
    let (frame, _) = seen(View { turned: 12.0, near: 0.8, ..STRAIGHT });
    let [a, b, c, d]: [Point; 4] = look(&frame).corners.unwrap().0;
    assert!(a.x < b.x && a.y < d.y && b.y < c.y && d.x < c.x);
}

#[test]
fn small_and_large_pictures_have_corners_too() {
    for (width, height) in [(320, 240), (640, 480), (1920, 1080)] {
        let frame = sample_document("样本", &["一行"], width, height);
        let [a, _, c, _] = look(&frame).corners.unwrap().0;
        // The middle between opposite corners is the middle of the picture.
        let middle = ((a.x + c.x) / 2.0, (a.y + c.y) / 2.0);
        let truth = (f32::from(u16::try_from(width).unwrap()) / 2.0, f32::from(u16::try_from(height).unwrap()) / 2.0);
        assert!((middle.0 - truth.0).hypot(middle.1 - truth.1) < 2.0, "{width} by {height}: {middle:?}");
    }
}

#[test]
fn an_odd_picture_has_no_paper() {
    let plain = |width: u32, height: u32, value: u8| {
        let bytes = usize::try_from(3 * width * height).unwrap();
        Frame { width, height, rgb: Personal::new(vec![value; bytes]) }
    };
    for (width, height) in [(0, 0), (1, 1), (1, 500), (500, 1), (3, 3), (481, 7)] {
        for value in [0, 128, 255] {
            assert!(look(&plain(width, height, value)).corners.is_none());
        }
    }
    let broken = Frame { width: 640, height: 480, rgb: Personal::new(vec![200; 77]) };
    assert_eq!(look(&broken).advice, Advice::NoPaper);
    assert_eq!(look(&empty_desk(64, 64)).advice, Advice::NoPaper);
}
