//! What every scanner keeps: the simulator here, a camera, and a real one when `YICI_QR_SCANNER_PORT` names its port.

use crate::bench::{BAUD, Bench};
use crate::camera_scanner::Desk;
use std::time::{Duration, Instant};
use yici_hardware::QrScanner;
use yici_hardware::qr_scanner::MAX_CODE;
use yici_hardware::qr_scanner::serial::SerialQrScanner;
use yici_hardware::qr_scanner::simulator::Suffix;

/// Who holds a code out.
trait Person {
    /// Holds out a code that was not held out before.
    fn hold_out(&mut self, which: u8);
    fn take_away(&mut self);
}

/// Scans for each thing that the person is asked to do.
const SCANS: usize = 150;

fn keeps_the_contract(scanner: &mut dyn QrScanner, person: &mut dyn Person) {
    timed(|| scanner.check()).expect("it is there");
    person.take_away();
    timed(|| scanner.forget()).expect("it forgets");
    assert!(timed(|| scanner.scan()).unwrap().is_none(), "nothing was held out, yet a code came");
    for which in 0..3 {
        person.hold_out(which);
        let code = (0..SCANS).find_map(|_| timed(|| scanner.scan()).unwrap()).expect("the code comes");
        assert!((1..=MAX_CODE).contains(&code.bytes().reveal().len()));
        timed(|| scanner.check()).expect("it is there");
        person.take_away();
        assert!(timed(|| scanner.scan()).unwrap().is_none(), "one code came twice");
    }
}

fn timed<T>(call: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let answer = call();
    assert!(started.elapsed() < Duration::from_secs(1) || cfg!(debug_assertions), "a call took longer than a second");
    answer
}

impl Person for &yici_hardware::qr_scanner::simulator::QrScannerSimulator {
    fn hold_out(&mut self, which: u8) {
        assert!(self.present(&[b'a' + which; 40], Suffix::Cr));
    }

    fn take_away(&mut self) {}
}

impl Person for &Desk {
    fn hold_out(&mut self, which: u8) {
        self.lay_down(&format!("https://example.gov.cn/licence/{which}"));
    }

    fn take_away(&mut self) {
        self.clear();
    }
}

/// Reads what to do from the terminal; run with `--no-capture`.
struct Tester;

impl Person for Tester {
    fn hold_out(&mut self, which: u8) {
        eprintln!("Hold out code number {} of three, once.", which + 1);
    }

    fn take_away(&mut self) {
        eprintln!("Take it away.");
    }
}

#[test]
fn the_simulator_keeps_the_contract() {
    let mut bench = Bench::new();
    keeps_the_contract(&mut bench.scanner, &mut &bench.hand);
}

#[test]
fn a_camera_keeps_the_contract() {
    let desk = Desk::new();
    keeps_the_contract(&mut desk.scanner(), &mut &desk);
}

#[test]
fn a_real_scanner_keeps_the_contract() {
    let Ok(port) = std::env::var("YICI_QR_SCANNER_PORT") else {
        eprintln!("skipped: set YICI_QR_SCANNER_PORT to the port of a real scanner, and have three codes at hand");
        return;
    };
    keeps_the_contract(&mut SerialQrScanner::new(&port, BAUD), &mut Tester);
}
