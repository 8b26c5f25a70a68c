//! A form that was cut off.

use super::*;
use crate::application::draft::Draft;
use crate::session::view::{FieldView, QuestionsView};
use yici_hardware::Personal;

impl Bench {
    /// To the form, where the kiosk has said what it found for this card.
    fn reach_the_form_with(&mut self, draft: Option<&Personal<Vec<u8>>>) {
        self.reach_the_form();
        let draft = draft.map(|bytes| Box::new(Draft::read(bytes).expect("a draft")));
        self.on(Event::Draft(self.visit(), draft));
    }

    fn field(&self, key: &str) -> FieldView {
        let PageView::Form(form) = self.view().page else { panic!("the form") };
        let row = form.groups.into_iter().flat_map(|(_, rows)| rows).find(|row| row.key == key);
        row.expect("a field of that key")
    }

    fn offer(&self) -> Option<QuestionsView> {
        match self.view().page {
            PageView::Questions(page) => Some(page),
            _ => None,
        }
    }
}

fn kept(effects: &[Effect]) -> Option<Personal<Vec<u8>>> {
    effects.iter().find_map(|effect| match effect {
        Effect::KeepDraft(_, bytes) => Some(bytes.clone()),
        _ => None,
    })
}

fn erased(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::EraseDraft(_)))
}

fn forgotten(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::ForgetDraft(_)))
}

/// What was kept of somebody who had filled in the form.
fn cut_off() -> Personal<Vec<u8>> {
    let mut bench = Bench::new();
    bench.reach_the_form_with(None);
    bench.fill_in();
    kept(&bench.skip(5)).expect("kept")
}

#[test]
fn a_card_that_was_read_is_asked_for_before_anything_is_kept() {
    let mut bench = Bench::new();
    bench.reach_the_reader_after("yes");
    let asked = bench.lay_card();
    assert!(asked.iter().any(|effect| matches!(effect, Effect::FindDraft { matter, .. } if matter == "newborn")));
    bench.write("child.name", "王安");
    assert!(kept(&bench.skip(10)).is_none(), "an empty form must not take the place of a full one");
    bench.on(Event::Draft(bench.visit(), None));
    assert!(kept(&bench.skip(10)).is_some() || kept(&bench.touch(Touch::Anywhere)).is_none());
}

#[test]
fn what_is_written_is_kept_at_most_every_five_seconds_and_at_every_new_step() {
    let mut bench = Bench::new();
    bench.reach_the_form_with(None);
    assert!(kept(&bench.skip(10)).is_none(), "whoever has written nothing has nothing to lose");
    bench.touch(Touch::Edit("applicant.mobile".into()));
    assert!(kept(&bench.touch(Touch::Write("1".into()))).is_some(), "the first at once");
    for digit in "3912345678".chars() {
        assert!(kept(&bench.touch(Touch::Write(digit.to_string().as_str().into()))).is_none());
    }
    let words = kept(&bench.skip(5)).expect("what changed");
    assert!(String::from_utf8_lossy(words.reveal()).contains("13912345678"));
    assert!(kept(&bench.skip(60)).is_none(), "nothing changed");
    bench.touch(Touch::Stay);
    bench.fill_in();
    let mut onward = bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Papers(_)));
    onward.retain(|effect| matches!(effect, Effect::KeepDraft(..)));
    assert_eq!(onward.len(), 1, "a new step");
}

#[test]
fn what_the_card_says_and_photographs_and_ink_are_not_in_a_draft() {
    let mut bench = Bench::new();
    bench.reach_the_form_with(None);
    bench.fill_in();
    let words = kept(&bench.skip(5)).expect("kept");
    let words = String::from_utf8_lossy(words.reveal()).into_owned();
    let card = sample_card();
    for word in [&card.name, &card.number, &card.address] {
        assert!(!words.contains(word.reveal().as_str()));
    }
}

#[test]
fn a_draft_is_offered_and_gone_on_with() {
    let draft = cut_off();
    let mut bench = Bench::new();
    bench.reach_the_form_with(Some(&draft));
    let offer = bench.offer().expect("offered");
    assert!(!offer.answered && !bench.view().chrome.can_go_back);
    assert!(kept(&bench.skip(10)).is_none(), "it stays as it was until it is spoken of");
    bench.touch(Touch::Next);
    assert!(bench.offer().is_some(), "an answer is needed");
    bench.touch(Touch::Choose("go-on".into()));
    bench.touch(Touch::Next);
    assert_eq!(bench.field("child.name").value.reveal(), "王安");
    assert_eq!(bench.field("child.birth-place").value.reveal(), "医院");
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Papers(_)), "nothing is missing");
}

#[test]
fn whoever_begins_anew_has_an_empty_form_and_the_draft_is_erased_at_once() {
    let draft = cut_off();
    let mut bench = Bench::new();
    bench.reach_the_form_with(Some(&draft));
    bench.touch(Touch::Choose("anew".into()));
    assert!(erased(&bench.touch(Touch::Next)));
    assert_eq!(bench.field("child.name").value.reveal(), "");
}

#[test]
fn a_draft_of_another_visit_is_not_shown() {
    let draft = cut_off();
    let mut bench = Bench::new();
    bench.reach_the_form();
    let other = crate::platform::contract::SubmissionId::generate();
    bench.on(Event::Draft(other, Some(Box::new(Draft::read(&draft).expect("a draft")))));
    assert!(bench.offer().is_none());
    bench.skip(90);
    bench.on(Event::Draft(other, Some(Box::new(Draft::read(&draft).expect("a draft")))));
    assert!(matches!(bench.view().page, PageView::Attract(_)), "nobody is there to whom it could be shown");
}

#[test]
fn every_end_that_a_citizen_makes_erases_the_draft() {
    let leave: fn(&mut Bench) -> Vec<Effect> = |bench| {
        bench.touch(Touch::Leave);
        bench.touch(Touch::LeaveConfirmed)
    };
    let walk_away: fn(&mut Bench) -> Vec<Effect> = |bench| bench.skip(90);
    for end in [leave, walk_away] {
        let mut bench = Bench::new();
        bench.reach_the_form_with(None);
        bench.write("child.name", "王安");
        let effects = end(&mut bench);
        assert!(erased(&effects) && forgotten(&effects));
        assert!(!bench.session.busy());
    }
}

#[test]
fn a_battery_that_runs_out_leaves_the_draft_and_forgets_its_key() {
    let mut bench = Bench::new();
    bench.reach_the_form_with(None);
    bench.write("child.name", "王安");
    let low = yici_hardware::power::Supply::LastMinutes;
    let effects = bench.on(Event::Power(low));
    assert!(!bench.session.busy());
    assert!(!erased(&effects) && forgotten(&effects));
}

#[test]
fn whoever_leaves_an_offer_without_a_word_leaves_it_as_it_was() {
    let draft = cut_off();
    let mut bench = Bench::new();
    bench.reach_the_form_with(Some(&draft));
    let effects = bench.skip(90);
    assert!(!erased(&effects) && forgotten(&effects));
}
