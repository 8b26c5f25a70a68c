//! A citizen goes without the receipt, which a sensor sees in its slot.

use crate::support::{bench, citizen, trail};
use std::time::Duration;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;
use yici_hardware::Input;

#[test]
fn it_is_reminded_of_and_what_is_left_all_the_same_is_recorded() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Done, Language::Chinese).expect("done");
    bench.sensors.set(Input::ReceiptInSlot, true);
    story.citizen.wait_for("请取走回执").expect("printed");
    story.citizen.skip(Duration::from_secs(15));
    story.citizen.touch("知道了").expect("the reminder has one button");
    story.to_the_end(Language::Chinese).expect("nobody is held");
    let number = citizen.handed_in()[0].number.clone();
    drop(citizen);
    let left: Vec<String> = trail(&bench).into_iter().filter(|event| event.contains("receipt-left")).collect();
    assert!(left.len() == 1 && left[0].contains(&number), "{left:?}");
}
