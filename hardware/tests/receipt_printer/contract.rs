//! What every receipt printer does. Runs on the simulator and, when `YICI_RECEIPT_PRINTER_PORT` names a port, on the real
//! printer there (115,200 baud, with paper; it prints three short receipts). A port may be a serial line, a device file below
//! `/dev/usb/`, or two USB ids as `lsusb` shows them.

use crate::{Bench, paper, receipt, text};
use std::time::{Duration, Instant};
use yici_hardware::receipt_printer::escpos::{EscposPrinter, Place};
use yici_hardware::{Block, PrinterStatus, ReceiptPrinter};

fn keeps_its_contract(printer: &mut dyn ReceiptPrinter) {
    let asked = Instant::now();
    assert!(printer.status().unwrap().can_print(), "load paper and close the cover before this test");
    assert!(asked.elapsed() < Duration::from_secs(1), "a status takes at most a second");

    let asked = Instant::now();
    printer.print(&receipt()).unwrap();
    assert!(asked.elapsed() < Duration::from_secs(15), "a receipt takes at most fifteen seconds");

    // A picture, and nothing at all, are papers too.
    printer.print(&paper([Block::Title(String::from("㛃𬭎")), text("生僻字：㛃、𬭎、䶮")])).unwrap();
    printer.print(&paper([])).unwrap();
    assert!(printer.status().unwrap().can_print());
}

#[test]
fn the_simulator_keeps_the_contract() {
    let mut bench = Bench::new();
    keeps_its_contract(&mut bench.printer);
    assert_eq!(bench.printer.status().unwrap(), PrinterStatus::Ready);
    assert_eq!(bench.simulator.receipts().len(), 3);
    bench.understood();
}

#[test]
fn a_printer_behind_a_device_file_keeps_the_contract() {
    let bench = Bench::new();
    keeps_its_contract(&mut EscposPrinter::at(Place::File(bench.link.clone()), None));
    assert_eq!(bench.simulator.receipts().len(), 3);
    bench.understood();
}

#[test]
fn a_real_printer_keeps_the_contract() {
    let Ok(port) = std::env::var("YICI_RECEIPT_PRINTER_PORT") else {
        eprintln!("skipped: set YICI_RECEIPT_PRINTER_PORT to a printer's serial port to run this");
        return;
    };
    let id = |text: &str| u16::from_str_radix(text, 16).ok();
    let ids = port.split_once(':').and_then(|(vendor, product)| Some((id(vendor)?, id(product)?)));
    let place = match ids {
        Some((vendor, product)) => Place::Usb(vendor, product),
        None if port.starts_with("/dev/usb/") => Place::File(port.into()),
        None => Place::Serial(port, 115_200),
    };
    keeps_its_contract(&mut EscposPrinter::at(place, None));
}
