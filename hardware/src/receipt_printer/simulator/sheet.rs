//! What stands on one piece of paper: as text, as a picture and as the bytes that made it.
//!
//! At most 1 MiB of bytes, [`MAX_LINES`] lines and [`MAX_CODES`] QR codes are kept, and the picture is bounded by
//! [`page::MAX_ROWS`](super::page::MAX_ROWS): what comes after is printed past the end, where nobody looks.

use super::super::font::Font;
use super::command::Align;
use super::page::{Glyph, LINE, MARGIN, Page};
use std::sync::Arc;

const MAX_BYTES: usize = 1 << 20;
/// Lines kept: more than the longest paper has.
const MAX_LINES: usize = 2_000;
/// QR codes kept.
const MAX_CODES: usize = 16;
/// Paper between the head and the knife, which the printer feeds before it cuts.
const TO_THE_KNIFE: usize = 60;

/// A receipt as it came out of the printer.
#[derive(Clone)]
pub struct PrintedReceipt {
    /// The lines of text. A picture is a line `[raster 576x30]`, a QR code a line `[qr]`.
    pub text: String,
    /// The paper as a PNG: 640 pixels across, 8-bit grey.
    pub png: Vec<u8>,
    /// The bytes that made it, without real-time commands.
    pub escpos: Vec<u8>,
    /// What its QR codes hold, from the top.
    pub qr: Vec<String>,
    /// Whether it was cut off. Otherwise it still hangs in the printer.
    pub cut: bool,
}

/// The paper under the print head.
pub struct Sheet {
    page: Page,
    lines: Vec<String>,
    qr: Vec<String>,
    bytes: Vec<u8>,
}

impl Sheet {
    pub fn new(font: Arc<Font>) -> Self {
        Self { page: Page::new(font), lines: Vec::new(), qr: Vec::new(), bytes: Vec::new() }
    }

    /// Keeps a byte that the printer has taken in.
    pub fn keep(&mut self, byte: u8) {
        if self.bytes.len() < MAX_BYTES {
            self.bytes.push(byte);
        }
    }

    pub fn print(&mut self, line: &[Glyph], align: Align) {
        self.note(line.iter().map(|glyph| glyph.c).collect());
        self.page.text(line, align);
    }

    pub fn feed(&mut self, lines: u8) {
        (0..lines).for_each(|_| self.note(String::new()));
        self.page.feed(usize::from(lines) * LINE);
    }

    pub fn feed_dots(&mut self, dots: u8) {
        self.page.feed(usize::from(dots));
    }

    pub fn raster(&mut self, row_bytes: usize, bits: &[u8], align: Align) {
        self.note(format!("[raster {}x{}]", row_bytes * 8, bits.len() / row_bytes));
        self.page.raster(row_bytes, bits, align);
    }

    pub fn qr(&mut self, data: &[u8], module: usize, level: usize, align: Align) -> Result<(), String> {
        self.page.qr(data, module, level, align)?;
        self.note(String::from("[qr]"));
        if self.qr.len() < MAX_CODES {
            self.qr.push(String::from_utf8_lossy(data).into_owned());
        }
        Ok(())
    }

    fn note(&mut self, line: String) {
        if self.lines.len() < MAX_LINES {
            self.lines.push(line);
        }
    }

    /// Whether nothing stands on it.
    pub fn is_blank(&self) -> bool {
        self.lines.is_empty()
    }

    /// Feeds to the knife and takes the receipt.
    pub fn cut(mut self) -> PrintedReceipt {
        self.page.feed(TO_THE_KNIFE - MARGIN);
        PrintedReceipt { cut: true, ..self.look() }
    }

    /// The receipt as far as it has come.
    pub fn look(&self) -> PrintedReceipt {
        PrintedReceipt {
            text: self.lines.join("\n"),
            png: self.page.png(),
            escpos: self.bytes.clone(),
            qr: self.qr.clone(),
            cut: false,
        }
    }
}
