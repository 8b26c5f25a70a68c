//! The pad's cable is pulled, or its port names something else.

use crate::signature_bench::{Bench, Seen, next, point};
use std::thread;
use std::time::Duration;
use yici_hardware::signature::SignaturePad;
use yici_hardware::signature::evdev::{EvdevPad, PadSettings};

#[test]
fn a_pad_pulled_in_the_middle_of_a_stroke_is_noticed_and_reads_on_after_replugging() {
    let mut bench = Bench::new();
    for _ in 0..3 {
        bench.hand.draw(point(1, 2, 3)).unwrap();
        assert_eq!(bench.next(), Seen::Down(1, 2, 3));
        let Bench { hand, pad, .. } = &mut bench;
        let seen = thread::scope(|scope| {
            let waiting = scope.spawn(|| next(pad));
            hand.unplug();
            waiting.join().unwrap()
        });
        assert_eq!(seen, Seen::Unplugged);
        assert_eq!(bench.next(), Seen::NotThere);
        bench.hand.plug_in().unwrap();
        assert_eq!(Seen::from(bench.pad.next(Duration::ZERO)), Seen::Nothing);
    }
}

#[test]
fn a_port_that_never_was_is_not_there_and_a_file_is_no_pad() {
    let mut pad = EvdevPad::new(PadSettings { port: "/dev/input/event-yici-none".into(), ranges: None });
    let fault = pad.next(Duration::ZERO).err().unwrap();
    assert!(fault.to_string().contains("event-yici-none"));
    assert_eq!(Seen::from(Err(fault)), Seen::NotThere);
    let mut pad = EvdevPad::new(PadSettings { port: "/dev/null".into(), ranges: None });
    assert_eq!(Seen::from(pad.next(Duration::ZERO)), Seen::NotAPad);
}

#[test]
fn the_hand_of_an_unplugged_pad_is_told_so() {
    let bench = Bench::new();
    bench.hand.unplug();
    assert!(bench.hand.draw(point(1, 1, 1)).is_err());
}
