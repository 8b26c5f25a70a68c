//! How old the served catalog is, by a clock that may be wrong; and what was seen, so that nothing older is served.

use crate::session::Moment;
use crate::shelf::age::{self, Doubt};
use crate::shelf::{Freshness, Seen, Signed};
use jiff::tz::{Offset, TimeZone};
use std::path::Path;
use std::time::Duration;

/// The catalog's age, as it goes by.
pub(super) struct CatalogAge {
    signed: Option<Signed>,
    seen: Seen,
    /// The process's clock when the running time was last added up.
    since: Duration,
    told: Freshness,
    doubt: Option<Doubt>,
}

impl CatalogAge {
    /// Goes on from what an earlier run saw.
    pub(super) fn new(state: &Path) -> Self {
        let (seen, since) = (Seen::load(state), Duration::ZERO);
        Self { signed: None, seen, since, told: Freshness::default(), doubt: None }
    }

    /// What was seen.
    pub(super) fn seen(&self) -> &Seen {
        &self.seen
    }

    /// Another catalog is served from now on.
    pub(super) fn served(&mut self, signed: Option<Signed>, elapsed: Duration) {
        self.add_up(elapsed);
        if let Some(signed) = &signed {
            self.seen.served(signed);
        }
        self.signed = signed;
    }

    /// What is to be kept now; `None` while nothing signed is served.
    pub(super) fn settled(&mut self, elapsed: Duration) -> Option<Seen> {
        self.add_up(elapsed);
        self.signed.as_ref().map(|_| self.seen.clone())
    }

    fn add_up(&mut self, elapsed: Duration) {
        let seconds = elapsed.saturating_sub(self.since).as_secs();
        self.since += Duration::from_secs(seconds);
        self.seen.ran_seconds = self.seen.ran_seconds.saturating_add(seconds);
    }

    /// What a citizen is to be told, when it is something else than before.
    pub(super) fn changed(&mut self, moment: &Moment) -> Option<Freshness> {
        let freshness = self.signed.as_ref().map_or(Freshness::Fresh, |signed| {
            // China keeps one time, eight hours ahead.
            let zone = TimeZone::fixed(Offset::constant(8));
            let wall = moment.wall.to_zoned(zone).map_or(signed.made, |wall| wall.timestamp());
            let ran = self.seen.ran() + moment.elapsed.saturating_sub(self.since);
            // One that came with the program was not taken in when the one before was: its own signing is what is certain.
            let ran = if signed.made == self.seen.made { ran } else { Duration::ZERO };
            let now = age::now(wall, signed.made, ran);
            if now.doubt != self.doubt {
                match now.doubt {
                    Some(Doubt::Ahead) => {
                        tracing::error!("the clock is more than a year ahead of what is certain; set it")
                    }
                    Some(Doubt::Behind) => tracing::error!("the clock says a time that has passed for certain; set it"),
                    None => tracing::info!("the clock is believed again"),
                }
                self.doubt = now.doubt;
            }
            signed.freshness(now.time)
        });
        if freshness == self.told {
            return None;
        }
        self.told = freshness;
        Some(freshness)
    }
}
