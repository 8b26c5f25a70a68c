//! Who stands at the kiosk, and for whom.

use super::*;
use crate::session::view::{IdentifyView, Person, ReaderView};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer as _, SigningKey};
use yici_hardware::qr_scanner::Scan;
use yici_hardware::{IdCard, Output, Personal};

const PRINCIPAL: &str = "990101200006150016";
/// 21 November 2026, 10:00 in China.
const NOW: i64 = 1_795_226_400;

fn other_card() -> IdCard {
    IdCard { name: "张林".into(), number: PRINCIPAL.into(), ..sample_card() }
}

/// What the platform's app would show for this person.
fn code(kind: &str, number: &str, from: i64) -> Scan {
    let payload = format!(
        r#"{{"version":1,"kind":"{kind}","name":"王小满","number":"{number}","from":{from},"until":{},"nonce":"n"}}"#,
        from + 120
    );
    let signed = format!("YICI1:{}", URL_SAFE_NO_PAD.encode(payload));
    let signature = SigningKey::from_bytes(&[7; 32]).sign(signed.as_bytes()).to_bytes();
    let text = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature));
    Scan::new(Personal::new(text.into_bytes())).expect("short")
}

impl Bench {
    /// To the reader, for a matter to which somebody else may come.
    fn reach_utilities(&mut self, on_behalf: bool) {
        for touch in [Touch::Start, Touch::Choose("utilities".into()), Touch::Next] {
            self.touch(touch);
        }
        for answer in ["water", "repair"] {
            self.touch(Touch::Choose(answer.into()));
            self.touch(Touch::Next);
        }
        self.touch(Touch::Next);
        assert!(matches!(self.view().page, PageView::Whom(_)));
        if on_behalf {
            self.touch(Touch::Choose("other".into()));
        }
        self.touch(Touch::Next);
    }

    fn show(&mut self, card: IdCard) -> Vec<Effect> {
        self.on(Event::Card(self.visit(), Box::new(card)))
    }

    fn hold_out(&mut self, scan: Scan) -> Vec<Effect> {
        self.on(Event::Scanned(self.visit(), scan))
    }

    fn reader(&self) -> IdentifyView {
        let PageView::Identify(view) = self.view().page else { panic!("not at the reader") };
        view
    }

    fn entry(&self, field: &str) -> (String, bool) {
        let visit = self.session.state.visit().expect("a visit");
        (visit.value(field).to_owned(), visit.is_settled(field))
    }

    fn papers(&self) -> Vec<String> {
        let visit = self.session.state.visit().expect("a visit");
        visit.plan().papers.iter().map(|need| need.what.key.clone()).collect()
    }
}

#[test]
fn the_agents_card_says_who_acts_and_the_others_card_for_whom() {
    let mut bench = Bench::new();
    bench.reach_utilities(true);
    assert_eq!(bench.reader().person, Person::Agent);
    bench.show(sample_card());
    assert_eq!(bench.reader().person, Person::Principal);
    assert_eq!(bench.view().chrome.reminder, Some(Reminder::Card), "the agent's card is taken back first");

    let effects = bench.show(sample_card());
    assert_eq!(bench.reader().reader, ReaderView::Unreadable, "nobody acts for himself");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Reader(None))));

    bench.show(other_card());
    assert!(matches!(bench.view().page, PageView::Form(_)));
    assert_eq!(bench.entry("applicant.number"), (PRINCIPAL.into(), true));
    assert_eq!(bench.papers(), ["authorisation"], "the law's paper for it is asked for");
    let visit = bench.session.state.visit().expect("a visit");
    assert!(visit.agent.as_ref().is_some_and(|agent| agent.number == sample_card().number));
}

#[test]
fn without_the_others_card_the_form_asks_who_it_is_and_does_not_take_the_agent() {
    let mut bench = Bench::new();
    bench.reach_utilities(true);
    bench.touch(Touch::Skip);
    assert_eq!(bench.reader().person, Person::Agent, "the agent's own card cannot be left out");
    bench.show(sample_card());
    bench.touch(Touch::Skip);
    assert!(matches!(bench.view().page, PageView::Form(_)));
    let number = sample_card().number;
    bench.write("applicant.number", number.reveal());
    let PageView::Form(form) = bench.view().page else { panic!("form") };
    let row = |key: &str| form.groups.iter().flat_map(|(_, rows)| rows).find(|row| row.key == key).expect("a row");
    assert!(row("applicant.number").complaint.contains("代办人"), "{}", row("applicant.number").complaint);
}

#[test]
fn who_changes_the_answer_begins_anew_with_the_persons() {
    let mut bench = Bench::new();
    bench.reach_utilities(true);
    bench.show(sample_card());
    bench.show(other_card());
    bench.touch(Touch::Back);
    bench.touch(Touch::Choose("own".into()));
    assert_eq!(bench.entry("applicant.number").0, "", "nothing of the other is kept");
    assert!(bench.papers().is_empty());
    bench.touch(Touch::Next);
    assert_eq!(bench.reader().person, Person::Own);
    bench.show(sample_card());
    assert!(bench.session.state.visit().expect("a visit").agent.is_none());
}

#[test]
fn a_matter_that_only_the_citizen_may_do_does_not_ask_for_whom() {
    let mut bench = Bench::new();
    bench.reach_the_reader();
    assert_eq!(bench.reader().person, Person::Own);
}

#[test]
fn a_phones_code_stands_in_for_the_card_and_fills_what_its_number_tells() {
    let mut bench = Bench::new();
    bench.reach_the_reader_after("yes");
    let number = sample_card().number;
    let lit = super::around::lamps(&bench.touch(Touch::Back)).cloned();
    assert!(lit.is_some_and(|lit| !lit.contains(&Output::ScannerLight)));
    let effects = bench.touch(Touch::Next);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Codes(Some(_)))), "codes are taken here");
    assert!(!bench.reader().code.is_empty(), "and the page says so");

    bench.hold_out(code("resident", number.reveal(), NOW));
    assert!(matches!(bench.view().page, PageView::Form(_)));
    assert!(bench.view().chrome.reminder.is_none(), "there is no card to take back");
    assert_eq!(bench.entry("applicant.name"), ("王小满".into(), true));
    assert_eq!(bench.entry("applicant.number"), (number.reveal().clone(), true));
    let visit = bench.session.state.visit().expect("a visit");
    assert_eq!(visit.identified, Some(crate::application::agency::Way::Code));
}

#[test]
fn a_code_that_is_old_used_forged_or_of_another_kind_says_what_to_do() {
    let mut bench = Bench::new();
    let number = sample_card().number;
    let good = || code("resident", number.reveal(), NOW);
    bench.reach_the_reader();
    let mut said = Vec::new();
    for scan in [
        code("resident", number.reveal(), NOW - 600),
        code("hk-macau-taiwan", number.reveal(), NOW),
        code("nobody", number.reveal(), NOW),
        Scan::new(Personal::new(b"https://example.test/".to_vec())).expect("short"),
    ] {
        bench.hold_out(scan);
        let view = bench.reader();
        assert_eq!(view.reader, ReaderView::Unreadable);
        said.push(view.message);
    }
    assert!(said[0].contains("过期") && said[1].contains("居民身份证") && said[3].contains("身份码"), "{said:?}");
    bench.hold_out(good());
    bench.touch(Touch::Leave);
    bench.touch(Touch::LeaveConfirmed);
    bench.reach_the_reader();
    bench.hold_out(good());
    assert!(bench.reader().message.contains("已经用过"), "the next one cannot show what the last one showed");
}

#[test]
fn without_the_platforms_key_no_code_is_asked_for() {
    let mut bench = Bench::new();
    bench.session.shared.rules.identity_key = None;
    bench.reach_the_reader();
    assert!(bench.reader().code.is_empty());
    bench.hold_out(code("resident", PRINCIPAL, NOW));
    assert_eq!(bench.reader().reader, ReaderView::Unreadable);
}
