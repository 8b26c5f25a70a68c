//! A citizen holds out a code that means something to a machine.

use crate::bench::{Bench, Seen};
use yici_hardware::qr_scanner::simulator::Suffix;
use yici_hardware::{Personal, QrScanner, Scan};

#[test]
fn a_code_that_looks_like_a_command_is_only_a_code() {
    let mut bench = Bench::new();
    for code in ["$$$$", "@@@@", "^^^^", "#99900030;", "!99900030;", "; rm -rf /", "' OR 1=1 --", "{{7*7}}"] {
        assert!(bench.hand.present(code.as_bytes(), Suffix::Cr));
        assert_eq!(bench.something(), Seen::code(code));
        bench.scanner.check().unwrap();
    }
}

#[test]
fn control_characters_are_bytes_and_never_text() {
    let mut bench = Bench::new();
    let code = b"\x1b[2Jhello\x00\x07";
    assert!(bench.hand.present(code, Suffix::Cr));
    assert_eq!(bench.something(), Seen::Code(code.to_vec()));
    let scan = Scan::new(Personal::new(code.to_vec())).unwrap();
    assert!(scan.text().is_none());
}

#[test]
fn bytes_that_are_no_text_have_none() {
    let scan = Scan::new(Personal::new(vec![0xFF, 0xFE, 0xFF])).unwrap();
    assert!(scan.text().is_none());
}
