//! A printer behind a Unix socket, as a process without a network reaches CUPS.

use crate::bench::{Bench, Hand, PATIENCE, form, pdf, print};
use yici_hardware::JobOutcome;
use yici_hardware::document_printer::IppPrinter;

#[test]
fn a_document_reaches_a_printer_through_a_unix_socket() {
    let Some(bench) = Bench::start(Hand::Prompt) else { return };
    let mut printer = IppPrinter::new(bench.socket(drop), PATIENCE);
    assert_eq!(print(&mut printer, &pdf("one"), &form()).unwrap(), JobOutcome::Printed);
    assert!(bench.arrived() == [pdf("one").reveal().clone()]);
}
