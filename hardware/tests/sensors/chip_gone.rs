//! The chip's cable is pulled and put back.

use crate::sensors_bench::{GENEROUS, edge, kind, nothing_more, simulator, told};
use std::thread;
use std::time::Duration;
use yici_hardware::sensors::{Input, Output};
use yici_hardware::{Actor, Inputs, Outputs};

#[test]
fn who_waits_is_told_at_once_that_the_chip_went_away() {
    let hand = simulator();
    let mut inputs = hand.inputs();
    hand.set(Input::Presence, true);
    assert_eq!(told(&mut inputs), edge(Input::Presence, true));
    let fault = thread::scope(|scope| {
        let waiting = scope.spawn(|| (0..20).find_map(|_| inputs.next_edge(Duration::from_secs(1)).err()));
        hand.unplug();
        waiting.join().unwrap()
    });
    assert_eq!(fault.unwrap().actor(), Actor::Clerk);
}

#[test]
fn what_changed_while_the_chip_was_gone_is_told_when_it_is_back() {
    let hand = simulator();
    let mut inputs = hand.inputs();
    hand.set(Input::Presence, true);
    assert_eq!(told(&mut inputs), edge(Input::Presence, true));
    hand.unplug();
    assert_eq!(kind(&inputs.next_edge(Duration::ZERO)), "gone");
    assert_eq!(kind(&inputs.next_edge(Duration::ZERO)), "no chip");
    hand.set(Input::Presence, false);
    hand.set(Input::DoorOpen, true);
    // Pressed and let go: nobody can know.
    hand.set(Input::Help, true);
    hand.set(Input::Help, false);
    hand.plug_in();
    assert_eq!([told(&mut inputs), told(&mut inputs)], [edge(Input::Presence, false), edge(Input::DoorOpen, true)]);
    assert!(nothing_more(&mut inputs));
}

#[test]
fn a_chip_that_was_replugged_unnoticed_is_a_fault_once() {
    let hand = simulator();
    let mut inputs = hand.inputs();
    assert!(nothing_more(&mut inputs));
    hand.unplug();
    hand.plug_in();
    assert_eq!(kind(&inputs.next_edge(Duration::ZERO)), "gone");
    assert!(nothing_more(&mut inputs));
}

#[test]
fn lamps_come_back_as_they_were_last_asked_for() {
    let hand = simulator();
    let mut outputs = hand.outputs();
    outputs.set(Output::ReceiptLight, true).unwrap();
    outputs.set(Output::CardReaderLight, true).unwrap();
    hand.unplug();
    assert!(!hand.is_on(Output::ReceiptLight));
    assert_eq!(kind(&outputs.set(Output::CardReaderLight, false)), "gone");
    assert_eq!(kind(&outputs.set(Output::DoorRelease, true)), "no chip");
    assert_eq!(kind(&outputs.set(Output::DoorRelease, false)), "no chip");
    hand.plug_in();
    outputs.set(Output::DoorRelease, false).unwrap();
    assert!(hand.wait_until(Output::ReceiptLight, true, GENEROUS));
    assert!(!hand.is_on(Output::CardReaderLight) && !hand.is_on(Output::DoorRelease));
}
