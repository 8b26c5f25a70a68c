//! The printer is not there, or goes away.

use crate::bench::{Bench, Hand, address, form, pdf, print};
use std::net::{Ipv4Addr, TcpListener};
use std::ops::ControlFlow;
use yici_hardware::document_printer::{Address, IppPrinter};
use yici_hardware::{Actor, DocumentError, DocumentPrinter, Fault};

#[test]
fn a_printer_that_is_not_there_is_named_and_nothing_is_sent() {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
    let socket = Address::parse("unix:/nowhere/cups.sock#/printers/a4").unwrap();
    for address in [address(port), socket] {
        let uri = address.uri();
        let mut printer = IppPrinter::new(address, std::time::Duration::ZERO);
        let fault = printer.status().unwrap_err();
        assert!(matches!(&fault, Fault::NotThere { port, .. } if *port == uri), "{fault}");
        let error = print(&mut printer, &pdf("one"), &form()).unwrap_err();
        assert!(matches!(error, DocumentError::Unreachable(Fault::NotThere { .. })), "{error}");
        assert_eq!(error.actor(), Actor::Clerk);
    }
}

#[test]
fn a_printer_that_loses_its_power_while_printing_leaves_the_document_unknown() {
    let Some(mut bench) = Bench::start(Hand::Ordered) else { return };
    let mut printer = bench.driver();
    let error = printer.print(&pdf("one"), &form(), &mut |_| {
        bench.pull_the_plug();
        ControlFlow::Continue(())
    });
    assert!(matches!(error, Err(DocumentError::Unknown(_))), "{error:?}");
}
