//! A camera as a scanner: the fallback where none is fitted, or the one that is has failed.
//!
//! - One call takes one picture and looks for one QR code in it. Pictures are not kept.
//! - A code that stays in view is passed on once. It may be held out again after it was out of view, for [`AWAY`] pictures
//!   one after the other: a picture in which it was only not found is not enough.
//!
//! Limits: QR codes only (ISO/IEC 18004, no Micro QR), one a picture. Looking takes some ten milliseconds for 1280 by 960
//! pixels in a release build. What the reading library copies of a code is freed but not zeroed.

use super::{QrScanner, Scan};
use crate::{Camera, CameraFault, Fault, Frame, Personal};
use rxing::{BarcodeFormat, DecodeHints, helpers};

/// Pictures without the code after which it counts as taken away.
pub const AWAY: u8 = 3;

/// A camera that reads QR codes.
pub struct CameraScanner<C> {
    camera: C,
    last: Option<Scan>,
    missed: u8,
}

impl<C: Camera> CameraScanner<C> {
    /// Looks through this camera.
    pub fn new(camera: C) -> Self {
        Self { camera, last: None, missed: 0 }
    }

    /// Gives the camera back, for taking pictures with.
    pub fn into_camera(self) -> C {
        self.camera
    }

    fn in_view(&mut self) -> Result<Option<Scan>, Fault> {
        Ok(find(&self.camera.frame()?))
    }
}

impl<C: Camera> QrScanner for CameraScanner<C> {
    fn scan(&mut self) -> Result<Option<Scan>, Fault> {
        match self.in_view()? {
            None => {
                self.missed = self.missed.saturating_add(1);
                if self.missed >= AWAY {
                    self.last = None;
                }
                Ok(None)
            }
            found => {
                self.missed = 0;
                let same = found == self.last;
                self.last.clone_from(&found);
                Ok(found.filter(|_| !same))
            }
        }
    }

    fn forget(&mut self) -> Result<(), Fault> {
        // What lies there already was presented before the question.
        self.last = self.in_view()?;
        self.missed = 0;
        Ok(())
    }

    fn check(&mut self) -> Result<(), Fault> {
        Ok(self.camera.frame().map(|_| ())?)
    }
}

/// The QR code in a picture, if one can be read.
pub fn find(frame: &Frame) -> Option<Scan> {
    let grey = crate::camera::grey(frame);
    let mut hints = DecodeHints { TryHarder: Some(false), ..DecodeHints::default() };
    let read = helpers::detect_in_luma_slice_with_hints(
        grey.reveal(),
        frame.width,
        frame.height,
        Some(BarcodeFormat::QR_CODE),
        &mut hints,
    );
    Scan::new(Personal::new(read.ok()?.getText().as_bytes().to_vec()))
}

impl From<CameraFault> for Fault {
    fn from(fault: CameraFault) -> Self {
        match fault {
            CameraFault::Gone(why) => Self::NotThere { port: String::from("the camera"), why },
            CameraFault::Stalled(waited) => Self::Silent(waited),
            CameraFault::Unusable(_) => Self::Garbled("a picture that cannot be used"),
        }
    }
}
