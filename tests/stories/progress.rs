//! A citizen comes back: sees where the case stands, and leaves nothing behind.

use crate::support::{PATIENCE, arrived_as_signed, bench, citizen, no_traces};
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Story};
use yici::text::Language;
use yici_hardware::qr_scanner::simulator::Suffix;
use yici_platform::Behaviour;

const ASK: &str = "办件进度查询";
const START: &str = "点击屏幕任意位置开始";

fn ask(citizen: &mut Citizen) {
    citizen.touch_anywhere();
    citizen.touch(ASK).expect("the matter is open");
    citizen.wait_for("扫回执上的码").expect("card or code");
}

/// Holds the receipt's code out until something comes of it.
fn scan(bench: &Bench, citizen: &mut Citizen, code: &str, sees: &str) {
    let read = |citizen: &Citizen| {
        // Refused when too many wait already, which is as good.
        let _ = bench.scanner.present(code.as_bytes(), Suffix::CrLf);
        citizen.sees(sees)
    };
    citizen.wait_until(sees, read).expect("the code leads to it");
}

fn leave(citizen: &mut Citizen) {
    citizen.touch("离开").expect("a way out");
    citizen.touch("离开并清除").expect("asked");
    citizen.wait_for(START).expect("wiped");
}

#[test]
fn a_citizen_sees_the_case_by_the_receipt_and_by_the_card() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract").to_the_end(Language::Chinese).expect("end");
    assert!(bench.platform.wait_for(2, PATIENCE), "application and evaluation arrived");
    let code = bench.printer.receipts()[0].qr[0].clone();

    // The line is down: the kiosk says what it knows itself.
    bench.platform.behave(Behaviour::Absent);
    ask(&mut citizen);
    scan(&bench, &mut citizen, &code, "送达政务平台");
    bench.platform.behave(Behaviour::Normal);
    citizen.touch("再试一次").expect("asked again");
    citizen.wait_for("办到哪一步").expect("the case");
    assert!(citizen.sees("您还要补交"), "{}", citizen.reads());
    leave(&mut citizen);
    assert!(!citizen.sees("办到哪一步"));

    // By card, and nothing is left of it.
    ask(&mut citizen);
    bench.lay_card().expect("a card");
    citizen.wait_for("请取回身份证").expect("read");
    bench.reader.lift();
    citizen.touch("拿好了").expect("the card is taken back");
    citizen.wait_for("户口簿").expect("what was promised is owed");
    citizen.picture("progress-case").expect("a picture");
    citizen.touch("看好了").expect("seen");
    citizen.touch("结束").expect("goodbye");
    citizen.wait_for(START).expect("wiped");
    arrived_as_signed(&bench, &citizen);
    no_traces(&bench, &citizen);
}
