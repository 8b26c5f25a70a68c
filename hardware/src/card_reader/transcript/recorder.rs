//! Writes down what is said on another line.
//!
//! - What the reader says is held back until the driver asks again, or closes the line, and is then scrubbed as a whole:
//!   a card that came in many pieces is still known as one.
//! - A recording never disturbs the reading: if it cannot be written, or is as long as it may be, it ends, and says so in
//!   the log.
//!
//! Limits: [`MAX_HELD`] bytes are held between two requests; of more, only their number is written.

use super::{Direction, Entry, HEAD, MAX_ENTRIES, MAX_PIECE, scrub};
use crate::card_reader::transport::{Connect, Transport};
use crate::{Fault, Personal};
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The most bytes that are held between two requests.
pub const MAX_HELD: usize = 16 * 1024;

/// A line that is written down.
pub struct Recorder<C> {
    inner: C,
    log: Arc<Mutex<Log>>,
}

impl<C: Connect> Recorder<C> {
    /// Records what is said on `inner` into `out`, across all of its openings.
    pub fn new(inner: C, mut out: impl Write + Send + 'static) -> io::Result<Self> {
        writeln!(out, "{HEAD}")?;
        let log = Log { out: Some(Box::new(out)), began: Instant::now(), entries: 0 };
        Ok(Self { inner, log: Arc::new(Mutex::new(log)) })
    }
}

impl<C: Connect> Connect for Recorder<C> {
    type Line = Recorded<C::Line>;

    fn connect(&mut self) -> Result<Self::Line, Fault> {
        let connected = self.inner.connect();
        with(&self.log, |log| log.remark(if connected.is_ok() { "line opened" } else { "line could not be opened" }));
        Ok(Recorded { inner: connected?, log: Arc::clone(&self.log), held: Held::default() })
    }
}

/// An open line that is written down.
pub struct Recorded<T> {
    inner: T,
    log: Arc<Mutex<Log>>,
    held: Held,
}

impl<T: Transport> Transport for Recorded<T> {
    fn clear(&mut self) -> io::Result<()> {
        let cleared = self.inner.clear();
        self.watch(cleared)
    }

    fn send(&mut self, bytes: &[u8], timeout: Duration) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        with(&self.log, |log| {
            log.answer(&held);
            let remark = request_name(bytes).to_owned();
            log.entry(&Entry { at: log.began.elapsed(), direction: Direction::Out, bytes: bytes.to_vec(), remark });
        });
        let sent = self.inner.send(bytes, timeout);
        self.watch(sent)
    }

    fn receive(&mut self, buffer: &mut [u8], timeout: Duration) -> io::Result<usize> {
        let received = self.inner.receive(buffer, timeout);
        let at = with(&self.log, |log| log.began.elapsed());
        let count = self.watch(received)?;
        self.held.take(&buffer[..count], at);
        Ok(count)
    }
}

impl<T> Recorded<T> {
    /// Notes that the line broke, if it did. Silence is no break.
    fn watch<R>(&self, outcome: io::Result<R>) -> io::Result<R> {
        if let Err(error) = &outcome
            && error.kind() != io::ErrorKind::TimedOut
        {
            with(&self.log, |log| log.remark(&format!("line broke: {error}")));
        }
        outcome
    }
}

impl<T> Drop for Recorded<T> {
    fn drop(&mut self) {
        with(&self.log, |log| {
            log.answer(&self.held);
            log.remark("line closed");
        });
    }
}

/// What came since the last request.
struct Held {
    // At its full size from the start: a buffer that grows leaves unerased copies behind.
    bytes: Personal<Vec<u8>>,
    pieces: Vec<(Duration, usize)>,
    too_many: usize,
}

impl Default for Held {
    fn default() -> Self {
        Self { bytes: Personal::new(Vec::with_capacity(MAX_HELD)), pieces: Vec::new(), too_many: 0 }
    }
}

impl Held {
    fn take(&mut self, bytes: &[u8], at: Duration) {
        for piece in bytes.chunks(MAX_PIECE) {
            if self.bytes.reveal().len() + piece.len() > MAX_HELD {
                self.too_many += piece.len();
            } else {
                self.bytes.reveal_mut().extend(piece);
                self.pieces.push((at, piece.len()));
            }
        }
    }
}

struct Log {
    /// `None` once the recording has ended.
    out: Option<Box<dyn Write + Send>>,
    began: Instant,
    entries: usize,
}

impl Log {
    fn answer(&mut self, held: &Held) {
        let clean = scrub::scrub(held.bytes.reveal());
        let mut rest = clean.as_slice();
        for (index, (at, count)) in held.pieces.iter().enumerate() {
            let (piece, later) = rest.split_at(*count);
            rest = later;
            // Beside the first piece stands what all of them say together.
            let remark = if index == 0 { scrub::remark(&clean) } else { "" }.to_owned();
            self.entry(&Entry { at: *at, direction: Direction::In, bytes: piece.to_vec(), remark });
        }
        if held.too_many > 0 {
            self.remark(&format!("{} bytes more, not recorded", held.too_many));
        }
    }

    fn entry(&mut self, entry: &Entry) {
        if self.entries == MAX_ENTRIES {
            self.remark("the recording is as long as it may be, and ends here");
            self.out = None;
        } else {
            self.entries += 1;
            self.line(&entry.to_string());
        }
    }

    fn remark(&mut self, remark: &str) {
        self.line(&format!("# {remark}"));
    }

    fn line(&mut self, line: &str) {
        let Some(out) = &mut self.out else { return };
        if let Err(error) = writeln!(out, "{line}").and_then(|()| out.flush()) {
            tracing::warn!(%error, "the recording of a line ends: it cannot be written");
            self.out = None;
        }
    }
}

fn with<T>(log: &Mutex<Log>, act: impl FnOnce(&mut Log) -> T) -> T {
    act(&mut log.lock().unwrap_or_else(PoisonError::into_inner))
}

fn request_name(request: &[u8]) -> &'static str {
    match request.get(7..9) {
        Some([0x10, 0xFF]) => "reset",
        Some([0x11, 0xFF]) => "status",
        Some([0x12, 0xFF]) => "module number",
        Some([0x20, 0x01]) => "find",
        Some([0x20, 0x02]) => "select",
        Some([0x30, 0x01]) => "read text and photo",
        Some([0x30, 0x03]) => "read newest address",
        _ => "",
    }
}
