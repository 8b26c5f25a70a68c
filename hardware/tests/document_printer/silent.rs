//! A printer that takes the connection and says nothing, or too little.

use crate::bench::{address, form, pdf, print};
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::time::{Duration, Instant};
use yici_hardware::document_printer::IppPrinter;
use yici_hardware::document_printer::ipp::ASK;
use yici_hardware::{DocumentError, DocumentPrinter, Fault};

#[test]
fn a_printer_that_never_answers_costs_three_seconds_and_nothing_is_sent() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let mut printer = IppPrinter::new(address(listener.local_addr().unwrap().port()), Duration::ZERO);
    let began = Instant::now();
    let error = print(&mut printer, &pdf("one"), &form()).unwrap_err();
    assert!(matches!(error, DocumentError::Unreachable(Fault::Silent(_))), "{error}");
    assert!(began.elapsed() < ASK + Duration::from_secs(2));
}

#[test]
fn a_printer_that_trickles_does_not_stretch_the_time() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n").unwrap();
        // A byte now and then, until the other side has had enough.
        while stream.write_all(b"\x01").is_ok() {
            std::thread::sleep(Duration::from_millis(50));
        }
    });
    let began = Instant::now();
    let fault = IppPrinter::new(address(port), Duration::ZERO).status().unwrap_err();
    assert!(matches!(fault, Fault::Silent(_)), "{fault}");
    assert!(began.elapsed() < ASK + Duration::from_secs(2));
}
