//! Typesets the kiosk's A4 paper: an order in, a tagged PDF out.
//!
//! The pages are data: a template a document in `templates/`, in typst's language, over one shared `page.typ`. Typst runs
//! here without files, packages or a clock: see [`world`].
//!
//! - What a citizen wrote is text and never markup: it reaches a template as a value.
//! - The same order gives the same bytes: a document's identity at the printer follows from them.
//! - A document is whole or refused. What no font has is refused too: a name with a box in it is somebody else's name.
//! - A document leaves nothing in the typesetter's memory: some hundred in one process take no more than one.
//! - An error quotes nothing of the order.
//!
//! Limits: those of `yici-document`. Copies that typst and serde make are freed, not zeroed; the program ends after one
//! document, and leaves no memory dump.

pub mod bounds;
pub mod fonts;
pub mod limits;
mod world;

use bounds::OutOfBounds;
use fonts::{FontTrouble, Fonts};
use serde::Deserialize as _;
use typst::comemo;
use typst::foundations::{Dict, IntoValue as _};
use typst_pdf::PdfOptions;
use world::{Templates, Workbench};
use yici_document::{Document, MAX_ORDER, Order, VERSION};

/// Typesets one document after the other.
pub struct Typesetter {
    fonts: Fonts,
    templates: Templates,
}

/// Why there is no paper. For a technician; nothing of it is personal.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The order is longer than any.
    #[error("the order has more than {MAX_ORDER} bytes; this is a fault of the kiosk's own, report it")]
    TooLong,
    /// It is no order. The parser's own words are left out: they quote what stands there.
    #[error(
        "no order of version {VERSION} (line {0}, column {1}); install the kiosk and form-render of one and the same version"
    )]
    NotAnOrder(usize, usize),
    /// It is one of another version.
    #[error(
        "an order of version {0} instead of {VERSION}; install the kiosk and form-render of one and the same version"
    )]
    Version(u8),
    /// A part of it is beyond its bounds.
    #[error("{0}; this is a fault of the kiosk's own, report it")]
    OutOfBounds(#[from] OutOfBounds),
    /// A font is missing.
    #[error(transparent)]
    Font(#[from] FontTrouble),
    /// A template does not fit its document.
    #[error("the template {0} fails at line {1}; this is a fault of form-render, report it")]
    Template(&'static str, usize),
}

impl Typesetter {
    /// Opens the fonts and reads the templates.
    ///
    /// # Errors
    /// Names the font that is missing.
    pub fn new() -> Result<Self, Trouble> {
        Ok(Self { fonts: Fonts::open()?, templates: Templates::new() })
    }

    /// Typesets one order, given as JSON.
    ///
    /// # Errors
    /// Says who must do what; quotes nothing of the order.
    pub fn pdf(&self, order: &[u8]) -> Result<Vec<u8>, Trouble> {
        let order = parse(order)?;
        let value = serde_json::to_value(&order).expect("strings and numbers are always JSON");
        bounds::check(&order, &value)?;
        let fonts = self.fonts.for_texts(&value)?;

        let mut inputs = Dict::deserialize(value).expect("an order is an object");
        inputs.insert("fonts".into(), fonts.families().into_value());
        let template = template(&order.document);
        let pdf = print(&Workbench::new(&self.templates, template, fonts, inputs));
        // On success and on failure: what was remembered of this document must not wait for the next. By typst's own
        // re-export: another version of comemo would clear its own, empty memory.
        comemo::evict(0);
        pdf
    }
}

fn parse(order: &[u8]) -> Result<Order, Trouble> {
    if order.len() > MAX_ORDER {
        return Err(Trouble::TooLong);
    }
    let order: Order =
        serde_json::from_slice(order).map_err(|error| Trouble::NotAnOrder(error.line(), error.column()))?;
    if order.version == VERSION { Ok(order) } else { Err(Trouble::Version(order.version)) }
}

/// The template of a document.
fn template(document: &Document) -> &'static str {
    match document {
        Document::Readiness(_) => "readiness.typ",
        Document::Guide(_) => "guide.typ",
        Document::Application(_) => "application.typ",
        Document::List(_) => "list.typ",
    }
}

fn print(bench: &Workbench<'_>) -> Result<Vec<u8>, Trouble> {
    let fails = |errors: typst::ecow::EcoVec<typst::diag::SourceDiagnostic>| bench.blame(&errors);
    let pages = typst::compile::<typst_layout::PagedDocument>(bench).output.map_err(fails)?;
    let options =
        PdfOptions { creator: typst::foundations::Smart::Custom(Some("Yici".into())), ..PdfOptions::default() };
    typst_pdf::pdf(&pages, &options).map_err(fails)
}
