//! A camera that goes away while it streams, and comes back.

use crate::mjpeg::encode;
use crate::plain;
use crate::streams::{MJPEG, Next, camera};
use yici_hardware::{Actor, Camera, CameraFault};

#[test]
fn it_is_gone_at_once_and_found_again_without_a_restart() {
    let (mut camera, hand) = camera();
    let picture = encode(&plain(64, 48, [7, 7, 7]));
    for round in 1..=3 {
        hand.then([Next::Comes(picture.clone()), Next::Breaks]);
        assert!(camera.frame().is_ok(), "round {round}");
        let fault = camera.frame().err().expect("the plug was pulled");
        assert!(matches!(fault, CameraFault::Gone(_)) && fault.actor() == Actor::Clerk);
        hand.sends(None);
        assert!(matches!(camera.frame(), Err(CameraFault::Gone(_))), "it stays away");
        hand.sends(Some((MJPEG, 1280, 960)));
        assert_eq!(hand.openings(), round);
    }
    hand.then([Next::Comes(picture)]);
    assert!(camera.frame().is_ok());
}
