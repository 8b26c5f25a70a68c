//! What answers is no printer, or a broken one.

use crate::bench::address;
use std::io::{self, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener};
use std::thread::JoinHandle;
use std::time::Duration;
use yici_hardware::document_printer::IppPrinter;
use yici_hardware::{DocumentPrinter, DocumentPrinterStatus, Fault};

/// Answers one request with these bytes, as far as anyone reads them.
fn answering(answer: Vec<u8>) -> (IppPrinter, JoinHandle<()>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let printer = IppPrinter::new(address(listener.local_addr().unwrap().port()), Duration::ZERO);
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.write_all(&answer);
        let _ = stream.shutdown(Shutdown::Write);
        // What is left unread when a connection closes would break it before the answer is read.
        let _ = io::copy(&mut stream, &mut io::sink());
    });
    (printer, server)
}

fn status(answer: impl Into<Vec<u8>>) -> Result<DocumentPrinterStatus, Fault> {
    let (mut printer, server) = answering(answer.into());
    let status = printer.status();
    server.join().unwrap();
    status
}

/// An idle printer's answer to the first request of a connection.
const IDLE: &[u8] = b"\x01\x01\x00\x00\x00\x00\x00\x01\x04\x23\x00\x0dprinter-state\x00\x04\x00\x00\x00\x03\x03";

fn with(head: &str, body: &[u8]) -> Vec<u8> {
    [head.as_bytes(), b"\r\n\r\n", body].concat()
}

#[test]
fn an_answer_may_be_sized_chunked_or_end_with_the_connection() {
    let (front, back) = IDLE.split_at(9);
    let chunks = [b"9\r\n", front, b"\r\n17;x=y\r\n", back, b"\r\n0\r\n\r\n"].concat();
    assert_eq!(back.len(), 0x17);
    let sized = format!("HTTP/1.1 200 OK\r\nContent-Length: {}", IDLE.len());
    for answer in [
        with(&sized, IDLE),
        with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", &chunks),
        with("HTTP/1.0 200 OK", IDLE),
        with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK", IDLE),
    ] {
        assert_eq!(status(answer).unwrap(), DocumentPrinterStatus::Ready);
    }
}

#[test]
fn what_is_no_answer_of_a_printer_is_garbled() {
    let endless_head = [b"HTTP/1.1 200 OK\r\nX: ".to_vec(), vec![b'x'; 100_000]].concat();
    for answer in [
        b"SSH-2.0-OpenSSH_9.2\r\n".to_vec(),
        with("HTTP/1.1 302 Found\r\nLocation: http://portal.example/", b""),
        with("HTTP/1.1 200 OK\r\nContent-Length: 11", b"<html></html>"),
        with("HTTP/1.1 200 OK\r\nContent-Length: minus one", IDLE),
        with("HTTP/1.1 200 OK\r\nContent-Length: 99999999999", IDLE),
        with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", b"nine\r\n"),
        with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", b"ffffffffffffffff\r\nx"),
        with("HTTP/1.1 200 OK", &vec![1; 1024 * 1024]),
        with("HTTP/1.1 200 OK", &[IDLE, IDLE].concat()[IDLE.len() - 1..]),
        endless_head,
        b"HTTP/1.1 100 Continue\r\n\r\n".repeat(2_000),
    ] {
        let fault = status(answer.clone()).unwrap_err();
        assert!(matches!(fault, Fault::Garbled(_)), "{fault}: {}", answer.escape_ascii().to_string().split_at(20).0);
    }
}

#[test]
fn a_server_that_refuses_is_told_with_its_reason() {
    for (code, word) in [("401 Unauthorized", "let"), ("404 Not Found", "path"), ("426 Upgrade Required", "encryption")]
    {
        let fault = status(with(&format!("HTTP/1.1 {code}\r\nContent-Length: 0"), b"")).unwrap_err();
        assert!(matches!(fault, Fault::NotThere { .. }) && fault.to_string().contains(word), "{fault}");
    }
}

#[test]
fn an_answer_that_is_cut_anywhere_is_no_answer() {
    let whole = with(&format!("HTTP/1.1 200 OK\r\nContent-Length: {}", IDLE.len()), IDLE);
    for length in (0..whole.len()).step_by(5) {
        let fault = status(&whole[..length]).unwrap_err();
        assert!(matches!(fault, Fault::Unplugged(_)), "{length}: {fault}");
    }
}
