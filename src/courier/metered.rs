//! Lines that cost: how fast, and at which hours, the courier may send.
//!
//! Both are settings, and both are off unless a technician sets them. The rate is kept over any stretch longer than one
//! piece of an attachment, which is made small enough to pass in ten seconds, or longer than one file of the catalog, which
//! counts once it has come. Counted are the bytes themselves: not answers to what is handed in, not TLS, and not the third that
//! Base64 adds in a province's forms. Outside the hours nothing at all is sent
//! or brought, and the status says `hours`. What is under way when they end is ended: a batch of envelopes, a piece, a file
//! of the catalog.
//!
//! A citizen's question, for whose answer somebody stands and waits, keeps the hours like everything else, and is told `hours`
//! outside them. Within them it goes at once, past what waits, and is counted with its answer: what comes after it waits the
//! longer. So the rate is kept over any stretch longer than what one visit asks.
//!
//! Hours are China's (UTC+8), which has one time and no summer time, by the kiosk's clock: a wrong clock sends at wrong
//! hours, and sends all the same.

use crate::platform::contract::MAX_PIECE_BYTES;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What a metered line allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Metered {
    /// Bytes a second, not 0. Without it, as fast as the line goes.
    pub bytes_per_second: Option<std::num::NonZeroU32>,
    /// The hours at which to send, such as `22:00-06:00`. Without it, at all hours.
    pub hours: Option<Hours>,
}

/// From a minute of the day up to another, which is not in it; over midnight when the second is the earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Hours {
    from: u32,
    until: u32,
}

/// The text is not a stretch of hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not hours such as `22:00-06:00`; two different times of the day with a hyphen between")]
pub struct NotHours;

impl Hours {
    /// From an hour and minute to another; both of the day, and different.
    pub(crate) const fn between(from: (u32, u32), until: (u32, u32)) -> Self {
        Self { from: from.0 * 60 + from.1, until: until.0 * 60 + until.1 }
    }

    /// Whether this moment is in them.
    pub fn contains(self, now: Timestamp) -> bool {
        let Self { from, until } = self;
        let local = now.saturating_add(SignedDuration::from_hours(8)).expect("hours are no calendar units");
        let minute = u32::try_from(local.as_second().rem_euclid(24 * 60 * 60) / 60).expect("a minute of the day");
        if from < until { (from..until).contains(&minute) } else { minute >= from || minute < until }
    }
}

impl TryFrom<String> for Hours {
    type Error = NotHours;

    fn try_from(text: String) -> Result<Self, NotHours> {
        let (from, until) = text.split_once('-').ok_or(NotHours)?;
        let hours = Self { from: minute(from)?, until: minute(until)? };
        if hours.from == hours.until { Err(NotHours) } else { Ok(hours) }
    }
}

fn minute(text: &str) -> Result<u32, NotHours> {
    let (hours, minutes) = text.trim().split_once(':').ok_or(NotHours)?;
    let number = |digits: &str| -> Result<u32, NotHours> {
        let is_two_digits = digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit());
        if is_two_digits { digits.parse().map_err(|_| NotHours) } else { Err(NotHours) }
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    if hours < 24 && minutes < 60 { Ok(hours * 60 + minutes) } else { Err(NotHours) }
}

impl Metered {
    /// Whether anything may be sent now.
    pub(super) fn is_open(&self, now: Timestamp) -> bool {
        self.hours.is_none_or(|hours| hours.contains(now))
    }

    /// How long anything may be sent from now on; `None` without an end.
    fn left(&self, now: Timestamp) -> Option<Duration> {
        const DAY: u64 = 24 * 60 * 60;
        let hours = self.hours?;
        let local = now.saturating_add(SignedDuration::from_hours(8)).expect("hours are no calendar units");
        let second = u64::try_from(local.as_second().rem_euclid(24 * 60 * 60)).expect("a second of the day");
        let until = u64::from(hours.until) * 60;
        let left = if second < until { until - second } else { until + DAY - second };
        Some(Duration::from_secs(if hours.contains(now) { left } else { 0 }))
    }
}

/// Keeps the rate and the hours: what was sent has to be waited for before more is, and when the hours end in the middle of
/// a round, no more is. Its clones keep one rate between them, since they share one line.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    metered: Metered,
    free_at: Arc<Mutex<Option<Instant>>>,
    ends_at: Option<Instant>,
}

impl Pace {
    /// At this rate.
    pub fn new(metered: Metered) -> Self {
        Self { metered, ..Self::default() }
    }

    /// It is so late; the hours end so much later. `false` when they are over.
    pub(super) fn begin(&mut self, now: Timestamp) -> bool {
        self.ends_at = self.metered.left(now).map(|left| Instant::now() + left);
        self.metered.is_open(now)
    }

    /// Whether there is a rate to keep.
    pub(super) fn is_limited(&self) -> bool {
        self.metered.bytes_per_second.is_some()
    }

    /// The most bytes of a piece: what passes in ten seconds, at least 4 KiB.
    pub(super) fn most(&self) -> usize {
        self.metered.bytes_per_second.map_or(MAX_PIECE_BYTES, |rate| {
            usize::try_from(rate.get()).unwrap_or(usize::MAX).saturating_mul(10).clamp(4 * 1024, MAX_PIECE_BYTES)
        })
    }

    /// How long to wait at `now` before so many bytes may be sent; `None` when the hours end before.
    fn wait(&self, now: Instant, bytes: usize) -> Option<Duration> {
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        let begin = free_at.map_or(now, |free_at| free_at.max(now));
        if self.ends_at.is_some_and(|ends_at| begin >= ends_at) {
            return None;
        }
        if let Some(rate) = self.metered.bytes_per_second {
            let millis = u64::try_from(bytes).unwrap_or(u64::MAX).saturating_mul(1_000) / u64::from(rate.get());
            *free_at = Some(begin + Duration::from_millis(millis));
        }
        Some(begin - now)
    }

    /// Waits until so many bytes may be sent; `false`, and they may not, when the hours end before.
    pub(crate) async fn allow(&self, bytes: usize) -> bool {
        let Some(wait) = self.wait(Instant::now(), bytes) else { return false };
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        true
    }

    /// Whether anything may be sent at `now`.
    pub(super) fn is_open(&self, now: Timestamp) -> bool {
        self.metered.is_open(now)
    }

    /// So many bytes went and came which were not waited for.
    pub(super) fn spent(&self, bytes: usize) {
        // What is over is waited for by the next.
        let _ = self.wait(Instant::now(), bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(text: &str) -> Result<Hours, NotHours> {
        Hours::try_from(text.to_owned())
    }

    #[test]
    fn hours_over_midnight_are_chinas_hours() {
        let metered = Metered { hours: Some(hours("22:00-06:00").expect("hours")), ..Metered::default() };
        for (utc, is_open) in [("13:59", false), ("14:00", true), ("21:59", true), ("22:00", false), ("04:00", false)] {
            let now = format!("2026-01-01T{utc}:00Z").parse().expect("a time");
            assert_eq!(metered.is_open(now), is_open, "{utc} UTC");
        }
        assert!(Metered::default().is_open(Timestamp::UNIX_EPOCH));
    }

    #[test]
    fn what_is_no_stretch_of_hours_is_refused() {
        for wrong in ["", "22:00", "22-06", "24:00-06:00", "22:60-06:00", "6:00-22:00", "06:00-06:00", "+1:00-06:00"] {
            assert_eq!(hours(wrong), Err(NotHours), "{wrong}");
        }
    }

    #[test]
    fn the_rate_is_kept_over_many_pieces_and_over_all_that_share_the_line() {
        let metered = Metered { bytes_per_second: std::num::NonZeroU32::new(1_000), ..Metered::default() };
        let (pace, begun) = (Pace::new(metered), Instant::now());
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(pace.most(), 10_000);
        assert_eq!(pace.wait(begun, 5_000), seconds(0), "the first goes at once");
        assert_eq!(pace.clone().wait(begun, 5_000), seconds(5));
        let rested = begun + Duration::from_secs(60);
        assert_eq!(pace.wait(rested, 1_000), seconds(0), "a rest is not made up for");
        assert_eq!(pace.wait(rested, 1), seconds(1));
    }

    #[test]
    fn when_the_hours_end_in_the_middle_of_a_round_no_more_is_sent() {
        let bytes_per_second = std::num::NonZeroU32::new(1_000);
        let mut pace = Pace::new(Metered { bytes_per_second, hours: Some(hours("22:00-06:00").expect("hours")) });
        assert!(!pace.begin("2026-01-01T22:00:00Z".parse().expect("a time")), "six in the morning");
        assert!(pace.begin("2026-01-01T21:59:50Z".parse().expect("a time")), "ten seconds before");
        let begun = Instant::now();
        assert!(pace.wait(begun, 9_000).is_some());
        assert!(pace.wait(begun, 9_000).is_some_and(|wait| wait >= Duration::from_secs(8)));
        assert_eq!(pace.wait(begun, 1), None, "eighteen seconds of sending end after six");
    }
}
