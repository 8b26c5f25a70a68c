//! Bytes of any kind, cut anywhere.

use crate::signature_bench::{Bench, Seen};
use std::thread;
use std::time::Duration;
use yici_hardware::SignaturePad;
use yici_hardware::signature::events::{Axis, EVENT_LEN, InputEvent, decode, encode};
use yici_hardware::signature::pen::{Follower, Range, Ranges};
use yici_hardware::signature::{Pen, Strokes};

struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u64) -> usize {
        usize::try_from(self.roll() % limit).unwrap()
    }

    fn event(&mut self) -> InputEvent {
        let value = i32::from_ne_bytes(self.roll().to_ne_bytes()[..4].try_into().unwrap());
        match self.below(8) {
            0 | 1 => InputEvent::Report,
            2 => InputEvent::Dropped,
            3 => InputEvent::Touch(value > 0),
            4 => InputEvent::Axis(Axis::X, value),
            5 => InputEvent::Axis(Axis::Y, value),
            6 => InputEvent::Axis(Axis::Pressure, value),
            _ => InputEvent::Other,
        }
    }
}

#[test]
fn strokes_are_well_formed_whatever_the_events_and_ranges() {
    let mut dice = Dice(7);
    for _ in 0..200 {
        let mut range =
            || Range { min: i32::from_ne_bytes(dice.roll().to_ne_bytes()[..4].try_into().unwrap()), max: 900 };
        let ranges = Ranges { x: range(), y: range(), pressure: Some(range()) };
        let mut follower = Follower::new(ranges);
        let mut strokes = Strokes::new();
        let mut drawing = false;
        for _ in 0..2_000 {
            let event = dice.event();
            let Some(pen) = follower.take(event) else { continue };
            match pen {
                Pen::Down(_) => assert!(!std::mem::replace(&mut drawing, true)),
                Pen::Move(_) => assert!(drawing),
                Pen::Up => assert!(std::mem::replace(&mut drawing, false)),
            }
            strokes.take(pen);
        }
        assert!(strokes.iter().all(|stroke| !stroke.is_empty()));
        assert_eq!(strokes.iter().map(<[_]>::len).sum::<usize>(), strokes.points());
    }
}

#[test]
fn every_event_decodes_and_the_known_ones_encode_to_themselves() {
    let mut dice = Dice(11);
    for _ in 0..20_000 {
        let event = dice.event();
        assert!(decode(&encode(event)) == event);
        let mut noise = [0; EVENT_LEN];
        noise.fill_with(|| dice.roll().to_ne_bytes()[0]);
        let _ = decode(&noise);
    }
}

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
