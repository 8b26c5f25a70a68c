//! Where a citizen's cases stand (办件进度): what is asked of the platform, and what it says.
//!
//! - It is asked by whoever holds the card (`person`) or the receipt (`number`); with both, only a case that is the
//!   person's own is told of.
//! - Somebody else's case and none at all have the same answer: an empty list.
//! - An answer belongs to one citizen's visit. It has no `Debug`, is zeroed when dropped, and is kept nowhere.
//!
//! Limits: 20 cases, 40 items and 40 papers each, keys of 64 characters, names of 80; what has more is no answer.

pub use super::question::Asker;

use super::question::{self, HeadV1};
use crate::platform::contract::SubmissionId;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use yici_hardware::Personal;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The most cases of an answer.
const MAX_CASES: usize = 20;
/// The most items, and the most papers, of a case.
const MAX_PARTS: usize = 40;

/// Who asks, by what.
#[derive(Clone)]
pub struct Asked {
    /// Name and number on the card.
    pub person: Option<Asker>,
    /// The number on a receipt, 16 digits.
    pub number: Option<Personal>,
}

/// How far an item is, or a whole case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The platform has it; nobody has looked at it yet.
    Received,
    /// It was accepted and is being worked on (受理).
    Accepted,
    /// A paper is missing, and it waits for that (补正).
    MissingPapers,
    /// It is done (办结).
    Done,
    /// It is done, and its certificate can be fetched or printed.
    Ready,
    /// It was not accepted, or not granted.
    Refused,
    /// The citizen took it back.
    Withdrawn,
}

/// Words of the platform's own, for what the kiosk's catalog does not know.
#[derive(Clone, PartialEq, Eq, Deserialize, Zeroize)]
pub struct CaseName {
    /// Chinese.
    pub zh: String,
    /// English; the Chinese stands where it is missing.
    #[serde(default)]
    pub en: Option<String>,
}

/// One case of a citizen's.
#[derive(Clone, PartialEq, Eq, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Case {
    /// The number on its receipt.
    pub number: String,
    /// The platform's own number for it.
    pub case: String,
    /// Key of the matter.
    pub matter: String,
    /// Its name.
    #[serde(default)]
    pub name: Option<CaseName>,
    /// When the platform received it.
    #[zeroize(skip)]
    pub received_at: Timestamp,
    /// How far the whole is.
    #[zeroize(skip)]
    pub state: Stage,
    /// Its items, in their order.
    pub items: Vec<CaseItem>,
    /// What the citizen owes to it. A paper in whose place a promise stands may be among them: the catalog says so.
    pub owed: Vec<OwedPaper>,
    /// Whether the applicant may still take it back.
    pub may_withdraw: bool,
}

/// An item of a case.
#[derive(Clone, PartialEq, Eq, Deserialize, Zeroize)]
pub struct CaseItem {
    /// Its key.
    pub item: String,
    /// Its name.
    #[serde(default)]
    pub name: Option<CaseName>,
    /// How far it is.
    #[zeroize(skip)]
    pub state: Stage,
    /// Since when.
    #[serde(default)]
    #[zeroize(skip)]
    pub on: Option<Date>,
}

/// A paper that is owed.
#[derive(Clone, PartialEq, Eq, Deserialize, Zeroize)]
pub struct OwedPaper {
    /// Its key.
    pub paper: String,
    /// Its name.
    #[serde(default)]
    pub name: Option<CaseName>,
    /// Until when.
    #[serde(default)]
    #[zeroize(skip)]
    pub until: Option<Date>,
}

/// A citizen's cases, the newest first.
pub type Cases = Personal<Vec<Case>>;

#[derive(Serialize)]
struct QuestionV1<'a> {
    #[serde(flatten)]
    head: HeadV1<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
}

#[derive(Deserialize)]
struct AnswerV1 {
    cases: Vec<Case>,
}

impl Asked {
    /// The bytes to be sealed to the platform. The answer is to be sealed to `reply_to`.
    pub fn bytes(&self, id: SubmissionId, reply_to: &str) -> Personal<Vec<u8>> {
        let head = HeadV1::new(id, reply_to);
        let head = match &self.person {
            Some((name, number)) => head.of(name, number),
            None => head,
        };
        question::bytes(&QuestionV1 { head, number: self.number.as_ref().map(|number| number.reveal().as_str()) })
    }
}

/// Reads the answer to the question of this id; `None` when it is none.
pub fn read(answer: &[u8], id: SubmissionId) -> Option<Cases> {
    let AnswerV1 { cases } = question::answer(answer, id)?;
    let cases = Personal::new(cases);
    let fits = cases.reveal().len() <= MAX_CASES && cases.reveal().iter().all(is_case);
    fits.then_some(cases)
}

fn is_case(case: &Case) -> bool {
    let is_key = |key: &str| (1..=64).contains(&key.len()) && key.bytes().all(|c| c.is_ascii_graphic());
    let is_name = |name: &Option<CaseName>| {
        let mut words = name.iter().flat_map(|name| std::iter::once(&name.zh).chain(&name.en));
        words.all(|words| words.chars().count() <= 80 && !words.contains(char::is_control))
    };
    let is_named = (1..=64).contains(&case.case.chars().count()) && !case.case.contains(char::is_control);
    let is_number = case.number.len() == 16 && case.number.bytes().all(|c| c.is_ascii_digit());
    is_number
        && is_named
        && is_key(&case.matter)
        && is_name(&case.name)
        && case.items.len().max(case.owed.len()) <= MAX_PARTS
        && case.items.iter().all(|item| is_key(&item.item) && is_name(&item.name))
        && case.owed.iter().all(|owed| is_key(&owed.paper) && is_name(&owed.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
    const GOLDEN: &str = concat!(
        r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","cases":[{"number":"1234567890123452","#,
        r#""case":"YC0000000001","matter":"newborn","received_at":"2026-11-21T02:00:00Z","state":"missing_papers","#,
        r#""items":[{"item":"insurance","name":{"zh":"参保登记"},"state":"accepted","on":"2026-11-22"},"#,
        r#"{"item":"household","state":"received","on":null}],"#,
        r#""owed":[{"paper":"household-register","until":"2026-12-21"}],"may_withdraw":false}]}"#,
    );

    fn id() -> SubmissionId {
        ID.parse().expect("an id")
    }

    /// Kiosks ask so from 0.1 on. If it fails, undo your change; never touch the bytes.
    #[test]
    fn the_question_v1_is_frozen() {
        let head = r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","reply_to":"age1abc""#;
        let person = || Some(("王小满".into(), "990101199001010014".into()));
        let bytes = |person, number: Option<&str>| {
            Asked { person, number: number.map(Personal::from) }.bytes(id(), "age1abc").reveal().clone()
        };
        let by_card = r#","person":{"name":"王小满","number":"990101199001010014"}"#;
        let by_receipt = r#","number":"1234567890123452""#;
        assert!(bytes(person(), None) == format!("{head}{by_card}}}").as_bytes());
        assert!(bytes(None, Some("1234567890123452")) == format!("{head}{by_receipt}}}").as_bytes());
        let by_both = bytes(person(), Some("1234567890123452"));
        assert!(by_both == format!("{head}{by_card}{by_receipt}}}").as_bytes());
    }

    /// Platforms answer so from 0.1 on.
    #[test]
    fn the_answer_v1_is_frozen() {
        let cases = read(GOLDEN.as_bytes(), id()).expect("the contract's form");
        let case = &cases.reveal()[0];
        assert!(case.state == Stage::MissingPapers && case.items[0].on == Some(date(2026, 11, 22)));
        assert!(case.items[0].name.as_ref().is_some_and(|name| name.zh == "参保登记") && case.items[1].on.is_none());
        assert!(case.owed[0].until == Some(date(2026, 12, 21)) && !case.may_withdraw);
    }

    #[test]
    fn every_word_for_a_stage_is_frozen() {
        let words = ["received", "accepted", "missing_papers", "done", "ready", "refused", "withdrawn"];
        for word in words {
            let stage: Stage = serde_json::from_str(&format!("\"{word}\"")).expect(word);
            assert_eq!(serde_json::to_string(&stage).expect("text"), format!("\"{word}\""));
        }
    }

    #[test]
    fn an_answer_of_another_form_or_without_end_is_none() {
        let (before, case) = GOLDEN.split_once('[').expect("a list");
        let case = case.strip_suffix("]}").expect("a list");
        let many = format!("{before}[{}]}}", vec![case; 21].join(","));
        let others = [
            "<html>".to_owned(),
            "{}".to_owned(),
            GOLDEN.replace("\"version\":1", "\"version\":2"),
            GOLDEN.replace("8057", "8058"),
            GOLDEN.replace("accepted", "in_the_post"),
            GOLDEN.replace("1234567890123452", "11010519491231002X"),
            GOLDEN.replace("参保登记", "参保\\n登记"),
            GOLDEN.replace("参保登记", &"长".repeat(81)),
            many,
        ];
        let is_read = |answer: &str| read(answer.as_bytes(), id()).is_some();
        assert!(is_read(GOLDEN) && others.iter().all(|other| !is_read(other)));
    }
}
