//! The roll is empty, or ends in the middle of a receipt.

use crate::Bench;
use crate::bench::{prints_again, prints_unknown, refuses};
use yici_hardware::{PrinterStatus, ReceiptPrinter};

#[test]
fn without_paper_nothing_is_printed() {
    let mut bench = Bench::new();
    bench.simulator.run_out_of_paper();
    refuses(&mut bench, PrinterStatus::PaperOut);
    bench.simulator.load_paper();
    prints_again(&mut bench, 1);
}

#[test]
fn paper_that_ends_in_the_middle_leaves_the_receipt_unknown() {
    for lines in [1, 4, 12, 17] {
        let mut bench = Bench::new();
        bench.simulator.run_out_of_paper_after_lines(lines);
        assert!(prints_unknown(&mut bench).contains("paper"));
        assert!(bench.simulator.receipts().iter().all(|receipt| !receipt.cut));
        assert_eq!(bench.printer.status().unwrap(), PrinterStatus::PaperOut);
        // The printer itself finishes the old receipt when it gets paper; the new one follows whole.
        bench.simulator.load_paper();
        prints_again(&mut bench, 2);
    }
}

#[test]
fn little_paper_is_enough_for_a_receipt() {
    let mut bench = Bench::new();
    bench.simulator.paper_low();
    assert_eq!(bench.printer.status().unwrap(), PrinterStatus::PaperLow);
    prints_again(&mut bench, 1);
}
