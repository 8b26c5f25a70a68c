//! A citizen comes back: sees where the case stands, brings the paper that was promised, and leaves nothing behind.

use crate::support::{PATIENCE, arrived_as_signed, bench, citizen, line_is_back, no_traces};
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Story};
use yici::text::Language;
use yici_hardware::Output;
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
fn a_citizen_sees_the_case_by_the_receipt_and_brings_the_promised_paper() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract").to_the_end(Language::Chinese).expect("end");
    assert!(bench.platform.wait_for(2, PATIENCE), "application and evaluation arrived");
    let code = bench.printer.receipts()[0].qr[0].clone();

    // The line is down: the kiosk says what it knows itself.
    bench.platform.behave(Behaviour::Absent);
    ask(&mut citizen);
    scan(&bench, &mut citizen, &code, "送达政务平台");
    line_is_back(&bench);
    citizen.wait_for("线路正常").expect("the kiosk hears of it");
    citizen.touch("再试一次").expect("asked again");
    citizen.wait_for("办到哪一步").expect("the case");
    assert!(citizen.sees("您还要补交") && !citizen.sees("撤回这件申请"), "{}", citizen.reads());
    leave(&mut citizen);
    assert!(!citizen.sees("办到哪一步"));

    // By card, and the promised paper is brought.
    ask(&mut citizen);
    bench.lay_card().expect("a card");
    citizen.wait_for("请取回身份证").expect("read");
    citizen.touch("拿好了").expect("the card is taken back");
    bench.reader.lift();
    let out = |_: &Citizen| !bench.sensors.is_on(Output::CardReaderLight);
    citizen.wait_until("the reader's lamp is out", out).expect("the card is seen to be gone, and not reminded of");
    citizen.wait_for("户口簿").expect("what was promised is owed");
    citizen.picture("progress-case").expect("a picture");
    citizen.touch("补交材料").expect("it is owed");
    citizen.touch("拍照").expect("the camera");
    citizen.touch("清楚，用这张").expect("a picture");
    citizen.touch("下一步").expect("handed in");
    citizen.wait_for("请取走回执").expect("receipted");
    assert!(citizen.sees("补交的1份材料已收下"), "{}", citizen.reads());
    citizen.touch("下一步").expect("on");
    citizen.touch("结束").expect("goodbye");
    citizen.wait_for(START).expect("wiped");
    assert_eq!(bench.printer.receipts()[1].qr[0], code, "one number is enough to keep");
    arrived_as_signed(&bench, &citizen);
    assert_eq!(bench.platform.received().expect("a store")[2].kind, "supplement");

    ask(&mut citizen);
    scan(&bench, &mut citizen, &code, "办到哪一步");
    assert!(!citizen.sees("您还要补交"), "it is not owed any more: {}", citizen.reads());
    leave(&mut citizen);
    no_traces(&bench, &citizen);
}
