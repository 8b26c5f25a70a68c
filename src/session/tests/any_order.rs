//! Power, door, presence, help, touches and answers in an order that nobody thought of.

use super::around::{lamps, switched_off, wiped};
use super::*;
use crate::application::progress::Stage;
use std::collections::BTreeSet;
use yici_hardware::power::Supply;
use yici_hardware::{Edge, Input, Output};

/// A hundred thousand events in an order that nobody thought of.
#[test]
fn no_order_of_events_leaves_the_kiosk_open_when_it_should_be_shut_or_lit_when_nobody_is_there() {
    let mut seed = 0x2026_1122_u64;
    let mut roll = move |sides: u16| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        u16::try_from(seed % u64::from(sides)).expect("less than the sides")
    };
    // From the first page, and from where little leads by chance.
    let begins: [fn(&mut Bench); 4] =
        [|_| {}, Bench::reach_the_papers, Bench::reach_the_pad, |bench| drop(bench.reach_the_commit())];
    for (round, begin) in begins.iter().cycle().take(50).enumerate() {
        let (mut door, mut tamper, mut supply) = (false, false, Supply::Line);
        let (mut bench, mut lit) = (Bench::new(), BTreeSet::new());
        begin(&mut bench);
        let mut id = bench.visit();
        for step in round * 2_000..(round + 1) * 2_000 {
            // The number's page knows the visit that it came from.
            id = bench.session.state.visit().map_or(id, |visit| visit.id);
            let event = match roll(23) {
                0 => Event::Touch(Touch::Start),
                1 => Event::Touch(Touch::Choose(
                    ["newborn", "yes", "no", "window", "household-register", "progress", "0"][usize::from(roll(7))]
                        .into(),
                )),
                2..=6 => Event::Touch(Touch::Next),
                7 => Event::Card(id, Box::new(sample_card())),
                8 => Event::Touch(
                    [Touch::Back, Touch::Leave, Touch::LeaveConfirmed, Touch::LeaveCancelled][usize::from(roll(4))]
                        .clone(),
                ),
                9 => Event::Touch(
                    [Touch::Help, Touch::HelpAnswered, Touch::HelpCancelled, Touch::Reminded, Touch::Stay]
                        [usize::from(roll(5))]
                    .clone(),
                ),
                10 => Event::Touch(
                    [
                        Touch::TakePicture,
                        Touch::Keep,
                        Touch::Defer,
                        Touch::Skip,
                        Touch::WriteNumber,
                        Touch::TopUp,
                        Touch::Withdraw,
                        Touch::WithdrawConfirmed,
                    ][usize::from(roll(8))]
                    .clone(),
                ),
                11 => Event::Committed(id),
                12 => Event::Receipt(id, [ReceiptOutcome::Printed, ReceiptOutcome::Unknown][usize::from(roll(2))]),
                13 => {
                    // The last minutes are final, and have a test of their own.
                    supply = [Supply::Line, Supply::Battery, Supply::Unknown][usize::from(roll(3))];
                    Event::Power(supply)
                }
                14 => {
                    door = roll(4) == 0;
                    Event::Sensor(Edge { input: Input::DoorOpen, active: door })
                }
                15 => {
                    tamper = roll(8) == 0;
                    Event::Sensor(Edge { input: Input::Tamper, active: tamper })
                }
                16 => Event::Sensor(Edge { input: Input::Presence, active: roll(2) == 0 }),
                17 => Event::Sensor(Edge { input: Input::Help, active: roll(2) == 0 }),
                18 => Event::Sensor(Edge { input: Input::ReceiptInSlot, active: roll(2) == 0 }),
                19 => Event::SensorsGone,
                20 => Event::Progress(id, Some(super::progress::cases(Stage::Received, &["household-register"]))),
                _ => {
                    bench.elapsed += Duration::from_secs(roll(20).into());
                    Event::Tick
                }
            };
            let was_busy = bench.session.busy();
            let effects = bench.on(event);
            if let Some(now) = lamps(&effects) {
                lit = now.clone();
            }
            let closed = bench.closed();
            let shut = door || tamper;
            let why = format!("step {step}: door {door}, tamper {tamper}, {supply:?}, {closed:?}");
            assert!(!was_busy || bench.session.busy() || wiped(&effects), "a visit that ended was wiped; {why}");
            if !bench.session.busy() {
                assert_eq!(closed.is_some(), shut || supply == Supply::Battery, "{why}");
                lit.remove(&Output::HelpLight);
                assert!(lit.is_empty(), "{lit:?} {why}");
                assert!(bench.view().chrome.idle.is_none() && bench.view().chrome.reminder.is_none(), "{why}");
            } else if shut {
                assert!(bench.session.state.awaits_an_answer(), "{why}");
            }
            assert_eq!(switched_off(&effects), 0, "{why}");
        }
    }
}
