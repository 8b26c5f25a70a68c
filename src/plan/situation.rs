//! What is so about a citizen: answers, and what stands in the form.

use crate::application::Form;
use crate::application::amount::hundredths;
use crate::application::known::KnownPapers;
use crate::catalog::{Condition, Matter};
use std::collections::BTreeMap;

/// Answers to the situation questions: question key -> answer key.
pub type Answers = BTreeMap<String, String>;

/// Everything a plan depends on, except the choice.
#[derive(Clone, Copy)]
pub struct Situation<'s> {
    /// Answers to the situation questions. Answers to questions that are not asked count for nothing.
    pub answers: &'s Answers,
    /// What stands in the form so far.
    pub form: Option<&'s Form>,
    /// Key of the delivery that was chosen.
    pub delivery: Option<&'s str>,
    /// Papers that need not be shown.
    pub known: Option<&'s KnownPapers>,
    /// Whether somebody hands in for the citizen.
    pub by_agent: bool,
}

impl<'s> Situation<'s> {
    /// Answers alone: nothing filled in yet.
    pub fn new(answers: &'s Answers) -> Self {
        Self { answers, form: None, delivery: None, known: None, by_agent: false }
    }

    /// With a form.
    pub fn with_form(self, form: &'s Form) -> Self {
        Self { form: Some(form), ..self }
    }

    /// With a way of delivery.
    pub fn by(self, delivery: Option<&'s str>) -> Self {
        Self { delivery, ..self }
    }

    /// Handed in by the citizen, or by somebody else.
    pub fn handed_in_by_agent(self, by_agent: bool) -> Self {
        Self { by_agent, ..self }
    }

    /// With papers that are known.
    pub fn knowing(self, known: &'s KnownPapers) -> Self {
        Self { known: Some(known), ..self }
    }
}

/// The answers that count: those to questions which the answers before them lead to. A citizen who goes back and answers
/// otherwise leaves answers behind that nobody asked for any more.
pub fn live<'s>(matter: &Matter, answers: &'s Answers) -> BTreeMap<&'s str, &'s str> {
    let mut facts = Facts::of_answers(BTreeMap::new());
    for question in &matter.questions {
        if facts.hold(&question.when)
            && let Some((key, answer)) = answers.get_key_value(&question.key)
        {
            facts.answers.insert(key, answer);
        }
    }
    facts.answers
}

/// What conditions are held against.
pub(super) struct Facts<'s> {
    answers: BTreeMap<&'s str, &'s str>,
    form: Option<&'s Form>,
}

impl<'s> Facts<'s> {
    pub(super) fn of(matter: &Matter, situation: &Situation<'s>) -> Self {
        Self { answers: live(matter, situation.answers), form: situation.form }
    }

    pub(super) fn of_answers(answers: BTreeMap<&'s str, &'s str>) -> Self {
        Self { answers, form: None }
    }

    /// Whether all of them hold.
    pub(super) fn hold(&self, conditions: &[Condition]) -> bool {
        conditions.iter().all(|condition| self.holds(condition) == Some(true))
    }

    /// The field on which it still hangs whether they hold, when nothing else stands against it.
    pub(super) fn open<'c>(&self, conditions: &'c [Condition]) -> Option<&'c str> {
        if conditions.iter().any(|condition| self.holds(condition) == Some(false)) {
            return None;
        }
        conditions.iter().filter(|condition| self.holds(condition).is_none()).find_map(Condition::field)
    }

    /// `None` while the field that it tests is empty or unfinished.
    fn holds(&self, condition: &Condition) -> Option<bool> {
        let value = |key: &str| self.form?.get(key).map(|entry| entry.value.reveal().as_str());
        match condition {
            Condition::Answer { question, is } => {
                let answer = self.answers.get(question.as_str());
                Some(answer.is_some_and(|answer| is.iter().any(|key| key == answer)))
            }
            Condition::Picked { field, is } => value(field).map(|value| is.iter().any(|key| key == value)),
            Condition::Within { field, bounds } => value(field).and_then(hundredths).map(|number| bounds.hold(number)),
        }
    }
}
