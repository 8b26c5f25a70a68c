//! The screens without a display: drawn into memory by the software renderer, touched by a scripted finger.
//!
//! - Time stands still until [`pass`] moves it: animations and timers run only then.
//! - [`find`] sees what a person could touch: inside the window, inside what is scrolled into view, and not beneath an
//!   overlay.
//! - One [`install`] a thread; windows belong to the thread that made them. There is no event loop here, so work from
//!   another thread is handed over by the caller's own channel.

mod contrast;
pub mod finger;
mod sight;

use std::time::Duration;

use i_slint_backend_testing::{TestingBackend, TestingBackendOptions};
use slint::platform::SetPlatformError;
use slint::{ComponentHandle, PhysicalSize, PlatformError};

pub use contrast::contrast;
pub use sight::{Rect, Seen, all, controls, find, labels, ring, ringed, touched};

/// The width every page is drawn for, in pixels.
pub const WIDTH: u32 = 1080;
/// The height every page is drawn for, in pixels.
pub const HEIGHT: u32 = 1920;

/// Makes this thread's windows headless.
///
/// # Errors
/// When this thread already has a platform: call it once, before the first window.
pub fn install() -> Result<(), SetPlatformError> {
    slint::platform::set_platform(Box::new(TestingBackend::new(TestingBackendOptions {
        mock_time: true,
        threading: false,
        renderer_name: Some("software".into()),
    })))
}

/// Shows a component at 1080 x 1920 and lets its first animations end.
///
/// # Errors
/// What the renderer says when it cannot draw; on a machine without a single font it panics instead, so install one.
pub fn show<C: ComponentHandle>(component: &C) -> Result<(), PlatformError> {
    component.window().set_size(PhysicalSize::new(WIDTH, HEIGHT));
    component.show()?;
    pass(Duration::from_millis(500));
    Ok(())
}

/// Lets time pass for animations and timers.
pub fn pass(time: Duration) {
    i_slint_backend_testing::mock_elapsed_time(time);
}
