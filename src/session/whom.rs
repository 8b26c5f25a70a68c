//! For oneself, or for somebody else (代办).

use super::choice::Choosing;
use super::identify::Identifying;
use super::state::State;
use super::view::PickView;
use super::visit::Visit;
use super::{Event, Shared, Touch};

/// Key of the answer "for myself".
const OWN: &str = "own";
/// Key of the answer "for somebody else".
const OTHER: &str = "other";

/// The question for whom it is done. Asked where the matter lets somebody else come, and by a person only: an
/// enterprise's form asks for its agent.
pub struct Whom {
    pub(super) visit: Box<Visit>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct WhomView {
    /// For oneself, or for somebody else.
    pub options: Vec<PickView>,
}

impl Whom {
    /// The question, or what comes after it where it is not asked.
    pub(super) fn enter(visit: Box<Visit>, shared: &mut Shared) -> State {
        if visit.matter().takes_agents() { State::Whom(Self { visit }) } else { Identifying::enter(visit, shared) }
    }

    /// The way back from what follows.
    pub(super) fn again(visit: Box<Visit>) -> State {
        if visit.matter().takes_agents() { State::Whom(Self { visit }) } else { State::Choosing(Choosing { visit }) }
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::Choose(key)) if key == OWN || key == OTHER => {
                self.visit.act_for(key == OTHER);
                State::Whom(self)
            }
            Event::Touch(Touch::Next) => Identifying::enter(self.visit, shared),
            Event::Touch(Touch::Back) => State::Choosing(Choosing { visit: self.visit }),
            _ => State::Whom(self),
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> WhomView {
        let pick = |key: &str, label: &str, detail: &str| PickView {
            key: key.to_owned(),
            label: label.to_owned(),
            detail: detail.to_owned(),
            selected: self.visit.on_behalf == (key == OTHER),
        };
        let own =
            pick(OWN, shared.words("本人来办", "For myself"), shared.words("用本人的身份证", "With my own ID card"));
        let other = pick(
            OTHER,
            shared.words("替别人办（代办）", "For somebody else"),
            shared.words(
                "要用代办人的身份证和授权委托书；委托人的身份证带了就一起用",
                "With your own ID card and a written authorisation; theirs too, if you have it",
            ),
        );
        WhomView { options: vec![own, other] }
    }
}
