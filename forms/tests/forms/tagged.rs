//! Those who do not see a page can have it read to them.

use crate::poppler;
use crate::samples::{all, typeset};

#[test]
fn every_document_is_a_tagged_a4_pdf_with_a_title() {
    for (form, document) in all() {
        let Some(said) = poppler::info(&typeset(document).expect(form)) else { return };
        let line = |key: &str| said.lines().find(|line| line.starts_with(key)).unwrap_or_default().to_owned();
        assert!(line("Tagged:").ends_with("yes"), "{form}: {said}");
        assert!(line("Page size:").ends_with("(A4)"), "{form}: {said}");
        assert!(line("Title:").len() > "Title:          ".len(), "{form}: {said}");
    }
}

#[test]
fn headings_and_tables_are_told_from_running_text() {
    for (form, document) in all() {
        let Some(said) = poppler::structure(&typeset(document).expect(form)) else { return };
        for part in ["Document", "Table", "TH", "TD"] {
            let told = said.lines().any(|line| line.split([' ', ':']).find(|word| !word.is_empty()) == Some(part));
            // The application of the sample has its heads in the table of promises.
            assert!(told, "{form} has no {part}: {said}");
        }
    }
}
