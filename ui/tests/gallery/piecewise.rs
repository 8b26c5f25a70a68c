//! What a display keeps: a page of which only what changed is painted looks as one that is painted anew. The bare display draws
//! so; a picture of the other tests is always painted whole.

use super::samples::{self, Lang};
use super::{SHOTS, Shot, wanted};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use yici_ui::slint::platform::software_renderer::{MinimalSoftwareWindow, RepaintBufferType};
use yici_ui::slint::platform::{self, Platform, WindowAdapter};
use yici_ui::slint::{ComponentHandle as _, PhysicalSize, PlatformError, Rgb8Pixel};
use yici_ui::testing::{HEIGHT, WIDTH};
use yici_ui::{App, Page, SetupAdapter};

/// More texts than the renderer keeps broken into lines: it forgets those that were not painted of late.
const MANY: u32 = 1_200;

/// What is painted piece by piece is painted in up to three pieces, which may overlap: a smooth edge of an icon that lies in all of
/// them is laid on three times, and is darker by at most 0.39 (of 255: the most of `1 - (1 - a)³ - a`). No text is so pale.
const EDGE: u8 = 100;

/// A display of memory; time is handed in.
struct Bare {
    window: Rc<MinimalSoftwareWindow>,
    now: Rc<Cell<Duration>>,
}

impl Platform for Bare {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        Ok(Rc::<MinimalSoftwareWindow>::clone(&self.window))
    }

    fn duration_since_start(&self) -> Duration {
        self.now.get()
    }
}

/// The screens before it. One of a thread.
struct Display {
    bare: Bare,
    app: App,
    pixels: Vec<Rgb8Pixel>,
}

impl Display {
    fn new() -> Self {
        let window = MinimalSoftwareWindow::new(RepaintBufferType::ReusedBuffer);
        window.set_size(PhysicalSize::new(WIDTH, HEIGHT));
        let now = Rc::new(Cell::new(Duration::ZERO));
        let bare = Bare { window: Rc::clone(&window), now: Rc::clone(&now) };
        platform::set_platform(Box::new(Bare { window, now })).expect("the first platform of this thread");
        let app = App::new().expect("the screens build");
        app.show().expect("the window shows");
        let pixels = usize::try_from(WIDTH * HEIGHT).expect("fits");
        Self { bare, app, pixels: vec![Rgb8Pixel::default(); pixels] }
    }

    fn fill(&self, shot: &Shot) {
        samples::chrome(&self.app, Lang::Zh, shot.page);
        (shot.fill)(&self.app, Lang::Zh);
    }

    /// What has changed since.
    fn paint(&mut self) {
        self.bare.now.set(self.bare.now.get() + Duration::from_millis(600));
        platform::update_timers_and_animations();
        let pixels = &mut self.pixels;
        self.bare.window.draw_if_needed(|renderer| {
            renderer.render(pixels, usize::try_from(WIDTH).expect("fits"));
        });
    }

    /// All of it, as on a display that was never painted on.
    fn anew(&mut self) -> Vec<Rgb8Pixel> {
        let mut pixels = vec![Rgb8Pixel::default(); self.pixels.len()];
        self.bare.window.request_redraw();
        self.bare.window.draw_if_needed(|renderer| {
            renderer.set_repaint_buffer_type(RepaintBufferType::NewBuffer);
            renderer.render(&mut pixels, usize::try_from(WIDTH).expect("fits"));
            renderer.set_repaint_buffer_type(RepaintBufferType::ReusedBuffer);
        });
        pixels
    }

    /// Where the display shows something else than it would if it were painted anew.
    fn stale(&mut self) -> Option<String> {
        let anew = self.anew();
        let apart = |one: &Rgb8Pixel, two: &Rgb8Pixel| {
            one.r.abs_diff(two.r).max(one.g.abs_diff(two.g)).max(one.b.abs_diff(two.b)) > EDGE
        };
        let width = usize::try_from(WIDTH).expect("fits");
        let wrong = self.pixels.iter().zip(&anew).enumerate().filter(|(_, (one, two))| apart(one, two));
        let lines: Vec<_> = wrong.map(|(at, _)| at / width).collect();
        let (first, last) = (lines.first()?, lines.last()?);
        Some(format!("lines {first} to {last}, {} pixels", lines.len()))
    }
}

#[test]
fn what_is_painted_bit_by_bit_is_what_is_painted_whole() {
    let mut display = Display::new();
    let mut wrong = Vec::new();
    for shot in SHOTS.iter().filter(|shot| wanted(shot.name)) {
        display.fill(shot);
        for _ in 0..4 {
            display.paint();
        }
        wrong.extend(display.stale().map(|lines| format!("{}: {lines}", shot.name)));
    }
    assert!(wrong.is_empty(), "what was there before stands on:\n{}", wrong.join("\n"));
}

/// The title of a page of the wizard, on a kiosk's own display, was once that of three pages before.
#[test]
fn a_text_is_painted_when_it_changes_however_many_others_changed_since_it_was() {
    let mut display = Display::new();
    samples::chrome(&display.app, Lang::Zh, Page::Setup);
    let app = display.app.clone_strong();
    let adapter = app.global::<SetupAdapter>();
    adapter.set_title("回执打印机".into());
    for number in 0..MANY {
        adapter.set_note(format!("第 {number} 次").into());
        display.paint();
    }
    adapter.set_title("自检报告".into());
    display.paint();
    assert_eq!(display.stale(), None);
}
