//! A line's speed on a pseudo-terminal, which has none.
//!
//! Each byte takes its ten bits' time, the request's bytes too. What is late because the machine was busy is caught up
//! with, as a real reader's bytes pile up in the system's buffer while the driver does not run.

use crate::pty::Pty;
use std::io;
use std::num::NonZeroU32;
use std::thread;
use std::time::{Duration, Instant};

/// Bytes that are handed over together, as a port's own buffer does.
const PIECE: usize = 16;

/// Bits of a byte on an 8N1 line.
const BITS: u64 = 10;

/// Sends `bytes` as if the request of `requested` bytes had begun to come in at `heard`.
pub fn write_all(pty: &mut Pty, bytes: &[u8], baud: NonZeroU32, heard: Instant, requested: usize) -> io::Result<()> {
    let time_of = |count: usize| Duration::from_secs(BITS * u64::try_from(count).unwrap_or(u64::MAX)) / baud.get();
    let mut passed = requested;
    for piece in bytes.chunks(PIECE) {
        passed += piece.len();
        thread::sleep((heard + time_of(passed)).saturating_duration_since(Instant::now()));
        pty.write_all(piece, super::ROOM)?;
    }
    Ok(())
}
