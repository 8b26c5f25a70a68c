//! The kernel's own test camera (`vivid`), where it has one: the real driver, the kernel's side of it included.

use crate::contract::keeps_the_contract;
use std::fs;
use std::path::PathBuf;
use yici_hardware::camera::v4l2::V4l2Camera;

/// The node of a `vivid` that gives pictures.
fn vivid() -> Option<PathBuf> {
    let nodes = fs::read_dir("/sys/class/video4linux").ok()?.flatten();
    let named = |node: &PathBuf| fs::read_to_string(node.join("name")).is_ok_and(|name| is_vivid(name.trim()));
    let node = nodes.map(|node| node.path()).filter(named).min()?;
    Some(PathBuf::from("/dev").join(node.file_name()?))
}

fn is_vivid(name: &str) -> bool {
    name.starts_with("vivid-") && name.ends_with("-vid-cap")
}

#[test]
fn the_kernels_test_camera_keeps_the_contract_and_may_be_asked_for_another_size() {
    let Some(port) = vivid() else {
        eprintln!("skipped: this kernel has no vivid; load it with modprobe vivid node_types=0x1");
        return;
    };
    for wish in [(640, 480), (1280, 720)] {
        keeps_the_contract(&mut V4l2Camera::new(&port, wish));
    }
}
