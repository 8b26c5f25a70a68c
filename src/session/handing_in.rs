//! The application goes to disk. Nothing is promised before it is there.

use super::done::Done;
use super::state::State;
use super::visit::Visit;
use super::{Effect, Event, HandedIn, Shared, Touch};
use crate::application::freeze::{Promised, Statement, submission};
use crate::application::number;
use crate::audit;
use crate::paper::receipt::Receipt;
use crate::plan::Calendar;
use crate::platform::contract::Kind;
use crate::text::Language;
use std::time::Duration;

/// Waits for the outbox.
pub struct HandingIn {
    pub(super) visit: Box<Visit>,
    statement: Statement,
    promises: Vec<Promised>,
    state: Keeping,
}

/// How far the outbox is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeping {
    /// It was asked, at this time.
    Asked(Duration),
    /// It said no: nothing was kept.
    Refused,
    /// It did not answer. Whether anything was kept is not known; trying again keeps it once.
    Silent,
}

/// How long the outbox may take. A slow flash disk takes a second.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct HandingInView {
    /// What is going on.
    pub message: String,
    /// Nothing was kept.
    pub failed: bool,
}

impl HandingIn {
    pub(super) fn enter(
        visit: Box<Visit>,
        statement: Statement,
        promises: Vec<Promised>,
        shared: &mut Shared,
    ) -> State {
        shared.leaving = false;
        let state = Self { visit, statement, promises, state: Keeping::Asked(shared.moment.elapsed) };
        state.commit(shared);
        State::HandingIn(state)
    }

    pub(super) fn failed(&self) -> bool {
        !matches!(self.state, Keeping::Asked(_))
    }

    fn commit(&self, shared: &mut Shared) {
        let visit = &self.visit;
        let photos = visit.plan().papers.iter().flat_map(|need| visit.pages(&need.what.key)).cloned().collect();
        shared.effects.push(Effect::Commit(Box::new(HandedIn {
            id: visit.id,
            kind: Kind::Application,
            number: number::of(visit.id),
            bytes: submission(&self.statement, visit.strokes.reveal()),
            photos,
        })));
    }

    pub(super) fn on(self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Committed(id) if id == self.visit.id => self.committed(shared),
            Event::CommitFailed(id) if id == self.visit.id => {
                State::HandingIn(Self { state: Keeping::Refused, ..self })
            }
            Event::Tick if matches!(self.state, Keeping::Asked(at) if shared.moment.elapsed.saturating_sub(at) >= PATIENCE) =>
            {
                shared.idle.touched(shared.moment.elapsed);
                State::HandingIn(Self { state: Keeping::Silent, ..self })
            }
            Event::Touch(Touch::TryAgain) if self.failed() => {
                self.commit(shared);
                State::HandingIn(Self { state: Keeping::Asked(shared.moment.elapsed), ..self })
            }
            _ => State::HandingIn(self),
        }
    }

    /// The visit ends here: from now on only the receipt's words are kept.
    fn committed(self, shared: &mut Shared) -> State {
        let visit = &self.visit;
        let plan = visit.plan();
        shared.leaving = false;
        let receipt = Receipt {
            id: visit.id,
            number: number::of(visit.id),
            matter: visit.matter(),
            calendar: Calendar::of(&visit.catalog),
            plan: &plan,
            holder: visit.holder.as_ref(),
            agent: visit.agent.as_ref(),
            promises: &self.promises,
            delivery: visit.delivery.as_deref().unwrap_or_default(),
            at: shared.moment.wall,
            kiosk: &shared.rules.kiosk,
            site: &shared.rules.site,
            progress_url: &shared.rules.progress_url,
            line: shared.line,
            language: shared.language,
        };
        let done = Done::new(&receipt);
        shared.effects.extend([
            Effect::Record(audit::Event::HandedIn {
                matter: visit.matter().matter.key.clone(),
                number: number::of(visit.id),
            }),
            Effect::Print(visit.id, done.job()),
        ]);
        State::Done(done)
    }

    pub(super) fn view(&self, shared: &Shared) -> HandingInView {
        let message = match self.state {
            Keeping::Asked(_) => shared.words("正在安全保存您的申请……", "Keeping your application safe…").to_owned(),
            Keeping::Refused => shared
                .words(
                    "本机暂时无法保存您的申请，没有提交。请稍后再试，或请工作人员帮助。您填写的内容还在。",
                    "This kiosk cannot keep your application just now; it was not handed in. Try again, or ask a clerk for help. What you filled in is still here.",
                )
                .to_owned(),
            Keeping::Silent => {
                let number = number::grouped(&number::of(self.visit.id));
                match shared.language {
                    Language::Chinese => format!(
                        "本机没有及时回应，还不能确定申请是否已经保存。请再试一次（不会重复提交），或记下受理号 {number} 并联系工作人员。"
                    ),
                    Language::English => format!(
                        "This kiosk did not answer in time, and it is not known whether your application was kept. Try again (nothing is handed in twice), or note the number {number} and ask a clerk."
                    ),
                }
            }
        };
        HandingInView { message, failed: self.failed() }
    }
}
