//! A certificate, from the home page to the tray of a printer that speaks IPP; nothing of it stays on the kiosk.

use super::a4_paper::printer::{self, Hand};
use crate::support::{bench, citizen, no_traces, print_jobs};
use yici::demo::citizen::Words;
use yici_platform::Behaviour;

const NEXT: Words = ("下一步", "Next");

#[test]
fn a_certificate_is_asked_for_and_comes_out_on_a4_paper() {
    let Some(printer) = printer::Bench::start(Hand::Prompt) else { return };
    let (bench, _folder) = bench();
    let settings = std::fs::read_to_string(bench.settings_file()).expect("settings");
    let section =
        format!("[document-printer]\ndriver = \"ipp\"\naddress = \"ipp://127.0.0.1:{}/ipp/print\"\n", printer.port());
    std::fs::write(bench.settings_file(), format!("{settings}\n{section}")).expect("written");

    let mut citizen = citizen(&bench);
    citizen.wait_for("点击屏幕任意位置开始").expect("attract");
    citizen.touch_anywhere();
    citizen.wait_for("线路正常").expect("the line is up");
    for words in [
        ("证明开具", "Printing a certificate"),
        ("开始办理", "Begin"),
        ("住房公积金缴存证明", "Housing fund"),
        NEXT,
        ("全部记录", "All of it"),
        NEXT,
        ("就办这些", "Do these"),
    ] {
        citizen.tap(words).expect("the way to the reader");
    }
    bench.lay_card().expect("a card");
    citizen.wait_for("请取回身份证").expect("read");
    bench.reader.lift();
    citizen.touch("拿好了").expect("the form");
    citizen.touch("填好了").expect("the first field");
    citizen.touch("申请贷款").expect("an option");
    citizen.touch("下一项").expect("on");
    citizen.touch("1").expect("one copy");
    citizen.touch("完成").expect("the end of the form");
    citizen.touch("填好了").expect("on");
    citizen.touch("本机打印").expect("how it comes");
    citizen.touch("下一步").expect("the review");
    // Whoever could read the question, and cannot sign: nothing is printed.
    bench.platform.behave(Behaviour::Forge);
    citizen.touch("核对无误").expect("asked for");
    citizen.wait_for("证明没有开出来").expect("refused");
    assert!(printer.arrived().is_empty(), "what the platform did not sign");
    bench.platform.behave(Behaviour::Normal);
    citizen.touch("再试一次").expect("asked for again");
    citizen.wait_for("证明打印好了").expect("printed");
    citizen.picture("certificate").expect("a picture");
    let arrived = printer.arrived();
    assert!(arrived.len() == 1 && arrived[0].starts_with(b"%PDF-"), "{} came", arrived.len());
    citizen.touch("下一步").expect("on");
    citizen.touch("不评价").expect("thanks");
    citizen.touch("结束").expect("goodbye");
    citizen.wait_for("点击屏幕任意位置开始").expect("wiped");
    assert!(citizen.handed_in().is_empty(), "nothing is handed in");
    no_traces(&bench, &citizen);
    drop(citizen);
    assert_eq!(print_jobs(&bench), ["certificate printed"]);
}
