//! What every camera keeps: the one backed by a file here, and a real one when `YICI_CAMERA_PORT` names its device.

use crate::scene::document;
use std::path::Path;
use std::time::{Duration, Instant};
use yici_hardware::camera::file::{CameraHand, FileCamera};
use yici_hardware::camera::v4l2::V4l2Camera;
use yici_hardware::{Camera, CameraFault};

const CALLS: usize = 40;

/// The first calls may find the camera waking up; from the first picture on there is always one, and in time.
pub fn keeps_the_contract(camera: &mut dyn Camera) {
    let mut pictures = 0;
    for _ in 0..CALLS {
        let started = Instant::now();
        match camera.frame() {
            Ok(frame) => {
                pictures += 1;
                assert!((1..=4096).contains(&frame.width) && (1..=4096).contains(&frame.height));
                assert_eq!(frame.rgb.reveal().len(), usize::try_from(frame.width * frame.height * 3).unwrap());
                let late = started.elapsed() >= Duration::from_millis(500);
                assert!(pictures == 1 || !late || cfg!(debug_assertions), "a picture took longer than half a second");
            }
            Err(CameraFault::Stalled(_)) if pictures == 0 => {}
            Err(fault) => panic!("{fault}"),
        }
    }
    assert!(pictures > CALLS / 2, "{pictures} pictures in {CALLS} calls");
}

#[test]
fn a_camera_backed_by_a_file_keeps_the_contract() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("desk.png");
    CameraHand::new(path.clone()).place(&document()).unwrap();
    keeps_the_contract(&mut FileCamera::new(path));
}

#[test]
fn a_real_camera_keeps_the_contract() {
    let Ok(port) = std::env::var("YICI_CAMERA_PORT") else {
        eprintln!("skipped: set YICI_CAMERA_PORT to the device of a real camera, see /dev/v4l/by-id");
        return;
    };
    keeps_the_contract(&mut V4l2Camera::new(Path::new(&port), (1280, 960)));
}
