//! A signature and its bounds.

use crate::signature_bench::point;
use yici_hardware::signature::strokes::{MOST_POINTS, MOST_STROKES};
use yici_hardware::signature::{Pen, Strokes};

fn take(strokes: &mut Strokes, pens: &[Pen]) {
    pens.iter().for_each(|pen| strokes.take(*pen));
}

#[test]
fn strokes_past_the_bound_are_not_taken_and_what_was_taken_stays() {
    let mut strokes = Strokes::new();
    for _ in 0..MOST_STROKES {
        take(&mut strokes, &[Pen::Down(point(1, 1, 1)), Pen::Up]);
    }
    assert!(!strokes.is_full());
    take(&mut strokes, &[Pen::Down(point(2, 2, 2)), Pen::Move(point(3, 3, 3)), Pen::Up]);
    assert!(strokes.is_full());
    assert_eq!((strokes.iter().count(), strokes.points()), (MOST_STROKES, MOST_STROKES));
}

#[test]
fn points_past_the_bound_are_not_taken() {
    let mut strokes = Strokes::new();
    strokes.take(Pen::Down(point(0, 0, 0)));
    for _ in 1..MOST_POINTS {
        strokes.take(Pen::Move(point(1, 1, 1)));
    }
    assert!(!strokes.is_full());
    strokes.take(Pen::Move(point(2, 2, 2)));
    strokes.take(Pen::Down(point(2, 2, 2)));
    assert!(strokes.is_full());
    assert_eq!((strokes.iter().count(), strokes.points()), (1, MOST_POINTS));
}

#[test]
fn a_cleared_signature_is_blank_and_takes_another() {
    let mut strokes = Strokes::new();
    take(&mut strokes, &[Pen::Down(point(1, 2, 3)), Pen::Move(point(4, 5, 6))]);
    strokes.clear();
    assert!(strokes.iter().next().is_none() && strokes.points() == 0);
    // The rest of a stroke that was cleared away begins none.
    strokes.take(Pen::Move(point(7, 8, 9)));
    assert_eq!(strokes.points(), 0);
    take(&mut strokes, &[Pen::Down(point(1, 2, 3)), Pen::Up]);
    assert_eq!(strokes.iter().count(), 1);
}
