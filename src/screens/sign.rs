//! The pad.

use super::{OnTouch, means};
use crate::session::Touch;
use crate::session::view::SignView;
use slint::ComponentHandle;
use std::fmt::Write as _;
use std::rc::Rc;
use yici_ui::{App, Page, SignAdapter};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<SignAdapter>();
    let on = Rc::clone(touch);
    adapter.on_down(move |x, y| on(Touch::StrokeBegins(pixel(x), pixel(y))));
    let on = Rc::clone(touch);
    adapter.on_move(move |x, y| on(Touch::StrokeGoesOn(pixel(x), pixel(y))));
    adapter.on_up(means(touch, Touch::StrokeEnds));
    adapter.on_clear(means(touch, Touch::ClearInk));
    adapter.on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &SignView) -> Page {
    let adapter = app.global::<SignAdapter>();
    adapter.set_statement(view.statement.as_str().into());
    adapter.set_ink(path(view.strokes.reveal()).into());
    adapter.set_has_ink(view.signed);
    Page::Sign
}

pub(super) fn wipe(app: &App) {
    app.global::<SignAdapter>().set_ink("".into());
}

/// A position on the pad; what lies outside is drawn to its edge.
pub(super) fn pixel(position: f32) -> u16 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the range of u16 just before"
    )]
    let pixel = position.round().clamp(0.0, f32::from(u16::MAX)) as u16;
    pixel
}

/// SVG path commands. A stroke of one point becomes a dot.
pub(super) fn path(strokes: &[Vec<(u16, u16)>]) -> String {
    let mut path = String::new();
    for stroke in strokes {
        let Some((x, y)) = stroke.first() else { continue };
        // Writing to a string cannot fail.
        let _ = write!(path, "M {x} {y} L {x} {y} ");
        for (x, y) in &stroke[1..] {
            let _ = write!(path, "L {x} {y} ");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_become_a_path_and_a_tap_becomes_a_dot() {
        assert_eq!(path(&[vec![(1, 2), (3, 4)], vec![(5, 6)]]), "M 1 2 L 1 2 L 3 4 M 5 6 L 5 6 ");
    }

    #[test]
    fn a_point_outside_the_pad_is_drawn_to_its_edge() {
        assert_eq!((pixel(-5.0), pixel(f32::NAN), pixel(1e9)), (0, 0, u16::MAX));
    }
}
