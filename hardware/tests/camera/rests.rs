//! A camera that rests takes no pictures and keeps nothing open, and is still known to be there.

use crate::mjpeg::encode;
use crate::plain;
use crate::scene::document;
use crate::streams::{MJPEG, Next, camera};
use yici_hardware::camera::file::{CameraHand, FileCamera};
use yici_hardware::{Camera, CameraFault};

#[test]
fn its_stream_is_closed_until_the_next_picture() {
    let (mut camera, hand) = camera();
    let picture = encode(&plain(64, 48, [7, 7, 7]));
    assert!(camera.rest().is_ok() && hand.openings() == 0, "resting opens nothing");
    for opened in 1..=2 {
        hand.then([Next::Comes(picture.clone())]);
        assert!(camera.frame().is_ok() && hand.streams());
        assert!(camera.rest().is_ok() && !hand.streams());
        assert_eq!(hand.openings(), opened);
    }
    hand.sends(None);
    assert!(matches!(camera.rest(), Err(CameraFault::Gone(_))));
    hand.sends(Some((MJPEG, 1280, 960)));
    assert!(camera.rest().is_ok());
}

#[test]
fn one_backed_by_a_file_is_there_while_the_file_is() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("face.png");
    let (mut camera, hand) = (FileCamera::new(path.clone()), CameraHand::new(path));
    assert!(matches!(camera.rest(), Err(CameraFault::Gone(_))));
    hand.place(&document()).unwrap();
    assert!(camera.rest().is_ok() && camera.frame().is_ok());
    hand.unplug().unwrap();
    assert!(matches!(camera.rest(), Err(CameraFault::Gone(_))));
}
