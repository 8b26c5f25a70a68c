//! Claims about the session, with time and events handed in. Whole stories are in `tests/`.

use super::view::{PageView, View};
use super::*;
use crate::catalog::{Device, Side, Source, parse};
use crate::station::DeviceState;
use std::time::Duration;
use yici_hardware::PrinterStatus;
use yici_hardware::card_reader::ReadFault;
use yici_hardware::card_reader::simulator::sample_card;

fn catalog() -> Arc<Catalog> {
    let sources = [
        ("fields.toml", include_str!("../../services/fields.toml")),
        ("hiring/matter.toml", include_str!("../../services/hiring/matter.toml")),
        ("newborn/matter.toml", include_str!("../../services/newborn/matter.toml")),
    ];
    let sources = sources.map(|(path, text)| Source { path: path.into(), text: text.into() });
    Arc::new(parse(&sources).unwrap_or_else(|findings| panic!("{}", findings[0])))
}

/// A session and a hand on its clock.
struct Bench {
    session: Session,
    elapsed: Duration,
}

impl Bench {
    fn new() -> Self {
        let rules = Rules {
            kiosk: "test-001".into(),
            site: Text { zh: "测试".into(), en: "Test".into() },
            progress_url: "https://platform.example/p/".into(),
            idle: IdleRule { quiet: Duration::from_secs(60), warning: Duration::from_secs(30) },
        };
        let mut bench =
            Self { session: Session::new(rules, catalog(), moment(Duration::ZERO)), elapsed: Duration::ZERO };
        bench.devices(DeviceState::Ready);
        bench
    }

    fn on(&mut self, event: Event) -> Vec<Effect> {
        self.session.on(event, moment(self.elapsed))
    }

    fn touch(&mut self, touch: Touch) -> Vec<Effect> {
        self.on(Event::Touch(touch))
    }

    fn skip(&mut self, seconds: u64) -> Vec<Effect> {
        self.elapsed += Duration::from_secs(seconds);
        self.on(Event::Tick)
    }

    fn devices(&mut self, state: DeviceState) {
        let mut readiness = Readiness::default();
        for device in [Device::CardReader, Device::ReceiptPrinter, Device::DocumentCamera] {
            readiness.set(device, state.clone());
        }
        self.on(Event::Readiness(readiness));
    }

    fn view(&self) -> View {
        self.session.view()
    }

    /// To the form of a newborn's matter, with the card read.
    fn reach_the_form(&mut self) {
        for touch in [
            Touch::Start,
            Touch::Choose("newborn".into()),
            Touch::Next,
            Touch::Choose("yes".into()),
            Touch::Next,
            Touch::Choose("yes".into()),
            Touch::Next,
            Touch::Next,
        ] {
            self.touch(touch);
        }
        self.on(Event::Card(Box::new(sample_card())));
        assert!(matches!(self.view().page, PageView::Form(_)));
    }

    fn write(&mut self, field: &str, text: &str) {
        self.touch(Touch::Edit(field.into()));
        self.touch(Touch::Write(text.into()));
        self.touch(Touch::CloseSheet);
    }

    /// To the commit, which is not answered yet.
    fn reach_the_commit(&mut self) -> HandedIn {
        self.reach_the_pad();
        self.sign();
        committed(self.touch(Touch::Next)).expect("it is handed to the outbox")
    }

    fn sign(&mut self) {
        self.touch(Touch::StrokeBegins(1, 1));
        for step in 2..10 {
            self.touch(Touch::StrokeGoesOn(step, step));
        }
    }

    fn reach_the_pad(&mut self) {
        self.reach_the_form();
        for (field, text) in [
            ("applicant.mobile", "13912345678"),
            ("child.name", "王安"),
            ("child.birth-date", "20261101"),
            ("child.birth-place", "医院"),
            ("spouse.name", "李明"),
            ("spouse.number", "990101199102030078"),
        ] {
            self.write(field, text);
        }
        self.touch(Touch::Edit("child.sex".into()));
        self.touch(Touch::Pick("1".into()));
        self.touch(Touch::CloseSheet);
        self.touch(Touch::Next);
        assert!(self.touch(Touch::TakePicture).iter().any(|effect| matches!(effect, Effect::TakeStill)));
        let frame = yici_hardware::Frame { width: 1, height: 1, rgb: yici_hardware::Personal::new(vec![0; 3]) };
        self.on(Event::Still(yici_hardware::Personal::new(b"jpeg".to_vec()), Arc::new(frame)));
        for touch in [
            Touch::Keep,
            Touch::Defer,
            Touch::Next,
            Touch::Choose("household-register".into()),
            Touch::Next,
            Touch::Choose("window".into()),
            Touch::Next,
            Touch::Next,
        ] {
            self.touch(touch);
        }
    }
}

fn moment(elapsed: Duration) -> Moment {
    Moment {
        elapsed,
        wall: jiff::civil::date(2026, 11, 21).at(10, 0, 0, 0),
        fresh: crate::platform::contract::SubmissionId::generate(),
    }
}

fn committed(effects: Vec<Effect>) -> Option<HandedIn> {
    effects.into_iter().find_map(|effect| match effect {
        Effect::Commit(handed_in) => Some(*handed_in),
        _ => None,
    })
}

fn prints(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Print(..))).count()
}

#[test]
fn nothing_is_printed_before_the_commit_is_answered() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    assert!(matches!(bench.view().page, PageView::HandingIn(_)));
    let effects = bench.on(Event::Committed(handed_in.id));
    assert_eq!(prints(&effects), 1);
    assert!(matches!(bench.view().page, PageView::Done(_)));
}

#[test]
fn a_commit_that_failed_promises_nothing_and_the_same_bytes_are_tried_again() {
    let mut bench = Bench::new();
    let first = bench.reach_the_commit();
    let effects = bench.on(Event::CommitFailed(first.id));
    assert_eq!(prints(&effects), 0);
    assert!(matches!(&bench.view().page, PageView::HandingIn(page) if page.failed));
    let second = committed(bench.touch(Touch::TryAgain)).expect("again");
    assert!(second.id == first.id && second.bytes == first.bytes, "frozen bytes do not change");
}

#[test]
fn the_answer_to_another_commit_changes_nothing() {
    let mut bench = Bench::new();
    bench.reach_the_commit();
    bench.on(Event::Committed(crate::platform::contract::SubmissionId::generate()));
    assert!(matches!(bench.view().page, PageView::HandingIn(_)));
}

#[test]
fn silence_while_the_kiosk_is_keeping_an_application_wipes_nothing() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    bench.skip(600);
    assert!(bench.view().chrome.idle.is_none());
    bench.on(Event::Committed(handed_in.id));
    assert!(matches!(bench.view().page, PageView::Done(_)));
}

#[test]
fn an_unknown_receipt_is_printed_again_as_a_reprint_and_a_failed_one_is_not() {
    for (outcome, reprint) in
        [(ReceiptOutcome::Unknown, true), (ReceiptOutcome::Failed(Some(PrinterStatus::PaperOut)), false)]
    {
        let mut bench = Bench::new();
        let handed_in = bench.reach_the_commit();
        bench.on(Event::Committed(handed_in.id));
        bench.on(Event::Receipt(handed_in.id, outcome));
        let effects = bench.touch(Touch::PrintAgain);
        let paper = effects.iter().find_map(|effect| match effect {
            Effect::Print(_, paper) => Some(paper),
            _ => None,
        });
        let marked = paper
            .expect("printed")
            .blocks
            .iter()
            .any(|block| matches!(block, yici_hardware::Block::Centred(text) if text.contains("补打")));
        assert_eq!(marked, reprint);
    }
}

#[test]
fn a_printed_receipt_is_not_printed_again() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    bench.on(Event::Committed(handed_in.id));
    bench.on(Event::Receipt(handed_in.id, ReceiptOutcome::Printed));
    assert_eq!(prints(&bench.touch(Touch::PrintAgain)), 0);
}

#[test]
fn the_receipt_names_its_citizen_by_the_first_character_only() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    let effects = bench.on(Event::Committed(handed_in.id));
    let card = sample_card();
    for effect in &effects {
        if let Effect::Print(_, paper) = effect {
            for block in &paper.blocks {
                let (yici_hardware::Block::Pair(_, text) | yici_hardware::Block::Text(text)) = block else {
                    continue;
                };
                for word in [&card.name, &card.number, &card.address] {
                    assert!(!text.contains(word.reveal().as_str()));
                }
            }
        }
    }
}

#[test]
fn the_warning_counts_down_and_a_touch_ends_it() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.skip(59);
    assert_eq!(bench.view().chrome.idle, None);
    bench.skip(1);
    assert_eq!(bench.view().chrome.idle, Some(30));
    bench.skip(29);
    assert_eq!(bench.view().chrome.idle, Some(1));
    bench.touch(Touch::Stay);
    assert_eq!(bench.view().chrome.idle, None);
}

#[test]
fn every_end_of_a_visit_wipes_and_stops_the_devices() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    let effects = bench.skip(90);
    assert!(!bench.session.busy());
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Wipe)));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Reader(false))));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Camera(false))));
}

#[test]
fn leaving_asks_first_and_loses_nothing_when_it_was_not_meant() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.touch(Touch::LeaveConfirmed);
    assert!(bench.session.busy(), "nobody asked, so nothing is confirmed");
    bench.touch(Touch::Leave);
    assert!(bench.view().chrome.leaving);
    bench.touch(Touch::LeaveCancelled);
    assert!(matches!(bench.view().page, PageView::Form(_)));
    bench.touch(Touch::Leave);
    bench.touch(Touch::LeaveConfirmed);
    assert!(!bench.session.busy());
}

#[test]
fn a_device_that_goes_closes_its_matters_and_ends_no_visit() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.devices(DeviceState::Gone(yici_hardware::Actor::Clerk));
    let PageView::Home(home) = bench.view().page else { panic!("home") };
    assert!(home.matters.iter().all(|tile| tile.closed.is_some()));
    bench.touch(Touch::Choose("newborn".into()));
    assert!(matches!(bench.view().page, PageView::Home(_)), "a closed matter does not open");

    bench.devices(DeviceState::Ready);
    bench.touch(Touch::Choose("newborn".into()));
    assert!(matches!(bench.view().page, PageView::Guide(_)));
    bench.devices(DeviceState::Gone(yici_hardware::Actor::Clerk));
    assert!(matches!(bench.view().page, PageView::Guide(_)), "a citizen at work stays");
}

#[test]
fn a_new_catalog_waits_for_the_citizen_to_finish() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.on(Event::Catalog(Arc::new(Catalog::default())));
    let PageView::Home(home) = bench.view().page else { panic!("home") };
    assert_eq!(home.matters.len(), 1, "the citizen at work keeps the old one");
    bench.touch(Touch::Leave);
    bench.touch(Touch::Start);
    let PageView::Home(home) = bench.view().page else { panic!("home") };
    assert!(home.matters.is_empty(), "the next one has the new one");
}

#[test]
fn the_language_is_switched_without_loss_and_falls_back_for_the_next_citizen() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.write("child.name", "王安");
    bench.touch(Touch::SwitchLanguage);
    let PageView::Form(form) = bench.view().page else { panic!("form") };
    assert_eq!(form.groups[0].0, "Applicant");
    let rows: Vec<_> = form.groups.iter().flat_map(|(_, rows)| rows).collect();
    assert!(rows.iter().any(|row| row.value.reveal() == "王安"));
    bench.skip(90);
    assert_eq!(bench.view().chrome.language, Language::Chinese);
}

#[test]
fn a_card_read_when_nobody_asked_changes_nothing() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.on(Event::Card(Box::new(sample_card())));
    bench.on(Event::CardUnreadable(ReadFault::LiftedTooSoon));
    assert!(matches!(bench.view().page, PageView::Home(_)));
}

#[test]
fn the_reader_looks_for_cards_only_while_a_card_is_wanted() {
    let mut bench = Bench::new();
    for touch in [
        Touch::Start,
        Touch::ChooseSide(Side::Enterprise),
        Touch::Choose("hiring".into()),
        Touch::Next,
        Touch::Choose("yes".into()),
        Touch::Next,
    ] {
        assert!(!bench.touch(touch).iter().any(|effect| matches!(effect, Effect::Reader(true))));
    }
    assert!(bench.touch(Touch::Next).iter().any(|effect| matches!(effect, Effect::Reader(true))));
    let effects = bench.on(Event::Card(Box::new(sample_card())));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Reader(false))));
}

#[test]
fn an_answer_that_changes_the_situation_changes_form_and_papers() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    let fields = |bench: &Bench| {
        let PageView::Form(form) = bench.view().page else { panic!("form") };
        form.groups.iter().map(|(_, rows)| rows.len()).sum::<usize>()
    };
    let married = fields(&bench);
    for touch in [
        Touch::Back,
        Touch::Back,
        Touch::Back,
        Touch::Back,
        Touch::Choose("no".into()),
        Touch::Next,
        Touch::Next,
        Touch::Next,
    ] {
        bench.touch(touch);
    }
    bench.on(Event::Card(Box::new(sample_card())));
    assert_eq!(fields(&bench), married - 2, "the other parent is not asked for");
}

#[test]
fn ink_of_an_earlier_statement_does_not_sign_a_later_one() {
    let mut bench = Bench::new();
    bench.reach_the_pad();
    bench.sign();
    bench.touch(Touch::Back);
    bench.touch(Touch::Next);
    let PageView::Sign(pad) = bench.view().page else { panic!("the pad") };
    assert!(pad.strokes.is_empty() && !pad.signed);
    assert!(committed(bench.touch(Touch::Next)).is_none(), "unsigned, it is not handed in");
}

#[test]
fn ten_thousand_characters_fill_a_field_to_its_bound_and_no_further() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.write("child.birth-place", &"长".repeat(10_000));
    bench.write("child.name", "a\u{202e}b\u{0}c😀");
    let PageView::Form(form) = bench.view().page else { panic!("form") };
    let row =
        |key: &str| form.groups.iter().flat_map(|(_, rows)| rows).find(|row| row.key == key).expect("a row").clone();
    assert_eq!(row("child.birth-place").value.reveal().chars().count(), 60);
    assert_eq!(row("child.name").value.reveal(), "abc😀");
    assert!(!row("child.name").complaint.is_empty(), "and it is not a name");
}

#[test]
fn any_touch_at_any_page_is_survived() {
    let touches = [
        Touch::Back,
        Touch::Leave,
        Touch::LeaveCancelled,
        Touch::Stay,
        Touch::Start,
        Touch::Next,
        Touch::ChooseAll,
        Touch::Choose("newborn".into()),
        Touch::Choose("nonsense".into()),
        Touch::Edit("child.name".into()),
        Touch::Edit("nonsense".into()),
        Touch::Write("x".into()),
        Touch::EraseLast,
        Touch::EraseAll,
        Touch::Pick("9".into()),
        Touch::CloseSheet,
        Touch::NextField,
        Touch::TakePicture,
        Touch::Retake,
        Touch::Keep,
        Touch::Defer,
        Touch::Reveal(true),
        Touch::StrokeBegins(0, 0),
        Touch::StrokeGoesOn(9, 9),
        Touch::StrokeEnds,
        Touch::ClearInk,
        Touch::TryAgain,
        Touch::PrintAgain,
        Touch::Skip,
        Touch::SwitchLanguage,
        Touch::Choose("yes".into()),
    ];
    let mut bench = Bench::new();
    // A fixed walk, long enough to reach every page by chance; the seed is the constant.
    let mut seed = 0x2026_1121_u64;
    for step in 0..20_000 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let place = usize::try_from(seed >> 40).expect("small") % touches.len();
        let effects = bench.touch(touches[place].clone());
        if let Some(handed_in) = committed(effects) {
            bench.on(Event::Committed(handed_in.id));
        }
        if step % 7 == 0 {
            bench.on(Event::Card(Box::new(sample_card())));
        }
        let _ = bench.view();
    }
}
