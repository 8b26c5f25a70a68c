//! How was it? (好差评): five levels, never forced, once a case. Whoever was not content may say why, and need not.

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

/// At this level and below reasons are offered.
const NOT_CONTENT: u8 = 3;

/// What may have been wrong: the word in the frozen bytes, and what is read.
const REASONS: [(&str, &str, &str); 6] = [
    ("unclear", "说明看不懂", "Hard to understand"),
    ("too-many-steps", "步骤太多", "Too many steps"),
    ("slow", "等得太久", "Too slow"),
    ("too-many-papers", "要的材料太多", "Too many papers"),
    ("device", "机器不好用", "The machine did not work well"),
    ("no-help", "没有人帮忙", "Nobody helped"),
];

/// The question, and the answer so far.
pub struct Evaluating {
    of: SubmissionId,
    level: Option<u8>,
    reasons: Vec<&'static str>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct EvaluateView {
    /// The levels.
    pub levels: Vec<PickView>,
    /// What may have been wrong; empty where nobody asks.
    pub reasons: Vec<PickView>,
    /// Whether a level is chosen.
    pub chosen: bool,
}

impl Evaluating {
    pub(super) fn new(of: SubmissionId) -> Self {
        Self { of, level: None, reasons: Vec::new() }
    }

    fn asks_why(&self) -> bool {
        self.level.is_some_and(|level| level <= NOT_CONTENT)
    }

    fn choose(&mut self, key: &str) {
        let level = LEVELS.iter().map(|(level, ..)| *level).find(|level| level.to_string() == key);
        self.level = level.or(self.level);
        let reason = REASONS.iter().map(|(reason, ..)| *reason).find(|reason| *reason == key);
        if let Some(reason) = reason.filter(|_| self.asks_why()) {
            let count = self.reasons.len();
            self.reasons.retain(|picked| *picked != reason);
            if self.reasons.len() == count {
                self.reasons.push(reason);
            }
        }
        if !self.asks_why() {
            self.reasons.clear();
        }
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        match (event, self.level) {
            (Event::Touch(Touch::Choose(key)), _) => {
                self.choose(&key);
                State::Evaluating(self)
            }
            (Event::Touch(Touch::Next), Some(level)) => {
                let id = shared.moment.fresh;
                let at = shared.moment.stamp();
                shared.effects.push(Effect::Commit(Box::new(HandedIn {
                    id,
                    kind: Kind::Evaluation,
                    number: number::of(self.of),
                    bytes: evaluation(self.of, level, &at, &self.reasons),
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
        let reason = |(key, chinese, english): &(&'static str, &str, &str)| PickView {
            key: (*key).to_owned(),
            label: shared.words(chinese, english).to_owned(),
            detail: String::new(),
            selected: self.reasons.contains(key),
        };
        let reasons = if self.asks_why() { REASONS.iter().map(reason).collect() } else { Vec::new() };
        EvaluateView { levels: levels.collect(), reasons, chosen: self.level.is_some() }
    }
}
