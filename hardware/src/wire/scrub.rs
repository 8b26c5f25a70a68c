//! A citizen's data out of what was said. Pure.
//!
//! - What comes out is as long as what went in, and the same again when it is scrubbed again.
//! - A receipt keeps its commands: characters become `x` or `某`, dots and codes blank, and what is no whole command
//!   zeros.
//! - A code keeps its end of line, a card reader's answer what [`transcript::scrub`] keeps.

use super::Wire;
use crate::card_reader::transcript::{self, Direction};
use crate::qr_scanner::newland;
use crate::receipt_printer::simulator::command::{Command, Parsed, parse};
use crate::social_card;

/// 某, "somebody", in GB 18030.
const SOMEBODY: [u8; 2] = [0xC4, 0xB3];
/// What a real-time command of ESC/POS begins with.
const REAL_TIME: u8 = 0x10;

/// The same bytes, with nobody in them: all that was said in one go, one way.
pub fn scrub(wire: Wire, direction: Direction, said: &[u8]) -> Vec<u8> {
    match (wire, direction) {
        (Wire::CardReader, Direction::In) => transcript::scrub::scrub(said),
        (Wire::ReceiptPrinter, Direction::Out) => receipt(said),
        (Wire::QrScanner, Direction::In) => code(said),
        (Wire::SocialCard, Direction::In) => social_card::recorded::scrub(said),
        // Requests and statuses: nothing in them is anybody's.
        (Wire::CardReader | Wire::QrScanner | Wire::SocialCard, Direction::Out)
        | (Wire::ReceiptPrinter, Direction::In) => said.to_vec(),
    }
}

fn code(said: &[u8]) -> Vec<u8> {
    if [newland::BEGUN, newland::ENDED].contains(&said) {
        return said.to_vec();
    }
    said.iter().map(|byte| if matches!(byte, b'\r' | b'\n') { *byte } else { b'x' }).collect()
}

fn receipt(said: &[u8]) -> Vec<u8> {
    let mut clean = Vec::with_capacity(said.len());
    let (mut rest, mut kanji) = (said, false);
    while !rest.is_empty() {
        let (command, length) = next(rest, kanji);
        let (bytes, later) = rest.split_at(length);
        rest = later;
        match command {
            Some(Command::Kanji(on)) => {
                kanji = on;
                clean.extend(bytes);
            }
            Some(Command::Character(_)) if bytes.len() == 2 => clean.extend(SOMEBODY),
            Some(Command::Character(c)) => clean.push(if c == ' ' { b' ' } else { b'x' }),
            // Behind the head lie the dots: width and height are kept.
            Some(Command::Raster(..)) => blank(&mut clean, bytes, 8, 0),
            Some(Command::QrStore(_)) => blank(&mut clean, bytes, 8, b'x'),
            Some(_) => clean.extend(bytes),
            None => clean.resize(clean.len() + length, 0),
        }
    }
    clean
}

/// `bytes`, of which all but the first `head` are replaced.
fn blank(clean: &mut Vec<u8>, bytes: &[u8], head: usize, by: u8) {
    clean.extend(&bytes[..head]);
    clean.resize(clean.len() + bytes.len() - head, by);
}

/// The command that `rest` begins with and its length; `None` for a byte or more that are no whole command.
fn next(rest: &[u8], kanji: bool) -> (Option<Command>, usize) {
    // Questions how it is are kept; they never stand within another command here, since the driver does not ask there.
    if let [REAL_TIME, 0x04, 1..=4, ..] = rest {
        return (Some(Command::Nothing), 3);
    }
    // A picture is read by its head, and every other command is short: trying each length would take its square.
    if let [0x1D, b'v', b'0', _, x, x_high, y, y_high, dots @ ..] = rest {
        let bytes = usize::from(u16::from_le_bytes([*x, *x_high])) * usize::from(u16::from_le_bytes([*y, *y_high]));
        let length = 8 + bytes.min(dots.len());
        let whole = matches!(parse(&rest[..length], kanji), Parsed::Done(_));
        return (whole.then_some(Command::Raster(0, Vec::new())), length);
    }
    for length in 1..=rest.len().min(LONGEST) {
        match parse(&rest[..length], kanji) {
            Parsed::Done(command) => return (Some(command), length),
            Parsed::Bad(_) => return (None, length),
            Parsed::More => {}
        }
    }
    (None, rest.len().min(LONGEST))
}

/// The longest command but a picture: a code of as much as any code holds.
const LONGEST: usize = 8 + 7_089;
