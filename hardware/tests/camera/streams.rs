//! A camera whose stream a test holds in its hand: real JPEG and YUYV bytes, handed over as the kernel hands them.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use yici_hardware::camera::stream::{Source, Stream, StreamingCamera, Trouble};
use yici_hardware::camera::v4l2::negotiate::Mode;

pub const MJPEG: [u8; 4] = *b"MJPG";
pub const YUYV: [u8; 4] = *b"YUYV";

/// What the camera does next.
pub enum Next {
    /// A picture waits already.
    Waits(Vec<u8>),
    /// A picture comes when it is waited for.
    Comes(Vec<u8>),
    /// One comes that its driver calls damaged.
    Damaged,
    /// Nothing comes.
    Nothing,
    /// The stream breaks.
    Breaks,
}

/// The camera's other end. Cloned, it is the same.
#[derive(Clone, Default)]
pub struct Hand(Arc<Mutex<Inside>>);

/// The stream while it is open.
pub struct Flow(Hand);

impl Drop for Flow {
    fn drop(&mut self) {
        self.0.0.lock().unwrap().open = false;
    }
}

#[derive(Default)]
struct Inside {
    script: VecDeque<Next>,
    mode: Option<([u8; 4], u32, u32)>,
    openings: usize,
    open: bool,
}

impl Hand {
    /// What it sends from its next opening on; `None` pulls the plug.
    pub fn sends(&self, mode: Option<([u8; 4], u32, u32)>) {
        self.0.lock().unwrap().mode = mode;
    }

    pub fn then(&self, next: impl IntoIterator<Item = Next>) {
        self.0.lock().unwrap().script.extend(next);
    }

    /// Whether it streams now.
    pub fn streams(&self) -> bool {
        self.0.lock().unwrap().open
    }

    pub fn openings(&self) -> usize {
        self.0.lock().unwrap().openings
    }
}

impl Source for Hand {
    type Stream = Flow;

    fn open(&mut self) -> Result<(Flow, Mode), Trouble> {
        let mut inside = self.0.lock().unwrap();
        let Some((fourcc, width, height)) = inside.mode else {
            return Err(Trouble::System(io::ErrorKind::NotFound.into()));
        };
        inside.openings += 1;
        let mode = Mode::granted(fourcc, width, height, 0).map_err(Trouble::Unusable)?;
        inside.open = true;
        Ok((Flow(self.clone()), mode))
    }

    fn find(&self) -> io::Result<()> {
        self.0.lock().unwrap().mode.map(|_| ()).ok_or(io::ErrorKind::NotFound.into())
    }

    fn name(&self) -> String {
        "a camera in a hand".into()
    }
}

impl Stream for Flow {
    fn ready(&mut self, patience: Duration) -> io::Result<bool> {
        let mut inside = self.0.0.lock().unwrap();
        match inside.script.front() {
            Some(Next::Waits(_)) => Ok(true),
            Some(Next::Breaks) => {
                inside.script.pop_front();
                Err(io::Error::other("it was unplugged"))
            }
            Some(Next::Comes(_) | Next::Damaged) => Ok(!patience.is_zero()),
            // Time is handed in: nobody waits for it.
            Some(Next::Nothing) if !patience.is_zero() => {
                inside.script.pop_front();
                Ok(false)
            }
            Some(Next::Nothing) | None => Ok(false),
        }
    }

    fn take(&mut self, see: &mut dyn FnMut(Option<&[u8]>)) -> io::Result<()> {
        match self.0.0.lock().unwrap().script.pop_front() {
            Some(Next::Waits(bytes) | Next::Comes(bytes)) => see(Some(&bytes)),
            Some(Next::Damaged) => see(None),
            _ => return Err(io::Error::other("nothing was ready")),
        }
        Ok(())
    }
}

/// A camera that sends MJPEG, and its hand.
pub fn camera() -> (StreamingCamera<Hand>, Hand) {
    let hand = Hand::default();
    hand.sends(Some((MJPEG, 1280, 960)));
    (StreamingCamera::over(hand.clone()), hand)
}
