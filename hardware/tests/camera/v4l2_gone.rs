//! A camera that is not there, or is none. Where the kernel has no camera nothing more of the driver can run; see
//! `contract.rs` for a real one.

use std::os::unix::fs::symlink;
use std::path::Path;
use yici_hardware::camera::v4l2::{V4l2Camera, list};
use yici_hardware::{Actor, Camera, CameraFault};

#[test]
fn a_camera_that_is_not_there_is_gone_and_the_error_names_it() {
    let directory = tempfile::tempdir().unwrap();
    let port = directory.path().join("usb-camera-video-index0");
    let mut camera = V4l2Camera::new(&port, (1280, 960));
    for _ in 0..3 {
        let fault = camera.frame().err().unwrap();
        assert!(matches!(&fault, CameraFault::Gone(_)));
        assert!(fault.to_string().contains(port.to_str().unwrap()));
        assert_eq!(fault.actor(), Actor::Clerk);
    }
    // A link that points nowhere, as when udev was slower than we.
    symlink(directory.path().join("video9"), &port).unwrap();
    assert!(matches!(camera.frame(), Err(CameraFault::Gone(_))));
}

#[test]
fn a_device_that_is_no_camera_is_gone() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let pty = yici_hardware::pty::Pty::open().unwrap();
    for port in [file.path(), Path::new("/dev/null"), pty.path()] {
        assert!(matches!(V4l2Camera::new(port, (1280, 960)).frame(), Err(CameraFault::Gone(_))), "{port:?}");
    }
}

#[test]
fn cameras_are_listed_by_the_names_that_stay_theirs() {
    let directory = tempfile::tempdir().unwrap();
    for name in ["usb-Maker_Face_7-video-index0", "usb-Maker_Desk_3-video-index0", "usb-Maker_Desk_3-video-index1", "x"]
    {
        symlink("../../video0", directory.path().join(name)).unwrap();
    }
    let found = list(directory.path());
    let names: Vec<_> = found.iter().map(|camera| camera.name.as_str()).collect();
    assert_eq!(names, ["usb-Maker_Desk_3", "usb-Maker_Face_7"]);
    assert_eq!(found[0].port, directory.path().join("usb-Maker_Desk_3-video-index0"));
    assert_eq!(list(&directory.path().join("none")), []);
}
