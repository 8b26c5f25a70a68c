//! From the catalog to what the index takes in: the only place that knows the shape of a matter.

use super::{Entry, Part};
use crate::catalog::{Catalog, Matter};
use crate::text::Text;

/// One entry a matter, in the catalog's order, with every text in both languages.
pub fn entries(catalog: &Catalog) -> Vec<Entry<'_>> {
    catalog.matters.iter().map(|matter| Entry { key: &matter.matter.key, texts: texts(matter) }).collect()
}

fn texts(matter: &Matter) -> Vec<(Part, &str)> {
    let header = &matter.matter;
    let mut texts = vec![(Part::Name, &header.name), (Part::Summary, &header.summary)];
    texts.extend(matter.items.iter().flat_map(|item| [(Part::Item, &item.name), (Part::Result, &item.result)]));
    texts.extend(matter.papers.iter().map(|paper| (Part::Paper, &paper.name)));
    texts.into_iter().flat_map(|(part, text)| both(part, text)).collect()
}

fn both(part: Part, text: &Text) -> [(Part, &str); 2] {
    [(part, &text.zh), (part, &text.en)]
}
