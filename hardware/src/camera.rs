//! Looking at a paper through the document camera.
//!
//! [`mod@file`] is a camera backed by a picture file, which a person or a test changes by hand, and [`sample`] draws what to
//! lay under it; a V4L2 driver will implement the same trait.

pub mod file;
pub mod sample;

use crate::{Actor, Personal};

/// A source of pictures.
pub trait Camera: Send {
    /// The newest picture. Blocks for at most half a second; frames that nobody asked for are dropped, not queued.
    ///
    /// On `Err` the camera may come back by itself: call again.
    fn frame(&mut self) -> Result<Frame, CameraFault>;
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

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum CameraFault {
    /// The camera is not there.
    #[error("no camera at {0}; plug it in, or correct its `port` in the settings file")]
    Gone(String),
    /// It is there, but what it sent is no picture that can be used.
    #[error("the camera sent no usable picture ({0}); check its cable and its mode")]
    Unusable(String),
}

impl CameraFault {
    /// Who must act.
    pub fn actor(&self) -> Actor {
        match self {
            Self::Gone(_) => Actor::Clerk,
            Self::Unusable(_) => Actor::Technician,
        }
    }
}
