//! The process around the wizard: the screen, the thread that does what is ordered, and the end.

use super::desk::Desk;
use super::ground::{Fleet, Ground};
use super::{Event, News, Wizard};
use crate::clock::Clock;
use crate::kiosk::{Happening, Post, parts};
use crate::screens::{Screens, Writers};
use crate::session;
use crate::settings::Settings;
use crate::supervision;
use std::cell::RefCell;
use std::io::Read as _;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use yici_ui::panel::Panel;
use yici_ui::slint::{self, ComponentHandle as _};

/// Between two looks at the clock and at what is said of a stick.
const TICK: Duration = Duration::from_millis(250);
/// Bytes of what is said of a stick.
const SAID: u64 = 400;

/// Why a kiosk cannot be set up at its screen. For a technician.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The display.
    #[error("cannot open the display: {0}; check the screen's cable, or set the kiosk up with a stick")]
    Display(#[from] slint::PlatformError),
}

/// Everything that the process owns.
pub struct Setup {
    wizard: Wizard,
    screens: Screens,
    desk: Desk,
    happenings: Receiver<Happening>,
    news: Receiver<News>,
    clock: Clock,
    ground: Ground,
    said: String,
    beat: i32,
}

impl Setup {
    /// Opens the screen. An image without what a fleet has in common is no error: it is set up with a stick.
    ///
    /// # Errors
    /// When there is no display.
    pub fn open(ground: Ground, clock: Clock, wake: Arc<dyn Fn() + Send + Sync>) -> Result<Self, SetupError> {
        let fleet =
            Fleet::read(&ground).inspect_err(|error| tracing::info!("only a stick sets this kiosk up: {error:#}")).ok();
        let (common, public) = fleet.map(|fleet| (fleet.common, fleet.public)).unzip();
        let settings = common.as_ref().map(|common| Settings::parse(&common.to_string(), &ground.fleet));
        let settings = settings
            .and_then(|read| read.inspect_err(|error| tracing::error!(%error, "letters and digits still work")).ok());
        let writers = settings.as_ref().map_or_else(Writers::default, parts::writers);
        let (post, happenings) = Post::new(Arc::clone(&wake));
        // Nobody has measured the panel yet.
        let screens = Screens::open(post, Panel { millimetres: None, reach: None }, writers)?;
        let size = screens.app().window().size();
        let (sender, news) = channel();
        let desk = Desk::start(ground.clone(), public, settings, move |news| {
            if sender.send(news).is_ok() {
                wake();
            }
        });
        let wizard = Wizard::new(common, (size.width, size.height), clock.now());
        let said = String::new();
        let mut setup = Self { wizard, screens, desk, happenings, news, clock, ground, said, beat: 0 };
        setup.on(Event::Tick);
        setup.screens.beat().ask(0);
        Ok(setup)
    }

    /// Deals with everything that has happened, and shows the outcome. Call it when woken, and every quarter second.
    pub fn pump(&mut self) {
        while let Ok(happening) = self.happenings.try_recv() {
            self.take(happening);
        }
        while let Ok(news) = self.news.try_recv() {
            self.on(Event::News(news));
        }
        let said = self.said();
        if said != self.said {
            self.said.clone_from(&said);
            self.on(Event::News(News::Stick(said)));
        }
        self.on(Event::Tick);
        self.tell_the_supervisor();
    }

    /// Waits until somebody touched something or the time is over, then deals with it. For screens without an event loop.
    pub fn wait(&mut self, longest: Duration) {
        if let Ok(happening) = self.happenings.recv_timeout(longest) {
            self.take(happening);
        }
        self.pump();
    }

    /// The screen.
    pub fn screens(&self) -> &Screens {
        &self.screens
    }

    /// Whether there are settings now: this process has nothing to do any more.
    pub fn is_over(&self) -> bool {
        self.ground.settings.exists()
    }

    fn take(&mut self, happening: Happening) {
        if let Happening::Event(session::Event::Touch(touch)) = happening {
            self.on(Event::Touch(touch));
        }
    }

    fn on(&mut self, event: Event) {
        for order in self.wizard.on(event, self.clock.now()) {
            self.desk.order(order);
        }
        self.screens.show(&self.wizard.view());
    }

    /// What whoever takes sticks says of one.
    fn said(&self) -> String {
        let mut said = Vec::new();
        if let Ok(file) = std::fs::File::open(&self.ground.said) {
            let _ = file.take(SAID).read_to_end(&mut said);
        }
        String::from_utf8_lossy(&said).trim().to_owned()
    }

    /// Ready after the first frame, alive after each further one.
    fn tell_the_supervisor(&mut self) {
        if self.screens.beat().painted() == self.beat {
            if self.beat == 0 {
                supervision::ready();
            }
            supervision::alive();
            self.beat = self.beat.wrapping_add(1).max(1);
            self.screens.beat().ask(self.beat);
        }
    }
}

/// Serves until there are settings, or the window is closed.
///
/// # Errors
/// When the display fails.
pub fn serve(ground: Ground, clock: Clock) -> Result<(), SetupError> {
    thread_local! { static SETUP: RefCell<Option<Setup>> = const { RefCell::new(None) }; }
    let pump = || {
        SETUP.with_borrow_mut(|setup| {
            let Some(setup) = setup else { return };
            setup.pump();
            if setup.is_over() {
                // Fails only when the loop is over already.
                let _ = slint::quit_event_loop();
            }
        });
    };
    // Fails only when the loop is over, and then nobody needs waking.
    let wake = move || drop(slint::invoke_from_event_loop(pump));
    SETUP.set(Some(Setup::open(ground, clock, Arc::new(wake))?));
    let timer = slint::Timer::default();
    timer.start(slint::TimerMode::Repeated, TICK, pump);
    let ended = slint::run_event_loop();
    SETUP.set(None);
    Ok(ended?)
}
