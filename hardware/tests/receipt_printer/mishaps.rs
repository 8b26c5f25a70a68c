//! What goes wrong with a printer, and what the driver says and does then.

use crate::{Bench, PATIENCE, receipt};
use std::time::{Duration, Instant};
use yici_hardware::{Fault, PrintError, PrinterStatus, ReceiptPrinter};

/// Prints, and expects to be told that the receipt may be incomplete.
fn prints_unknown(bench: &mut Bench) -> String {
    let began = Instant::now();
    let Err(PrintError::Unknown(why)) = bench.printer.print(&receipt()) else {
        panic!("an interrupted receipt is Unknown");
    };
    assert!(began.elapsed() < Duration::from_secs(15));
    why
}

fn refuses(bench: &mut Bench, status: PrinterStatus) {
    assert_eq!(bench.printer.status().unwrap(), status);
    match bench.printer.print(&receipt()) {
        Err(PrintError::Refused(said)) => assert_eq!(said, status),
        other => panic!("expected a refusal, got {:?}", other.err()),
    }
    assert!(bench.simulator.receipts().is_empty(), "nothing stands on the paper");
}

/// Prints a whole receipt, as the `n`th that was cut.
fn prints_again(bench: &mut Bench, n: usize) {
    bench.printer.print(&receipt()).unwrap();
    let printed = bench.simulator.wait_for_receipt(n, PATIENCE).expect("a receipt was cut");
    assert!(printed.text.contains("受理回执") && printed.text.ends_with("0000-12345"), "{}", printed.text);
    assert_eq!(printed.qr.len(), 1);
    bench.understood();
}

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

#[test]
fn with_the_cover_open_nothing_is_printed() {
    let mut bench = Bench::new();
    bench.simulator.open_cover();
    refuses(&mut bench, PrinterStatus::CoverOpen);
    bench.simulator.run_out_of_paper();
    refuses(&mut bench, PrinterStatus::CoverOpen);
    bench.simulator.close_cover();
    refuses(&mut bench, PrinterStatus::PaperOut);
    bench.simulator.load_paper();
    prints_again(&mut bench, 1);
}

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
fn a_plug_pulled_in_the_middle_leaves_the_receipt_unknown() {
    let mut bench = Bench::new();
    bench.printer.status().unwrap();
    // Twelve bytes are the status before; the stall holds the receipt where the plug is pulled.
    bench.simulator.stall_after_bytes(12 + 300);
    std::thread::scope(|scope| {
        let (simulator, printer) = (&bench.simulator, &mut bench.printer);
        scope.spawn(move || {
            assert!(simulator.wait_until_stalled(PATIENCE));
            simulator.unplug();
        });
        assert!(matches!(printer.print(&receipt()), Err(PrintError::Unknown(_))));
    });
    assert!(bench.simulator.receipts().iter().all(|receipt| !receipt.cut));
    bench.simulator.resume();
    bench.simulator.plug_in().unwrap();
    prints_again(&mut bench, 1);
}

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

#[test]
fn after_a_picture_that_broke_off_the_next_receipt_comes_out_whole() {
    let mut bench = Bench::new();
    bench.printer.status().unwrap();
    let drawn = crate::paper((0..60).map(|_| crate::text("㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎")));
    // In the middle of the second picture. What is still on the line is lost when the driver closes it.
    bench.simulator.stall_after_bytes(12 + 3_000);
    assert!(matches!(bench.printer.print(&drawn), Err(PrintError::Unknown(_))));
    bench.simulator.resume();
    bench.printer.print(&receipt()).unwrap();
    let printed = bench.simulator.wait_for_receipt(1, PATIENCE).expect("a receipt was cut");
    assert!(printed.text.contains("受理回执") && printed.text.ends_with("0000-12345"), "{}", printed.text);
    assert_eq!(printed.qr.len(), 1);
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
