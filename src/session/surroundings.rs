//! What happens around the citizen: the power, the door, somebody who comes or goes, a call for help, paper in the slot, a
//! card on its reader.
//!
//! Facts are kept as they are now; what follows from them is worked out after every event, so that no order of events can
//! leave the kiosk open behind an open door or shut behind a closed one.

use super::closed::{Closed, Closure, Closures};
use super::state::State;
use super::{Effect, Event, Shared, Touch};
use crate::audit;
use crate::catalog::Device;
use crate::platform::contract::SubmissionId;
use crate::text::{self, Language, either};
use std::collections::BTreeSet;
use std::time::Duration;
use yici_hardware::power::Supply;
use yici_hardware::sound::Cue;
use yici_hardware::{Edge, Input};

/// How long a visit may go on after its end was called for, until an answer of the outbox or the printer is there.
const LAST_WORDS: Duration = Duration::from_secs(30);
/// How long a call for help stands when nobody comes.
const HELP: Duration = Duration::from_secs(180);
/// Between two tries to tell the platform of a call that nobody there was told of.
const TELLS: Duration = Duration::from_secs(15);
/// How long "take your card" stands, where no reader says that it still lies there.
const CARD: Duration = Duration::from_secs(8);
/// How long a card may lie there after its visit before it is written down, and between two reminders from then on.
const LEFT: Duration = Duration::from_secs(30);
/// How long paper may lie where it came out before the citizen is reminded.
const LIES: Duration = Duration::from_secs(15);
/// Between two greetings: a hall is full of people who walk by.
const GREETINGS: Duration = Duration::from_secs(60);

/// What must not be left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// The identity card.
    Card,
    /// The social-security card.
    SocialCard,
    /// A card that an earlier visit left.
    LeftCard,
    /// The receipt.
    Receipt,
    /// A certificate.
    Document,
}

impl Reminder {
    /// The card on this reader.
    pub(super) fn card_of(reader: Device) -> Self {
        if reader == Device::SocialCardReader { Self::SocialCard } else { Self::Card }
    }

    /// Whether it is of a card of the visit under way.
    pub(super) fn is_of_a_card(self) -> bool {
        matches!(self, Self::Card | Self::SocialCard)
    }
}

/// A card that lies there though nobody is at work.
struct Left {
    reader: Device,
    /// Since when; later, when it was last reminded of.
    at: Duration,
    recorded: bool,
}

/// A call for help.
struct Call {
    id: SubmissionId,
    /// Since when it stands.
    since: Duration,
    /// When the platform was last told.
    asked: Duration,
    /// Somebody on duty was told.
    told: bool,
}

/// The surroundings, as far as anything says.
#[derive(Default)]
pub struct Surroundings {
    pub(super) closures: Closures,
    /// Since when the end of the visit is called for.
    end_called: Option<Duration>,
    /// A clerk is called.
    help: Option<Call>,
    /// The key on the housing called; a touch on the screen is anybody's.
    key_called: bool,
    pub(super) reminder: Option<(Reminder, Duration)>,
    /// Whether paper lies in the receipt's slot, where a sensor sees that.
    pub(super) slot: Option<bool>,
    /// The number of the receipt that came out last in this visit and was not seen to be taken.
    pub(super) receipt: Option<String>,
    /// Whether paper lies in the A4 printer's tray, where a sensor sees that.
    pub(super) tray: Option<bool>,
    /// A certificate came out in this visit and was not seen to be taken.
    pub(super) document: bool,
    /// The readers on which a card that was read is seen to lie. A reader that cannot say is never among them.
    pub(super) lying: BTreeSet<Device>,
    left: Option<Left>,
    greeted: Option<Duration>,
}

impl Surroundings {
    /// Whether a clerk is called.
    pub fn help_is_called(&self) -> bool {
        self.help.is_some()
    }

    /// Whether a clerk is called by the key on the housing, which says that somebody may be of the house.
    pub(super) fn key_called(&self) -> bool {
        self.key_called
    }

    /// Whether somebody should come for a card that was left.
    pub(super) fn keeps_a_card(&self) -> bool {
        self.left.as_ref().is_some_and(|left| left.recorded)
    }
}

impl Shared {
    /// Deals with what belongs to no page. Gives back what does.
    pub(super) fn around(&mut self, state: &State, event: Event) -> Option<Event> {
        let around = &mut self.around;
        match event {
            Event::Power(supply) => self.power(supply),
            Event::Sensor(edge) => self.sensor(state, edge),
            Event::CardLies(reader, lies) => self.card_lies(state, reader, lies),
            Event::SensorsGone => {
                self.idle.present(true, self.moment.elapsed);
                (around.slot, around.tray) = (None, None);
            }
            Event::Touch(Touch::Help) => self.call_help(),
            Event::Touch(Touch::HelpAnswered) => self.end_help(audit::HelpEnding::Answered),
            Event::Touch(Touch::HelpCancelled) => self.end_help(audit::HelpEnding::Cancelled),
            Event::HelpTold(id, told) => {
                if let Some(call) = around.help.as_mut().filter(|call| call.id == id) {
                    call.told = told;
                }
            }
            Event::Touch(Touch::Reminded) => around.reminder = None,
            Event::Touch(touch) => {
                // Whoever goes on has seen it.
                if touch != Touch::Anywhere {
                    around.reminder = None;
                }
                return Some(Event::Touch(touch));
            }
            event => return Some(event),
        }
        None
    }

    fn power(&mut self, supply: Supply) {
        if self.around.closures.supply != Some(supply) {
            self.around.closures.supply = Some(supply);
            self.effects.push(Effect::Record(audit::Event::Power { supply: supply.into() }));
        }
    }

    fn sensor(&mut self, state: &State, Edge { input, active }: Edge) {
        self.around.closures.take(input, active);
        match input {
            // People who come and go are nobody's to count.
            Input::Presence => {
                self.idle.present(active, self.moment.elapsed);
                if active && state.is_attract() {
                    self.greet();
                }
            }
            Input::Help if active => {
                self.around.key_called = true;
                self.call_help();
            }
            Input::Help | Input::KeyNext | Input::KeyPrevious | Input::KeyPress => {}
            Input::ReceiptInSlot => {
                self.around.slot = Some(active);
                if !active {
                    self.around.receipt = None;
                    self.around.reminder.take_if(|(reminder, _)| *reminder == Reminder::Receipt);
                }
            }
            Input::PaperInTray => {
                self.around.tray = Some(active);
                if !active {
                    self.around.document = false;
                    self.around.reminder.take_if(|(reminder, _)| *reminder == Reminder::Document);
                }
            }
            Input::DoorOpen | Input::Tamper | Input::PaperNearEnd => {
                let input = format!("{input:?}");
                self.effects.push(Effect::Record(audit::Event::Sensor { input, active }));
            }
        }
    }

    /// Why nobody new is let in now.
    fn closed(&self) -> Option<Closure> {
        let resting = || (!self.rules.place.is_open(self.moment.wall)).then_some(Closure::Resting);
        self.around.closures.now().or_else(resting)
    }

    /// By night the kiosk is darker and quieter.
    pub(super) fn follow_the_hour(&mut self) {
        let profile = self.rules.place.profile(self.moment.wall);
        if let Some(now) = profile.filter(|_| self.profile != profile) {
            self.profile = profile;
            self.effects.push(Effect::Profile(now));
        }
    }

    /// While a call for help stands and nobody of the house is there: what else can be done.
    pub(super) fn nobody_comes(&self) -> Option<String> {
        let call = self.around.help.as_ref()?;
        let (place, now) = (&self.rules.place, self.moment.wall);
        if place.is_attended(now) {
            return None;
        }
        let told = if call.told { self.words("已通知值班人员。\n", "Somebody on duty was told. ") } else { "" };
        let said = match (place.attended_from(now).map(|from| text::moment(from, self.language)), self.language) {
            (None, language) => either(language, "您可以拨打 12345 咨询", "You can call 12345 for advice.").to_owned(),
            (Some(from), Language::Chinese) => format!("您可以拨打 12345 咨询，\n或在 {from} 以后再来"),
            (Some(from), Language::English) => format!("You can call 12345 for advice, or come back after {from}."),
        };
        Some(told.to_owned() + &said)
    }

    fn greet(&mut self) {
        let now = self.moment.elapsed;
        if self.around.greeted.is_none_or(|greeted| now.saturating_sub(greeted) >= GREETINGS) {
            self.around.greeted = Some(now);
            self.effects.push(Effect::Say(crate::voice::Prompt::Attract, self.language));
        }
    }

    fn call_help(&mut self) {
        let (id, now) = (self.moment.fresh, self.moment.elapsed);
        if let Some(call) = &mut self.around.help {
            call.since = now;
            return;
        }
        self.around.help = Some(Call { id, since: now, asked: now, told: false });
        let tell = Effect::TellHelp(id, true);
        self.effects.extend([Effect::Cue(Cue::Attention), Effect::Record(audit::Event::HelpCalled), tell]);
    }

    pub(super) fn end_help(&mut self, how: audit::HelpEnding) {
        self.around.key_called = false;
        if let Some(call) = self.around.help.take() {
            self.effects.push(Effect::TellHelp(call.id, false));
            self.idle.touched(self.moment.elapsed);
            self.effects.push(Effect::Record(audit::Event::HelpEnded { how }));
        }
    }

    /// Reminds the citizen, on the screen and by a signal; the voice follows by itself.
    pub(super) fn remind(&mut self, reminder: Reminder) {
        self.around.reminder = Some((reminder, self.moment.elapsed));
        self.effects.push(Effect::Cue(Cue::Forgotten));
    }

    /// Reminds once of paper that came out at this time and still lies there: by itself after [`LIES`], or whoever goes on
    /// without it. Whether it did; then the time is gone.
    pub(super) fn remind_of_paper(&mut self, came_out: &mut Option<Duration>, what: Reminder, event: &Event) -> bool {
        let Some(at) = *came_out else { return false };
        let is_due = match event {
            Event::Tick => self.moment.elapsed >= at + LIES,
            Event::Touch(Touch::Next) => true,
            _ => false,
        };
        if is_due {
            *came_out = None;
            self.remind(what);
        }
        is_due
    }

    /// A card was read and can be taken back.
    pub(super) fn give_back(&mut self, reader: Device) {
        self.around.reminder = Some((Reminder::card_of(reader), self.moment.elapsed));
        self.effects.push(Effect::Cue(Cue::Done));
    }

    /// Reminds of a card of this visit that is seen to lie there; whether there is one.
    pub(super) fn remind_of_a_card(&mut self) -> bool {
        let lying = self.around.lying.first().copied();
        lying.inspect(|reader| self.remind(Reminder::card_of(*reader))).is_some()
    }

    fn card_lies(&mut self, state: &State, reader: Device, lies: bool) {
        if lies {
            self.around.lying.insert(reader);
            if state.serves_nobody() {
                self.left_behind();
            }
            return;
        }
        self.around.lying.remove(&reader);
        self.around.reminder.take_if(|(reminder, _)| *reminder == Reminder::card_of(reader));
        if let Some(left) = self.around.left.take_if(|left| left.reader == reader) {
            self.around.reminder.take_if(|(reminder, _)| *reminder == Reminder::LeftCard);
            if left.recorded {
                self.effects.push(Effect::Record(audit::Event::LeftCardTaken { reader }));
            }
        }
    }

    /// Nobody is at work any more: a card that still lies there is called after its owner, at once.
    fn left_behind(&mut self) {
        let Some(reader) = self.around.lying.first().copied() else { return };
        let at = self.moment.elapsed;
        self.around.left.get_or_insert(Left { reader, at, recorded: false }).at = at;
        self.remind(Reminder::LeftCard);
    }

    /// Written down once, and reminded of for as long as it lies there and nobody is at work.
    fn look_after_what_was_left(&mut self, nobody: bool) {
        let now = self.moment.elapsed;
        let Some(left) = self.around.left.as_mut().filter(|left| now.saturating_sub(left.at) >= LEFT) else { return };
        left.at = now;
        if !std::mem::replace(&mut left.recorded, true) {
            let reader = left.reader;
            self.effects.push(Effect::Record(audit::Event::CardLeft { reader }));
        }
        if nobody {
            self.remind(Reminder::LeftCard);
        }
    }

    /// What the surroundings come to, once an event has been dealt with.
    pub(super) fn settle(&mut self, state: State) -> State {
        let now = self.moment.elapsed;
        let since = |time: Duration| now.saturating_sub(time);
        if self.around.help.as_ref().is_some_and(|call| since(call.since) >= HELP) {
            self.end_help(audit::HelpEnding::Unanswered);
        }
        if let Some(call) = self.around.help.as_mut().filter(|call| !call.told && since(call.asked) >= TELLS) {
            call.asked = now;
            self.effects.push(Effect::TellHelp(call.id, true));
        }
        let lies = !self.around.lying.is_empty();
        let is_over = |shown: Duration| !lies && since(shown) >= CARD;
        self.around.reminder.take_if(|(reminder, shown)| reminder.is_of_a_card() && is_over(*shown));
        self.look_after_what_was_left(state.serves_nobody());
        let why = self.closed();
        let state = match state {
            State::Service(service) if why == Some(Closure::SwitchingOff) => service.drop_all(self),
            // Whoever opened the door is in here because of it.
            State::Service(service) => {
                self.around.end_called = None;
                return State::Service(service);
            }
            state => state,
        };
        let Some(why) = why else {
            self.around.end_called = None;
            return if state.is_closed() { State::attract() } else { state };
        };
        let state = if state.serves_nobody() {
            state
        } else if why.waits_for_the_citizen() || why == Closure::OutOfService && state.is_without_receipt() {
            // Paper is loaded through the very door that puts the kiosk out of service.
            self.around.end_called = None;
            return state;
        } else {
            // What is being kept or printed right now is waited for: its number must reach the citizen.
            let called = *self.around.end_called.get_or_insert(now);
            if state.awaits_an_answer() && since(called) < LAST_WORDS {
                return state;
            }
            self.end(match why {
                Closure::SwitchingOff => audit::Ending::PowerFailed,
                Closure::OutOfService | Closure::Asleep | Closure::Resting => audit::Ending::OutOfService,
            })
        };
        drop(state);
        self.around.end_called = None;
        if why == Closure::SwitchingOff && !self.around.closures.switching_off {
            self.around.closures.switching_off = true;
            self.effects.push(Effect::SwitchOff);
        }
        State::Closed(Closed { why })
    }

    /// The visit is over: what it left in slot and tray is written down, and nothing of it is remembered.
    pub(super) fn forget_visit(&mut self) {
        if let Some(number) = self.around.receipt.take()
            && self.around.slot == Some(true)
        {
            self.effects.push(Effect::Record(audit::Event::ReceiptLeft { number }));
        }
        if std::mem::take(&mut self.around.document) && self.around.tray == Some(true) {
            self.effects.push(Effect::Record(audit::Event::DocumentLeft));
        }
        self.around.reminder = None;
        self.left_behind();
        self.end_help(audit::HelpEnding::VisitEnded);
    }
}
