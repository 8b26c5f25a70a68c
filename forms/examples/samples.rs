//! Draws the sample pictures of papers: each page in typst's language of a folder, as the picture of that name beside it.
//! `make samples` does so for the shipped matters.
//!
//! Typst sets the page as it sets a form; poppler's `pdftoppm` makes pixels of it, which are kept in the 256 colours that
//! occur most: catalogs go over lines that cost. `sheet.typ` is what the pages share.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

/// Debian's `fonts-noto-cjk`; face 2 is simplified Chinese.
const FONTS: [&str; 2] =
    ["/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"];
/// Legible on a kiosk's screen, and within the bounds of a sample.
const DOTS_AN_INCH: &str = "144";
const SHARED: &str = "sheet.typ";

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("samples FOLDER"));
    let fonts: Vec<Font> = FONTS.map(font).into();
    let mut pages: Vec<PathBuf> = fs::read_dir(&folder).expect("the folder").flatten().map(|e| e.path()).collect();
    pages.retain(|file| file.extension().is_some_and(|kind| kind == "typ") && !file.ends_with(SHARED));
    pages.sort();
    for page in pages {
        draw(&Desk::new(&folder, &page, fonts.clone()), &page);
    }
}

fn draw(desk: &Desk, page: &Path) {
    let refuse = |errors: typst::ecow::EcoVec<typst::diag::SourceDiagnostic>| -> ! {
        panic!("{}: {}", page.display(), errors[0].message)
    };
    let document = typst::compile::<typst_layout::PagedDocument>(desk).output.unwrap_or_else(|errors| refuse(errors));
    let pdf = typst_pdf::pdf(&document, &typst_pdf::PdfOptions::default()).unwrap_or_else(|errors| refuse(errors));
    let file = tempfile::NamedTempFile::new().expect("a file");
    fs::write(file.path(), pdf).expect("written");
    let output = Command::new("pdftoppm").args(["-singlefile", "-r", DOTS_AN_INCH]).arg(file.path()).output();
    let output = output.expect("pdftoppm: install poppler-utils");
    assert!(output.status.success(), "{}: {}", page.display(), String::from_utf8_lossy(&output.stderr));
    let picture = page.with_extension("png");
    save(&output.stdout, &picture);
    println!("{}", picture.display());
}

type Colour = [u8; 3];

/// Writes a PPM down as a PNG of at most 256 colours.
fn save(ppm: &[u8], picture: &Path) {
    // `P6`, width and height, the largest value, each on its line; then three bytes a pixel.
    let mut parts = ppm.splitn(4, |byte| *byte == b'\n');
    let mut part = || parts.next().expect("a PPM");
    assert_eq!(part(), b"P6");
    let size = String::from_utf8_lossy(part()).into_owned();
    let mut sides = size.split(' ').map(|side| side.parse().expect("a size"));
    let (width, height) = (sides.next().expect("a width"), sides.next().expect("a height"));
    assert_eq!(part(), b"255");
    let (pixels, _) = part().as_chunks::<3>();

    let mut counts: HashMap<Colour, usize> = HashMap::new();
    pixels.iter().for_each(|pixel| *counts.entry(*pixel).or_default() += 1);
    let mut palette: Vec<Colour> = counts.keys().copied().collect();
    palette.sort_unstable_by_key(|colour| (std::cmp::Reverse(counts[colour]), *colour));
    palette.truncate(256);
    let places: HashMap<Colour, u8> = counts.keys().map(|colour| (*colour, nearest(*colour, &palette))).collect();
    let places: Vec<u8> = pixels.iter().map(|pixel| places[pixel]).collect();

    let mut encoder = png::Encoder::new(File::create(picture).expect("created"), width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().expect("written");
    writer.write_image_data(&places).expect("written");
}

fn nearest(colour: Colour, palette: &[Colour]) -> u8 {
    let distance =
        |other: &Colour| colour.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum::<u32>();
    let place = palette.iter().enumerate().min_by_key(|(_, other)| distance(other)).map_or(0, |(place, _)| place);
    u8::try_from(place).expect("256 colours")
}

fn font(file: &str) -> Font {
    let bytes = fs::read(file).unwrap_or_else(|error| panic!("{file}: {error}; install fonts-noto-cjk"));
    Font::new(Bytes::new(bytes), 2).expect("a font")
}

/// What typst sees: one page, what the pages share, and the fonts.
struct Desk {
    main: Source,
    shared: Source,
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    library: LazyHash<Library>,
}

impl Desk {
    fn new(folder: &Path, page: &Path, fonts: Vec<Font>) -> Self {
        let name = page.file_name().and_then(|name| name.to_str()).expect("a name");
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let library = LazyHash::new(Library::default());
        Self { main: source(folder, name), shared: source(folder, SHARED), fonts, book, library }
    }
}

fn source(folder: &Path, name: &str) -> Source {
    let id = RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).expect("a plain name")).intern();
    Source::new(id, fs::read_to_string(folder.join(name)).expect("the page"))
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = [&self.main, &self.shared].into_iter().find(|source| source.id() == id);
        known.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
