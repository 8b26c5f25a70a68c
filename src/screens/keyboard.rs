//! Keys -> text. What a key means depends on the field: a letter is pinyin in a Chinese field, itself elsewhere.
//!
//! Nothing of it outlives the citizen: the composer is cleared with every field and replaced with every wipe.

use super::{OnTouch, lines, list};
use crate::catalog::FieldKind;
use crate::session::Touch;
use crate::session::view::SheetView;
use crate::writing::{Composer, Engine};
use slint::{ComponentHandle, ModelRc};
use std::cell::RefCell;
use std::rc::Rc;
use yici_hardware::Personal;
use yici_ui::{App, FormAdapter};

/// The keyboard of the sheet.
pub struct Keyboard {
    engine: Option<Engine>,
    composer: Option<Composer>,
    /// Label of the field being written, to see that another one began.
    field: String,
    chinese: bool,
    letters: bool,
}

impl Keyboard {
    /// A keyboard; without an engine, letters stay letters.
    pub fn new(engine: Option<Engine>) -> Self {
        Self {
            composer: engine.as_ref().map(Composer::new),
            engine,
            field: String::new(),
            chinese: false,
            letters: false,
        }
    }

    /// Follows the sheet to the field it is open for.
    pub fn follow(&mut self, app: &App, sheet: Option<&SheetView>) {
        let field = sheet.map(|sheet| sheet.label.as_str()).unwrap_or_default();
        if field != self.field {
            field.clone_into(&mut self.field);
            self.chinese = sheet.is_some_and(|sheet| matches!(sheet.kind, FieldKind::Name | FieldKind::Text));
            self.letters = self.composer.is_none();
            if let Some(composer) = &mut self.composer {
                composer.clear();
            }
            self.show(app);
        }
    }

    /// Forgets everything.
    pub fn wipe(&mut self, app: &App) {
        self.composer = self.engine.as_ref().map(Composer::new);
        self.field.clear();
        self.show(app);
    }

    /// What a key writes, if it writes something.
    fn key(&mut self, key: &str) -> Option<Touch> {
        let composing = self.composing();
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
        self.composer.as_mut()?.pick(place).map(|text| Touch::Write(Personal::new(text)))
    }

    fn show(&self, app: &App) {
        let adapter = app.global::<FormAdapter>();
        adapter.set_latin_letters(self.letters);
        let Some(composer) = &self.composer else { return };
        adapter.set_composing(composer.composing().into());
        adapter.set_more_candidates(composer.more());
        let candidates = lines(&composer.candidates());
        adapter.set_candidates(if candidates.is_empty() {
            ModelRc::default()
        } else {
            list(adapter.get_candidates(), candidates)
        });
    }
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
    adapter.on_candidates_next(move || {
        on(&|keyboard| {
            keyboard.composer.as_mut().and_then(|composer| {
                composer.next_page();
                None
            })
        })
    });
    let on = Rc::clone(&press);
    adapter.on_candidates_previous(move || {
        on(&|keyboard| {
            keyboard.composer.as_mut().and_then(|composer| {
                composer.previous_page();
                None
            })
        })
    });
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
