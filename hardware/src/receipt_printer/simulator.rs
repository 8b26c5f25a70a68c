//! A receipt printer on a pseudo-terminal.
//!
//! It interprets the bytes that arrive, strictly, and draws the paper. A person or a test takes its parts in hand:
//! [`run_out_of_paper`](ReceiptPrinterSimulator::run_out_of_paper), [`unplug`](ReceiptPrinterSimulator::unplug) and so
//! on; each of those has happened when it returns.
//!
//! - The real driver runs against it: it shares no code with the encoder but the drawing of single characters.
//! - What it does not understand is kept in [`errors`](ReceiptPrinterSimulator::errors), for a test to fail on.
//!
//! Limits: a receive buffer of 64 KiB; the last 32 receipts and the first 100 errors are kept; it prints at once, however
//! long the receipt.

pub mod command;
mod condition;
mod machine;
mod page;
mod sheet;

pub use sheet::PrintedReceipt;

use super::font::{self, Font};
use crate::pty::Pty;
use condition::{Knife, Roll};
use machine::Machine;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// How soon the thread sees what the hand did.
const TICK: Duration = Duration::from_millis(10);
/// How long the thread may take to let go of the line; it looks at every tick.
const PULLING: Duration = Duration::from_secs(10);
/// How long an answer may wait for room on the line before it is lost.
const ANSWERING: Duration = Duration::from_millis(100);

/// A printer that runs until it is dropped.
pub struct ReceiptPrinterSimulator {
    shared: Arc<Shared>,
    link: PathBuf,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    machine: Machine,
    plug: Plug,
    /// Bytes until it stalls.
    until_stall: Option<usize>,
    /// It stalls as soon as something is on the paper.
    stalls_printing: bool,
    stop: bool,
}

enum Plug {
    In,
    Out,
    /// The hand wants it out; the thread holds the line.
    Pulled,
    /// The hand wants it in, on this line.
    Pushed(Pty),
}

impl State {
    fn stalled(&self) -> bool {
        self.until_stall == Some(0)
    }
}

impl Shared {
    /// A panic in the other thread leaves nothing half done that a test could not look at.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ReceiptPrinterSimulator {
    /// Plugs a printer in at `link`, with paper, idle. It draws with [`font::STANDARD`].
    pub fn start(link: &Path) -> io::Result<Self> {
        let font = Font::open(Path::new(font::STANDARD)).map_err(io::Error::other)?;
        let pty = Pty::open_at(link)?;
        let state = State {
            machine: Machine::new(Arc::new(font)),
            plug: Plug::In,
            until_stall: None,
            stalls_printing: false,
            stop: false,
        };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let (theirs, link) = (Arc::clone(&shared), link.to_owned());
        let thread = std::thread::Builder::new()
            .name(String::from("receipt printer simulator"))
            .spawn(move || run(&theirs, pty))?;
        Ok(Self { shared, link, thread: Some(thread) })
    }

    /// The receipts that were cut, the oldest first and at most 32, and last the one that still hangs in the printer.
    pub fn receipts(&self) -> Vec<PrintedReceipt> {
        self.shared.lock().machine.receipts()
    }

    /// Waits until the `n`th receipt was cut, counted from 1 and from the start.
    pub fn wait_for_receipt(&self, n: usize, timeout: Duration) -> Option<PrintedReceipt> {
        self.wait(timeout, |state| state.machine.receipt(n).is_some());
        self.shared.lock().machine.receipt(n).cloned()
    }

    /// What it was sent and did not understand, at most 100.
    pub fn errors(&self) -> Vec<String> {
        self.shared.lock().machine.errors().to_vec()
    }

    /// Takes the roll out.
    pub fn run_out_of_paper(&self) {
        self.hand(|state| state.machine.condition.roll = Roll::Out);
    }

    /// The roll ends after `lines` more lines; a picture and a QR code count as one each. 0 is now.
    pub fn run_out_of_paper_after_lines(&self, lines: u32) {
        self.hand(|state| match lines {
            0 => state.machine.condition.roll = Roll::Out,
            _ => state.machine.condition.lines_left = Some(lines),
        });
    }

    /// The roll ends soon.
    pub fn paper_low(&self) {
        self.hand(|state| state.machine.condition.roll = Roll::Low);
    }

    /// Puts a full roll in. What was waiting to be printed is printed.
    pub fn load_paper(&self) {
        self.hand(|state| {
            state.machine.condition.roll = Roll::Full;
            state.machine.condition.lines_left = None;
        });
    }

    /// Opens the cover.
    pub fn open_cover(&self) {
        self.hand(|state| state.machine.condition.cover_open = true);
    }

    /// Closes the cover. What was waiting to be printed is printed.
    pub fn close_cover(&self) {
        self.hand(|state| state.machine.condition.cover_open = false);
    }

    /// Makes it a model with a presenter, which says whether a receipt stands in its mouth.
    pub fn has_presenter(&self) {
        self.hand(|state| state.machine.condition.presented = Some(false));
    }

    /// Takes the receipt out of the presenter's mouth.
    pub fn take_receipt(&self) {
        self.hand(|state| state.machine.condition.presented = Some(false));
    }

    /// Blocks the knife: the next cut gets stuck. Until then nobody notices.
    pub fn jam_cutter(&self) {
        self.hand(|state| state.machine.condition.knife = Knife::Blocked);
    }

    /// Frees the knife. A cut that got stuck is done.
    pub fn clear_jam(&self) {
        self.hand(|state| state.machine.condition.knife = Knife::Free);
    }

    /// After `bytes` more bytes it reads no more and answers nothing. 0 is now.
    pub fn stall_after_bytes(&self, bytes: usize) {
        self.hand(|state| state.until_stall = Some(bytes));
    }

    /// As soon as something of a receipt is on the paper it reads no more and answers nothing; questions how it is do not
    /// count.
    pub fn stall_when_printing(&self) {
        self.hand(|state| state.stalls_printing = true);
    }

    /// Whether it stalls within `timeout`.
    pub fn wait_until_stalled(&self, timeout: Duration) -> bool {
        self.wait(timeout, State::stalled)
    }

    /// Ends a stall, or calls it off. What piled up on the line is read.
    pub fn resume(&self) {
        self.hand(|state| state.until_stall = None);
    }

    /// Pulls the plug: the port is gone, and what was not printed is forgotten.
    pub fn unplug(&self) {
        self.hand(|state| {
            if !matches!(state.plug, Plug::Out) {
                state.plug = Plug::Pulled;
            }
        });
        self.wait(PULLING, |state| matches!(state.plug, Plug::Out));
    }

    /// Plugs it in again, at the same place. One that is plugged in stays so.
    pub fn plug_in(&self) -> io::Result<()> {
        let mut state = self.shared.lock();
        if matches!(state.plug, Plug::Out) {
            state.plug = Plug::Pushed(Pty::open_at(&self.link)?);
            self.shared.changed.notify_all();
        }
        Ok(())
    }

    fn hand(&self, act: impl FnOnce(&mut State)) {
        let mut state = self.shared.lock();
        act(&mut state);
        state.machine.work();
        self.shared.changed.notify_all();
    }

    /// Whether `happened` comes true within `timeout`.
    fn wait(&self, timeout: Duration, happened: impl Fn(&State) -> bool) -> bool {
        let state = self.shared.lock();
        let waited = self.shared.changed.wait_timeout_while(state, timeout, |state| !happened(state));
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

impl Drop for ReceiptPrinterSimulator {
    fn drop(&mut self) {
        self.hand(|state| state.stop = true);
        if let Some(thread) = self.thread.take() {
            // A panic there was already printed.
            let _ = thread.join();
        }
    }
}

/// What a printer makes of bytes, without a line and at once: the receipts, the last 32 of them, and what it did not
/// understand, at most 100 of that.
pub fn interpret(bytes: &[u8], font: &Arc<Font>) -> (Vec<PrintedReceipt>, Vec<String>) {
    let mut machine = Machine::new(Arc::clone(font));
    for piece in bytes.chunks(1024) {
        machine.take(piece);
        // Nobody listens.
        let _ = machine.replies();
    }
    (machine.receipts(), machine.errors().to_vec())
}

fn run(shared: &Shared, pty: Pty) {
    let mut line = Some(pty);
    let mut buffer = [0; 1024];
    while let Some((pty, may_read)) = turn(shared, &mut line) {
        let part = may_read.min(buffer.len());
        let read = match pty.read(&mut buffer[..part], TICK) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::TimedOut => 0,
            Err(error) => {
                let mut state = shared.lock();
                state.machine.error(format!("the line broke: {error}"));
                state.plug = Plug::Pulled;
                continue;
            }
        };
        let replies = {
            let mut state = shared.lock();
            state.machine.take(&buffer[..read]);
            state.until_stall = state.until_stall.map(|left| left.saturating_sub(read));
            if state.stalls_printing && state.machine.is_printing() {
                state.stalls_printing = false;
                state.until_stall = Some(0);
            }
            shared.changed.notify_all();
            let replies = state.machine.replies();
            if state.stalled() { Vec::new() } else { replies }
        };
        // An answer that nobody takes is lost, as on a real line.
        let _ = pty.write_all(&replies, ANSWERING);
    }
}

/// Does what the hand wants of the line, and returns it when it is to be read, with how many bytes may be; `None` at the
/// end.
fn turn<'a>(shared: &Shared, line: &'a mut Option<Pty>) -> Option<(&'a mut Pty, usize)> {
    let mut state = shared.lock();
    loop {
        if state.stop {
            return None;
        }
        match std::mem::replace(&mut state.plug, Plug::Out) {
            Plug::In if !state.stalled() => {
                state.plug = Plug::In;
                return Some((line.as_mut()?, state.until_stall.unwrap_or(usize::MAX)));
            }
            Plug::Pulled => {
                *line = None;
                state.machine.lose_power();
                shared.changed.notify_all();
                continue;
            }
            Plug::Pushed(pty) => {
                *line = Some(pty);
                state.plug = Plug::In;
                continue;
            }
            as_it_is => state.plug = as_it_is,
        }
        state = shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
}
