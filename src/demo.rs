//! A whole kiosk on a developer's machine: simulated devices on pseudo-terminals, the reference platform on a TLS port of
//! this machine, the courier in a thread, and somebody who touches the screen.
//!
//! The tests in `tests/` use the same bench and the same citizen. What a citizen does here goes through the rendered
//! screen; nothing reaches behind it.

pub mod bench;
#[cfg(feature = "headless")]
pub mod boot;
#[cfg(feature = "headless")]
pub mod citizen;
#[cfg(feature = "headless")]
pub mod headless;
#[cfg(feature = "headless")]
pub mod page;
#[cfg(feature = "headless")]
pub mod story;
pub mod traces;
pub mod window;
