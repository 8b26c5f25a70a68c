//! Looking at a paper, or a face, through a camera.
//!
//! [`v4l2`] drives a camera of the Linux kernel, as [`stream`] says. [`mod@file`] is a camera backed by a picture file, which a person or a test
//! changes by hand, and [`sample`] draws what to show it. [`still`] judges a picture of a paper or of a face, and makes an
//! upright page or a portrait of it: functions of a [`Frame`] and nothing else.

pub mod file;
pub mod sample;
pub mod still;
pub mod stream;
pub mod v4l2;

use crate::{Actor, Personal};
use std::time::Duration;

/// A source of pictures.
pub trait Camera: Send {
    /// The newest picture. Blocks for at most half a second; frames that nobody asked for are dropped, not queued.
    ///
    /// On `Err` the camera may come back by itself: call again.
    fn frame(&mut self) -> Result<Frame, CameraFault>;

    /// Stops looking until the next `frame`: no picture is taken, and a lamp of the camera's own goes out. Says whether the
    /// camera is there.
    fn rest(&mut self) -> Result<(), CameraFault>;
}

/// One picture: what lies under the camera may be a citizen's paper.
#[derive(Clone)]
pub struct Frame {
    /// Pixels across; at most 4,096.
    pub width: u32,
    /// Pixels down; at most 4,096.
    pub height: u32,
    /// Three bytes a pixel, red first, rows from the top, no padding: `width * height * 3` bytes.
    pub rgb: Personal<Vec<u8>>,
}

/// The brightness of each pixel, by the weights of BT.601: `width * height` bytes.
///
/// A frame whose bytes do not match its size gives as many as it has.
pub fn grey(frame: &Frame) -> Personal<Vec<u8>> {
    Personal::new(frame.rgb.reveal().chunks_exact(3).map(|pixel| luma(pixel[0], pixel[1], pixel[2])).collect())
}

/// Weights of 256 in all, so the sum's high byte is the brightness.
fn luma(red: u8, green: u8, blue: u8) -> u8 {
    let sum = 77 * u16::from(red) + 150 * u16::from(green) + 29 * u16::from(blue);
    sum.to_be_bytes()[0]
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum CameraFault {
    /// The camera is not there.
    #[error("no camera at {0}; plug it in, or correct its `port` in the settings file")]
    Gone(String),
    /// It is there and sent no picture in time.
    #[error("the camera sent no picture in {0:?}; if it does not come back by itself, plug it in again")]
    Stalled(Duration),
    /// It is there, but what it sent is no picture that can be used.
    #[error("the camera sent no usable picture ({0}); check its cable and its mode")]
    Unusable(String),
}

impl CameraFault {
    /// Who must act.
    pub fn actor(&self) -> Actor {
        match self {
            Self::Gone(_) | Self::Stalled(_) => Actor::Clerk,
            Self::Unusable(_) => Actor::Technician,
        }
    }
}
