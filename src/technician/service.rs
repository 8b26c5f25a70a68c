//! What the service mode has looked at and done, on a thread of its own: a stick or a hash must not freeze the screen.
//!
//! - Orders come one at a time: the session gives none while one is under way.
//! - What the screen process may not do itself (it has no network, no key, no right to the clock) is asked of one-purpose
//!   units by a file ([`request`]).
//! - Nothing here reads what a citizen handed in: counts, ages, reasons and states alone.

pub mod lock;
pub mod pin;
pub(crate) mod request;
pub mod stick;
pub(crate) mod tasks;

use crate::clock::Clock;
use crate::session::Event;
use crate::session::service::{News, Order, Outcome, Refusal, Task};
use crate::settings::Settings;
use lock::Lock;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// The thread's other end. Dropping it lets the thread finish what is under way.
pub struct Desk {
    orders: Sender<Order>,
    _watch: Option<stick::Watch>,
}

impl Desk {
    /// Begins to wait for orders, and for sticks where the settings name who signs them.
    pub fn start(settings: &Settings, clock: &Clock, report: Arc<dyn Fn(Event) + Send + Sync>) -> Self {
        let authority = settings.service.authority.as_deref().map(stick::authority);
        let authority = authority.and_then(|read| {
            read.inspect_err(|error| tracing::error!(%error, "no technician's stick is believed")).ok()
        });
        let watch = authority.map(|authority| {
            let today = clock.clone();
            let today = move || today.now().wall.date();
            let kiosk = settings.kiosk.name.clone();
            stick::Watch::start(settings.stick(), authority, kiosk, today, Arc::clone(&report))
        });
        let (orders, receiver) = channel();
        let work = Work {
            lock: Lock::load(&settings.folders.state),
            settings: settings.clone(),
            clock: clock.clone(),
            report,
        };
        std::thread::spawn(move || work.run(&receiver));
        Self { orders, _watch: watch }
    }

    /// Has something looked at or done; news follow.
    pub fn order(&self, order: Order) {
        let _ = self.orders.send(order);
    }
}

struct Work {
    lock: Lock,
    settings: Settings,
    clock: Clock,
    report: Arc<dyn Fn(Event) + Send + Sync>,
}

impl Work {
    fn run(mut self, orders: &Receiver<Order>) {
        while let Ok(order) = orders.recv() {
            let news = match order {
                Order::Judge(pin, now) => {
                    let judged = self.judge(&pin, now);
                    News::Judged(judged, self.lock.failures())
                }
                Order::SetClock(to) => News::Told(Task::Clock, tasks::set_clock(&self.settings, &self.clock, to)),
                Order::Brightness(percent) => {
                    let outcome = request::ask_within(
                        &self.settings.requests(),
                        "brightness",
                        &percent.to_string(),
                        request::AT_ONCE,
                    );
                    if !outcome.done {
                        tracing::info!(said = ?outcome.lines, "the panel's light stays as it is");
                    }
                    continue;
                }
                Order::Do(task) => News::Told(task, self.work(task)),
            };
            (self.report)(Event::Service(news));
        }
    }

    fn judge(&mut self, pin: &yici_hardware::Personal, now: Duration) -> Result<crate::audit::Role, Refusal> {
        let wait = self.lock.wait(now);
        if !wait.is_zero() {
            return Err(Refusal::Locked(wait));
        }
        if let Err(error) = self.lock.try_begins(now) {
            tracing::error!(%error, "the lock on the PIN cannot be written: nobody is let in by PIN");
            return Err(Refusal::Locked(Duration::from_secs(60)));
        }
        let Some(role) = pin::whose(pin, &self.settings.service) else {
            let wait = self.lock.wait(now);
            return Err(if wait.is_zero() { Refusal::Wrong } else { Refusal::Locked(wait) });
        };
        if let Err(error) = self.lock.opened() {
            tracing::warn!(%error, "the lock on the PIN could not be taken back");
        }
        Ok(role)
    }

    fn work(&self, task: Task) -> Outcome {
        let settings = &self.settings;
        match task {
            Task::Readiness => tasks::readiness(settings),
            Task::Outbox => tasks::outbox(settings, jiff::Timestamp::now()),
            Task::Network => tasks::network(settings),
            Task::Logs => tasks::logs(settings),
            Task::Catalog => tasks::catalog(settings),
            Task::Carry | Task::Image => request::ask(&settings.requests(), task.key(), ""),
            // What the session, the station or the clock's own order does.
            _ => Outcome::failed("程序错误，请报告", "a fault in the program; report it"),
        }
    }
}
