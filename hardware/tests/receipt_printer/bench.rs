//! What a print says, in short words.

use crate::{Bench, PATIENCE, receipt};
use std::time::{Duration, Instant};
use yici_hardware::{PrintError, PrinterStatus, ReceiptPrinter};

/// Prints, and expects to be told that the receipt may be incomplete.
pub fn prints_unknown(bench: &mut Bench) -> String {
    let began = Instant::now();
    let Err(PrintError::Unknown(why)) = bench.printer.print(&receipt()) else {
        panic!("an interrupted receipt is Unknown");
    };
    assert!(began.elapsed() < Duration::from_secs(15));
    why
}

pub fn refuses(bench: &mut Bench, status: PrinterStatus) {
    assert_eq!(bench.printer.status().unwrap(), status);
    match bench.printer.print(&receipt()) {
        Err(PrintError::Refused(said)) => assert_eq!(said, status),
        other => panic!("expected a refusal, got {:?}", other.err()),
    }
    assert!(bench.simulator.receipts().is_empty(), "nothing stands on the paper");
}

/// Prints a whole receipt, as the `n`th that was cut.
pub fn prints_again(bench: &mut Bench, n: usize) {
    bench.printer.print(&receipt()).unwrap();
    let printed = bench.simulator.wait_for_receipt(n, PATIENCE).expect("a receipt was cut");
    assert!(printed.text.contains("受理回执") && printed.text.ends_with("0000-12345"), "{}", printed.text);
    assert_eq!(printed.qr.len(), 1);
    bench.understood();
}
