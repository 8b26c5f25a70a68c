//! The line spoils a byte.

use crate::bench::{BAUD, Bench, GENEROUS, Seen};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use yici_hardware::CardReader;
use yici_hardware::card_reader::serial::SerialCardReader;
use yici_hardware::card_reader::simulator::sample_card;
use yici_hardware::pty::Pty;

#[test]
fn one_bad_checksum_is_mended_by_asking_again() {
    for spoiled in 0..3 {
        let mut bench = Bench::new();
        bench.hand.insert(&sample_card()).unwrap();
        (0..spoiled).for_each(|_| bench.hand.let_one_pass());
        bench.hand.corrupt_next_checksum();
        assert_eq!(bench.look(), Seen::Sample, "reply {spoiled} of find, select, read");
        assert!(bench.hand.wait_for_requests(4, GENEROUS));
    }
}

#[test]
fn two_bad_checksums_are_a_fault_and_the_next_look_starts_afresh() {
    for spoiled in 0..3 {
        let mut bench = Bench::new();
        bench.hand.insert(&sample_card()).unwrap();
        (0..spoiled).for_each(|_| bench.hand.let_one_pass());
        bench.hand.corrupt_next_checksum();
        bench.hand.corrupt_next_checksum();
        assert_eq!(bench.look(), Seen::Garbled("a wrong checksum"));
        bench.hand.lift();
        bench.hand.insert(&sample_card()).unwrap();
        assert_eq!(bench.look(), Seen::Sample);
    }
}

#[test]
fn a_line_at_the_wrong_speed_is_garbled_and_not_silent() {
    let mut bench = Bench::new();
    bench.hand.garble(true);
    assert_eq!(bench.look(), Seen::Garbled("bytes that are no frame"));
    bench.hand.garble(false);
    assert_eq!(bench.look(), Seen::Nothing);
}

#[test]
fn a_line_that_never_stops_babbling_holds_a_look_for_less_than_two_seconds() {
    for noise in [&[0x55; 64][..], &[0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x09, 0x00]] {
        let mut pty = Pty::open().unwrap();
        let mut reader = SerialCardReader::new(pty.path().to_str().unwrap(), BAUD);
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    // A full line is what is wanted; the next round goes on filling it.
                    let _ = pty.write_all(noise, Duration::from_millis(1));
                }
            });
            let started = Instant::now();
            let seen = Seen::from(reader.look());
            let took = started.elapsed();
            done.store(true, Ordering::Relaxed);
            assert!(matches!(seen, Seen::Garbled(_)), "{seen:?}");
            assert!(took < Duration::from_secs(2), "{took:?}");
        });
    }
}
