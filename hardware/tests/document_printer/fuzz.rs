//! Bytes that nobody planned. Seeded, so a failure comes again.

use crate::answers::Written;
use yici_hardware::document_printer::answer::Answer;
use yici_hardware::document_printer::job::Job;
use yici_hardware::document_printer::{Address, reasons};

/// A small generator of numbers (xorshift64).
struct Dice(u64);

impl Dice {
    fn byte(&mut self) -> u8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.to_be_bytes()[0]
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::from(u16::from_be_bytes([self.byte(), self.byte()])) % limit
    }
}

#[test]
fn no_answer_upsets_the_reader() {
    let mut dice = Dice(631);
    let good = Written::new(0)
        .group(4)
        .number("printer-state", 3)
        .keywords("printer-state-reasons", &["media-low-warning", "none"])
        .value(0x34, "media-col", b"")
        .value(0x4A, "", b"x")
        .value(0x21, "", b"1234")
        .value(0x37, "", b"")
        .group(2)
        .number("job-id", 7)
        .number("job-state", 9)
        .keywords("job-state-reasons", &["job-completed-successfully"]);
    let mut read = 0;
    for _ in 0..50_000 {
        let mut bytes = good.clone().0;
        bytes.push(3);
        for _ in 0..dice.below(5) {
            let place = 8 + dice.below(bytes.len() - 8);
            bytes[place] =
                if dice.below(2) == 0 { dice.byte() } else { [0, 1, 2, 3, 4, 0x34, 0x37, 0x4A][dice.below(8)] };
        }
        bytes.truncate(bytes.len() - dice.below(bytes.len()) / (1 + dice.below(20)));
        if let Ok(answer) = Answer::decode(&bytes) {
            read += 1;
            let _ = reasons::status(&answer);
            let _ = Job::first(&answer).map(|job| assert!(job.reasons.len() <= 200));
            let _ = Job::named(&answer, "x");
        }
        let count = dice.below(200);
        let noise: Vec<u8> = (0..count).map(|_| dice.byte()).collect();
        assert!(Answer::decode(&noise).is_err() || count > 8);
    }
    assert!(read > 1_000, "the noise got in too seldom: {read}");
}

#[test]
fn no_text_upsets_the_address() {
    let mut dice = Dice(80);
    const PIECES: [&str; 14] =
        ["ipp://", "http://", "unix:", "/", "#", ":", "[", "]", "::1", "127.0.0.1", "localhost", "631", "打", "\r\n"];
    for _ in 0..50_000 {
        let count = dice.below(8);
        let text: String = (0..count).map(|_| PIECES[dice.below(PIECES.len())]).collect();
        if let Ok(address) = Address::parse(&text) {
            assert!(address.uri().bytes().all(|byte| byte.is_ascii_graphic()));
        }
    }
}
