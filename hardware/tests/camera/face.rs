//! A picture of a face: kept where it is one person's, whole; and what is said of it.

use crate::scene::{blurred, keep, lit};
use yici_hardware::camera::sample::{sample_document, sample_face, sample_faces};
use yici_hardware::camera::still::{FaceAdvice, face};
use yici_hardware::{Frame, Personal};

const WIDTH: u32 = 1_280;
const HEIGHT: u32 = 720;

fn advice(name: &str, frame: &Frame) -> FaceAdvice {
    keep(&format!("{name}.png"), frame);
    face(frame).0
}

#[test]
fn of_a_person_head_and_shoulders_are_kept_and_nothing_of_the_rest() {
    let whole = sample_face(WIDTH, HEIGHT);
    let (advice, portrait) = face(&whole);
    assert_eq!(advice, FaceAdvice::Good);
    let portrait = portrait.expect("a portrait");
    keep("portrait.png", &portrait);
    assert!(portrait.width < WIDTH / 2 && portrait.height <= HEIGHT, "{} x {}", portrait.width, portrait.height);
    let bytes = usize::try_from(3 * portrait.width * portrait.height).unwrap();
    assert_eq!(portrait.rgb.reveal().len(), bytes);
}

#[test]
fn it_is_found_in_pictures_of_every_usual_size() {
    for (width, height) in [(640, 480), (1_280, 720), (1_920, 1_080), (720, 1_280)] {
        assert_eq!(advice(&format!("face-{width}"), &sample_face(width, height)), FaceAdvice::Good);
    }
}

#[test]
fn where_nobody_stands_nothing_is_kept() {
    let broken = Frame { width: WIDTH, height: HEIGHT, rgb: Personal::new(vec![0; 100]) };
    for (name, frame, said) in [
        ("nobody", sample_faces(&[], WIDTH, HEIGHT), FaceAdvice::NoFace),
        ("paper", sample_document("户口簿", &["一行"], WIDTH, HEIGHT), FaceAdvice::NoFace),
        ("dark", lit(&sample_face(WIDTH, HEIGHT), 0.05), FaceAdvice::TooDark),
        ("broken", broken, FaceAdvice::NoFace),
    ] {
        let (advice, portrait) = face(&frame);
        assert_eq!(advice, said, "{name}");
        assert!(portrait.is_none(), "{name}");
    }
}

#[test]
fn a_second_person_beside_the_first_is_never_in_a_picture_that_is_kept() {
    let two = sample_faces(&[(0.42, (0.42, 0.46)), (0.40, (0.68, 0.46))], WIDTH, HEIGHT);
    assert_eq!(advice("two", &two), FaceAdvice::SecondFace);
    assert!(face(&two).1.is_none());
    // One who passes by far off is cut away.
    let passing = sample_faces(&[(0.42, (0.35, 0.46)), (0.28, (0.86, 0.35))], WIDTH, HEIGHT);
    assert_eq!(advice("passing", &passing), FaceAdvice::Good);
    let (_, portrait) = face(&passing);
    assert!(portrait.is_some_and(|portrait| portrait.width < WIDTH / 2));
}

#[test]
fn whoever_stands_badly_is_told_where_to_stand() {
    for (name, size, at, said) in [
        ("far", 0.22, (0.5, 0.5), FaceAdvice::ComeCloser),
        ("near", 0.75, (0.5, 0.5), FaceAdvice::StepBack),
        ("left", 0.42, (0.13, 0.5), FaceAdvice::ToTheMiddle),
        ("high", 0.42, (0.5, 0.22), FaceAdvice::ToTheMiddle),
    ] {
        let frame = sample_faces(&[(size, at)], WIDTH, HEIGHT);
        assert_eq!(advice(name, &frame), said, "{name}");
        assert!(face(&frame).1.is_none(), "{name}");
    }
}

#[test]
fn a_picture_that_is_hard_to_compare_is_said_to_be() {
    let person = sample_face(WIDTH, HEIGHT);
    assert_eq!(advice("dim", &lit(&person, 0.3)), FaceAdvice::TooDark);
    assert_eq!(advice("glare", &lit(&person, 1.5)), FaceAdvice::Glare);
    assert_eq!(advice("face-blurred", &blurred(&person, 5.0)), FaceAdvice::HoldStill);
    assert_eq!(advice("face-soft", &blurred(&person, 1.0)), FaceAdvice::Good, "no lens is perfect");
}
