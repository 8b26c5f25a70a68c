//! The event loop around a kiosk, and how it ends.

use super::{Kiosk, KioskError};
use crate::clock::Clock;
use crate::settings::Settings;
use crate::station::Devices;
use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

/// Between two looks at the clock: silence is counted in seconds.
const TICK: Duration = Duration::from_millis(250);

/// Why a kiosk stopped serving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Its window was closed.
    Closed,
    /// The battery is nearly empty, or a technician said so. Everything is on the disk; the machine is to be switched off.
    PowerFailed,
    /// A new version waits and nobody is at work, or somebody in the service mode said so. Everything is on the disk; the
    /// machine is to be started again.
    Restart,
}

impl Kiosk {
    /// Serves until the window is closed, the battery is nearly empty, or a new version is to be started. On the return everything is on the disk.
    ///
    /// # Errors
    /// As [`Kiosk::open`], and when the display fails.
    pub fn serve(devices: Devices, settings: &Settings, clock: Clock) -> Result<Ended, KioskError> {
        thread_local! { static KIOSK: RefCell<Option<Kiosk>> = const { RefCell::new(None) }; }
        let pump = || {
            KIOSK.with_borrow_mut(|kiosk| {
                let Some(kiosk) = kiosk else { return };
                kiosk.pump();
                if !kiosk.keeper.is_alive() || kiosk.ending.is_some() {
                    // Fails only when the loop is over already.
                    let _ = slint::quit_event_loop();
                }
            });
        };
        // Fails only when the loop is over, and then nobody needs waking.
        let wake = move || drop(slint::invoke_from_event_loop(pump));
        let kiosk = Self::open_on(devices, settings, clock, Arc::new(wake))?;
        KIOSK.set(Some(kiosk));
        let timer = slint::Timer::default();
        timer.start(slint::TimerMode::Repeated, TICK, pump);
        let ended = slint::run_event_loop();
        let kiosk = KIOSK.take();
        ended?;
        match kiosk {
            Some(kiosk) if !kiosk.keeper.is_alive() => Err(KioskError::WriterDied),
            Some(kiosk) => Ok(kiosk.ending.unwrap_or(Ended::Closed)),
            None => Ok(Ended::Closed),
        }
    }
}
