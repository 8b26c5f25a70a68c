//! From the catalog to what the index takes in: the only place that knows the shape of a matter.
//!
//! The words of a life stage lead to every matter of it, below what a matter says of itself. Words by which people ask
//! stand in whatever language they ask in; all other texts come in both.

use super::{Entry, Part};
use crate::catalog::{Catalog, Matter, Theme};
use crate::text::Text;

/// One entry a matter, in the catalog's order, with all by which it can be found.
pub fn entries(catalog: &Catalog) -> Vec<Entry<'_>> {
    let entry = |matter| Entry { key: key(matter), texts: texts(catalog, matter) };
    catalog.matters.iter().map(entry).collect()
}

fn texts<'a>(catalog: &'a Catalog, matter: &'a Matter) -> Vec<(Part, &'a str)> {
    let header = &matter.matter;
    let mut texts = vec![(Part::Name, &header.name), (Part::Summary, &header.summary)];
    texts.extend(header.short.as_ref().map(|short| (Part::Name, short)));
    texts.extend(matter.items.iter().flat_map(|item| [(Part::Item, &item.name), (Part::Result, &item.result)]));
    texts.extend(matter.papers.iter().map(|paper| (Part::Paper, &paper.name)));
    let stages: Vec<&Theme> =
        catalog.themes.iter().filter(|theme| theme.matters.iter().any(|of| of == key(matter))).collect();
    texts.extend(stages.iter().map(|stage| (Part::Theme, &stage.name)));
    let asked = header.aliases.iter().map(|words| (Part::Alias, words.as_str()));
    let asked = asked.chain(stages.iter().flat_map(|stage| &stage.aliases).map(|words| (Part::Theme, words.as_str())));
    texts.into_iter().flat_map(|(part, text)| both(part, text)).chain(asked).collect()
}

fn key(matter: &Matter) -> &str {
    &matter.matter.key
}

fn both(part: Part, text: &Text) -> [(Part, &str); 2] {
    [(part, &text.zh), (part, &text.en)]
}
