//! Somebody of the house looks after the kiosk at its own screen: through the door with a PIN, or with a signed stick.

use crate::support::{bench, recorded};
use std::fs;
use std::io::Write as _;
use std::process::Command;
use std::time::Duration;
use yici::audit::Role;
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::technician::service::pin;
use yici::technician::service::stick::{self, TICKET, Ticket};
use yici_hardware::Input;

const CLERK: &str = "482915";
const TECHNICIAN: &str = "730551";

/// Gives the bench's kiosk PINs, and an authority for sticks; where its private half lies is returned.
fn let_in(bench: &Bench) -> std::path::PathBuf {
    let key = bench.folder().join("authority");
    yici::shelf::author::make_key(&key).expect("a key");
    let [clerk, technician] = [CLERK, TECHNICIAN].map(|pin| pin::hash(pin).expect("a PIN"));
    let mut settings = fs::OpenOptions::new().append(true).open(bench.settings_file()).expect("the settings");
    writeln!(
        settings,
        "\n[service]\nclerk-pin = \"{clerk}\"\ntechnician-pin = \"{technician}\"\nauthority = \"authority.pub\""
    )
    .expect("written");
    key
}

fn stick(bench: &Bench) -> std::path::PathBuf {
    bench.folder().join("run/stick")
}

fn arrive(bench: &Bench) -> Citizen {
    let citizen = Citizen::arrive(bench).expect("a kiosk");
    match std::env::var_os("YICI_SERVICE_PICTURES") {
        Some(folder) => citizen.with_pictures(folder.as_ref()),
        None => citizen,
    }
}

/// Through the open door to the answer to this PIN.
fn with_pin(citizen: &mut Citizen, bench: &Bench, pin: &str) {
    bench.sensors.set(Input::DoorOpen, true);
    citizen.wait_for("工作人员入口").expect("the way in");
    citizen.picture("closed").expect("a picture");
    citizen.touch("工作人员入口").expect("the way in");
    citizen.wait_for("请输入维护口令").expect("the page with the PIN");
    citizen.type_keys(pin).expect("digits");
    citizen.picture("pin").expect("a picture");
    citizen.touch("进入").expect("the main action");
}

/// Does a task and comes back to the menu; what was told is returned.
fn told(citizen: &mut Citizen, task: &str) -> String {
    citizen.touch(task).expect("the menu");
    citizen.wait_for("知道了").expect("it is told");
    citizen.picture(task).expect("a picture");
    let said = citizen.reads();
    citizen.touch("知道了").expect("back");
    said
}

#[test]
fn a_technician_comes_through_the_door_does_everything_and_leaves() {
    let (mut bench, _folder) = bench();
    let_in(&bench);
    bench.start_courier().expect("a courier");
    let mut citizen = arrive(&bench);
    with_pin(&mut citizen, &bench, TECHNICIAN);
    citizen.wait_for("技术维护").expect("the menu");
    citizen.picture("menu").expect("a picture");

    let devices = told(&mut citizen, "设备状态");
    assert!(devices.contains("身份证读卡器：正常"), "{devices}");
    let printed = told(&mut citizen, "打印测试页");
    assert!(printed.contains("测试页已打印"), "{printed}");
    let report = told(&mut citizen, "自检报告");
    assert!(report.contains("拼音输入：正常"), "{report}");
    let queue = told(&mut citizen, "待发申请");
    assert!(queue.contains("待发 0，已送达 0，搁置 0"), "{queue}");
    let network = told(&mut citizen, "网络");
    assert!(network.contains("平台应答正常") || network.contains("尚未试过"), "{network}");

    // No stick: said, not pretended. Then the trail is on it, whole, before that is said.
    let missing = told(&mut citizen, "导出日志");
    assert!(missing.contains("没有找到U盘"), "{missing}");
    fs::create_dir(stick(&bench)).expect("a stick");
    let saved = told(&mut citizen, "导出日志");
    assert!(saved.contains("已保存审计日志"), "{saved}");
    let mut verify = Command::new(env!("CARGO_BIN_EXE_yici"));
    verify.args(["audit", "verify"]).arg(stick(&bench).join("yici-demo-001-trail.jsonl"));
    let proved =
        verify.arg("--receipt-key").arg(bench.folder().join("platform/receipt.pub")).output().expect("it runs");
    let said = String::from_utf8_lossy(&proved.stdout);
    assert!(proved.status.success() && said.contains("whole: demo-001"), "{proved:?}");

    citizen.touch("关机").expect("the menu");
    citizen.wait_for("关机？").expect("asked twice");
    citizen.picture("sure").expect("a picture");
    citizen.touch("返回").expect("a way back");
    citizen.touch("离开").expect("a way out");
    citizen.wait_for("暂停服务").expect("the door is still open");
    bench.sensors.set(Input::DoorOpen, false);
    citizen.wait_for("点击屏幕任意位置开始").expect("serves again");
}

#[test]
fn a_clerk_sees_three_things_to_do() {
    let (bench, _folder) = bench();
    let_in(&bench);
    let mut citizen = arrive(&bench);
    with_pin(&mut citizen, &bench, CLERK);
    citizen.wait_for("现场维护").expect("the menu");
    citizen.picture("clerk").expect("a picture");
    assert!(citizen.can_touch("打印测试页") && citizen.can_touch("重新启动"));
    for other in ["导出日志", "关机", "校准时钟", "更新系统", "待发申请"] {
        assert!(!citizen.sees(other), "{other}");
    }
}

#[test]
fn the_lock_on_the_pin_survives_a_restart() {
    let (bench, _folder) = bench();
    let_in(&bench);
    let mut citizen = arrive(&bench);
    with_pin(&mut citizen, &bench, "111222");
    for _ in 0..2 {
        citizen.wait_for("口令不对").expect("refused");
        citizen.type_keys("111222").expect("digits");
        citizen.touch("进入").expect("the main action");
    }
    citizen.wait_for("错误次数过多").expect("locked");
    citizen.picture("locked").expect("a picture");
    drop(citizen);

    let mut citizen = arrive(&bench);
    with_pin(&mut citizen, &bench, TECHNICIAN);
    citizen.wait_for("错误次数过多").expect("still locked, even for the right one");
    citizen.skip(Duration::from_secs(50));
    citizen.touch("返回").expect("a way back");
    citizen.skip(Duration::from_secs(11));
    with_pin(&mut citizen, &bench, TECHNICIAN);
    citizen.wait_for("技术维护").expect("a minute after the restart");
}

#[test]
fn a_signed_stick_lets_in_until_it_is_pulled_and_a_forged_one_never() {
    let (bench, _folder) = bench();
    let key = let_in(&bench);
    fs::create_dir(stick(&bench)).expect("a stick");
    let mut citizen = arrive(&bench);
    let day = "2026-11-21".parse().expect("the bench's day");
    let ticket =
        |kiosk: &str| Ticket { ticket: 1, role: Role::Technician, kiosks: vec![kiosk.into()], from: day, until: day };
    let other = bench.folder().join("another");
    yici::shelf::author::make_key(&other).expect("a key");
    let forged = ticket("demo-001").sign(&stick::signer(&other).expect("a key"));
    let elsewhere = ticket("demo-002").sign(&stick::signer(&key).expect("a key"));
    let file = stick(&bench).join(TICKET);
    for (count, refused) in [forged, elsewhere, String::from("{}")].into_iter().enumerate() {
        fs::write(&file, refused).expect("written");
        citizen
            .wait_until("a refusal in the trail", |_| recorded(&bench, "service-refused") > count)
            .expect("it was seen");
        assert!(citizen.sees("点击屏幕任意位置开始"), "nobody is let in: {}", citizen.reads());
    }
    fs::write(&file, ticket("demo-001").sign(&stick::signer(&key).expect("a key"))).expect("written");
    citizen.wait_for("技术维护").expect("let in");
    fs::remove_file(&file).expect("pulled");
    citizen.wait_for("点击屏幕任意位置开始").expect("out again");
}
