//! Choosing a matter.

use super::attract;
use super::guide::Guide;
use super::privacy::Privacy;
use super::progress::Progress;
use super::search::Search;
use super::state::State;
use super::visit::Visit;
use super::{Event, Shared, Touch};
use crate::catalog::{Matter, MatterKind, Side, open_at};
use crate::shelf::Freshness;
use crate::text::Language;
use std::sync::Arc;

/// The matters of a person, or of an enterprise.
pub struct Home {
    side: Side,
    /// All of them are wanted, in elder mode too.
    all: bool,
}

/// What elder mode's last tile is called: it leads to the rest. No folder has such a name.
const MORE: &str = "*";

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct HomeView {
    /// Whose matters.
    pub side: Side,
    /// The matters.
    pub matters: Vec<Tile>,
}

/// A matter on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// How many items, how many minutes.
    pub facts: String,
    /// Why it cannot be done now; `None` when it can.
    pub closed: Option<String>,
}

impl Home {
    pub(super) fn enter() -> State {
        State::Home(Self { side: Side::Person, all: false })
    }

    pub(super) fn on(self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::Search) => Search::enter(),
            Event::Touch(Touch::Privacy) => State::Privacy(Privacy),
            Event::Touch(Touch::ChooseSide(side)) => State::Home(Self { side, ..self }),
            Event::Touch(Touch::Choose(key)) if key == MORE => State::Home(Self { all: true, ..self }),
            Event::Touch(Touch::Choose(key)) => begin(&key, shared).unwrap_or(State::Home(self)),
            _ => State::Home(self),
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> HomeView {
        let few = shared.ease.elder && !self.all && self.side == Side::Person && !shared.catalog.elders.is_empty();
        if few {
            let matters = shared.catalog.elders.iter().filter_map(|key| shared.catalog.matter(key));
            let matters = matters.map(|matter| tile(matter, shared)).chain([more(shared)]).collect();
            return HomeView { side: self.side, matters };
        }
        // In the order of the life stages; what stands in none comes last.
        let stages: Vec<&String> = shared.catalog.themes.iter().flat_map(|theme| &theme.matters).collect();
        let place = |matter: &&Matter| stages.iter().position(|key| **key == matter.matter.key).unwrap_or(stages.len());
        let mut matters: Vec<&Matter> =
            shared.catalog.matters.iter().filter(|matter| matter.matter.side == self.side).collect();
        matters.sort_by_key(place);
        HomeView { side: self.side, matters: matters.into_iter().map(|matter| tile(matter, shared)).collect() }
    }
}

/// To the matters that elder mode does not show at once.
fn more(shared: &Shared) -> Tile {
    Tile {
        key: MORE.to_owned(),
        name: shared.words("更多事项", "More").to_owned(),
        summary: shared.words("看一看还能办什么", "See what else can be done here").to_owned(),
        facts: String::new(),
        closed: None,
    }
}

/// Begins a matter, if there is one with this key and it can be done now.
pub(super) fn begin(key: &str, shared: &mut Shared) -> Option<State> {
    let catalog = Arc::clone(&shared.catalog);
    catalog.matter(key).filter(|matter| closed(matter, shared).is_none())?;
    let visit = Box::new(Visit::new(catalog, key, shared.moment.fresh)?);
    Some(match visit.matter().matter.kind {
        MatterKind::Progress => Progress::enter(visit, shared),
        _ => Guide::enter(visit, shared),
    })
}

fn tile(matter: &Matter, shared: &Shared) -> Tile {
    let header = &matter.matter;
    let (items, minutes) = (matter.items.len(), header.minutes);
    let departments: std::collections::BTreeSet<_> = matter.items.iter().map(|item| &item.department.key).collect();
    let facts = match shared.language {
        Language::Chinese => format!("{}个部门 · {items}个事项 · 约{minutes}分钟", departments.len()),
        Language::English => {
            format!("{} offices · {items} items · about {minutes} minutes", departments.len())
        }
    };
    Tile {
        key: header.key.clone(),
        name: shared.text(&header.name),
        summary: shared.text(&header.summary),
        facts,
        closed: closed(matter, shared),
    }
}

pub(super) fn closed(matter: &Matter, shared: &Shared) -> Option<String> {
    if shared.freshness == Freshness::Closed {
        return Some(attract::closed(shared));
    }
    let hours = &matter.matter.hours;
    if !open_at(hours, shared.moment.wall) {
        let spans: Vec<String> = hours.iter().map(|span| span.words(shared.language)).collect();
        return Some(match shared.language {
            Language::Chinese => format!("办理时间：{}", spans.join("；")),
            Language::English => format!("Open {}", spans.join("; ")),
        });
    }
    let missed = match matter.matter.kind {
        // The department makes it, with its own seal.
        MatterKind::Certificate => Some(shared.words("，暂时开不了证明", ": no certificates for now")),
        // The number is the hall's, and nobody here can make one up.
        MatterKind::Queue => Some(shared.words("，暂时取不了号", ": no numbers for now")),
        _ => None,
    };
    if let Some((why, missed)) = shared.without_line().zip(missed) {
        return Some(format!("{why}{missed}"));
    }
    shared.readiness.closes(&matter.matter.devices).map(|reason| shared.text(&reason))
}
