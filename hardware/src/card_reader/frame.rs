//! The frames of GA/T 467: bytes in, bytes out, no I/O.
//!
//! ```text
//! request  AA AA AA 96 69 | LEN hi lo | CMD PARA    | data | CHK
//! reply    AA AA AA 96 69 | LEN hi lo | SW1 SW2 SW3 | data | CHK
//! ```
//!
//! - LEN counts what follows it, CHK included. CHK is the XOR of everything between the preamble and itself, LEN
//!   included.
//! - A frame has at most [`MAX_FRAME`] bytes: a reply with text, photo and two fingerprints.
//! - The [`Decoder`] holds at most one such frame and never fails for good: after garbage, a wrong length or a wrong
//!   checksum it goes on with the next preamble.
//!
//! Source of the format: GA/T 467, as makers of readers publish it.

use crate::Personal;
use zeroize::Zeroize;

/// What every frame starts with.
pub const PREAMBLE: [u8; 5] = [0xAA, 0xAA, 0xAA, 0x96, 0x69];

/// The longest frame, in bytes, preamble included.
pub const MAX_FRAME: usize = 2_321;

/// Bytes of preamble and LEN.
pub const HEAD: usize = PREAMBLE.len() + 2;
/// CMD, PARA and CHK: the shortest body that LEN may announce.
const MIN_LEN: usize = 3;
const MAX_LEN: usize = MAX_FRAME - HEAD;

/// What a frame carries between LEN and CHK. It may be a citizen's card, so it is erased when dropped.
pub type Body = Personal<Vec<u8>>;

/// Why bytes after a preamble are not a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// LEN is outside 3 to 2,314.
    #[error("a frame announced {0} bytes, which no frame has; check the baud rate and the cable")]
    Length(usize),
    /// CHK is not the XOR of the bytes before it.
    #[error("a frame's checksum is {found:02X} and should be {computed:02X}; ask again, then check the cable")]
    Checksum {
        /// As it arrived.
        found: u8,
        /// As the bytes before it have it.
        computed: u8,
    },
}

/// A request without data, as it goes on the line.
pub fn request(command: u8, parameter: u8) -> Vec<u8> {
    frame(&[command, parameter], &[]).expect("two bytes fit in a frame")
}

/// A reply as it goes on the line: the status word's three bytes, then the data.
///
/// `None` when the data is longer than a frame takes (2,310 bytes).
pub fn reply(status: [u8; 3], data: &[u8]) -> Option<Personal<Vec<u8>>> {
    frame(&status, data).map(Personal::new)
}

fn frame(head: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let len = head.len() + data.len() + 1;
    if len > MAX_LEN {
        return None;
    }
    let mut bytes = Vec::with_capacity(HEAD + len);
    bytes.extend(PREAMBLE);
    bytes.extend(u16::try_from(len).ok()?.to_be_bytes());
    bytes.extend(head);
    bytes.extend(data);
    bytes.push(checksum(&bytes[PREAMBLE.len()..]));
    Some(bytes)
}

fn checksum(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum ^ byte)
}

/// Finds frames in a stream of bytes, however it was split or merged on its way.
pub struct Decoder {
    // At its full size from the start: a buffer that grows leaves unerased copies behind.
    held: Personal<Vec<u8>>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self { held: Personal::new(Vec::with_capacity(MAX_FRAME)) }
    }
}

impl Decoder {
    /// Takes bytes off the front of `input` until a frame or an error is complete. `None` when the input is used up.
    ///
    /// One call for one outcome: call again, with what is left of the input (even nothing), until `None`.
    pub fn take(&mut self, input: &mut &[u8]) -> Option<Result<Body, FrameError>> {
        loop {
            if let Some(outcome) = self.scan() {
                return Some(outcome);
            }
            if input.is_empty() {
                return None;
            }
            // There is room: what `scan` leaves behind is less than a frame.
            let held = self.held.reveal_mut();
            let (now, later) = input.split_at(input.len().min(MAX_FRAME - held.len()));
            held.extend(now);
            *input = later;
        }
    }

    /// Whether the last bytes are, or may be, the beginning of a frame whose rest has not come.
    pub fn is_mid_frame(&self) -> bool {
        !self.held.reveal().is_empty()
    }

    /// Forgets what is held, and erases every byte that went through since the last time.
    pub fn clear(&mut self) {
        self.held.zeroize();
    }

    fn scan(&mut self) -> Option<Result<Body, FrameError>> {
        self.skip(preamble_in(self.held.reveal()));
        let held = self.held.reveal();
        let len = usize::from(u16::from_be_bytes(*held.get(PREAMBLE.len()..)?.first_chunk()?));
        if !(MIN_LEN..=MAX_LEN).contains(&len) {
            self.skip(1);
            return Some(Err(FrameError::Length(len)));
        }
        let (found, checked) = held.get(..HEAD + len)?[PREAMBLE.len()..].split_last()?;
        let (found, computed) = (*found, checksum(checked));
        if found != computed {
            // A wrong length looks like this too, and then a whole frame may lie in what was taken for this one.
            self.skip(1);
            return Some(Err(FrameError::Checksum { found, computed }));
        }
        let body = Personal::new(checked[2..].to_vec());
        self.skip(HEAD + len);
        Some(Ok(body))
    }

    fn skip(&mut self, count: usize) {
        self.held.reveal_mut().drain(..count);
    }
}

/// Where the first preamble starts, or could start if more bytes came.
fn preamble_in(bytes: &[u8]) -> usize {
    (0..bytes.len())
        .find(|&start| bytes[start..].iter().zip(PREAMBLE).all(|(byte, wanted)| *byte == wanted))
        .unwrap_or(bytes.len())
}
