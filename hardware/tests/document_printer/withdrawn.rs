//! A document that nobody waits for any more must not come out later.

use crate::bench::{Bench, Hand, Orders, PATIENCE, form, pdf};
use std::ops::ControlFlow;
use std::sync::mpsc::channel;
use std::time::Duration;
use yici_hardware::document_printer::IppPrinter;
use yici_hardware::document_printer::ipp::{ASK, SEND, WITHDRAW};
use yici_hardware::{DocumentError, DocumentPrinter, JobOutcome};

const CANCEL_JOB: u16 = 0x0008;

/// Prints through a relay that lets the printer's command end once the cancellation was answered.
fn withdrawn(patience: Duration, watch: ControlFlow<()>) -> Option<Result<JobOutcome, DocumentError>> {
    let bench = Bench::start(Hand::Ordered)?;
    let (hand_over, orders) = channel::<Orders>();
    let address = bench.socket(move |operation| {
        if operation == CANCEL_JOB {
            orders.recv().unwrap().give("print");
        }
    });
    let mut handed_over = false;
    let outcome = IppPrinter::new(address, patience).print(&pdf("one"), &form(), &mut |_| {
        if !std::mem::replace(&mut handed_over, true) {
            hand_over.send(bench.orders()).unwrap();
        }
        watch
    });
    let again = bench.driver().print(&pdf("one"), &form(), &mut |_| {
        bench.orders().give("print");
        ControlFlow::Continue(())
    });
    assert_eq!(again.unwrap(), JobOutcome::Printed, "what was withdrawn may be wanted again");
    Some(outcome)
}

#[test]
fn a_document_is_withdrawn_when_the_watcher_gives_up() {
    let Some(outcome) = withdrawn(PATIENCE, ControlFlow::Break(())) else { return };
    assert!(matches!(outcome, Err(DocumentError::Withdrawn(_))), "{outcome:?}");
}

#[test]
fn a_document_is_withdrawn_when_the_time_is_over() {
    let Some(outcome) = withdrawn(Duration::from_secs(2), ControlFlow::Continue(())) else { return };
    assert!(matches!(outcome, Err(DocumentError::Withdrawn(_))), "{outcome:?}");
}

#[test]
fn a_document_that_the_printer_does_not_let_go_of_is_unknown() {
    let Some(bench) = Bench::start(Hand::Ordered) else { return };
    let mut orders = None;
    let outcome = bench.driver().print(&pdf("one"), &form(), &mut |_| {
        // Only once it is being printed: ippeveprinter then waits for its command.
        orders.get_or_insert_with(|| bench.orders());
        ControlFlow::Break(())
    });
    assert!(matches!(outcome, Err(DocumentError::Unknown(_))), "{outcome:?}");
}

#[test]
fn the_promised_bound_holds_all_that_a_call_may_wait_for() {
    // Two lists, a status, the sending; the last look at job and printer; withdrawing and its last look.
    let most = 3 * ASK + SEND + 2 * ASK + ASK + WITHDRAW + ASK;
    assert!(most < Duration::from_secs(60));
}
