//! The plug is pulled between two receipts, or there never was a printer.

use crate::bench::prints_again;
use crate::{Bench, receipt};
use yici_hardware::{Fault, PrintError, PrinterStatus, ReceiptPrinter};

#[test]
fn an_unplugged_printer_is_found_again_at_the_same_port() {
    let mut bench = Bench::new();
    prints_again(&mut bench, 1);
    bench.simulator.unplug();
    // The line that was open breaks; after that there is none to open.
    assert!(matches!(bench.printer.status(), Err(Fault::Unplugged(_))));
    assert!(matches!(bench.printer.status(), Err(Fault::NotThere { .. })));
    assert!(matches!(bench.printer.print(&receipt()), Err(PrintError::Unreachable(Fault::NotThere { .. }))));
    bench.simulator.plug_in().unwrap();
    assert_eq!(bench.printer.status().unwrap(), PrinterStatus::Ready);
    prints_again(&mut bench, 2);
}

#[test]
fn no_port_is_not_there() {
    let dir = tempfile::tempdir().unwrap();
    let port = dir.path().join("nothing");
    let mut printer = yici_hardware::receipt_printer::escpos::EscposPrinter::new(port.to_str().unwrap(), 115_200, None);
    assert!(matches!(printer.status(), Err(Fault::NotThere { .. })));
    assert!(matches!(printer.print(&receipt()), Err(PrintError::Unreachable(_))));
}

#[test]
fn plugging_in_twice_or_unplugging_twice_changes_nothing() {
    let mut bench = Bench::new();
    bench.simulator.plug_in().unwrap();
    assert_eq!(bench.printer.status().unwrap(), PrinterStatus::Ready);
    bench.simulator.unplug();
    bench.simulator.unplug();
    bench.simulator.plug_in().unwrap();
    bench.simulator.plug_in().unwrap();
    assert!(matches!(bench.printer.status(), Err(Fault::Unplugged(_))));
    prints_again(&mut bench, 1);
}
