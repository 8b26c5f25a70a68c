//! Somebody left the card at home, and has the platform's app on the phone.

use crate::support::{arrived_as_signed, bench, citizen, no_traces};
use std::cell::Cell;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;
use yici_hardware::card_reader::simulator::sample_card;
use yici_hardware::qr_scanner::simulator::Suffix;

/// 21 November 2026, 10:00 in China: where the citizen's clock stands still.
const NOW: i64 = 1_795_226_400;

#[test]
fn the_code_on_the_phone_is_enough_to_hand_in() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let card = sample_card();
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Identify, Language::Chinese).expect("the reader");
    story.citizen.wait_for("对准扫码口").expect("it says where");
    let nonce = Cell::new(0);
    let read = |citizen: &Citizen| {
        // What is held out before the scanner is asked is nobody's: the phone shows one code after the other.
        nonce.set(nonce.get() + 1);
        let code =
            bench.platform.identity_code(card.name.reveal(), card.number.reveal(), NOW, &nonce.get().to_string());
        let _ = bench.scanner.present(code.as_bytes(), Suffix::CrLf);
        citizen.sees("填好了")
    };
    story.citizen.wait_until("the form", read).expect("it leads on");
    assert!(story.citizen.sees("来自手机身份码"));
    // A code does not say where somebody is registered: the form asks.
    story.citizen.touch("户籍地址").expect("the field");
    story.citizen.write_pinyin(&[("shifan", "示范")]).expect("written");
    story.citizen.touch("完成").expect("done");
    story.is_identified();
    story.to_the_end(Language::Chinese).expect("to the end");
    let handed_in = citizen.handed_in();
    let submission: serde_json::Value = serde_json::from_slice(handed_in[0].bytes.reveal()).expect("JSON");
    let statement: serde_json::Value =
        serde_json::from_str(submission["statement"].as_str().expect("text")).expect("JSON");
    assert_eq!((&statement["version"], &statement["identified_by"]), (&2.into(), &"code".into()));
    arrived_as_signed(&bench, &citizen);
    no_traces(&bench, &citizen);
}
