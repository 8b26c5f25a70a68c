//! Somebody who touches the screen: finds things by the words on them, and puts a finger on their middle.
//!
//! Everything goes through the rendered screen. What is not in sight is scrolled to with the page's own buttons, as a
//! person would. A citizen who cannot find something in time gives up with a picture of what was there.

use super::bench::Bench;
use crate::clock::Clock;
use crate::kiosk::Kiosk;
use crate::screens::Screens;
use crate::session::HandedIn;
use crate::settings::Settings;
use crate::setup::{Ground, Setup};
use crate::station::{Devices, drivers};
use crate::text::Language;
use anyhow::{Context as _, bail};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};
use yici_ui::keypad::Key;
use yici_ui::slint::{ComponentHandle as _, PhysicalSize, Window};
use yici_ui::testing::{self, finger};

/// How long a citizen looks for something. Devices answer within two seconds each; a loaded machine takes longer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks.
const LOOKS: Duration = Duration::from_millis(15);

/// Words on the screen in both languages.
pub type Words = (&'static str, &'static str);

/// What somebody stands before: a screen, and what happens behind it.
pub trait Front {
    /// Waits until something happened or the time is over, then deals with it.
    fn wait(&mut self, longest: Duration);

    /// The screen.
    fn screens(&self) -> &Screens;
}

impl Front for Kiosk {
    fn wait(&mut self, longest: Duration) {
        Self::wait(self, longest);
    }

    fn screens(&self) -> &Screens {
        Self::screens(self)
    }
}

impl Front for Setup {
    fn wait(&mut self, longest: Duration) {
        Self::wait(self, longest);
    }

    fn screens(&self) -> &Screens {
        Self::screens(self)
    }
}

/// A citizen before a kiosk, or a technician before one that is not set up yet.
pub struct Citizen<F = Kiosk> {
    kiosk: F,
    clock: Clock,
    language: Language,
    handed_in: Rc<RefCell<Vec<HandedIn>>>,
    pictures: Option<PathBuf>,
    patience: Duration,
    /// Everything is done with the keypad, nothing with a finger.
    keypad: bool,
    /// Names of the pictures taken, in order.
    taken: Vec<String>,
}

impl Citizen {
    /// Opens a kiosk on this bench, on a screen that is drawn into memory. Its clock stands still until it is skipped.
    ///
    /// # Errors
    /// When the kiosk does not open.
    pub fn arrive(bench: &Bench) -> anyhow::Result<Self> {
        Self::arrive_with(bench.devices()?, &bench.settings()?)
    }

    /// The same with a settings file.
    ///
    /// # Errors
    /// When the kiosk does not open.
    pub fn arrive_at(settings: &Path) -> anyhow::Result<Self> {
        let settings = Settings::read(settings)?;
        Self::arrive_with(drivers::all(&settings), &settings)
    }

    /// The same with these devices.
    ///
    /// # Errors
    /// When the kiosk does not open.
    pub fn arrive_with(devices: Devices, settings: &Settings) -> anyhow::Result<Self> {
        // Fails when this thread has a screen already, which then serves.
        let _ = testing::install();
        let clock = Clock::by_hand();
        let mut kiosk = Kiosk::open_on(devices, settings, clock.clone(), Arc::new(|| {}))?;
        testing::show(kiosk.screens().app())?;
        let handed_in = Rc::new(RefCell::new(Vec::new()));
        let witness = Rc::clone(&handed_in);
        kiosk.witness(Box::new(move |submission| witness.borrow_mut().push(submission.clone())));
        Ok(Self {
            kiosk,
            clock,
            language: Language::Chinese,
            handed_in,
            pictures: None,
            patience: PATIENCE,
            keypad: false,
            taken: Vec::new(),
        })
    }
}

impl Citizen<Setup> {
    /// Stands before a kiosk without settings, on a screen that is drawn into memory.
    ///
    /// # Errors
    /// When there is no screen.
    pub fn before_a_new_kiosk(ground: Ground) -> anyhow::Result<Self> {
        // Fails when this thread has a screen already, which then serves.
        let _ = testing::install();
        let clock = Clock::by_hand();
        let kiosk = Setup::open(ground, clock.clone(), Arc::new(|| {}))?;
        testing::show(kiosk.screens().app())?;
        Ok(Self {
            kiosk,
            clock,
            language: Language::Chinese,
            handed_in: Rc::default(),
            pictures: None,
            patience: PATIENCE,
            keypad: false,
            taken: Vec::new(),
        })
    }
}

impl<F: Front> Citizen<F> {
    /// From now on, [`Citizen::picture`] leaves pictures in this folder.
    #[must_use]
    pub fn with_pictures(mut self, folder: &Path) -> Self {
        self.pictures = Some(folder.to_owned());
        self
    }

    /// A citizen who looks for so long before giving up.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// From now on, everything is done with two keys.
    #[must_use]
    pub fn with_keypad(mut self) -> Self {
        self.keypad = true;
        self
    }

    /// Stands before a panel of this many pixels.
    #[must_use]
    pub fn before_a_panel(mut self, width: u32, height: u32) -> Self {
        self.kiosk.screens().app().window().set_size(PhysicalSize::new(width, height));
        self.pause();
        self
    }

    /// Everything that was handed to the outbox, before it was sealed.
    pub fn handed_in(&self) -> Vec<HandedIn> {
        self.handed_in.borrow().clone()
    }

    /// The language read.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Touches the language switch.
    ///
    /// # Errors
    /// When it is not there.
    pub fn switch_language(&mut self) -> anyhow::Result<()> {
        self.touch(match self.language {
            Language::Chinese => "English",
            Language::English => "中文",
        })?;
        self.language = self.language.other();
        Ok(())
    }

    /// The words in the language read.
    pub fn say(&self, words: Words) -> &'static str {
        crate::text::either(self.language, words.0, words.1)
    }

    /// Names of the pictures taken so far, in order.
    pub fn taken(&self) -> &[String] {
        &self.taken
    }

    /// Lets the kiosk deal with what has happened.
    pub fn pause(&mut self) {
        self.kiosk.wait(LOOKS);
        testing::pass(Duration::from_millis(50));
    }

    /// Lets time go by, without touching anything.
    pub fn skip(&mut self, time: Duration) {
        self.clock.skip(time);
        self.pause();
    }

    /// Whether something is in sight.
    pub fn sees(&self, label: &str) -> bool {
        testing::labels(self.kiosk.screens().app()).iter().any(|seen| seen.contains(label))
    }

    /// Whether something in sight would answer a touch.
    pub fn can_touch(&self, label: &str) -> bool {
        testing::all(self.kiosk.screens().app()).iter().any(|seen| seen.label == label && seen.control && seen.enabled)
    }

    /// Every text in sight, joined.
    pub fn reads(&self) -> String {
        let mut labels = testing::labels(self.kiosk.screens().app());
        labels.dedup();
        labels.join("\n")
    }

    /// Waits until something is in sight.
    ///
    /// # Errors
    /// When it does not come.
    pub fn wait_for(&mut self, label: &str) -> anyhow::Result<()> {
        self.wait_until(label, |citizen| citizen.sees(label))
    }

    /// Looks for something until it is in sight, further down the page too.
    ///
    /// # Errors
    /// When it does not come.
    pub fn look_for(&mut self, words: Words) -> anyhow::Result<()> {
        let label = self.say(words);
        let start = Instant::now();
        self.pause();
        while !self.sees(label) {
            if start.elapsed() > self.patience {
                bail!("looked in vain for “{label}”; in sight were:\n{}\n{}", self.reads(), self.evidence());
            }
            let down = self.say(("向下翻", "Down"));
            if !self.keypad {
                self.scroll();
            } else if self.can_touch(down) {
                self.key_to(down)?;
            }
            self.pause();
        }
        Ok(())
    }

    /// Waits until something holds.
    ///
    /// # Errors
    /// When it does not come to hold.
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) -> anyhow::Result<()> {
        let start = Instant::now();
        while !holds(self) {
            if start.elapsed() > self.patience {
                bail!("waited in vain for “{what}”; in sight were:\n{}\n{}", self.reads(), self.evidence());
            }
            self.pause();
        }
        Ok(())
    }

    /// Touches what bears these words.
    ///
    /// # Errors
    /// When it is not there, even after scrolling.
    pub fn tap(&mut self, words: Words) -> anyhow::Result<()> {
        self.touch(self.say(words))
    }

    /// Touches what bears this label.
    ///
    /// # Errors
    /// When it is not there, even after scrolling.
    pub fn touch(&mut self, label: &str) -> anyhow::Result<()> {
        if self.keypad {
            return self.key_to(label);
        }
        let start = Instant::now();
        loop {
            self.pause();
            let app = self.kiosk.screens().app();
            let seen = testing::all(app).into_iter().find(|seen| seen.label == label && seen.control && seen.enabled);
            if let Some(seen) = seen {
                let (x, y) = seen.rect.middle();
                finger::tap(app.window(), x, y);
                self.pause();
                return Ok(());
            }
            if start.elapsed() > self.patience {
                bail!("could not find “{label}”; in sight were:\n{}\n{}", self.reads(), self.evidence());
            }
            self.scroll();
        }
    }

    /// Goes on with the one key until the ring is around what bears this label, and presses the other.
    fn key_to(&mut self, label: &str) -> anyhow::Result<()> {
        let start = Instant::now();
        while start.elapsed() < self.patience {
            self.pause();
            let screens = self.kiosk.screens();
            // Once around the page, and nothing new to wait for.
            for _ in 0..testing::controls(screens.app()).len() + 4 {
                screens.key(Key::Next);
                testing::pass(Duration::from_millis(20));
                if testing::ringed(screens.app()).is_some_and(|seen| seen.label == label) {
                    screens.key(Key::Press);
                    self.pause();
                    return Ok(());
                }
            }
        }
        bail!("the keypad does not come to “{label}”; in sight were:\n{}\n{}", self.reads(), self.evidence())
    }

    /// Scrolls a page further, from the end back to the beginning.
    fn scroll(&mut self) {
        let down = self.say(("向下翻", "Down"));
        let up = self.say(("向上翻", "Up"));
        let app = self.kiosk.screens().app();
        // The button, not the words on it: those never stop being enabled.
        let usable = |label: &str| {
            testing::all(app).into_iter().find(|seen| seen.label == label && seen.control && seen.enabled)
        };
        if let Some(seen) = usable(down) {
            let (x, y) = seen.rect.middle();
            finger::tap(app.window(), x, y);
        } else {
            // One stride at a time, each come to rest: what is touched while the page still moves is not where it was seen.
            while let Some(seen) = usable(up) {
                let (x, y) = seen.rect.middle();
                finger::tap(app.window(), x, y);
                testing::pass(Duration::from_millis(400));
            }
        }
        testing::pass(Duration::from_millis(400));
    }

    /// Touches the screen in its middle, wherever that leads.
    pub fn touch_anywhere(&mut self) {
        let app = self.kiosk.screens().app();
        if self.keypad {
            self.kiosk.screens().key(Key::Next);
            self.kiosk.screens().key(Key::Press);
        } else {
            let size = app.window().size().to_logical(app.window().scale_factor());
            finger::tap(app.window(), size.width / 2.0, size.height / 2.0);
        }
        self.pause();
    }

    /// Touches key after key.
    ///
    /// # Errors
    /// When a key is not there.
    pub fn type_keys(&mut self, keys: &str) -> anyhow::Result<()> {
        for key in keys.chars() {
            self.touch(&key.to_uppercase().to_string()).with_context(|| format!("typing {keys}"))?;
        }
        Ok(())
    }

    /// Writes Chinese: for each step the pinyin, and the characters to pick.
    ///
    /// # Errors
    /// When the characters are not among the candidates.
    pub fn write_pinyin(&mut self, steps: &[Words]) -> anyhow::Result<()> {
        for (pinyin, characters) in steps {
            self.type_keys(pinyin)?;
            let start = Instant::now();
            // Among what can be picked, not in the words around it.
            while !self.can_touch(characters) {
                if start.elapsed() > self.patience {
                    bail!("{characters} was not offered for {pinyin}; in sight were:\n{}", self.reads());
                }
                self.tap(("后一组", "More words"))?;
            }
            self.touch(characters)?;
        }
        Ok(())
    }

    /// Draws a signature on the pad.
    ///
    /// # Errors
    /// When there is no pad.
    pub fn sign(&mut self) -> anyhow::Result<()> {
        let pad = ("签名区", "Signature area");
        if self.keypad { self.touch(self.say(pad)) } else { self.draw(pad, &SIGNATURE) }
    }

    /// Draws strokes on a pad, in parts of its width and height.
    ///
    /// # Errors
    /// When there is no such pad.
    pub fn draw(&mut self, pad: Words, strokes: &[&[(f32, f32)]]) -> anyhow::Result<()> {
        let pad = self.say(pad);
        self.wait_for(pad)?;
        let app = self.kiosk.screens().app().clone_strong();
        let pad = testing::find(&app, pad).context("the pad")?;
        for stroke in strokes {
            let points: Vec<(f32, f32)> =
                stroke.iter().map(|(x, y)| (pad.x + x * pad.width, pad.y + y * pad.height)).collect();
            finger::drag(app.window(), &along(&points));
            self.pause();
        }
        Ok(())
    }

    /// Takes a picture of the screen, where pictures are wanted.
    ///
    /// # Errors
    /// When it cannot be drawn or written.
    pub fn picture(&mut self, name: &str) -> anyhow::Result<()> {
        self.pause();
        let Some(folder) = self.pictures.clone() else {
            return Ok(());
        };
        self.taken.push(name.to_owned());
        self.save(&folder.join(format!("{:02}-{name}.png", self.taken.len())))
    }

    fn save(&self, file: &Path) -> anyhow::Result<()> {
        testing::pass(Duration::from_millis(300));
        save(self.kiosk.screens().app().window(), file)
    }

    /// Leaves a picture of what was there, for whoever reads the failure.
    fn evidence(&self) -> String {
        let file = std::env::temp_dir().join("yici-citizen-gave-up.png");
        match self.save(&file) {
            Ok(()) => format!("picture: {}", file.display()),
            Err(error) => format!("no picture: {error}"),
        }
    }

    /// The kiosk.
    pub fn kiosk(&self) -> &F {
        &self.kiosk
    }

    /// The page in sight.
    pub fn page(&self) -> yici_ui::Page {
        self.kiosk.screens().app().global::<yici_ui::Chrome>().get_page()
    }
}

/// Three strokes, in parts of the pad.
const SIGNATURE: [&[(f32, f32)]; 3] = [
    &[(0.2, 0.3), (0.45, 0.28), (0.3, 0.5), (0.5, 0.48)],
    &[(0.35, 0.2), (0.33, 0.75), (0.25, 0.7)],
    &[(0.6, 0.3), (0.58, 0.6), (0.7, 0.45), (0.8, 0.65)],
];

/// Points in between, as close as a panel reports them.
fn along(corners: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let between = |pair: &[(f32, f32)]| {
        let [(x1, y1), (x2, y2)] = [pair[0], pair[1]];
        (0..12_u8).map(move |step| {
            let part = f32::from(step) / 12.0;
            (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part)
        })
    };
    corners.windows(2).flat_map(between).chain(corners.last().copied()).collect()
}

/// Writes what a window shows into a file (PNG).
pub(super) fn save(window: &Window, file: &Path) -> anyhow::Result<()> {
    let pixels = finger::snapshot(window)?;
    let writer = std::io::BufWriter::new(std::fs::File::create(file)?);
    let mut encoder = png::Encoder::new(writer, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(png::Compression::Fast);
    Ok(encoder.write_header()?.write_image_data(pixels.as_bytes())?)
}
