//! The panel before the first page: waited for where there is none yet.

use crate::supervision;
use std::io::ErrorKind;
use std::thread::sleep;
use std::time::Duration;
use yici_hardware::framebuffer::Framebuffer;

/// Between two looks.
const LOOKS: Duration = Duration::from_secs(1);

/// Waits until the kernel has a display to draw on: one whose cable is plugged in later is found then. One that was there once and
/// goes is the kernel's matter, which keeps its picture. Where the kernel's frame buffer is not what is drawn on, nothing is
/// waited for.
pub fn wait() {
    let none = || Framebuffer::first().is_err_and(|error| error.kind() == ErrorKind::NotFound);
    if std::env::var_os("SLINT_BACKEND_LINUXFB").is_none() || !none() {
        return;
    }
    tracing::warn!("no display: it is waited for; check its cable and that it is switched on");
    while none() {
        supervision::not_yet(LOOKS * 30);
        sleep(LOOKS);
    }
}
