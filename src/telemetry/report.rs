//! Service statistics by day, week, month, quarter and year (日扫描、周调度、月通报、季分析、年考核): sums, and nobody in them.
//!
//! - A sum of one to four is told as "<5". Where only one matter's sum is kept back, the next smallest is kept back too:
//!   otherwise the total would tell it.
//! - Days are those of the kiosk's clock, which may be wrong; the trail is in order whatever it says.
//!
//! Limit: the trail goes back six months; a year is added up by whoever keeps the months.

use super::Tally;
use crate::audit::{Ending, Event};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// Sums below this name somebody too easily.
pub const SMALL: u64 = 5;

/// What is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
#[expect(missing_docs, reason = "each is the word itself")]
pub enum Period {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Period {
    /// The period in which a day lies, so that they sort by time.
    pub fn of(self, day: Date) -> String {
        match self {
            Self::Day => day.to_string(),
            Self::Week => format!("{}-W{:02}", day.iso_week_date().year(), day.iso_week_date().week()),
            Self::Month => format!("{}-{:02}", day.year(), day.month()),
            Self::Quarter => format!("{}-Q{}", day.year(), (day.month() + 2) / 3),
            Self::Year => day.year().to_string(),
        }
    }
}

/// A sum as it may be told: a number, or "<5".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Sum(String);

impl Sum {
    fn of(count: u64) -> Self {
        Self(if (1..SMALL).contains(&count) { format!("<{SMALL}") } else { count.to_string() })
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// One period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Which.
    pub period: String,
    /// Guides that were opened.
    pub visits: Sum,
    /// Visits that came to the last page.
    pub finished: Sum,
    /// Applications.
    pub applications: Sum,
    /// By matter; those whose sum is kept back say so.
    pub by_matter: BTreeMap<String, Sum>,
    /// Receipts that did not print.
    pub receipts_failed: Sum,
    /// Calls for help.
    pub help_calls: Sum,
    /// Times that a device stopped working. About machines: told as it is.
    pub faults: u64,
}

/// The statistics of events with their days, oldest period first.
pub fn report(events: impl IntoIterator<Item = (Date, Event)>, period: Period) -> Vec<Line> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for (day, event) in events {
        tallies.entry(period.of(day)).or_default().add(&event);
    }
    tallies.into_iter().map(|(period, tally)| line(period, &tally)).collect()
}

fn line(period: String, tally: &Tally) -> Line {
    Line {
        period,
        visits: Sum::of(tally.visits),
        finished: Sum::of(tally.ended.get(&Ending::Finished).copied().unwrap_or(0)),
        applications: Sum::of(tally.applications()),
        by_matter: by_matter(&tally.handed_in),
        receipts_failed: Sum::of(tally.receipts.get(&crate::audit::PaperOutcome::Failed).copied().unwrap_or(0)),
        help_calls: Sum::of(tally.help_calls),
        faults: tally.faults.values().sum(),
    }
}

fn by_matter(counts: &BTreeMap<String, u64>) -> BTreeMap<String, Sum> {
    let small = |count: u64| (1..SMALL).contains(&count);
    let alone = counts.values().filter(|count| small(**count)).count() == 1;
    let next = counts.iter().filter(|(_, count)| **count >= SMALL).min_by_key(|(_, count)| **count);
    let next = next.filter(|_| alone).map(|(matter, _)| matter);
    let told = |(matter, count): (&String, &u64)| {
        // As much as is kept back of the small one cannot be reckoned from the total then.
        let sum = if next == Some(matter) { Sum("-".into()) } else { Sum::of(*count) };
        (matter.clone(), sum)
    };
    counts.iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn handed_in(matter: &str, day: Date, times: usize) -> Vec<(Date, Event)> {
        let event = Event::HandedIn { matter: matter.into(), number: "0123456789012345".into() };
        vec![(day, event); times]
    }

    #[test]
    fn periods_are_those_of_the_calendar() {
        let day = date(2026, 12, 31);
        let told = [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year].map(|p| p.of(day));
        assert_eq!(told, ["2026-12-31", "2026-W53", "2026-12", "2026-Q4", "2026"]);
        assert_eq!(Period::Week.of(date(2027, 1, 3)), "2026-W53");
    }

    #[test]
    fn days_add_up_to_months() {
        let mut events = handed_in("newborn", date(2026, 11, 1), 3);
        events.extend(handed_in("newborn", date(2026, 11, 30), 3));
        events.extend(handed_in("newborn", date(2026, 12, 1), 7));
        let months = report(events.clone(), Period::Month);
        let told: Vec<_> = months.iter().map(|line| (line.period.as_str(), line.applications.text())).collect();
        assert_eq!(told, [("2026-11", "6"), ("2026-12", "7")]);
        assert_eq!(report(events, Period::Day)[0].applications.text(), "<5");
    }

    #[test]
    fn a_small_sum_is_kept_back_and_cannot_be_reckoned_from_the_others() {
        let day = date(2026, 11, 21);
        let mut events = handed_in("bereavement", day, 1);
        events.extend(handed_in("newborn", day, 9));
        events.extend(handed_in("retirement", day, 20));
        let line = &report(events, Period::Month)[0];
        let told: Vec<_> = line.by_matter.iter().map(|(matter, sum)| (matter.as_str(), sum.text())).collect();
        assert_eq!(told, [("bereavement", "<5"), ("newborn", "-"), ("retirement", "20")]);
        assert_eq!(line.applications.text(), "30");
    }

    #[test]
    fn no_number_of_a_receipt_is_in_a_report() {
        let text = serde_json::to_string(&report(handed_in("newborn", date(2026, 11, 21), 9), Period::Year));
        assert!(!text.expect("JSON").contains("0123456789012345"));
    }
}
