//! Market days (集日): in most villages those of the traditional calendar's month whose number ends in two or three digits, such as
//! 逢三、八: the 3rd, 8th, 13th, 18th, 23rd and 28th.

use crate::catalog::time_of_day;
use crate::text::Language;
use icu_calendar::Date as AnyDate;
use icu_calendar::cal::ChineseTraditional;
use jiff::civil::{Date, DateTime, Time};
use serde::Deserialize;
use std::collections::BTreeSet;

/// When the market is held.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Market {
    /// The last digits of its days; 0 is the 10th, 20th and 30th.
    digits: BTreeSet<u8>,
    calendar: Calendar,
    /// From this time of day,
    pub from: Time,
    /// until this one, no longer.
    pub to: Time,
}

/// Whose months count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Calendar {
    /// The traditional calendar (农历).
    #[default]
    Lunar,
    /// The common calendar (公历).
    Common,
}

impl Market {
    /// Whether it is held on this day.
    pub fn is_on(&self, day: Date) -> bool {
        let number = match self.calendar {
            Calendar::Common => u8::try_from(day.day()).ok(),
            Calendar::Lunar => lunar_day(day),
        };
        number.is_some_and(|number| self.digits.contains(&(number % 10)))
    }

    /// Whether it is held at this moment.
    pub fn holds(&self, at: DateTime) -> bool {
        self.from <= at.time() && at.time() < self.to && self.is_on(at.date())
    }

    /// In words, such as “集日（农历逢三、八）06:00—13:00”.
    pub fn words(&self, language: Language) -> String {
        let names = ["十", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        // The ten comes last, as it does in the month.
        let digits = self.digits.iter().filter(|digit| **digit != 0).chain(self.digits.get(&0));
        let hours = format!("{}—{}", self.from.strftime("%H:%M"), self.to.strftime("%H:%M"));
        match language {
            Language::Chinese => {
                let digits: Vec<&str> = digits.map(|digit| names[usize::from(*digit)]).collect();
                let calendar = if self.calendar == Calendar::Lunar { "农历" } else { "公历" };
                format!("集日（{calendar}逢{}）{hours}", digits.join("、"))
            }
            Language::English => {
                let digits: Vec<String> = digits.map(u8::to_string).collect();
                let calendar = if self.calendar == Calendar::Lunar { "lunar days" } else { "days of the month" };
                format!("market days ({calendar} that end in {}) {hours}", digits.join(" or "))
            }
        }
    }
}

/// The day of the month in the traditional calendar.
fn lunar_day(day: Date) -> Option<u8> {
    let (month, number) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    let date = AnyDate::try_new_iso(i32::from(day.year()), month, number).ok()?;
    Some(date.to_calendar(ChineseTraditional::new()).day_of_month().0)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    days: Vec<u8>,
    #[serde(default)]
    calendar: Calendar,
    from: String,
    to: String,
}

impl TryFrom<Written> for Market {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let (from, to) = (time_of_day(&written.from)?, time_of_day(&written.to)?);
        let digits: BTreeSet<u8> = written.days.into_iter().collect();
        if digits.is_empty() || digits.iter().any(|digit| *digit > 9) {
            return Err("a market's days are last digits from 0 to 9, such as [3, 8]".into());
        }
        if from >= to {
            return Err("a market begins before it ends; correct `from` or `to`".into());
        }
        Ok(Self { digits, calendar: written.calendar, from, to })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_those_of_the_traditional_calendar() {
        // New years and mid-autumns as the State Council's notices of holidays have them.
        for (common, lunar) in [
            (date(2025, 1, 29), 1),
            (date(2026, 2, 17), 1),
            (date(2025, 10, 6), 15),
            (date(2026, 9, 25), 15),
            (date(2026, 6, 19), 5),
        ] {
            assert_eq!(lunar_day(common), Some(lunar), "{common}");
        }
    }

    #[test]
    fn a_market_is_said_in_both_languages() {
        let market: Market =
            toml::from_str("days = [0, 5]\ncalendar = \"common\"\nfrom = \"06:00\"\nto = \"12:00\"").unwrap();
        assert_eq!(market.words(Language::Chinese), "集日（公历逢五、十）06:00—12:00");
        assert_eq!(market.words(Language::English), "market days (days of the month that end in 5 or 0) 06:00—12:00");
        assert!(
            market.is_on(date(2026, 11, 30)) && market.is_on(date(2026, 11, 5)) && !market.is_on(date(2026, 11, 6))
        );
    }

    #[test]
    fn what_is_no_market_is_said() {
        for text in ["days = []\nfrom = \"06:00\"\nto = \"12:00\"", "days = [13]\nfrom = \"06:00\"\nto = \"12:00\""] {
            let error = toml::from_str::<Market>(text).unwrap_err().to_string();
            assert!(error.contains("last digits"), "{error}");
        }
        let error = toml::from_str::<Market>("days = [3]\nfrom = \"12:00\"\nto = \"06:00\"").unwrap_err().to_string();
        assert!(error.contains("begins before it ends"), "{error}");
    }
}
