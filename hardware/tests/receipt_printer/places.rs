//! A printer on a device file, and on USB as far as that can be tried without one.

use crate::bench::prints_again;
use crate::{Bench, receipt};
use std::path::PathBuf;
use yici_hardware::receipt_printer::escpos::port::usb::{Described, pipes};
use yici_hardware::receipt_printer::escpos::{EscposPrinter, Place};
use yici_hardware::{Fault, PrintError, PrinterStatus, ReceiptPrinter};

fn on_a_file() -> Bench {
    let mut bench = Bench::new();
    bench.printer = EscposPrinter::at(Place::File(bench.link.clone()), None);
    bench
}

#[test]
fn a_printer_on_a_device_file_is_found_again_after_its_plug_was_pulled() {
    let mut bench = on_a_file();
    prints_again(&mut bench, 1);
    bench.simulator.unplug();
    assert!(bench.printer.status().is_err());
    assert!(matches!(bench.printer.print(&receipt()), Err(PrintError::Unreachable(Fault::NotThere { .. }))));
    bench.simulator.plug_in().unwrap();
    assert_eq!(bench.printer.status().unwrap(), PrinterStatus::Ready);
    prints_again(&mut bench, 2);
}

#[test]
fn one_that_stops_answering_is_silent_and_what_it_had_begun_is_unknown() {
    let mut bench = on_a_file();
    bench.printer.status().unwrap();
    bench.simulator.stall_after_bytes(12 + 300);
    assert!(matches!(bench.printer.print(&receipt()), Err(PrintError::Unknown(_))));
    assert!(matches!(bench.printer.status(), Err(Fault::Silent(_))));
}

#[test]
fn a_receipt_is_never_written_into_a_plain_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lp0");
    std::fs::write(&path, "").unwrap();
    let mut printer = EscposPrinter::at(Place::File(path.clone()), None);
    assert!(matches!(printer.print(&receipt()), Err(PrintError::Unreachable(Fault::NotThere { .. }))));
    assert_eq!(std::fs::read(path).unwrap(), b"");
    let mut nothing = EscposPrinter::at(Place::File(PathBuf::from("/nowhere/lp0")), None);
    assert!(matches!(nothing.status(), Err(Fault::NotThere { .. })));
}

#[test]
fn a_usb_printer_that_is_not_there_is_not_there() {
    let mut printer = EscposPrinter::at(Place::Usb(0xFFFF, 0xFFFF), None);
    assert!(matches!(printer.status(), Err(Fault::NotThere { .. })));
}

#[test]
fn the_pipes_are_those_of_the_first_printer_that_can_answer() {
    let pipe = |interface, class, address| Described { interface, class, address, bulk: true };
    let keyboard = Described { bulk: false, ..pipe(0, 3, 0x81) };
    let deaf = pipe(1, 7, 0x01);
    let printer = [pipe(2, 7, 0x02), pipe(2, 7, 0x82)];
    assert_eq!(pipes(&[keyboard, deaf, printer[0], printer[1]]), Some((2, 0x02, 0x82)));
    assert_eq!(pipes(&[keyboard, deaf]), None, "what it printed could not be known");
    assert_eq!(pipes(&[deaf, pipe(3, 7, 0x83)]), None, "two halves are no printer");
    assert_eq!(pipes(&[Described { bulk: false, ..printer[0] }, printer[1]]), None);
}
