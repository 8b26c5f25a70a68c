//! The pseudo-terminal that simulators live on.

use crate::bench::GENEROUS;
use std::io::{ErrorKind, Read, Write};
use std::time::Duration;
use yici_hardware::pty::Pty;

fn driver(pty: &Pty) -> Box<dyn serialport::SerialPort> {
    let port = serialport::new(pty.path().to_str().unwrap(), 9_600);
    port.timeout(GENEROUS).open().unwrap()
}

#[test]
fn every_byte_passes_unchanged_in_both_directions() {
    let mut pty = Pty::open().unwrap();
    let mut driver = driver(&pty);
    let all: Vec<u8> = (0..=u8::MAX).collect();
    let mut heard = [0; 256];
    pty.write_all(&all, GENEROUS).unwrap();
    driver.read_exact(&mut heard).unwrap();
    assert_eq!(heard, *all);
    driver.write_all(&all).unwrap();
    let mut count = 0;
    while count < heard.len() {
        count += pty.read(&mut heard[count..], GENEROUS).unwrap();
    }
    assert_eq!(heard, *all);
}

#[test]
fn a_driver_may_close_the_port_and_open_it_again() {
    let mut pty = Pty::open().unwrap();
    for byte in 0..3 {
        driver(&pty).write_all(&[byte]).unwrap();
        let mut heard = [0; 8];
        assert_eq!(pty.read(&mut heard, GENEROUS).unwrap(), 1);
        assert_eq!(heard[0], byte);
    }
}

#[test]
fn an_idle_line_times_out() {
    let mut pty = Pty::open().unwrap();
    let error = pty.read(&mut [0; 8], Duration::from_millis(1)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
}

#[test]
fn a_full_line_times_out_instead_of_blocking_for_ever() {
    let mut pty = Pty::open().unwrap();
    let flood = vec![0; 1 << 20];
    let error = pty.write_all(&flood, Duration::from_millis(20)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
}

#[test]
fn the_link_stays_the_same_and_goes_with_the_pty() {
    let directory = tempfile::tempdir().unwrap();
    let link = directory.path().join("device");
    let first = Pty::open_at(&link).unwrap();
    assert_eq!(first.path(), link);
    // A second one takes the link over, and the first does not take it away again.
    let mut second = Pty::open_at(&link).unwrap();
    drop(first);
    driver(&second).write_all(&[1]).unwrap();
    assert_eq!(second.read(&mut [0; 8], GENEROUS).unwrap(), 1);
    drop(second);
    assert!(link.symlink_metadata().is_err());
    assert_eq!(directory.path().read_dir().unwrap().count(), 0);
}

#[test]
fn a_file_in_the_links_place_is_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("device");
    std::fs::write(&path, "keep me").unwrap();
    let error = Pty::open_at(&path).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::AlreadyExists);
    assert_eq!(std::fs::read(&path).unwrap(), b"keep me");
}

#[test]
fn a_driver_reads_an_error_when_the_plug_is_pulled() {
    let pty = Pty::open().unwrap();
    let mut driver = driver(&pty);
    drop(pty);
    assert!(!matches!(driver.read(&mut [0; 8]), Ok(1..)));
    assert!(driver.write(&[1]).is_err());
}
