//! What a printer's real-time answers mean. Pure.
//!
//! `DLE EOT n` (10 04 n) is answered by one byte, even while the printer is printing or stopped. In every answer bits 1
//! and 4 are set and bits 0 and 7 are clear (ESC/POS command reference), which tells it from noise and from the answer
//! to `GS r`.

use super::super::PrinterStatus;

/// The four questions: printer, why off-line, error, paper sensors.
pub const QUESTIONS: [u8; 4] = [1, 2, 3, 4];

/// The bytes that ask question `n`.
pub fn ask(n: u8) -> [u8; 3] {
    [0x10, 0x04, n]
}

/// `GS r 1`: answered only once everything sent before it was printed.
pub const WHEN_PRINTED: [u8; 3] = [0x1D, b'r', 1];

/// Whether `byte` can be an answer to `DLE EOT`.
pub fn is_real_time(byte: u8) -> bool {
    byte & 0b1001_0011 == 0b0001_0010
}

/// Whether `byte` can be the answer to `GS r 1`: bits 4 and 7 clear.
pub fn is_when_printed(byte: u8) -> bool {
    byte & 0b1001_0000 == 0
}

/// What the four answers say together.
///
/// An open cover comes first, since the paper sensors mean nothing then. Off-line or in error without a reason given is
/// [`PrinterStatus::Broken`]; that includes a head that is too hot and will cool down.
pub fn decode(answers: [u8; 4]) -> PrinterStatus {
    let [printer, offline, error, paper] = answers;
    let set = |byte: u8, bit: u8| byte & (1 << bit) != 0;
    if set(offline, 2) {
        PrinterStatus::CoverOpen
    } else if set(paper, 5) || set(paper, 6) || set(offline, 5) {
        PrinterStatus::PaperOut
    } else if set(error, 3) {
        PrinterStatus::CutterJammed
    } else if set(error, 5) || set(error, 6) || set(offline, 6) || set(printer, 3) {
        PrinterStatus::Broken
    } else if set(paper, 2) || set(paper, 3) {
        PrinterStatus::PaperLow
    } else {
        PrinterStatus::Ready
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: u8 = 0b0001_0010;

    fn with(n: usize, bits: u8) -> PrinterStatus {
        let mut answers = [FINE; 4];
        answers[n - 1] |= bits;
        decode(answers)
    }

    #[test]
    fn every_bit_of_the_reference_has_its_meaning() {
        assert_eq!(decode([FINE; 4]), PrinterStatus::Ready);
        assert_eq!(with(1, 0x08), PrinterStatus::Broken);
        assert_eq!(with(2, 0x04), PrinterStatus::CoverOpen);
        assert_eq!(with(2, 0x20), PrinterStatus::PaperOut);
        assert_eq!(with(2, 0x40), PrinterStatus::Broken);
        assert_eq!(with(3, 0x08), PrinterStatus::CutterJammed);
        assert_eq!(with(3, 0x20), PrinterStatus::Broken);
        assert_eq!(with(3, 0x40), PrinterStatus::Broken);
        assert_eq!(with(4, 0x0C), PrinterStatus::PaperLow);
        assert_eq!(with(4, 0x60), PrinterStatus::PaperOut);
    }

    #[test]
    fn an_open_cover_is_told_before_the_paper_that_its_sensor_misses() {
        assert_eq!(decode([FINE | 0x08, FINE | 0x24, FINE, FINE | 0x6C]), PrinterStatus::CoverOpen);
    }

    #[test]
    fn no_byte_is_an_answer_to_both_questions() {
        assert!((0..=u8::MAX).all(|byte| !(is_real_time(byte) && is_when_printed(byte))));
    }
}
