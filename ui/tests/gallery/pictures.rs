//! Reference pictures: one sheet a page in `tests/screens/`, holding the page in both languages and every look.
//!
//! - Small on purpose: an eighth of a pixel each way would lose the layout, all of them would lose the repository. A cell
//!   is a sixth of the panel each way, in sixteen colours.
//! - Compared with a tolerance: both are blurred, and a cell differs when more than one pixel in two hundred does. So
//!   a text that moved is seen, another rasteriser's edge is not.
//! - An ordinary run of the tests compares the usual upright and lying look. All of them take a quarter of an hour:
//!   `YICI_PICTURES=compare` (`make compare-pictures`).
//! - `YICI_PICTURES=write` draws them anew (`make pictures`); `make contact-sheet` draws them larger, into `target/`.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::Duration;

use yici_ui::slint::{ComponentHandle, Rgba8Pixel, SharedPixelBuffer};
use yici_ui::testing::{self, finger};
use yici_ui::{App, Chrome, Theme};

use crate::looks::{LOOKS, Look};
use crate::samples::{self, Lang};
use crate::{SHOTS, Shot};

/// Panel pixels to one of a cell, each way.
const SHRINK: usize = 6;
/// Between cells.
const GUTTER: usize = 4;
/// What every pixel is rounded to: greys for text, and the colours of the theme and its tints.
const COLOURS: [[u8; 3]; 16] = [
    [0, 0, 0],
    [27, 35, 38],
    [64, 70, 72],
    [96, 102, 104],
    [135, 144, 143],
    [176, 180, 180],
    [221, 213, 200],
    [250, 247, 241],
    [255, 255, 255],
    [13, 82, 97],
    [120, 160, 170],
    [203, 224, 228],
    [226, 238, 240],
    [171, 47, 34],
    [215, 140, 130],
    [248, 236, 210],
];
/// How far a blurred pixel may be off, a channel.
const TOLERANCE: u16 = 40;
/// Of a cell's pixels, one in this many may be.
const SPARED: usize = 200;

/// A picture of one byte a pixel: a place in [`COLOURS`].
#[derive(Clone)]
struct Sheet {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

macro_rules! sheets {
    ($($test:ident: $part:literal),*) => { $(
        #[test]
        fn $test() {
            compare(&SHOTS.iter().enumerate().filter(|(place, _)| place % 4 == $part).map(|(_, shot)| shot).collect::<Vec<_>>());
        }
    )* };
}

// Four, so that they run beside each other.
sheets! {
    pages_look_as_they_did_1: 0, pages_look_as_they_did_2: 1, pages_look_as_they_did_3: 2, pages_look_as_they_did_4: 3
}

/// The folder that large sheets are wanted in, by `make contact-sheet`.
fn contact() -> Option<PathBuf> {
    std::env::var_os("YICI_CONTACT").map(PathBuf::from)
}

/// What an ordinary run of the tests draws.
const USUAL: [&str; 2] = ["upright", "lying"];

fn compare(shots: &[&Shot]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/screens");
    let wish = std::env::var("YICI_PICTURES").unwrap_or_default();
    let write = wish == "write";
    let usual = !write && wish != "compare" && contact().is_none();
    let drawn = |look: &Look| !usual || USUAL.contains(&look.name);
    testing::install().expect("the first platform of this thread");
    // A language can be chosen once there is a window.
    let _first = App::new().expect("the screens build");
    let mut faults = Vec::new();
    for shot in shots.iter().filter(|shot| crate::wanted(shot.name)) {
        let shrink = if contact().is_some() { 3 } else { SHRINK };
        let cells = cells(shot, shrink, drawn);
        if let Some(folder) = contact() {
            save(&laid_out(&cells, shrink), &folder.join(format!("{}.png", shot.name)));
            continue;
        }
        let file = folder.join(format!("{}.png", shot.name));
        if write {
            save(&laid_out(&cells, shrink), &file);
            continue;
        }
        let Some(known) = read(&file) else {
            faults.push(format!("{} has no reference picture: make pictures", shot.name));
            continue;
        };
        if (known.width, known.height) != extent(shrink) {
            faults.push(format!("{} is laid out otherwise: make pictures", shot.name));
            continue;
        }
        let before = faults.len();
        for Cell { line, look, sheet } in &cells {
            let (x, y) = place(*line, *look, shrink);
            let off = differing(sheet, &cut(&known, x, y, sheet.width, sheet.height));
            if off * SPARED > sheet.pixels.len() {
                let name = LOOKS[*look].name;
                faults.push(format!(
                    "{} {name}, line {line}: {off} of {} pixels differ",
                    shot.name,
                    sheet.pixels.len()
                ));
            }
        }
        if faults.len() > before {
            let now = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens");
            save(&laid_out(&cells, shrink), &now.join(format!("{}.png", shot.name)));
        }
    }
    assert!(
        faults.is_empty(),
        "look at target/tmp/screens, then `make pictures` if it is better:\n{}",
        faults.join("\n")
    );
}

/// One look of a page in one language.
struct Cell {
    /// The language: Chinese is above English.
    line: usize,
    /// The place in [`LOOKS`].
    look: usize,
    sheet: Sheet,
}

fn cells(shot: &Shot, shrink: usize, drawn: impl Fn(&Look) -> bool) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (line, (lang, tongue)) in [(Lang::Zh, ""), (Lang::En, "en")].into_iter().enumerate() {
        yici_ui::slint::select_bundled_translation(tongue).expect("both languages are bundled");
        for (place, look) in LOOKS.iter().enumerate().filter(|(_, look)| drawn(look)) {
            // A window of its own: nothing of the last look is left.
            let app = App::new().expect("the screens build");
            samples::chrome(&app, lang, shot.page);
            (shot.fill)(&app, lang);
            testing::show(&app).expect("the window shows");
            look_of(&app, look, shot, lang);
            let picture = finger::snapshot(app.window()).expect("the software renderer draws");
            cells.push(Cell { line, look: place, sheet: small(&picture, shrink) });
        }
    }
    cells
}

fn look_of(app: &App, look: &Look, shot: &Shot, lang: Lang) {
    look.put_on(app);
    (shot.fill)(app, lang);
    look.put_on(app);
    // What moves by itself would stand elsewhere on another day.
    app.global::<Theme>().set_still(true);
    app.global::<Chrome>().set_by_keys(false);
    testing::pass(Duration::from_millis(2_000));
}

/// The mean of each square of pixels, rounded to the nearest of the colours.
fn small(picture: &SharedPixelBuffer<Rgba8Pixel>, shrink: usize) -> Sheet {
    let (wide, high) = (picture.width() as usize, picture.height() as usize);
    let (width, height) = (wide / shrink, high / shrink);
    let pixels = picture.as_slice();
    let count = u32::try_from(shrink * shrink).unwrap_or(1);
    let mut small = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let mut sum = [0_u32; 3];
            for row in 0..shrink {
                let start = (y * shrink + row) * wide + x * shrink;
                for pixel in &pixels[start..start + shrink] {
                    for (sum, part) in sum.iter_mut().zip([pixel.r, pixel.g, pixel.b]) {
                        *sum += u32::from(part);
                    }
                }
            }
            small.push(nearest(sum.map(|sum| sum / count)));
        }
    }
    Sheet { width, height, pixels: small }
}

fn nearest(colour: [u32; 3]) -> u8 {
    let distance = |known: &[u8; 3]| {
        known.iter().zip(colour).map(|(known, part)| u32::from(*known).abs_diff(part).pow(2)).sum::<u32>()
    };
    let place = (0..COLOURS.len()).min_by_key(|place| distance(&COLOURS[*place])).unwrap_or(0);
    u8::try_from(place).unwrap_or(0)
}

/// How wide and high a cell of a look is.
fn side(look: &Look, shrink: usize) -> (usize, usize) {
    let pixels = |pixels: u32| usize::try_from(pixels).expect("a panel's pixels") / shrink;
    (pixels(look.pixels.0), pixels(look.pixels.1))
}

/// Where a cell lies: the languages above each other, the looks side by side.
fn place(line: usize, look: usize, shrink: usize) -> (usize, usize) {
    let row = LOOKS.iter().map(|look| side(look, shrink).1).max().unwrap_or(0) + GUTTER;
    (LOOKS[..look].iter().map(|look| side(look, shrink).0 + GUTTER).sum(), line * row)
}

/// How wide and high a sheet is.
fn extent(shrink: usize) -> (usize, usize) {
    let (wide, high) = place(1, LOOKS.len(), shrink);
    (wide - GUTTER, 2 * high - GUTTER)
}

fn laid_out(cells: &[Cell], shrink: usize) -> Sheet {
    let (width, height) = extent(shrink);
    let mut sheet = Sheet { width, height, pixels: vec![5; width * height] };
    for cell in cells {
        let (x, y) = place(cell.line, cell.look, shrink);
        let cell = &cell.sheet;
        for row in 0..cell.height {
            let at = (y + row) * width + x;
            sheet.pixels[at..at + cell.width].copy_from_slice(&cell.pixels[row * cell.width..(row + 1) * cell.width]);
        }
    }
    sheet
}

fn cut(sheet: &Sheet, x: usize, y: usize, width: usize, height: usize) -> Sheet {
    let rows = (0..height).flat_map(|row| {
        let at = (y + row) * sheet.width + x;
        sheet.pixels[at..at + width].iter().copied()
    });
    Sheet { width, height, pixels: rows.collect() }
}

fn differing(one: &Sheet, other: &Sheet) -> usize {
    let off =
        |x, y| blurred(one, x, y).iter().zip(blurred(other, x, y)).any(|(one, other)| one.abs_diff(other) > TOLERANCE);
    (0..one.height).map(|y| (0..one.width).filter(|x| off(*x, y)).count()).sum()
}

/// The mean of a pixel and its neighbours.
fn blurred(sheet: &Sheet, x: usize, y: usize) -> [u16; 3] {
    let mut sum = [0_u16; 3];
    let mut count = 0;
    for near_y in y.saturating_sub(1)..(y + 2).min(sheet.height) {
        for near_x in x.saturating_sub(1)..(x + 2).min(sheet.width) {
            count += 1;
            for (sum, part) in sum.iter_mut().zip(COLOURS[usize::from(sheet.pixels[near_y * sheet.width + near_x])]) {
                *sum += u16::from(part);
            }
        }
    }
    sum.map(|sum| sum / count)
}

/// Sixteen colours, half a byte a pixel.
fn save(sheet: &Sheet, file: &Path) {
    fs::create_dir_all(file.parent().expect("a file in a folder")).expect("the folder can be written");
    let side = |side: usize| u32::try_from(side).expect("a small picture");
    let mut encoder =
        png::Encoder::new(File::create(file).expect("the picture's file opens"), side(sheet.width), side(sheet.height));
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_palette(COLOURS.concat());
    encoder.set_compression(png::Compression::High);
    let packed = sheet
        .pixels
        .chunks(sheet.width)
        .flat_map(|row| row.chunks(2).map(|two| two[0] << 4 | two.get(1).unwrap_or(&0)));
    let mut writer = encoder.write_header().expect("the picture's header is written");
    writer.write_image_data(&packed.collect::<Vec<_>>()).expect("the picture is written");
}

fn read(file: &Path) -> Option<Sheet> {
    let mut reader = png::Decoder::new(BufReader::new(File::open(file).ok()?)).read_info().ok()?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    let mut packed = vec![0; reader.output_buffer_size()?];
    reader.next_frame(&mut packed).ok()?;
    let line = width.div_ceil(2);
    let pixels = (0..height).flat_map(|y| {
        let row = &packed[y * line..(y + 1) * line];
        (0..width).map(|x| if x % 2 == 0 { row[x / 2] >> 4 } else { row[x / 2] & 15 }).collect::<Vec<_>>()
    });
    Some(Sheet { width, height, pixels: pixels.collect() })
}
