//! The question what is known of a person, and its answer: the bytes inside the seals.
//!
//! - Only what the matter may ask for, and what may come from elsewhere by the dictionary, is asked about.
//! - What the answer holds beyond that, or in another form, is left out: a value that nobody asked for helps nobody.

use super::{Known, KnownPapers, MOST};
use crate::application::question::{self, HeadV1};
use crate::application::{Entry, Origin};
use crate::catalog::{Catalog, Matter};
use crate::platform::contract::SubmissionId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use yici_hardware::Personal;

/// What is asked about whom.
pub struct Asked {
    matter: String,
    matter_version: String,
    name: Personal,
    number: Personal,
    fields: Vec<String>,
    papers: Vec<(String, String)>,
}

#[derive(Serialize)]
struct QuestionV1<'a> {
    #[serde(flatten)]
    head: HeadV1<'a>,
    fields: &'a [String],
    papers: Vec<PaperV1<'a>>,
}

#[derive(Serialize)]
struct PaperV1<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    holder: &'a str,
}

#[derive(Deserialize)]
struct AnswerV1 {
    #[serde(default)]
    fields: Vec<KnownFieldV1>,
    #[serde(default)]
    papers: Vec<KnownPaperV1>,
}

#[derive(Deserialize)]
struct KnownFieldV1 {
    field: String,
    value: String,
    origin: String,
}

#[derive(Deserialize)]
struct KnownPaperV1 {
    #[serde(rename = "type")]
    kind: String,
    holder: String,
    origin: String,
}

impl Asked {
    /// What may be known beforehand of all that the matter can ask; `None` when that is nothing. The whole matter and not
    /// only the items that are chosen: who goes back and chooses more is not asked again.
    pub fn of(catalog: &Catalog, matter: &Matter, name: &Personal, number: &Personal) -> Option<Self> {
        let items = matter
            .items
            .iter()
            .flat_map(|item| item.fields.iter().chain(item.also.iter().flat_map(|also| &also.fields)));
        let fields: BTreeSet<&String> = items.chain(matter.deliveries.iter().flat_map(|way| &way.fields)).collect();
        let from_elsewhere = |key: &&String| catalog.fields.get(*key).is_some_and(|field| !field.origin.is_empty());
        let fields: Vec<String> = fields.into_iter().filter(from_elsewhere).take(MOST).cloned().collect();
        let papers: BTreeSet<(&str, &str)> = matter.papers.iter().map(|paper| paper.identity()).collect();
        let papers = papers.into_iter().take(MOST).map(|(kind, holder)| (kind.to_owned(), holder.to_owned()));
        let asked = Self {
            matter: matter.matter.key.clone(),
            matter_version: matter.matter.version.clone(),
            name: name.clone(),
            number: number.clone(),
            fields,
            papers: papers.collect(),
        };
        (!asked.fields.is_empty() || !asked.papers.is_empty()).then_some(asked)
    }

    /// The bytes to be sealed to the platform. The answer is to be sealed to `reply_to`.
    pub fn bytes(&self, id: SubmissionId, reply_to: &str) -> Personal<Vec<u8>> {
        let head = HeadV1::new(id, reply_to).about(&self.matter, &self.matter_version);
        question::bytes(&QuestionV1 {
            head: head.of(&self.name, &self.number),
            fields: &self.fields,
            papers: self.papers.iter().map(|(kind, holder)| PaperV1 { kind, holder }).collect(),
        })
    }

    /// Reads the answer to the question of this id; `None` when it is none.
    pub fn read(&self, answer: &Personal<Vec<u8>>, id: SubmissionId) -> Option<Known> {
        let answer: AnswerV1 = question::answer(answer.reveal(), id)?;
        let field = |known: KnownFieldV1| {
            let value = Personal::new(known.value);
            let origin = origin(&known.origin).filter(|_| self.fields.contains(&known.field))?;
            let plain = !value.reveal().is_empty() && !value.reveal().contains(char::is_control);
            plain.then_some((known.field, Entry { value, origin }))
        };
        let paper = |known: KnownPaperV1| {
            let (origin, paper) = (origin(&known.origin)?, (known.kind, known.holder));
            self.papers.contains(&paper).then_some((paper, origin))
        };
        Some(Known {
            fields: answer.fields.into_iter().take(MOST).filter_map(field).collect(),
            papers: answer.papers.into_iter().take(MOST).filter_map(paper).collect(),
        })
    }
}

/// The papers that need not be shown: an electronic licence stands in only where the catalog says that it may.
pub fn accepted(matter: &Matter, known: &KnownPapers) -> KnownPapers {
    let stands_in = |kind: &str, holder: &str, origin: Origin| {
        let mut same = matter.papers.iter().filter(|paper| paper.identity() == (kind, holder));
        same.any(|paper| origin != Origin::Licence || paper.licence.is_some())
    };
    let accepted = known.iter().filter(|((kind, holder), origin)| stands_in(kind, holder, **origin));
    accepted.map(|(paper, origin)| (paper.clone(), *origin)).collect()
}

/// The word in the answer. What the card says is read here, and what a citizen writes is not known beforehand.
fn origin(word: &str) -> Option<Origin> {
    [Origin::Platform, Origin::Licence, Origin::Earlier].into_iter().find(|origin| origin.word() == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::shipped;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    fn asked() -> Asked {
        Asked {
            matter: "m".into(),
            matter_version: "2026.1".into(),
            name: "王小满".into(),
            number: "110105199003075514".into(),
            fields: vec!["mobile".into()],
            papers: vec![("household-register".into(), "applicant".into())],
        }
    }

    fn read(body: &str) -> Option<Known> {
        asked().read(&Personal::new(body.as_bytes().to_vec()), ID.parse().expect("an id"))
    }

    /// Kiosks ask so from 0.1 on. If it fails, undo your change; never touch the bytes.
    #[test]
    fn the_question_v1_is_frozen() {
        let bytes = asked().bytes(ID.parse().expect("an id"), "age1abc");
        let golden = concat!(
            r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","reply_to":"age1abc","matter":"m","#,
            r#""matter_version":"2026.1","person":{"name":"王小满","number":"110105199003075514"},"#,
            r#""fields":["mobile"],"papers":[{"type":"household-register","holder":"applicant"}]}"#,
        );
        assert!(bytes.reveal() == golden.as_bytes());
    }

    /// Only the platform can seal an answer; a broken one seals anything. What nobody asked for is never taken.
    #[test]
    fn whatever_is_answered_only_what_was_asked_about_is_taken() {
        let form = format!(
            r#"{{"version":1,"id":"{ID}","fields":[{{"field":"mobile","value":"1","origin":"earlier"}},{{"field":"mobilf","value":"2","origin":"platform"}}],"papers":[{{"type":"household-register","holder":"applicant","origin":"licence"}}]}}"#
        );
        assert!(read(&form).is_some());
        arbtest::arbtest(|u| {
            let mut bytes = form.clone().into_bytes();
            for _ in 0..u.int_in_range(1..=4)? {
                let at = u.choose_index(bytes.len())?;
                bytes[at] ^= 1 << u.int_in_range(0..=7)?;
            }
            if let Some(known) = asked().read(&Personal::new(bytes), ID.parse().expect("an id")) {
                assert!(known.fields.iter().all(|(field, _)| field == "mobile"));
            }
            Ok(())
        })
        .budget_ms(500);
    }

    /// Platforms answer so from 0.1 on.
    #[test]
    fn the_answer_v1_is_frozen() {
        let known = read(concat!(
            r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","#,
            r#""fields":[{"field":"mobile","value":"13900000000","origin":"platform"}],"#,
            r#""papers":[{"type":"household-register","holder":"applicant","origin":"licence"}]}"#,
        ))
        .expect("an answer of version 1");
        assert!(known.fields.len() == 1 && known.fields[0].1.value.reveal() == "13900000000");
        assert!(known.fields[0].1.origin == Origin::Platform);
        assert_eq!(known.papers.values().copied().collect::<Vec<_>>(), [Origin::Licence]);
    }

    #[test]
    fn what_was_not_asked_and_what_is_not_of_the_form_is_left_out() {
        let other = format!(r#"{{"version":1,"id":"{}"}}"#, ID.replace('7', "8"));
        for body in ["", "[]", r#"{"version":2,"id":"01890a5d-ac96-774b-bcce-b302099a8057"}"#, &other] {
            assert!(read(body).is_none(), "{body}");
        }
        let known = read(concat!(
            r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","fields":["#,
            r#"{"field":"salary","value":"1","origin":"platform"},{"field":"mobile","value":"1\n2","origin":"platform"},"#,
            r#"{"field":"mobile","value":"1","origin":"card"}],"#,
            r#""papers":[{"type":"p","holder":"applicant","origin":"licence"}]}"#,
        ))
        .expect("an answer");
        assert!(known.fields.is_empty() && known.papers.is_empty());
    }

    #[test]
    fn a_matter_asks_about_what_may_come_from_elsewhere_and_about_nothing_else() {
        let catalog = shipped();
        let matter = catalog.matter("newborn").expect("shipped");
        let asked = Asked::of(&catalog, matter, &"x".into(), &"y".into()).expect("something may be known");
        assert!(asked.fields.contains(&"applicant.mobile".to_owned()), "{:?}", asked.fields);
        assert!(!asked.fields.contains(&"child.name".to_owned()), "a child's first name is known to nobody");
        assert!(asked.fields.iter().all(|key| !catalog.fields[key].origin.is_empty()));
    }

    #[test]
    fn a_licence_stands_in_only_where_the_catalog_says_so() {
        let catalog = shipped();
        let matter = catalog.matter("newborn").expect("shipped");
        let papers = matter.papers.iter().map(|paper| {
            let (kind, holder) = paper.identity();
            ((kind.to_owned(), holder.to_owned()), Origin::Licence)
        });
        let accepted = accepted(matter, &papers.collect());
        let with_licence = matter.papers.iter().filter(|paper| paper.licence.is_some()).count();
        assert!(with_licence > 0 && with_licence < matter.papers.len(), "both kinds are there");
        assert_eq!(accepted.len(), with_licence);
    }
}
