//! A pad that the kernel itself makes, where it can (`/dev/uinput`): its ranges are asked, and it is taken for ourselves.

use crate::signature_bench::{GENEROUS, Seen, next};
use evdevil::event::{Abs, AbsEvent, InputEvent, Key, KeyEvent, KeyState};
use evdevil::uinput::{AbsSetup, UinputDevice};
use evdevil::{AbsInfo, Evdev};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use yici_hardware::signature::SignaturePad;
use yici_hardware::signature::evdev::{EvdevPad, PadSettings};

fn make() -> io::Result<(UinputDevice, PathBuf)> {
    let axes = [(Abs::X, 8_191), (Abs::Y, 5_119), (Abs::PRESSURE, 2_047)];
    let device = UinputDevice::builder()?
        .with_keys([Key::BTN_TOUCH, Key::BTN_TOOL_PEN])?
        .with_abs_axes(axes.map(|(axis, most)| AbsSetup::new(axis, AbsInfo::new(0, most))))?
        .build("yici test pad")?;
    let known = Path::new("/sys/devices/virtual/input").join(device.sysname()?);
    let node = fs::read_dir(known)?.flatten().map(|entry| entry.file_name());
    let node = node.filter_map(|name| name.into_string().ok()).find(|name| name.starts_with("event"));
    let node = Path::new("/dev/input").join(node.ok_or(io::ErrorKind::NotFound)?);
    let started = Instant::now();
    // udev makes the node and then sets its rights.
    while let Err(error) = fs::File::open(&node) {
        if started.elapsed() > GENEROUS / 4 {
            return Err(error);
        }
    }
    Ok((device, node))
}

#[test]
fn a_pad_of_the_kernels_own_is_read_by_its_ranges_and_taken_for_ourselves() {
    let (device, node) = match make() {
        Ok(made) => made,
        Err(error) => {
            eprintln!("skipped: this kernel makes no input device for us ({error}); as root, modprobe uinput");
            return;
        }
    };
    let port = node.display().to_string();
    let mut pad = EvdevPad::new(PadSettings { port, ranges: None });
    assert_eq!(Seen::from(pad.next(Duration::ZERO)), Seen::Nothing);
    assert!(Evdev::open(&node).unwrap().grab().is_err(), "another program could take it too");
    let touch = |state| InputEvent::from(KeyEvent::new(Key::BTN_TOUCH, state));
    let (x, y) = (AbsEvent::new(Abs::X, 8_191).into(), AbsEvent::new(Abs::Y, 0).into());
    device.write_events(&[touch(KeyState::PRESSED), x, y, AbsEvent::new(Abs::PRESSURE, 2_047).into()]).unwrap();
    assert_eq!(next(&mut pad), Seen::Down(65_535, 0, 65_535));
    device.write_events(&[touch(KeyState::RELEASED)]).unwrap();
    assert_eq!(next(&mut pad), Seen::Up);
    drop(device);
    assert_eq!(next(&mut pad), Seen::Unplugged);
    assert_eq!(next(&mut pad), Seen::NotThere);
}
