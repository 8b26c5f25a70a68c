//! A stream of events that is cut anywhere: reads end where they like.

use crate::signature_bench::{Bench, Seen};
use std::thread;
use std::time::Duration;
use yici_hardware::SignaturePad;
use yici_hardware::signature::events::{Axis, InputEvent, encode};

#[test]
fn a_stream_cut_anywhere_says_the_same() {
    let Bench { hand, mut pad, .. } = Bench::new();
    let events = [
        InputEvent::Axis(Axis::X, 100),
        InputEvent::Axis(Axis::Y, 200),
        InputEvent::Axis(Axis::Pressure, 300),
        InputEvent::Touch(true),
        InputEvent::Report,
        InputEvent::Touch(false),
        InputEvent::Report,
    ];
    let bytes: Vec<u8> = events.iter().flat_map(|event| encode(*event)).collect();
    for cut in 1..bytes.len() {
        hand.send_bytes(&bytes[..cut]).unwrap();
        let early: Vec<Seen> =
            std::iter::from_fn(|| pad.next(Duration::ZERO).unwrap().map(|pen| Seen::from(Ok(Some(pen))))).collect();
        let seen = thread::scope(|scope| {
            scope.spawn(|| hand.send_bytes(&bytes[cut..]).unwrap());
            let mut seen = early;
            while seen.len() < 2 {
                seen.push(crate::signature_bench::next(&mut pad));
            }
            seen
        });
        assert_eq!(seen, [Seen::Down(100, 200, 300), Seen::Up], "cut at {cut}");
    }
}
