//! The printer ends a job by itself.

use crate::bench::{Bench, Hand, form, pdf, print};
use yici_hardware::{DocumentError, JobOutcome};

#[test]
fn a_job_that_the_printer_aborts_is_told_with_its_reason_and_may_be_sent_again() {
    let Some(bench) = Bench::start(Hand::Ordered) else { return };
    let print_and = |order: &str| {
        std::thread::scope(|scope| {
            scope.spawn(|| bench.orders().give(order));
            print(&mut bench.driver(), &pdf("one"), &form())
        })
    };
    let ended = print_and("fail").unwrap_err();
    assert!(matches!(&ended, DocumentError::Ended(why) if why.contains("aborted")), "{ended}");
    assert_eq!(print_and("print").unwrap(), JobOutcome::Printed);
    assert_eq!(bench.arrived().len(), 2);
}
