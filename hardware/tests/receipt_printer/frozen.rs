//! The bytes of a small receipt, frozen: what a printer in the field is sent changes only on purpose. If this fails and
//! the change is meant, look at the paper first, then take the new bytes.

use crate::{pair, paper, text};
use yici_hardware::Block;
use yici_hardware::receipt_printer::escpos::encode;

const SMALL: &[&[u8]] = &[
    b"\x1b@\x1da\x0f\x1c&",
    // 受理回执, centred, double, and a gap.
    b"\x1ba\x01\x1d!\x11\xca\xdc\xc0\xed\xbb\xd8\xd6\xb4\n\x1d!\x00\x1ba\x00\x1bJ\x0c",
    // 24 times ─.
    b"\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4",
    b"\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\xa9\xa4\n",
    // 姓名 and 王䶮, 40 columns apart.
    b"\xd0\xd5\xc3\xfb                                        \xcd\xf5\xfe\x9f\n",
    // ￥1, an empty line.
    b"\xa3\xa41\n\x1bd\x01",
    // A QR code between empty lines: model 2, 6 dots, level M, stored, printed.
    b"\x1bd\x01\x1ba\x01\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1\x1d(k\x07\x001P0Yici",
    b"\x1d(k\x03\x001Q0\x1ba\x00\x1bd\x01",
    b"\x1dVB\x00",
];

#[test]
fn a_small_receipt_is_frozen() {
    let small = paper([
        Block::Title(String::from("受理回执")),
        Block::Rule,
        pair("姓名", "王䶮"),
        text("¥1"),
        Block::Space,
        Block::Qr(String::from("Yici")),
    ]);
    assert_eq!(encode(&small, None), SMALL.concat(), "{}", encode(&small, None).escape_ascii());
}

#[test]
fn without_a_font_a_rare_character_is_a_geta_mark() {
    assert_eq!(encode(&paper([text("㛃")]), None), b"\x1b@\x1da\x0f\x1c&\xa1\xfe\n\x1dVB\x00");
}
