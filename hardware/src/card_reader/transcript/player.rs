//! A line that says what was recorded.
//!
//! - Each request must be the next one of the transcript; another one ends the line with an error that shows both.
//! - What the reader said comes at once and in the recorded pieces. Where it said nothing more, the line times out at
//!   once: nobody waits.
//! - The line may be closed and opened again: the transcript goes on where it was.

use super::{BadTranscript, Direction, Entry, parse};
use crate::Fault;
use crate::card_reader::transport::{Connect, Transport};
use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A transcript that is played back. A clone is the same playback: keep one to ask whether it is over.
#[derive(Clone)]
pub struct Player(Arc<Mutex<VecDeque<Entry>>>);

impl Player {
    /// Plays the transcript in `text` from its beginning.
    pub fn new(text: &str) -> Result<Self, BadTranscript> {
        Ok(Self(Arc::new(Mutex::new(parse(text)?.into()))))
    }

    /// Whether everything was asked and said.
    pub fn is_over(&self) -> bool {
        self.left().is_empty()
    }

    fn left(&self) -> MutexGuard<'_, VecDeque<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connect for Player {
    type Line = Self;

    fn connect(&mut self) -> Result<Self, Fault> {
        Ok(self.clone())
    }
}

impl Transport for Player {
    fn clear(&mut self) -> io::Result<()> {
        let mut left = self.left();
        while left.front().is_some_and(|entry| entry.direction == Direction::In) {
            left.pop_front();
        }
        Ok(())
    }

    fn send(&mut self, bytes: &[u8], _: Duration) -> io::Result<()> {
        let mut left = self.left();
        let unexpected = |why| Err(io::Error::new(io::ErrorKind::InvalidData, why));
        match left.pop_front() {
            Some(entry) if entry.direction == Direction::Out && entry.bytes == bytes => Ok(()),
            Some(entry) => unexpected(format!("the driver sent {bytes:02X?}, the transcript has: {entry}")),
            None => unexpected(format!("the driver sent {bytes:02X?} after the end of the transcript")),
        }
    }

    fn receive(&mut self, buffer: &mut [u8], _: Duration) -> io::Result<usize> {
        let mut left = self.left();
        let Some(entry) = left.front_mut().filter(|entry| entry.direction == Direction::In) else {
            return Err(io::ErrorKind::TimedOut.into());
        };
        let count = buffer.len().min(entry.bytes.len());
        buffer[..count].copy_from_slice(&entry.bytes[..count]);
        entry.bytes.drain(..count);
        if entry.bytes.is_empty() {
            left.pop_front();
        }
        Ok(count)
    }
}
