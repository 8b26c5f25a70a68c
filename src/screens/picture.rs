//! Pixels -> images.

use crate::catalog::Sample;
use slint::{Image, Rgb8Pixel, SharedPixelBuffer};
use yici_hardware::Frame;

/// A camera's frame.
pub fn frame(frame: &Frame) -> Image {
    Image::from_rgb8(SharedPixelBuffer::<Rgb8Pixel>::clone_from_slice(frame.rgb.reveal(), frame.width, frame.height))
}

/// A sample picture of a paper. It was decoded whole when the catalog was taken.
pub fn sample(sample: &Sample) -> Image {
    let Some(pixels) = sample.pixels() else { return Image::default() };
    Image::from_rgb8(SharedPixelBuffer::<Rgb8Pixel>::clone_from_slice(&pixels.rgb, pixels.width, pixels.height))
}

/// A QR code, black on white, with the quiet zone of four modules that readers need. Empty when the text is too long.
pub fn qr(text: &str) -> Image {
    const SCALE: usize = 8;
    const QUIET: usize = 4;
    let Ok(code) = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M) else {
        return Image::default();
    };
    let modules = code.width();
    let side = (modules + 2 * QUIET) * SCALE;
    let Ok(pixels) = u32::try_from(side) else {
        return Image::default();
    };
    let colours = code.to_colors();
    let mut buffer = SharedPixelBuffer::<Rgb8Pixel>::new(pixels, pixels);
    for (place, pixel) in buffer.make_mut_slice().iter_mut().enumerate() {
        let (row, column) = (place / side / SCALE, place % side / SCALE);
        let inside = (QUIET..QUIET + modules).contains(&row) && (QUIET..QUIET + modules).contains(&column);
        let dark = inside && colours[(row - QUIET) * modules + column - QUIET] == qrcode::Color::Dark;
        let tone = if dark { 0 } else { 255 };
        *pixel = Rgb8Pixel::new(tone, tone, tone);
    }
    Image::from_rgb8(buffer)
}
