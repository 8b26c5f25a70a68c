//! A card reader that is not there: it answers GA/T 467 on a pseudo-terminal, and has a hand that puts cards on it,
//! takes them away and makes it fail.
//!
//! - The real driver talks to it, byte by byte; nothing of the driver is replaced.
//! - It has no speed of its own: a pseudo-terminal has none. With [`CardReaderSimulator::pace`] it keeps to a line's.
//! - Every move of the hand takes effect with the next request, [`CardReaderSimulator::unplug`] at once.
//! - One thread while it is plugged in; it ends with `unplug` or with the simulator.
//! - A test never sleeps: it waits until the simulator has seen or done something.
//!
//! Limits: an answer that the driver leaves unread for a second is lost; at most 64 replies' fates are planned ahead.

mod pace;
mod sam;
mod sample;

pub use sample::{sample_card, sample_newest_address, sample_of};

use super::commands::{PHOTO_LEN, TEXT_LEN, TextAndPhoto};
use super::frame::Decoder;
use super::{IdCard, layout};
use crate::Personal;
use crate::pty::Pty;
use crate::simulation::{Plug, Watched};
use sam::{Fate, Lift, Lying, Sam};
use std::io;
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, MutexGuard};
use std::time::{Duration, Instant};

/// How long the thread listens before it looks whether the plug was pulled.
const BEAT: Duration = Duration::from_millis(20);
/// How long an answer may wait for room on the line.
const ROOM: Duration = Duration::from_secs(1);

/// A simulated reader and the hand that drives it. It may be shared among threads.
pub struct CardReaderSimulator {
    inside: Arc<Watched<Sam>>,
    plug: Plug,
}

impl CardReaderSimulator {
    /// Plugs a reader in whose port is found at `link`, without a card. The link's directory must exist.
    pub fn start(link: &Path) -> io::Result<Self> {
        let simulator = Self { inside: Arc::default(), plug: Plug::new(link, "card-reader-sim") };
        simulator.plug_in()?;
        Ok(simulator)
    }

    /// Where a driver finds its port while it is plugged in.
    pub fn link(&self) -> &Path {
        self.plug.link()
    }

    /// Puts a card down, in place of what lay there, its newest address with it. It need not be consistent, only fit; a
    /// short photo is filled up.
    pub fn insert(&self, card: &IdCard) -> Result<(), layout::TooLong> {
        let text = layout::encode(card)?;
        let mut photo = card.photo.clone();
        if photo.reveal().len() > PHOTO_LEN {
            return Err(layout::TooLong { field: "photo", room: PHOTO_LEN });
        }
        photo.reveal_mut().resize(PHOTO_LEN, 0);
        let address = card.newest_address.as_ref().map(layout::encode_address).transpose()?;
        self.put(text.reveal(), photo.reveal(), address);
        Ok(())
    }

    /// Puts down a card with these very bytes and without a newest address, in place of what lay there.
    pub fn insert_bytes(&self, text: &[u8; TEXT_LEN], photo: &[u8; PHOTO_LEN]) {
        self.put(text, photo, None);
    }

    /// Puts down a card of another kind: a bank card, a bus card.
    pub fn insert_other_kind(&self) {
        self.sam().put(Some(Lying::Other));
    }

    /// Takes the card away.
    pub fn lift(&self) {
        self.sam().put(None);
    }

    /// The card will be gone when the next read has sent `count` bytes; the rest never comes. It has 1,295, and behind them
    /// those of the answer about the newest address.
    pub fn lift_after_bytes(&self, count: usize) {
        self.sam().plan_lift(Lift::AfterBytes(count));
    }

    /// The card will be gone during the next read, and the reader will say that it could not read.
    pub fn lift_during_read(&self) {
        self.sam().plan_lift(Lift::Noticed);
    }

    /// The next reply that has no fate yet is sent as it is. For a mishap that is to hit a later one.
    pub fn let_one_pass(&self) {
        self.sam().plan(Fate::Whole);
    }

    /// The next reply that has no fate yet is sent with a wrong checksum.
    pub fn corrupt_next_checksum(&self) {
        self.sam().plan(Fate::BadChecksum);
    }

    /// These bytes come before the next reply.
    pub fn garbage_before_next(&self, bytes: &[u8]) {
        bytes.clone_into(&mut self.sam().garbage);
    }

    /// While garbled, what it answers is noise, as on a line at the wrong speed.
    pub fn garble(&self, garbled: bool) {
        self.sam().garbled = garbled;
    }

    /// While stalled, it hears requests and answers none.
    pub fn stall(&self, stalled: bool) {
        self.sam().stalled = stalled;
    }

    /// Whether it knows the newest-address command, as every reader should; some old ones may not.
    pub fn know_newest_address(&self, known: bool) {
        self.sam().knows_newest_address = known;
    }

    /// Whether it finds a card again that it has read and that was not lifted, once it was reset. Most do.
    pub fn find_again_after_reset(&self, finds: bool) {
        self.sam().finds_again_after_reset = finds;
    }

    /// Keeps to the speed of a line of so many baud, 8N1, from the next request on; without, it is as fast as it can be.
    pub fn pace(&self, baud: Option<NonZeroU32>) {
        self.sam().baud = baud;
    }

    /// Pulls the plug. When this returns, the port is gone. Does nothing if it is out already.
    pub fn unplug(&self) {
        self.plug.pull();
    }

    /// Plugs it in again, at the same link. Does nothing if it is in already.
    pub fn plug_in(&self) -> io::Result<()> {
        self.plug.push(|| {
            self.sam().power_up();
            let inside = Arc::clone(&self.inside);
            move |pty, pulled: &AtomicBool| serve(pty, &inside, pulled)
        })
    }

    /// Waits until it has heard `count` requests since its start; `false` when `timeout` was over first.
    #[must_use]
    pub fn wait_for_requests(&self, count: usize, timeout: Duration) -> bool {
        self.inside.wait(timeout, |sam| sam.requests >= count)
    }

    /// Waits until it has sent `count` cards whole since its start; `false` when `timeout` was over first.
    #[must_use]
    pub fn wait_for_reads(&self, count: usize, timeout: Duration) -> bool {
        self.inside.wait(timeout, |sam| sam.reads >= count)
    }

    fn put(&self, text: &[u8], photo: &[u8], newest_address: Option<Personal<Vec<u8>>>) {
        let text_and_photo = Personal::new([&TextAndPhoto::LENGTHS, text, photo].concat());
        self.sam().put(Some(Lying::Card { text_and_photo, newest_address }));
    }

    fn sam(&self) -> MutexGuard<'_, Sam> {
        self.inside.lock()
    }
}

fn serve(mut pty: Pty, inside: &Watched<Sam>, pulled: &AtomicBool) {
    let mut decoder = Decoder::default();
    let mut buffer = [0; 64];
    while !pulled.load(Ordering::Relaxed) {
        // A time-out is an idle line; the pty keeps its own port open, so nothing else can end it.
        let Ok(count) = pty.read(&mut buffer, BEAT) else {
            continue;
        };
        let heard = Instant::now();
        let mut bytes = &buffer[..count];
        while let Some(request) = decoder.take(&mut bytes) {
            let (answer, baud) = {
                let mut sam = inside.lock();
                (sam.answer(&request), sam.baud)
            };
            inside.tell();
            if let Some(answer) = answer {
                let sent = match baud {
                    None => pty.write_all(answer.bytes.reveal(), ROOM),
                    Some(baud) => pace::write_all(&mut pty, answer.bytes.reveal(), baud, heard, count),
                };
                let sent = sent.is_ok();
                inside.lock().reads += usize::from(sent && answer.is_card);
                inside.tell();
            }
        }
    }
}
