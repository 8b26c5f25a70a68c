//! The keys of the screen, each bound to what it does.

use super::hand::Hand;
use super::{Keyboard, OnTouch};
use crate::session::Touch;
use slint::ComponentHandle;
use std::cell::RefCell;
use std::rc::Rc;
use yici_ui::{App, FormAdapter, Panel};

pub(in crate::screens) fn bind(app: &App, keyboard: &Rc<RefCell<Keyboard>>, touch: &OnTouch) {
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
    adapter.on_area(move |place| on(&|keyboard| keyboard.place(usize::try_from(place).ok()?)));
    let on = Rc::clone(&press);
    adapter.on_area_done(move || on(&|keyboard| keyboard.write_place()));
    let on = Rc::clone(&press);
    adapter.on_show_panel(move |panel| {
        on(&|keyboard| {
            keyboard.turn_to(panel);
            None
        });
    });
    // Keys that change what is offered, and write nothing.
    let only = |act: fn(&mut Keyboard)| {
        let on = Rc::clone(&press);
        move || {
            on(&|keyboard| {
                act(keyboard);
                None
            });
        }
    };
    adapter.on_candidates_next(only(|keyboard| keyboard.turn(true)));
    adapter.on_candidates_previous(only(|keyboard| keyboard.turn(false)));
    adapter.on_area_back(only(|keyboard| keyboard.places.back()));
    adapter.on_switch_hand(only(|keyboard| {
        keyboard.turn_to(if keyboard.panel == Panel::Hand { Panel::Keys } else { Panel::Hand });
    }));
    adapter.on_switch_letters(only(|keyboard| {
        keyboard.letters = !keyboard.letters || keyboard.composer.is_none();
        keyboard.clear();
    }));
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
}
