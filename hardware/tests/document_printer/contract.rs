//! What every A4 printer keeps: `ippeveprinter` here, and a real one when `YICI_DOCUMENT_PRINTER_PORT` names its address.

use crate::bench::{Bench, Hand, PATIENCE, form, pdf, print};
use std::time::Instant;
use yici_hardware::document_printer::{Address, IppPrinter, MAX_DOCUMENT};
use yici_hardware::{DocumentError, DocumentPrinter, JobName, JobOutcome, Personal};

/// The suite. It prints two empty pages.
fn keeps_the_contract(printer: &mut IppPrinter, visit: &str) {
    let began = Instant::now();
    assert!(printer.status().unwrap().can_print());
    assert!(began.elapsed().as_secs() < 3);

    let (page, name) = (pdf("contract"), JobName::new("contract", visit));
    assert_eq!(print(printer, &page, &name).unwrap(), JobOutcome::Printed);
    assert_eq!(print(printer, &page, &name).unwrap(), JobOutcome::AlreadyPrinted);
    let next = JobName::new("contract", &format!("{visit}, next visit"));
    assert_eq!(print(printer, &page, &next).unwrap(), JobOutcome::Printed);

    for wrong in [b"no PDF at all".to_vec(), Vec::new(), [b"%PDF-".to_vec(), vec![0; MAX_DOCUMENT]].concat()] {
        let refused = print(printer, &Personal::new(wrong), &name);
        assert!(matches!(refused, Err(DocumentError::NotADocument(_))));
    }
}

#[test]
fn ippeveprinter_keeps_the_contract_and_what_arrives_is_what_was_sent() {
    let Some(bench) = Bench::start(Hand::Prompt) else { return };
    keeps_the_contract(&mut bench.driver(), "a visit");
    assert!(bench.arrived() == vec![pdf("contract").reveal().clone(); 2]);
}

#[test]
fn a_real_printer_keeps_the_contract() {
    let Ok(port) = std::env::var("YICI_DOCUMENT_PRINTER_PORT") else {
        eprintln!(
            "skipped: set YICI_DOCUMENT_PRINTER_PORT to the address of a real printer; it prints two empty pages"
        );
        return;
    };
    let visit = format!("{:?}", std::time::SystemTime::now());
    keeps_the_contract(&mut IppPrinter::new(Address::parse(&port).unwrap(), PATIENCE), &visit);
}

#[test]
fn a_document_of_many_megabytes_arrives_whole() {
    let Some(bench) = Bench::start(Hand::Prompt) else { return };
    let mut long = pdf("long").reveal().clone();
    long.extend((0..=u8::MAX).cycle().take(8 * 1024 * 1024));
    let long = Personal::new(long);
    assert_eq!(print(&mut bench.driver(), &long, &form()).unwrap(), JobOutcome::Printed);
    assert!(bench.arrived() == [long.reveal().clone()]);
}
