//! When a matter is open.

use crate::text::Language;
use jiff::civil::{DateTime, Time, Weekday};
use schemars::JsonSchema;
use serde::Deserialize;

/// A span of hours on some days of the week.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "Written")]
#[schemars(with = "Written")]
pub struct Hours {
    /// First day of the week it counts for.
    pub first: Weekday,
    /// Last day of the week it counts for.
    pub last: Weekday,
    /// From this time of day,
    pub from: Time,
    /// until this one, no longer.
    pub to: Time,
}

impl Hours {
    /// Whether this moment lies in it.
    pub fn hold(&self, at: DateTime) -> bool {
        self.covers(at.weekday()) && self.from <= at.time() && at.time() < self.to
    }

    /// Whether it counts on this day of the week.
    pub fn covers(&self, day: Weekday) -> bool {
        let offset = |day: Weekday| (day.to_monday_zero_offset() - self.first.to_monday_zero_offset()).rem_euclid(7);
        offset(day) <= offset(self.last)
    }

    /// In words, such as “周一至周五 09:00—17:00”.
    pub fn words(&self, language: Language) -> String {
        let (zh, en) = (["一", "二", "三", "四", "五", "六", "日"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
        let name = |day: Weekday| {
            let place = usize::try_from(day.to_monday_zero_offset()).unwrap_or_default();
            match language {
                Language::Chinese => format!("周{}", zh[place]),
                Language::English => en[place].to_owned(),
            }
        };
        let days = match (self.first == self.last, language) {
            (true, _) => name(self.first),
            (false, Language::Chinese) => format!("{}至{}", name(self.first), name(self.last)),
            (false, Language::English) => format!("{} to {}", name(self.first), name(self.last)),
        };
        format!("{days} {}—{}", self.from.strftime("%H:%M"), self.to.strftime("%H:%M"))
    }
}

/// Whether any of the spans holds. No span at all is always.
pub fn open_at(hours: &[Hours], at: DateTime) -> bool {
    hours.is_empty() || hours.iter().any(|span| span.hold(at))
}

/// Hours as they are written.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Written {
    /// One day, such as `sat`, or a span, such as `mon-fri`.
    days: String,
    /// Time of day, such as `09:00`.
    from: String,
    /// Time of day, such as `17:00`.
    to: String,
}

impl TryFrom<Written> for Hours {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let (first, last) = written.days.split_once('-').unwrap_or((&written.days, &written.days));
        let day = |word: &str| {
            weekday(word).ok_or_else(|| {
                format!("`{word}` is no day of the week; write mon, tue, wed, thu, fri, sat or sun, or a span such as mon-fri")
            })
        };
        let (from, to) = (time_of_day(&written.from)?, time_of_day(&written.to)?);
        let hours = Self { first: day(first)?, last: day(last)?, from, to };
        if hours.from < hours.to {
            Ok(hours)
        } else {
            Err("hours begin before they end; correct `from` or `to`".into())
        }
    }
}

/// A time of day as it is written, such as `09:00`; otherwise what is wrong with it.
pub fn time_of_day(word: &str) -> Result<Time, String> {
    word.parse().map_err(|_| format!("`{word}` is no time of day; write hours and minutes, such as 09:00"))
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn hours(days: &str) -> Hours {
        toml::from_str(&format!("days = \"{days}\"\nfrom = \"09:00\"\nto = \"17:00\"")).expect("hours")
    }

    #[test]
    fn a_span_of_days_holds_on_each_of_them_and_its_last_minute_is_before_its_end() {
        let friday = date(2026, 11, 20);
        assert!(hours("mon-fri").hold(friday.at(9, 0, 0, 0)));
        assert!(hours("mon-fri").hold(friday.at(16, 59, 59, 0)));
        assert!(!hours("mon-fri").hold(friday.at(17, 0, 0, 0)));
        assert!(!hours("mon-fri").hold(date(2026, 11, 21).at(10, 0, 0, 0)));
    }

    #[test]
    fn a_span_may_go_over_the_end_of_the_week() {
        let span = hours("sat-mon");
        assert!(span.hold(date(2026, 11, 22).at(10, 0, 0, 0)) && span.hold(date(2026, 11, 23).at(10, 0, 0, 0)));
        assert!(!span.hold(date(2026, 11, 24).at(10, 0, 0, 0)));
    }

    #[test]
    fn hours_are_said_in_both_languages() {
        assert_eq!(hours("mon-fri").words(Language::Chinese), "周一至周五 09:00—17:00");
        assert_eq!(hours("sat").words(Language::English), "Sat 09:00—17:00");
    }

    #[test]
    fn no_hours_at_all_is_always() {
        assert!(open_at(&[], date(2026, 11, 21).at(3, 0, 0, 0)));
    }
}
