//! A tap on a serial line: what it writes down, that nobody is in it, and that it plays back.

use std::fs;
use std::path::Path;
use std::time::Duration;
use yici_hardware::card_reader::serial::SerialCardReader;
use yici_hardware::card_reader::simulator::{CardReaderSimulator, sample_card};
use yici_hardware::card_reader::transcript::{Direction, parse};
use yici_hardware::card_reader::{IdCard, Look};
use yici_hardware::qr_scanner::serial::SerialQrScanner;
use yici_hardware::qr_scanner::simulator::{QrScannerSimulator, Suffix};
use yici_hardware::receipt_printer::escpos::{EscposPrinter, Place};
use yici_hardware::receipt_printer::simulator::ReceiptPrinterSimulator;
use yici_hardware::wire::{Replay, Tap, Wire, scrub};
use yici_hardware::{Block, CardReader, Fault, Paper, Personal, QrScanner, ReceiptPrinter};

const PATIENCE: Duration = Duration::from_secs(30);
const BAUD: u32 = 115_200;
const CODE: &str = "https://yici.example/licence/990101199305180025";
/// Scans that a code may take to arrive.
const SCANS: usize = 100;

fn text_of(port: &Path) -> &str {
    port.to_str().unwrap()
}

/// A receipt; `name` and `code` are a citizen's.
fn receipt(name: &str, code: &str) -> Paper {
    let blocks = vec![
        Block::Title(String::from("受理回执")),
        Block::Pair(String::from("申请人"), name.to_owned()),
        Block::Text(format!("{name} No. 42")),
        Block::Qr(code.to_owned()),
    ];
    Paper { blocks }
}

/// What a tap writes while `act` drives the device at `link` through it.
fn recorded(wire: Wire, link: &Path, act: impl FnOnce(&Path)) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    let tap = Tap::open(wire, text_of(link), BAUD, file.reopen().unwrap()).unwrap();
    act(tap.port());
    tap.finish().unwrap();
    fs::read_to_string(file.path()).unwrap()
}

fn record_a_receipt(name: &str, code: &str) -> String {
    let directory = tempfile::tempdir().unwrap();
    let link = directory.path().join("port");
    let hand = ReceiptPrinterSimulator::start(&link).unwrap();
    let text = recorded(Wire::ReceiptPrinter, &link, |port| {
        EscposPrinter::new(text_of(port), BAUD, None).print(&receipt(name, code)).unwrap();
    });
    let printed = hand.wait_for_receipt(1, PATIENCE).unwrap();
    assert_eq!(printed.qr, [code], "the tap changes nothing of what it carries");
    text
}

fn record_a_code(code: &str) -> String {
    let directory = tempfile::tempdir().unwrap();
    let link = directory.path().join("port");
    let hand = QrScannerSimulator::start(&link).unwrap();
    recorded(Wire::QrScanner, &link, |port| {
        let mut scanner = SerialQrScanner::new(text_of(port), BAUD);
        assert!(scanner.probe().unwrap());
        // Two scans that find nothing: the tap then knows that the answer is over.
        assert!((0..2).all(|_| scanner.scan().unwrap().is_none()));
        assert!(hand.present(code.as_bytes(), Suffix::CrLf));
        let scan = (0..SCANS).find_map(|_| scanner.scan().unwrap()).unwrap();
        assert_eq!(scan.text().unwrap().reveal(), code);
    })
}

/// Everything that was said one way.
fn said(text: &str, direction: Direction) -> Vec<u8> {
    let entries = parse(text).unwrap().into_iter();
    entries.filter(|entry| entry.direction == direction).flat_map(|entry| entry.bytes).collect()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// 王, 满 in GB 18030.
const WANG: &[u8] = &[0xCD, 0xF5];
const MAN: &[u8] = &[0xC2, 0xFA];

#[test]
fn nobody_is_in_a_recorded_receipt_and_every_command_is() {
    let out = said(&record_a_receipt("王满", CODE), Direction::Out);
    assert!(!has(&out, WANG) && !has(&out, MAN) && !has(&out, b"licence") && !has(&out, b"42"));
    for command in [&b"\x1b@"[..], b"\x1c&", b"\x1d!\x11", b"\x1d(k", b"\x1dVB\x00", b"\x1dr\x01", b"\x10\x04\x01"] {
        assert!(has(&out, command), "{command:02X?}");
    }
    let drawn = said(&record_a_receipt("王㛃", CODE), Direction::Out);
    let at = drawn.windows(4).position(|four| four == b"\x1dv0\x00").unwrap();
    assert!(drawn[at + 8..at + 300].iter().all(|dots| *dots == 0), "a picture of a name is blank");
}

#[test]
fn nobody_is_in_a_recorded_code() {
    let said = said(&record_a_code(CODE), Direction::In);
    assert!(has(&said, b"xxxxxxxx\r\n") && !has(&said, b"9") && has(&said, b"@@@@"));
}

#[test]
fn nobody_is_in_a_recorded_card() {
    let directory = tempfile::tempdir().unwrap();
    let link = directory.path().join("port");
    let hand = CardReaderSimulator::start(&link).unwrap();
    let card = IdCard { name: Personal::from("李大方"), ..sample_card() };
    hand.insert(&card).unwrap();
    let text = recorded(Wire::CardReader, &link, |port| {
        let look = SerialCardReader::new(text_of(port), BAUD).look();
        assert!(matches!(look, Ok(Look::Card(read)) if read.name.reveal() == "李大方"));
    });
    let name: Vec<u8> = "李大方".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(!has(&said(&text, Direction::In), &name));
    let mut replay = Replay::lay(Wire::CardReader, &text).unwrap();
    replay.play().unwrap();
    let look = SerialCardReader::new(text_of(replay.port()), BAUD).look();
    assert!(matches!(look, Ok(Look::Card(read)) if *read == sample_card()), "the sample stands in its place");
    replay.end(PATIENCE).unwrap();
}

#[test]
fn a_printer_on_a_device_file_is_written_down_as_through_a_tap_and_plays_back() {
    let directory = tempfile::tempdir().unwrap();
    let link = directory.path().join("port");
    let hand = ReceiptPrinterSimulator::start(&link).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let at = EscposPrinter::at(Place::File(link), None);
    let mut printer = at.recorded(file.reopen().unwrap()).unwrap();
    printer.print(&receipt("王满", CODE)).unwrap();
    drop(printer);
    assert!(hand.wait_for_receipt(1, PATIENCE).is_some());
    let text = fs::read_to_string(file.path()).unwrap();
    let out = said(&text, Direction::Out);
    assert!(!has(&out, WANG) && !has(&out, MAN) && !has(&out, b"licence") && has(&out, b"\x1dr\x01"));
    let mut replay = Replay::lay(Wire::ReceiptPrinter, &text).unwrap();
    replay.play().unwrap();
    let mut again = EscposPrinter::at(Place::File(replay.port().to_owned()), None);
    again.print(&receipt("赵方", &CODE.replace("licence", "receipt"))).unwrap();
    replay.end(PATIENCE).unwrap();
}

/// Lines that were recorded from the simulators. If one of these fails, undo your change: kiosks have written such files.
#[test]
fn a_recorded_printer_prints_any_receipt_of_the_same_shape() {
    let text = include_str!("wire/receipt.wire");
    for (name, code) in [("王满", CODE), ("赵方", &CODE.replace("licence", "receipt"))] {
        let mut replay = Replay::lay(Wire::ReceiptPrinter, text).unwrap();
        replay.play().unwrap();
        EscposPrinter::new(text_of(replay.port()), BAUD, None).print(&receipt(name, code)).unwrap();
        replay.end(PATIENCE).unwrap();
    }
}

/// As above.
#[test]
fn a_recorded_scanner_says_what_it_said() {
    let mut replay = Replay::lay(Wire::QrScanner, include_str!("wire/code.wire")).unwrap();
    let mut scanner = SerialQrScanner::new(text_of(replay.port()), BAUD);
    replay.play().unwrap();
    assert!(scanner.probe().unwrap());
    let scan = (0..SCANS).find_map(|_| scanner.scan().unwrap()).unwrap();
    assert_eq!(scan.bytes().reveal().len(), CODE.len());
    replay.end(PATIENCE).unwrap();
}

#[test]
fn a_driver_that_says_something_else_is_told() {
    let mut replay = Replay::lay(Wire::ReceiptPrinter, include_str!("wire/receipt.wire")).unwrap();
    replay.play().unwrap();
    let longer = receipt("王小满", CODE);
    assert!(EscposPrinter::new(text_of(replay.port()), BAUD, None).print(&longer).is_err());
    assert!(replay.end(PATIENCE).unwrap_err().contains("the transcript has"));
}

#[test]
fn a_port_that_is_not_there_cannot_be_tapped() {
    let tapped = Tap::open(Wire::QrScanner, "/nowhere/port", BAUD, std::io::sink());
    assert!(matches!(tapped.err(), Some(Fault::NotThere { .. })));
}

#[test]
fn scrubbing_keeps_the_length_and_a_second_time_changes_nothing() {
    let whole = yici_hardware::receipt_printer::escpos::encode(&receipt("王满", CODE), None);
    arbtest::arbtest(|u| {
        let mut said = if u.arbitrary()? { whole.clone() } else { u.bytes(u.len().min(300))?.to_vec() };
        for _ in 0..u.int_in_range(0..=4)? {
            if !said.is_empty() {
                let at = u.choose_index(said.len())?;
                said[at] = u.arbitrary()?;
            }
        }
        for wire in [Wire::CardReader, Wire::ReceiptPrinter, Wire::QrScanner, Wire::SocialCard] {
            for direction in [Direction::In, Direction::Out] {
                let clean = scrub::scrub(wire, direction, &said);
                assert_eq!(clean.len(), said.len());
                assert!(scrub::scrub(wire, direction, &clean) == clean, "{wire:?} {direction:?}: {said:02X?}");
            }
        }
        Ok(())
    });
}

/// Writes the recordings above afresh; run with `--ignored` when the format has a new version.
#[test]
#[ignore = "writes files into the source tree"]
fn record_the_samples() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire");
    fs::write(format!("{folder}/receipt.wire"), record_a_receipt("王满", CODE)).unwrap();
    fs::write(format!("{folder}/code.wire"), record_a_code(CODE)).unwrap();
}
