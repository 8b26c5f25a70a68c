//! Working days: Monday to Friday, but for the days off and the worked weekends of each year's notice.
//!
//! A year that the catalog does not know follows the week alone; [`Calendar::knows`] says so, and no day in it is
//! promised to anybody.

use super::Limit;
use crate::catalog::{Catalog, Days, Year};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use std::collections::BTreeMap;

/// More days than this are counted as calendar days: nobody plans ten years of holidays.
const FURTHEST: u32 = 3_650;

/// The days off and the worked weekends of a catalog.
#[derive(Clone, Copy)]
pub struct Calendar<'a> {
    years: &'a BTreeMap<i16, Year>,
}

impl<'a> Calendar<'a> {
    /// The calendar of a catalog.
    pub fn of(catalog: &'a Catalog) -> Self {
        Self { years: &catalog.years }
    }

    /// Whether the notice for the year of this day is known, and is not for demonstration only.
    pub fn knows(&self, day: Date) -> bool {
        self.years.get(&day.year()).is_some_and(|year| !year.demonstration)
    }

    /// Whether it is a working day.
    pub fn is_working(&self, day: Date) -> bool {
        let year = self.years.get(&day.year());
        if year.is_some_and(|year| year.off.contains(&day)) {
            return false;
        }
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !weekend || year.is_some_and(|year| year.work.contains(&day))
    }

    /// The first so many working days after this one.
    pub fn next_working(&self, start: Date, count: usize) -> Vec<Date> {
        let days = std::iter::successors(Some(start), |day| day.tomorrow().ok()).skip(1);
        days.filter(|day| self.is_working(*day)).take(count).collect()
    }

    /// The day by which it is done, for a promise; `None` where it is done at once, or where the day hangs on a notice that
    /// is not known.
    pub fn promised(&self, start: Date, limit: Limit) -> Option<Date> {
        let end = self.after(start, limit);
        let mut years = (start.year()..=end.year()).map(|year| self.years.get(&year));
        let known = limit.kind == Days::Calendar || years.all(|year| year.is_some_and(|year| !year.demonstration));
        (limit.days > 0 && known).then_some(end)
    }

    /// The last day of a limit that begins to count on the day after this one.
    pub fn after(&self, start: Date, limit: Limit) -> Date {
        if limit.kind == Days::Calendar || limit.days > FURTHEST {
            // A span of days that is longer than all time has no end in it.
            let span = Span::new().try_days(limit.days);
            return span.map_or(Date::MAX, |span| start.saturating_add(span));
        }
        let mut day = start;
        for _ in 0..limit.days {
            day = day.saturating_add(1.day());
            while !self.is_working(day) && day < Date::MAX {
                day = day.saturating_add(1.day());
            }
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn years() -> BTreeMap<i16, Year> {
        let year = "year = 2026\noff = [\"2026-10-01\", \"2026-10-02\", \"2026-10-05\"]\nwork = [\"2026-10-10\"]";
        BTreeMap::from([(2026, toml::from_str(year).expect("a year"))])
    }

    fn after(start: Date, days: u32, kind: Days) -> Date {
        Calendar { years: &years() }.after(start, Limit { days, kind })
    }

    #[test]
    fn days_off_are_skipped_and_a_worked_saturday_counts() {
        // Thursday 1, Friday 2 and Monday 5 October are off, Saturday 10 is worked.
        assert_eq!(after(date(2026, 9, 30), 1, Days::Working), date(2026, 10, 6));
        assert_eq!(after(date(2026, 10, 9), 1, Days::Working), date(2026, 10, 10));
    }

    #[test]
    fn the_next_working_days_leave_out_what_is_off_and_take_in_what_is_worked() {
        let years = years();
        let days = Calendar { years: &years }.next_working(date(2026, 9, 30), 5);
        let october = |day| date(2026, 10, day);
        assert_eq!(days, [6, 7, 8, 9, 10].map(october));
    }

    #[test]
    fn calendar_days_count_every_day_and_nothing_is_at_once() {
        assert_eq!(after(date(2026, 9, 30), 3, Days::Calendar), date(2026, 10, 3));
        assert_eq!(after(date(2026, 9, 30), 0, Days::Working), date(2026, 9, 30));
    }

    #[test]
    fn a_year_without_a_notice_follows_the_week() {
        assert_eq!(after(date(2027, 1, 1), 1, Days::Working), date(2027, 1, 4));
        assert!(!Calendar { years: &years() }.knows(date(2027, 1, 1)));
    }

    #[test]
    fn no_day_is_promised_that_hangs_on_a_notice_which_is_not_known() {
        let years = years();
        let promised = |start, days, kind| Calendar { years: &years }.promised(start, Limit { days, kind });
        assert_eq!(promised(date(2026, 11, 23), 3, Days::Working), Some(date(2026, 11, 26)));
        assert_eq!(promised(date(2026, 12, 30), 3, Days::Working), None, "2027 is not announced");
        assert_eq!(promised(date(2026, 12, 30), 3, Days::Calendar), Some(date(2027, 1, 2)), "every day counts");
        assert_eq!(promised(date(2026, 11, 23), 0, Days::Working), None, "at once");
    }

    #[test]
    fn a_limit_beyond_all_sense_ends_and_stays_in_the_calendar() {
        assert!(after(date(2026, 1, 1), u32::MAX, Days::Working) > date(9000, 1, 1));
    }
}
