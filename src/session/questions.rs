//! Situation questions (情形), one a page.

use super::choice::Choosing;
use super::guide::Guide;
use super::state::State;
use super::view::PickView;
use super::visit::Visit;
use super::{Event, Shared, Touch};
use crate::catalog::Question;
use crate::plan;

/// One question.
pub struct Questions {
    pub(super) visit: Box<Visit>,
    /// Place among the questions that the answers so far leave.
    place: usize,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionsView {
    /// From 1.
    pub number: usize,
    /// How many there are, as far as is known.
    pub count: usize,
    /// The question.
    pub text: String,
    /// What helps to answer it; may be empty.
    pub help: String,
    /// The answers.
    pub options: Vec<PickView>,
    /// Whether it is answered.
    pub answered: bool,
}

impl Questions {
    /// The first question, or what comes after them where there is none.
    pub(super) fn first(visit: Box<Visit>) -> State {
        Self::at(visit, 0)
    }

    /// The last question, for the way back.
    pub(super) fn last(visit: Box<Visit>) -> State {
        match plan::questions(visit.matter(), &visit.answers).len() {
            0 => Guide::again(visit),
            count => Self::at(visit, count - 1),
        }
    }

    fn at(visit: Box<Visit>, place: usize) -> State {
        if place < plan::questions(visit.matter(), &visit.answers).len() {
            State::Questions(Self { visit, place })
        } else {
            State::Choosing(Choosing { visit })
        }
    }

    fn question(&self) -> Option<&Question> {
        plan::questions(self.visit.matter(), &self.visit.answers).get(self.place).copied()
    }

    fn answer(&self) -> Option<&String> {
        self.question().and_then(|question| self.visit.answers.get(&question.key))
    }

    pub(super) fn on(mut self, event: Event, _: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::Choose(answer)) => {
                let known =
                    self.question().filter(|question| question.options.iter().any(|option| option.key == answer));
                if let Some(key) = known.map(|question| question.key.clone()) {
                    self.visit.answers.insert(key, answer);
                }
                State::Questions(self)
            }
            Event::Touch(Touch::Next) if self.answer().is_some() => Self::at(self.visit, self.place + 1),
            Event::Touch(Touch::Back) if self.place == 0 => Guide::again(self.visit),
            Event::Touch(Touch::Back) => Self::at(self.visit, self.place - 1),
            _ => State::Questions(self),
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> QuestionsView {
        let questions = plan::questions(self.visit.matter(), &self.visit.answers);
        let question = questions.get(self.place);
        let answer = self.answer();
        let pick = |option: &crate::catalog::QuestionOption| PickView {
            key: option.key.clone(),
            label: shared.text(&option.text),
            detail: String::new(),
            selected: answer == Some(&option.key),
        };
        QuestionsView {
            number: self.place + 1,
            count: questions.len(),
            text: question.map(|question| shared.text(&question.text)).unwrap_or_default(),
            help: question
                .and_then(|question| question.help.as_ref())
                .map(|help| shared.text(help))
                .unwrap_or_default(),
            options: question.map(|question| question.options.iter().map(pick).collect()).unwrap_or_default(),
            answered: answer.is_some(),
        }
    }
}
