//! A number in a hall's queue, or a booking: asked of the platform at once, shown, and printed.
//!
//! Nothing is handed in and nothing kept, so nothing is promised but what the hall gave. The question's id is the visit's:
//! however often it is asked, it is one ticket. What the citizen gave is dropped as soon as the ticket is there.

use super::form::Filling;
use super::state::State;
use super::thanks::Thanks;
use super::visit::Visit;
use super::{Effect, Event, ReceiptOutcome, Shared, Touch};
use crate::application::ticket::{NoTicket, Ticket, Wanted};
use crate::audit;
use crate::catalog::CardField;
use crate::paper::job::{Printable, Purpose};
use crate::paper::ticket::slip;
use crate::platform::contract::SubmissionId;
use std::time::Duration;
use yici_hardware::sound::Cue;

/// How long the platform may take. The courier gives up before.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often the slip is tried.
const MOST_TRIES: u8 = 3;

/// Waits for the ticket, then shows it.
pub struct Taking {
    /// Until the ticket is there.
    pub(super) visit: Option<Box<Visit>>,
    id: SubmissionId,
    demonstration: bool,
    stage: Stage,
}

/// How far it is.
enum Stage {
    /// The platform was asked, at this time.
    Asked(Duration),
    /// There is none.
    Failed(NoTicket),
    /// Here it is.
    Got(Ticket, Slip),
}

/// How its slip is getting on.
struct Slip {
    /// The print under way, or the last one.
    id: SubmissionId,
    outcome: Option<ReceiptOutcome>,
    tries: u8,
    /// Which copy it is.
    copy: u32,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the parts of the page")]
pub struct TicketView {
    pub asking: bool,
    pub failed: bool,
    pub number: String,
    pub hall: String,
    pub when: String,
    /// How many wait before, in words; empty where it was not said.
    pub ahead: String,
    /// What goes on, or went wrong, or what became of the slip.
    pub message: String,
    /// The slip did not come out, or perhaps not whole.
    pub trouble: bool,
    pub can_print_again: bool,
    /// The citizen can go.
    pub can_finish: bool,
}

impl Taking {
    pub(super) fn enter(visit: Box<Visit>, shared: &mut Shared) -> State {
        let demonstration = visit.matter().matter.demonstration;
        let taking =
            Self { id: visit.id, visit: Some(visit), demonstration, stage: Stage::Failed(NoTicket::Unanswered) };
        State::Taking(taking.ask(shared))
    }

    fn ask(mut self, shared: &mut Shared) -> Self {
        if let Some(visit) = &self.visit {
            shared.effects.push(Effect::AskTicket(self.id, Box::new(wanted(visit))));
            self.stage = Stage::Asked(shared.moment.elapsed);
        }
        self
    }

    /// Whether the platform has not answered yet.
    pub(super) fn is_asking(&self) -> bool {
        matches!(self.stage, Stage::Asked(_))
    }

    /// Whether the ticket is there.
    pub(super) fn has_ticket(&self) -> bool {
        matches!(self.stage, Stage::Got(..))
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        let can_print_again = self.can_print_again();
        match (event, &mut self.stage) {
            (Event::Ticket(id, Ok(ticket)), Stage::Asked(_)) if id == self.id => self.got(ticket, shared),
            (Event::Ticket(id, Err(why)), Stage::Asked(_)) if id == self.id => self.failed(why, shared),
            (Event::Tick, Stage::Asked(at)) if shared.moment.elapsed.saturating_sub(*at) >= PATIENCE => {
                self.failed(NoTicket::Unanswered, shared)
            }
            (Event::Touch(Touch::TryAgain), Stage::Failed(_)) => State::Taking(self.ask(shared)),
            (Event::Touch(Touch::Back), Stage::Failed(_)) => match self.visit {
                Some(visit) => Filling::enter(visit),
                None => State::Taking(self),
            },
            (Event::GuidePrinted(id, outcome), Stage::Got(_, slip)) if slip.id == id => {
                slip.outcome = Some(outcome);
                if outcome != ReceiptOutcome::Printed {
                    shared.effects.push(Effect::Cue(Cue::Failed));
                }
                State::Taking(self)
            }
            (Event::Touch(Touch::PrintAgain), Stage::Got(..)) if can_print_again => {
                self.print(shared);
                State::Taking(self)
            }
            (Event::Touch(Touch::Next), Stage::Got(_, Slip { outcome: Some(_), .. })) => Thanks::enter(shared),
            _ => State::Taking(self),
        }
    }

    fn got(mut self, ticket: Ticket, shared: &mut Shared) -> State {
        let matter = self.visit.take().map(|visit| visit.matter().matter.key.clone()).unwrap_or_default();
        shared.leaving = false;
        shared.effects.push(Effect::Record(audit::Event::TicketTaken { matter }));
        self.stage = Stage::Got(ticket, Slip { id: self.id, outcome: None, tries: 0, copy: 0 });
        self.print(shared);
        State::Taking(self)
    }

    fn failed(mut self, why: NoTicket, shared: &mut Shared) -> State {
        shared.effects.push(Effect::Cue(Cue::Failed));
        shared.idle.touched(shared.moment.elapsed);
        self.stage = Stage::Failed(why);
        State::Taking(self)
    }

    fn print(&mut self, shared: &mut Shared) {
        let Stage::Got(ticket, slip_state) = &mut self.stage else { return };
        // The same job for as long as nothing of it was printed.
        let copy = slip_state.copy + u32::from(slip_state.outcome == Some(ReceiptOutcome::Unknown));
        *slip_state = Slip { id: shared.moment.fresh, outcome: None, tries: slip_state.tries + 1, copy };
        let paper = slip(ticket, &shared.rules.kiosk, self.demonstration, shared.language);
        let slip = Printable::plain(Purpose::Guide, self.id, paper, shared.language);
        shared.effects.push(Effect::PrintGuide(slip_state.id, slip.job(copy)));
    }

    fn can_print_again(&self) -> bool {
        let Stage::Got(_, slip) = &self.stage else { return false };
        let broken = matches!(slip.outcome, Some(ReceiptOutcome::Unknown | ReceiptOutcome::Failed(_)));
        broken && slip.tries < MOST_TRIES
    }

    /// What became of the slip, once the printer has said; `None` while there is none.
    pub(super) fn paper(&self) -> Option<Option<ReceiptOutcome>> {
        match &self.stage {
            Stage::Got(_, slip) => Some(slip.outcome),
            _ => None,
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> TicketView {
        let (ticket, outcome) = match &self.stage {
            Stage::Got(ticket, slip) => (Some(ticket), slip.outcome),
            _ => (None, None),
        };
        let words = |of: fn(&Ticket) -> String| ticket.map(of).unwrap_or_default();
        TicketView {
            asking: self.is_asking(),
            failed: matches!(self.stage, Stage::Failed(_)),
            number: words(|ticket| ticket.number.clone()),
            hall: words(|ticket| format!("{}　{}", ticket.hall, ticket.window).trim_end().to_owned()),
            when: ticket.map(|ticket| ticket.when(shared.language)).unwrap_or_default(),
            ahead: ticket.and_then(|ticket| ticket.waiting(shared.language)).unwrap_or_default(),
            message: self.message(shared).to_owned(),
            trouble: matches!(outcome, Some(ReceiptOutcome::Unknown | ReceiptOutcome::Failed(_))),
            can_print_again: self.can_print_again(),
            can_finish: outcome.is_some(),
        }
    }

    fn message<'a>(&self, shared: &'a Shared) -> &'a str {
        match &self.stage {
            Stage::Asked(_) => shared.words("正在取号……", "Asking the hall for your number…"),
            Stage::Failed(NoTicket::Full) => shared.words(
                "这个时段已经约满。请返回，换一天或者换一个时段。",
                "Nothing is free then. Go back and choose another day or time.",
            ),
            Stage::Failed(NoTicket::Closed) => shared.words(
                "大厅这个时候不办公。请返回，换一天或者换一个大厅。",
                "The hall is closed then. Go back and choose another day or another hall.",
            ),
            Stage::Failed(NoTicket::Refused) => shared.words(
                "大厅没有给号。请返回改一改，或者到大厅的导办台取号。",
                "The hall gave no number. Go back and change something, or ask at the hall's desk.",
            ),
            Stage::Failed(NoTicket::Unanswered) => shared.words(
                "没有连上大厅，还没有取到号。请再试一次，不会重复取号。",
                "The hall did not answer, so there is no number yet. Try again: you will not get two.",
            ),
            Stage::Got(_, Slip { outcome: None, .. }) => shared.words("正在打印小票……", "Printing your slip…"),
            Stage::Got(_, Slip { outcome: Some(ReceiptOutcome::Printed), .. }) => {
                shared.words("请取走小票。", "Please take your slip.")
            }
            Stage::Got(..) => shared.words(
                "小票可能没有打印好。号已经取到，请记下号码。",
                "The slip may not be whole. The number is yours: please note it down.",
            ),
        }
    }
}

fn wanted(visit: &Visit) -> Wanted {
    let (plan, header) = (visit.plan(), &visit.matter().matter);
    let entry = |key: &str| Some((key.to_owned(), visit.form.get(key)?.value.clone()));
    let line = |card: CardField| {
        let field = visit.catalog.fields.values().find(|field| field.card == Some(card));
        field.and_then(|field| visit.form.get(&field.key)).map(|entry| entry.value.clone()).unwrap_or_default()
    };
    Wanted {
        matter: (header.key.clone(), header.version.clone()),
        items: plan.items.iter().map(|item| item.key.clone()).collect(),
        form: plan.fields.iter().filter_map(|need| entry(&need.what.key)).collect(),
        person: (line(CardField::Name), line(CardField::Number)),
    }
}
