//! What whoever looks after the kiosk sees.

use yici_ui::slint::{ComponentHandle, ModelRc, SharedString};
use yici_ui::{App, ServiceAdapter, ServiceStage};

use super::{Lang, list, option};

fn page(app: &App, stage: ServiceStage, title: SharedString, note: SharedString, main: SharedString) {
    let service = app.global::<ServiceAdapter>();
    service.set_stage(stage);
    service.set_title(title);
    service.set_entered(SharedString::new());
    service.set_note(note);
    service.set_trouble(false);
    service.set_tasks(ModelRc::default());
    service.set_lines(ModelRc::default());
    service.set_main(main);
    service.set_can_go_on(true);
    service.set_offers_clock(false);
}

pub fn service_pin(app: &App, lang: Lang) {
    let note = lang.say("请输入维护口令，或插入维护U盘", "Enter the service PIN, or put a service stick in");
    let title = lang.say("工作人员入口", "Staff");
    page(app, ServiceStage::Asking, title, note, lang.say("进入", "Enter"));
    let service = app.global::<ServiceAdapter>();
    service.set_entered("●●●●●●".into());
    service.set_offers_clock(true);
}

pub fn service_pin_wrong(app: &App, lang: Lang) {
    refused(app, lang.say("口令不对，请重新输入", "That is not the PIN; enter it again"), lang);
}

pub fn service_locked(app: &App, lang: Lang) {
    refused(app, lang.say("错误次数过多，请 15 分钟后再试", "Too many wrong PINs; try again in 15 min"), lang);
}

pub fn service_stick_refused(app: &App, lang: Lang) {
    let note = lang.say(
        "U盘不在有效期内；如果本机时间不对，请先校准时钟",
        "The stick is out of date; if the time here is wrong, set the clock first",
    );
    refused(app, note, lang);
}

fn refused(app: &App, note: SharedString, lang: Lang) {
    service_pin(app, lang);
    let service = app.global::<ServiceAdapter>();
    service.set_entered(SharedString::new());
    service.set_note(note);
    service.set_trouble(true);
    service.set_can_go_on(false);
}

pub fn service_clock(app: &App, lang: Lang) {
    let note = lang.say(
        "现在显示 1970-01-01 08:07。依次输入年月日时分",
        "It says 1970-01-01 08:07. Year, month, day, hour, minute",
    );
    page(app, ServiceStage::Clock, lang.say("校准时钟", "Set the clock"), note, lang.say("设定", "Set"));
    let service = app.global::<ServiceAdapter>();
    service.set_entered("2026-11-2_ __:__".into());
    service.set_can_go_on(false);
}

pub fn service_judging(app: &App, lang: Lang) {
    let note = lang.say("请稍候", "Please wait");
    page(app, ServiceStage::Busy, lang.say("正在核对口令", "Checking the PIN"), note, SharedString::new());
}

/// Key, name and what it does.
const TASKS: [[&str; 5]; 15] = [
    ["devices", "设备状态", "Devices", "每台设备现在怎样", "How each device is now"],
    ["paper", "打印测试页", "Test receipt", "换纸后试打一张回执", "After loading paper: print one"],
    ["readiness", "自检报告", "Readiness report", "哪些正常，哪些要处理", "What is well and what is to mend"],
    ["outbox", "待发申请", "Outbox", "件数、等待时间和原因", "How many wait, since when and why"],
    ["network", "网络", "Network", "线路怎样，该谁处理", "How the line is, and whose job it is"],
    ["lamps", "指示灯", "Lamps", "点亮全部指示灯", "Lights all of them"],
    ["sound", "声音", "Sound", "播放提示音", "Plays a signal"],
    ["door", "打开门锁", "Door lock", "释放维修门的锁", "Releases the service door"],
    ["carry", "拷出待发件", "Carry to town", "密封拷到U盘，带回平台回执", "What waits goes sealed onto the stick"],
    ["logs", "导出日志", "Logs", "审计日志写入U盘", "The audit trail goes onto the stick"],
    ["catalog", "更新事项目录", "Matters", "从U盘更新办事事项", "Newer matters from the stick"],
    ["image", "更新系统", "System image", "从U盘更新，需要重启", "A newer one from the stick; then a restart"],
    ["clock", "校准时钟", "Clock", "设定日期和时间", "Sets day and time"],
    ["restart", "重新启动", "Restart", "约两分钟后恢复服务", "Serves again after some two minutes"],
    ["shut-down", "关机", "Shut down", "需要到现场才能再开机", "Somebody must come to switch it on again"],
];

fn menu(app: &App, title: SharedString, tasks: &[[&str; 5]], lang: Lang) {
    page(app, ServiceStage::Menu, title, SharedString::new(), SharedString::new());
    let tasks = tasks
        .iter()
        .map(|[key, zh, en, what_zh, what_en]| option(key, lang.say(zh, en), lang.say(what_zh, what_en), false));
    app.global::<ServiceAdapter>().set_tasks(list(tasks));
}

pub fn service_menu(app: &App, lang: Lang) {
    menu(app, lang.say("技术维护", "Service"), &TASKS, lang);
}

pub fn service_menu_clerk(app: &App, lang: Lang) {
    menu(app, lang.say("现场维护", "Looking after it"), &[TASKS[0], TASKS[1], TASKS[13]], lang);
}

pub fn service_sure(app: &App, lang: Lang) {
    let (title, note) = (lang.say("关机？", "Shut down?"), lang.say(TASKS[14][3], TASKS[14][4]));
    page(app, ServiceStage::Sure, title, note, lang.say(TASKS[14][1], TASKS[14][2]));
}

pub fn service_told(app: &App, lang: Lang) {
    page(app, ServiceStage::Told, lang.say("设备状态", "Devices"), SharedString::new(), lang.say("知道了", "OK"));
    app.global::<ServiceAdapter>().set_lines(list([
        lang.say("身份证读卡器：正常", "card reader: ready"),
        lang.say("回执打印机：纸将尽，请现场人员换纸", "receipt printer: paper is low; clerk: load paper"),
        lang.say("拍摄台：未连接，请技术人员检查线缆", "document camera: gone; technician: look after its cable"),
        lang.say("供电：正常", "power: ready"),
    ]));
}

pub fn service_told_trouble(app: &App, lang: Lang) {
    let note = lang.say("没有完成", "Not done");
    page(app, ServiceStage::Told, lang.say("导出日志", "Logs"), note, lang.say("知道了", "OK"));
    let service = app.global::<ServiceAdapter>();
    service.set_trouble(true);
    service.set_lines(list([
        lang.say("U盘已满：请换一个空的U盘再试", "the stick is full: take an empty one and try again")
    ]));
}
