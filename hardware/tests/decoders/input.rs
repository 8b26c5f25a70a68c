//! Bytes that are nearly right, and bytes that are nothing.

use arbtest::arbitrary::{Result, Unstructured};
use yici_hardware::{Frame, Personal};

/// Anything, at most `most` bytes.
pub fn noise(u: &mut Unstructured<'_>, most: usize) -> Result<Vec<u8>> {
    let count = u.int_in_range(0..=most)?.min(u.len());
    u.bytes(count).map(<[u8]>::to_vec)
}

/// `good` with up to six wounds: most decoders look no further than the first.
pub fn damaged(u: &mut Unstructured<'_>, good: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = good.to_vec();
    for _ in 0..u.int_in_range(0..=6)? {
        if bytes.is_empty() {
            break;
        }
        let at = u.choose_index(bytes.len())?;
        match u.int_in_range(0..=5)? {
            0 => bytes[at] = u.arbitrary()?,
            1 => bytes[at] ^= 1 << u.int_in_range(0..=7)?,
            2 => bytes[at] = *u.choose(&[0x00, 0x01, 0x7F, 0x80, 0xFF])?,
            3 => bytes.truncate(at),
            4 => bytes.insert(at, u.arbitrary()?),
            _ => drop(bytes.remove(at)),
        }
    }
    Ok(bytes)
}

/// Two in three times `good`, damaged; otherwise noise of at most `most` bytes.
pub fn nearly(u: &mut Unstructured<'_>, good: &[u8], most: usize) -> Result<Vec<u8>> {
    if u.ratio(2, 3)? { damaged(u, good) } else { noise(u, most) }
}

/// A text put together from these words.
pub fn words(u: &mut Unstructured<'_>, words: &[&str], most: usize) -> Result<String> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(0..=most)? {
        text.push_str(u.choose(words)?);
    }
    Ok(text)
}

/// A picture of at most `side` pixels a side: `drawn` with noise in some of its rows, or its bytes cut short.
pub fn picture(u: &mut Unstructured<'_>, drawn: &Frame) -> Result<Frame> {
    let mut rgb = drawn.rgb.reveal().clone();
    for _ in 0..u.int_in_range(0..=40)? {
        let (from, count) = (u.choose_index(rgb.len())?, u.int_in_range(1..=4_000)?);
        let end = rgb.len().min(from + count);
        match u.int_in_range(0..=2)? {
            0 => rgb[from..end].fill(u.arbitrary()?),
            1 => rgb[from..end].iter_mut().for_each(|value| *value ^= 0xFF),
            _ => {
                for value in &mut rgb[from..end] {
                    *value = u.arbitrary()?;
                }
            }
        }
    }
    let (mut width, mut height) = (drawn.width, drawn.height);
    match u.int_in_range(0..=30)? {
        0 => rgb.truncate(u.choose_index(rgb.len())?),
        1 => width = u.arbitrary()?,
        2 => height = u.arbitrary()?,
        // The same bytes, laid out otherwise: stripes.
        3 => (width, height) = (height, width),
        _ => {}
    }
    Ok(Frame { width, height, rgb: Personal::new(rgb) })
}
