//! Answers byte by byte: the driver against a line whose other end is held by the test, and the other way round.

use crate::{Bench, PATIENCE};
use std::io::{Read, Write};
use yici_hardware::pty::Pty;
use yici_hardware::receipt_printer::escpos::EscposPrinter;
use yici_hardware::{Fault, PrinterStatus, ReceiptPrinter};

/// A status whose questions are answered by these bytes, one entry for each question in turn.
fn answered_by(answers: &[&[u8]]) -> Result<PrinterStatus, Fault> {
    let mut device = Pty::open().unwrap();
    let mut printer = EscposPrinter::new(device.path().to_str().unwrap(), 115_200, None);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for answer in answers {
                let mut question = Vec::new();
                while question.len() < 3 {
                    let mut byte = [0];
                    if device.read(&mut byte, PATIENCE).is_err() {
                        return;
                    }
                    question.extend(byte);
                }
                assert_eq!(question[..2], [0x10, 0x04]);
                device.write_all(answer, PATIENCE).unwrap();
            }
            // The line stays up until the driver has read everything and closes it.
            while device.read(&mut [0; 16], std::time::Duration::from_secs(1)).is_ok() {}
        });
        printer.status()
    })
}

/// The port itself, without the driver.
fn raw(bench: &Bench) -> serialport::TTYPort {
    serialport::new(bench.link.to_str().unwrap(), 115_200).timeout(PATIENCE).open_native().unwrap()
}

#[test]
fn the_first_answer_after_opening_is_thrown_away() {
    let stale = &[0x1A][..];
    let fine = &[0x12][..];
    assert_eq!(answered_by(&[stale, fine, fine, fine, fine]).unwrap(), PrinterStatus::Ready);
    assert_eq!(answered_by(&[fine, stale, fine, fine, fine]).unwrap(), PrinterStatus::Broken, "the second one counts");
}

#[test]
fn noise_before_an_answer_is_passed_over() {
    let noisy = &[0xFF, 0x91, 0x12][..];
    assert_eq!(answered_by(&[noisy; 5]).unwrap(), PrinterStatus::Ready);
}

#[test]
fn answers_that_are_not_the_protocols_are_garbled() {
    assert!(matches!(answered_by(&[&[0xFF; 16][..]; 2]), Err(Fault::Garbled(_))));
}

#[test]
fn what_a_printer_says_unasked_is_no_answer_and_proves_nothing() {
    // An empty roll, said unasked: its last three bytes have the form of an answer to `GS r`.
    let with_packet = &[0x18, 0x00, 0x0C, 0x00, 0x12][..];
    let fine = &[0x12][..];
    assert_eq!(answered_by(&[fine, fine, with_packet, fine, fine]).unwrap(), PrinterStatus::Ready);
}

#[test]
fn the_simulator_says_by_itself_what_changed() {
    let bench = Bench::new();
    let mut port = raw(&bench);
    port.write_all(b"\x1da\x0f").unwrap();
    let mut packet = [0; 4];
    port.read_exact(&mut packet).unwrap();
    assert_eq!(packet, [0x10, 0, 0, 0], "how it is, at once");
    bench.simulator.open_cover();
    port.read_exact(&mut packet).unwrap();
    assert_eq!(packet, [0x38, 0, 0, 0]);
    bench.understood();
}

#[test]
fn silence_is_silent() {
    assert!(matches!(answered_by(&[]), Err(Fault::Silent(_))));
}

#[test]
fn the_simulator_answers_in_the_middle_of_a_picture() {
    let bench = Bench::new();
    let mut port = raw(&bench);
    // Three of eight bytes of a raster, the four questions, the other five, and a cut.
    port.write_all(b"\x1dv0\x00\x02\x00\x04\x00\xAA\xAA\xAA").unwrap();
    let mut answers = [0; 4];
    for (n, answer) in (1..).zip(&mut answers) {
        port.write_all(&[0x10, 0x04, n]).unwrap();
        port.read_exact(std::slice::from_mut(answer)).unwrap();
    }
    assert_eq!(answers, [0x12; 4]);
    port.write_all(b"\xAA\xAA\xAA\xAA\xAA\x1dV\x00").unwrap();
    let receipt = bench.simulator.wait_for_receipt(1, PATIENCE).unwrap();
    assert_eq!(receipt.text, "[raster 16x4]");
    assert_eq!(receipt.escpos, b"\x1dv0\x00\x02\x00\x04\x00\xAA\xAA\xAA\xAA\xAA\xAA\xAA\xAA\x1dV\x00");
    bench.understood();
}

#[test]
fn the_simulator_takes_a_four_byte_character_for_an_error() {
    let bench = Bench::new();
    let mut port = raw(&bench);
    port.write_all(b"\x1c&\x99\x33\xa9\x32\n\x1dV\x00").unwrap();
    bench.simulator.wait_for_receipt(1, PATIENCE).unwrap();
    assert!(bench.simulator.errors()[0].contains("four-byte"), "{:?}", bench.simulator.errors());
}
