//! The application goes to disk. Nothing is promised before it is there.

use super::done::Done;
use super::state::State;
use super::visit::Visit;
use super::{Effect, Event, HandedIn, Shared, Touch};
use crate::application::freeze::{Promised, Statement, Supplement, Withdrawal, submission, supplement, withdrawal};
use crate::application::number;
use crate::application::progress::Asker;
use crate::audit;
use crate::catalog::MatterKind;
use crate::paper::receipt::Receipt;
use crate::paper::slip::{Slip, What};
use crate::plan::Calendar;
use crate::platform::contract::{Kind, SubmissionId};
use crate::text::{Language, Text};
use std::time::Duration;
use yici_hardware::Personal;

/// Waits for the outbox.
pub struct HandingIn {
    pub(super) visit: Box<Visit>,
    parcel: Parcel,
    /// Frozen once, however often they are handed to the outbox.
    bytes: Personal<Vec<u8>>,
    state: Keeping,
}

/// What is handed in.
pub(super) enum Parcel {
    /// An application, with the statement that was signed and the promises in it.
    Application { statement: Statement, promises: Vec<Promised> },
    /// Papers for the case of this number.
    Supplement { of: Personal, papers: Vec<Text>, holder: Option<Asker> },
    /// The case of this number is taken back.
    Withdrawal { of: Personal, name: Text, holder: Asker },
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
    pub(super) fn enter(visit: Box<Visit>, parcel: Parcel, shared: &mut Shared) -> State {
        shared.leaving = false;
        let bytes = parcel.bytes(&visit, shared);
        let state = Self { visit, parcel, bytes, state: Keeping::Asked(shared.moment.elapsed) };
        state.commit(shared);
        State::HandingIn(state)
    }

    pub(super) fn failed(&self) -> bool {
        !matches!(self.state, Keeping::Asked(_))
    }

    fn commit(&self, shared: &mut Shared) {
        let visit = &self.visit;
        let photos = match self.parcel {
            Parcel::Application { .. } => {
                let plan = visit.plan();
                let papers = plan.papers.iter().flat_map(|need| visit.pages(&need.what.key)).cloned();
                papers.chain(visit.portrait()).collect()
            }
            Parcel::Supplement { .. } => visit.photos.clone(),
            Parcel::Withdrawal { .. } => Vec::new(),
        };
        shared.effects.push(Effect::Commit(Box::new(HandedIn {
            id: visit.id,
            kind: self.parcel.kind(visit),
            number: self.parcel.number(visit.id),
            bytes: self.bytes.clone(),
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
        let number = self.parcel.number(visit.id);
        shared.leaving = false;
        let done = match &self.parcel {
            Parcel::Application { promises, .. } => Done::new(&Receipt {
                id: visit.id,
                number: number.clone(),
                matter: visit.matter(),
                calendar: Calendar::of(&visit.catalog),
                plan: &visit.plan(),
                holder: visit.holder.as_ref(),
                agent: visit.agent.as_ref(),
                promises,
                delivery: visit.delivery.as_deref().unwrap_or_default(),
                at: shared.moment.wall,
                kiosk: &shared.rules.kiosk,
                site: &shared.rules.site,
                progress_url: &shared.rules.progress_url,
                line: shared.line,
                language: shared.language,
            }),
            Parcel::Supplement { papers, .. } => self.slip(What::Supplement(papers), &number, shared),
            Parcel::Withdrawal { name, .. } => self.slip(What::Withdrawal(name), &number, shared),
        };
        shared.effects.extend([
            Effect::Record(audit::Event::HandedIn { matter: visit.matter().matter.key.clone(), number }),
            Effect::Print(visit.id, done.job()),
        ]);
        State::Done(done)
    }

    /// The receipt of what concerns an earlier case.
    fn slip(&self, what: What<'_>, number: &str, shared: &Shared) -> Done {
        let slip = Slip {
            what,
            number,
            at: shared.moment.wall,
            kiosk: &shared.rules.kiosk,
            site: &shared.rules.site,
            progress_url: &shared.rules.progress_url,
            line: shared.line,
            language: shared.language,
        };
        Done::of_slip(self.visit.id, &slip)
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
                let number = number::grouped(&self.parcel.number(self.visit.id));
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

impl Parcel {
    fn kind(&self, visit: &Visit) -> Kind {
        match self {
            Self::Application { .. } if visit.matter().matter.kind == MatterKind::Complaint => Kind::Complaint,
            Self::Application { .. } => Kind::Application,
            Self::Supplement { .. } => Kind::Supplement,
            Self::Withdrawal { .. } => Kind::Withdrawal,
        }
    }

    /// The number that the citizen keeps: what concerns an earlier case bears that one's.
    fn number(&self, id: SubmissionId) -> String {
        match self {
            Self::Application { .. } => number::of(id),
            Self::Supplement { of, .. } | Self::Withdrawal { of, .. } => of.reveal().clone(),
        }
    }

    fn bytes(&self, visit: &Visit, shared: &Shared) -> Personal<Vec<u8>> {
        let (id, language, at) = (visit.id, shared.language, shared.moment.stamp());
        let (kiosk, at) = (shared.rules.kiosk.as_str(), at.as_str());
        match self {
            Self::Application { statement, .. } => submission(statement, visit.strokes.reveal()),
            Self::Supplement { of, holder, .. } => {
                let (of, holder) = (of.reveal().as_str(), holder.as_ref());
                supplement(&Supplement { id, kiosk, of, language, at, holder, photos: &visit.photos })
            }
            Self::Withdrawal { of, holder, .. } => {
                withdrawal(&Withdrawal { id, kiosk, of: of.reveal(), language, at, holder })
            }
        }
    }
}
