//! YUYV to RGB: two pixels in four bytes, each with its own brightness (Y) and both with the same colour (U, V).
//!
//! BT.601 with limited range (Y from 16 to 235), which is what a UVC camera sends unless it says otherwise; in whole
//! numbers, exact to one step of 256. No I/O.

use crate::{Frame, Personal};

/// One picture of `width` by `height` pixels whose rows begin every `stride` bytes; `width` is even.
///
/// The error says what is wrong with the bytes. More than needed are ignored: kernels round buffers up to whole pages.
pub fn decode(bytes: &[u8], width: u32, height: u32, stride: u32) -> Result<Frame, String> {
    let size = |length: u32| usize::try_from(length).map_err(|_| String::from("larger than memory"));
    let (across, down, stride) = (size(width)?, size(height)?, size(stride)?);
    if across % 2 != 0 || across == 0 || down == 0 || stride < 2 * across {
        return Err(format!("{width} by {height} pixels with rows of {stride} bytes are no YUYV"));
    }
    let needed = stride * (down - 1) + 2 * across;
    if bytes.len() < needed {
        return Err(format!("cut short: {} bytes of {needed}", bytes.len()));
    }
    let mut rgb = Personal::new(vec![0; 3 * across * down]);
    for (row, out) in bytes.chunks(stride).zip(rgb.reveal_mut().chunks_exact_mut(3 * across)) {
        for (four, six) in row.as_chunks::<4>().0.iter().zip(out.as_chunks_mut::<6>().0) {
            *six = pair(*four);
        }
    }
    Ok(Frame { width, height, rgb })
}

/// Two pixels. The factors are 256 times 1.164, 1.596, 0.391, 0.813 and 2.018.
fn pair([first, u, second, v]: [u8; 4]) -> [u8; 6] {
    let (u, v) = (i32::from(u) - 128, i32::from(v) - 128);
    let (red, green, blue) = (409 * v + 128, -100 * u - 208 * v + 128, 516 * u + 128);
    let (a, b) = (298 * (i32::from(first) - 16), 298 * (i32::from(second) - 16));
    [byte(a + red), byte(a + green), byte(a + blue), byte(b + red), byte(b + green), byte(b + blue)]
}

#[expect(clippy::cast_sign_loss, reason = "clamped to a byte")]
fn byte(value: i32) -> u8 {
    (value >> 8).clamp(0, 255) as u8
}
