//! A form that a power cut cut off: kept while it is filled in, and offered again to the card that it was begun with.
//!
//! - Nothing is kept before it is known whether there is an earlier draft of this card, and the citizen has said what is to
//!   become of it: an empty form must not take the place of a full one.
//! - Kept is what changed, at every new step and otherwise at most every five seconds.
//! - However a visit ends, its draft is erased, but for a battery that runs out: that is what drafts are for.

use super::form::Filling;
use super::state::State;
use super::view::{PickView, QuestionsView};
use super::visit::Visit;
use super::{Effect, Event, Shared, Touch};
use crate::application::Origin;
use crate::application::draft::Draft;
use crate::audit;
use crate::drafts::Bearer;
use crate::platform::contract::SubmissionId;
use sha2::{Digest, Sha256};
use std::time::Duration;
use yici_hardware::IdCard;

/// The least time between two writes on one page.
const PAUSE: Duration = Duration::from_secs(5);

/// What the citizen may say.
const GO_ON: &str = "go-on";
const ANEW: &str = "anew";

/// "You were cut off here: go on, or begin anew?"
pub struct Offering {
    pub(super) visit: Box<Visit>,
    draft: Box<Draft>,
    picked: Option<&'static str>,
}

/// How the visit under way is kept.
#[derive(Default)]
pub(super) struct Drafting {
    /// The visit whose drafts were asked for.
    asked: Option<SubmissionId>,
    /// It may be written: there is no earlier one, or it was spoken of.
    may_keep: bool,
    /// What was written last, by its digest, where, and when.
    kept: Option<([u8; 32], u8, Duration)>,
}

impl Offering {
    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        match (event, self.picked) {
            (Event::Touch(Touch::Choose(key)), _) => {
                self.picked = [GO_ON, ANEW].into_iter().find(|known| *known == key).or(self.picked);
            }
            (Event::Touch(Touch::Next), Some(picked)) => {
                if picked == GO_ON {
                    restore(&mut self.visit, *self.draft);
                } else {
                    shared.effects.push(Effect::EraseDraft(self.visit.id));
                }
                shared.drafting.may_keep = true;
                return Filling::enter(self.visit);
            }
            _ => {}
        }
        State::Offering(self)
    }

    pub(super) fn view(&self, shared: &Shared) -> QuestionsView {
        let pick = |key: &str, label: &str, detail: &str| PickView {
            key: key.to_owned(),
            label: label.to_owned(),
            detail: detail.to_owned(),
            selected: self.picked == Some(key),
        };
        QuestionsView {
            number: 1,
            count: 1,
            text: shared.words("上次填到一半，接着填吗？", "You were cut off last time: go on?").to_owned(),
            help: shared
                .words(
                    "您上次在本机填写这件事时中断了。填好的内容加密存在本机，用您的身份证才能打开。",
                    "You were filling in this matter here and were cut off. What you wrote was kept, sealed so that only your card opens it.",
                )
                .to_owned(),
            options: vec![
                pick(
                    GO_ON,
                    shared.words("接着上次填", "Go on where I was"),
                    shared.words("材料照片和签名要重新来", "Papers are photographed and signed for again"),
                ),
                pick(
                    ANEW,
                    shared.words("重新填写", "Begin anew"),
                    shared.words("上次填的内容马上删除", "What you wrote last time is erased now"),
                ),
            ],
            answered: self.picked.is_some(),
        }
    }
}

/// Puts what was written back, but for what the card says.
fn restore(visit: &mut Visit, draft: Draft) {
    let Draft { id: _, answers, choice, fields, deferred, agreed, delivery } = draft;
    (visit.answers, visit.choice) = (answers, choice);
    (visit.deferred, visit.agreed, visit.delivery) = (deferred, agreed, delivery);
    for (key, value) in fields {
        if visit.catalog.fields.contains_key(&key) && !visit.is_settled(&key) {
            visit.fill(&key, value.reveal().clone(), Origin::Citizen);
        }
    }
}

/// What is kept of a visit.
fn of(visit: &Visit) -> Draft {
    Draft {
        id: visit.id,
        answers: visit.answers.clone(),
        choice: visit.choice.clone(),
        fields: Draft::fields_of(&visit.form),
        deferred: visit.deferred.clone(),
        agreed: visit.agreed.clone(),
        delivery: visit.delivery.clone(),
    }
}

impl Shared {
    /// The card was read: is there something that it was cut off from?
    pub(super) fn ask_for_a_draft(&mut self, visit: &Visit, card: &IdCard) {
        let matter = &visit.matter().matter;
        self.drafting = Drafting { asked: Some(visit.id), ..Drafting::default() };
        self.effects.push(Effect::FindDraft {
            visit: visit.id,
            bearer: Bearer::of(card),
            matter: matter.key.clone(),
            version: matter.version.clone(),
        });
    }

    /// The answer.
    pub(super) fn draft_found(&mut self, state: State, id: SubmissionId, draft: Option<Box<Draft>>) -> State {
        match (state, draft) {
            (state, _) if self.drafting.asked != Some(id) => state,
            (State::Filling(Filling { visit, .. }), Some(draft)) => {
                State::Offering(Offering { visit, draft, picked: None })
            }
            (state, None) => {
                self.drafting.may_keep = true;
                state
            }
            // Too late: it stays where it is, and this visit is not kept.
            (state, Some(_)) => state,
        }
    }

    /// Has the visit kept as it is now, where something changed.
    pub(super) fn keep_draft(&mut self, state: &State) {
        let Some(visit) = state.visit() else {
            self.drafting = Drafting::default();
            return;
        };
        if self.drafting.asked != Some(visit.id) || !self.drafting.may_keep || matches!(state, State::HandingIn(_)) {
            return;
        }
        let draft = of(visit);
        // Whoever has written nothing has nothing to lose.
        if draft.fields.is_empty() && self.drafting.kept.is_none() {
            return;
        }
        let (bytes, step, now) = (draft.bytes(), state.step(), self.moment.elapsed);
        let digest: [u8; 32] = Sha256::digest(bytes.reveal()).into();
        let is_due = match self.drafting.kept {
            None => true,
            Some((kept, at_step, at)) => kept != digest && (at_step != step || now.saturating_sub(at) >= PAUSE),
        };
        if is_due {
            self.drafting.kept = Some((digest, step, now));
            self.effects.push(Effect::KeepDraft(visit.id, bytes));
        }
    }

    /// The visit is over.
    pub(super) fn end_draft(&mut self, how: audit::Ending) {
        let Drafting { asked, may_keep, .. } = std::mem::take(&mut self.drafting);
        if let Some(visit) = asked {
            // One that was offered and not spoken of stays for as long as drafts stay.
            let erase = may_keep && how != audit::Ending::PowerFailed;
            self.effects.extend(erase.then_some(Effect::EraseDraft(visit)));
            self.effects.push(Effect::ForgetDraft(visit));
        }
    }
}
