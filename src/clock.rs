//! Where time and chance come from; the session takes them as values.

use crate::platform::contract::SubmissionId;
use crate::session::Moment;
use jiff::tz::{Offset, TimeZone};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The kiosk's clock.
#[derive(Clone)]
pub struct Clock {
    start: Instant,
    /// Milliseconds that were skipped by hand.
    skipped: Arc<AtomicU64>,
    /// Whether time also goes by on its own.
    runs: bool,
}

impl Clock {
    /// The machine's clock.
    pub fn real() -> Self {
        Self { start: Instant::now(), skipped: Arc::default(), runs: true }
    }

    /// A clock that stands still, on the morning of 21 November 2026, until [`Clock::skip`] moves it: silence is then
    /// made, not waited for.
    pub fn by_hand() -> Self {
        Self { runs: false, ..Self::real() }
    }

    /// Lets time go by.
    pub fn skip(&self, time: Duration) {
        self.skipped.fetch_add(u64::try_from(time.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Now.
    pub fn now(&self) -> Moment {
        let ran = if self.runs { self.start.elapsed() } else { Duration::ZERO };
        // China keeps one time, without summer time: no time-zone database is needed.
        let zone = TimeZone::fixed(Offset::constant(8));
        let elapsed = ran + Duration::from_millis(self.skipped.load(Ordering::Relaxed));
        let wall = if self.runs {
            jiff::Timestamp::now().to_zoned(zone).datetime()
        } else {
            jiff::civil::date(2026, 11, 21).at(10, 0, 0, 0).saturating_add(elapsed)
        };
        Moment { elapsed, wall, fresh: SubmissionId::generate() }
    }
}
