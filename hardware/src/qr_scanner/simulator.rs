//! A scanner that is not there: it sends codes on a pseudo-terminal, and has a hand that holds codes out, makes it
//! babble, stalls it and pulls its plug. It answers Newland's question ([`newland`]).
//!
//! - The real driver listens to it, byte by byte; nothing of the driver is replaced.
//! - One thread while it is plugged in; it ends with `unplug` or with the simulator.
//! - A test never sleeps: it waits until the simulator has sent something.
//!
//! Limits: at most [`WAITING`] codes wait to be sent; bytes that the driver leaves unread for a second are lost.

use super::newland;
use crate::pty::Pty;
use crate::simulation::{Plug, Watched};
use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Codes that may wait to be sent; more are refused.
pub const WAITING: usize = 64;
/// How long the thread listens before it looks for something to send.
const BEAT: Duration = Duration::from_millis(10);
/// How long a byte may wait for room on the line.
const ROOM: Duration = Duration::from_secs(1);
/// Bytes between two looks at the plug.
const PIECE: usize = 256;

/// What a scanner is set to send after a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    /// Carriage return, the default of most.
    Cr,
    /// Line feed.
    Lf,
    /// Both.
    CrLf,
    /// Nothing: only silence ends the code.
    Nothing,
}

impl Suffix {
    /// The bytes.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Cr => b"\r",
            Self::Lf => b"\n",
            Self::CrLf => b"\r\n",
            Self::Nothing => b"",
        }
    }
}

/// A simulated scanner and the hand that drives it. It may be shared among threads.
pub struct QrScannerSimulator {
    inside: Arc<Watched<State>>,
    plug: Plug,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Vec<u8>>,
    stalled: bool,
    mute: bool,
    sent: usize,
}

impl QrScannerSimulator {
    /// Plugs a scanner in whose port is found at `link`. The link's directory must exist.
    pub fn start(link: &Path) -> io::Result<Self> {
        let simulator = Self { inside: Arc::default(), plug: Plug::new(link, "qr-scanner-sim") };
        simulator.plug_in()?;
        Ok(simulator)
    }

    /// Where a driver finds its port while it is plugged in.
    pub fn link(&self) -> &Path {
        self.plug.link()
    }

    /// Holds a code out: its bytes are sent, then the suffix. `false` when [`WAITING`] others wait.
    #[must_use]
    pub fn present(&self, code: &[u8], suffix: Suffix) -> bool {
        self.send([code, suffix.bytes()].concat())
    }

    /// Sends `count` bytes without an end of line, as a scanner does that is broken or set to another speed. `false` when
    /// [`WAITING`] codes wait.
    #[must_use]
    pub fn babble(&self, count: usize) -> bool {
        self.send(b"babble".iter().copied().cycle().take(count).collect())
    }

    /// While stalled, what is held out waits, and no question is answered.
    pub fn stall(&self, stalled: bool) {
        self.inside.lock().stalled = stalled;
    }

    /// While mute it answers no question, like a scanner of another make.
    pub fn mute(&self, mute: bool) {
        self.inside.lock().mute = mute;
    }

    /// Pulls the plug. When this returns, the port is gone, and what waited to be sent too. Does nothing if it is out.
    pub fn unplug(&self) {
        if self.plug.pull() {
            self.inside.lock().waiting.clear();
        }
    }

    /// Plugs it in again, at the same link. Does nothing if it is in already.
    pub fn plug_in(&self) -> io::Result<()> {
        self.plug.push(|| {
            let inside = Arc::clone(&self.inside);
            move |pty, pulled: &AtomicBool| serve(pty, &inside, pulled)
        })
    }

    /// Waits until `count` codes or babbles were sent since its start; `false` when `timeout` was over first.
    #[must_use]
    pub fn wait_for_sent(&self, count: usize, timeout: Duration) -> bool {
        self.inside.wait(timeout, |state| state.sent >= count)
    }

    fn send(&self, bytes: Vec<u8>) -> bool {
        let waiting = &mut self.inside.lock().waiting;
        let room = waiting.len() < WAITING;
        if room {
            waiting.push_back(bytes);
        }
        room
    }
}

impl State {
    /// What is to be sent now, in pieces.
    fn next(&mut self) -> Option<Vec<u8>> {
        if self.stalled { None } else { self.waiting.pop_front() }
    }

    fn answers(&self) -> bool {
        !self.stalled && !self.mute
    }
}

fn serve(mut pty: Pty, inside: &Watched<State>, pulled: &AtomicBool) {
    let mut buffer = [0; 64];
    let mut begin = newland::Answer::new(newland::BEGIN);
    let mut end = newland::Answer::new(newland::END);
    while !pulled.load(Ordering::Relaxed) {
        // A time-out is an idle line; the pty keeps its own port open, so nothing else can end it.
        let heard = pty.read(&mut buffer, BEAT).unwrap_or(0);
        for (question, listener, answer) in
            [(newland::BEGIN, &mut begin, newland::BEGUN), (newland::END, &mut end, newland::ENDED)]
        {
            if listener.saw(&buffer[..heard]) {
                *listener = newland::Answer::new(question);
                if inside.lock().answers() {
                    // A driver that does not listen has lost its answer.
                    let _ = pty.write_all(answer, ROOM);
                }
            }
        }
        let next = inside.lock().next();
        if let Some(code) = next {
            let whole = |piece| !pulled.load(Ordering::Relaxed) && pty.write_all(piece, ROOM).is_ok();
            let _ = code.chunks(PIECE).all(whole);
            inside.lock().sent += 1;
            inside.tell();
        }
    }
}
