//! A camera that stops sending, or sends what is no picture.

use crate::mjpeg::encode;
use crate::plain;
use crate::streams::{Next, camera};
use yici_hardware::camera::stream::{MISSES, WAIT};
use yici_hardware::{Actor, Camera, CameraFault};

fn picture() -> Vec<u8> {
    encode(&plain(64, 48, [200, 10, 10]))
}

#[test]
fn one_that_stalls_is_opened_afresh_after_some_calls_and_goes_on() {
    let (mut camera, hand) = camera();
    hand.then([Next::Comes(picture())]);
    assert!(camera.frame().is_ok());
    hand.then((0..MISSES).map(|_| Next::Nothing));
    for _ in 0..MISSES {
        let fault = camera.frame().err().expect("nothing came");
        assert!(matches!(fault, CameraFault::Stalled(waited) if waited == WAIT));
        assert_eq!(fault.actor(), Actor::Clerk);
        assert_eq!(hand.openings(), 1);
    }
    hand.then([Next::Comes(picture())]);
    assert!(camera.frame().is_ok());
    assert_eq!(hand.openings(), 2);
}

#[test]
fn one_that_hesitates_is_left_open() {
    let (mut camera, hand) = camera();
    for _ in 0..4 {
        hand.then((1..MISSES).map(|_| Next::Nothing).chain([Next::Comes(picture())]));
        assert!((1..MISSES).all(|_| camera.frame().is_err()));
        assert!(camera.frame().is_ok());
    }
    assert_eq!(hand.openings(), 1);
}

#[test]
fn damaged_pictures_and_noise_are_no_pictures_and_cost_it_its_opening_at_last() {
    let (mut camera, hand) = camera();
    hand.then([Next::Damaged, Next::Comes(b"noise".to_vec()), Next::Comes(picture()[..200].to_vec())]);
    for _ in 0..3 {
        assert!(matches!(camera.frame(), Err(CameraFault::Unusable(_))));
    }
    hand.then([Next::Damaged, Next::Damaged, Next::Comes(picture())]);
    assert!(camera.frame().is_err() && camera.frame().is_err());
    assert!(camera.frame().is_ok());
    assert_eq!(hand.openings(), 2);
}

#[test]
fn what_was_waiting_is_older_than_the_call_and_is_thrown_away() {
    let (mut camera, hand) = camera();
    let old = encode(&plain(32, 32, [0, 0, 0]));
    hand.then([Next::Waits(old.clone()), Next::Waits(old), Next::Comes(picture())]);
    assert_eq!(camera.frame().ok().map(|frame| frame.width), Some(64));
}
