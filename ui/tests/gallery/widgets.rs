//! Every widget in its states, in each theme: `make gallery` leaves the pictures in `target/gallery/`.

use std::path::Path;
use std::time::Duration;

use yici_ui::slint::{ComponentHandle, PhysicalSize};
use yici_ui::testing;
use yici_ui::{Gallery, Theme};

/// High enough for all of them in two columns, which is higher than a screen.
const HEIGHT: u32 = 2100;

/// What each theme switches on.
type Put = fn(&Theme<'_>);

const THEMES: [(&str, Put); 4] = [
    ("plain", |_| ()),
    ("contrast", |theme| theme.set_high_contrast(true)),
    ("elder", |theme| theme.set_elder(true)),
    ("dense", |theme| {
        theme.set_page_width(540.0);
        theme.set_page_height(960.0);
    }),
];

#[test]
fn every_widget_is_drawn_in_every_theme() {
    let folder = std::env::var_os("YICI_GALLERY")
        .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("gallery"), std::path::PathBuf::from);
    std::fs::create_dir_all(&folder).expect("the folder can be written");
    testing::install().expect("the first platform of this thread");
    for (name, put) in THEMES {
        let gallery = Gallery::new().expect("the gallery builds");
        put(&gallery.global::<Theme>());
        gallery.window().set_size(PhysicalSize::new(testing::WIDTH, HEIGHT));
        gallery.show().expect("the window shows");
        testing::pass(Duration::from_millis(500));
        crate::save(&gallery, &folder.join(format!("widgets-{name}.png")));
        let bottom = testing::all(&gallery).iter().map(|seen| seen.rect.y + seen.rect.height).fold(0.0, f32::max);
        assert!(bottom < 2100.0, "{name}: the gallery has grown past its window, to {bottom}");
    }
}
