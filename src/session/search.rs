//! Looking for a matter by its words.

use super::home::{self, Home, closed};
use super::state::State;
use super::{Event, Shared, Touch};
use crate::search::{Hit, LONGEST_QUERY, Part};
use std::ops::Range;
use yici_hardware::Personal;

/// Most matters that an answer holds; a better word finds the rest.
const MOST: usize = 12;

/// What is looked for. It may be a hardship that nobody else need know of, so it is the citizen's own.
#[derive(Default)]
pub struct Search {
    query: Personal,
}

/// What the page shows.
#[derive(Clone, PartialEq)]
pub struct SearchView {
    /// What was written so far.
    pub query: Personal,
    /// The matters found, best first.
    pub found: Vec<FoundView>,
    /// What to do, while nothing is found.
    pub hint: String,
}

/// A matter that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundView {
    /// Its key.
    pub key: String,
    /// Its name, and which bytes of it answer; an empty range where another text does.
    pub name: (String, Range<usize>),
    /// What the text below the name is, such as "item"; empty for the matter's summary.
    pub part: String,
    /// The text that answers and which bytes of it do; or the summary, where the name does.
    pub text: (String, Range<usize>),
    /// Why it cannot be done now; `None` when it can.
    pub closed: Option<String>,
}

impl Search {
    pub(super) fn enter() -> State {
        State::Search(Self::default())
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        let Event::Touch(touch) = event else {
            return State::Search(self);
        };
        match touch {
            Touch::Write(text) => self.write(text.reveal()),
            Touch::EraseLast => {
                self.query.reveal_mut().pop();
            }
            Touch::EraseAll => self.query = Personal::default(),
            Touch::Back => return Home::enter(),
            Touch::Choose(key) => return home::begin(&key, shared).unwrap_or(State::Search(self)),
            _ => {}
        }
        State::Search(self)
    }

    /// Puts text at the end, as much of it as is read.
    fn write(&mut self, text: &str) {
        let query = self.query.reveal_mut();
        let room = LONGEST_QUERY.saturating_sub(query.chars().count());
        query.extend(text.chars().filter(|character| !character.is_control()).take(room));
    }

    pub(super) fn view(&self, shared: &Shared) -> SearchView {
        let query = self.query.reveal();
        let found: Vec<FoundView> =
            shared.index.find(query, MOST).iter().filter_map(|hit| found(hit, shared)).collect();
        let hint = match (found.is_empty(), query.trim().is_empty()) {
            (false, _) => "",
            (true, true) => shared.words(
                "可以写事情的名字，也可以写遇到的事：新生儿、生孩子、退休。打拼音或者拼音的第一个字母也行：tuixiu、tx。",
                "Write its name or what happened, in English, Chinese or pinyin: newborn, tuixiu, or only tx.",
            ),
            (true, false) => shared.words(
                "没有找到。请换一个说法，少写几个字试试；也可以返回，在全部事项里找，或者请工作人员帮忙。",
                "Nothing was found. Try another or a shorter word, go back to the list of all matters, or ask the staff.",
            ),
        };
        SearchView { query: self.query.clone(), found, hint: hint.to_owned() }
    }
}

fn found(hit: &Hit<'_>, shared: &Shared) -> Option<FoundView> {
    let matter = shared.catalog.matter(hit.key)?;
    let name = shared.text(&matter.matter.name);
    let (name, part, text) = if name == hit.why.text {
        ((name, hit.why.range.clone()), String::new(), (shared.text(&matter.matter.summary), 0..0))
    } else {
        ((name, 0..0), part(hit.why.part, shared).to_owned(), (hit.why.text.to_owned(), hit.why.range.clone()))
    };
    Some(FoundView { key: hit.key.to_owned(), name, part, text, closed: closed(matter, shared) })
}

/// What a text is, before the text itself.
fn part(part: Part, shared: &Shared) -> &'static str {
    match part {
        Part::Name | Part::Alias => shared.words("也叫", "also called"),
        Part::Item => shared.words("其中一项", "one item"),
        Part::Theme => shared.words("相关的事", "goes with"),
        Part::Summary => "",
        Part::Result => shared.words("办完拿到", "what you get"),
        Part::Paper => shared.words("要带的材料", "a paper for it"),
    }
}
