//! Keys -> text. What a key means depends on the field and on the panel that is up: a letter is pinyin in a Chinese field,
//! itself elsewhere, and the reading of one character on the panel of rare ones. Where Chinese can be written, it can also
//! be written by hand.
//!
//! Nothing of it outlives the citizen: what is being written is cleared with every field, and the composer is replaced with
//! every wipe.

mod binding;
mod hand;
mod single;

pub(super) use binding::bind;

use super::{OnTouch, lines, list};
use crate::areas::Path;
use crate::catalog::FieldKind;
use crate::session::Touch;
use crate::session::view::SheetView;
use crate::writing::{Composer, Engine, NextWords, Rare};
use hand::Hand;
use single::Single;
use slint::{ComponentHandle, ModelRc};
use yici_hardware::Personal;
use yici_strokes::Recogniser;
use yici_ui::{App, FormAdapter, Panel};

/// How many words that may follow are offered.
const FOLLOWING: usize = 12;

/// What Chinese is written with.
#[derive(Default)]
pub struct Writers {
    /// Pinyin; without it letters stay letters.
    pub engine: Option<Engine>,
    /// Handwriting; without it there is no pad.
    pub recogniser: Option<Recogniser>,
    /// What follows what was written.
    pub next: NextWords,
    /// Single characters of names.
    pub rare: Rare,
}

/// What is written in.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    /// Its label, to see that another one began.
    key: &'a str,
    /// What it holds; none for a search, whose letters stay letters: the search itself reads pinyin.
    kind: Option<FieldKind>,
    /// What stands in it.
    value: &'a str,
}

impl Field<'_> {
    /// The field of the search page.
    pub const SEARCH: Field<'static> = Field { key: "search", kind: None, value: "" };

    /// The number on a receipt. No panel is turned to for digits.
    pub const RECEIPT: Field<'static> = Field { key: "receipt", kind: Some(FieldKind::Number), value: "" };
}

impl<'a> Field<'a> {
    /// The field that the sheet is open for.
    pub fn of(sheet: &'a SheetView) -> Self {
        Self { key: &sheet.key, kind: Some(sheet.kind), value: sheet.value.reveal() }
    }

    /// The same where every letter is written as it is touched.
    pub fn exact(sheet: &'a SheetView) -> Self {
        Self { kind: None, ..Self::of(sheet) }
    }
}

/// The keyboard of the sheet.
pub struct Keyboard {
    engine: Option<Engine>,
    composer: Option<Composer>,
    hand: Option<Hand>,
    next: NextWords,
    single: Single,
    /// Province, city, county: as far as they were picked.
    places: Path,
    /// Key and kind of the field being written.
    field: String,
    kind: Option<FieldKind>,
    /// The end of what stands in it: what follows is read from it.
    written: Personal,
    letters: bool,
    panel: Panel,
    /// The pad was called. It comes back with every field that has one, until the citizen goes.
    prefers_hand: bool,
}

impl Keyboard {
    /// A keyboard.
    pub fn new(writers: Writers) -> Self {
        let Writers { engine, recogniser, next, rare } = writers;
        Self {
            composer: engine.as_ref().map(Composer::new),
            engine,
            hand: recogniser.map(Hand::new),
            next,
            single: Single::new(rare),
            places: Path::default(),
            field: String::new(),
            kind: None,
            written: Personal::default(),
            letters: false,
            panel: Panel::Keys,
            prefers_hand: false,
        }
    }

    /// Follows the page to the field that is open.
    pub fn follow(&mut self, app: &App, field: Option<Field<'_>>) {
        let key = field.map(|field| field.key).unwrap_or_default();
        let value = field.map(|field| field.value).unwrap_or_default();
        let is_new = key != self.field;
        if !is_new && value == self.written.reveal() {
            return;
        }
        self.written = Personal::from(value);
        if is_new {
            key.clone_into(&mut self.field);
            self.kind = field.and_then(|field| field.kind);
            self.letters = self.composer.is_none();
            self.clear();
            // An address begins with its province.
            self.panel = match self.kind {
                Some(FieldKind::Address) if value.is_empty() => Panel::Areas,
                kind if self.prefers_hand && kind.is_none_or(FieldKind::is_chinese) => Panel::Hand,
                _ => Panel::Keys,
            };
        }
        self.show(app);
    }

    /// Forgets everything.
    pub fn wipe(&mut self, app: &App) {
        self.composer = self.engine.as_ref().map(Composer::new);
        self.field.clear();
        self.kind = None;
        self.written = Personal::default();
        self.panel = Panel::Keys;
        self.prefers_hand = false;
        self.clear();
        self.show(app);
    }

    /// Throws away what is being written.
    fn clear(&mut self) {
        if let Some(composer) = &mut self.composer {
            composer.clear();
        }
        if let Some(hand) = &mut self.hand {
            hand.clear();
        }
        self.single.clear();
        self.places = Path::default();
    }

    fn is_chinese(&self) -> bool {
        self.kind.is_some_and(FieldKind::is_chinese)
    }

    fn can_pick_places(&self) -> bool {
        matches!(self.kind, Some(FieldKind::Address | FieldKind::Area))
    }

    /// Puts another panel up, where the field has it.
    fn turn_to(&mut self, panel: Panel) {
        let has = match panel {
            Panel::Keys => true,
            Panel::Hand => self.hand.is_some(),
            Panel::Areas => self.can_pick_places(),
            Panel::Rare | Panel::Symbols => self.is_chinese(),
        };
        if has {
            self.clear();
            self.panel = panel;
            self.prefers_hand = panel == Panel::Hand || self.prefers_hand && panel != Panel::Keys;
        }
    }

    /// The pad, while it is up.
    fn pad(&mut self) -> Option<&mut Hand> {
        self.hand.as_mut().filter(|_| self.panel == Panel::Hand)
    }

    /// What a key writes, if it writes something.
    fn key(&mut self, key: &str) -> Option<Touch> {
        if let Some(hand) = self.pad().filter(|hand| !hand.is_empty())
            && key == "backspace"
        {
            hand.clear();
            return None;
        }
        if self.panel == Panel::Rare && self.single.key(key) {
            return None;
        }
        let composing = self.composing();
        match key {
            "backspace" if composing => self.composer.as_mut()?.backspace(),
            "backspace" => return Some(Touch::EraseLast),
            "clear" if composing => self.composer.as_mut()?.clear(),
            "clear" => return Some(Touch::EraseAll),
            "space" if composing => return self.candidate(0),
            "space" => return Some(write(" ")),
            _ if !self.is_chinese() || self.letters || self.panel != Panel::Keys => return Some(write(key)),
            _ => {
                let letter = key.chars().next()?;
                let taken = self.composer.as_mut().is_some_and(|composer| composer.key(letter));
                if !taken && !composing {
                    return Some(write(key));
                }
            }
        }
        None
    }

    fn composing(&self) -> bool {
        self.composer.as_ref().is_some_and(|composer| !composer.composing().is_empty())
    }

    fn candidate(&mut self, place: usize) -> Option<Touch> {
        let following = self.following();
        let text = match self.panel {
            _ if !following.is_empty() => following.into_iter().nth(place),
            Panel::Hand => self.hand.as_mut()?.pick(place),
            Panel::Rare => self.single.pick(place),
            _ => self.composer.as_mut()?.pick(place),
        };
        text.map(|text| Touch::Write(Personal::new(text)))
    }

    /// What may follow what stands in the field. Names are no words, and nothing is guessed of them.
    fn following(&self) -> Vec<String> {
        let is_idle = match self.panel {
            Panel::Keys => !self.letters && !self.composing(),
            Panel::Hand => self.hand.as_ref().is_some_and(Hand::is_empty),
            _ => false,
        };
        match self.kind {
            Some(FieldKind::Text | FieldKind::Address | FieldKind::Lines) if is_idle => {
                self.next.after(self.written.reveal(), FOLLOWING)
            }
            _ => Vec::new(),
        }
    }

    fn turn(&mut self, forward: bool) {
        match (self.panel, &mut self.composer) {
            (Panel::Rare, _) => self.single.turn(forward),
            (Panel::Keys, Some(composer)) if forward => composer.next_page(),
            (Panel::Keys, Some(composer)) => composer.previous_page(),
            _ => {}
        }
    }

    /// Goes on to a place, and writes it once it is whole.
    fn place(&mut self, place: usize) -> Option<Touch> {
        self.places.go(place);
        if self.places.is_whole() { self.write_place() } else { None }
    }

    fn write_place(&mut self) -> Option<Touch> {
        let text = if self.kind == Some(FieldKind::Area) { self.places.code().to_owned() } else { self.places.words() };
        self.turn_to(if self.prefers_hand && self.is_chinese() { Panel::Hand } else { Panel::Keys });
        (!text.is_empty()).then(|| Touch::Write(Personal::new(text)))
    }

    fn show(&self, app: &App) {
        let adapter = app.global::<FormAdapter>();
        adapter.set_latin_letters(self.letters);
        adapter.set_can_write_by_hand(self.hand.is_some());
        adapter.set_can_find_rare(true);
        adapter.set_can_pick_areas(self.can_pick_places());
        adapter.set_panel(self.panel);
        let hand = self.hand.as_ref().filter(|_| self.panel == Panel::Hand);
        adapter.set_ink(hand.map(Hand::path).unwrap_or_default().into());
        adapter.set_has_ink(hand.is_some_and(|hand| !hand.is_empty()));
        adapter.set_areas_path(self.places.words().into());
        let areas = if self.panel == Panel::Areas {
            self.places.next().iter().map(|area| area.name.to_owned()).collect()
        } else {
            Vec::new()
        };
        adapter.set_areas(list(adapter.get_areas(), lines(&areas)));

        let composer = self.composer.as_ref().filter(|_| self.panel == Panel::Keys);
        let (composing, more, candidates) = match (self.panel, composer) {
            (Panel::Rare, _) => (self.single.asked(), self.single.more(), self.single.offered()),
            (Panel::Hand, _) => (String::new(), false, hand.map(Hand::offered).unwrap_or_default()),
            (_, Some(composer)) => (composer.composing(), composer.more(), composer.candidates()),
            (_, None) => (String::new(), false, Vec::new()),
        };
        adapter.set_composing(super::end_of(&composing).into());
        adapter.set_more_candidates(more);
        offer(&adapter, if candidates.is_empty() { self.following() } else { candidates });
    }
}

fn offer(adapter: &FormAdapter, candidates: Vec<String>) {
    let shown = adapter.get_candidates();
    adapter.set_candidates(if candidates.is_empty() { ModelRc::default() } else { list(shown, lines(&candidates)) });
}

fn write(text: &str) -> Touch {
    Touch::Write(text.into())
}
