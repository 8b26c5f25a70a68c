//! The printer behind its plug: bytes in, answers and receipts out. No I/O, no clock.
//!
//! - Real-time commands are taken out of the stream and answered when they arrive, even in the middle of another command
//!   and while the printer is stopped.
//! - A stopped printer keeps what it is sent, up to [`MAX_WAITING`] bytes, and goes on when it can. More is lost, as on
//!   a line without flow control.
//! - What the reference leaves undefined is written down as an error and otherwise passed over.
//!
//! Limits: the last [`MAX_RECEIPTS`] receipts and the first [`MAX_ERRORS`] errors are kept.

use super::super::font::Font;
use super::command::{Align, Command, Parsed, parse};
use super::condition::{Condition, Knife};
use super::page::{Glyph, PAPER};
use super::sheet::{PrintedReceipt, Sheet};
use std::collections::VecDeque;
use std::sync::Arc;

/// The printer's receive buffer.
pub const MAX_WAITING: usize = 64 << 10;
/// Receipts kept.
pub const MAX_RECEIPTS: usize = 32;
/// Errors kept.
pub const MAX_ERRORS: usize = 100;

const DLE: u8 = 0x10;

/// A printer that is switched on, or off and about to be.
pub struct Machine {
    pub condition: Condition,
    font: Arc<Font>,
    /// The beginning of what may become a real-time command.
    real_time: Vec<u8>,
    waiting: VecDeque<u8>,
    pending: Vec<u8>,
    modes: Modes,
    line: Vec<Glyph>,
    sheet: Sheet,
    cut_is_due: bool,
    replies: Vec<u8>,
    /// What was last said unasked, since `GS a`.
    told: Option<[u8; 4]>,
    receipts: VecDeque<PrintedReceipt>,
    cut: usize,
    errors: Vec<String>,
}

/// What `ESC @` sets back.
struct Modes {
    kanji: bool,
    align: Align,
    bold: bool,
    across: u8,
    down: u8,
    qr_module: u8,
    qr_level: u8,
    qr_data: Vec<u8>,
}

impl Default for Modes {
    /// As after switching on: Chinese models of some makers start in Kanji mode, most do not.
    fn default() -> Self {
        Self {
            kanji: false,
            align: Align::Left,
            bold: false,
            across: 1,
            down: 1,
            qr_module: 3,
            qr_level: 0,
            qr_data: Vec::new(),
        }
    }
}

impl Machine {
    pub fn new(font: Arc<Font>) -> Self {
        Self {
            condition: Condition::new(),
            real_time: Vec::new(),
            waiting: VecDeque::new(),
            pending: Vec::new(),
            modes: Modes::default(),
            line: Vec::new(),
            sheet: Sheet::new(Arc::clone(&font)),
            font,
            cut_is_due: false,
            replies: Vec::new(),
            told: None,
            receipts: VecDeque::new(),
            cut: 0,
            errors: Vec::new(),
        }
    }

    /// Takes in what came over the line, and does what it can.
    pub fn take(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.real_time.push(byte);
            match self.real_time[..] {
                [DLE, 0x04, n @ 1..=4] => self.replies.push(self.condition.answer(n)),
                [DLE, 0x04, 20] if self.condition.presented.is_some() => {
                    self.replies.extend(self.condition.full().into_iter().flatten())
                }
                [DLE, command @ (0x04 | 0x05 | 0x14), n] => self.error(format!("DLE {command:02X} {n:02X}")),
                [DLE] | [DLE, 0x04 | 0x05 | 0x14] => continue,
                // Not a real-time command after all; but a second DLE may begin one.
                [first, DLE] => {
                    self.wait(first);
                    self.real_time.remove(0);
                    continue;
                }
                _ => std::mem::take(&mut self.real_time).into_iter().for_each(|byte| self.wait(byte)),
            }
            self.real_time.clear();
        }
        self.work();
    }

    fn wait(&mut self, byte: u8) {
        if self.waiting.len() < MAX_WAITING {
            self.waiting.push_back(byte);
        } else {
            self.error(String::from("the receive buffer ran over"));
        }
    }

    /// Goes on with what is waiting, as far as the printer's state allows, and says what has changed if it was told to.
    pub fn work(&mut self) {
        self.print_on();
        let now = self.condition.unasked();
        if self.told.is_some_and(|told| told != now) {
            self.told = Some(now);
            self.replies.extend(now);
        }
    }

    fn print_on(&mut self) {
        while self.condition.online() {
            if std::mem::take(&mut self.cut_is_due) {
                self.cut();
                continue;
            }
            let Some(byte) = self.waiting.pop_front() else {
                return;
            };
            self.sheet.keep(byte);
            self.pending.push(byte);
            match parse(&self.pending, self.modes.kanji) {
                Parsed::More => continue,
                Parsed::Done(command) => self.execute(command),
                Parsed::Bad(why) => self.error(why),
            }
            self.pending.clear();
        }
    }

    fn execute(&mut self, command: Command) {
        let at_start = self.line.is_empty();
        match command {
            Command::Nothing => {}
            Command::Initialise => {
                self.line.clear();
                self.modes = Modes::default();
                self.told = None;
            }
            // The first is said at once.
            Command::TellByItself(on) => self.told = on.then_some([0; 4]),
            Command::Character(c) => self.put(c),
            Command::LineFeed => self.end_line(),
            Command::Feed(lines) => {
                let fed = if at_start { lines } else { lines.saturating_sub(1) };
                if !at_start {
                    self.end_line();
                }
                self.sheet.feed(fed);
                (0..fed).for_each(|_| self.condition.use_line());
            }
            Command::Bold(on) => self.modes.bold = on,
            Command::Size(across, down) => (self.modes.across, self.modes.down) = (across, down),
            Command::Kanji(on) => self.modes.kanji = on,
            Command::QrModel(2) => {}
            Command::QrModel(model) => self.error(format!("QR model {model} cannot be drawn")),
            Command::QrModule(dots) => self.modes.qr_module = dots,
            Command::QrLevel(level) => self.modes.qr_level = level,
            Command::QrStore(data) => self.modes.qr_data = data,
            Command::TellPaper => self.replies.push(self.condition.paper_sensors()),
            Command::FeedDots(dots) => {
                if !at_start {
                    self.end_line();
                }
                self.sheet.feed_dots(dots);
            }
            // The reference allows the rest at the beginning of a line only.
            other if !at_start => self.error(format!("{other:?} in the middle of a line")),
            Command::Align(align) => self.modes.align = align,
            Command::Raster(row_bytes, bits) => {
                self.sheet.raster(row_bytes, &bits, self.modes.align);
                self.condition.use_line();
            }
            Command::QrPrint => self.print_qr(),
            Command::Cut => self.cut(),
        }
    }

    fn put(&mut self, c: char) {
        let glyph = Glyph { c, across: self.modes.across, down: self.modes.down, bold: self.modes.bold };
        // A line that is full is printed, and goes on below.
        if self.line.iter().map(|glyph| glyph.width()).sum::<usize>() + glyph.width() > PAPER {
            self.end_line();
        }
        self.line.push(glyph);
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.sheet.print(&line, self.modes.align);
        self.condition.use_line();
    }

    fn print_qr(&mut self) {
        let (module, level) = (usize::from(self.modes.qr_module), usize::from(self.modes.qr_level));
        match self.sheet.qr(&self.modes.qr_data, module, level, self.modes.align) {
            _ if self.modes.qr_data.is_empty() => self.error(String::from("no QR code was stored")),
            Ok(()) => self.condition.use_line(),
            Err(why) => self.error(why),
        }
    }

    fn cut(&mut self) {
        if self.condition.knife == Knife::Blocked {
            self.condition.knife = Knife::Stuck;
            self.cut_is_due = true;
            return;
        }
        if self.receipts.len() == MAX_RECEIPTS {
            self.receipts.pop_front();
        }
        let sheet = std::mem::replace(&mut self.sheet, Sheet::new(Arc::clone(&self.font)));
        self.receipts.push_back(sheet.cut());
        self.cut += 1;
        self.condition.presented = self.condition.presented.map(|_| true);
    }

    /// The plug is pulled: what was not printed is forgotten. The paper stays as it is.
    pub fn lose_power(&mut self) {
        self.real_time.clear();
        self.waiting.clear();
        self.pending.clear();
        self.line.clear();
        self.replies.clear();
        self.cut_is_due = false;
        self.told = None;
        self.modes = Modes::default();
    }

    /// What is to be sent back.
    pub fn replies(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.replies)
    }

    /// Whether something is on the paper that was not cut off.
    pub fn is_printing(&self) -> bool {
        !self.sheet.is_blank()
    }

    /// The receipts that were cut, and last the one that hangs in the printer, if anything stands on it.
    pub fn receipts(&self) -> Vec<PrintedReceipt> {
        let hanging = self.is_printing().then(|| self.sheet.look());
        self.receipts.iter().cloned().chain(hanging).collect()
    }

    /// The `n`th receipt that was cut, counted from 1; `None` when there is none yet or it was dropped since.
    pub fn receipt(&self, n: usize) -> Option<&PrintedReceipt> {
        let dropped = self.cut - self.receipts.len();
        self.receipts.get(n.checked_sub(dropped + 1)?)
    }

    /// What was not understood.
    pub fn errors(&self) -> &[String] {
        &self.errors
    }

    pub fn error(&mut self, why: String) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(why);
        }
    }
}
