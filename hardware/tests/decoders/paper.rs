//! What printers say, and what they are sent.

use super::input::{damaged, nearly, noise, words};
use super::within;
use arbtest::arbitrary::{Result, Unstructured};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use yici_hardware::document_printer::answer::{Answer, MAX_ANSWER};
use yici_hardware::document_printer::http::incoming::{MAX_HEAD, receive};
use yici_hardware::document_printer::job::Job;
use yici_hardware::document_printer::{Address, reasons};
use yici_hardware::receipt_printer::escpos::{encode, status};
use yici_hardware::receipt_printer::font::{Font, STANDARD};
use yici_hardware::receipt_printer::simulator::interpret;
use yici_hardware::{Block, Paper};

/// `None` on a machine without the font: then no line is drawn, here and on paper.
static FONT: LazyLock<Option<Arc<Font>>> = LazyLock::new(|| Font::open(Path::new(STANDARD)).ok().map(Arc::new));

/// What the interpreter may hold: 13 MB of dots for the longest paper, in a buffer that doubles, copied and filtered while
/// they are compressed, and the receipts before it.
const SHEET: usize = 96 << 20;

pub fn printer_statuses(u: &mut Unstructured<'_>) -> Result<()> {
    let answers = u.arbitrary()?;
    let status = within(0, || status::decode(answers));
    let unasked = within(0, || status::decode_unasked(answers));
    assert!(unasked.is_none() || answers[1..].iter().all(|byte| status::is_when_printed(*byte)));
    // Whatever it says, it says who must act.
    let _ = (status.can_print(), status.actor());
    Ok(())
}

/// Whatever stands on a receipt, the printer understands every byte.
pub fn receipts(u: &mut Unstructured<'_>) -> Result<()> {
    const WORDS: &[&str] = &[
        "受理",
        "回执",
        "，",
        "（",
        "王",
        "㛃",
        "𬭎",
        "¥",
        "😀",
        "\u{1b}@",
        "\u{10}\u{4}\u{1}",
        "\n",
        " ",
        "A1-",
        "\0",
        "\u{E000}",
    ];
    let mut paper = Paper::default();
    for _ in 0..u.int_in_range(0..=8)? {
        let text = words(u, WORDS, 30)?;
        paper.blocks.push(match u.int_in_range(0..=7)? {
            0 => Block::Title(text),
            1 => Block::Centred(text),
            2 => Block::Text(text),
            3 => Block::Pair(text, words(u, WORDS, 30)?),
            4 => Block::Number(text),
            5 => Block::Rule,
            6 => Block::Qr(format!("https://yici.example/{text}")),
            _ => Block::Space,
        });
    }
    let font = FONT.as_deref();
    let bytes = within(4 << 20, || encode(&paper, font));
    if let Some(font) = &*FONT {
        let (receipts, errors) = interpret(&bytes, font);
        assert!(errors.is_empty(), "{errors:?}");
        assert!(receipts.len() == 1 && receipts[0].cut);
    }
    Ok(())
}

pub fn escpos_bytes(u: &mut Unstructured<'_>) -> Result<()> {
    const COMMANDS: &[&str] = &[
        "\x1b@",
        "\n",
        "\x1bd\x03",
        "\x1bd\x7f",
        "\x1bJ\x0c",
        "\x1ba\x01",
        "\x1bE\x01",
        "\x1d!\x11",
        "\x1d!\x77",
        "\x1c&",
        "\x1c.",
        "A",
        "\x1d(k\x04\x001A2\x00",
        "\x1d(k\x03\x001C\x06",
        "\x1d(k\x05\x001P0ab",
        "\x1d(k\x03\x001Q0",
        "\x1dv0\x00\x02\x00\x01\x00",
        "\x1dVB\x00",
        "\x1dr\x01",
        "\x10\x04\x01",
        "\x10\x10\x04",
    ];
    let Some(font) = &*FONT else { return Ok(()) };
    let mut bytes = Vec::new();
    // Few: each cut draws and compresses a paper of up to 13 MB.
    for _ in 0..u.int_in_range(0..=8)? {
        bytes.extend(match u.int_in_range(0..=2)? {
            0 => noise(u, 60)?,
            1 => words(u, COMMANDS, 12)?.into_bytes(),
            _ => {
                let thrice = u.choose(COMMANDS)?.repeat(3);
                damaged(u, thrice.as_bytes())?
            }
        });
    }
    let (receipts, errors) = within(SHEET, || interpret(&bytes, font));
    assert!(receipts.len() <= 33 && errors.len() <= 100);
    Ok(())
}

/// An answer in the manner of RFC 8010, with most kinds of values.
const IPP: &[u8] = b"\x01\x01\x00\x00\x00\x00\x00\x01\
    \x04\x23\x00\x0dprinter-state\x00\x04\x00\x00\x00\x03\
    \x44\x00\x15printer-state-reasons\x00\x11media-low-warning\x44\x00\x00\x00\x04none\
    \x34\x00\x09media-col\x00\x00\x4a\x00\x00\x00\x01x\x21\x00\x00\x00\x041234\x37\x00\x00\x00\x00\
    \x22\x00\x19printer-is-accepting-jobs\x00\x01\x01\
    \x02\x21\x00\x06job-id\x00\x04\x00\x00\x00\x07\x23\x00\x09job-state\x00\x04\x00\x00\x00\x09\
    \x44\x00\x11job-state-reasons\x00\x1ajob-completed-successfully\x03";

pub fn ipp_answers(u: &mut Unstructured<'_>) -> Result<()> {
    let mut bytes = nearly(u, IPP, 400)?;
    if bytes.len() > 8 && u.ratio(3, 4)? {
        bytes[..8].copy_from_slice(&IPP[..8]);
    }
    // A value is some 60 bytes with its name, and the shortest one that makes one has 5; a name is at most 255 and is
    // said again for every further value.
    if let Ok(answer) = within(1_024 + (64 + 255) * bytes.len(), || Answer::decode(&bytes)) {
        let _ = reasons::status(&answer);
        let _ = Job::first(&answer).map(|job| assert!(job.reasons.len() <= 200));
        let _ = Job::named(&answer, "x");
    }
    Ok(())
}

pub fn http_answers(u: &mut Unstructured<'_>) -> Result<()> {
    const LINES: &[&str] = &[
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.0 404 No\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Transfer-Encoding: chunked\r\n",
        "X: y\r\n",
        "\r\n",
        "5\r\nhello\r\n",
        "0\r\n\r\n",
        "ffffffffffffffff\r\n",
        "3ffff\r\n",
        "hello",
        ";x=y",
        "\n",
        "\0",
    ];
    let mut bytes = words(u, LINES, 14)?.into_bytes();
    if u.ratio(1, 3)? {
        bytes = damaged(u, &bytes)?;
    }
    if u.ratio(1, 16)? {
        bytes.resize(bytes.len() + 2 * MAX_ANSWER, b'x');
    }
    let mut line = bytes.as_slice();
    // The body as it comes and as it is put together, each in a buffer that doubles.
    if let Ok(body) = within(MAX_HEAD + 4 * (MAX_ANSWER + MAX_HEAD), || receive(&mut line)) {
        assert!(body.len() <= MAX_ANSWER);
    }
    Ok(())
}

pub fn printer_addresses(u: &mut Unstructured<'_>) -> Result<()> {
    const PIECES: &[&str] =
        &["ipp://", "http://", "unix:", "/", "#", ":", "[", "]", "::1", "127.0.0.1", "localhost", "631", "打", "\r\n"];
    let text = words(u, PIECES, 9)?;
    if let Ok(address) = within(1_024, || Address::parse(&text)) {
        assert!(address.uri().bytes().all(|byte| byte.is_ascii_graphic()));
    }
    Ok(())
}
