//! What is known of a citizen beforehand, so that it is only confirmed and not asked again.
//!
//! - A value fills a field only where its origin is one that the dictionary allows for that field.
//! - What the citizen wrote stays; else the surest origin wins: card, platform, licence, earlier application.
//! - A value that fails its own check is not taken: the citizen would have to mend what somebody else got wrong.

mod asked;

pub use asked::{Asked, accepted};

use super::checks::complaint;
use super::{Entry, Form, Origin};
use crate::catalog::{Catalog, Field, FieldOrigin};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Most values and papers that are looked at; more are left out.
const MOST: usize = 500;

/// Fields and papers known beforehand.
#[derive(Default)]
pub struct Known {
    /// Field key -> value and origin; several origins may know one field.
    pub fields: Vec<(String, Entry)>,
    /// Type and holder of a paper -> where it is.
    pub papers: KnownPapers,
}

/// Papers that need not be shown: type (the key in `papers.toml`, or the paper's own) and holder -> where they are.
pub type KnownPapers = BTreeMap<(String, String), Origin>;

/// Fills the form with what is known.
pub fn fill(form: &mut Form, catalog: &Catalog, known: &Known, today: Date) {
    for (key, entry) in known.fields.iter().take(MOST) {
        let Some(field) = catalog.fields.get(key).filter(|field| allows(field, entry.origin)) else { continue };
        let surer = form.get(key).is_none_or(|there| there.origin != Origin::Citizen && entry.origin < there.origin);
        let short = entry.value.reveal().chars().count() <= field.longest;
        let fits = short && !complaint(field, entry.value.reveal(), today).is_some_and(|found| found.bars());
        if surer && fits && !entry.value.reveal().is_empty() {
            form.insert(key.clone(), entry.clone());
        }
    }
}

fn allows(field: &Field, origin: Origin) -> bool {
    match origin {
        Origin::Card | Origin::Code => field.card.is_some(),
        Origin::Platform => field.origin.contains(&FieldOrigin::Platform),
        Origin::Licence => field.origin.contains(&FieldOrigin::Licence),
        Origin::Earlier => field.origin.contains(&FieldOrigin::Earlier),
        Origin::Citizen => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Source, parse};
    use jiff::civil::date;
    use yici_hardware::Personal;

    fn catalog() -> Catalog {
        let text = r#"
[[field]]
key = "mobile"
kind = "mobile"
name = { zh = "手机", en = "Mobile" }
group = { zh = "人", en = "Person" }
origin = ["platform", "earlier"]
[[field]]
key = "note"
kind = "text"
name = { zh = "说明", en = "Note" }
group = { zh = "人", en = "Person" }
"#;
        let source = Source { path: "fields.toml".into(), text: text.into() };
        parse(&[source]).unwrap_or_else(|findings| panic!("{}", findings[0]))
    }

    fn entry(value: &str, origin: Origin) -> Entry {
        Entry { value: Personal::from(value), origin }
    }

    fn filled(known: &[(&str, &str, Origin)], form: Form) -> Form {
        let fields = known.iter().map(|(key, value, origin)| ((*key).to_owned(), entry(value, *origin))).collect();
        let mut form = form;
        fill(&mut form, &catalog(), &Known { fields, ..Known::default() }, date(2026, 11, 22));
        form
    }

    #[test]
    fn the_surer_origin_wins_whatever_the_order() {
        let (sure, old) = (("mobile", "13900000000", Origin::Platform), ("mobile", "13911111111", Origin::Earlier));
        for known in [[sure, old], [old, sure]] {
            assert!(filled(&known, Form::new())["mobile"].origin == Origin::Platform);
        }
    }

    #[test]
    fn what_the_citizen_wrote_stays() {
        let form = Form::from([("mobile".into(), entry("13922222222", Origin::Citizen))]);
        assert!(filled(&[("mobile", "13900000000", Origin::Platform)], form)["mobile"].origin == Origin::Citizen);
    }

    #[test]
    fn an_origin_that_the_dictionary_does_not_allow_and_a_wrong_value_are_not_taken() {
        assert!(filled(&[("note", "旧的", Origin::Earlier)], Form::new()).is_empty());
        assert!(filled(&[("mobile", "12345", Origin::Platform)], Form::new()).is_empty());
        assert!(filled(&[("nobody", "1", Origin::Platform)], Form::new()).is_empty());
    }
}
