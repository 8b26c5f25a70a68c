//! The one picture that a portrait decoder may write: BMP, 102 by 126, 24 bits a pixel, not compressed. Pure.
//!
//! Rows stand from the bottom to the top (or from the top, when the height is negative), blue first, each filled up to a
//! multiple of four bytes.

use super::{HEIGHT, WIDTH};
use crate::{Frame, Personal};

/// The picture in `bytes`; `None` when they are anything else. Bytes behind the picture are ignored.
pub fn decode(bytes: &[u8]) -> Option<Frame> {
    let word = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    let half = |at: usize| Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    let height = i32::from_le_bytes(*bytes.get(22..)?.first_chunk()?);
    let fits = bytes.starts_with(b"BM")
        && word(14)? >= 40
        && word(18)? == WIDTH
        && height.unsigned_abs() == HEIGHT
        && half(28)? == 24
        && word(30)? == 0;
    let start = usize::try_from(word(10)?).ok().filter(|_| fits)?;
    let (across, down) = (usize::try_from(WIDTH).ok()?, usize::try_from(HEIGHT).ok()?);
    let stride = (across * 3).next_multiple_of(4);
    let rows = bytes.get(start..start.checked_add(stride * down)?)?;
    let mut rgb = Personal::new(Vec::with_capacity(across * down * 3));
    for row in 0..down {
        let place = if height > 0 { down - 1 - row } else { row };
        let pixels = rows[place * stride..][..across * 3].chunks_exact(3);
        rgb.reveal_mut().extend(pixels.flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]));
    }
    Some(Frame { width: WIDTH, height: HEIGHT, rgb })
}
