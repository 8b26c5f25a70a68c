//! A certificate is asked of the platform, and printed (证明开具). Nothing is handed in, so nothing is promised: what does not
//! come is said, and may be tried again.
//!
//! Limit: the platform has [`PATIENCE`]. What comes later is for nobody.

use super::evaluate::Evaluating;
use super::review::Review;
use super::state::State;
use super::visit::Visit;
use super::{DocumentOutcome, Effect, Event, Reminder, Shared, Touch};
use crate::application::certificate::{Asked, Issued};
use crate::voice::Prompt;
use std::time::Duration;
use yici_hardware::Personal;
use yici_hardware::sound::Cue;

/// How long the platform may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// Field that says how many are printed.
const COPIES: &str = "certificate.copies";
/// The most that are.
const MOST_COPIES: u8 = 5;

/// The certificate on its way.
pub struct Issuing {
    pub(super) visit: Box<Visit>,
    stage: Stage,
    /// When it came out, until it was reminded of.
    printed: Option<Duration>,
    /// Once it is here: printed again without being asked for again.
    pdf: Option<Personal<Vec<u8>>>,
}

/// How far it is.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// The platform was asked, at this time.
    Asked(Duration),
    /// The department has no record.
    NoRecord,
    /// Nobody answered.
    Unanswered,
    /// It went to the phone.
    Sent,
    /// The printer has it.
    Printing,
    /// What became of it there.
    Ended(DocumentOutcome),
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct IssuingView {
    /// How far it is.
    pub progress: IssuingProgress,
    /// The same in words.
    pub message: String,
    /// Whether it can be tried again.
    pub can_try_again: bool,
    /// Whether there is something to go on to.
    pub can_go_on: bool,
}

/// How far a certificate is, for the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuingProgress {
    /// Asked for.
    Asking,
    /// In the printer.
    Printing,
    /// The citizen has it.
    Done,
    /// It did not come.
    Trouble,
}

impl Issuing {
    pub(super) fn enter(visit: Box<Visit>, shared: &mut Shared) -> State {
        Self { visit, stage: Stage::Unanswered, printed: None, pdf: None }.ask(shared)
    }

    fn ask(self, shared: &mut Shared) -> State {
        shared.effects.push(Effect::AskCertificate(Box::new(asked(&self.visit))));
        State::Issuing(Self { stage: Stage::Asked(shared.moment.elapsed), ..self })
    }

    fn print(mut self, pdf: Personal<Vec<u8>>, shared: &mut Shared) -> State {
        let copies = self.visit.value(COPIES).parse().unwrap_or(1).clamp(1, MOST_COPIES);
        shared.effects.push(Effect::PrintDocument(self.visit.id, pdf.clone(), copies));
        self.pdf = Some(pdf);
        State::Issuing(Self { stage: Stage::Printing, ..self })
    }

    /// Whether silence of the citizen means nothing.
    pub(super) fn waits(&self) -> bool {
        matches!(self.stage, Stage::Asked(_))
    }

    pub(super) fn prompt(&self) -> Prompt {
        match self.stage {
            Stage::Asked(_) | Stage::Printing => Prompt::Issuing,
            Stage::Sent | Stage::Ended(DocumentOutcome::Printed) => Prompt::TakeCertificate,
            _ => Prompt::NotIssued,
        }
    }

    fn can_try_again(&self) -> bool {
        match self.stage {
            Stage::Unanswered => true,
            Stage::Ended(outcome) => matches!(outcome, DocumentOutcome::Failed | DocumentOutcome::Withdrawn),
            _ => false,
        }
    }

    fn can_go_on(&self) -> bool {
        matches!(self.stage, Stage::Sent | Stage::Ended(DocumentOutcome::Printed | DocumentOutcome::Unknown))
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        if self.lies(shared) && shared.remind_of_paper(&mut self.printed, Reminder::Document, &event) {
            return State::Issuing(self);
        }
        match event {
            Event::Certificate(id, issued) if id == self.visit.id && self.waits() => {
                self.stage = match issued {
                    Issued::Document(pdf) => return self.print(pdf, shared),
                    Issued::Sent => Stage::Sent,
                    Issued::NoRecord => Stage::NoRecord,
                    Issued::Unanswered => Stage::Unanswered,
                };
                shared.idle.touched(shared.moment.elapsed);
                shared.effects.push(Effect::Cue(if self.stage == Stage::Sent { Cue::Done } else { Cue::Failed }));
            }
            Event::Tick if matches!(self.stage, Stage::Asked(at) if shared.moment.elapsed.saturating_sub(at) >= PATIENCE) =>
            {
                shared.idle.touched(shared.moment.elapsed);
                self.stage = Stage::Unanswered;
            }
            Event::Document(id, outcome) if id == self.visit.id && self.stage == Stage::Printing => {
                shared.idle.touched(shared.moment.elapsed);
                let cue = if outcome == DocumentOutcome::Printed { Cue::Done } else { Cue::Failed };
                shared.effects.push(Effect::Cue(cue));
                self.stage = Stage::Ended(outcome);
                if outcome == DocumentOutcome::Printed {
                    self.printed = Some(shared.moment.elapsed);
                    shared.around.document = true;
                }
            }
            Event::Touch(Touch::TryAgain) if self.can_try_again() => {
                return match self.pdf.take() {
                    Some(pdf) => self.print(pdf, shared),
                    None => self.ask(shared),
                };
            }
            Event::Touch(Touch::Next) if self.can_go_on() => return State::Evaluating(Evaluating::new(self.visit.id)),
            Event::Touch(Touch::Back) if matches!(self.stage, Stage::NoRecord | Stage::Unanswered) => {
                return Review::enter(self.visit);
            }
            _ => {}
        }
        State::Issuing(self)
    }

    /// Whether the certificate is seen to lie in the tray.
    fn lies(&self, shared: &Shared) -> bool {
        self.stage == Stage::Ended(DocumentOutcome::Printed) && shared.around.tray == Some(true)
    }

    /// Whether it is on its way out, or lies in the tray as far as anything says.
    pub(super) fn comes_out(&self, tray: Option<bool>) -> bool {
        match self.stage {
            Stage::Printing => true,
            Stage::Ended(DocumentOutcome::Printed) => tray != Some(false),
            _ => false,
        }
    }

    /// Whether there is a way back from here.
    pub(super) fn can_go_back(&self) -> bool {
        matches!(self.stage, Stage::NoRecord | Stage::Unanswered)
    }

    pub(super) fn view(&self, shared: &Shared) -> IssuingView {
        let (progress, message) = match self.stage {
            Stage::Asked(_) => (
                IssuingProgress::Asking,
                shared.words("正在向主管部门申请开具，请稍等", "Asking the department for it. Please wait"),
            ),
            Stage::NoRecord => (
                IssuingProgress::Trouble,
                shared.words(
                    "主管部门没有查到可以证明的记录。请核对填写的内容，或到窗口咨询",
                    "The department found no record to certify. Check what you filled in, or ask at the counter",
                ),
            ),
            Stage::Unanswered => (
                IssuingProgress::Trouble,
                shared.words(
                    "主管部门现在没有答复，证明没有开出来。可以再试一次，或稍后再来",
                    "The department does not answer now; nothing was issued. Try again, or come back later",
                ),
            ),
            Stage::Sent => (
                IssuingProgress::Done,
                shared.words("电子证明已经发到您的手机", "The electronic certificate was sent to your phone"),
            ),
            Stage::Printing => (
                IssuingProgress::Printing,
                shared.words("证明已经开出，正在打印，请等在这里", "It is issued and being printed. Please wait here"),
            ),
            Stage::Ended(DocumentOutcome::Printed) => (
                IssuingProgress::Done,
                shared.words("证明打印好了，请在A4打印机出纸口取走", "It is printed: please take it from the A4 printer"),
            ),
            Stage::Ended(DocumentOutcome::Unknown) => (
                IssuingProgress::Trouble,
                shared.words(
                    "证明可能已经打印出来，请看一看A4打印机出纸口；没有的话请联系工作人员",
                    "It may have been printed: please look into the A4 printer's tray, and ask a clerk if it is not there",
                ),
            ),
            Stage::Ended(DocumentOutcome::Failed | DocumentOutcome::Withdrawn) => (
                IssuingProgress::Trouble,
                shared.words(
                    "证明没有打印完整。请取走出纸口的纸，再打印一次，或联系工作人员",
                    "It was not printed whole. Take what lies in the tray, and print again, or ask a clerk",
                ),
            ),
        };
        IssuingView {
            progress,
            message: message.to_owned(),
            can_try_again: self.can_try_again(),
            can_go_on: self.can_go_on(),
        }
    }
}

/// What is asked: the items chosen, and of the form what they ask for.
fn asked(visit: &Visit) -> Asked {
    let plan = visit.plan();
    let own = |line| {
        let fields = plan.fields.iter().filter(|need| need.what.card == Some(line));
        fields.map(|need| Personal::from(visit.value(&need.what.key))).next().unwrap_or_default()
    };
    Asked {
        case: visit.id,
        matter: visit.matter().matter.key.clone(),
        name: own(crate::catalog::CardField::Name),
        number: own(crate::catalog::CardField::Number),
        items: plan.items.iter().map(|item| item.key.clone()).collect(),
        form: plan
            .fields
            .iter()
            .map(|need| (need.what.key.clone(), Personal::from(visit.value(&need.what.key))))
            .collect(),
        delivery: visit.delivery.clone().unwrap_or_default(),
    }
}
