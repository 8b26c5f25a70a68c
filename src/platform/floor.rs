//! When a certificate is judged by a kiosk that may not know the time.
//!
//! A kiosk's battery dies and its clock says 1970; a technician mistypes a year. Certificates judged by such a clock would
//! keep the queue waiting until somebody comes, and what was promised to a citizen waits with it. What is certain is only
//! that it is not earlier than the **floor**: this program's release, or the newest time that the platform has signed and
//! the kiosk's clock agreed with to a day. So:
//!
//! - A certificate that had expired at the floor is refused, whatever the clock says.
//! - One that is valid by the clock (and the clock not before the floor), or at the floor, or at some moment up to three
//!   years after it, is accepted. Later than the floor is where the kiosk then probably is.
//! - Chain, name, use and the one trusted CA are checked as always, at that moment.
//!
//! What it costs: a certificate that expired after the newest signed time is accepted until the platform signs a newer one.
//! Whoever holds its stolen key gets sealed bytes, and cannot sign a receipt; see docs/promises.md.
//!
//! A time that the clock does not agree with raises nothing: a platform that signs 2090 by mistake must not make every
//! certificate look expired for ever.

use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::{AtomicI64, Ordering};

/// This program was released no earlier. Raised with each release: it keeps a new kiosk from believing old certificates.
const RELEASED: i64 = 1_793_491_200; // 2026-11-01T00:00:00Z

/// How far clock and signature may differ and still agree.
const AGREE: SignedDuration = SignedDuration::from_hours(24);

/// How long after the floor a certificate may begin: longer than a kiosk stays switched off and is still used.
const AHEAD: i64 = 3 * 365 * DAY;

/// Between two moments that are tried. A certificate is valid for longer than that.
const STEP: i64 = 30 * DAY;

const DAY: i64 = 24 * 60 * 60;

/// Seconds since 1970 that it certainly is not before.
#[derive(Debug)]
pub(super) struct Floor(AtomicI64);

impl Default for Floor {
    fn default() -> Self {
        Self(AtomicI64::new(RELEASED))
    }
}

impl Floor {
    /// The platform signed a time, and the kiosk's clock said another when it came.
    pub(super) fn learn(&self, signed: Timestamp, clock: Timestamp) {
        if signed.duration_since(clock).abs() <= AGREE {
            self.0.fetch_max(signed.as_second(), Ordering::Relaxed);
        }
    }

    /// The moments to judge at, the likeliest first, in seconds since 1970.
    pub(super) fn moments(&self, clock: i64) -> impl Iterator<Item = i64> {
        let floor = self.0.load(Ordering::Relaxed);
        let later = (1..=AHEAD / STEP).map(move |step| floor + step * STEP);
        [clock.max(floor), floor].into_iter().chain(later)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn only_a_time_that_the_clock_agrees_with_raises_the_floor() {
        let floor = Floor::default();
        floor.learn(time("2090-01-01T00:00:00Z"), time("2026-12-01T00:00:00Z"));
        floor.learn(time("2027-01-01T00:00:00Z"), time("1970-01-01T00:00:00Z"));
        assert_eq!(floor.moments(0).next(), Some(RELEASED));
        let signed = time("2027-01-01T12:00:00Z");
        floor.learn(signed, time("2027-01-01T00:00:00Z"));
        floor.learn(time("2026-12-01T00:00:00Z"), time("2026-12-01T00:00:00Z"));
        assert_eq!(floor.moments(0).next(), Some(signed.as_second()), "it never sinks");
    }

    #[test]
    fn nothing_is_judged_before_the_floor_whatever_the_clock_says() {
        let floor = Floor::default();
        for clock in [0, RELEASED - 1, RELEASED + DAY, i64::from(u32::MAX)] {
            assert!(floor.moments(clock).all(|moment| moment >= RELEASED));
            assert_eq!(floor.moments(clock).next(), Some(clock.max(RELEASED)));
        }
    }
}
