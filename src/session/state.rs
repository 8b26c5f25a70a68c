//! Where a citizen is: the closed list of states.

use super::attract::Attract;
use super::choice::Choosing;
use super::closed::Closed;
use super::delivery::Delivering;
use super::done::Done;
use super::draft::Offering;
use super::evaluate::Evaluating;
use super::face::Facing;
use super::fees::Paying;
use super::form::Filling;
use super::guide::Guide;
use super::handing_in::HandingIn;
use super::home::Home;
use super::identify::Identifying;
use super::issuing::Issuing;
use super::licences::Borrowing;
use super::papers::Photographing;
use super::privacy::Privacy;
use super::progress::Progress;
use super::promises::Promising;
use super::questions::Questions;
use super::review::Review;
use super::search::Search;
use super::service::Service;
use super::sign::Signing;
use super::thanks::Thanks;
use super::ticket::Taking;
use super::topping_up::ToppingUp;
use super::visit::{Asking, Visit};
use super::whom::Whom;
use super::{Event, Shared};
use crate::application::known::Known;
use crate::platform::contract::SubmissionId;
use crate::voice::Prompt;
use jiff::civil::Date;

/// A page and what it holds. Boxed where it holds a visit.
pub enum State {
    Attract(Attract),
    Home(Home),
    Search(Search),
    Progress(Progress),
    ToppingUp(ToppingUp),
    Privacy(Privacy),
    Guide(Guide),
    Questions(Questions),
    Choosing(Choosing),
    Whom(Whom),
    Identifying(Identifying),
    Offering(Offering),
    Filling(Filling),
    Borrowing(Borrowing),
    Photographing(Photographing),
    Promising(Promising),
    Delivering(Delivering),
    Paying(Paying),
    Review(Review),
    Facing(Facing),
    Signing(Signing),
    HandingIn(HandingIn),
    Taking(Taking),
    Issuing(Issuing),
    Done(Done),
    Evaluating(Evaluating),
    Thanks(Thanks),
    Closed(Closed),
    Service(Service),
}

impl State {
    /// The first page.
    pub fn attract() -> Self {
        Self::Attract(Attract)
    }

    /// Whether the first page is up.
    pub fn is_attract(&self) -> bool {
        matches!(self, Self::Attract(_))
    }

    /// Whether nobody is let in.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Closed(_))
    }

    /// Whether nobody is at work.
    pub fn serves_nobody(&self) -> bool {
        self.is_attract() || self.is_closed()
    }

    /// Whether the outbox or the printer owes something that the citizen must see: a number that is not on paper stays on the
    /// screen.
    pub fn awaits_an_answer(&self) -> bool {
        matches!(self, Self::HandingIn(_)) || self.is_without_receipt()
    }

    /// Whether an application is kept and its receipt is not, or not yet, out.
    pub fn is_without_receipt(&self) -> bool {
        matches!(self, Self::Done(state) if !state.has_receipt())
    }

    /// Whether the kiosk is at work and silence of the citizen means nothing.
    pub fn waits_for_the_kiosk(&self) -> bool {
        match self {
            Self::HandingIn(state) => !state.failed(),
            Self::Issuing(state) => state.waits(),
            Self::Service(state) => state.is_busy(),
            _ => false,
        }
    }

    /// Whether there is a page to go back to.
    pub fn can_go_back(&self) -> bool {
        match self {
            Self::Search(_) | Self::Privacy(_) => true,
            Self::HandingIn(_) | Self::Offering(_) => false,
            Self::Issuing(state) => state.can_go_back(),
            Self::Service(state) => state.can_go_back(),
            Self::Taking(state) if state.is_asking() => false,
            _ => self.holds_a_visit(),
        }
    }

    /// Whether leaving would lose something that the citizen gave.
    pub fn holds_a_visit(&self) -> bool {
        self.visit().is_some()
    }

    /// Hands the event to the state.
    pub fn on(self, event: Event, shared: &mut Shared) -> Self {
        match self {
            Self::Attract(state) => state.on(event, shared),
            Self::Home(state) => state.on(event, shared),
            Self::Search(state) => state.on(event, shared),
            Self::Progress(state) => state.on(event, shared),
            Self::ToppingUp(state) => state.on(event, shared),
            Self::Privacy(state) => state.on(event),
            Self::Guide(state) => state.on(event, shared),
            Self::Questions(state) => state.on(event, shared),
            Self::Choosing(state) => state.on(event, shared),
            Self::Whom(state) => state.on(event, shared),
            Self::Identifying(state) => state.on(event, shared),
            Self::Offering(state) => state.on(event, shared),
            Self::Filling(state) => state.on(event, shared),
            Self::Borrowing(state) => state.on(event, shared),
            Self::Photographing(state) => state.on(event, shared),
            Self::Promising(state) => state.on(event, shared),
            Self::Delivering(state) => state.on(event, shared),
            Self::Paying(state) => state.on(event),
            Self::Review(state) => state.on(event, shared),
            Self::Facing(state) => state.on(event, shared),
            Self::Signing(state) => state.on(event, shared),
            Self::HandingIn(state) => state.on(event, shared),
            Self::Taking(state) => state.on(event, shared),
            Self::Issuing(state) => state.on(event, shared),
            Self::Done(state) => state.on(event, shared),
            Self::Evaluating(state) => state.on(event, shared),
            Self::Thanks(state) => state.on(event, shared),
            Self::Closed(state) => state.on(event),
            Self::Service(state) => state.on(event, shared),
        }
    }

    /// The visit under way.
    pub fn visit(&self) -> Option<&Visit> {
        match self {
            Self::Guide(Guide { visit, .. })
            | Self::Questions(Questions { visit, .. })
            | Self::Choosing(Choosing { visit })
            | Self::Whom(Whom { visit })
            | Self::Identifying(Identifying { visit, .. })
            | Self::Offering(Offering { visit, .. })
            | Self::Filling(Filling { visit, .. })
            | Self::Borrowing(Borrowing { visit })
            | Self::Photographing(Photographing { visit, .. })
            | Self::Promising(Promising { visit })
            | Self::Delivering(Delivering { visit })
            | Self::Paying(Paying { visit })
            | Self::Review(Review { visit, .. })
            | Self::Facing(Facing { visit, .. })
            | Self::Signing(Signing { visit, .. })
            | Self::Issuing(Issuing { visit, .. }) => Some(visit),
            Self::HandingIn(state) => Some(&state.visit),
            Self::Progress(state) => Some(&state.visit),
            Self::ToppingUp(state) => Some(&state.progress.visit),
            Self::Taking(state) => state.visit.as_deref(),
            Self::Attract(_)
            | Self::Home(_)
            | Self::Search(_)
            | Self::Privacy(_)
            | Self::Done(_)
            | Self::Evaluating(_)
            | Self::Thanks(_)
            | Self::Closed(_)
            | Self::Service(_) => None,
        }
    }

    /// The visit under way, to be added to.
    pub fn visit_mut(&mut self) -> Option<&mut Visit> {
        match self {
            Self::Guide(Guide { visit, .. })
            | Self::Questions(Questions { visit, .. })
            | Self::Choosing(Choosing { visit })
            | Self::Identifying(Identifying { visit, .. })
            | Self::Offering(Offering { visit, .. })
            | Self::Filling(Filling { visit, .. })
            | Self::Borrowing(Borrowing { visit })
            | Self::Photographing(Photographing { visit, .. })
            | Self::Promising(Promising { visit })
            | Self::Whom(Whom { visit })
            | Self::Delivering(Delivering { visit }) => Some(visit),
            // What is reviewed, signed or handed in is no longer added to: nothing after it would look for gaps.
            _ => None,
        }
    }

    /// Takes in what the platform knows of this visit's citizen, or that it does not say. What comes late belongs to a
    /// citizen who has gone, and is dropped.
    pub fn learn(&mut self, id: SubmissionId, known: Option<Known>, today: Date) -> bool {
        let being_written = match self {
            Self::Filling(state) => state.being_written(),
            _ => None,
        };
        // Nothing is asked of somebody else's card: what comes now is about whoever it was before.
        let asked = |visit: &&mut Visit| visit.id == id && visit.asking != Asking::Not;
        let Some(visit) = self.visit_mut().filter(asked) else { return false };
        visit.asking = Asking::Answered;
        if let Some(known) = known {
            visit.learn(known, being_written.as_deref(), today);
        }
        true
    }

    /// Place among the seven steps of a matter; 0 outside.
    pub fn step(&self) -> u8 {
        match self {
            Self::Attract(_)
            | Self::Home(_)
            | Self::Search(_)
            | Self::Progress(_)
            | Self::ToppingUp(_)
            | Self::Privacy(_)
            | Self::Done(_)
            | Self::Evaluating(_)
            | Self::Taking(_)
            | Self::Thanks(_)
            | Self::Closed(_)
            | Self::Service(_) => 0,
            Self::Guide(_) => 1,
            Self::Questions(_) | Self::Choosing(_) => 2,
            Self::Whom(_) | Self::Identifying(_) => 3,
            Self::Offering(_) | Self::Filling(_) => 4,
            Self::Borrowing(_) | Self::Photographing(_) | Self::Promising(_) => 5,
            Self::Delivering(_) | Self::Paying(_) | Self::Review(_) => 6,
            Self::Facing(_) | Self::Signing(_) | Self::HandingIn(_) | Self::Issuing(_) => 7,
        }
    }

    /// What the kiosk says here.
    pub fn prompt(&self, shared: &Shared) -> Prompt {
        match self {
            Self::Attract(_) => Prompt::Attract,
            Self::Home(_) => Prompt::Home,
            Self::Search(_) => Prompt::Search,
            Self::Progress(state) => state.prompt(shared),
            Self::ToppingUp(_) => Prompt::TopUp,
            Self::Privacy(_) => Prompt::Privacy,
            Self::Guide(_) => Prompt::Guide,
            Self::Questions(_) => Prompt::Questions,
            Self::Choosing(_) => Prompt::Choice,
            Self::Whom(_) => Prompt::Whom,
            Self::Identifying(state) => state.prompt(shared),
            Self::Offering(_) => Prompt::Questions,
            Self::Filling(_) => Prompt::Form,
            Self::Borrowing(_) => Prompt::Licences,
            Self::Photographing(state) if state.is_sampling() => Prompt::Sample,
            Self::Photographing(_) => Prompt::Papers,
            Self::Promising(_) => Prompt::Promises,
            Self::Delivering(_) => Prompt::Delivery,
            Self::Paying(_) => Prompt::Fees,
            Self::Review(_) => Prompt::Review,
            Self::Facing(state) => state.prompt(shared),
            Self::Signing(_) => Prompt::Sign,
            Self::HandingIn(_) => Prompt::HandingIn,
            Self::Taking(state) if state.has_ticket() => Prompt::TakeTicket,
            Self::Taking(_) => Prompt::Ticket,
            Self::Issuing(state) => state.prompt(),
            Self::Done(state) if state.has_receipt() => Prompt::TakeReceipt,
            Self::Done(_) => Prompt::Kept,
            Self::Evaluating(_) => Prompt::Evaluate,
            Self::Thanks(_) => Prompt::Thanks,
            Self::Closed(state) => state.prompt(),
            Self::Service(_) => Prompt::Service,
        }
    }
}
