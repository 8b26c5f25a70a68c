//! All that typst sees: our templates, the fonts, one order. No file, no package, no clock.

use crate::Trouble;
use crate::fonts::Chosen;
use std::collections::HashMap;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _};

/// The templates, by name.
const TEMPLATES: [(&str, &str); 5] = [
    ("page.typ", include_str!("../templates/page.typ")),
    ("readiness.typ", include_str!("../templates/readiness.typ")),
    ("guide.typ", include_str!("../templates/guide.typ")),
    ("application.typ", include_str!("../templates/application.typ")),
    ("list.typ", include_str!("../templates/list.typ")),
];

/// The templates, read once.
pub(crate) struct Templates(HashMap<FileId, Source>);

impl Templates {
    pub(crate) fn new() -> Self {
        Self(TEMPLATES.map(|(name, text)| (id(name), Source::new(id(name), text.into()))).into())
    }
}

/// The id of a template; the same at every call.
fn id(name: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).expect("a plain name")).intern()
}

/// One document's world.
pub(crate) struct Workbench<'a> {
    templates: &'a Templates,
    template: &'static str,
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    library: LazyHash<Library>,
}

impl<'a> Workbench<'a> {
    /// `inputs` are what the template sees as `sys.inputs`.
    pub(crate) fn new(templates: &'a Templates, template: &'static str, fonts: Chosen, inputs: Dict) -> Self {
        let Chosen(fonts) = fonts;
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let library = LazyHash::new(Library::builder().with_inputs(inputs).build());
        Self { templates, template, fonts, book, library }
    }

    /// Where a template fails. What typst says of it is left out: it may quote the order.
    pub(crate) fn blame(&self, errors: &[SourceDiagnostic]) -> Trouble {
        let place = errors.iter().find_map(|error| {
            let template = error.span.id()?;
            let at = self.range(error.span)?.start;
            let line = self.source(template).ok()?.lines().byte_to_line(at)?;
            let (name, _) = TEMPLATES.into_iter().find(|(name, _)| id(name) == template)?;
            Some((name, line + 1))
        });
        let (template, line) = place.unwrap_or((self.template, 0));
        Trouble::Template(template, line)
    }
}

impl World for Workbench<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        id(self.template)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.templates.0.get(&id).cloned().ok_or(FileError::AccessDenied)
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
