//! The paper runs out while a document is being printed; a cover stands open.

use crate::bench::{Bench, Hand, form, pdf, print};
use std::ops::ControlFlow;
use yici_hardware::{Actor, DocumentError, DocumentPrinter, DocumentPrinterStatus, JobOutcome};

#[test]
fn the_watcher_hears_that_the_paper_is_out_and_the_document_comes_once_it_is_loaded() {
    let Some(bench) = Bench::start(Hand::Ordered) else { return };
    let mut orders = None;
    let mut seen = Vec::new();
    let outcome = bench.driver().print(&pdf("one"), &form(), &mut |status| {
        // The way opens when the printing has begun.
        let orders = orders.get_or_insert_with(|| {
            let mut orders = bench.orders();
            orders.give("+media-empty");
            orders
        });
        if status == DocumentPrinterStatus::PaperOut && seen.last() != Some(&status) {
            orders.give("-media-empty");
            orders.give("print");
        }
        seen.push(status);
        ControlFlow::Continue(())
    });
    assert_eq!(outcome.unwrap(), JobOutcome::Printed);
    assert!(seen.contains(&DocumentPrinterStatus::PaperOut), "{seen:?}");
    assert_eq!(bench.driver().status().unwrap(), DocumentPrinterStatus::Ready);
}

#[test]
fn nothing_is_sent_to_a_printer_whose_cover_is_open() {
    let Some(bench) = Bench::start(Hand::Ordered) else { return };
    let mut orders = None;
    let mut refused = None;
    let outcome = bench.driver().print(&pdf("one"), &form(), &mut |status| {
        let orders = orders.get_or_insert_with(|| {
            let mut orders = bench.orders();
            orders.give("+cover-open");
            orders
        });
        if status == DocumentPrinterStatus::CoverOpen && refused.is_none() {
            refused = Some(print(&mut bench.driver(), &pdf("two"), &form()).unwrap_err());
            orders.give("-cover-open");
            orders.give("print");
        }
        ControlFlow::Continue(())
    });
    assert_eq!(outcome.unwrap(), JobOutcome::Printed);
    let refused = refused.unwrap();
    assert!(matches!(refused, DocumentError::Refused(DocumentPrinterStatus::CoverOpen)), "{refused}");
    assert_eq!(refused.actor(), Actor::Clerk);
    assert_eq!(bench.arrived().len(), 1);
}
