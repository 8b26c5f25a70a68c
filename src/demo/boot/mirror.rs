//! Repeats on the emulated machine what a finger does on the twin.

use super::super::citizen;
use super::likeness::{Blocks, followed};
use super::machine::{Machine, WIDTH};
use anyhow::{bail, ensure};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};
use yici_ui::App;
use yici_ui::slint::ComponentHandle as _;
use yici_ui::testing::finger;

/// Between two looks at the machine's display.
const LOOKS: Duration = Duration::from_millis(300);
/// Pictures of the same page differ by less than this, of 255, whatever their fonts and clocks.
const ALIKE: f32 = 6.0;

/// The twin's screen and the machine's.
pub(super) struct Mirror {
    machine: Rc<RefCell<Machine>>,
    app: App,
    /// How long the machine may take to follow one touch; it also waits for its devices meanwhile.
    patience: Duration,
    /// The twin at the last touch.
    before: RefCell<Option<Blocks>>,
}

impl Mirror {
    pub(super) fn new(machine: Rc<RefCell<Machine>>, app: App, patience: Duration) -> Self {
        Self { machine, app, patience, before: RefCell::default() }
    }

    /// Waits until the machine's display is like the twin's, whatever it was before.
    pub(super) fn wait_for_first(&self, longest: Duration) -> anyhow::Result<()> {
        let start = Instant::now();
        let twin = twin(&self.app)?;
        loop {
            let seen = self.machine.borrow_mut().screen()?;
            if seen.is_some_and(|seen| blocks(&seen).distance(&twin) < ALIKE) {
                return Ok(());
            }
            ensure!(start.elapsed() < longest, "after {} s", longest.as_secs());
            std::thread::sleep(LOOKS);
        }
    }

    /// From now on, every touch on the twin is made on the machine too, after the machine has followed the one before.
    ///
    /// A machine that does not follow is a failed test: the twin's citizen stops with what was seen.
    pub(super) fn hold(self) -> Rc<Self> {
        let mirror = Rc::new(self);
        let held = Rc::clone(&mirror);
        finger::mirror(Some(Box::new(move |points| {
            if let Err(error) = held.repeat(points) {
                panic!("the machine did not follow: {error:#}");
            }
        })));
        mirror
    }

    /// Lets go.
    pub(super) fn release() {
        finger::mirror(None);
    }

    fn repeat(&self, points: &[(f32, f32)]) -> anyhow::Result<()> {
        let now = self.catch_up()?;
        // A page may have come before its button can be touched, as the one with the receipt does.
        if let Some(&finger) = points.first() {
            self.wait_until(|seen| now.is_alike_under(seen, finger))?;
        }
        self.machine.borrow_mut().touch(points)
    }

    /// Waits until the machine's display has gone along with the twin's since the last time.
    pub(super) fn follow(&self) -> anyhow::Result<()> {
        self.catch_up().map(drop)
    }

    /// The same; gives back what the twin shows.
    fn catch_up(&self) -> anyhow::Result<Blocks> {
        let now = twin(&self.app)?;
        let before = self.before.borrow_mut().replace(now.clone()).unwrap_or_else(|| now.clone());
        self.wait_until(|seen| followed(&before, &now, seen))?;
        Ok(now)
    }

    fn wait_until(&self, holds: impl Fn(&Blocks) -> bool) -> anyhow::Result<()> {
        let start = Instant::now();
        loop {
            if self.machine.borrow_mut().screen()?.is_some_and(|seen| holds(&blocks(&seen))) {
                return Ok(());
            }
            if start.elapsed() > self.patience {
                let aside = self.machine.borrow().folder().join("twin.png");
                citizen::save(self.app.window(), &aside)?;
                bail!(
                    "after {} s; its picture is screen.png, and the twin's is {}",
                    self.patience.as_secs(),
                    aside.display()
                );
            }
            std::thread::sleep(LOOKS);
        }
    }
}

fn twin(app: &App) -> anyhow::Result<Blocks> {
    let pixels = finger::snapshot(app.window())?;
    let width = usize::try_from(pixels.width())?;
    Ok(Blocks::of(pixels.as_bytes(), width, 4))
}

fn blocks(screen: &[u8]) -> Blocks {
    Blocks::of(screen, usize::try_from(WIDTH).expect("fits"), 3)
}
