//! A kiosk that does not know who it is yet.

use yici_ui::slint::{ComponentHandle, ModelRc, SharedString};
use yici_ui::{App, FieldRow, FormAdapter, SetupAdapter, Writing};

use super::{Lang, list, option, writing};

fn page(app: &App, title: SharedString, note: SharedString, main: SharedString) {
    app.global::<FormAdapter>().set_editing(false);
    let setup = app.global::<SetupAdapter>();
    setup.set_title(title);
    setup.set_note(note);
    setup.set_trouble(false);
    setup.set_busy(false);
    setup.set_picks(ModelRc::default());
    setup.set_fields(ModelRc::default());
    setup.set_lines(ModelRc::default());
    setup.set_card(0.0);
    setup.set_main(main);
    setup.set_can_go_on(true);
}

pub fn setup_ways(app: &App, lang: Lang) {
    let note = lang.say("这台机器还没有设置。请选一种办法。", "This kiosk is not set up yet. Choose how.");
    page(app, lang.say("设置本机", "Set this kiosk up"), note, SharedString::new());
    app.global::<SetupAdapter>().set_picks(list([
        option(
            "stick",
            lang.say("用U盘", "With a stick"),
            lang.say("插入名为 YICI-SETUP 的U盘", "Put in the stick named YICI-SETUP"),
            false,
        ),
        option(
            "code",
            lang.say("用设置码", "With a code"),
            lang.say("把纸上的设置码对准扫码窗口", "Hold the printed code to the scanner"),
            false,
        ),
        option(
            "hand",
            lang.say("手工填写", "By hand"),
            lang.say("在屏幕上填写名称、地点和一次性口令", "Write name, place and one-time token"),
            false,
        ),
    ]));
}

pub fn setup_fields(app: &App, lang: Lang) {
    page(app, lang.say("这台机器是谁", "Which kiosk this is"), SharedString::new(), lang.say("下一步", "Next"));
    let field = |key: &str, label, value: &str, complaint| FieldRow {
        key: key.into(),
        label,
        value: value.into(),
        origin: SharedString::new(),
        complaint,
        reason: SharedString::new(),
        required: true,
        settled: false,
    };
    let none = SharedString::new;
    app.global::<SetupAdapter>().set_fields(list([
        field("name", lang.say("本机名称", "Name"), "village-001", none()),
        field("site", lang.say("所在地点", "Place"), "幸福村便民服务点", none()),
        field("site-en", lang.say("所在地点（英文）", "Place in English"), "Xingfu Village", none()),
        field("platform", lang.say("平台地址", "Platform's address"), "https://platform.example", none()),
        field(
            "token",
            lang.say("一次性口令", "One-time token"),
            "7Fq2-xW",
            lang.say("应当是 8 到 128 个字母、数字、- 和 _", "8 to 128 letters, digits, - and _ are needed"),
        ),
    ]));
}

pub fn setup_exact(app: &App, lang: Lang) {
    setup_fields(app, lang);
    writing(app, lang, Writing::Exact);
}

pub fn setup_card(app: &App, lang: Lang) {
    let note = lang.say(
        "把身份证或银行卡贴在框上，调到一样大。",
        "Hold an ID card or a bank card to the frame and make it as large.",
    );
    page(app, lang.say("屏幕有多大", "How large the screen is"), note, lang.say("一样大了", "It is as large"));
    app.global::<SetupAdapter>().set_card(0.215);
}

pub fn setup_trouble(app: &App, lang: Lang) {
    let note = lang.say(
        "平台连不上：先查网线、路由器或流量卡（现场人员），再找网络运营商",
        "the platform cannot be reached: cable, router or SIM card first (clerk), then the line's operator",
    );
    page(app, lang.say("网络", "Network"), note, lang.say("再试一次", "Try again"));
    let setup = app.global::<SetupAdapter>();
    setup.set_trouble(true);
    setup.set_picks(list([
        option(
            "cable",
            lang.say("网线", "A cable"),
            lang.say("插好网线，地址自动获取", "Put it in; the address comes from there"),
            true,
        ),
        option("wifi", lang.say("无线网络", "Wi-Fi"), lang.say("填写名称和密码", "Write its name and password"), false),
        option("card", lang.say("流量卡", "A SIM card"), lang.say("本机装有流量卡的", "If this kiosk has one"), false),
        option(
            "later",
            lang.say("先不连网", "Without the line for now"),
            lang.say("有了网络会自己连上平台", "It connects by itself once there is a line"),
            false,
        ),
    ]));
    setup.set_lines(list([lang.say("网卡 eth0：未连接", "interface eth0: not connected")]));
}

pub fn setup_report(app: &App, lang: Lang) {
    let note = lang.say("可以投入使用。", "It is ready to serve.");
    page(app, lang.say("自检报告", "Readiness report"), note, lang.say("完成设置", "Finish"));
    app.global::<SetupAdapter>().set_lines(list([
        lang.say("身份证读卡器：正常，应答正常", "card reader: ok, answers"),
        lang.say("回执打印机：正常，就绪", "receipt printer: ok, the printer is ready"),
        lang.say("拍摄台：正常，图像 1920×1080 像素", "document camera: ok, 1920 x 1080"),
        lang.say("社保卡读卡器：未配备", "social-security card reader: not fitted"),
        lang.say("网络：平台应答正常", "network: the platform answers"),
    ]));
}

pub fn setup_code(app: &App, lang: Lang) {
    let note = lang.say("把纸上的设置码对准扫码窗口", "Hold the printed code to the scanner");
    page(app, lang.say("用设置码", "With a code"), note, SharedString::new());
    app.global::<SetupAdapter>().set_picks(list([option(
        "hand",
        lang.say("手工填写", "By hand"),
        lang.say("在屏幕上填写名称、地点和一次性口令", "Write name, place and one-time token"),
        false,
    )]));
}

pub fn setup_devices(app: &App, lang: Lang) {
    let note =
        lang.say("不正常的设备，点一下可以换接口或试一试。", "Touch one that is not well: change its port, or try it.");
    page(app, lang.say("设备", "Devices"), note, lang.say("下一步", "Next"));
    app.global::<SetupAdapter>().set_picks(list([
        option(
            "card-reader",
            lang.say("身份证读卡器：正常", "card reader: ok"),
            lang.say("/dev/ttyUSB0，应答正常", "/dev/ttyUSB0, answers"),
            true,
        ),
        option(
            "receipt-printer",
            lang.say("回执打印机：要处理", "receipt printer: mend"),
            lang.say("/dev/usb/lp0，缺纸：请装纸", "/dev/usb/lp0, out of paper: load a roll"),
            false,
        ),
        option("face-camera", lang.say("人脸摄像头：未配备", "face camera: not fitted"), SharedString::new(), false),
    ]));
}

pub fn setup_busy(app: &App, lang: Lang) {
    let note = lang.say("请稍候", "Please wait");
    page(app, lang.say("打印标签", "The label"), note, SharedString::new());
    app.global::<SetupAdapter>().set_busy(true);
}
