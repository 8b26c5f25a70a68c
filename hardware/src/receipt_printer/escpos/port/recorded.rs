//! A port that is written down.

use super::Port;
use crate::card_reader::transcript::Direction;
use crate::wire::log::Log;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A recording never disturbs the printing: one that cannot be written ends, and says so in the log.
pub struct RecordedPort {
    pub inner: Box<dyn Port>,
    pub log: Arc<Mutex<Log>>,
}

impl RecordedPort {
    fn note(&self, act: impl FnOnce(&mut Log) -> io::Result<()>) {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = act(&mut log) {
            tracing::warn!(%error, "what a printer was told could not be recorded");
        }
    }
}

impl Port for RecordedPort {
    fn send(&mut self, bytes: &[u8], wait: Duration) -> io::Result<()> {
        self.note(|log| log.said(Direction::Out, bytes));
        self.inner.send(bytes, wait)
    }

    fn byte(&mut self, wait: Duration) -> io::Result<u8> {
        let byte = self.inner.byte(wait)?;
        self.note(|log| log.said(Direction::In, &[byte]));
        Ok(byte)
    }

    fn forget(&mut self) {
        self.inner.forget();
    }

    fn has_left(&mut self) -> io::Result<bool> {
        self.inner.has_left()
    }

    fn drop_all(&mut self) {
        self.note(Log::write_down);
        self.inner.drop_all();
    }
}
