//! The service mode: who is let in, what may be done, and how it ends.
//!
//! The handshake is XFS4IoT's VendorMode: enter pending, active, exit pending, inactive. The session is the application
//! that must agree: it does so only while it serves nobody.
//!
//! - The way in is a fact of the housing (the service door is open, or the key for help was pressed) and then a PIN, or a
//!   stick that was signed for it. No gesture on the screen leads here, and nothing leads here past a citizen.
//! - What a role may not do is not on its menu, and is refused when asked for all the same.
//! - Silence ends it, so does the stick's being pulled, and a failing battery. What is under way then comes to its end
//!   first: exit pending. A restart of the program begins outside.
//! - The clock can be set before anybody is let in: a stick's days are told by it. It is never set to before what the
//!   platform has said for certain.
//!
//! Pure: what is looked at, written and printed is asked for by an [`Order`] and comes back as [`News`].

mod task;
mod view;

pub use task::{Outcome, Task};
pub use view::{ServiceStage, ServiceView};

use super::closed::Closure;
use super::state::State;
use super::{Effect, Event, ReceiptOutcome, Shared, Touch};
use crate::audit::{self, Closing, Role, ServiceState, Way};
use crate::technician::readiness::device_name;
use crate::text::Text;
use jiff::civil::DateTime;
use std::time::Duration;
use yici_hardware::Personal;
use yici_hardware::sound::Cue;

/// Digits of a PIN.
pub const PIN_DIGITS: std::ops::RangeInclusive<usize> = 6..=12;
/// Digits of a time: year, month, day, hour, minute.
const TIME_DIGITS: usize = 12;

/// What is asked of the system by whoever may not do it itself. Each but the light is answered by [`News`].
pub enum Order {
    /// Whose PIN is this? The time is the process's own.
    Judge(Personal, Duration),
    /// Do this.
    Do(Task),
    /// Set the clock.
    SetClock(DateTime),
    /// Turn the panel's light to this many percent.
    Brightness(u8),
}

/// Why somebody was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody's PIN.
    Wrong,
    /// Too many in a row: not before this much time went by.
    Locked(Duration),
    /// The stick is not one.
    Stick(StickFault),
}

/// What is wrong with a stick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StickFault {
    /// Not in the form of a technician's stick.
    Form,
    /// Not signed by whoever may.
    Signature,
    /// Signed for other kiosks.
    Kiosk,
    /// Its days are over, or have not begun.
    Expired,
}

impl StickFault {
    /// As it stands in the audit trail.
    pub fn key(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Signature => "signature",
            Self::Kiosk => "kiosk",
            Self::Expired => "expired",
        }
    }
}

/// What reaches the service mode from outside the screen.
pub enum News {
    /// Whose PIN it was, or why not; and how many were refused in a row.
    Judged(Result<Role, Refusal>, u32),
    /// A technician's stick was put in.
    StickIn(Result<Role, StickFault>),
    /// It was pulled.
    StickOut,
    /// How a task ended.
    Told(Task, Outcome),
}

/// The service mode.
pub struct Service {
    stage: Stage,
}

enum Stage {
    /// Inactive: somebody may write a PIN.
    Asking(Asking),
    /// Enter pending: it is looked at.
    Judging,
    /// Active, or exit pending.
    Active(Active),
}

#[derive(Default)]
struct Asking {
    entered: Personal,
    said: Option<Refusal>,
    clock: Option<Clock>,
}

struct Active {
    role: Role,
    way: Way,
    page: Page,
    /// Exit pending: what is under way comes to its end first.
    leaving: Option<Closing>,
}

enum Page {
    Menu,
    Sure(Task),
    Busy(Task),
    Told(Task, Outcome),
    Clock(Clock),
}

/// The clock is being set.
#[derive(Default)]
struct Clock {
    entered: String,
    busy: bool,
    said: Option<Outcome>,
}

impl Clock {
    /// What was written, as a time; `None` while it is none.
    fn time(&self) -> Option<DateTime> {
        DateTime::strptime("%Y%m%d%H%M", &self.entered).ok().filter(|_| self.entered.len() == TIME_DIGITS)
    }

    fn on(&mut self, touch: Touch, shared: &mut Shared) {
        match touch {
            Touch::Write(text) if !self.busy => {
                let digits = text.reveal().chars().filter(char::is_ascii_digit);
                self.entered.extend(digits.take(TIME_DIGITS - self.entered.len()));
                self.said = None;
            }
            Touch::EraseLast if !self.busy => drop(self.entered.pop()),
            Touch::EraseAll if !self.busy => self.entered.clear(),
            Touch::Next if !self.busy => {
                if let Some(time) = self.time() {
                    self.busy = true;
                    shared.effects.push(Effect::Service(Order::SetClock(time)));
                }
            }
            _ => {}
        }
    }

    fn told(&mut self, outcome: Outcome) {
        if outcome.done {
            self.entered.clear();
        }
        (self.busy, self.said) = (false, Some(outcome));
    }
}

impl Shared {
    /// Whether somebody may ask to be let in: the kiosk serves nobody, and the housing says that somebody of the house is
    /// there.
    pub(super) fn offers_service(&self, state: &State) -> bool {
        let called_in = self.around.closures.door || self.around.key_called();
        self.rules.service && called_in && self.could_enter(state)
    }

    fn could_enter(&self, state: &State) -> bool {
        state.serves_nobody() && self.around.closures.now() != Some(Closure::SwitchingOff)
    }

    /// Somebody asks for the page with the PIN.
    pub(super) fn ask_for_service(&mut self, state: State) -> State {
        if !self.offers_service(&state) {
            return state;
        }
        self.end_help(audit::HelpEnding::Answered);
        State::Service(Service { stage: Stage::Asking(Asking::default()) })
    }

    /// A stick came or went, or something was told.
    pub(super) fn service_news(&mut self, state: State, news: News) -> State {
        match (state, news) {
            (State::Service(service), news) => service.news(news, self),
            (state, News::StickIn(Ok(role))) if self.could_enter(&state) => {
                self.end_help(audit::HelpEnding::Answered);
                self.service_step(ServiceState::EnterPending, None, Some(Way::Stick), None);
                Service::enter(role, Way::Stick, self)
            }
            (state, News::StickIn(found)) => {
                let why = found.err().map_or("busy", StickFault::key);
                self.refuse(Way::Stick, 0, why);
                state
            }
            (state, _) => state,
        }
    }

    fn refuse(&mut self, way: Way, failures: u32, why: &str) {
        self.effects.push(Effect::Record(audit::Event::ServiceRefused { way, failures, why: why.to_owned() }));
    }

    fn service_step(&mut self, state: ServiceState, role: Option<Role>, way: Option<Way>, ended: Option<Closing>) {
        self.effects.push(Effect::Record(audit::Event::Service { state, role, way, ended }));
    }
}

impl Service {
    fn asking(asking: Asking) -> State {
        State::Service(Self { stage: Stage::Asking(asking) })
    }

    fn active(active: Active) -> State {
        State::Service(Self { stage: Stage::Active(active) })
    }

    fn enter(role: Role, way: Way, shared: &mut Shared) -> State {
        shared.idle.touched(shared.moment.elapsed);
        shared.service_step(ServiceState::Active, Some(role), Some(way), None);
        Self::active(Active { role, way, page: Page::Menu, leaving: None })
    }

    /// Whether somebody was let in.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Active(_))
    }

    /// Whether something is under way that must come to its end.
    pub(super) fn is_busy(&self) -> bool {
        match &self.stage {
            Stage::Judging => true,
            Stage::Asking(asking) => asking.clock.as_ref().is_some_and(|clock| clock.busy),
            Stage::Active(Active { page: Page::Busy(_), .. }) => true,
            Stage::Active(Active { page: Page::Clock(clock), .. }) => clock.busy,
            Stage::Active(_) => false,
        }
    }

    /// Whether every lamp is to be seen.
    pub(super) fn tries_the_lamps(&self) -> bool {
        matches!(&self.stage, Stage::Active(Active { page: Page::Told(Task::Lamps, _), .. }))
    }

    pub(super) fn on(self, event: Event, shared: &mut Shared) -> State {
        match (self.stage, event) {
            (Stage::Asking(asking), Event::Touch(touch)) => asking.on(touch, shared),
            (Stage::Active(active), Event::Touch(touch)) => active.on(touch, shared),
            (Stage::Active(active), Event::GuidePrinted(_, outcome)) if active.does(Task::Paper) => {
                active.news(News::Told(Task::Paper, printed(outcome)), shared)
            }
            (stage, _) => State::Service(Self { stage }),
        }
    }

    fn news(self, news: News, shared: &mut Shared) -> State {
        match (self.stage, news) {
            (Stage::Judging, News::Judged(Ok(role), _)) => Self::enter(role, Way::Pin, shared),
            (Stage::Judging, News::Judged(Err(refusal), failures)) => {
                let why = if matches!(refusal, Refusal::Locked(_)) { "locked" } else { "wrong" };
                shared.refuse(Way::Pin, failures, why);
                Self::asking(Asking { said: Some(refusal), ..Asking::default() })
            }
            (Stage::Asking(_), News::StickIn(Ok(role))) => {
                shared.service_step(ServiceState::EnterPending, None, Some(Way::Stick), None);
                Self::enter(role, Way::Stick, shared)
            }
            (Stage::Asking(asking), News::StickIn(Err(fault))) => {
                shared.refuse(Way::Stick, 0, fault.key());
                Self::asking(Asking { said: Some(Refusal::Stick(fault)), ..asking })
            }
            (Stage::Asking(mut asking), News::Told(Task::Clock, outcome)) => {
                if let Some(clock) = &mut asking.clock {
                    clock.told(outcome);
                }
                Self::asking(asking)
            }
            (Stage::Active(active), news) => active.news(news, shared),
            (stage, _) => State::Service(Self { stage }),
        }
    }

    /// Ends it, or says that it is to end once what is under way has come to its end.
    pub(super) fn leave(self, how: Closing, shared: &mut Shared) -> State {
        match self.stage {
            Stage::Active(active) => active.leave(how, shared),
            // Nobody was let in: nothing is to be written down.
            Stage::Asking(_) | Stage::Judging => shared.go_to_rest(),
        }
    }

    /// Ends it at once: the machine is about to lose its power.
    pub(super) fn drop_all(self, shared: &mut Shared) -> State {
        match self.stage {
            Stage::Active(active) => active.end(Closing::PowerFailed, shared),
            Stage::Asking(_) | Stage::Judging => shared.go_to_rest(),
        }
    }
}

impl Asking {
    fn on(mut self, touch: Touch, shared: &mut Shared) -> State {
        if let Some(clock) = &mut self.clock {
            match touch {
                Touch::Back if !clock.busy => self.clock = None,
                touch => clock.on(touch, shared),
            }
            return Service::asking(self);
        }
        match touch {
            Touch::Write(text) => {
                let mut entered = std::mem::take(&mut self.entered).reveal().clone();
                entered.extend(text.reveal().chars().filter(char::is_ascii_digit));
                entered.truncate(*PIN_DIGITS.end());
                (self.entered, self.said) = (Personal::new(entered), None);
            }
            Touch::EraseLast => {
                let mut entered = self.entered.reveal().clone();
                entered.pop();
                self.entered = Personal::new(entered);
            }
            Touch::EraseAll => self.entered = Personal::default(),
            Touch::Next if PIN_DIGITS.contains(&self.entered.reveal().len()) => {
                shared.service_step(ServiceState::EnterPending, None, Some(Way::Pin), None);
                shared.effects.push(Effect::Service(Order::Judge(self.entered, shared.moment.elapsed)));
                return State::Service(Service { stage: Stage::Judging });
            }
            Touch::Choose(key) if key == Task::Clock.key() => self.clock = Some(Clock::default()),
            Touch::Back | Touch::Leave => return shared.go_to_rest(),
            _ => {}
        }
        Service::asking(self)
    }
}

impl Active {
    fn does(&self, task: Task) -> bool {
        matches!(&self.page, Page::Busy(under_way) if *under_way == task)
    }

    fn on(mut self, touch: Touch, shared: &mut Shared) -> State {
        if touch == Touch::Leave {
            return self.leave(Closing::Left, shared);
        }
        self.page = match (self.page, touch) {
            (Page::Menu, Touch::Choose(key)) => match Task::from_key(&key).filter(|task| task.is_for(self.role)) {
                Some(task) if task.is_asked_twice() => Page::Sure(task),
                Some(task) => return Self { page: Page::Menu, ..self }.begin(task, shared),
                None => Page::Menu,
            },
            (Page::Sure(task), Touch::Next) => return Self { page: Page::Menu, ..self }.begin(task, shared),
            (Page::Told(..), Touch::Next | Touch::Back) | (Page::Sure(_), Touch::Back) => Page::Menu,
            (Page::Clock(clock), Touch::Back) if !clock.busy => Page::Menu,
            (Page::Clock(mut clock), touch) => {
                clock.on(touch, shared);
                Page::Clock(clock)
            }
            (page, _) => page,
        };
        Service::active(self)
    }

    /// Begins a task that the role may do. What the session knows by itself is told at once.
    fn begin(mut self, task: Task, shared: &mut Shared) -> State {
        let outcome = match task {
            Task::Devices => devices(shared),
            Task::Lamps => Outcome::done("请看：全部指示灯应当亮起", "Look: every lamp should be lit"),
            Task::Sound => {
                shared.effects.push(Effect::Cue(Cue::Done));
                Outcome::done("请听：应当响起提示音", "Listen: a signal should sound")
            }
            Task::Door => {
                shared.effects.push(Effect::ReleaseDoor);
                Outcome::done("门锁已释放，请在几秒内拉开", "The lock is released; pull the door within some seconds")
            }
            Task::Restart | Task::ShutDown => {
                shared.effects.push(Effect::Record(self.done(task, true)));
                shared.effects.push(if task == Task::Restart { Effect::Restart } else { Effect::SwitchOff });
                return self.end(Closing::Machine, shared);
            }
            Task::Clock => {
                self.page = Page::Clock(Clock::default());
                return Service::active(self);
            }
            Task::Paper
            | Task::Readiness
            | Task::Outbox
            | Task::Carry
            | Task::Network
            | Task::Logs
            | Task::Catalog
            | Task::Image => {
                shared.effects.push(Effect::Service(Order::Do(task)));
                self.page = Page::Busy(task);
                return Service::active(self);
            }
        };
        shared.effects.push(Effect::Record(self.done(task, outcome.done)));
        self.page = Page::Told(task, outcome);
        Service::active(self)
    }

    fn done(&self, task: Task, done: bool) -> audit::Event {
        audit::Event::ServiceDone { role: self.role, task: task.key().to_owned(), done }
    }

    fn news(mut self, news: News, shared: &mut Shared) -> State {
        match news {
            News::Told(task, outcome) if self.does(task) => {
                shared.effects.push(Effect::Record(self.done(task, outcome.done)));
                // Silence is counted from where there is something to read.
                shared.idle.touched(shared.moment.elapsed);
                self.page = Page::Told(task, outcome);
            }
            News::Told(Task::Clock, outcome) => {
                shared.effects.push(Effect::Record(self.done(Task::Clock, outcome.done)));
                if let Page::Clock(clock) = &mut self.page {
                    clock.told(outcome);
                }
            }
            News::StickOut if self.way == Way::Stick => return self.leave(Closing::StickGone, shared),
            _ => {}
        }
        match self.leaving {
            Some(how) if !self.is_busy() => self.end(how, shared),
            _ => Service::active(self),
        }
    }

    fn is_busy(&self) -> bool {
        matches!(&self.page, Page::Busy(_)) || matches!(&self.page, Page::Clock(clock) if clock.busy)
    }

    fn leave(mut self, how: Closing, shared: &mut Shared) -> State {
        if !self.is_busy() {
            return self.end(how, shared);
        }
        if self.leaving.is_none() {
            self.leaving = Some(how);
            shared.service_step(ServiceState::ExitPending, Some(self.role), None, Some(how));
        }
        Service::active(self)
    }

    fn end(self, how: Closing, shared: &mut Shared) -> State {
        shared.service_step(ServiceState::Inactive, Some(self.role), None, Some(how));
        shared.go_to_rest()
    }
}

/// How each device is, in a technician's words.
fn devices(shared: &Shared) -> Outcome {
    let line = |device| {
        let (name, state) = (device_name(device), shared.readiness.state(device));
        let word = audit::DeviceWord::from(state);
        let (why_zh, why_en) = match state {
            crate::station::DeviceState::NeedsAttention(_, why) => (format!("，{}", why.zh), format!(", {}", why.en)),
            _ => Default::default(),
        };
        Text::new(format!("{}：{}{why_zh}", name.zh, word.zh()), format!("{}: {}{why_en}", name.en, word.key()))
    };
    Outcome { done: true, lines: crate::catalog::Device::ALL.into_iter().map(line).collect() }
}

fn printed(outcome: ReceiptOutcome) -> Outcome {
    match outcome {
        ReceiptOutcome::Printed => Outcome::done("测试页已打印，请核看", "The test page is out; look at it"),
        ReceiptOutcome::Unknown => {
            Outcome::failed("不能确认是否打印完整，请查看出纸口", "It may be incomplete; look at the slot")
        }
        ReceiptOutcome::Failed(_) => Outcome::failed("没有打印：请看“设备状态”", "Nothing was printed: see “Devices”"),
    }
}
