//! The printer is switched off in the middle of a receipt, or of a picture in it.

use crate::bench::prints_again;
use crate::{Bench, PATIENCE, receipt};
use yici_hardware::{PrintError, ReceiptPrinter};

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
fn a_printer_switched_off_within_a_picture_prints_the_next_receipt_whole() {
    let mut bench = Bench::new();
    bench.printer.status().unwrap();
    let drawn = crate::paper([crate::text("㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎")]);
    // Twelve bytes are the status before, twelve the beginning and the picture's head; 2,160 are its dots.
    bench.simulator.stall_after_bytes(12 + 12 + 1_000);
    std::thread::scope(|scope| {
        let (simulator, printer) = (&bench.simulator, &mut bench.printer);
        scope.spawn(move || {
            assert!(simulator.wait_until_stalled(PATIENCE));
            simulator.unplug();
        });
        assert!(matches!(printer.print(&drawn), Err(PrintError::Unknown(_))));
    });
    assert!(bench.simulator.receipts().is_empty(), "half a picture is not printed");
    bench.simulator.resume();
    bench.simulator.plug_in().unwrap();
    prints_again(&mut bench, 1);
}
