//! How was it? (好差评): five levels, never forced, once a case.

use super::state::State;
use super::thanks::Thanks;
use super::view::PickView;
use super::{Effect, Event, HandedIn, Shared, Touch};
use crate::application::freeze::evaluation;
use crate::application::number;
use crate::platform::contract::{Kind, SubmissionId};

/// The five levels of the national rule, best first.
const LEVELS: [(u8, &str, &str); 5] = [
    (5, "非常满意", "Very satisfied"),
    (4, "满意", "Satisfied"),
    (3, "基本满意", "Fairly satisfied"),
    (2, "不满意", "Dissatisfied"),
    (1, "非常不满意", "Very dissatisfied"),
];

/// The question, and the answer so far.
pub struct Evaluating {
    of: SubmissionId,
    level: Option<u8>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct EvaluateView {
    /// The levels.
    pub levels: Vec<PickView>,
    /// Whether one is chosen.
    pub chosen: bool,
}

impl Evaluating {
    pub(super) fn new(of: SubmissionId) -> Self {
        Self { of, level: None }
    }

    pub(super) fn on(self, event: Event, shared: &mut Shared) -> State {
        match (event, self.level) {
            (Event::Touch(Touch::Choose(key)), _) => {
                let level = LEVELS.iter().map(|(level, ..)| *level).find(|level| level.to_string() == key);
                State::Evaluating(Self { level: level.or(self.level), ..self })
            }
            (Event::Touch(Touch::Next), Some(level)) => {
                let id = shared.moment.fresh;
                let at = shared.moment.stamp();
                shared.effects.push(Effect::Commit(Box::new(HandedIn {
                    id,
                    kind: Kind::Evaluation,
                    number: number::of(self.of),
                    bytes: evaluation(self.of, level, &at),
                    photos: Vec::new(),
                })));
                Thanks::enter(shared)
            }
            (Event::Touch(Touch::Skip), _) => Thanks::enter(shared),
            _ => State::Evaluating(self),
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> EvaluateView {
        let levels = LEVELS.iter().map(|(level, chinese, english)| PickView {
            key: level.to_string(),
            label: shared.words(chinese, english).to_owned(),
            detail: String::new(),
            selected: self.level == Some(*level),
        });
        EvaluateView { levels: levels.collect(), chosen: self.level.is_some() }
    }
}
