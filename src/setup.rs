//! A kiosk that does not know who it is sets itself up at its own screen.
//!
//! - What comes out is the folder that `yici provision` makes for a stick ([`crate::technician::provision`]), read by the
//!   same code with the same checks. It is laid down whole, at the last page, and nothing is written before; whoever has the
//!   right to the settings takes it from there. A power cut leaves no settings, or whole ones.
//! - By stick, by a code held to the scanner, or by hand. The last two need what is the same for a fleet ([`Ground::fleet`])
//!   in the image; without it only the stick is offered.
//! - No citizen is here yet, and nothing personal: so this process may ask the platform itself whether the line holds,
//!   which the screen process may not. Once there are settings it ends, and is never started again.
//! - [`Wizard`] is pure: a page a file, an event consumes the page; what is to be done is an [`Order`], what came of it is
//!   [`News`]. [`Setup`] is the process around it.
//!
//! Limits: of ports the first 24 that are found; a line of a stick's trouble of 400 bytes.

mod desk;
mod devices;
mod draft;
mod ending;
mod form;
mod ground;
mod label;
mod line;
mod naming;
mod panel;
mod ports;
mod serve;
mod view;
mod ways;
mod wireless;

pub use ground::Ground;
pub use serve::{Setup, SetupError, serve};
pub use view::SetupView;

use crate::session::ease::Ease;
use crate::session::service::Outcome;
use crate::session::{Moment, Touch};
use crate::settings::Settings;
use crate::technician::provision::{Kiosk, NotACode, Row};
use crate::technician::readiness::{Finding, Thing};
use crate::text::{Language, Text, either};
use draft::Draft;
use ports::Port;
use toml_edit::DocumentMut;

/// What the wizard asks of the world. Each but `Listen` is answered by [`News`].
pub enum Order {
    /// Look for a code, or stop.
    Listen(bool),
    /// Which ports are there, and what hangs on them?
    Probe(Box<Settings>),
    /// How is each device?
    TryAll(Box<Settings>),
    /// How is this device?
    Try(Thing, Box<Settings>),
    /// The same with the person's help, who stands ready.
    TryByHand(Thing, Box<Settings>),
    /// Does the platform answer?
    Line(Box<Kiosk>, Box<Settings>),
    /// Print the kiosk's label.
    Label(Box<Kiosk>, Box<Settings>, Moment),
    /// Lay the folder down.
    LayDown(Box<Kiosk>),
}

/// What came of it.
pub enum News {
    /// A code was held to the scanner.
    Code(Result<Row, NotACode>),
    /// There are these ports.
    Probed(Vec<Port>),
    /// Devices were tried.
    Tried(Vec<Finding>),
    /// A device was tried by hand.
    TriedByHand(Thing, Finding),
    /// How the line is.
    Line(Outcome),
    /// The label was printed, or why not.
    Labelled(Outcome),
    /// The folder lies there, or why not.
    LaidDown(Result<(), String>),
    /// What whoever takes sticks says; empty for nothing.
    Stick(String),
}

/// Something that happened.
pub enum Event {
    /// Somebody touched something.
    Touch(Touch),
    /// Something came of an order.
    News(News),
    /// Time went by.
    Tick,
}

/// The state machine.
pub struct Wizard {
    page: Page,
    shared: Shared,
}

enum Page {
    Ways(ways::Ways),
    Naming(naming::Naming),
    Panel(panel::Panel),
    Devices(devices::Devices),
    Line(line::LinePage),
    Wireless(wireless::Wireless),
    Ending(ending::Ending),
}

/// What every page has.
struct Shared {
    /// The settings that all kiosks of the fleet have; none in an image that was made for no fleet.
    common: Option<DocumentMut>,
    /// The panel's, across and down.
    pixels: (u32, u32),
    draft: Draft,
    language: Language,
    ease: Ease,
    /// The sheet on which that is said is up.
    easing: bool,
    moment: Moment,
    /// What whoever takes sticks says.
    stick: String,
    orders: Vec<Order>,
}

impl Wizard {
    /// At its first page.
    pub fn new(common: Option<DocumentMut>, pixels: (u32, u32), moment: Moment) -> Self {
        let draft = common.as_ref().map(Draft::new).unwrap_or_default();
        let shared = Shared {
            common,
            pixels,
            draft,
            language: Language::default(),
            ease: Ease::default(),
            easing: false,
            moment,
            stick: String::new(),
            orders: Vec::new(),
        };
        Self { page: Page::Ways(ways::Ways::Choosing), shared }
    }

    /// Takes an event in and says what is to be done, in order.
    pub fn on(&mut self, event: Event, moment: Moment) -> Vec<Order> {
        self.shared.moment = moment;
        let page = std::mem::replace(&mut self.page, Page::Ways(ways::Ways::Choosing));
        self.page = match event {
            Event::Tick => page,
            Event::Touch(Touch::SwitchLanguage) => {
                self.shared.language = self.shared.language.other();
                page
            }
            Event::Touch(Touch::EaseSheet(up)) => {
                self.shared.easing = up;
                page
            }
            Event::Touch(Touch::Ease(wish)) => {
                self.shared.ease.grant(wish, &mut self.shared.language);
                page
            }
            Event::News(News::Stick(said)) => {
                self.shared.stick = said;
                page.refused(&self.shared)
            }
            Event::Touch(touch) => page.touch(touch, &mut self.shared),
            Event::News(news) => page.news(news, &mut self.shared),
        };
        std::mem::take(&mut self.shared.orders)
    }
}

impl Page {
    fn touch(self, touch: Touch, shared: &mut Shared) -> Self {
        match self {
            Self::Ways(page) => page.touch(touch, shared),
            Self::Naming(page) => page.touch(touch, shared),
            Self::Panel(page) => page.touch(touch, shared),
            Self::Devices(page) => page.touch(touch, shared),
            Self::Line(page) => page.touch(touch, shared),
            Self::Wireless(page) => page.touch(touch, shared),
            Self::Ending(page) => page.touch(touch, shared),
        }
    }

    /// Whoever takes settings may have refused what was laid down.
    fn refused(self, shared: &Shared) -> Self {
        match self {
            Self::Ending(page) => page.refused(&shared.stick),
            page => page,
        }
    }

    fn news(self, news: News, shared: &mut Shared) -> Self {
        match self {
            Self::Ways(page) => page.news(news, shared),
            Self::Devices(page) => page.news(news, shared),
            Self::Line(page) => page.news(news),
            Self::Ending(page) => page.news(news, shared),
            page => page,
        }
    }
}

impl Shared {
    fn words(&self, chinese: &str, english: &str) -> String {
        either(self.language, chinese, english).to_owned()
    }

    fn text(&self, text: &Text) -> String {
        text.get(self.language).to_owned()
    }

    /// The kiosk as it stands in the draft, and its settings.
    fn kiosk(&self) -> Result<(Kiosk, Settings), Vec<String>> {
        let common = self.common.as_ref().ok_or_else(|| vec![String::from("this image has no common settings")])?;
        let kiosk = self.draft.kiosk(common, self.pixels)?;
        let settings =
            Settings::parse(&kiosk.settings, "kiosk.toml".as_ref()).map_err(|error| vec![error.to_string()])?;
        Ok((kiosk, settings))
    }

    /// Gives an order that wants the kiosk's settings. The pages after the naming have them: it let nobody on without.
    fn order(&mut self, order: impl FnOnce(Kiosk, Settings) -> Order) {
        match self.kiosk() {
            Ok((kiosk, settings)) => self.orders.push(order(kiosk, settings)),
            Err(problems) => tracing::error!(?problems, "the draft does not make settings any more"),
        }
    }
}

#[cfg(test)]
mod tests;
