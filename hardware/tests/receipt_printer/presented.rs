//! A model with a presenter says whether its receipt was taken.

use crate::{Bench, PATIENCE, receipt};
use yici_hardware::receipt_printer::escpos::EscposPrinter;
use yici_hardware::{PrinterStatus, ReceiptPrinter};

fn with_presenter() -> Bench {
    let mut bench = Bench::new();
    bench.simulator.has_presenter();
    bench.printer = EscposPrinter::new(bench.link.to_str().unwrap(), 115_200, None).with_presenter();
    bench
}

#[test]
fn a_receipt_is_presented_until_it_is_taken() {
    let mut bench = with_presenter();
    assert_eq!(bench.printer.presented().unwrap(), Some(false));
    bench.printer.print(&receipt()).unwrap();
    bench.simulator.wait_for_receipt(1, PATIENCE).unwrap();
    assert_eq!(bench.printer.presented().unwrap(), Some(true));
    assert_eq!(bench.printer.status().unwrap(), PrinterStatus::Ready, "the other answers are as ever");
    bench.simulator.take_receipt();
    assert_eq!(bench.printer.presented().unwrap(), Some(false));
    bench.understood();
}

#[test]
fn what_else_is_wrong_is_no_receipt() {
    let mut bench = with_presenter();
    bench.simulator.open_cover();
    bench.simulator.run_out_of_paper();
    assert_eq!(bench.printer.presented().unwrap(), Some(false));
    bench.understood();
}

#[test]
fn a_printer_without_one_is_never_asked() {
    let mut bench = Bench::new();
    bench.printer.print(&receipt()).unwrap();
    assert_eq!(bench.printer.presented().unwrap(), None);
    bench.understood();
}

#[test]
fn one_that_does_not_know_the_question_is_silent_and_goes_on_printing() {
    let mut bench = Bench::new();
    bench.printer = EscposPrinter::new(bench.link.to_str().unwrap(), 115_200, None).with_presenter();
    assert!(bench.printer.presented().is_err());
    bench.printer.print(&receipt()).unwrap();
}
