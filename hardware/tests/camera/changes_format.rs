//! A camera that sends other pictures than before: while it streams, or after it was plugged in again.

use crate::mjpeg::encode;
use crate::plain;
use crate::streams::{Next, YUYV, camera};
use yici_hardware::{Camera, CameraFault};

#[test]
fn pictures_that_change_their_size_while_it_streams_are_taken_as_they_are() {
    let (mut camera, hand) = camera();
    for (width, height) in [(64, 48), (128, 96), (16, 16)] {
        hand.then([Next::Comes(encode(&plain(width, height, [1, 2, 3])))]);
        let Ok(frame) = camera.frame() else { panic!("a picture") };
        assert_eq!((frame.width, frame.height), (width, height));
    }
    assert_eq!(hand.openings(), 1);
}

#[test]
fn one_that_comes_back_with_another_coding_is_only_a_camera() {
    let (mut camera, hand) = camera();
    hand.then([Next::Comes(encode(&plain(64, 48, [9, 9, 9])))]);
    assert!(camera.frame().is_ok());
    hand.then([Next::Breaks]);
    assert!(matches!(camera.frame(), Err(CameraFault::Gone(_))));
    hand.sends(Some((YUYV, 2, 2)));
    hand.then([Next::Comes([235, 128, 235, 128].repeat(2))]);
    let Ok(frame) = camera.frame() else { panic!("a picture") };
    assert_eq!((frame.width, frame.height), (2, 2));
    assert!(frame.rgb.reveal().iter().all(|step| *step > 250), "white");
}

#[test]
fn raw_pictures_of_another_size_than_was_granted_are_unusable_and_none_is_stretched() {
    let (mut camera, hand) = camera();
    hand.sends(Some((YUYV, 4, 4)));
    hand.then([Next::Comes(vec![128; 8]), Next::Comes(vec![128; 32])]);
    assert!(matches!(camera.frame(), Err(CameraFault::Unusable(_))));
    assert!(camera.frame().is_ok());
}

#[test]
fn one_that_insists_on_what_nobody_reads_is_unusable_and_named_as_such() {
    let (mut camera, hand) = camera();
    hand.sends(Some((*b"H264", 1280, 960)));
    let fault = camera.frame().err().expect("no picture");
    assert!(matches!(&fault, CameraFault::Unusable(why) if why.contains("H264")), "{fault}");
}
