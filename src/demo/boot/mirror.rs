//! Repeats on the emulated machine what a finger does on the twin.

use super::likeness::{Blocks, followed};
use super::machine::{Machine, WIDTH};
use anyhow::{bail, ensure};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};
use yici_ui::App;
use yici_ui::slint::ComponentHandle as _;
use yici_ui::testing::finger;

/// How long the machine may take to follow one touch; it also waits for its devices meanwhile.
const FOLLOWING: Duration = Duration::from_secs(180);
/// Between two looks at the machine's display.
const LOOKS: Duration = Duration::from_millis(300);
/// Pictures of the same page differ by less than this, of 255, whatever their fonts and clocks.
const ALIKE: f32 = 6.0;

/// The twin's screen and the machine's.
pub(super) struct Mirror {
    machine: Rc<RefCell<Machine>>,
    app: App,
}

impl Mirror {
    pub(super) fn new(machine: Rc<RefCell<Machine>>, app: App) -> Self {
        Self { machine, app }
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
    pub(super) fn hold(self) {
        let mut before = None;
        finger::mirror(Some(Box::new(move |points| {
            if let Err(error) = self.repeat(&mut before, points) {
                panic!("the machine did not follow: {error:#}");
            }
        })));
    }

    /// Lets go.
    pub(super) fn release() {
        finger::mirror(None);
    }

    fn repeat(&self, before: &mut Option<Blocks>, points: &[(f32, f32)]) -> anyhow::Result<()> {
        let start = Instant::now();
        let now = twin(&self.app)?;
        let before = before.replace(now.clone()).unwrap_or_else(|| now.clone());
        loop {
            let mut machine = self.machine.borrow_mut();
            if machine.screen()?.is_some_and(|seen| followed(&before, &now, &blocks(&seen))) {
                return machine.touch(points);
            }
            if start.elapsed() > FOLLOWING {
                bail!("after {} s; its picture is in screen.png of its folder", FOLLOWING.as_secs());
            }
            drop(machine);
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
