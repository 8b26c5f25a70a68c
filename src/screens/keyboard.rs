//! Keys -> text. What a key means depends on the field: a letter is pinyin in a Chinese field, itself elsewhere. Where
//! Chinese can be written, it can also be written by hand.
//!
//! Nothing of it outlives the citizen: composer and pad are cleared with every field, and the composer is replaced with
//! every wipe.

mod hand;

use super::{OnTouch, lines, list};
use crate::session::Touch;
use crate::session::view::SheetView;
use crate::writing::{Composer, Engine};
use hand::Hand;
use slint::{ComponentHandle, ModelRc};
use std::cell::RefCell;
use std::rc::Rc;
use yici_hardware::Personal;
use yici_strokes::Recogniser;
use yici_ui::{App, FormAdapter};

/// What is written in.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    /// Its label, to see that another one began.
    key: &'a str,
    /// Whether letters become characters.
    chinese: bool,
}

impl Field<'_> {
    /// The field of the search page. Letters stay letters there: the search itself reads pinyin.
    pub const SEARCH: Field<'static> = Field { key: "search", chinese: false };
}

impl<'a> Field<'a> {
    /// The field that the sheet is open for.
    pub fn of(sheet: &'a SheetView) -> Self {
        Self { key: &sheet.key, chinese: sheet.kind.is_chinese() }
    }
}

/// The keyboard of the sheet.
pub struct Keyboard {
    engine: Option<Engine>,
    composer: Option<Composer>,
    hand: Option<Hand>,
    /// Key of the field being written.
    field: String,
    chinese: bool,
    letters: bool,
    /// The pad is up instead of the keys. It stays so from field to field, until the citizen goes.
    by_hand: bool,
}

impl Keyboard {
    /// A keyboard; without an engine letters stay letters, without a recogniser there is no pad.
    pub fn new(engine: Option<Engine>, recogniser: Option<Recogniser>) -> Self {
        Self {
            composer: engine.as_ref().map(Composer::new),
            engine,
            hand: recogniser.map(Hand::new),
            field: String::new(),
            chinese: false,
            letters: false,
            by_hand: false,
        }
    }

    /// Follows the page to the field that is open.
    pub fn follow(&mut self, app: &App, field: Option<Field<'_>>) {
        let key = field.map(|field| field.key).unwrap_or_default();
        if key != self.field {
            key.clone_into(&mut self.field);
            self.chinese = field.is_some_and(|field| field.chinese);
            self.letters = self.composer.is_none();
            self.clear();
            self.show(app);
        }
    }

    /// Forgets everything.
    pub fn wipe(&mut self, app: &App) {
        self.composer = self.engine.as_ref().map(Composer::new);
        self.field.clear();
        self.by_hand = false;
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
    }

    /// The pad, while it is up.
    fn pad(&mut self) -> Option<&mut Hand> {
        self.hand.as_mut().filter(|_| self.by_hand)
    }

    /// What a key writes, if it writes something.
    fn key(&mut self, key: &str) -> Option<Touch> {
        let composing = self.composing();
        if let Some(hand) = self.pad().filter(|hand| !hand.is_empty())
            && key == "backspace"
        {
            hand.clear();
            return None;
        }
        match key {
            "backspace" if composing => self.composer.as_mut()?.backspace(),
            "backspace" => return Some(Touch::EraseLast),
            "clear" if composing => self.composer.as_mut()?.clear(),
            "clear" => return Some(Touch::EraseAll),
            "space" if composing => return self.candidate(0),
            "space" => return Some(write(" ")),
            _ if !self.chinese || self.letters => return Some(write(key)),
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
        let text = match self.pad() {
            Some(hand) => hand.pick(place),
            None => self.composer.as_mut()?.pick(place),
        };
        text.map(|text| Touch::Write(Personal::new(text)))
    }

    fn turn(&mut self, page: fn(&mut Composer)) -> Option<Touch> {
        page(self.composer.as_mut().filter(|_| !self.by_hand)?);
        None
    }

    fn show(&self, app: &App) {
        let adapter = app.global::<FormAdapter>();
        adapter.set_latin_letters(self.letters);
        adapter.set_can_write_by_hand(self.hand.is_some());
        adapter.set_by_hand(self.by_hand);
        if let Some(hand) = self.hand.as_ref().filter(|_| self.by_hand) {
            adapter.set_ink(hand.path().into());
            adapter.set_has_ink(!hand.is_empty());
            adapter.set_composing("".into());
            adapter.set_more_candidates(false);
            offer(&adapter, hand.offered());
            return;
        }
        adapter.set_ink("".into());
        adapter.set_has_ink(false);
        let composer = self.composer.as_ref();
        adapter.set_composing(composer.map(Composer::composing).unwrap_or_default().into());
        adapter.set_more_candidates(composer.is_some_and(Composer::more));
        offer(&adapter, composer.map(Composer::candidates).unwrap_or_default());
    }
}

fn offer(adapter: &FormAdapter, candidates: Vec<String>) {
    let shown = adapter.get_candidates();
    adapter.set_candidates(if candidates.is_empty() { ModelRc::default() } else { list(shown, lines(&candidates)) });
}

pub(super) fn bind(app: &App, keyboard: &Rc<RefCell<Keyboard>>, touch: &OnTouch) {
    let adapter = app.global::<FormAdapter>();
    // What every key has in common: it may write something, and the candidates may change.
    let press = {
        let (weak, keyboard, touch) = (app.as_weak(), Rc::clone(keyboard), Rc::clone(touch));
        move |act: &dyn Fn(&mut Keyboard) -> Option<Touch>| {
            let Some(app) = weak.upgrade() else { return };
            let mut keyboard = keyboard.borrow_mut();
            let written = act(&mut keyboard);
            keyboard.show(&app);
            // Even a key that writes nothing yet shows that somebody is there.
            touch(written.unwrap_or(Touch::Anywhere));
        }
    };
    let press = Rc::new(press);
    let on = Rc::clone(&press);
    adapter.on_key(move |key| on(&|keyboard| keyboard.key(&key)));
    let on = Rc::clone(&press);
    adapter.on_candidate(move |place| on(&|keyboard| keyboard.candidate(usize::try_from(place).ok()?)));
    let on = Rc::clone(&press);
    adapter.on_candidates_next(move || on(&|keyboard| keyboard.turn(Composer::next_page)));
    let on = Rc::clone(&press);
    adapter.on_candidates_previous(move || on(&|keyboard| keyboard.turn(Composer::previous_page)));
    let on = Rc::clone(&press);
    adapter.on_switch_hand(move || {
        on(&|keyboard| {
            keyboard.clear();
            keyboard.by_hand = !keyboard.by_hand && keyboard.hand.is_some();
            None
        });
    });
    let stroke = |act: fn(&mut Hand)| {
        let on = Rc::clone(&press);
        move || {
            on(&|keyboard| {
                if let Some(hand) = keyboard.pad() {
                    act(hand);
                }
                None
            });
        }
    };
    adapter.on_ink_up(stroke(Hand::up));
    adapter.on_ink_clear(stroke(Hand::clear));
    let draw = |act: fn(&mut Hand, f32, f32)| {
        let on = Rc::clone(&press);
        move |x: f32, y: f32| {
            on(&|keyboard| {
                if let Some(hand) = keyboard.pad() {
                    act(hand, x, y);
                }
                None
            });
        }
    };
    adapter.on_ink_down(draw(Hand::down));
    adapter.on_ink_move(draw(Hand::go_on));
    adapter.on_switch_letters(move || {
        press(&|keyboard| {
            keyboard.letters = !keyboard.letters || keyboard.composer.is_none();
            if let Some(composer) = &mut keyboard.composer {
                composer.clear();
            }
            None
        });
    });
}

fn write(text: &str) -> Touch {
    Touch::Write(text.into())
}
