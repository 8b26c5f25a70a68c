//! Where a citizen's cases stand: by the card, by the receipt's code, or by its number and the card.
//!
//! - What the platform answers belongs to this visit alone and is dropped with it. An answer to another visit is dropped
//!   when it comes.
//! - A code from a receipt shows the case that it names; everything else, and taking a case back, takes the card.
//! - Without the platform, what this kiosk itself took in under the number is told: states and days, nothing of a citizen.

mod view;

pub(super) use view::paper_name;
pub use view::{CaseDetail, CaseLine, Mark, ProgressView, ProgressViewStage, Step};

use super::handing_in::{HandingIn, Parcel};
use super::home::Home;
use super::state::State;
use super::thanks::Thanks;
use super::topping_up::ToppingUp;
use super::visit::Visit;
use super::{Effect, Event, Shared, Touch};
use crate::application::number;
use crate::application::progress::{Asked, Asker, Case, Cases, OwedPaper};
use crate::audit;
use crate::catalog::{Catalog, Device, PromiseKind};
use crate::outbox::Held;
use crate::voice::Prompt;
use std::time::Duration;
use yici_hardware::Personal;
use yici_hardware::card_reader::ReadFault;
use yici_hardware::sound::Cue;

/// How long an answer may take: longer than the link waits for it.
const PATIENCE: Duration = Duration::from_secs(15);

/// How many digits a receipt's number has.
const DIGITS: usize = 16;

/// The question, and what became of it.
pub struct Progress {
    pub(super) visit: Box<Visit>,
    /// Who asks, once a card was read.
    holder: Option<Asker>,
    /// The number asked about.
    number: Option<Personal>,
    /// What this kiosk itself knows of that number.
    held: Vec<Held>,
    stage: Stage,
}

enum Stage {
    /// A card or a code is waited for.
    Asking(Option<Trouble>),
    /// The number is being written.
    Writing { typed: Personal, wrong: bool },
    /// The platform was asked, at this time.
    Waiting(Duration),
    /// It answered: the cases, which of them is looked at, and whether its taking back is asked about.
    Answered { cases: Cases, chosen: Option<usize>, confirming: bool },
    /// It could not be asked.
    Unanswered,
}

/// Why a card or a code did not lead on.
#[derive(Clone, Copy)]
enum Trouble {
    Unread(ReadFault),
    /// A code that is not on a receipt.
    OtherCode,
}

impl Progress {
    pub(super) fn enter(visit: Box<Visit>, shared: &mut Shared) -> State {
        let matter = visit.matter().matter.key.clone();
        shared.effects.push(Effect::Record(audit::Event::VisitBegan { matter }));
        Self { visit, holder: None, number: None, held: Vec::new(), stage: Stage::Asking(None) }.ask_anew(shared)
    }

    /// Waits for a card or a code.
    fn ask_anew(mut self, shared: &mut Shared) -> State {
        shared.effects.push(Effect::Reader(Some(self.visit.id)));
        self.stage = Stage::Asking(None);
        State::Progress(self)
    }

    pub(super) fn takes_cards(&self) -> bool {
        matches!(self.stage, Stage::Asking(_))
    }

    /// Codes too, where anything reads them, unless a number was written, which the card has to confirm.
    pub(super) fn takes_codes(&self, shared: &Shared) -> bool {
        let reads = [Device::QrScanner, Device::DocumentCamera];
        self.takes_cards()
            && self.number.is_none()
            && reads.into_iter().any(|device| shared.readiness.state(device).works())
    }

    pub(super) fn prompt(&self, shared: &Shared) -> Prompt {
        match &self.stage {
            Stage::Asking(_) if !shared.around.lying.is_empty() => Prompt::CardLeft,
            Stage::Asking(Some(Trouble::Unread(_))) => Prompt::LiftAndRetry,
            Stage::Asking(_) if self.number.is_some() => Prompt::Identify,
            Stage::Asking(_) => Prompt::Progress,
            Stage::Writing { .. } => Prompt::WriteNumber,
            Stage::Waiting(_) => Prompt::Asked,
            Stage::Answered { .. } => Prompt::Cases,
            Stage::Unanswered => Prompt::AskedInVain,
        }
    }

    fn waits(&self) -> bool {
        matches!(self.stage, Stage::Waiting(_))
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Touch(touch) => return self.touched(touch, shared),
            Event::Card(id, card) if id == self.visit.id && self.takes_cards() => {
                shared.effects.push(Effect::Reader(None));
                shared.give_back(Device::CardReader);
                self.holder = Some((card.name.clone(), card.number.clone()));
                self.send(shared);
            }
            Event::CardUnreadable(id, fault) if id == self.visit.id && self.takes_cards() => {
                shared.effects.push(Effect::Cue(Cue::Failed));
                self.stage = Stage::Asking(Some(Trouble::Unread(fault)));
            }
            Event::Scanned(id, scan) if id == self.visit.id && self.takes_codes(shared) => {
                match receipt_number(scan.bytes().reveal(), &shared.rules.progress_url) {
                    Some(number) => {
                        shared.effects.extend([Effect::Reader(None), Effect::Cue(Cue::Done)]);
                        self.number = Some(number);
                        self.send(shared);
                    }
                    None => {
                        shared.effects.push(Effect::Cue(Cue::Failed));
                        self.stage = Stage::Asking(Some(Trouble::OtherCode));
                    }
                }
            }
            Event::Progress(id, answer) if id == self.visit.id && self.waits() => {
                shared.idle.touched(shared.moment.elapsed);
                self.stage = match answer {
                    Some(cases) => {
                        let chosen = (cases.reveal().len() == 1).then_some(0);
                        Stage::Answered { cases, chosen, confirming: false }
                    }
                    None => Stage::Unanswered,
                };
            }
            Event::Held(id, held) if id == self.visit.id => self.held = held,
            Event::Tick => {
                if matches!(self.stage, Stage::Waiting(since) if shared.moment.elapsed.saturating_sub(since) >= PATIENCE)
                {
                    self.stage = Stage::Unanswered;
                }
            }
            _ => {}
        }
        State::Progress(self)
    }

    fn touched(mut self, touch: Touch, shared: &mut Shared) -> State {
        let (can_top_up, can_withdraw) = (self.can_top_up(shared), self.can_withdraw());
        match (touch, &mut self.stage) {
            (Touch::WriteNumber, Stage::Asking(_)) => {
                shared.effects.push(Effect::Reader(None));
                self.stage = Stage::Writing { typed: Personal::new(String::with_capacity(DIGITS)), wrong: false };
            }
            (Touch::Write(text), Stage::Writing { typed, wrong }) => {
                *wrong = false;
                let room = DIGITS - typed.reveal().len();
                typed.reveal_mut().extend(text.reveal().chars().filter(char::is_ascii_digit).take(room));
            }
            (Touch::EraseLast, Stage::Writing { typed, wrong }) => {
                *wrong = false;
                typed.reveal_mut().pop();
            }
            (Touch::EraseAll, Stage::Writing { typed, wrong }) => {
                *wrong = false;
                *typed = Personal::new(String::with_capacity(DIGITS));
            }
            (Touch::Next, Stage::Writing { typed, wrong }) => {
                if number::is_one(typed.reveal()) {
                    self.number = Some(typed.clone());
                    return self.ask_anew(shared);
                }
                *wrong = true;
            }
            (Touch::TryAgain, Stage::Unanswered) => self.send(shared),
            (Touch::Choose(key), Stage::Answered { cases, chosen: chosen @ None, .. }) => {
                *chosen = key.parse().ok().filter(|place| *place < cases.reveal().len());
            }
            (Touch::TopUp, Stage::Answered { .. }) if can_top_up => {
                return ToppingUp::enter(Box::new(self), shared);
            }
            (Touch::Withdraw, Stage::Answered { confirming, .. }) if can_withdraw => *confirming = true,
            (Touch::WithdrawCancelled, Stage::Answered { confirming, .. }) => *confirming = false,
            (Touch::WithdrawConfirmed, Stage::Answered { confirming: true, .. }) if can_withdraw => {
                return self.withdraw(shared);
            }
            (Touch::Back, Stage::Answered { confirming: confirming @ true, .. }) => *confirming = false,
            (Touch::Back, Stage::Answered { cases, chosen: chosen @ Some(_), .. }) if cases.reveal().len() > 1 => {
                *chosen = None;
            }
            (Touch::Back, Stage::Asking(_)) if self.number.is_none() => {
                shared.effects.push(Effect::Reader(None));
                return Home::enter();
            }
            (Touch::Back, _) => {
                (self.holder, self.number, self.held) = (None, None, Vec::new());
                return self.ask_anew(shared);
            }
            (Touch::Next, Stage::Answered { .. }) => return Thanks::enter(shared),
            _ => {}
        }
        State::Progress(self)
    }

    /// Asks the platform, and the outbox where there is a number.
    fn send(&mut self, shared: &mut Shared) {
        let asked = Asked { person: self.holder.clone(), number: self.number.clone() };
        if let Some(number) = &self.number {
            shared.effects.push(Effect::FindHeld(self.visit.id, number.clone()));
        }
        shared.effects.push(Effect::AskProgress(self.visit.id, Box::new(asked)));
        self.stage = Stage::Waiting(shared.moment.elapsed);
    }

    /// The case that is looked at.
    pub(super) fn case(&self) -> Option<&Case> {
        match &self.stage {
            Stage::Answered { cases, chosen: Some(place), .. } => cases.reveal().get(*place),
            _ => None,
        }
    }

    pub(super) fn holder(&self) -> Option<&Asker> {
        self.holder.as_ref()
    }

    /// What is owed to the case that is looked at; not the papers in whose place a promise stands.
    pub(super) fn owed(&self) -> Vec<&OwedPaper> {
        self.case().map(|case| owed_to(case, &self.visit.catalog)).unwrap_or_default()
    }

    fn can_top_up(&self, shared: &Shared) -> bool {
        !self.owed().is_empty() && super::shot::camera_is_open(shared)
    }

    /// Whether the platform lets it be taken back, and the one who asks showed a card.
    fn can_withdraw(&self) -> bool {
        self.holder.is_some() && self.case().is_some_and(|case| case.may_withdraw)
    }

    fn withdraw(mut self, shared: &mut Shared) -> State {
        let parcel = self.case().zip(self.holder()).map(|(case, holder)| Parcel::Withdrawal {
            of: Personal::new(case.number.clone()),
            name: view::name_of(case, &self.visit.catalog),
            holder: holder.clone(),
        });
        let Some(parcel) = parcel else { return State::Progress(self) };
        // Its own id: the visit's would be that of whatever else is handed in.
        self.visit.id = shared.moment.fresh;
        HandingIn::enter(self.visit, parcel, shared)
    }
}

/// What is owed to a case; not the papers in whose place a promise stands.
pub(super) fn owed_to<'a>(case: &'a Case, catalog: &Catalog) -> Vec<&'a OwedPaper> {
    let matter = catalog.matter(&case.matter);
    let stands_in = |owed: &&OwedPaper| {
        let paper = matter.and_then(|matter| matter.papers.iter().find(|paper| paper.key == owed.paper));
        paper.and_then(|paper| paper.promise.as_ref()).is_some_and(|promise| promise.kind == PromiseKind::Commit)
    };
    case.owed.iter().filter(|owed| !stands_in(owed)).collect()
}

/// The number on a receipt, from its code: the address and the number, or the number alone.
fn receipt_number(code: &[u8], address: &str) -> Option<Personal> {
    let code = std::str::from_utf8(code).ok()?;
    let number = code.strip_prefix(address).unwrap_or(code);
    number::is_one(number).then(|| number.into())
}
