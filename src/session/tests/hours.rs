//! Hours, night, and whether somebody of the house is there.

use super::around::lamps;
use super::*;
use crate::place::Profile;
use crate::session::view::PageView;
use jiff::civil::{DateTime, date};
use yici_hardware::Output;
use yici_hardware::power::Supply;

impl Bench {
    /// A kiosk that serves on Saturdays from eight to five, with somebody there until noon.
    fn with_hours() -> Self {
        let mut bench = Self::new();
        bench.session.shared.rules.place = toml::from_str(
            "open = [{ days = \"sat\", from = \"08:00\", to = \"17:00\" }]\n\
             attended = [{ days = \"sat\", from = \"08:00\", to = \"12:00\" }]\n\
             night = { from = \"16:00\", to = \"07:00\", brightness = 50, volume = 40 }",
        )
        .expect("a place");
        bench
    }

    fn after(&mut self, seconds: u64, wall: DateTime) -> Vec<Effect> {
        self.elapsed += Duration::from_secs(seconds);
        self.at(Event::Tick, wall)
    }

    fn at(&mut self, event: Event, wall: DateTime) -> Vec<Effect> {
        let moment = Moment { wall, ..moment(self.elapsed) };
        self.session.on(event, moment)
    }
}

/// A time on the bench's day, a Saturday.
fn saturday(hour: i8, minute: i8) -> DateTime {
    date(2026, 11, 21).at(hour, minute, 0, 0)
}

#[test]
fn outside_its_hours_nobody_new_is_let_in_and_whoever_is_at_work_finishes() {
    let mut bench = Bench::with_hours();
    bench.reach_the_form();
    bench.at(Event::Tick, saturday(17, 0));
    assert!(matches!(bench.view().page, PageView::Form(_)), "who is at work goes on");
    bench.at(Event::Touch(Touch::Leave), saturday(17, 1));
    bench.at(Event::Touch(Touch::LeaveConfirmed), saturday(17, 1));
    let PageView::Closed(page) = bench.view().page else { panic!("it is past five") };
    assert_eq!(page.why, Closure::Resting);
    assert_eq!(page.hours, "周六 08:00—17:00");
    assert_eq!(page.opens, "11月28日　星期六 08:00");
    bench.at(Event::Touch(Touch::Start), saturday(17, 2));
    assert!(matches!(bench.view().page, PageView::Closed(_)) && !bench.session.busy());
    bench.at(Event::Tick, date(2026, 11, 28).at(8, 0, 0, 0));
    assert!(matches!(bench.view().page, PageView::Attract(_)), "it opens by itself");
}

#[test]
fn a_graver_reason_is_said_first() {
    let mut bench = Bench::with_hours();
    bench.at(Event::Power(Supply::Battery), saturday(18, 0));
    let PageView::Closed(page) = bench.view().page else { panic!("closed") };
    assert_eq!((page.why, page.hours.as_str()), (Closure::Asleep, ""));
}

#[test]
fn a_call_for_help_says_whether_somebody_comes_and_goes_out_all_the_same() {
    let mut bench = Bench::with_hours();
    bench.at(Event::Touch(Touch::Start), saturday(11, 0));
    bench.at(Event::Touch(Touch::Help), saturday(11, 0));
    assert_eq!(bench.view().chrome.nobody_comes, "", "somebody is there");
    bench.at(Event::Touch(Touch::HelpCancelled), saturday(11, 0));
    let called = bench.at(Event::Touch(Touch::Help), saturday(12, 0));
    let said = bench.view().chrome.nobody_comes;
    assert!(said.contains("12345") && said.contains("11月28日　星期六 08:00"), "{said}");
    assert!(called.iter().any(|effect| matches!(effect, Effect::Record(audit::Event::HelpCalled))));
    assert!(lamps(&called).is_some_and(|lamps| lamps.contains(&Output::HelpLight)), "whoever is near may see it");
    assert!(called.iter().any(|effect| matches!(effect, Effect::Say(Prompt::NobodyComes, _))));
}

#[test]
fn by_night_it_is_darker_and_quieter_and_by_day_as_before() {
    let mut bench = Bench::with_hours();
    let told = |bench: &mut Bench, hour| {
        bench.at(Event::Tick, saturday(hour, 0)).iter().find_map(|effect| match effect {
            Effect::Profile(profile) => Some(*profile),
            _ => None,
        })
    };
    assert_eq!(told(&mut bench, 10), Some(Profile::DAY), "an earlier process may have left it otherwise");
    assert_eq!(told(&mut bench, 15), None, "told once");
    assert_eq!(told(&mut bench, 16), Some(Profile { brightness: 50, volume: 40 }));
    assert_eq!(told(&mut bench, 7), Some(Profile::DAY));
}

#[test]
fn the_platform_is_told_of_a_call_until_somebody_on_duty_has_it_and_when_it_ends() {
    let mut bench = Bench::with_hours();
    bench.at(Event::Touch(Touch::Start), saturday(13, 0));
    let told = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::TellHelp(id, stands) => Some((*id, *stands)),
            _ => None,
        })
    };
    let (call, stands) = told(&bench.at(Event::Touch(Touch::Help), saturday(13, 0))).expect("told");
    assert!(stands);
    bench.at(Event::HelpTold(call, false), saturday(13, 0));
    assert_eq!(told(&bench.after(14, saturday(13, 0))), None);
    assert_eq!(told(&bench.after(1, saturday(13, 0))), Some((call, true)), "again, and it is the same call");
    assert!(!bench.view().chrome.nobody_comes.contains("值班"));
    bench.at(Event::HelpTold(call, true), saturday(13, 0));
    assert!(bench.view().chrome.nobody_comes.starts_with("已通知值班人员"));
    assert_eq!(told(&bench.after(60, saturday(13, 0))), None, "somebody has it");
    assert_eq!(told(&bench.at(Event::Touch(Touch::HelpCancelled), saturday(13, 0))), Some((call, false)));
}
