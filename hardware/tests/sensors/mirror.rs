//! What was told, and what is still to be told.

use std::collections::BTreeMap;
use yici_hardware::sensors::mirror::{Mirror, WAITING};
use yici_hardware::{Edge, Input};

const INPUTS: [Input; 5] = [Input::Presence, Input::DoorOpen, Input::Tamper, Input::Help, Input::PaperNearEnd];

#[test]
fn what_is_already_known_is_not_told_again() {
    let mut mirror = Mirror::default();
    mirror.see(Input::Help, false);
    assert_eq!(mirror.tell(), None);
    mirror.see(Input::Help, true);
    mirror.see(Input::Help, true);
    assert_eq!(mirror.tell(), Some(Edge { input: Input::Help, active: true }));
    assert_eq!(mirror.tell(), None);
}

#[test]
fn a_short_press_is_told_whole() {
    let mut mirror = Mirror::default();
    mirror.see(Input::Help, true);
    mirror.see(Input::Help, false);
    assert_eq!(mirror.tell().map(|edge| edge.active), Some(true));
    assert_eq!(mirror.tell().map(|edge| edge.active), Some(false));
}

#[test]
fn whatever_is_seen_the_edges_alternate_end_at_the_truth_and_stay_within_the_bound() {
    let mut dice = 0x2545_f491_4f6c_dd1d_u64;
    let mut roll = move |below: u64| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        usize::try_from(dice % below).unwrap()
    };
    let mut mirror = Mirror::default();
    let (mut truth, mut told) = (BTreeMap::new(), BTreeMap::new());
    for _ in 0..2_000 {
        for _ in 0..roll(150) {
            let (input, active) = (INPUTS[roll(5)], roll(2) == 1);
            truth.insert(input, active);
            mirror.see(input, active);
        }
        let mut count = 0;
        while let Some(edge) = mirror.tell() {
            assert_ne!(told.insert(edge.input, edge.active).unwrap_or(false), edge.active, "told twice");
            count += 1;
        }
        assert!(count <= WAITING + INPUTS.len(), "{count} edges were waiting");
        assert!(truth.iter().all(|(input, active)| told.get(input).unwrap_or(&false) == active));
    }
}
