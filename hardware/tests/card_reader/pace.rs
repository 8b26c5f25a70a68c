//! The simulator at the speed of a line.

use crate::bench::{Bench, Seen};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};
use yici_hardware::card_reader::simulator::sample_card;

#[test]
fn a_paced_reader_is_never_faster_than_its_line() {
    for baud in [38_400, 115_200] {
        let mut bench = Bench::new();
        bench.hand.pace(NonZeroU32::new(baud));
        bench.hand.insert(&sample_card()).unwrap();
        let started = Instant::now();
        assert_eq!(bench.look(), Seen::Sample);
        // Four requests of ten bytes, and their replies.
        let wire = Duration::from_secs(10) * (4 * 10 + 15 + 19 + 1_295 + 11) / baud;
        assert!(started.elapsed() >= wire, "{:?} for {wire:?} of line", started.elapsed());
    }
}
