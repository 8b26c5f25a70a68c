//! The scanner is there and says nothing. A scanner that sees no code does the same, so this is no fault.

use crate::bench::{Bench, Seen};
use yici_hardware::QrScanner;
use yici_hardware::qr_scanner::simulator::Suffix;

#[test]
fn a_stalled_scanner_looks_like_one_without_a_code_and_catches_up() {
    let mut bench = Bench::new();
    bench.hand.stall(true);
    assert!(bench.hand.present(b"late", Suffix::Cr));
    assert_eq!(bench.scan(), Seen::Nothing);
    bench.scanner.check().unwrap();
    assert!(!bench.scanner.probe().unwrap(), "only the question tells");
    bench.hand.stall(false);
    assert_eq!(bench.something(), Seen::code("late"));
}
