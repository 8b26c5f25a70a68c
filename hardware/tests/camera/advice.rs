//! Each fault of a picture is told to the person in front of it.

use crate::scene::{STRAIGHT, View, blurred, document, glared, keep, lit, seen, shaken};
use yici_hardware::Frame;
use yici_hardware::camera::sample::{HEIGHT, WIDTH, empty_desk, sample_document};
use yici_hardware::camera::still::{Advice, look};

fn advice(name: &str, frame: &Frame) -> Advice {
    keep(&format!("{name}.png"), frame);
    let look = look(frame);
    println!("{name}: {:?} {:?}", look.advice, look.quality);
    look.advice
}

#[test]
fn a_sharp_and_even_picture_is_good_however_it_is_turned() {
    assert_eq!(advice("good", &document()), Advice::Good);
    for turned in [-15.0, 15.0] {
        let (frame, _) = seen(View { turned, near: 0.8, ..STRAIGHT });
        assert_eq!(advice("turned", &frame), Advice::Good);
    }
}

#[test]
fn a_blurred_picture_asks_to_hold_still() {
    for sigma in [1.5, 3.0] {
        assert_eq!(advice(&format!("blurred-{sigma}"), &blurred(&document(), sigma)), Advice::HoldStill);
    }
    assert_eq!(advice("soft", &blurred(&document(), 0.7)), Advice::Good, "no lens is perfect");
    assert_eq!(advice("shaken", &shaken(&document(), 15)), Advice::HoldStill);
}

#[test]
fn a_blank_sheet_is_not_blurred() {
    assert_eq!(advice("blank", &blank()), Advice::Good);
}

/// A sheet with nothing on it but the desk around.
fn blank() -> Frame {
    let mut frame = empty_desk(WIDTH, HEIGHT);
    for (y, row) in frame.rgb.reveal_mut().chunks_exact_mut(3 * 1280).enumerate() {
        if (100..860).contains(&y) {
            row[3 * 360..3 * 900].fill(228);
        }
    }
    frame
}

#[test]
fn a_reflected_lamp_is_glare() {
    assert_eq!(advice("glare", &glared(&document(), (700.0, 300.0), 60.0)), Advice::Glare);
    // On the desk it harms nobody.
    assert_eq!(advice("glare-on-desk", &glared(&document(), (120.0, 150.0), 25.0)), Advice::Good);
}

#[test]
fn a_sheet_that_hangs_over_the_edge_has_a_corner_outside() {
    for moved in [(500.0, 0.0), (0.0, -300.0), (-400.0, 250.0)] {
        let (frame, _) = seen(View { turned: 5.0, near: 0.8, moved, ..STRAIGHT });
        assert_eq!(advice("outside", &frame), Advice::CornerOutside, "moved by {moved:?}");
    }
}

#[test]
fn an_empty_desk_has_no_paper() {
    assert_eq!(advice("empty", &empty_desk(WIDTH, HEIGHT)), Advice::NoPaper);
    assert_eq!(advice("empty-with-lamp", &glared(&empty_desk(WIDTH, HEIGHT), (640.0, 480.0), 60.0)), Advice::NoPaper);
}

#[test]
fn too_little_light_is_too_dark_with_and_without_a_sheet() {
    assert_eq!(advice("dim", &lit(&document(), 0.25)), Advice::TooDark);
    assert_eq!(advice("dark", &lit(&empty_desk(WIDTH, HEIGHT), 0.2)), Advice::TooDark);
    assert_eq!(advice("night", &lit(&sample_document("样本", &[], WIDTH, HEIGHT), 0.0)), Advice::TooDark);
}
