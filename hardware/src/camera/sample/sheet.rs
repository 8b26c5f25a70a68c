//! The sheet of paper: what stands on it, and what is seen of it and of its shadow at a place on the desk.
//!
//! Measured in a font size `em` that follows from the sheet's height, so a sheet looks the same at every size.

use super::{FINER, grain};
use crate::receipt_printer::font::{self, Cell, Font, whole};
use crate::receipt_printer::text;
use std::path::Path;

const PAPER: [f32; 3] = [243.0, 242.0, 237.0];
const INK: [f32; 3] = [38.0, 38.0, 42.0];
const STAMP: [f32; 3] = [200.0, 34.0, 36.0];
/// A4.
const ASPECT: f32 = 210.0 / 297.0;
/// Text sizes from the top to the bottom of the sheet.
const EMS: f32 = 44.0;
/// Blank to the left and right of the text, in text sizes.
const MARGIN: f32 = 3.6;
/// Half text sizes in a line: what A4 leaves between the margins.
const COLUMNS: usize = 47;

/// A sheet, drawn. The origin of its coordinates is its middle, in pixels of the picture.
pub struct Sheet {
    width: usize,
    height: usize,
    colours: Vec<[f32; 3]>,
    font: Option<Font>,
    em: f32,
}

impl Sheet {
    pub fn new(title: &str, lines: &[&str], tall: f32) -> Self {
        let finer = f32::from(u8::try_from(FINER).unwrap_or(1));
        let size = |length: f32| usize::try_from(whole(length * finer)).unwrap_or(1);
        let (width, height) = (size(tall * ASPECT), size(tall));
        let em = tall * finer / EMS;
        // Bars stand for text when there is no font.
        let font = Font::open(Path::new(font::STANDARD)).ok();
        let mut sheet = Self { width, height, colours: vec![PAPER; width * height], font, em };
        sheet.write(title, lines);
        sheet.stamp();
        sheet
    }

    /// The colour at a place of the sheet's own coordinates; beside the sheet, the desk in its shadow.
    pub fn seen(&self, x: f32, y: f32, desk: [f32; 3]) -> [f32; 3] {
        let finer = f32::from(u8::try_from(FINER).unwrap_or(1));
        let (across, down) = (extent(self.width), extent(self.height));
        let (u, v) = (x * finer + across / 2.0, y * finer + down / 2.0);
        if u >= 0.0 && v >= 0.0 && u < across && v < down {
            let at = |place: f32| usize::try_from(whole(place)).unwrap_or(0);
            return self.colours[at(v) * self.width + at(u)];
        }
        // The lamp stands at the upper left.
        let (u, v) = (u - 0.3 * self.em, v - 0.4 * self.em);
        let (beside, below) = ((-u).max(u - across).max(0.0), (-v).max(v - down).max(0.0));
        let shadow = 0.55 * (-beside.hypot(below) / (0.45 * self.em)).exp();
        desk.map(|value| value * (1.0 - shadow))
    }

    fn write(&mut self, title: &str, lines: &[&str]) {
        let em = self.em;
        let across = extent(self.width);
        let size = (1.75 * em).min((across - 2.0 * MARGIN * em) / ems(title).max(1.0));
        let mut top = 4.0 * em;
        self.line(title, (across - ems(title) * size) / 2.0, top, size, true);
        top += 3.4 * em;
        self.rule(top);
        top += 1.5 * em;
        for line in lines {
            for part in text::wrap(&text::clean(line), COLUMNS) {
                if top + 3.0 * em > extent(self.height) {
                    return;
                }
                self.line(&part, MARGIN * em, top, em, false);
                top += 1.75 * em;
            }
        }
    }

    fn line(&mut self, text: &str, left: f32, top: f32, em: f32, bold: bool) {
        let mut x = left;
        for c in text.chars() {
            let width = ems(c.encode_utf8(&mut [0; 4])) * em;
            let stroke = if bold { em / 28.0 } else { 0.0 };
            for shift in [0.0, stroke] {
                self.character(c, Cell { x: x + shift, y: top, width, em, stretch: 1.0 }, INK, 0.92);
            }
            x += width;
        }
    }

    fn character(&mut self, c: char, cell: Cell, colour: [f32; 3], strength: f32) {
        let Some(font) = self.font.take() else {
            if !c.is_whitespace() {
                let (left, right) = (whole(cell.x), whole(cell.x + 0.95 * cell.width));
                for y in whole(cell.y + 0.2 * cell.em)..whole(cell.y + 0.8 * cell.em) {
                    (left..right).for_each(|x| self.ink(x, y, colour, 0.5 * strength));
                }
            }
            return;
        };
        font.draw(c, cell, |x, y, covered| self.ink(x, y, colour, strength * covered));
        self.font = Some(font);
    }

    fn rule(&mut self, top: f32) {
        let margin = MARGIN * self.em;
        for y in whole(top)..=whole(top + self.em / 16.0) {
            for x in whole(margin)..whole(extent(self.width) - margin) {
                self.ink(x, y, INK, 0.7);
            }
        }
    }

    /// Two rings and 样本 between them, printed as unevenly as rubber prints.
    fn stamp(&mut self) {
        let em = self.em;
        let radius = 4.0 * em;
        let (middle_x, middle_y) = (extent(self.width) - 8.2 * em, extent(self.height) - 8.6 * em);
        for y in whole(middle_y - radius)..=whole(middle_y + radius) {
            for x in whole(middle_x - radius)..=whole(middle_x + radius) {
                let distance = (place(x) - middle_x).hypot(place(y) - middle_y);
                let ring = |at: f32, half: f32| (half + 0.5 - (distance - at).abs()).clamp(0.0, 1.0);
                let covered = ring(radius - 0.2 * em, 0.15 * em).max(ring(radius - 0.75 * em, 0.04 * em));
                self.rubber(x, y, covered);
            }
        }
        let size = 2.4 * em;
        for (c, left) in "样本".chars().zip([middle_x - size, middle_x]) {
            for shift in [0.0, size / 30.0] {
                let cell = Cell { x: left + shift, y: middle_y - size / 2.0, width: size, em: size, stretch: 1.0 };
                self.character(c, cell, STAMP, 0.8);
            }
        }
    }

    fn rubber(&mut self, x: i32, y: i32, covered: f32) {
        let worn = grain(x.unsigned_abs() / 3, y.unsigned_abs() / 3);
        self.ink(x, y, STAMP, covered * (0.72 + 0.2 * worn));
    }

    /// Lays ink over what is there; black under red stays dark.
    fn ink(&mut self, x: i32, y: i32, colour: [f32; 3], strength: f32) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return;
        };
        if x < self.width && y < self.height {
            let there = &mut self.colours[y * self.width + x];
            for (value, ink) in there.iter_mut().zip(colour) {
                *value -= (*value - value.min(ink)) * strength;
            }
        }
    }
}

/// Text sizes that `line` is wide.
fn ems(line: &str) -> f32 {
    extent(text::width(line)) / 2.0
}

/// A length of the sheet, exact: at most 8,192.
fn extent(length: usize) -> f32 {
    u16::try_from(length).map_or(f32::from(u16::MAX), f32::from)
}

fn place(at: i32) -> f32 {
    u16::try_from(at).map_or(0.0, f32::from)
}
