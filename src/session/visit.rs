//! One citizen doing one matter.

use super::news::News;
use crate::application::agency::{Agent, Way};
use crate::application::freeze::{Face, Photo, Promised, Strokes};
use crate::application::known::{self, Known, KnownPapers};
use crate::application::{Entry, Form, Origin};
use crate::catalog::{Catalog, FieldKind, Matter, Paper};
use crate::plan::{self, Answers, Choice, Need, Plan, Situation};
use crate::platform::contract::SubmissionId;
use crate::text::{Language, Text};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use yici_hardware::Personal;

/// Everything that one citizen gives, from choosing a matter to handing it in. Dropping it is the wipe.
pub struct Visit {
    /// The catalog under which the matter is filled in. It stays the same for the whole visit.
    pub catalog: Arc<Catalog>,
    matter: usize,
    /// The submission's id, made before anything else.
    pub id: SubmissionId,
    /// Answers to the situation questions.
    pub answers: Answers,
    /// The items wanted.
    pub choice: Choice,
    /// The applicant's name, once a card or a code said it.
    pub holder: Option<Personal>,
    /// How the applicant was recognised, once that is so.
    pub identified: Option<Way>,
    /// Whether the applicant is under fourteen, as far as the card or the code says.
    pub is_child: bool,
    /// Whether somebody hands in for the applicant.
    pub on_behalf: bool,
    /// Who does, once that is known.
    pub agent: Option<Agent>,
    /// The one form. It may hold more than the plan asks for, after a change of mind; only what is asked is handed in.
    pub form: Form,
    /// Papers that are known to be elsewhere, and where.
    pub known: KnownPapers,
    /// Those of them that the citizen brings all the same.
    brought: KnownPapers,
    /// How far the question what is known beforehand is.
    pub(super) asking: Asking,
    /// What the platform has for this citizen besides.
    pub(super) news: Option<News>,
    /// The photographed papers.
    pub photos: Vec<Photo>,
    /// Papers that are to come later.
    pub deferred: BTreeSet<String>,
    /// Deferred papers whose promise was agreed to.
    pub agreed: BTreeSet<String>,
    /// How the results are to come.
    pub delivery: Option<String>,
    /// What was said of a picture of the face; `None` before it was asked, and where it is not.
    pub face: Option<Face>,
    /// The ink.
    pub strokes: Personal<Strokes>,
}

/// How far the question what is known of the citizen is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    /// It was not asked.
    Not,
    /// It was, at this time.
    Since(Duration),
    /// The answer is in.
    Answered,
}

impl Visit {
    /// A visit to the matter with this key, if the catalog has it.
    pub fn new(catalog: Arc<Catalog>, matter: &str, id: SubmissionId) -> Option<Self> {
        let place = catalog.matters.iter().position(|known| known.matter.key == matter)?;
        Some(Self {
            catalog,
            matter: place,
            id,
            answers: Answers::new(),
            choice: Choice::All,
            holder: None,
            identified: None,
            is_child: false,
            on_behalf: false,
            agent: None,
            form: Form::new(),
            known: KnownPapers::new(),
            brought: KnownPapers::new(),
            asking: Asking::Not,
            news: None,
            photos: Vec::new(),
            deferred: BTreeSet::new(),
            agreed: BTreeSet::new(),
            delivery: None,
            face: None,
            strokes: Personal::default(),
        })
    }

    /// The matter.
    pub fn matter(&self) -> &Matter {
        &self.catalog.matters[self.matter]
    }

    /// What is so about the citizen, as far as it was said.
    pub fn situation(&self) -> Situation<'_> {
        let situation = Situation::new(&self.answers).with_form(&self.form).by(self.delivery.as_deref());
        situation.handed_in_by_agent(self.on_behalf).knowing(&self.known)
    }

    /// What the situation and the choice come to.
    pub fn plan(&self) -> Plan<'_> {
        plan::plan(&self.catalog, self.matter(), &self.situation(), &self.choice)
    }

    /// Why a field or a paper is asked for.
    pub fn why<T>(&self, need: &Need<'_, T>, plan: &Plan<'_>) -> Text {
        plan::why::need(&self.catalog, self.matter(), need, plan.items.len())
    }

    /// The answers that count, for the statement.
    pub fn live_answers(&self) -> Answers {
        let live = plan::live(self.matter(), &self.answers);
        live.into_iter().map(|(question, answer)| (question.to_owned(), answer.to_owned())).collect()
    }

    /// What stands in a field; empty when nothing does.
    pub fn value(&self, field: &str) -> &str {
        self.form.get(field).map_or("", |entry| entry.value.reveal().as_str())
    }

    /// Puts a value into a field.
    pub fn fill(&mut self, field: &str, value: String, origin: Origin) {
        if value.is_empty() {
            self.form.remove(field);
        } else {
            self.form.insert(field.to_owned(), Entry { value: Personal::new(value), origin });
        }
    }

    /// Says for whom it is done. What was known of the persons before is forgotten when that changes.
    pub fn act_for(&mut self, another: bool) {
        if another != self.on_behalf {
            self.on_behalf = another;
            self.forget_persons();
        }
    }

    fn forget_persons(&mut self) {
        (self.holder, self.identified, self.agent, self.news) = (None, None, None, None);
        (self.is_child, self.face) = (false, None);
        // Whatever card, platform, licences and earlier applications said, they said of somebody else.
        self.form.retain(|_, entry| entry.origin == Origin::Citizen);
        (self.known, self.brought, self.asking) = (KnownPapers::new(), KnownPapers::new(), Asking::Not);
    }

    /// Whether the card, or the code, filled the field with something that only a new one could change.
    pub fn is_settled(&self, field: &str) -> bool {
        let from_card = self.form.get(field).is_some_and(|entry| matches!(entry.origin, Origin::Card | Origin::Code));
        from_card
            && self
                .catalog
                .fields
                .get(field)
                .is_some_and(|field| !matches!(field.kind, FieldKind::Text | FieldKind::Address))
    }

    /// Takes in what is known beforehand, but for the field that is being written: what comes late must not slip under the
    /// citizen's finger.
    pub fn learn(&mut self, mut known: Known, being_written: Option<&str>, today: Date) {
        known.fields.retain(|(key, _)| being_written != Some(key));
        let catalog = Arc::clone(&self.catalog);
        known::fill(&mut self.form, &catalog, &known, today);
        self.known = known::accepted(self.matter(), &known.papers);
        self.known.retain(|paper, _| !self.brought.contains_key(paper));
    }

    /// Whether the plan asks for a paper that is known to be elsewhere, be it taken from there or not.
    pub fn knows_a_paper(&self) -> bool {
        self.plan().papers.iter().any(|need| self.whereabouts(need.what).is_some())
    }

    /// Where a paper is known to be, and whether it is taken from there.
    pub fn whereabouts(&self, paper: &Paper) -> Option<(Origin, bool)> {
        let key = identity(paper);
        let taken = self.known.get(&key).map(|origin| (*origin, true));
        taken.or_else(|| self.brought.get(&key).map(|origin| (*origin, false)))
    }

    /// Takes a paper from where it is known to be, or has it brought all the same.
    pub fn bring_or_not(&mut self, paper: &str) {
        let Some(key) = self.matter().papers.iter().find(|known| known.key == paper).map(identity) else { return };
        if let Some(origin) = self.known.remove(&key) {
            self.brought.insert(key, origin);
        } else if let Some(origin) = self.brought.remove(&key) {
            self.known.insert(key, origin);
        }
    }

    /// How much of what the plan asks for is known from elsewhere, to be checked and not to be filled in.
    pub fn known_count(&self, plan: &Plan<'_>) -> usize {
        let from_elsewhere = |key: &String| {
            let origin = self.form.get(key).map(|entry| entry.origin);
            matches!(origin, Some(Origin::Platform | Origin::Licence | Origin::Earlier))
        };
        plan.fields.iter().filter(|need| from_elsewhere(&need.what.key)).count()
            + plan.papers.iter().filter(|need| self.stands_elsewhere(need)).count()
    }

    /// Whether a paper is known to be elsewhere, and the citizen did not photograph it all the same.
    pub fn stands_elsewhere(&self, need: &Need<'_, Paper>) -> bool {
        need.known.is_some() && self.photo(&need.what.key).is_none()
    }

    /// The pictures of a paper, page after page.
    pub fn pages<'a>(&'a self, paper: &'a str) -> impl Iterator<Item = &'a Photo> {
        self.photos.iter().filter(move |photo| photo.paper == paper)
    }

    /// The picture of the face, where one was agreed to, as it is handed in beside the papers.
    pub fn portrait(&self) -> Option<Photo> {
        match &self.face {
            Some(Face::Agreed { jpeg, .. }) => Some(Photo { paper: "face".into(), jpeg: jpeg.clone() }),
            Some(Face::Declined) | None => None,
        }
    }

    /// The first picture of a paper.
    pub fn photo(&self, paper: &str) -> Option<&Photo> {
        self.photos.iter().find(|photo| photo.paper == paper)
    }

    /// Papers of the plan that are to come later, in its order.
    pub fn deferred<'a>(&self, plan: &Plan<'a>) -> Vec<&'a Paper> {
        let deferred = plan.papers.iter().filter(|need| need.known.is_none());
        deferred.map(|need| need.what).filter(|paper| self.deferred.contains(&paper.key)).collect()
    }

    /// Papers of the plan that are neither photographed, nor deferred, nor elsewhere.
    pub fn missing<'p, 'a>(&'p self, plan: &'p Plan<'a>) -> impl Iterator<Item = &'p Need<'a, Paper>> {
        plan.papers
            .iter()
            .filter(|need| need.known.is_none())
            .filter(|need| self.photo(&need.what.key).is_none() && !self.deferred.contains(&need.what.key))
    }

    /// The promises agreed to, with their words and days.
    pub fn promised(&self, language: Language, today: Date) -> Vec<Promised> {
        self.deferred(&self.plan())
            .into_iter()
            .filter(|paper| self.agreed.contains(&paper.key))
            .filter_map(|paper| {
                let promise = paper.promise.as_ref()?;
                Some(Promised {
                    paper: paper.key.clone(),
                    text: promise.text.get(language).to_owned(),
                    due: due(today, promise.days),
                })
            })
            .collect()
    }
}

/// What a paper is and whose, as a key.
fn identity(paper: &Paper) -> (String, String) {
    let (kind, holder) = paper.identity();
    (kind.to_owned(), holder.to_owned())
}

/// The day that many calendar days from today.
pub fn due(today: Date, days: u32) -> Date {
    today.saturating_add(i64::from(days).days())
}
