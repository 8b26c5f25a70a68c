//! Edges come faster than they are taken.

use crate::sensors_bench::{edge, nothing_more, simulator, told};
use std::time::Duration;
use yici_hardware::Inputs;
use yici_hardware::sensors::Input;
use yici_hardware::sensors::simulator::EDGES;

#[test]
fn after_more_edges_than_the_kernel_holds_the_last_thing_told_is_the_truth() {
    let hand = simulator();
    let mut inputs = hand.inputs();
    assert!(nothing_more(&mut inputs));
    for _ in 0..=EDGES {
        hand.set(Input::Presence, true);
        hand.set(Input::Presence, false);
    }
    hand.set(Input::Help, true);
    let mut all = Vec::new();
    while let Some(edge) = inputs.next_edge(Duration::ZERO).unwrap() {
        all.push(edge);
    }
    let presence: Vec<bool> = all.iter().filter(|edge| edge.input == Input::Presence).map(|edge| edge.active).collect();
    assert!(presence.iter().enumerate().all(|(place, active)| *active == (place % 2 == 0)), "they alternate");
    assert_eq!(presence.last(), Some(&false));
    assert_eq!(all.last(), Some(&edge(Input::Help, true)));
    hand.set(Input::Help, false);
    assert_eq!(told(&mut inputs), edge(Input::Help, false));
}
