//! What happens at the screen.
//!
//! A state machine: one state, one file. An event consumes the state and gives the next one; what is to be done in the
//! world leaves as [`Effect`]s, what is to be seen as a [`View`].
//!
//! - Pure: no I/O, no clock, no chance. Time and fresh ids come in with each event as a [`Moment`].
//! - What a citizen gives lives in the [`Visit`] that the state owns, and nowhere else: the state that ends a visit drops
//!   it, and that is the wipe.
//! - Every page but the first gives up after a while of silence, with a warning before. Apart from that, only an open door
//!   and a failing battery end a visit that the citizen did not end. Devices coming and going change what a page says,
//!   never where the citizen is.
//! - The service mode ([`service`]) begins only while nobody is served.
//! - Once a commit was answered, nothing takes the application back: silence, a broken printer or a leave wipe the
//!   screen, not the outbox.

mod attention;
mod attract;
mod choice;
mod closed;
mod delivery;
mod done;
mod draft;
pub mod ease;
mod effect;
mod evaluate;
mod event;
mod face;
mod fees;
mod form;
mod guide;
mod handing_in;
mod home;
mod identify;
mod idle;
mod issuing;
mod licences;
mod news;
mod papers;
mod privacy;
mod progress;
mod promises;
mod questions;
mod review;
mod search;
pub mod service;
mod shot;
mod sign;
mod state;
mod surroundings;
mod thanks;
mod ticket;
mod topping_up;
pub mod view;
mod visit;
mod whom;

pub use closed::Closure;
pub use effect::{Effect, HandedIn};
pub use event::{DocumentOutcome, Event, Moment, ReceiptOutcome, Touch};
pub use idle::IdleRule;
pub use surroundings::Reminder;
pub use view::View;

use crate::audit;
use crate::catalog::Catalog;
use crate::place::{Place, Profile};
use crate::plan::{Calendar, Limit};
use crate::platform::contract::identity_code::UsedCodes;
use crate::search::{Index, entries};
use crate::shelf::Freshness;
use crate::station::Readiness;
use crate::text::{Language, Text, either};
use crate::voice::Prompt;
use attention::Attention;
use draft::Drafting;
use ease::Ease;
use ed25519_dalek::VerifyingKey;
use idle::Idle;
use news::News;
use state::State;
use std::sync::Arc;
use surroundings::Surroundings;
use yici_hardware::sound::Cue;

/// What the settings say about sessions.
#[derive(Clone, Debug)]
pub struct Rules {
    /// This kiosk's name, as the platform knows it.
    pub kiosk: String,
    /// Where it stands, for the head of the page.
    pub site: Text,
    /// Address that the receipt's QR code leads to; the number is put after it.
    pub progress_url: String,
    /// Address of a matter's guide, before its key; none where guides stand nowhere.
    pub guide_url: Option<String>,
    /// The key by which the platform signs the codes on citizens' phones; none where they are not taken.
    pub identity_key: Option<VerifyingKey>,
    /// When silence becomes absence.
    pub idle: IdleRule,
    /// Whether the settings let anybody into the service mode.
    pub service: bool,
    /// When the kiosk serves, and when somebody of the house is there.
    pub place: Place,
}

/// Whether what is handed in goes out at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// The platform answers.
    Up,
    /// It does not, or it is not known yet; what is handed in waits in the outbox.
    #[default]
    Down,
    /// Its hours are over, as the settings have them: nothing goes until they begin again.
    Resting,
}

/// What all states share. Nothing in it belongs to a citizen.
pub struct Shared {
    rules: Rules,
    catalog: Arc<Catalog>,
    /// What finds its matters. Made with it, between citizens.
    index: Index,
    /// A newer catalog, put in place between citizens.
    next_catalog: Option<Arc<Catalog>>,
    /// How old the catalog is.
    freshness: Freshness,
    /// How old the newer one is; `None` when it is as old as this one.
    next_freshness: Option<Freshness>,
    readiness: Readiness,
    line: Line,
    language: Language,
    moment: Moment,
    idle: Idle,
    around: Surroundings,
    drafting: Drafting,
    /// Codes that were taken as somebody's identity: none is taken twice.
    used_codes: UsedCodes,
    leaving: bool,
    /// How the citizen wants the page to be.
    ease: Ease,
    /// The sheet on which that is said is up.
    easing: bool,
    /// What the kiosk owes whoever comes next: the number of an application whose receipt a power cut kept back.
    notice: Option<Text>,
    /// How bright and loud the kiosk was last told to be; an earlier process may have left it as it is by night.
    profile: Option<Profile>,
    effects: Vec<Effect>,
}

/// The screen's state machine.
pub struct Session {
    state: State,
    shared: Shared,
}

impl Session {
    /// A session at the attract page.
    pub fn new(rules: Rules, catalog: Arc<Catalog>, moment: Moment) -> Self {
        let shared = Shared {
            idle: Idle::new(rules.idle, moment.elapsed),
            rules,
            index: Index::new(entries(&catalog)),
            catalog,
            next_catalog: None,
            freshness: Freshness::default(),
            next_freshness: None,
            readiness: Readiness::default(),
            line: Line::default(),
            language: Language::default(),
            moment,
            around: Surroundings::default(),
            drafting: Drafting::default(),
            used_codes: UsedCodes::default(),
            leaving: false,
            ease: Ease::default(),
            easing: false,
            notice: None,
            profile: None,
            effects: Vec::new(),
        };
        Self { state: State::attract(), shared }
    }

    /// Takes an event in and says what is to be done, in order.
    pub fn on(&mut self, event: Event, moment: Moment) -> Vec<Effect> {
        let (spoken_before, attended_before) = (self.shared.prompt(&self.state), self.attention());
        self.shared.moment = moment;
        let state = std::mem::replace(&mut self.state, State::attract());
        let event = match event {
            Event::Touch(touch) => {
                self.shared.idle.touched(self.shared.moment.elapsed);
                self.shared.ease(touch).map(Event::Touch)
            }
            event => Some(event),
        };
        let state = match event.and_then(|event| self.shared.around(&state, event)) {
            Some(event) => self.shared.on(state, event),
            None => state,
        };
        self.state = self.shared.settle(state);
        self.shared.keep_draft(&self.state);
        self.shared.follow_the_hour();
        self.shared.effects.extend(self.attention().since(&attended_before));
        let prompt = self.shared.prompt(&self.state);
        if prompt != spoken_before {
            if prompt == Prompt::AreYouThere {
                self.shared.effects.push(Effect::Cue(Cue::Attention));
            }
            self.shared.effects.push(Effect::Say(prompt, self.shared.language));
        }
        std::mem::take(&mut self.shared.effects)
    }

    /// What is to be seen now.
    pub fn view(&self) -> View {
        view::of(&self.state, &self.shared)
    }

    /// Whether a citizen is at work. Updates and restarts wait until nobody is.
    pub fn busy(&self) -> bool {
        !self.state.serves_nobody()
    }

    /// Whether a stick may be put in: the service mode is open, or the service door is and nobody is served.
    pub fn lets_sticks_in(&self) -> bool {
        match &self.state {
            State::Service(service) if service.is_open() => true,
            state => self.shared.rules.service && self.shared.around.closures.door && state.serves_nobody(),
        }
    }

    /// Whether the battery is nearly empty and the kiosk is about to be switched off.
    pub fn is_switching_off(&self) -> bool {
        self.shared.around.closures.now() == Some(Closure::SwitchingOff)
    }

    fn attention(&self) -> Attention {
        Attention::of(&self.state, &self.shared)
    }
}

impl Shared {
    /// Events that mean the same on every page are dealt with here; the rest goes to the state.
    fn on(&mut self, mut state: State, event: Event) -> State {
        // Whoever looked around on the first page and went is no citizen to end a visit for.
        if matches!(event, Event::Tick) && state.serves_nobody() && self.idle.expired(self.moment.elapsed) {
            self.forget_wishes();
        }
        match event {
            Event::Tick if self.has_been_left(&state) => {
                return match state {
                    State::Service(service) => service.leave(audit::Closing::Silence, self),
                    _ => self.end(audit::Ending::Silence),
                };
            }
            Event::Service(news) => return self.service_news(state, news),
            Event::Touch(Touch::Service) => return self.ask_for_service(state),
            Event::Touch(Touch::Leave) if matches!(state, State::Service(_)) => return state.on(event, self),
            Event::Readiness(readiness) => self.readiness = readiness,
            Event::Line(line) => self.line = line,
            Event::Draft(id, draft) => return self.draft_found(state, id, draft),
            Event::Notice(notice) => self.notice = Some(notice),
            Event::Catalog(catalog) if state.serves_nobody() => self.take(catalog),
            Event::Catalog(catalog) => self.next_catalog = Some(catalog),
            Event::Freshness(freshness) if self.next_catalog.is_none() => self.freshness = freshness,
            Event::Freshness(freshness) => self.next_freshness = Some(freshness),
            Event::Known(id, known) => {
                let answered = known.is_some();
                if state.learn(id, known.map(|known| *known), self.moment.wall.date()) {
                    self.effects.push(Effect::Record(audit::Event::KnownAsked { answered }));
                }
            }
            // Of whoever asks it is the page's own; of whoever does something else it is news.
            Event::Progress(id, Some(cases)) if !matches!(state, State::Progress(_)) => {
                if let Some(visit) = state.visit_mut().filter(|visit| visit.id == id) {
                    visit.news = News::of(cases.reveal(), &visit.catalog);
                }
            }
            Event::Touch(Touch::SwitchLanguage) => {
                self.language = self.language.other();
                self.effects.push(Effect::Say(self.prompt(&state), self.language));
            }
            Event::Touch(Touch::Anywhere | Touch::Stay) => {}
            Event::Touch(Touch::Leave | Touch::LeaveConfirmed) if state.waits_for_the_kiosk() => {}
            Event::Touch(Touch::Leave) if state.holds_a_visit() => self.leaving = true,
            Event::Touch(Touch::Leave) if !state.serves_nobody() => return self.end(audit::Ending::Left),
            Event::Touch(Touch::LeaveCancelled) => self.leaving = false,
            Event::Touch(Touch::LeaveConfirmed) if self.leaving => return self.end(audit::Ending::Left),
            event => return state.on(event, self),
        }
        state
    }

    fn take(&mut self, catalog: Arc<Catalog>) {
        self.index = Index::new(entries(&catalog));
        self.catalog = catalog;
    }

    /// What the kiosk says now.
    fn prompt(&self, state: &State) -> Prompt {
        match self.around.reminder {
            _ if self.warning(state).is_some() => Prompt::AreYouThere,
            _ if self.nobody_comes().is_some() => Prompt::NobodyComes,
            _ if self.around.help_is_called() => Prompt::HelpCalled,
            Some((Reminder::Card, _)) => Prompt::TakeCard,
            Some((Reminder::SocialCard, _)) => Prompt::TakeSocialCard,
            Some((Reminder::LeftCard, _)) => Prompt::CardLeft,
            Some((Reminder::Receipt, _)) => Prompt::ReceiptWaits,
            Some((Reminder::Document, _)) => Prompt::DocumentWaits,
            None => state.prompt(self),
        }
    }

    /// Seconds until everything is erased, once nobody seems to be there.
    fn warning(&self, state: &State) -> Option<u64> {
        self.idle.warning(self.moment.elapsed).filter(|_| self.may_be_left(state))
    }

    fn has_been_left(&self, state: &State) -> bool {
        self.may_be_left(state) && self.idle.expired(self.moment.elapsed)
    }

    /// Whether silence means anything. Whoever waits for a clerk need not touch the screen, as long as somebody is there.
    fn may_be_left(&self, state: &State) -> bool {
        let waits = self.around.help_is_called() && !self.idle.is_alone();
        !state.serves_nobody() && !state.waits_for_the_kiosk() && !waits
    }

    /// Ends the visit. The state, and with it all that the citizen gave, is dropped by the caller; the world is told to
    /// forget it too.
    fn end(&mut self, how: audit::Ending) -> State {
        self.end_draft(how);
        let rest = self.go_to_rest();
        self.effects.push(Effect::Record(audit::Event::VisitEnded { how }));
        rest
    }

    /// To the first page, with nothing left of whoever was there.
    fn go_to_rest(&mut self) -> State {
        self.leaving = false;
        self.forget_wishes();
        self.forget_visit();
        if let Some(catalog) = self.next_catalog.take() {
            self.take(catalog);
            self.freshness = self.next_freshness.take().unwrap_or(self.freshness);
        }
        self.effects.extend([Effect::Reader(None), Effect::Camera(None), Effect::Wipe]);
        State::attract()
    }

    /// The next citizen finds the page as it always is.
    fn forget_wishes(&mut self) {
        (self.ease, self.easing) = (Ease::default(), false);
        self.language = Language::default();
    }

    fn words<'a>(&self, chinese: &'a str, english: &'a str) -> &'a str {
        either(self.language, chinese, english)
    }

    /// Why nothing can be asked of the platform now; `None` while it can.
    fn without_line(&self) -> Option<&'static str> {
        match self.line {
            Line::Up => None,
            Line::Down => Some(either(self.language, "网络不通", "The line is down")),
            Line::Resting => {
                Some(either(self.language, "本机这个时间不联网", "This machine is not connected at this hour"))
            }
        }
    }

    /// The limit of a whole, if it is handed in today, in words.
    fn limit(&self, catalog: &Catalog, limit: Limit) -> String {
        view::limit_if_today(limit, Calendar::of(catalog), self.moment.wall.date(), self.language)
    }

    fn text(&self, text: &Text) -> String {
        text.get(self.language).to_owned()
    }
}

#[cfg(test)]
mod tests;
