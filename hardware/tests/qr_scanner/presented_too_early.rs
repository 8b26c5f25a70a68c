//! A code was held out before anybody asked for one: it belongs to the citizen before, or to nobody.

use crate::bench::{Bench, GENEROUS, Seen};
use yici_hardware::QrScanner;
use yici_hardware::qr_scanner::simulator::Suffix;

#[test]
fn what_was_presented_before_the_question_is_forgotten() {
    let mut bench = Bench::new();
    assert!(bench.hand.present(b"the citizen before", Suffix::Cr));
    assert!(bench.hand.present(b"half a code", Suffix::Nothing));
    assert!(bench.hand.wait_for_sent(2, GENEROUS));
    bench.scanner.forget().unwrap();
    assert_eq!(bench.scan(), Seen::Nothing);
    assert!(bench.hand.present(b"this citizen", Suffix::Cr));
    assert_eq!(bench.something(), Seen::code("this citizen"));
}

#[test]
fn what_the_driver_already_holds_is_forgotten_too() {
    let mut bench = Bench::new();
    assert!(bench.hand.present(b"first\rsecond", Suffix::Cr));
    assert!(bench.hand.wait_for_sent(1, GENEROUS));
    assert_eq!(bench.something(), Seen::code("first"));
    bench.scanner.forget().unwrap();
    assert_eq!(bench.scan(), Seen::Nothing);
}

#[test]
fn the_rest_of_a_code_that_was_on_its_way_is_no_code() {
    let mut bench = Bench::new();
    assert!(bench.hand.babble(1 << 18));
    bench.scanner.forget().unwrap();
    assert_eq!(bench.scan(), Seen::Nothing, "neither a code nor a fault: nobody was asked");
    assert!(bench.hand.present(b"", Suffix::Cr));
    assert!(bench.hand.present(b"whole", Suffix::Cr));
    assert_eq!(bench.something(), Seen::code("whole"));
}
