//! A citizen's data out of what a reader said. Pure.
//!
//! - Kept: preambles, lengths, status words, the kind of card, and how many bytes came. Everything else is replaced: a
//!   card's text and photo by those of the sample of its kind, an address by a sample's, any other data by zeros, and
//!   bytes that are no frame by zeros, too.
//! - The result is as long as what came. A frame that was whole has a right checksum, one whose checksum was wrong has
//!   one that is wrong by the same bits, and one that was cut off is cut off at the same byte.
//! - It does not ask which command was sent: a late reply is scrubbed like one in time.

use super::super::commands::{PHOTO_LEN, Status, TEXT_LEN, TextAndPhoto};
use super::super::frame::{self, HEAD, MAX_FRAME, PREAMBLE};
use super::super::simulator::{sample_newest_address, sample_of};
use super::super::{CardKind, layout};

/// Status word and checksum: what a reply's body has besides data.
const BARE: usize = 4;
/// Shorter data than this is no address: find has 4 bytes, select 8, a module's number 16.
const MIN_ADDRESS: usize = 20;
/// Where the kind's letter stands in a reply's data.
const KIND: usize = TextAndPhoto::LENGTHS.len() + 248;

/// The same bytes, with nobody in them.
pub fn scrub(came: &[u8]) -> Vec<u8> {
    let mut clean = Vec::with_capacity(came.len());
    let mut rest = came;
    while !rest.is_empty() {
        let piece = frame_of(rest).unwrap_or_else(|| vec![0]);
        rest = &rest[piece.len()..];
        clean.extend(piece);
    }
    clean
}

/// What the bytes say, if they are one whole frame: for a remark beside them.
pub fn remark(came: &[u8]) -> &'static str {
    let mut input = came;
    match frame::Decoder::default().take(&mut input) {
        Some(Ok(body)) => {
            let sw3 = body.reveal().get(2).copied();
            sw3.and_then(Status::from_sw3).map_or("a status that the standard has not", Status::meaning)
        }
        Some(Err(frame::FrameError::Checksum { .. })) => "a wrong checksum",
        Some(Err(frame::FrameError::Length(_))) => "a length that no frame has",
        None if came.starts_with(&PREAMBLE) => "cut off",
        None => "no frame",
    }
}

/// The scrubbed frame that `rest` begins with, cut off where `rest` ends. `None` when it begins with none.
fn frame_of(rest: &[u8]) -> Option<Vec<u8>> {
    if rest.len() < HEAD && rest.iter().zip(PREAMBLE).all(|(byte, wanted)| *byte == wanted) {
        return Some(rest.to_vec());
    }
    let body = rest.strip_prefix(&PREAMBLE)?;
    let len = usize::from(u16::from_be_bytes(*body.first_chunk()?));
    if !(BARE..=MAX_FRAME - HEAD).contains(&len) {
        return None;
    }
    let came = &rest[HEAD..rest.len().min(HEAD + len)];
    let data = replaced(came.get(3..).unwrap_or_default(), len - BARE);
    let mut status = [0; 3];
    status.iter_mut().zip(came).for_each(|(kept, byte)| *kept = *byte);
    let mut clean = frame::reply(status, &data)?.reveal().clone();
    if let Some((checksum, checked)) = rest.get(PREAMBLE.len()..HEAD + len).and_then(<[u8]>::split_last) {
        let wrong_by = checked.iter().fold(*checksum, |sum, byte| sum ^ byte);
        *clean.last_mut()? ^= wrong_by;
    }
    clean.truncate(HEAD + came.len());
    Some(clean)
}

/// What stands in the place of `count` bytes of data, of which `came` came.
fn replaced(came: &[u8], count: usize) -> Vec<u8> {
    let mut data = if count == TextAndPhoto::LENGTHS.len() + TEXT_LEN + PHOTO_LEN {
        card(came.get(KIND).copied())
    } else if count >= MIN_ADDRESS {
        let address = layout::encode_address(&sample_newest_address());
        address.map(|address| address.reveal().clone()).unwrap_or_default()
    } else {
        Vec::new()
    };
    data.resize(count, 0);
    data
}

fn card(letter: Option<u8>) -> Vec<u8> {
    let card = sample_of(match letter {
        Some(b'J') => CardKind::HkMacauTaiwan,
        Some(b'I') => CardKind::PermanentResident2017,
        Some(b'Y') => CardKind::PermanentResident2023,
        _ => CardKind::Resident,
    });
    let text = layout::encode(&card).expect("the samples fit");
    [&TextAndPhoto::LENGTHS, text.reveal().as_slice(), card.photo.reveal()].concat()
}
