//! From a [`Paper`] to the bytes that a printer is sent. Pure: the same paper gives the same bytes.
//!
//! The commands used, of the ESC/POS command reference: `ESC @` `GS a` `ESC a` `ESC d` `ESC J` `GS !` `FS &` `GS ( k` `GS v 0`
//! `GS V` and LF. Text is GB 18030, two bytes a character; a line with a character that takes four is sent as a picture.
//!
//! Limit: copies that are made on the way, in the `escpos` crate too, are freed without being overwritten.

use super::super::Paper;
use super::super::font::Font;
use super::super::layout::{Piece, lay_out};
use super::super::raster::{self, Bitmap};
use super::super::text;
use escpos::driver::Driver;
use escpos::printer::Printer;
use escpos::utils::{Encoder, JustifyMode, Protocol, QRCodeCorrectionLevel, QRCodeModel, QRCodeOption};
use std::cell::RefCell;
use std::rc::Rc;

/// `GS a 15`: from here on the printer says by itself when paper, cover or knife changes. It forgets that at `ESC @`.
const TELL_BY_YOURSELF: &[u8] = &[0x1D, b'a', 15];
/// `FS &`: two-byte characters from here on.
const CHINESE: &[u8] = &[0x1C, b'&'];
/// `GS V 66 0`: feeds the paper to the knife and cuts all but a point, so the receipt does not fall to the floor.
const CUT: &[u8] = &[0x1D, b'V', 66, 0];
/// `ESC J 12`: a line in double size is as high as its characters, so what follows would touch it.
const GAP: &[u8] = &[0x1B, b'J', 12];
/// `GS v 0`, normal size; width in bytes and height in dots follow.
const PICTURE: &[u8] = &[0x1D, b'v', b'0', 0];
/// Dots a side of one QR module: at 8 dots to the millimetre, 0.75 mm.
const MODULE: u8 = 6;

/// The bytes of `paper`, from `ESC @` to the cut. What is in them belongs to a citizen: do not keep them.
///
/// Without a `font`, a character that the printer does not have is set as `〓`.
pub fn encode(paper: &Paper, font: Option<&Font>) -> Vec<u8> {
    let sink = Sink::default();
    write(paper, font, &mut Printer::new(sink.clone(), Protocol::new(Encoder::new(encoding_rs::GB18030)), None))
        .expect("the sink takes every byte, GB 18030 has every character, and the layout bounds every parameter");
    sink.0.take()
}

fn write(paper: &Paper, font: Option<&Font>, to: &mut Printer<Sink>) -> escpos::errors::Result<()> {
    to.init()?.custom(TELL_BY_YOURSELF)?.custom(CHINESE)?;
    for piece in &lay_out(paper) {
        match piece {
            Piece::Line { text, .. } if text.is_empty() => to.feed()?,
            Piece::Line { text, centred, double } => {
                match font {
                    Some(font) if !text.chars().all(text::in_printer_font) => {
                        to.custom(&picture(&raster::draw(text, *centred, *double, font)))?
                    }
                    _ => set(to, text, *centred, *double)?,
                };
                to.custom(if *double { GAP } else { &[] })?
            }
            Piece::Qr(payload) => qr(to, payload)?,
        };
    }
    to.custom(CUT)?.print()?;
    Ok(())
}

/// Sets a line in the printer's own font, and leaves alignment and size as they were found.
fn set<'a>(
    to: &'a mut Printer<Sink>,
    line: &str,
    centred: bool,
    double: bool,
) -> escpos::errors::Result<&'a mut Printer<Sink>> {
    let known: String = line.chars().map(|c| if text::in_printer_font(c) { c } else { text::MISSING }).collect();
    if centred {
        to.justify(JustifyMode::CENTER)?;
    }
    if double {
        to.size(2, 2)?;
    }
    to.write(&known)?.custom(b"\n")?;
    if double {
        to.size(1, 1)?;
    }
    if centred {
        to.justify(JustifyMode::LEFT)?;
    }
    Ok(to)
}

/// A QR code with an empty line above and below: its quiet zone.
fn qr<'a>(to: &'a mut Printer<Sink>, payload: &str) -> escpos::errors::Result<&'a mut Printer<Sink>> {
    let option = QRCodeOption::new(QRCodeModel::Model2, MODULE, QRCodeCorrectionLevel::M);
    to.feed()?.justify(JustifyMode::CENTER)?.qrcode_option(payload, option)?.justify(JustifyMode::LEFT)?.feed()
}

fn picture(bitmap: &Bitmap) -> Vec<u8> {
    let size = |count: usize| u16::try_from(count).expect("a line is at most 72 bytes by 48 rows").to_le_bytes();
    [PICTURE, &size(bitmap.row_bytes), &size(bitmap.rows()), &bitmap.bits].concat()
}

/// Collects what the `escpos` crate writes.
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Driver for Sink {
    fn name(&self) -> String {
        String::from("memory")
    }

    fn write(&self, data: &[u8]) -> escpos::errors::Result<()> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    /// Nothing ever answers from memory.
    fn read(&self, _: &mut [u8]) -> escpos::errors::Result<usize> {
        Ok(0)
    }

    fn flush(&self) -> escpos::errors::Result<()> {
        Ok(())
    }
}
