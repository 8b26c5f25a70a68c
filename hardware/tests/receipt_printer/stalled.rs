//! The printer stops taking bytes, and says nothing.

use crate::bench::prints_unknown;
use crate::{Bench, PATIENCE, receipt};
use std::time::{Duration, Instant};
use yici_hardware::{Fault, PrintError, PrinterStatus, ReceiptPrinter};

#[test]
fn a_printer_that_stalls_in_the_middle_leaves_the_receipt_unknown() {
    // Before the text, within the QR code's parameters, and within the cut.
    let whole = yici_hardware::receipt_printer::escpos::encode(&receipt(), None).len();
    for bytes in [1, 40, whole - 60, whole - 1] {
        let mut bench = Bench::new();
        bench.printer.status().unwrap();
        bench.simulator.stall_after_bytes(12 + bytes);
        prints_unknown(&mut bench);
        assert!(bench.simulator.wait_until_stalled(PATIENCE));
        assert!(matches!(bench.printer.status(), Err(Fault::Silent(_))));
        bench.simulator.resume();
        assert_eq!(bench.printer.status().unwrap(), PrinterStatus::Ready);
    }
}

#[test]
fn a_printer_that_takes_nothing_more_does_not_hold_the_driver() {
    let mut bench = Bench::new();
    bench.printer.status().unwrap();
    bench.simulator.stall_after_bytes(100);
    // Many times what the line holds: the driver must give up by itself.
    let long = crate::paper((0..60).map(|_| crate::text("㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎")));
    let began = Instant::now();
    assert!(matches!(bench.printer.print(&long), Err(PrintError::Unknown(_))));
    assert!(began.elapsed() < Duration::from_secs(15));
}
