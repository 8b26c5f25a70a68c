//! The card is lifted while it is read.

use crate::bench::{Bench, Seen};
use std::sync::atomic::{AtomicUsize, Ordering};
use yici_hardware::CardReader;
use yici_hardware::card_reader::simulator::{sample_card, sample_newest_address};
use yici_hardware::card_reader::{IdCard, Look, ReadFault};

/// Text and portrait, and the newest address after them.
const REPLIES: usize = 1_295 + 81;
/// Each cut costs the driver a pause that it waits out; many can wait at once.
const BENCHES: usize = 32;

#[test]
fn a_reply_cut_at_any_byte_is_a_card_lifted_too_soon() {
    let next = AtomicUsize::new(1);
    let moved = IdCard { newest_address: Some(sample_newest_address()), ..sample_card() };
    std::thread::scope(|scope| {
        for _ in 0..BENCHES {
            scope.spawn(|| {
                let mut bench = Bench::new();
                loop {
                    let count = next.fetch_add(1, Ordering::Relaxed);
                    if count > REPLIES {
                        break;
                    }
                    bench.hand.insert(&moved).unwrap();
                    bench.hand.lift_after_bytes(count);
                    let look = bench.reader.look();
                    if count == REPLIES {
                        assert!(matches!(look, Ok(Look::Card(card)) if *card == moved));
                    } else {
                        let expected = Seen::Unreadable(ReadFault::LiftedTooSoon);
                        assert_eq!(Seen::from(look), expected, "cut after {count} bytes");
                    }
                }
            });
        }
    });
}

#[test]
fn a_reader_struck_dumb_by_a_lifted_card_is_not_taken_for_a_broken_one() {
    let mut bench = Bench::new();
    bench.hand.insert(&sample_card()).unwrap();
    bench.hand.lift_after_bytes(0);
    assert_eq!(bench.look(), Seen::Unreadable(ReadFault::LiftedTooSoon));
}

#[test]
fn a_reader_that_says_it_could_not_read_is_believed() {
    let mut bench = Bench::new();
    bench.hand.insert(&sample_card()).unwrap();
    bench.hand.lift_during_read();
    assert_eq!(bench.look(), Seen::Unreadable(ReadFault::LiftedTooSoon));
}

#[test]
fn a_lifted_card_is_read_when_it_is_put_back() {
    let mut bench = Bench::new();
    bench.hand.insert(&sample_card()).unwrap();
    bench.hand.lift_after_bytes(700);
    assert_eq!(bench.look(), Seen::Unreadable(ReadFault::LiftedTooSoon));
    assert_eq!(bench.look(), Seen::Nothing);
    bench.hand.insert(&sample_card()).unwrap();
    assert_eq!(bench.look(), Seen::Sample);
}
