//! An audit of every page in every look: what can be measured of whether anyone can use it.
//!
//! - Targets: 44 dp (7 mm), in elder mode 60 dp (9.5 mm), on the panel as the settings measure it.
//! - Everything that can be touched has a label; texts stay in their boxes, on the page, and off each other.
//! - Contrast: 4.5 : 1 between a text's ink and the ground that is really painted under it, from the pixels.
//! - No Chinese character stands alone on a last line, from the pixels too.
//! - The keypad's two keys come to everything that a finger comes to, and to nothing beneath a dialog.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::time::Duration;

use yici_ui::keypad::{self, Key};
use yici_ui::slint::{ComponentHandle, Rgba8Pixel, SharedPixelBuffer};
use yici_ui::testing::{self, Rect, Seen, finger};
use yici_ui::{App, Theme};

use crate::looks::{LOOKS, Look, Mode, SMALLEST};
use crate::samples::{self, Lang};
use crate::{SHOTS, Shot};

/// A device-independent pixel, 160 to the inch, in millimetres.
const DP: f32 = 25.4 / 160.0;
const LEAST_CONTRAST: f64 = 4.5;

/// Puts every page on in this look and both languages.
fn every_page(look: &Look, mut each: impl FnMut(&App, &Shot, &str)) {
    let app = App::new().expect("the screens build");
    testing::show(&app).expect("the window shows");
    for (lang, tongue) in [(Lang::Zh, ""), (Lang::En, "en")] {
        yici_ui::slint::select_bundled_translation(tongue).expect("both languages are bundled");
        for shot in &SHOTS {
            let name = format!("{} {} {}", look.name, shot.name, if lang == Lang::Zh { "zh" } else { "en" });
            if !crate::wanted(&name) {
                continue;
            }
            samples::chrome(&app, lang, shot.page);
            look.put_on(&app);
            (shot.fill)(&app, lang);
            testing::pass(Duration::from_millis(1_000));
            each(&app, shot, &name);
        }
    }
}

fn audit(judge: impl Fn(&App, &Look) -> Vec<String>, looks: impl Iterator<Item = &'static Look>) {
    testing::install().expect("the first platform of this thread");
    let mut faults = Vec::new();
    for look in looks {
        every_page(look, |app, _, name| {
            faults.extend(judge(app, look).into_iter().map(|fault| format!("{name}: {fault}")));
        });
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_target_is_large_enough_in_millimetres_and_has_a_label() {
    audit(targets, LOOKS.iter().chain(&SMALLEST));
}

#[test]
fn every_text_stays_in_its_box_on_the_page_and_off_the_others() {
    audit(places, LOOKS.iter().chain(&SMALLEST));
}

#[test]
fn every_text_stands_out_from_what_is_painted_under_it() {
    audit(contrasts, LOOKS.iter().filter(|look| look.name == "upright"));
}

#[test]
fn every_text_stands_out_in_high_contrast() {
    audit(contrasts, LOOKS.iter().filter(|look| look.mode == Mode::Contrast));
}

#[test]
fn every_text_stands_out_on_the_smallest_page() {
    audit(contrasts, LOOKS.iter().filter(|look| look.name == "lying-largest"));
}

#[test]
fn no_character_stands_alone_on_a_last_line() {
    audit(alone, LOOKS.iter().filter(|look| ["upright-largest", "lying-large"].contains(&look.name)));
}

#[test]
fn two_keys_come_to_everything_that_a_finger_comes_to() {
    audit(keys, LOOKS.iter().filter(|look| ["upright", "upright-largest", "lying"].contains(&look.name)));
}

fn targets(app: &App, look: &Look) -> Vec<String> {
    let dp = if look.mode == Mode::Elder { 60.0 } else { 44.0 };
    let least = dp * DP * look.pixels_of_a_millimetre();
    let page = page(app);
    let seen = testing::all(app);
    // What is scrolled away has its label too.
    let labelled: Vec<Seen> = seen.iter().cloned().chain(testing::controls(app)).collect();
    let mut faults = Vec::new();
    for control in seen.iter().filter(|seen| seen.control) {
        let rect = control.rect;
        if rect.width < least || rect.height < least {
            faults.push(format!("{} is {} by {}, needs {least}", control.label, rect.width, rect.height));
        }
        if control.whole && !grown(&page, 1.0).contains(&rect) {
            faults.push(format!("{} is off the page: {rect:?}", control.label));
        }
    }
    for touch in testing::touched(app) {
        if grown(&page, 1.0).contains(&touch) && !labelled.iter().any(|seen| close(&seen.rect, &touch)) {
            faults.push(format!("what is touched at {touch:?} has no label"));
        }
    }
    faults
}

fn places(app: &App, _: &Look) -> Vec<String> {
    let page = page(app);
    let seen = testing::all(app);
    let texts: Vec<&Seen> = seen.iter().filter(|seen| !seen.control && seen.whole).collect();
    let controls: Vec<&Seen> = seen.iter().filter(|seen| seen.control && seen.whole).collect();
    let mut faults = Vec::new();
    for (place, text) in texts.iter().enumerate() {
        let rect = text.rect;
        if !grown(&page, 1.0).contains(&rect) {
            faults.push(format!("“{}” leaves the page: {rect:?}", text.label));
        }
        for other in &texts[place + 1..] {
            // A notice has the same words as the text in it, and a pad or a picture bears its hint.
            let nested = other.label == text.label || rect.contains(&other.rect) || other.rect.contains(&rect);
            if !nested && overlap(&rect, &other.rect) {
                faults.push(format!(
                    "“{}” and “{}” lie over each other: {rect:?} {:?}",
                    text.label, other.label, other.rect
                ));
            }
        }
        for control in &controls {
            let inside = grown(&control.rect, 0.0).contains(&Rect {
                x: rect.middle().0,
                y: rect.middle().1,
                width: 1.0,
                height: 1.0,
            });
            if inside && !grown(&control.rect, 1.0).contains(&rect) && rect.height < page.height * 0.5 {
                faults
                    .push(format!("“{}” leaves its box “{}”: {rect:?} {:?}", text.label, control.label, control.rect));
            }
        }
    }
    for (place, control) in controls.iter().enumerate() {
        for other in &controls[place + 1..] {
            let nested = control.rect.contains(&other.rect) || other.rect.contains(&control.rect);
            if !nested && overlap(&control.rect, &other.rect) {
                faults.push(format!("“{}” and “{}” lie over each other", control.label, other.label));
            }
        }
    }
    faults
}

fn contrasts(app: &App, look: &Look) -> Vec<String> {
    let picture = finger::snapshot(app.window()).expect("the software renderer draws");
    let scale = look.page().scale;
    let page = page(app);
    let texts = testing::all(app).into_iter().filter(|seen| !seen.control && seen.whole && page.contains(&seen.rect));
    texts
        .filter_map(|text| {
            let found = contrast_of(&picture, &text.rect, scale)?;
            (found < LEAST_CONTRAST).then(|| format!("“{}” has {found:.2} : 1 at {:?}", text.label, text.rect))
        })
        .collect()
}

fn alone(app: &App, look: &Look) -> Vec<String> {
    let picture = finger::snapshot(app.window()).expect("the software renderer draws");
    let scale = look.page().scale;
    let page = page(app);
    // Between letters and figures lines break where they must.
    let chinese = |label: &str| label.chars().count() > 5 && !label.contains(|one: char| one.is_ascii_alphanumeric());
    let texts = testing::all(app).into_iter().filter(|seen| !seen.control && seen.whole && page.contains(&seen.rect));
    texts
        .filter(|text| chinese(&text.label))
        .filter_map(|text| {
            let lines = lines_of(&picture, &text.rect, scale);
            let high = lines.iter().map(|line| line.height).max()?;
            // One character is hardly wider than it is high, and a full stop after it takes half of that.
            let alone = lines.len() > 1 && lines.last()?.width * 5 < high * 8;
            alone.then(|| format!("“{}” ends with a character alone", text.label))
        })
        .collect()
}

fn keys(app: &App, _: &Look) -> Vec<String> {
    // The pad can be signed with the keypad, though it is no button.
    let pads = ["签名区", "Signature area"];
    // The ring scrolls by itself, so the buttons that turn the page come and go before it.
    let turns = ["向上翻", "向下翻", "Up", "Down"];
    let touchable = |seen: &&Seen| seen.control && seen.enabled;
    let labels =
        |seen: &[Seen]| -> Vec<String> { seen.iter().filter(touchable).map(|seen| seen.label.clone()).collect() };
    let mut wanted = BTreeSet::new();
    let (mut come_to, mut beneath) = (BTreeSet::new(), BTreeSet::new());
    let mut pressed = 0;
    // Once around and a little further; longer where something was left out, for several may bear the same words, and the
    // page may have been scrolled before the first key.
    while pressed < wanted.len() + 4 || (!wanted.is_subset(&come_to) && pressed < 3 * wanted.len() + 40) {
        keypad::press(app, Key::Next);
        testing::pass(Duration::from_millis(20));
        pressed += 1;
        let seen = testing::all(app);
        wanted.extend(labels(&seen).into_iter().filter(|label| !turns.contains(&label.as_str())));
        let Some(ring) = testing::ring(app) else { continue };
        let Some(ringed) = seen.iter().filter(|seen| seen.rect == ring).max_by_key(|seen| seen.control) else {
            beneath.insert(format!("something at {ring:?}"));
            continue;
        };
        if !touchable(&ringed) && !pads.contains(&ringed.label.as_str()) {
            beneath.insert(ringed.label.clone());
        }
        come_to.insert(ringed.label.clone());
    }
    let missed: Vec<_> = wanted.difference(&come_to).collect();
    let mut faults = Vec::new();
    if !missed.is_empty() {
        faults.push(format!("the keypad never comes to {missed:?}"));
    }
    if !beneath.is_empty() {
        faults.push(format!("the keypad comes to {beneath:?}, which no finger does"));
    }
    faults
}

/// Where the page is: all of the window, or its lower part.
fn page(app: &App) -> Rect {
    let theme = app.global::<Theme>();
    let window = app.window().size().to_logical(app.window().scale_factor());
    let height = theme.get_page_height().min(window.height);
    // The attract page's poster and every dialog's ground reach as far as the window does.
    Rect { x: 0.0, y: window.height - height, width: window.width, height }
}

fn grown(rect: &Rect, by: f32) -> Rect {
    Rect { x: rect.x - by, y: rect.y - by, width: rect.width + 2.0 * by, height: rect.height + 2.0 * by }
}

fn close(one: &Rect, other: &Rect) -> bool {
    [one.x - other.x, one.y - other.y, one.width - other.width, one.height - other.height]
        .iter()
        .all(|by| by.abs() < 2.0)
}

/// By more than line boxes that are drawn tight.
fn overlap(one: &Rect, other: &Rect) -> bool {
    let across = (one.x + one.width).min(other.x + other.width) - one.x.max(other.x);
    let down = (one.y + one.height).min(other.y + other.height) - one.y.max(other.y);
    across > 2.0 && down > 0.25 * one.height.min(other.height)
}

/// What is drawn of a line of text, in pixels.
struct Line {
    width: usize,
    height: usize,
}

/// The lines of a text: rows in which something is drawn, parted by rows in which nothing is.
fn lines_of(picture: &SharedPixelBuffer<Rgba8Pixel>, rect: &Rect, scale: f32) -> Vec<Line> {
    let counts = counted(rows_of(picture, rect, scale));
    let Some((ground, _)) = counts.iter().max_by_key(|(_, count)| **count) else { return Vec::new() };
    let inked = |pixel: &Rgba8Pixel| testing::contrast(*ground, [pixel.r, pixel.g, pixel.b]) > 3.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pixels")]
    let gap = (8.0 * scale) as usize;
    let mut lines: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (y, row) in rows_of(picture, rect, scale).enumerate() {
        let ink: Vec<usize> = (0..row.len()).filter(|x| inked(&row[*x])).collect();
        // A speck is no ink.
        let [left, .., right] = ink[..] else { continue };
        let right = right + 1;
        match lines.last_mut() {
            // Within a character there may be an empty row, between lines there are many.
            Some((high, wide)) if y < high.end + gap => {
                high.end = y + 1;
                *wide = wide.start.min(left)..wide.end.max(right);
            }
            _ => lines.push((y..y + 1, left..right)),
        }
    }
    lines.into_iter().map(|(high, wide)| Line { width: wide.len(), height: high.len() }).collect()
}

/// Between the colour that most of a text's place has and the one in it that is furthest from it. `None` where nothing is
/// drawn.
fn contrast_of(picture: &SharedPixelBuffer<Rgba8Pixel>, rect: &Rect, scale: f32) -> Option<f64> {
    let counts = counted(rows_of(picture, rect, scale));
    let (ground, _) = counts.iter().max_by_key(|(_, count)| **count)?;
    // A speck is no ink.
    let inks = counts.iter().filter(|(_, count)| **count >= 3);
    let strongest = inks.map(|(ink, _)| testing::contrast(*ground, *ink)).fold(1.0, f64::max);
    (strongest > 1.0).then_some(strongest)
}

/// The rows of pixels in this place.
fn rows_of<'a>(
    picture: &'a SharedPixelBuffer<Rgba8Pixel>,
    rect: &Rect,
    scale: f32,
) -> impl Iterator<Item = &'a [Rgba8Pixel]> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the picture")]
    let [left, top, right, bottom] =
        [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height].map(|at| (at * scale).max(0.0) as usize);
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let pixels = picture.as_slice();
    (top..bottom.min(height)).map(move |y| &pixels[y * width + left.min(width)..y * width + right.min(width)])
}

/// How often each colour is there.
fn counted<'a>(rows: impl Iterator<Item = &'a [Rgba8Pixel]>) -> HashMap<[u8; 3], usize> {
    let mut counts = HashMap::new();
    for pixel in rows.flatten() {
        *counts.entry([pixel.r, pixel.g, pixel.b]).or_default() += 1;
    }
    counts
}
