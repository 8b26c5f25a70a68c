//! A citizen without an identity card uses the social-security card, in a reader behind a real `pcscd`.

/// The reader of the drivers' own tests.
#[path = "../../hardware/tests/social_card/bench.rs"]
#[allow(dead_code, reason = "the drivers' tests use more of it")]
mod reader;

use crate::support::bench;
use std::path::Path;
use yici::demo::citizen::Citizen;
use yici::station::{Devices, drivers};
use yici_hardware::social_card::PcscSocialCardReader;

#[test]
fn the_form_knows_who_is_there_and_the_card_is_asked_back() {
    let name = "stories::social_card::the_form_knows_who_is_there_and_the_card_is_asked_back";
    reader::with_reader(name, |slot| {
        let (bench, _folder) = bench();
        let settings = bench.settings().expect("settings");
        let social = Some(Box::new(PcscSocialCardReader::new("Yici Bench")) as _);
        let devices = Devices { social_card_reader: social, ..drivers::all(&settings) };
        let mut citizen = Citizen::arrive_with(devices, &settings).expect("a kiosk");
        if let Some(folder) = std::env::var_os("YICI_PICTURES") {
            citizen = citizen.with_pictures(Path::new(&folder));
        }
        citizen.wait_for("点击屏幕任意位置开始").expect("attract");
        citizen.touch_anywhere();
        for words in [
            "灵活就业",
            "开始办理",
            "参加，以前没有参加过",
            "下一步",
            "参加",
            "下一步",
            "都不是",
            "下一步",
            "有",
            "下一步",
            "就办这些",
            "本人来办",
            "下一步",
        ] {
            citizen.touch(words).expect(words);
        }
        citizen.wait_for("把社会保障卡插进社保卡读卡口也可以").expect("it is offered");
        citizen.picture("identify-either").expect("a picture");
        let card = slot.insert(reader::sample());
        citizen.wait_for("请拔出社会保障卡").expect("it was read");
        citizen.picture("take-social-card").expect("a picture");
        slot.take_out(card);
        citizen.wait_until("the reminder goes by itself", |citizen| !citizen.can_touch("拿好了")).expect("gone");
        citizen.wait_for("王小满").expect("the form knows the name");
        citizen.picture("form-of-a-social-card").expect("a picture");
    });
}
