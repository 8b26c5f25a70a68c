//! What a clerk should not publish, though a kiosk could serve with it.
//!
//! Vague words, untranslated texts, questions and items that nothing reaches, codes with a wrong structure, limits without
//! a basis, pictures that cannot be shown, and whatever is never used. `yici services lint` says all of it.

mod codes;
mod devices;
mod reach;
mod unused;
mod words;

use super::finding::Report;
use super::{Catalog, Finding, Matter, Source, texts};

/// More questions than this, and citizens give up.
const MOST_QUESTIONS: usize = 12;
/// More items than this are two matters.
const MOST_ITEMS: usize = 40;

/// Everything that should be mended in a catalog that [`super::parse`] took.
pub fn lint(catalog: &Catalog, sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut matters = catalog.matters.iter();
    for source in sources {
        let mut report = Report::new(source, &mut findings);
        if !source.is_matter() {
            words::check(&texts::of_shared(catalog, &source.path), &mut report);
            unused::in_shared(catalog, &source.path, &mut report);
            continue;
        }
        let Some(matter) = matters.next() else { continue };
        words::check(&texts::of_matter(matter), &mut report);
        reach::check(matter, &mut report);
        codes::check(matter, &mut report);
        devices::check(matter, &mut report);
        unused::in_matter(catalog, matter, &mut report);
        size_and_basis(matter, &mut report);
    }
    findings.extend(catalog.flaws.iter().cloned());
    findings
}

fn size_and_basis(matter: &Matter, report: &mut Report<'_>) {
    if matter.questions.len() > MOST_QUESTIONS {
        report.at("question", format!("more than {MOST_QUESTIONS} questions; a citizen gives up: take some out"));
    }
    if matter.items.len() > MOST_ITEMS {
        report.at("item", format!("more than {MOST_ITEMS} items; make it two matters"));
    }
    for (place, item) in matter.items.iter().enumerate() {
        let official = !matter.matter.demonstration && !item.demonstration;
        if official && item.statutory_days.is_some() && item.basis.is_empty() {
            let problem =
                "a statutory limit rests on a law: add `basis`, or `demonstration = true` where it is not sure";
            report.at(&format!("item/{place}/statutory-days"), problem);
        }
    }
}
