//! The application goes to disk. Nothing is promised before it is there.

use super::done::Done;
use super::state::State;
use super::visit::Visit;
use super::{Effect, Event, HandedIn, Shared, Touch};
use crate::application::freeze::{Statement, submission};
use crate::application::number;
use crate::audit;
use crate::paper::receipt::Receipt;
use crate::platform::contract::Kind;

/// Waits for the outbox.
pub struct HandingIn {
    pub(super) visit: Box<Visit>,
    statement: Statement,
    failed: bool,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct HandingInView {
    /// What is going on.
    pub message: String,
    /// Nothing was kept.
    pub failed: bool,
}

impl HandingIn {
    pub(super) fn enter(visit: Box<Visit>, statement: Statement, shared: &mut Shared) -> State {
        let state = Self { visit, statement, failed: false };
        state.commit(shared);
        State::HandingIn(state)
    }

    pub(super) fn failed(&self) -> bool {
        self.failed
    }

    fn commit(&self, shared: &mut Shared) {
        let visit = &self.visit;
        let photos = visit.plan().papers.iter().filter_map(|need| visit.photo(&need.what.key)).cloned().collect();
        shared.effects.push(Effect::Commit(Box::new(HandedIn {
            id: visit.id,
            kind: Kind::Application,
            number: number::of(visit.id),
            bytes: submission(&self.statement, &visit.strokes),
            photos,
        })));
    }

    pub(super) fn on(self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Committed(id) if id == self.visit.id => self.committed(shared),
            Event::CommitFailed(id) if id == self.visit.id => State::HandingIn(Self { failed: true, ..self }),
            Event::Touch(Touch::TryAgain) if self.failed => {
                self.commit(shared);
                State::HandingIn(Self { failed: false, ..self })
            }
            _ => State::HandingIn(self),
        }
    }

    /// The visit ends here: from now on only the receipt's words are kept.
    fn committed(self, shared: &mut Shared) -> State {
        let visit = &self.visit;
        let plan = visit.plan();
        let promises = visit.promised(shared.language, shared.moment.wall.date());
        let receipt = Receipt {
            id: visit.id,
            number: number::of(visit.id),
            matter: visit.matter(),
            plan: &plan,
            holder: visit.holder.as_ref(),
            promises: &promises,
            delivery: visit.delivery.as_deref().unwrap_or_default(),
            at: shared.moment.wall,
            kiosk: &shared.rules.kiosk,
            site: &shared.rules.site,
            progress_url: &shared.rules.progress_url,
            line: shared.line,
            language: shared.language,
        };
        let paper = receipt.paper(false);
        let done = Done::new(&receipt);
        shared.effects.extend([
            Effect::Record(audit::Event::HandedIn {
                matter: visit.matter().matter.key.clone(),
                number: number::of(visit.id),
            }),
            Effect::Print(visit.id, paper),
        ]);
        State::Done(done)
    }

    pub(super) fn view(&self, shared: &Shared) -> HandingInView {
        let message = if self.failed {
            shared.words(
                "本机暂时无法保存您的申请，没有提交。请稍后再试，或请工作人员帮助。您填写的内容还在。",
                "This kiosk cannot keep your application just now; it was not handed in. Try again, or ask a clerk for help. What you filled in is still here.",
            )
        } else {
            shared.words("正在安全保存您的申请……", "Keeping your application safe…")
        };
        HandingInView { message: message.to_owned(), failed: self.failed }
    }
}
