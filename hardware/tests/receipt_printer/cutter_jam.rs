//! The knife gets stuck.

use crate::bench::{prints_again, prints_unknown};
use crate::{Bench, receipt};
use yici_hardware::{PrintError, PrinterStatus, ReceiptPrinter};

#[test]
fn a_cutter_that_gets_stuck_leaves_the_receipt_unknown() {
    let mut bench = Bench::new();
    bench.simulator.jam_cutter();
    assert_eq!(bench.printer.status().unwrap(), PrinterStatus::Ready, "nobody knows before it has cut");
    assert!(prints_unknown(&mut bench).contains("cutter"));
    assert_eq!(bench.printer.status().unwrap(), PrinterStatus::CutterJammed);
    assert!(matches!(bench.printer.print(&receipt()), Err(PrintError::Refused(PrinterStatus::CutterJammed))));
    assert!(bench.simulator.receipts().iter().all(|receipt| !receipt.cut));
    bench.simulator.clear_jam();
    prints_again(&mut bench, 2);
}
