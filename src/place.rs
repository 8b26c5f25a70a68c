//! The place where the kiosk stands: when it serves, when somebody of the house is there, and when it is to be darker and quieter.
//!
//! - Outside its hours nobody new is let in; whoever is at work finishes.
//! - A clock that stands before this program was written is no clock: the kiosk is open then, rather than shut for ever.
//! - On market days ([`Market`]) a village's kiosk has other hours, and the clerk comes.
//! - Whether a clerk is there changes what a call for help says, and nothing else: the call goes out all the same.
//!
//! Pure; the time is handed in. Limit: the next opening is looked for within the next 40 days.

mod market;
mod night;

pub use market::Market;
pub use night::{Night, Profile};

use crate::catalog::{Hours, open_at};
use crate::text::{Language, either};
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time, date};
use serde::Deserialize;

/// Before this no kiosk ran this program.
const WRITTEN: Date = date(2026, 1, 1);
/// How many days ahead the next opening is looked for: more than a month of any calendar.
const AHEAD: i32 = 40;

/// What the settings say of the place. Without anything said: always open, with somebody there, as bright by night as by day.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Place {
    /// When it serves. None at all is always.
    pub open: Vec<Hours>,
    /// When a clerk is there. An empty list: only on market days. Left out: whenever it is open.
    pub attended: Option<Vec<Hours>>,
    /// Days of the market, on which it is open and a clerk is there besides.
    pub market: Option<Market>,
    /// When it is darker and quieter.
    pub night: Option<Night>,
}

impl Place {
    /// Whether it serves now.
    pub fn is_open(&self, at: DateTime) -> bool {
        at.date() < WRITTEN || open_at(&self.open, at) || self.market_holds(at)
    }

    /// Whether a clerk is there now.
    pub fn is_attended(&self, at: DateTime) -> bool {
        self.attended.as_ref().is_none_or(|spans| spans.iter().any(|span| span.hold(at))) || self.market_holds(at)
    }

    /// When it opens next, from a time at which it is shut.
    pub fn opens(&self, after: DateTime) -> Option<DateTime> {
        self.begins(&self.open, after)
    }

    /// When a clerk is there next, from a time at which nobody is.
    pub fn attended_from(&self, after: DateTime) -> Option<DateTime> {
        self.begins(self.attended.as_deref().unwrap_or_default(), after)
    }

    /// Its hours in words.
    pub fn open_in_words(&self, language: Language) -> String {
        self.in_words(&self.open, language)
    }

    /// The clerk's hours in words.
    pub fn attended_in_words(&self, language: Language) -> String {
        self.in_words(self.attended.as_deref().unwrap_or_default(), language)
    }

    /// How bright and how loud it is to be now; `None` where night and day are one.
    pub fn profile(&self, at: DateTime) -> Option<Profile> {
        self.night.map(|night| if night.holds(at.time()) { night.profile() } else { Profile::DAY })
    }

    fn market_holds(&self, at: DateTime) -> bool {
        self.market.as_ref().is_some_and(|market| market.holds(at))
    }

    fn begins(&self, spans: &[Hours], after: DateTime) -> Option<DateTime> {
        let days = (0..AHEAD).filter_map(|ahead| after.date().checked_add(ahead.days()).ok());
        let begins = |day: Date| -> Option<Time> {
            let spans = spans.iter().filter(|span| span.covers(day.weekday())).map(|span| span.from);
            let market = self.market.as_ref().filter(|market| market.is_on(day)).map(|market| market.from);
            spans.chain(market).filter(|from| day.to_datetime(*from) > after).min()
        };
        days.into_iter().find_map(|day| begins(day).map(|from| day.to_datetime(from)))
    }

    fn in_words(&self, spans: &[Hours], language: Language) -> String {
        let market = self.market.as_ref().map(|market| market.words(language));
        let words: Vec<String> = spans.iter().map(|span| span.words(language)).chain(market).collect();
        words.join(either(language, "；", "; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Place {
        toml::from_str(text).expect("a place")
    }

    #[test]
    fn without_a_word_it_is_always_open_and_somebody_is_there() {
        let place = place("");
        let night = date(2026, 11, 22).at(3, 0, 0, 0);
        assert!(place.is_open(night) && place.is_attended(night));
        assert_eq!(place.profile(night), None);
    }

    #[test]
    fn outside_its_hours_it_says_when_it_opens_again() {
        let place = place(
            "open = [{ days = \"mon-fri\", from = \"08:30\", to = \"17:30\" }, { days = \"sat\", from = \"09:00\", to = \"12:00\" }]",
        );
        // 20 November 2026 is a Friday.
        assert!(place.is_open(date(2026, 11, 20).at(8, 30, 0, 0)));
        assert!(!place.is_open(date(2026, 11, 20).at(17, 30, 0, 0)));
        let opens = |at| place.opens(at).expect("it opens again");
        assert_eq!(opens(date(2026, 11, 20).at(17, 30, 0, 0)), date(2026, 11, 21).at(9, 0, 0, 0));
        assert_eq!(opens(date(2026, 11, 21).at(12, 0, 0, 0)), date(2026, 11, 23).at(8, 30, 0, 0));
        assert_eq!(opens(date(2026, 11, 23).at(6, 0, 0, 0)), date(2026, 11, 23).at(8, 30, 0, 0));
        assert_eq!(place.open_in_words(Language::Chinese), "周一至周五 08:30—17:30；周六 09:00—12:00");
    }

    #[test]
    fn a_village_opens_and_has_its_clerk_on_market_days() {
        let place = place(
            "open = [{ days = \"mon\", from = \"09:00\", to = \"12:00\" }]\nattended = []\n\
             market = { days = [3, 8], from = \"06:00\", to = \"13:00\" }",
        );
        // 21 November 2026 is the 13th of the tenth month: a Saturday, and a market day.
        let market = date(2026, 11, 21).at(7, 0, 0, 0);
        assert!(place.is_open(market) && place.is_attended(market));
        let monday = date(2026, 11, 23).at(10, 0, 0, 0);
        assert!(place.is_open(monday) && !place.is_attended(monday));
        assert_eq!(place.attended_from(monday), Some(date(2026, 11, 26).at(6, 0, 0, 0)), "the 18th");
        assert_eq!(place.attended_in_words(Language::Chinese), "集日（农历逢三、八）06:00—13:00");
    }

    #[test]
    fn a_clock_that_is_none_shuts_nobody_out() {
        let place = place("open = [{ days = \"mon\", from = \"09:00\", to = \"12:00\" }]");
        assert!(place.is_open(date(1970, 1, 1).at(3, 0, 0, 0)));
    }

    #[test]
    fn what_is_never_open_again_says_so() {
        let never = Place { attended: Some(Vec::new()), ..Place::default() };
        assert_eq!(never.attended_from(date(2026, 11, 21).at(0, 0, 0, 0)), None);
    }
}
