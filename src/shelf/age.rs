//! How old a signed catalog is, told by a clock that may be wrong.
//!
//! A kiosk's battery dies and its clock says 1970, or a hand sets it to 2062. Neither may close the kiosk by itself, and
//! neither may keep an old catalog open for ever. Two things are certain without the clock: the time that somebody signed
//! into the catalog has passed, and so has the time that this kiosk has run since it took that catalog in. Their sum is the
//! least that the time can be. The clock is believed from there to 366 days later. A clock that says less is behind; one that
//! says more is taken to be wrong, not the catalog old, and the technician is told: then the least counts, which still
//! reaches every date in the end, because running time goes on.
//!
//! Limit: a kiosk that lay switched off for more than a year, and is switched on without a line, goes on with its old
//! catalog for as long as that had left, and says to the technician that its clock is in doubt.

use super::Signed;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// How far ahead of the certain time a clock is believed.
const BELIEVED: SignedDuration = SignedDuration::from_hours(366 * 24);

/// How far behind it a clock may be before somebody is told.
const TOLERATED: SignedDuration = SignedDuration::from_hours(24);

/// The time by which a catalog is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// It.
    pub time: Timestamp,
    /// Why it is not the clock's.
    pub doubt: Option<Doubt>,
}

/// What is wrong with a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It says a time that has certainly passed.
    Behind,
    /// It is more than 366 days ahead of the certain time.
    Ahead,
}

/// Judges what the wall's clock says, `ran` after a catalog that was signed at `made` was taken in.
pub fn now(wall: Timestamp, made: Timestamp, ran: Duration) -> Now {
    let ran = SignedDuration::try_from(ran).unwrap_or(SignedDuration::MAX);
    let least = made.saturating_add(ran).unwrap_or(Timestamp::MAX);
    let most = least.saturating_add(BELIEVED).unwrap_or(Timestamp::MAX);
    if wall > most {
        return Now { time: least, doubt: Some(Doubt::Ahead) };
    }
    let behind = wall.saturating_add(TOLERATED).is_ok_and(|wall| wall < least);
    Now { time: wall.max(least), doubt: behind.then_some(Doubt::Behind) }
}

/// What a citizen is told of the catalog's age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Freshness {
    /// Nothing.
    #[default]
    Fresh,
    /// For so many days nobody has said that it is the newest.
    Old {
        /// Whole days.
        days: i64,
    },
    /// It is past the limit that is set in it: nothing may be handed in under it.
    Closed,
}

impl Signed {
    /// How old it is at this time.
    pub fn freshness(&self, at: Timestamp) -> Freshness {
        if at >= self.closes {
            Freshness::Closed
        } else if at >= self.old_from {
            Freshness::Old { days: at.duration_since(self.made).as_hours() / 24 }
        } else {
            Freshness::Fresh
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_secs(86_400);

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn signed() -> Signed {
        Signed {
            versions: super::super::Versions::default(),
            made: at("2026-11-01T00:00:00Z"),
            old_from: at("2026-11-15T00:00:00Z"),
            closes: at("2027-05-01T00:00:00Z"),
        }
    }

    fn told(wall: &str, ran: Duration) -> (Freshness, Option<Doubt>) {
        let now = now(at(wall), signed().made, ran);
        (signed().freshness(now.time), now.doubt)
    }

    #[test]
    fn a_right_clock_tells_fresh_from_old_from_closed() {
        assert_eq!(told("2026-11-02T00:00:00Z", Duration::ZERO), (Freshness::Fresh, None));
        assert_eq!(told("2026-12-01T12:00:00Z", Duration::ZERO), (Freshness::Old { days: 30 }, None));
        assert_eq!(told("2027-05-01T00:00:00Z", Duration::ZERO), (Freshness::Closed, None));
    }

    #[test]
    fn a_clock_that_is_years_ahead_closes_nothing_and_is_told() {
        assert_eq!(told("2062-01-01T00:00:00Z", DAY), (Freshness::Fresh, Some(Doubt::Ahead)));
    }

    #[test]
    fn a_clock_that_is_years_behind_closes_nothing_and_is_told() {
        assert_eq!(told("1970-01-01T00:00:00Z", DAY), (Freshness::Fresh, Some(Doubt::Behind)));
    }

    #[test]
    fn no_clock_keeps_an_old_catalog_open_for_ever() {
        for wall in ["1970-01-01T00:00:00Z", "2026-11-02T00:00:00Z", "2062-01-01T00:00:00Z"] {
            assert_eq!(told(wall, 20 * DAY).0, Freshness::Old { days: 20 }, "{wall}");
            assert_eq!(told(wall, 200 * DAY).0, Freshness::Closed, "{wall}");
        }
    }

    #[test]
    fn a_clock_that_is_minutes_behind_is_no_news() {
        assert_eq!(told("2026-10-31T23:50:00Z", Duration::ZERO), (Freshness::Fresh, None));
    }
}
