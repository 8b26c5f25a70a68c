//! What every signature pad keeps: the simulator, and a real pad when `YICI_SIGNATURE_PORT` names its device.

use crate::signature_bench::{Bench, GENEROUS, collect, next, same};
use std::thread;
use std::time::{Duration, Instant};
use yici_hardware::signature::evdev::{EvdevPad, PadSettings};
use yici_hardware::signature::simulator::sample_signature;
use yici_hardware::signature::{Pen, SignaturePad};

/// Three strokes, each down, along and up; then nothing, for as long as was asked and at most a second.
fn keeps_the_contract(pad: &mut dyn SignaturePad) {
    let (mut drawing, mut strokes) = (false, 0);
    let started = Instant::now();
    while strokes < 3 {
        assert!(started.elapsed() < 3 * GENEROUS, "{strokes} strokes only");
        match pad.next(Duration::from_secs(1)).unwrap_or_else(|fault| panic!("{fault}")) {
            Some(Pen::Down(_)) => assert!(!std::mem::replace(&mut drawing, true), "down twice"),
            Some(Pen::Move(_)) => assert!(drawing, "a move without a beginning"),
            Some(Pen::Up) => {
                assert!(std::mem::replace(&mut drawing, false), "up twice");
                strokes += 1;
            }
            None => {}
        }
    }
    let asked = Instant::now();
    assert!(pad.next(Duration::from_secs(60)).is_ok());
    assert!(asked.elapsed() < Duration::from_secs(5), "a wait is cut to one second");
}

#[test]
fn the_simulator_keeps_the_signature_contract() {
    let Bench { hand, mut pad, .. } = Bench::new();
    thread::scope(|scope| {
        scope.spawn(|| hand.sign(&sample_signature()).unwrap());
        keeps_the_contract(&mut pad);
    });
}

#[test]
fn a_signature_arrives_as_it_was_written() {
    let Bench { hand, mut pad, .. } = Bench::new();
    let written = sample_signature();
    let read = thread::scope(|scope| {
        scope.spawn(|| hand.sign(&written).unwrap());
        collect(&mut pad, written.len())
    });
    assert!(same(&read, &written) && !read.is_full());
}

#[test]
fn a_real_pad_keeps_the_signature_contract() {
    let Ok(port) = std::env::var("YICI_SIGNATURE_PORT") else {
        eprintln!("skipped: set YICI_SIGNATURE_PORT to the input device of a real pad, and sign with three strokes");
        return;
    };
    let mut pad = EvdevPad::new(PadSettings { port, ranges: None });
    eprintln!("Draw three strokes on the pad.");
    keeps_the_contract(&mut pad);
    eprintln!("One more point, please.");
    next(&mut pad);
}
