//! Bytes on the line that are nobody's.

use crate::bench::{Bench, Seen};
use yici_hardware::card_reader::simulator::sample_card;

#[test]
fn garbage_before_a_reply_does_no_harm() {
    let mut bench = Bench::new();
    bench.hand.insert(&sample_card()).unwrap();
    bench.hand.garbage_before_next(&[0x00, 0xFF, 0xAA, 0xAA, 0x96, 0x0D, 0x0A, 0xAA]);
    assert_eq!(bench.look(), Seen::Sample);
}

#[test]
fn a_line_of_nothing_but_garbage_is_garbled_and_good_again_once_it_is_clear() {
    let mut bench = Bench::new();
    bench.hand.insert(&sample_card()).unwrap();
    bench.hand.garble(true);
    assert!(matches!(bench.look(), Seen::Garbled(_)));
    bench.hand.garble(false);
    assert_eq!(bench.look(), Seen::Sample);
}
