//! The one question that a scanner can be asked.

use crate::bench::{Bench, Seen};
use yici_hardware::qr_scanner::newland::{Answer, BEGIN, BEGUN, END, ENDED};
use yici_hardware::qr_scanner::simulator::Suffix;

#[test]
fn a_scanner_that_speaks_newland_is_recognised_and_scans_on() {
    let mut bench = Bench::new();
    for _ in 0..3 {
        assert!(bench.scanner.probe().unwrap());
        assert!(bench.hand.present(b"after the question", Suffix::Cr));
        assert_eq!(bench.something(), Seen::code("after the question"));
    }
}

#[test]
fn a_scanner_of_another_make_is_no_fault() {
    let mut bench = Bench::new();
    bench.hand.mute(true);
    assert!(!bench.scanner.probe().unwrap());
    assert!(bench.hand.present(b"a code", Suffix::Cr));
    assert_eq!(bench.something(), Seen::code("a code"));
}

#[test]
fn an_answer_is_found_wherever_it_stands_and_however_it_is_cut() {
    for (bytes, whole) in
        [(&b"@@@@"[..], true), (b"code\r@@@@", true), (b"@@@x@@@@", true), (b"@@@", false), (b"^^^^", false)]
    {
        assert_eq!(Answer::new(BEGUN).saw(bytes), whole);
        let mut answer = Answer::new(BEGUN);
        assert_eq!(bytes.iter().any(|byte| answer.saw(&[*byte])), whole);
    }
}

#[test]
fn the_question_is_frozen() {
    assert_eq!([BEGIN, BEGUN, END, ENDED], [&b"$$$$"[..], b"@@@@", b"%%%%", b"^^^^"]);
}
