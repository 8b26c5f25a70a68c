//! A document is not printed twice by a retry.

use crate::bench::{Bench, Hand, form, pdf, print};
use std::ops::ControlFlow;
use std::sync::mpsc::channel;
use yici_hardware::{DocumentPrinter, JobName, JobOutcome};

#[test]
fn a_kiosk_that_comes_back_follows_the_job_it_left_behind() {
    let Some(bench) = Bench::start(Hand::Ordered) else { return };
    let (is_waiting, waits) = channel();
    let (go_on, may_go_on) = channel::<()>();
    std::thread::scope(|scope| {
        // The kiosk before the crash: it stands still while its document is at the printer.
        let before = scope.spawn(|| {
            bench.driver().print(&pdf("one"), &form(), &mut move |_| {
                is_waiting.send(()).unwrap();
                let _ = may_go_on.recv();
                ControlFlow::Continue(())
            })
        });
        waits.recv().unwrap();
        let mut orders = bench.orders();
        let mut asked = false;
        let after = bench.driver().print(&pdf("one"), &form(), &mut |_| {
            if !std::mem::replace(&mut asked, true) {
                orders.give("print");
            }
            ControlFlow::Continue(())
        });
        assert_eq!(after.unwrap(), JobOutcome::Printed);
        drop(go_on);
        assert_eq!(before.join().unwrap().unwrap(), JobOutcome::Printed);
    });
    assert_eq!(print(&mut bench.driver(), &pdf("one"), &form()).unwrap(), JobOutcome::AlreadyPrinted);
    assert_eq!(bench.arrived().len(), 1);
}

#[test]
fn another_document_or_another_visit_is_another_job() {
    let Some(bench) = Bench::start(Hand::Prompt) else { return };
    let mut printer = bench.driver();
    for (page, visit) in [("a", "1"), ("b", "1"), ("a", "2"), ("a", "1"), ("b", "1")] {
        print(&mut printer, &pdf(page), &JobName::new("form", visit)).unwrap();
    }
    let sent: Vec<Vec<u8>> = ["a", "b", "a"].map(|page| pdf(page).reveal().clone()).into();
    assert!(bench.arrived() == sent);
}
