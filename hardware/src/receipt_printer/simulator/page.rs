//! The paper as a picture: 8-bit grey, 576 dots across and a margin at either side.
//!
//! Characters are drawn with smooth edges, as the eye sees a fine print; rasters and QR codes dot by dot. At most
//! [`MAX_ROWS`] rows, about two and a half metres of paper; what comes after is not drawn.

use super::super::font::{Cell, Font};
use super::command::Align;
use qrcode::{Color, EcLevel, QrCode};
use std::sync::Arc;

/// Dots that the printer can print on.
pub const PAPER: usize = 576;
/// Blank paper at either side, and above the first and below the last line.
pub const MARGIN: usize = 32;
/// Rows from one line to the next, unless a character is higher.
pub const LINE: usize = 30;
/// The longest piece of paper that is drawn.
pub const MAX_ROWS: usize = 20_000;

const ACROSS: usize = PAPER + 2 * MARGIN;
const WHITE: u8 = 0xF7;
const BLACK: u8 = 0x1C;
const CORRECTION: [EcLevel; 4] = [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H];

/// A character on the line, and how it was asked for.
#[derive(Clone, Copy)]
pub struct Glyph {
    /// The character.
    pub c: char,
    /// Times as wide, 1 to 8.
    pub across: u8,
    /// Times as high, 1 to 8.
    pub down: u8,
    /// Whether it is set in bold.
    pub bold: bool,
}

impl Glyph {
    /// Dots across: half as wide as high for ASCII (font A, 12 by 24), square for the rest.
    pub fn width(self) -> usize {
        usize::from(self.across) * if self.c.is_ascii() { 12 } else { 24 }
    }

    fn height(self) -> usize {
        usize::from(self.down) * 24
    }
}

/// A piece of paper, growing downwards.
pub struct Page {
    font: Arc<Font>,
    grey: Vec<u8>,
}

impl Page {
    /// A piece that was just cut off, still blank.
    pub fn new(font: Arc<Font>) -> Self {
        let mut page = Self { font, grey: Vec::new() };
        page.feed(MARGIN);
        page
    }

    /// Feeds blank paper.
    pub fn feed(&mut self, rows: usize) {
        let length = (self.grey.len() + rows * ACROSS).min(MAX_ROWS * ACROSS);
        self.grey.resize(length, WHITE);
    }

    /// Prints a line of text and feeds to the next.
    pub fn text(&mut self, line: &[Glyph], align: Align) {
        let top = self.rows();
        let height = line.iter().map(|glyph| glyph.height()).max().unwrap_or(0);
        self.feed(LINE.max(height));
        let mut left = start(line.iter().map(|glyph| glyph.width()).sum(), align);
        let font = Arc::clone(&self.font);
        for glyph in line {
            let cell = Cell {
                x: dots(left),
                // Characters of different heights stand on the same line.
                y: dots(top + height - glyph.height()),
                width: dots(glyph.width()),
                em: dots(glyph.height()),
                stretch: f32::from(glyph.across) / f32::from(glyph.down),
            };
            // Bold is how a thermal printer does it: once more, a dot to the right.
            for shift in 0..=i32::from(glyph.bold) {
                font.draw(glyph.c, cell, |x, y, covered| {
                    if let (Ok(x), Ok(y)) = (usize::try_from(x + shift), usize::try_from(y)) {
                        self.ink(x, y, covered);
                    }
                });
            }
            left += glyph.width();
        }
    }

    /// Prints a raster.
    pub fn raster(&mut self, row_bytes: usize, bits: &[u8], align: Align) {
        let (top, left) = (self.rows(), start(row_bytes * 8, align));
        self.feed(bits.len() / row_bytes);
        for (row, bytes) in bits.chunks(row_bytes).enumerate() {
            for x in (0..row_bytes * 8).filter(|x| bytes[x / 8] & (0x80 >> (x % 8)) != 0) {
                self.ink(left + x, top + row, 1.0);
            }
        }
    }

    /// Prints a QR code, or says why not. It has no quiet zone of its own.
    pub fn qr(&mut self, data: &[u8], module: usize, level: usize, align: Align) -> Result<(), String> {
        let level = CORRECTION.get(level).copied().unwrap_or(EcLevel::L);
        let code = QrCode::with_error_correction_level(data, level).map_err(|why| why.to_string())?;
        let side = code.width() * module;
        if side > PAPER {
            return Err(format!("a QR code of {side} dots is wider than the paper"));
        }
        let (top, left) = (self.rows(), start(side, align));
        self.feed(side);
        for (at, _) in code.to_colors().iter().enumerate().filter(|&(_, &colour)| colour == Color::Dark) {
            let (x, y) = (at % code.width() * module, at / code.width() * module);
            for dot in 0..module * module {
                self.ink(left + x + dot % module, top + y + dot / module, 1.0);
            }
        }
        Ok(())
    }

    /// The paper as a PNG, with a margin below.
    pub fn png(&self) -> Vec<u8> {
        let mut grey = self.grey.clone();
        grey.resize(grey.len() + MARGIN * ACROSS, WHITE);
        let size = |dots: usize| u32::try_from(dots).expect("the paper is bounded");
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, size(ACROSS), size(grey.len() / ACROSS));
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&grey));
        written.expect("writing to memory does not fail, and the size is right");
        png
    }

    fn rows(&self) -> usize {
        self.grey.len() / ACROSS
    }

    fn ink(&mut self, x: usize, y: usize, covered: f32) {
        if x < PAPER
            && let Some(dot) = self.grey.get_mut(y * ACROSS + MARGIN + x)
        {
            *dot = (*dot).min(shade(covered));
        }
    }
}

/// A number of dots, exact: the paper is at most 20,000 rows long.
fn dots(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}

fn start(width: usize, align: Align) -> usize {
    let free = PAPER.saturating_sub(width);
    match align {
        Align::Left => 0,
        Align::Centre => free / 2,
        Align::Right => free,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between BLACK and WHITE")]
fn shade(covered: f32) -> u8 {
    (f32::from(WHITE) - covered.clamp(0.0, 1.0) * f32::from(WHITE - BLACK)) as u8
}
