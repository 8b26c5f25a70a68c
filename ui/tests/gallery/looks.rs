//! The ways in which one page can look: the panel, the type size, and what a citizen switched on.

use yici_ui::panel::{Panel, Wanted};
use yici_ui::slint::{ComponentHandle, PhysicalSize};
use yici_ui::{App, Chrome, EaseView, Theme};

/// What a citizen switched on, beside the type size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    Plain,
    Contrast,
    Elder,
    Low,
    Left,
}

/// One way to look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub name: &'static str,
    /// The panel's pixels.
    pub pixels: (u32, u32),
    /// In parts of the usual type size.
    pub size: f32,
    pub mode: Mode,
}

const fn look(name: &'static str, pixels: (u32, u32), size: f32, mode: Mode) -> Look {
    Look { name, pixels, size, mode }
}

/// Upright and lying, the four panels that pages are drawn for.
const UPRIGHT: (u32, u32) = (1080, 1920);
const LYING: (u32, u32) = (1920, 1080);

pub const LOOKS: [Look; 13] = [
    look("upright", UPRIGHT, 1.0, Mode::Plain),
    look("upright-large", UPRIGHT, 1.5, Mode::Plain),
    look("upright-largest", UPRIGHT, 2.0, Mode::Plain),
    look("upright-contrast", UPRIGHT, 1.0, Mode::Contrast),
    look("upright-elder", UPRIGHT, 1.5, Mode::Elder),
    look("upright-low", UPRIGHT, 1.0, Mode::Low),
    look("upright-left", UPRIGHT, 1.0, Mode::Left),
    look("small-upright", (800, 1280), 1.0, Mode::Plain),
    look("lying", LYING, 1.0, Mode::Plain),
    look("lying-large", LYING, 1.5, Mode::Plain),
    look("lying-largest", LYING, 2.0, Mode::Plain),
    look("lying-left", LYING, 1.0, Mode::Left),
    look("small-lying", (1280, 800), 1.0, Mode::Plain),
];

/// What no panel goes below: ten inches, on which the least type that may be takes half the page. Audited, not drawn.
pub const SMALLEST: [Look; 2] =
    [look("ten-inch-upright", UPRIGHT, 2.0, Mode::Plain), look("ten-inch-lying", LYING, 2.0, Mode::Plain)];

impl Look {
    /// A 32-inch panel; a 55-inch one where it is to be lowered, 21 inches where it has fewer pixels, and ten.
    pub fn panel(&self) -> Panel {
        let long = if self.name.starts_with("ten-inch") {
            223.0
        } else if self.mode == Mode::Low {
            1218.0
        } else if self.pixels.0.max(self.pixels.1) == 1280 {
            465.0
        } else {
            708.0
        };
        let short = if self.pixels.0.max(self.pixels.1) == 1280 { long * 0.625 } else { long * 0.5625 };
        let millimetres = if self.pixels.0 > self.pixels.1 { (long, short) } else { (short, long) };
        Panel { millimetres: Some(millimetres), reach: Some(900.0) }
    }

    /// Design pixels of a millimetre.
    pub fn pixels_of_a_millimetre(&self) -> f32 {
        let (wide, _) = self.panel().millimetres.expect("every look has a size");
        let page = self.page();
        page.width / wide
    }

    pub fn page(&self) -> yici_ui::panel::Page {
        #[expect(clippy::cast_precision_loss, reason = "small whole numbers")]
        let pixels = (self.pixels.0 as f32, self.pixels.1 as f32);
        self.panel().page(pixels, self.wanted())
    }

    fn wanted(&self) -> Wanted {
        Wanted { size: self.size, low: self.mode == Mode::Low }
    }

    /// Makes the window look like this from now on.
    pub fn put_on(&self, app: &App) {
        app.window().set_size(PhysicalSize::new(self.pixels.0, self.pixels.1));
        self.panel().fit(app, self.wanted());
        let theme = app.global::<Theme>();
        theme.set_high_contrast(self.mode == Mode::Contrast);
        theme.set_elder(self.mode == Mode::Elder);
        theme.set_left_handed(self.mode == Mode::Left);
        let size = if self.size > 1.9 { 2 } else { i32::from(self.size > 1.0) };
        app.global::<Chrome>().set_ease(EaseView {
            size,
            contrast: self.mode == Mode::Contrast,
            elder: self.mode == Mode::Elder,
            low: self.mode == Mode::Low,
            left: self.mode == Mode::Left,
            still: false,
        });
        app.global::<Chrome>().set_can_lower(self.panel().can_lower());
    }
}
