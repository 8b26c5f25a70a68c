//! Models end a code differently.

use crate::bench::{BAUD, Bench, GENEROUS, Seen};
use yici_hardware::QrScanner;
use yici_hardware::qr_scanner::MAX_CODE;
use yici_hardware::qr_scanner::serial::SerialQrScanner;
use yici_hardware::qr_scanner::simulator::Suffix;

#[test]
fn a_code_comes_whole_whatever_ends_it() {
    let mut bench = Bench::new();
    for suffix in [Suffix::Cr, Suffix::Lf, Suffix::CrLf, Suffix::Nothing] {
        assert!(bench.hand.present(b"https://example.gov.cn/r/0001", suffix));
        assert_eq!(bench.something(), Seen::code("https://example.gov.cn/r/0001"), "{suffix:?}");
        assert_eq!(bench.scan(), Seen::Nothing, "{suffix:?}");
    }
}

#[test]
fn a_short_silence_is_enough_unless_it_was_set_otherwise() {
    let bench = Bench::new();
    let mut scanner = SerialQrScanner::new(bench.hand.link().to_str().unwrap(), BAUD);
    drop(bench.scanner);
    scanner.check().unwrap();
    assert!(bench.hand.present(b"silence", Suffix::Nothing));
    let code = (0..100).find_map(|_| scanner.scan().unwrap()).unwrap();
    assert!(code.bytes().reveal() == b"silence");
}

#[test]
fn the_longest_code_comes_whole() {
    let mut bench = Bench::new();
    for suffix in [Suffix::CrLf, Suffix::Nothing] {
        let code: Vec<u8> = (0..MAX_CODE).map(|i| b'0' + u8::try_from(i % 10).unwrap()).collect();
        assert!(bench.hand.present(&code, suffix));
        assert_eq!(bench.something(), Seen::Code(code));
    }
}

#[test]
fn codes_that_came_together_are_told_apart_and_keep_their_order() {
    let mut bench = Bench::new();
    for code in ["one", "two", "three"] {
        assert!(bench.hand.present(code.as_bytes(), Suffix::CrLf));
    }
    assert!(bench.hand.wait_for_sent(3, GENEROUS));
    for code in ["one", "two", "three"] {
        assert_eq!(bench.something(), Seen::code(code));
    }
    assert_eq!(bench.scan(), Seen::Nothing);
}

#[test]
fn a_code_in_the_scanners_chinese_becomes_text() {
    use yici_hardware::Personal;
    let mut bench = Bench::new();
    let (gb18030, _, _) = encoding_rs::GB18030.encode("示范市一次办");
    for bytes in [gb18030.as_ref(), "示范市一次办".as_bytes()] {
        assert!(bench.hand.present(bytes, Suffix::Cr));
        let scan = (0..100).find_map(|_| bench.scanner.scan().unwrap()).unwrap();
        assert!(scan.text() == Some(Personal::from("示范市一次办")));
    }
}
