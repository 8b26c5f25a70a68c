//! From millimetres to design pixels: how large the page is drawn on this panel, for this citizen.
//!
//! - The shorter side of a page is [`ACROSS`] design pixels, unless the panel is so small that type would fall below
//!   4.8 mm of capital height (ADA 703.5.5); then it is fewer, and everything is larger.
//! - Larger type is a smaller page, shown larger: text, targets and gaps grow together. A page is never smaller than
//!   [`LEAST_ACROSS`] by [`LEAST_ALONG`]: what every page is drawn to bear.
//! - Pure arithmetic, but for [`Panel::fit`], which tells the window.

use crate::{App, Theme};
use slint::platform::WindowEvent;
use slint::{ComponentHandle, LogicalSize};

/// The shorter side of a page on a panel of usual size.
pub const ACROSS: f32 = 1080.0;
/// The least shorter side that pages are drawn for.
pub const LEAST_ACROSS: f32 = 500.0;
/// The least longer side that pages are drawn for.
pub const LEAST_ALONG: f32 = 860.0;

/// The smallest type, in design pixels (`Theme.tiny`).
const SMALLEST_TYPE: f32 = 26.0;
/// Capital height of Noto Sans CJK, in parts of the type size.
const CAPITAL: f32 = 0.733;
/// The least capital height, in millimetres.
const LEAST_CAPITAL: f32 = 4.8;

/// A panel, as the settings describe it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Panel {
    /// Width and height of what lights up, in millimetres; unknown where nobody measured.
    pub millimetres: Option<(f32, f32)>,
    /// How far above its lower edge a seated person reaches, in millimetres.
    pub reach: Option<f32>,
}

/// How large type is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// In parts of the usual size: 1, 1.5 or 2.
    pub size: f32,
    /// Everything within a seated person's reach.
    pub low: bool,
}

/// What comes of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    /// Physical pixels of a design pixel.
    pub scale: f32,
    /// Its width in design pixels.
    pub width: f32,
    /// Its height in design pixels, at the lower edge of the panel.
    pub height: f32,
}

impl Panel {
    /// The page for a window of this many physical pixels.
    #[must_use]
    pub fn page(&self, (width, height): (f32, f32), wanted: Wanted) -> Page {
        let upright = height >= width;
        // What no page may be smaller than, in this window.
        let (least_width, least_height) =
            if upright { (LEAST_ACROSS, LEAST_ALONG) } else { (LEAST_ALONG, LEAST_ACROSS) };
        let largest = (width / least_width).min(height / least_height);
        let usual = (width.min(height) / ACROSS).max(self.legible(width)).min(largest);
        let height = if wanted.low { self.within_reach(height).max(least_height * usual) } else { height };
        let largest = (width / least_width).min(height / least_height);
        let scale = (usual * wanted.size).min(largest).max(f32::MIN_POSITIVE);
        Page { scale, width: width / scale, height: height / scale }
    }

    /// Whether part of the panel is out of a seated person's reach.
    #[must_use]
    pub fn can_lower(&self) -> bool {
        matches!((self.millimetres, self.reach), (Some((_, height)), Some(reach)) if reach < height)
    }

    /// The least scale at which the smallest type has its least height.
    fn legible(&self, width: f32) -> f32 {
        self.millimetres.map_or(0.0, |(wide, _)| LEAST_CAPITAL / CAPITAL / SMALLEST_TYPE * (width / wide))
    }

    fn within_reach(&self, height: f32) -> f32 {
        match (self.millimetres, self.reach) {
            (Some((_, high)), Some(reach)) => height * (reach / high).min(1.0),
            _ => height,
        }
    }

    /// Draws the window's page like this from now on.
    pub fn fit(&self, app: &App, wanted: Wanted) {
        let window = app.window();
        let size = window.size();
        #[expect(clippy::cast_precision_loss, reason = "a panel has fewer than 16 million pixels a side")]
        let pixels = (size.width.max(1) as f32, size.height.max(1) as f32);
        let page = self.page(pixels, wanted);
        window.dispatch_event(WindowEvent::ScaleFactorChanged { scale_factor: page.scale });
        let whole = LogicalSize::new(pixels.0 / page.scale, pixels.1 / page.scale);
        window.dispatch_event(WindowEvent::Resized { size: whole });
        let theme = app.global::<Theme>();
        theme.set_page_width(page.width);
        theme.set_page_height(page.height);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Wanted = Wanted { size: 1.0, low: false };

    fn millimetres(width: f32, height: f32) -> Panel {
        Panel { millimetres: Some((width, height)), reach: Some(900.0) }
    }

    fn close(one: f32, other: f32) -> bool {
        (one - other).abs() < 1.0
    }

    #[test]
    fn a_panel_of_usual_size_shows_the_page_as_it_is_drawn() {
        for (pixels, panel) in
            [((1080.0, 1920.0), millimetres(398.0, 708.0)), ((1920.0, 1080.0), millimetres(708.0, 398.0))]
        {
            let page = panel.page(pixels, PLAIN);
            assert!(close(page.width, pixels.0) && close(page.height, pixels.1), "{page:?}");
        }
    }

    #[test]
    fn the_smallest_capitals_have_4_8_millimetres_on_every_panel_of_ten_inches_or_more() {
        for inches in [10.1_f32, 15.6, 21.5, 32.0, 55.0] {
            for pixels in [(1080.0, 1920.0), (1920.0, 1080.0), (1280.0, 800.0), (800.0, 1280.0), (2160.0, 3840.0)] {
                let diagonal = f32::hypot(pixels.0, pixels.1);
                let panel = millimetres(pixels.0 / diagonal * inches * 25.4, pixels.1 / diagonal * inches * 25.4);
                let page = panel.page(pixels, PLAIN);
                let capital = SMALLEST_TYPE * CAPITAL * page.scale * inches * 25.4 / diagonal;
                assert!(capital > 4.75, "{inches} inches, {pixels:?}: {capital} mm");
            }
        }
    }

    #[test]
    fn twice_the_type_is_half_the_page() {
        let page = Panel::default().page((1080.0, 1920.0), Wanted { size: 2.0, low: false });
        assert!(close(page.width, 540.0) && close(page.height, 960.0) && close(page.scale, 2.0), "{page:?}");
    }

    #[test]
    fn no_page_is_smaller_than_what_is_drawn_for() {
        for pixels in [(800.0, 1280.0), (1280.0, 800.0), (1080.0, 1080.0), (320.0, 240.0), (1.0, 1.0)] {
            for low in [false, true] {
                let page = millimetres(100.0, 1600.0).page(pixels, Wanted { size: 2.0, low });
                let (across, along) = (page.width.min(page.height), page.width.max(page.height));
                assert!(across > LEAST_ACROSS - 1.0 && along > LEAST_ALONG - 1.0 || low, "{pixels:?}: {page:?}");
            }
        }
    }

    #[test]
    fn the_lowered_page_ends_where_a_seated_person_reaches() {
        // A 55-inch panel, upright.
        let panel = millimetres(685.0, 1218.0);
        let page = panel.page((1080.0, 1920.0), Wanted { size: 1.0, low: true });
        let millimetres = page.height * page.scale * 1218.0 / 1920.0;
        assert!(panel.can_lower() && close(millimetres, 900.0), "{millimetres} mm");
    }
}
