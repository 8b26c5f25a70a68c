//! "Back in a moment": what the display shows while the screen process is not there. Put into the kernel's framebuffer once,
//! at the start; the kernel shows it whenever the process ends, however it ends.

use crate::settings::Turn;
use yici_hardware::framebuffer::Framebuffer;
use yici_hardware::receipt_printer::font::{Cell, Font, STANDARD};

/// As the theme has them (`ui/theme.slint`).
const GROUND: [u8; 3] = [0xfa, 0xf7, 0xf1];
const INK: [u8; 3] = [0x1b, 0x23, 0x26];
const SOFT: [u8; 3] = [0x52, 0x5c, 0x60];
const ACCENT: [u8; 3] = [0x0d, 0x52, 0x61];

/// Text, its height in parts of the picture's width, and its colour.
const LINES: [(&str, f32, [u8; 3]); 4] = [
    ("请稍候，马上回来", 0.094, INK),
    ("Back in a moment", 0.064, INK),
    ("已经交办的事都已安全保存，会自动送达。", 0.036, SOFT),
    ("What was handed in is safe, and will be sent.", 0.036, SOFT),
];

/// Puts it there. A machine without such a display serves as well, with a dark screen in between.
pub fn put() {
    let turn = Turn::told();
    let put = Framebuffer::first().and_then(|display| {
        let (width, height) =
            if turn.lies() { (display.height, display.width) } else { (display.width, display.height) };
        display.put(&turn.lay(picture(width, height), (width, height)))
    });
    if let Err(error) = put {
        tracing::info!(%error, "the display has no picture for when the screen is not there");
    }
}

/// The picture. Without the font, only its mark.
#[expect(clippy::cast_precision_loss, reason = "pixels of a display are few")]
fn picture(width: usize, height: usize) -> Vec<[u8; 3]> {
    let mut pixels = vec![GROUND; width * height];
    let unit = width.min(height) as f32;
    let (left, mut top) = (width as f32 * 0.067, height as f32 * 0.34);
    for y in 0..height {
        for x in 0..width {
            let within = (x as f32 - left, y as f32 - (top - unit * 0.07));
            if (0.0..unit * 0.16).contains(&within.0) && (0.0..unit * 0.012).contains(&within.1) {
                pixels[y * width + x] = ACCENT;
            }
        }
    }
    let Ok(font) = Font::open(STANDARD.as_ref()) else { return pixels };
    for (number, (text, part, colour)) in LINES.into_iter().enumerate() {
        let em = unit * part;
        let mut x = left;
        for c in text.chars() {
            let advance = if c.is_ascii() { em / 2.0 } else { em };
            font.draw(c, Cell { x, y: top, width: advance, em, stretch: 1.0 }, |x, y, covered| {
                let place = usize::try_from(x).ok().zip(usize::try_from(y).ok());
                if let Some((x, y)) = place.filter(|(x, y)| *x < width && *y < height) {
                    blend(&mut pixels[y * width + x], colour, covered);
                }
            });
            x += advance;
        }
        top += em * if number == 1 { 3.0 } else { 1.7 };
    }
    pixels
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
fn blend(under: &mut [u8; 3], over: [u8; 3], covered: f32) {
    for (under, over) in under.iter_mut().zip(over) {
        *under = (f32::from(*under) + (f32::from(over) - f32::from(*under)) * covered.clamp(0.0, 1.0)).round() as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_fits_upright_and_lying_displays_and_says_something() {
        for (width, height) in [(1080, 1920), (1920, 1080), (64, 48)] {
            let picture = picture(width, height);
            assert_eq!(picture.len(), width * height);
            assert!(picture.contains(&ACCENT), "{width} x {height}");
            let edge = (0..height).flat_map(|y| [picture[y * width], picture[y * width + width - 1]]);
            assert!(edge.into_iter().all(|pixel| pixel == GROUND), "{width} x {height}: cut at the edge");
            if let Ok(folder) = std::env::var("YICI_PICTURES") {
                let file = std::fs::File::create(format!("{folder}/pause-{width}.png")).unwrap();
                let mut encoder = png::Encoder::new(file, width.try_into().unwrap(), height.try_into().unwrap());
                encoder.set_color(png::ColorType::Rgb);
                encoder.write_header().unwrap().write_image_data(picture.as_flattened()).unwrap();
            }
        }
    }
}
