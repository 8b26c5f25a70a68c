//! What a printer's real-time answers mean. Pure.
//!
//! `DLE EOT n` (10 04 n) is answered by one byte, even while the printer is printing or stopped. In every answer bits 1
//! and 4 are set and bits 0 and 7 are clear (ESC/POS command reference), which tells it from noise and from the answer
//! to `GS r`.
//!
//! After `GS a` (automatic status back) a printer also says by itself, in four bytes, that something has changed. The first
//! has bit 4 set and bits 0, 1 and 7 clear; the other three look like answers to `GS r`, so a packet must be read as one, or
//! an empty roll would pass for a printed receipt.

use super::super::PrinterStatus;

/// The four questions: printer, why off-line, error, paper sensors.
pub const QUESTIONS: [u8; 4] = [1, 2, 3, 4];

/// The bytes that ask question `n`.
pub fn ask(n: u8) -> [u8; 3] {
    [0x10, 0x04, n]
}

/// `GS r 1`: answered only once everything sent before it was printed.
pub const WHEN_PRINTED: [u8; 3] = [0x1D, b'r', 1];

/// The question for the full status, which printers with a presenter answer in six bytes ([`is_presented`]).
pub const FULL: u8 = 20;

/// What an answer to [`FULL`] begins with.
pub const FULL_BEGINS: [u8; 2] = [0x10, 0x0F];

/// Whether a receipt stands in the printer's mouth: bit 5 of the paper's byte, the first of the four that follow
/// [`FULL_BEGINS`] (the command references of Pyramid's Reliance and of Custom's VKP80 agree).
pub fn is_presented(full: [u8; 4]) -> bool {
    full[0] & 0x20 != 0
}

/// Whether `byte` can be an answer to `DLE EOT`.
pub fn is_real_time(byte: u8) -> bool {
    byte & 0b1001_0011 == 0b0001_0010
}

/// Whether `byte` can be the answer to `GS r 1`: bits 4 and 7 clear.
pub fn is_when_printed(byte: u8) -> bool {
    byte & 0b1001_0000 == 0
}

/// Whether `byte` can be the first of the four that a printer sends unasked.
pub fn is_unasked(byte: u8) -> bool {
    byte & 0b1001_0011 == 0b0001_0000
}

/// What the four bytes say that a printer sends unasked; `None` when they are not such a packet.
pub fn decode_unasked(packet: [u8; 4]) -> Option<PrinterStatus> {
    let [printer, error, paper, last] = packet;
    let set = |byte: u8, bit: u8| byte & (1 << bit) != 0;
    if !is_unasked(printer) || ![error, paper, last].into_iter().all(is_when_printed) {
        return None;
    }
    Some(if set(printer, 5) {
        PrinterStatus::CoverOpen
    } else if set(paper, 2) || set(paper, 3) {
        PrinterStatus::PaperOut
    } else if set(error, 3) {
        PrinterStatus::CutterJammed
    } else if set(error, 5) || set(error, 6) || set(printer, 3) {
        PrinterStatus::Broken
    } else if set(paper, 0) || set(paper, 1) {
        PrinterStatus::PaperLow
    } else {
        PrinterStatus::Ready
    })
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
    fn no_byte_is_an_answer_to_both_questions_nor_the_first_of_a_packet() {
        for byte in 0..=u8::MAX {
            let kinds = [is_real_time(byte), is_when_printed(byte), is_unasked(byte)];
            assert!(kinds.into_iter().filter(|is| *is).count() <= 1, "{byte:02X}");
        }
    }

    #[test]
    fn every_bit_that_comes_unasked_has_its_meaning() {
        let told = |printer: u8, error, paper| decode_unasked([0x10 | printer, error, paper, 0]);
        assert_eq!(told(0, 0, 0), Some(PrinterStatus::Ready));
        assert_eq!(told(0x08, 0, 0), Some(PrinterStatus::Broken));
        assert_eq!(told(0x28, 0, 0x0C), Some(PrinterStatus::CoverOpen));
        assert_eq!(told(0x08, 0, 0x0C), Some(PrinterStatus::PaperOut));
        assert_eq!(told(0x08, 0x08, 0), Some(PrinterStatus::CutterJammed));
        assert_eq!(told(0, 0x20, 0), Some(PrinterStatus::Broken));
        assert_eq!(told(0, 0x40, 0), Some(PrinterStatus::Broken));
        assert_eq!(told(0, 0, 0x03), Some(PrinterStatus::PaperLow));
        assert_eq!(decode_unasked([0x12, 0, 0, 0]), None, "an answer to DLE EOT");
        assert_eq!(decode_unasked([0x10, 0x12, 0, 0]), None, "an answer to DLE EOT in between");
    }
}
