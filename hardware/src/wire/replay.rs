//! A device that says what was recorded, on a pseudo-terminal.
//!
//! - What the driver says is scrubbed as the recording was, and must then be what was recorded: any receipt of the same
//!   shape passes for the one that was printed.
//! - What the device said comes at once, times being for people; but a pause between two things that it said is kept, up to
//!   [`LONGEST_PAUSE`]: only that tells where the one ended.
//! - It ends with the transcript, or with the first thing that the driver says otherwise.

use super::{Wire, scrub};
use crate::card_reader::transcript::{BadTranscript, Direction, Entry, parse};
use crate::pty::Pty;
use crate::simulation::Watched;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long the thread listens before it looks whether it is to end.
const BEAT: Duration = Duration::from_millis(20);
/// The longest pause that is kept.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// How long a byte may wait for room on the line.
const ROOM: Duration = Duration::from_secs(1);

/// A recorded device. Its port lives until it is dropped.
pub struct Replay {
    port: PathBuf,
    /// Until it plays.
    ready: Option<(Pty, Vec<Entry>)>,
    wire: Wire,
    ended: Arc<Watched<Option<Result<(), String>>>>,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Replay {
    /// Lays the port. Nothing is said before [`Replay::play`], so that a driver can open it before a device that speaks
    /// first does.
    pub fn lay(wire: Wire, text: &str) -> Result<Self, ReplayError> {
        let entries = parse(text)?;
        let pty = Pty::open()?;
        let (port, ready) = (pty.path().to_owned(), Some((pty, entries)));
        Ok(Self { port, ready, wire, ended: Arc::default(), over: Arc::default(), thread: None })
    }

    /// Where the driver finds it.
    pub fn port(&self) -> &Path {
        &self.port
    }

    /// Begins. Does nothing the second time.
    pub fn play(&mut self) -> io::Result<()> {
        let Some((mut pty, entries)) = self.ready.take() else { return Ok(()) };
        let (wire, ended, over) = (self.wire, Arc::clone(&self.ended), Arc::clone(&self.over));
        let thread = thread::Builder::new().name(String::from("wire-replay")).spawn(move || {
            let outcome = run(wire, &mut pty, &entries, &over);
            *ended.lock() = Some(outcome);
            ended.tell();
            // The port stays while the driver may still look at it.
            while !over.load(Ordering::Relaxed) {
                thread::park_timeout(BEAT);
            }
        })?;
        self.thread = Some(thread);
        Ok(())
    }

    /// Waits until everything was asked and said. The error is what the driver said otherwise, or that `patience` is over.
    pub fn end(&self, patience: Duration) -> Result<(), String> {
        self.ended.wait(patience, Option::is_some);
        self.ended
            .lock()
            .clone()
            .unwrap_or_else(|| Err(String::from("the transcript is not over; the driver is silent")))
    }
}

impl Drop for Replay {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A panic there was already printed.
            let _ = thread.join();
        }
    }
}

/// Why a recording cannot be played.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// It is no transcript.
    #[error(transparent)]
    Transcript(#[from] BadTranscript),
    /// There is no pseudo-terminal to be had.
    #[error("no pseudo-terminal ({0}); is /dev/pts mounted?")]
    Port(#[from] io::Error),
}

fn run(wire: Wire, pty: &mut Pty, entries: &[Entry], over: &AtomicBool) -> Result<(), String> {
    let mut before: Option<&Entry> = None;
    // A long one was written in pieces of the same time.
    for said in entries.chunk_by(|one, next| (one.direction, one.at) == (next.direction, next.at)) {
        let bytes: Vec<u8> = said.iter().flat_map(|entry| entry.bytes.iter().copied()).collect();
        match said[0].direction {
            Direction::In => {
                if let Some(before) = before.filter(|before| before.direction == Direction::In) {
                    thread::sleep(said[0].at.saturating_sub(before.at).min(LONGEST_PAUSE));
                }
                pty.write_all(&bytes, ROOM).map_err(|why| format!("the driver does not listen ({why})"))?;
            }
            Direction::Out => {
                let heard = scrub::scrub(wire, Direction::Out, &listen(pty, bytes.len(), over)?);
                if heard != bytes {
                    return Err(format!("the driver said {heard:02X?}, the transcript has {bytes:02X?}"));
                }
            }
        }
        before = said.first();
    }
    Ok(())
}

/// Exactly so many bytes of the driver's.
fn listen(pty: &mut Pty, count: usize, over: &AtomicBool) -> Result<Vec<u8>, String> {
    let mut heard = vec![0; count];
    let mut filled = 0;
    while filled < count {
        if over.load(Ordering::Relaxed) {
            return Err(format!("the driver said {filled} bytes of {count}"));
        }
        match pty.read(&mut heard[filled..], BEAT) {
            Ok(more) => filled += more,
            Err(why) if why.kind() == io::ErrorKind::TimedOut => {}
            Err(why) => return Err(format!("the line broke ({why})")),
        }
    }
    Ok(heard)
}
