//! Claims about the session, with time and events handed in. Whole stories are in `tests/`.

mod any_order;
mod around;
mod cards;
mod commit;
mod devices;
mod drafts;
mod ease;
mod ends;
mod face;
mod guide;
mod hours;
mod input;
mod issuing;
mod known;
mod pages;
mod persons;
mod progress;
mod promises;
mod search;
mod service;
mod situations;
mod ticket;

use super::view::{PageView, View};
use super::*;
use crate::catalog::{Device, Side};
use crate::shelf::shipped as catalog;
use crate::station::DeviceState;
use std::time::Duration;
use yici_hardware::PrinterStatus;
use yici_hardware::card_reader::ReadFault;
use yici_hardware::card_reader::simulator::sample_card;

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
            identity_key: Some(ed25519_dalek::SigningKey::from_bytes(&[7; 32]).verifying_key()),
            guide_url: Some("https://platform.example/g/".into()),
            idle: IdleRule {
                quiet: Duration::from_secs(60),
                warning: Duration::from_secs(30),
                absence: Duration::from_secs(10),
            },
            service: true,
            place: crate::place::Place::default(),
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
        for device in Device::ALL {
            readiness.set(device, state.clone());
        }
        self.on(Event::Readiness(readiness));
    }

    fn view(&self) -> View {
        self.session.view()
    }

    /// To the card reader, in a newborn's matter, with this answer to each question.
    fn reach_the_reader_after(&mut self, answer: &str) {
        for touch in [
            Touch::Start,
            Touch::Choose("newborn".into()),
            Touch::Next,
            Touch::Choose(answer.into()),
            Touch::Next,
            Touch::Choose(answer.into()),
            Touch::Next,
            Touch::Next,
        ] {
            self.touch(touch);
        }
        assert!(matches!(self.view().page, PageView::Identify(_)));
    }

    fn reach_the_reader(&mut self) {
        self.reach_the_reader_after("no");
    }

    /// To the form, with the card read.
    fn reach_the_form(&mut self) {
        self.reach_the_reader_after("yes");
        self.lay_card();
        assert!(matches!(self.view().page, PageView::Form(_)));
    }

    /// The id of the visit under way; a fresh one outside a visit.
    fn visit(&self) -> crate::platform::contract::SubmissionId {
        self.session.state.visit().map_or_else(crate::platform::contract::SubmissionId::generate, |visit| visit.id)
    }

    fn lay_card(&mut self) -> Vec<Effect> {
        self.on(Event::Card(self.visit(), Box::new(sample_card())))
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

    fn reach_the_papers(&mut self) {
        self.reach_the_form();
        self.fill_in();
        self.touch(Touch::Next);
    }

    /// The form, as far as the card does not say.
    fn fill_in(&mut self) {
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
    }

    /// The camera answers.
    fn picture(&mut self) {
        let frame = yici_hardware::Frame { width: 1, height: 1, rgb: yici_hardware::Personal::new(vec![0; 3]) };
        self.on(Event::Still(
            self.visit(),
            yici_hardware::Personal::new(b"jpeg".to_vec()),
            Arc::new(frame),
            yici_hardware::camera::still::Advice::Good,
        ));
    }

    fn reach_the_pad(&mut self) {
        self.reach_the_papers();
        assert!(self.touch(Touch::TakePicture).iter().any(|effect| matches!(effect, Effect::TakeStill(_))));
        self.picture();
        for touch in [
            Touch::Keep,
            Touch::Defer,
            Touch::Next,
            Touch::Choose("household-register".into()),
            Touch::Next,
            Touch::Choose("window".into()),
            Touch::Next,
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
