//! The kernel dropped events, because nobody read them in time.

use crate::signature_bench::{Bench, Seen, point};
use yici_hardware::signature::events::{Axis, InputEvent};

#[test]
fn a_loss_ends_the_stroke_and_the_next_touch_begins_another() {
    let mut bench = Bench::new();
    bench.hand.draw(point(1, 2, 3)).unwrap();
    assert_eq!(bench.next(), Seen::Down(1, 2, 3));
    bench.hand.send(&[InputEvent::Axis(Axis::X, 9), InputEvent::Dropped]).unwrap();
    assert_eq!(bench.next(), Seen::Up);
    // Up to the next report nothing can be believed.
    bench.hand.send(&[InputEvent::Touch(true), InputEvent::Axis(Axis::Y, 9), InputEvent::Report]).unwrap();
    // Moves go on, and nobody knows whether the pen still touches.
    bench.hand.send(&[InputEvent::Axis(Axis::X, 10), InputEvent::Report]).unwrap();
    bench.hand.draw(point(11, 12, 13)).unwrap();
    assert_eq!(bench.next(), Seen::Down(11, 12, 13));
    bench.hand.lift().unwrap();
    assert_eq!(bench.next(), Seen::Up);
}
