//! Brings into the matters what the shared files say: names of departments, shared papers, built-in options.
//!
//! What leads nowhere stays empty here, and is a finding in `sound`.

use super::paper::MANDATE;
use super::{Catalog, FieldKind, Paper, Side, nations, shared};

pub(super) fn link(catalog: &mut Catalog) {
    let Catalog { fields, papers, holders, departments, matters, .. } = catalog;
    for field in fields.values_mut().filter(|field| field.options.is_empty()) {
        field.options = match field.kind {
            FieldKind::Nation => nations::options(),
            FieldKind::YesNo => nations::yes_no(),
            _ => Vec::new(),
        };
    }
    for matter in matters {
        // An enterprise always comes by an agent, whom its form asks for; a person may send somebody.
        let may_send = matter.matter.agent && matter.matter.side == Side::Person;
        if may_send && !matter.papers.iter().any(Paper::is_mandate) {
            let mandate = |shared: &Paper| Paper { shared: Some(MANDATE.into()), ..shared.clone() };
            matter.papers.extend(papers.get(MANDATE).map(mandate));
        }
        for item in &mut matter.items {
            if let Some(department) = departments.get(&item.department.key) {
                item.department.name = department.name.clone();
            }
        }
        for paper in &mut matter.papers {
            let shared = paper.shared.as_ref().and_then(|key| papers.get(key));
            let holder = holders.get(&paper.holder).filter(|holder| holder.key != shared::APPLICANT);
            if let Some(shared) = shared {
                paper.complete(shared, holder.map(|holder| &holder.name));
            }
        }
    }
}
