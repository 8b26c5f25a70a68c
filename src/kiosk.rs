//! The screen process, told as a story.
//!
//! Devices, the outbox and the finger report from their own threads; everything meets here, on the screen's thread, one
//! event after the other. This process reaches no network and holds no key that opens anything.

mod asking;
mod catalog_age;
mod keeper;
mod line;
mod matters;
mod owed;
pub mod panel;
pub(crate) mod parts;
pub mod pause;
mod post;
mod pulse;
mod restart;
mod serve;
mod sticks;

pub use keeper::KeeperError;
pub use post::{Happening, Post};
pub use serve::Ended;

use crate::application::number;
use crate::audit;
use crate::catalog::Device;
use crate::clock::Clock;
use crate::outbox::{Begun, NotARecipient, PaperState, Seal};
use crate::paper::job::{JobId, PrintJob, Purpose, Sheet};
use crate::platform::contract::SubmissionId;
use crate::screens::Screens;
use crate::session::service::{Order as ServiceOrder, Task};
use crate::session::{DocumentOutcome, Effect, Event, HandedIn, ReceiptOutcome, Session};
use crate::settings::{Settings, SettingsError};
use crate::shelf::ShelfError;
use crate::station::statistics::{self, Statistics};
use crate::station::{DeviceState, Devices, Readiness, Station, drivers};
use crate::technician::service::Desk;
use crate::technician::test_page;
use crate::voice::Speaker;
use asking::{Asking, Question};
use catalog_age::CatalogAge;
use keeper::{Keeper, Order};
use line::LineWatch;
use matters::Matters;
use owed::Owed;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;
use yici_hardware::{Edge, Input, Paper};
use yici_ui::keypad;

/// Between two saves of the devices' statistics. Flash wears; ten minutes lost are nothing.
const SAVES: Duration = Duration::from_secs(600);

/// Why the kiosk cannot begin to serve. For a technician.
#[derive(Debug, thiserror::Error)]
pub enum KioskError {
    /// The settings.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A key file.
    #[error("cannot read {0}: {1}; put the file there or correct its path in the settings")]
    File(PathBuf, std::io::Error),
    /// The key of the codes on citizens' phones.
    #[error(
        "{0} holds no Ed25519 public key in Base64; take it from the enrolment, or take the line out of the settings"
    )]
    IdentityKey(PathBuf),
    /// The key that the platform signs with.
    #[error("{0} holds no Ed25519 public key in Base64; take it from the enrolment")]
    ReceiptKey(PathBuf),
    /// The seal.
    #[error(transparent)]
    Seal(#[from] NotARecipient),
    /// The matters.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    /// The place to write.
    #[error(transparent)]
    Keeper(#[from] KeeperError),
    /// The thread that writes.
    #[error("the part that keeps applications has died; the kiosk must be started again, which loses nothing")]
    WriterDied,
    /// The display.
    #[error("cannot open the display: {0}; check the screen's cable and the features that this program was built with")]
    Display(#[from] slint::PlatformError),
}

/// Everything that the screen process owns.
pub struct Kiosk {
    session: Session,
    screens: Screens,
    station: Station,
    keeper: Keeper,
    asking: Asking,
    owed: Owed,
    _matters: Matters,
    catalog_age: CatalogAge,
    speaker: Box<dyn Speaker>,
    /// What the service mode has looked at and done.
    service: Desk,
    test_receipt: Paper,
    readiness: Readiness,
    statistics: Statistics,
    /// When they were last saved, by the process's own clock.
    saved: Duration,
    clock: Clock,
    happenings: Receiver<Happening>,
    /// A picture that was under way when the camera was switched off must not be shown: it may be the last citizen's.
    camera_shown: bool,
    /// How the process is to end, once it is to.
    ending: Option<Ended>,
    /// What the writing thread was last given that has a receipt, and has not answered for.
    keeping: Option<(SubmissionId, String)>,
    /// The print jobs that a printer has and has not answered for; one of a purpose for each visit.
    printing: BTreeMap<(Purpose, SubmissionId), (JobId, Device)>,
    pulse: pulse::Pulse,
    restart: restart::Restart,
    sticks: sticks::Sticks,
    witness: Option<Witness>,
}

/// Sees what is handed in, before it is sealed. For tests and the demonstration.
pub type Witness = Box<dyn FnMut(&HandedIn)>;

impl Kiosk {
    /// Opens everything, in the order in which it is needed.
    ///
    /// # Errors
    /// What is missing and who puts it right. Devices that are missing are no error: the kiosk opens without them and
    /// closes the matters that need them.
    pub fn open(settings: &Settings, clock: Clock, wake: Arc<dyn Fn() + Send + Sync>) -> Result<Self, KioskError> {
        Self::open_on(drivers::all(settings), settings, clock, wake)
    }

    /// The same on these devices.
    ///
    /// # Errors
    /// As [`Kiosk::open`].
    pub fn open_on(
        devices: Devices,
        settings: &Settings,
        clock: Clock,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> Result<Self, KioskError> {
        let (post, happenings) = Post::new(wake);
        std::fs::create_dir_all(&settings.folders.state)
            .map_err(|error| KioskError::File(settings.folders.state.clone(), error))?;

        // Nothing is promised to a citizen before there is a place to keep it, sealed.
        let seal = Seal::to(&parts::read(&settings.platform.seal_key)?)?;
        let report = post::report(&post);
        let line = LineWatch::start(settings.courier_socket(), Arc::clone(&report.event));
        let platform = parts::platform(settings, seal.clone())?;
        let asking = Asking::start(platform, Arc::clone(&report.event));
        let drafts = parts::drafts(settings);
        let keeper = Keeper::start(&settings.folders.state, seal, line, drafts, post.clone())?;
        let owed = Owed::new(keeper.unprinted(), &settings.kiosk);
        let started = audit::Event::Started { version: env!("CARGO_PKG_VERSION").into() };
        keeper.order(Order::Record(clock.now().stamp(), started));

        // The matters: the newest good ones, verified here, whoever put them there.
        let shelf = settings.shelf();
        let catalog_age = CatalogAge::new(&settings.folders.state);
        let mut seen = catalog_age.seen().clone();
        // Before the look: what changes meanwhile is seen by the next one.
        let stamp = shelf.stamp();
        let taken = shelf.take(&seen.versions)?;
        if let Some(signed) = &taken.signed {
            seen.served(signed);
        }
        let changes = post.clone();
        let matters = Matters::watch(shelf, stamp, seen, move |taken| changes.put(Happening::Matters(Box::new(taken))));

        let mut readiness = Readiness::default();
        for device in Device::ALL.into_iter().filter(|device| !devices.has(*device)) {
            readiness.set(device, DeviceState::NotFitted);
        }
        let station = Station::start(devices, &report);
        let screens = Screens::open(post, settings.display.panel(), parts::writers(settings))?;
        let session = Session::new(parts::rules(settings)?, Arc::default(), clock.now());
        let speaker = parts::speaker(settings, &station);
        let service = Desk::start(settings, &clock, Arc::clone(&report.event));
        let mut kiosk = Self {
            session,
            screens,
            station,
            keeper,
            asking,
            owed,
            _matters: matters,
            catalog_age,
            speaker,
            readiness,
            statistics: statistics::load(&settings.folders.state),
            saved: Duration::ZERO,
            clock,
            happenings,
            camera_shown: false,
            ending: None,
            service,
            test_receipt: test_page::receipt(settings),
            keeping: None,
            printing: BTreeMap::new(),
            pulse: pulse::Pulse::new(settings.standing_file()),
            restart: restart::Restart::new(settings.restart_file()),
            sticks: sticks::Sticks::new(settings.service_file()),
            witness: None,
        };
        kiosk.put_matters(Ok(taken));
        kiosk.on(Event::Readiness(kiosk.readiness.clone()));
        kiosk.notify(None);
        kiosk.screens.show(&kiosk.session.view());
        tracing::info!(version = env!("CARGO_PKG_VERSION"), "serving");
        Ok(kiosk)
    }

    /// Deals with everything that has happened, and shows the outcome. Call it when woken, and every quarter second.
    pub fn pump(&mut self) {
        while let Ok(happening) = self.happenings.try_recv() {
            self.take(happening);
        }
        self.tell_the_catalogs_age();
        self.on(Event::Tick);
        self.save_statistics();
        self.sticks.let_in(self.session.lets_sticks_in());
        let now = self.clock.now().elapsed;
        self.pulse.beat(self.screens.beat(), self.keeper.is_alive(), &self.readiness, now);
        let busy = self.session.busy() || self.keeping.is_some();
        if self.ending.is_none() && self.restart.is_due(busy, now) {
            tracing::info!("a new version waits and nobody is at work: the machine starts again");
            self.keeper.order(Order::Statistics(self.statistics.settled(now)));
            self.ending = Some(Ended::Restart);
        }
    }

    fn save_statistics(&mut self) {
        let now = self.clock.now().elapsed;
        if now.saturating_sub(self.saved) >= SAVES {
            self.saved = now;
            self.keeper.order(Order::Statistics(self.statistics.settled(now)));
            self.keep_what_was_seen();
        }
    }

    /// Waits until something happened or the time is over, then deals with it. For screens without an event loop.
    pub fn wait(&mut self, longest: Duration) {
        if let Ok(happening) = self.happenings.recv_timeout(longest) {
            self.take(happening);
        }
        self.pump();
    }

    fn take(&mut self, happening: Happening) {
        match happening {
            Happening::Event(event) => match key(&event) {
                Some(key) => self.screens.key(key),
                None => self.on(event),
            },
            Happening::Device(device, state) => self.device(device, state),
            Happening::Print(id, job, begun) => self.print(id, *job, begun),
            Happening::Matters(taken) => self.put_matters(*taken),
            Happening::Picture => {
                if let Some(frame) = self.station.picture().filter(|_| self.camera_shown) {
                    self.screens.show_live(&frame);
                }
            }
        }
    }

    /// Whether the process is to end and the machine to be switched off.
    pub fn is_switching_off(&self) -> bool {
        self.ending == Some(Ended::PowerFailed)
    }

    /// Whether the process is to end and the machine to be started again, into a version that waits.
    pub fn is_restarting(&self) -> bool {
        self.ending == Some(Ended::Restart)
    }

    /// What each device is up to.
    pub fn readiness(&self) -> &Readiness {
        &self.readiness
    }

    /// The devices.
    pub fn station(&self) -> &Station {
        &self.station
    }

    /// The screen.
    pub fn screens(&self) -> &Screens {
        &self.screens
    }

    /// Has somebody see what is handed in, to compare it with what arrives.
    #[cfg(feature = "demo")]
    pub fn witness(&mut self, witness: Witness) {
        self.witness = Some(witness);
    }

    fn on(&mut self, event: Event) {
        match &event {
            Event::Card(..) => self.statistics.used(Device::CardReader),
            Event::SocialCard(..) => self.statistics.used(Device::SocialCardReader),
            Event::Still(..) => self.statistics.used(Device::DocumentCamera),
            Event::Face(..) => self.statistics.used(Device::FaceCamera),
            // Where no scanner is fitted the document camera stands in for it.
            Event::Scanned(..) if *self.readiness.state(Device::QrScanner) == DeviceState::NotFitted => {
                self.statistics.used(Device::DocumentCamera);
            }
            Event::Scanned(..) => self.statistics.used(Device::QrScanner),
            Event::Receipt(id, outcome) => self.receipt_ended(*id, *outcome),
            Event::GuidePrinted(id, outcome) => self.print_ended(Purpose::Guide, *id, *outcome),
            Event::Document(id, outcome) => self.print_ended(Purpose::Certificate, *id, (*outcome).into()),
            _ => {}
        }
        let kept = match &event {
            Event::Committed(id) => self.keeping.take_if(|(keeping, _)| keeping == id),
            _ => None,
        };
        let effects = self.session.on(event, self.clock.now());
        // Its visit ended before the disk had answered: the receipt is owed.
        if let Some((id, number)) = kept.filter(|(kept, _)| !effects.iter().any(|effect| effect.prints(*kept))) {
            self.owed.add(id, number);
            self.notify(None);
            self.print_what_is_owed();
        }
        for effect in effects {
            self.carry_out(effect);
        }
        self.screens.show(&self.session.view());
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Reader(visit) => self.station.look_for_cards(visit),
            Effect::AskKnown(visit, asked) => self.asking.ask(Question::Known(visit, asked)),
            Effect::AskTicket(visit, wanted) => self.asking.ask(Question::Ticket(visit, wanted)),
            Effect::AskProgress(visit, asked) => self.asking.ask(Question::Progress(visit, asked)),
            Effect::TellHelp(id, stands) => self.asking.ask(Question::Help(id, stands)),
            Effect::FindHeld(visit, number) => self.keeper.order(Order::FindHeld(visit, number)),
            Effect::SocialReader(visit) => self.station.look_for_social_cards(visit),
            Effect::Camera(shown) => {
                self.camera_shown = shown.is_some();
                self.station.show_camera(shown);
                if shown.is_none() {
                    self.screens.forget_live();
                }
            }
            Effect::TakeStill(visit) => self.station.take_still(visit),
            Effect::TakeFace(visit) => self.station.take_face(visit),
            Effect::Commit(handed_in) => {
                if let Some(witness) = &mut self.witness {
                    witness(&handed_in);
                }
                if handed_in.kind.has_receipt() {
                    self.keeping = Some((handed_in.id, handed_in.number.clone()));
                }
                self.keeper.order(Order::Commit(handed_in));
            }
            Effect::FindDraft { visit, bearer, matter, version } => {
                self.keeper.order(Order::FindDraft { visit, bearer, matter, version });
            }
            Effect::KeepDraft(visit, content) => self.keeper.order(Order::KeepDraft(visit, content)),
            Effect::EraseDraft(visit) => self.keeper.order(Order::EraseDraft(visit)),
            Effect::ForgetDraft(visit) => self.keeper.order(Order::ForgetDraft(visit)),
            Effect::Print(id, job) | Effect::PrintGuide(id, job) => self.keeper.order(Order::Print(id, Box::new(job))),
            Effect::Say(prompt, language) => self.speaker.say(prompt, language.tag()),
            Effect::Cue(cue) => self.station.cue(cue),
            Effect::Profile(profile) => {
                self.service.order(ServiceOrder::Brightness(profile.brightness));
                self.station.set_volume(profile.volume);
            }
            Effect::Lamps(lamps) => self.station.light(lamps),
            Effect::Pen(visit) => self.station.follow_the_pen(visit),
            Effect::Codes(visit) => self.station.listen_for_codes(visit),
            Effect::SwitchOff => {
                tracing::warn!("everything is put on the disk, and the machine switched off");
                let now = self.clock.now().elapsed;
                self.keeper.order(Order::Statistics(self.statistics.settled(now)));
                self.ending = Some(Ended::PowerFailed);
            }
            Effect::Record(event) => self.keeper.order(Order::Record(self.clock.now().stamp(), event)),
            Effect::AskCertificate(asked) => self.asking.ask(Question::Certificate(asked)),
            Effect::PrintDocument(id, pdf, copies) => {
                let job = PrintJob::document(Purpose::Certificate, id, pdf, copies);
                self.keeper.order(Order::Print(id, Box::new(job)));
            }
            Effect::Wipe => {
                // What was asked for by whoever has gone must not come out before the next one.
                self.station.withdraw_documents();
                self.screens.wipe();
            }
            Effect::Restart => self.ending = Some(Ended::Restart),
            Effect::ReleaseDoor => self.station.release_door(),
            Effect::Service(ServiceOrder::Do(Task::Paper)) => {
                self.station.print(self.clock.now().fresh, Purpose::Guide, self.test_receipt.clone());
            }
            Effect::Service(order) => self.service.order(order),
        }
    }

    fn device(&mut self, device: Device, state: DeviceState) {
        let why = if let DeviceState::NeedsAttention(_, what) = &state { what.zh.clone() } else { String::new() };
        let event = audit::Event::Device { device, state: audit::DeviceWord::from(&state), why };
        self.keeper.order(Order::Record(self.clock.now().stamp(), event));
        self.statistics.works(device, state.works(), self.clock.now().elapsed);
        if device == Device::ReceiptPrinter && state.works() {
            self.print_what_is_owed();
        }
        self.readiness.set(device, state);
        self.on(Event::Readiness(self.readiness.clone()));
    }

    /// A job was written down and is sent to its printer; one that was sent before is answered for as far as is known. A
    /// document of which nobody knows is sent again, since the printer is asked for its name first.
    fn print(&mut self, id: SubmissionId, job: PrintJob, begun: Begun) {
        let (purpose, printer) = (job.purpose, job.printer());
        let is_under_way = self.printing.get(&(purpose, id)) == Some(&(job.id, printer));
        let printed = begun == Begun::Before(PaperState::Printed);
        match job.sheet {
            _ if begun != Begun::Now && is_under_way => {}
            Sheet::Slip(paper) if begun == Begun::Now => {
                self.printing.insert((purpose, id), (job.id, printer));
                self.station.print(id, purpose, paper);
            }
            Sheet::A4(pdf, copies) if !printed => {
                self.printing.insert((purpose, id), (job.id, printer));
                self.station.print_document(id, purpose.as_str(), pdf, copies);
            }
            Sheet::A4(..) => self.on(Event::Document(id, DocumentOutcome::Printed)),
            Sheet::Slip(_) => {
                let outcome = if printed { ReceiptOutcome::Printed } else { ReceiptOutcome::Unknown };
                self.on(match purpose {
                    Purpose::Receipt => Event::Receipt(id, outcome),
                    Purpose::Guide | Purpose::Certificate => Event::GuidePrinted(id, outcome),
                });
            }
        }
    }

    fn print_ended(&mut self, purpose: Purpose, id: SubmissionId, outcome: ReceiptOutcome) {
        let Some((job, printer)) = self.printing.remove(&(purpose, id)) else { return };
        self.keeper.order(Order::PrintEnded(job, outcome));
        if outcome == ReceiptOutcome::Printed {
            self.statistics.used(printer);
        }
    }

    /// What became of a receipt is written down, whoever still looks.
    fn receipt_ended(&mut self, id: SubmissionId, outcome: ReceiptOutcome) {
        self.print_ended(Purpose::Receipt, id, outcome);
        let number = self.owed.number(id);
        // A printer that fell silent with the power is asked again after the restart.
        let failed = matches!(outcome, ReceiptOutcome::Failed(_));
        let stays_owed = self.owed.ended(id, outcome) || failed && self.session.is_switching_off();
        if !stays_owed {
            self.keeper.order(Order::Printed(id, outcome));
        }
        if let Some(number) = &number {
            self.notify(Some((number, outcome)));
        }
        let ended = audit::Event::ReceiptEnded { number: number::of(id), outcome: outcome.into() };
        self.keeper.order(Order::Record(self.clock.now().stamp(), ended));
        if outcome == ReceiptOutcome::Printed {
            self.print_what_is_owed();
        }
    }

    fn notify(&mut self, outcome: Option<(&str, ReceiptOutcome)>) {
        if let Some(notice) = self.owed.notice(outcome) {
            self.on(Event::Notice(notice));
        }
    }

    fn print_what_is_owed(&mut self) {
        if let Some((id, job)) = self.owed.next() {
            self.keeper.order(Order::Print(id, Box::new(job)));
        }
    }
}

/// The key of the keypad that went down. It is no event of the session; what it presses is.
fn key(event: &Event) -> Option<keypad::Key> {
    match event {
        Event::Sensor(Edge { input: Input::KeyNext, active: true }) => Some(keypad::Key::Next),
        Event::Sensor(Edge { input: Input::KeyPrevious, active: true }) => Some(keypad::Key::Previous),
        Event::Sensor(Edge { input: Input::KeyPress, active: true }) => Some(keypad::Key::Press),
        _ => None,
    }
}
