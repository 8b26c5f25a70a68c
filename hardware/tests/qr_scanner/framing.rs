//! Bytes cut into codes. No line, no time.

use yici_hardware::Scan;
use yici_hardware::qr_scanner::MAX_CODE;
use yici_hardware::qr_scanner::framing::{Framer, Overlong};

fn code(outcome: Option<Result<Scan, Overlong>>) -> Option<Result<Vec<u8>, Overlong>> {
    outcome.map(|outcome| outcome.map(|scan| scan.bytes().reveal().clone()))
}

fn all(framer: &mut Framer, mut bytes: &[u8]) -> Vec<Result<Vec<u8>, Overlong>> {
    std::iter::from_fn(|| code(framer.take(&mut bytes))).collect()
}

#[test]
fn empty_lines_are_nothing() {
    assert_eq!(all(&mut Framer::default(), b"\r\n\n\r\ra\r\n\r\nb\n"), [Ok(b"a".to_vec()), Ok(b"b".to_vec())]);
}

#[test]
fn one_byte_too_many_is_one_fault_and_all_of_it_is_swallowed() {
    let mut framer = Framer::default();
    let exact = [&[b'x'; MAX_CODE][..], b"\r"].concat();
    assert_eq!(all(&mut framer, &exact), [Ok(vec![b'x'; MAX_CODE])]);
    let over = [&[b'x'; 3 * MAX_CODE][..], b"\rnext\r"].concat();
    assert_eq!(all(&mut framer, &over), [Err(Overlong), Ok(b"next".to_vec())]);
}

#[test]
fn silence_ends_what_is_held_and_what_is_swallowed() {
    let mut framer = Framer::default();
    assert!(framer.end().is_none());
    assert_eq!(all(&mut framer, b"held"), []);
    assert!(framer.is_mid_code());
    assert!(framer.end().is_some_and(|scan| scan.bytes().reveal() == b"held"));
    assert_eq!(all(&mut framer, &[b'x'; MAX_CODE + 1]), [Err(Overlong)]);
    assert!(framer.is_mid_code() && framer.end().is_none() && !framer.is_mid_code());
    assert_eq!(all(&mut framer, b"fresh\n"), [Ok(b"fresh".to_vec())]);
}
