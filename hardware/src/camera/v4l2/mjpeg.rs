//! A camera's JPEG to RGB. No I/O.
//!
//! - The Huffman tables may be missing, as they are in MJPEG. The decoder fills in the standard's own (ITU-T T.81, K.3), but
//!   only where it reads the mark of an AVI file, which cameras leave out too: it is put in, at the price of a copy.
//! - A picture that is cut short is refused, not filled up with grey: half a paper must not pass for a whole one.
//!
//! Limits: [`MAX_SIDE`] a side; the memory it takes is three bytes a pixel and the decoder's own rows.

use crate::camera::file::MAX_SIDE;
use crate::{Frame, Personal};
use zeroize::Zeroizing;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// How a JPEG ends. These two bytes stand nowhere inside its picture data.
const END: [u8; 2] = [0xFF, 0xD9];

/// The segment that marks a picture of an AVI file.
const AVI: [u8; 18] = *b"\xFF\xE0\x00\x10AVI1\0\0\0\0\0\0\0\0\0\0";

/// One picture; its size is in it. What follows its end is ignored. The error says what is wrong with the bytes.
pub fn decode(bytes: &[u8]) -> Result<Frame, String> {
    let end = bytes.windows(2).rposition(|two| two == END).ok_or("cut short: a JPEG without its end")?;
    let bytes = &bytes[..end + END.len()];
    let marked;
    let bytes = if lacks_tables(bytes) {
        let (start, rest) = bytes.split_at(2);
        marked = Zeroizing::new([start, &AVI, rest].concat());
        &marked
    } else {
        bytes
    };
    let side = usize::try_from(MAX_SIDE).map_err(|why| why.to_string())?;
    let options = DecoderOptions::default()
        .set_max_width(side)
        .set_max_height(side)
        .set_strict_mode(true)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|why| why.to_string())?;
    let (Some((across, down)), Some(size)) = (decoder.dimensions(), decoder.output_buffer_size()) else {
        return Err(String::from("a JPEG without a size"));
    };
    if across == 0 || down == 0 || across > side || down > side || size != 3 * across * down {
        return Err(format!("a JPEG of {across} by {down} pixels"));
    }
    let mut rgb = Personal::new(vec![0; size]);
    decoder.decode_into(rgb.reveal_mut()).map_err(|why| why.to_string())?;
    let side = |length: usize| u32::try_from(length).map_err(|why| why.to_string());
    Ok(Frame { width: side(across)?, height: side(down)?, rgb })
}

/// Whether no segment before the picture data holds Huffman tables. A broken row of segments is left to the decoder.
fn lacks_tables(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xFF, kind, high, low, ..] = *rest {
        match kind {
            0xC4 => return false,
            0xDA => return true,
            _ => rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..).unwrap_or_default(),
        }
    }
    false
}
