//! What bytes mean to an ESC/POS printer. Pure, and written from the command reference, not from the encoder.
//!
//! Strict: what the reference leaves undefined is [`Parsed::Bad`], where a real printer would do nothing or print junk.
//! Only the commands that a receipt needs are known. Real-time commands are not among them: they are taken out before,
//! as a printer does.
//!
//! Limits: a command's parameters are at most 65,535 bytes, a raster at most 72 bytes by 2,303 rows.

use encoding_rs::GB18030;

/// Where a line stands on the paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right edge.
    Right,
}

/// One command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `ESC @`: back to how it was switched on.
    Initialise,
    /// LF: print the line.
    LineFeed,
    /// `ESC d n`: print the line and feed n lines.
    Feed(u8),
    /// `ESC J n`: print the line and feed n dots.
    FeedDots(u8),
    /// `ESC a n`.
    Align(Align),
    /// `ESC E n`.
    Bold(bool),
    /// `GS ! n`: how many times as wide and as high, 1 to 8.
    Size(u8, u8),
    /// `FS &` and `FS .`: whether bytes from 0x81 on begin a two-byte character.
    Kanji(bool),
    /// A character to be put on the line.
    Character(char),
    /// `GS ( k`, function 165 (65): model 1, 2 or micro.
    QrModel(u8),
    /// `GS ( k`, function 167 (67): dots a side of a module, 1 to 16.
    QrModule(u8),
    /// `GS ( k`, function 169 (69): correction level, 0 (L) to 3 (H).
    QrLevel(u8),
    /// `GS ( k`, function 180 (80): keep this to be printed.
    QrStore(Vec<u8>),
    /// `GS ( k`, function 181 (81): print what is kept.
    QrPrint,
    /// `GS v 0` in normal size: bytes in a row, and the rows.
    Raster(usize, Vec<u8>),
    /// `GS V m [n]`: cut.
    Cut,
    /// `GS r 1`: send the paper sensors' state, in turn.
    TellPaper,
    /// `GS a`: says by itself from now on when something changes, or no longer.
    TellByItself(bool),
    /// NUL outside a command means nothing.
    Nothing,
}

/// What was made of the bytes so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parsed {
    /// The command is not complete.
    More,
    /// A whole command; it took all the bytes.
    Done(Command),
    /// Not a command that the reference knows, and why. All the bytes are to be dropped.
    Bad(String),
}

use Parsed::{Bad, Done, More};

/// Reads `bytes`, at least one, which hold at most one command: the caller adds a byte at a time until it is not
/// [`Parsed::More`].
pub fn parse(bytes: &[u8], kanji: bool) -> Parsed {
    match *bytes {
        [0x1B, ..] => escape(bytes),
        [0x1C, ..] => fs(bytes),
        [0x1D, ..] => gs(bytes),
        [0x00] => Done(Command::Nothing),
        [0x0A] => Done(Command::LineFeed),
        [byte @ 0x20..=0x7E] => Done(Command::Character(char::from(byte))),
        [0x81..=0xFE] if kanji => More,
        [0x81..=0xFE, 0x30..=0x39] if kanji => Bad(format!("{bytes:02X?} begins a four-byte character")),
        [0x81..=0xFE, _] if kanji => two_bytes(bytes),
        _ => Bad(format!("{bytes:02X?} is neither a command nor a character of this mode")),
    }
}

fn two_bytes(bytes: &[u8]) -> Parsed {
    let (text, _, malformed) = GB18030.decode(bytes);
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(c), None) if !malformed => Done(Command::Character(c)),
        _ => Bad(format!("{bytes:02X?} is no two-byte character")),
    }
}

fn escape(bytes: &[u8]) -> Parsed {
    match *bytes {
        [_] | [_, b'a' | b'd' | b'E' | b'J'] => More,
        [_, b'@'] => Done(Command::Initialise),
        [_, b'a', 0 | b'0'] => Done(Command::Align(Align::Left)),
        [_, b'a', 1 | b'1'] => Done(Command::Align(Align::Centre)),
        [_, b'a', 2 | b'2'] => Done(Command::Align(Align::Right)),
        [_, b'd', lines] => Done(Command::Feed(lines)),
        [_, b'J', dots] => Done(Command::FeedDots(dots)),
        [_, b'E', n] => Done(Command::Bold(n & 1 == 1)),
        _ => Bad(format!("ESC {:02X?}", &bytes[1..])),
    }
}

fn fs(bytes: &[u8]) -> Parsed {
    match *bytes {
        [_] => More,
        [_, b'&'] => Done(Command::Kanji(true)),
        [_, b'.'] => Done(Command::Kanji(false)),
        _ => Bad(format!("FS {:02X?}", &bytes[1..])),
    }
}

fn gs(bytes: &[u8]) -> Parsed {
    match *bytes {
        [_] | [_, b'!' | b'a' | b'V' | b'r' | b'v' | b'('] | [_, b'v', b'0'] | [_, b'V', 65 | 66] => More,
        [_, b'!', n] if n & 0b1000_1000 == 0 => Done(Command::Size((n >> 4) + 1, (n & 7) + 1)),
        [_, b'a', n] if n & 0b1111_0000 == 0 => Done(Command::TellByItself(n != 0)),
        [_, b'V', 0 | 1 | b'0' | b'1'] | [_, b'V', 65 | 66, _] => Done(Command::Cut),
        [_, b'r', 1 | b'1'] => Done(Command::TellPaper),
        [_, b'v', b'0', 0 | b'0', ref rest @ ..] => raster(rest),
        [_, b'(', b'k', ref rest @ ..] => match *rest {
            [low, high, ref body @ ..] => match usize::from(u16::from_le_bytes([low, high])) {
                length if length < 3 => Bad(format!("GS ( k of {length} bytes")),
                length if body.len() < length => More,
                _ => symbol(body),
            },
            _ => More,
        },
        _ => Bad(format!("GS {:02X?}", &bytes[1..])),
    }
}

fn raster(rest: &[u8]) -> Parsed {
    let [x_low, x_high, y_low, y_high, ref dots @ ..] = *rest else {
        return More;
    };
    let row_bytes = usize::from(u16::from_le_bytes([x_low, x_high]));
    let rows = usize::from(u16::from_le_bytes([y_low, y_high]));
    if !(1..=72).contains(&row_bytes) || !(1..=2303).contains(&rows) {
        Bad(format!("GS v 0 of {row_bytes} bytes by {rows} rows"))
    } else if dots.len() < row_bytes * rows {
        More
    } else {
        Done(Command::Raster(row_bytes, dots.to_vec()))
    }
}

fn symbol(body: &[u8]) -> Parsed {
    match *body {
        [49, 65, model @ 49..=51, 0] => Done(Command::QrModel(model - 48)),
        [49, 67, dots @ 1..=16] => Done(Command::QrModule(dots)),
        [49, 69, level @ 48..=51] => Done(Command::QrLevel(level - 48)),
        [49, 80, 48, ref data @ ..] if (1..=7089).contains(&data.len()) => Done(Command::QrStore(data.to_vec())),
        [49, 81, 48] => Done(Command::QrPrint),
        _ => Bad(format!("GS ( k {:02X?}", &body[..body.len().min(4)])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds byte by byte, as they come over a line.
    fn all(bytes: &[u8]) -> Vec<Parsed> {
        let (mut parsed, mut pending) = (Vec::new(), Vec::new());
        for &byte in bytes {
            pending.push(byte);
            match parse(&pending, true) {
                More => {}
                other => {
                    pending.clear();
                    parsed.push(other);
                }
            }
        }
        parsed
    }

    #[test]
    fn each_command_of_the_reference_is_understood() {
        for (bytes, command) in [
            (&b"\x1b@"[..], Command::Initialise),
            (b"\n", Command::LineFeed),
            (b"\x1bd\x03", Command::Feed(3)),
            (b"\x1bJ\x0c", Command::FeedDots(12)),
            (b"\x1ba\x01", Command::Align(Align::Centre)),
            (b"\x1ba2", Command::Align(Align::Right)),
            (b"\x1bE\x01", Command::Bold(true)),
            (b"\x1d!\x11", Command::Size(2, 2)),
            (b"\x1d!\x70", Command::Size(8, 1)),
            (b"\x1c&", Command::Kanji(true)),
            (b"\x1c.", Command::Kanji(false)),
            (b"\xd2\xbb", Command::Character('一')),
            (b"\xfe\x9f", Command::Character('䶮')),
            (b"A", Command::Character('A')),
            (b"\x1d(k\x04\x001A2\x00", Command::QrModel(2)),
            (b"\x1d(k\x03\x001C\x06", Command::QrModule(6)),
            (b"\x1d(k\x03\x001E1", Command::QrLevel(1)),
            (b"\x1d(k\x05\x001P0ab", Command::QrStore(b"ab".to_vec())),
            (b"\x1d(k\x03\x001Q0", Command::QrPrint),
            (b"\x1dv0\x00\x02\x00\x01\x00\xff\x01", Command::Raster(2, vec![0xFF, 1])),
            (b"\x1dVB\x00", Command::Cut),
            (b"\x1dV\x01", Command::Cut),
            (b"\x1dr\x01", Command::TellPaper),
            (b"\x1da\x0f", Command::TellByItself(true)),
            (b"\x1da\x00", Command::TellByItself(false)),
        ] {
            assert_eq!(all(bytes), [Done(command)], "{bytes:02X?}");
        }
    }

    #[test]
    fn what_the_reference_leaves_undefined_is_bad() {
        for bytes in [
            &b"\x1bZ"[..],
            b"\x1ba\x03",
            b"\x1d!\x88",
            b"\x1dv0\x00\x49\x00\x01\x00",
            b"\x1dV\x07",
            b"\x1d(k\x02\x00",
            b"\x1d(k\x03\x001C\x11",
            b"\x1c!",
            b"\x07",
            b"\x99\x33",
            b"\x80",
        ] {
            assert!(matches!(all(bytes)[..], [Bad(_), ..]), "{bytes:02X?}");
        }
        assert!(matches!(parse(b"\xd2", false), Bad(_)), "Chinese outside Kanji mode");
    }
}
