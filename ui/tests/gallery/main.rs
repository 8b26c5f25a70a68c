//! Every page in both languages, drawn as a citizen sees it. The pictures go to `target/tmp/gallery/`.
//!
//! - `YICI_ONLY=44-search` does one page alone.
//! - Each page's main control is found by its label.
//! - Everything that can be touched lies inside the window and is at least 88 px high.

mod audit;
mod bad_input;
mod looks;
mod pictures;
mod piecewise;
mod samples;
mod touch;
mod widgets;

use std::fs::{self, File};
use std::path::Path;

use samples::Lang;
use yici_ui::slint::ComponentHandle;
use yici_ui::testing::{self, finger};
use yici_ui::{App, Chrome, Closure, Page, Reminder, Writing};

/// The least height of anything a finger aims at, in pixels.
const TARGET: f32 = 88.0;

struct Shot {
    name: &'static str,
    page: Page,
    fill: fn(&App, Lang),
    /// The main control, in Chinese and in English.
    main: [&'static str; 2],
}

const fn shot(name: &'static str, page: Page, fill: fn(&App, Lang), zh: &'static str, en: &'static str) -> Shot {
    Shot { name, page, fill, main: [zh, en] }
}

static SHOTS: [Shot; 101] = [
    shot("01-attract", Page::Attract, samples::nothing, "点击屏幕任意位置开始", "Touch anywhere to start"),
    shot("02-attract-notice", Page::Attract, samples::attract, "点击屏幕任意位置开始", "Touch anywhere to start"),
    shot("03-home", Page::Home, samples::home, "新生儿出生", "A child is born"),
    shot("04-guide", Page::Guide, samples::guide, "开始办理", "Begin"),
    shot("05-questions", Page::Questions, samples::questions, "下一步", "Next"),
    shot("06-choice", Page::Choice, samples::choice, "就办这些", "Do these"),
    shot("07-identify", Page::Identify, samples::identify, "返回", "Back"),
    shot("08-identify-unreadable", Page::Identify, samples::identify_unreadable, "返回", "Back"),
    shot("09-form", Page::Form, samples::form, "填好了", "All filled in"),
    shot("10-write-chinese", Page::Form, |app, lang| samples::writing(app, lang, Writing::Chinese), "A", "A"),
    shot("11-write-number", Page::Form, |app, lang| samples::writing(app, lang, Writing::CitizenNumber), "X", "X"),
    shot("12-write-date", Page::Form, |app, lang| samples::writing(app, lang, Writing::Date), "删除", "Delete"),
    shot("13-write-latin", Page::Form, |app, lang| samples::writing(app, lang, Writing::Latin), "空格", "Space"),
    shot(
        "14-write-digits",
        Page::Form,
        |app, lang| samples::writing(app, lang, Writing::Digits),
        "下一项",
        "Next field",
    ),
    shot("15-write-options", Page::Form, |app, lang| samples::writing(app, lang, Writing::Options), "完成", "Done"),
    shot("78-licences", Page::Licences, samples::licences, "下一步", "Next"),
    shot("16-papers", Page::Papers, samples::papers, "拍照", "Take picture"),
    shot("17-papers-still", Page::Papers, samples::papers_still, "清楚，用这张", "Clear, use it"),
    shot("18-promises", Page::Promises, samples::promises, "下一步", "Next"),
    shot("19-delivery", Page::Delivery, samples::delivery, "下一步", "Next"),
    shot("20-review", Page::Review, samples::review, "核对无误", "All correct"),
    shot("73-face", Page::Face, samples::face, "同意拍照", "I agree"),
    shot("74-face-other-way", Page::Face, samples::face_other_way, "知道了", "I see"),
    shot("75-face-looking", Page::Face, samples::face_looking, "拍照", "Take picture"),
    shot("76-face-looked", Page::Face, samples::face_looked, "就用这张", "Use this one"),
    shot("21-sign", Page::Sign, samples::sign, "确认签名", "Confirm signature"),
    shot("22-handing-in", Page::HandingIn, samples::handing_in, "正在交办", "Handing in"),
    shot("23-handing-in-failed", Page::HandingIn, samples::handing_in_failed, "再试一次", "Try again"),
    shot("24-done", Page::Done, samples::done, "下一步", "Next"),
    shot("25-done-failed", Page::Done, samples::done_failed, "再打印一次", "Print again"),
    shot("26-evaluate", Page::Evaluate, samples::evaluate, "提交评价", "Send"),
    shot("27-thanks", Page::Thanks, samples::nothing, "结束", "Finish"),
    shot("28-idle", Page::Review, |app, _| app.global::<Chrome>().set_idle_seconds(12), "继续办理", "Carry on"),
    shot(
        "29-leaving",
        Page::Review,
        |app, _| app.global::<Chrome>().set_leaving(true),
        "离开并清除",
        "Leave and erase",
    ),
    shot("30-papers-many", Page::Papers, samples::papers_many, "向下翻", "Down"),
    shot("31-questions-long", Page::Questions, samples::questions_long, "向下翻", "Down"),
    shot("33-home-few", Page::Home, samples::home_few, "新生儿出生", "A child is born"),
    shot("34-questions-short", Page::Questions, samples::questions_short, "没有登记结婚", "No"),
    shot("35-write-sentence", Page::Form, samples::writing_long, "十", "十"),
    shot("36-write-single", Page::Form, samples::writing_single, "氨", "氨"),
    shot("37-done-printing", Page::Done, samples::done_printing, "正在打印回执……", "Printing your receipt…"),
    shot(
        "38-asleep",
        Page::Closed,
        |app, lang| samples::closed(app, Closure::Asleep, lang),
        "来电后自动恢复，不用等在这里。",
        "It goes on by itself once the power is back. You need not wait here.",
    ),
    shot(
        "39-out-of-service",
        Page::Closed,
        |app, lang| samples::closed(app, Closure::OutOfService, lang),
        "暂停服务",
        "Out of service",
    ),
    shot(
        "40-switching-off",
        Page::Closed,
        |app, lang| samples::closed(app, Closure::SwitchingOff, lang),
        "来电后自动开机。",
        "It starts by itself once the power is back.",
    ),
    shot("41-help", Page::Form, help, "工作人员已到", "The clerk is here"),
    shot("42-take-card", Page::Form, |app, lang| remind(app, Reminder::Card, lang), "拿好了", "I have it"),
    shot("43-take-receipt", Page::Done, |app, lang| remind(app, Reminder::Receipt, lang), "知道了", "I see"),
    shot("44-search", Page::Search, samples::search, "新生儿出生", "A child is born"),
    shot("45-search-nothing", Page::Search, samples::search_nothing, "手写", "By hand"),
    shot("46-search-by-hand", Page::Search, samples::search_by_hand, "手写区", "Writing pad"),
    shot("47-write-by-hand", Page::Form, samples::writing_by_hand, "手写区", "Writing pad"),
    shot("58-ticket", Page::Ticket, samples::ticket, "结束", "Finish"),
    shot("59-ticket-none", Page::Ticket, samples::ticket_none, "再试一次", "Try again"),
    shot("48-whom", Page::Whom, samples::whom, "替别人办（代办）", "For somebody else"),
    shot(
        "49-identify-principal",
        Page::Identify,
        samples::identify_principal,
        "没带，自己填写",
        "Not with me, I write it",
    ),
    shot("50-evaluate-reasons", Page::Evaluate, samples::evaluate_reasons, "没有人帮忙", "Nobody helped"),
    shot("51-write-place", Page::Form, samples::writing_place, "广东省", "广东省"),
    shot("52-write-rare", Page::Form, samples::writing_rare, "䶮", "䶮"),
    shot(
        "53-write-symbols",
        Page::Form,
        |app, lang| samples::writing_panel(app, lang, yici_ui::Panel::Symbols),
        "㎡",
        "㎡",
    ),
    shot("54-issuing-done", Page::Issuing, samples::issuing_done, "下一步", "Next"),
    shot("55-issuing-trouble", Page::Issuing, samples::issuing_trouble, "再试一次", "Try again"),
    shot("56-fees", Page::Fees, samples::fees, "下一步", "Next"),
    shot("57-privacy", Page::Privacy, samples::privacy, "我知道了", "I see"),
    shot("60-identify-either", Page::Identify, samples::identify_either, "返回", "Back"),
    shot("61-take-social-card", Page::Form, |app, lang| remind(app, Reminder::SocialCard, lang), "拿好了", "I have it"),
    shot("77-take-document", Page::Issuing, |app, lang| remind(app, Reminder::Document, lang), "知道了", "I see"),
    shot("62-left-card", Page::Attract, |app, lang| remind(app, Reminder::LeftCard, lang), "拿好了", "I have it"),
    shot("63-progress", Page::Progress, samples::progress, "码扫不了？输入受理编号", "No scan? Write the number"),
    shot("64-progress-card", Page::Progress, samples::progress_card, "返回", "Back"),
    shot("65-progress-number", Page::Progress, samples::progress_number, "查询", "Look it up"),
    shot("66-progress-list", Page::Progress, samples::progress_list, "返回", "Back"),
    shot("67-progress-case", Page::Progress, samples::progress_case, "补交材料", "Add the papers"),
    shot("68-progress-withdraw", Page::Progress, samples::progress_withdraw, "确定撤回", "Take it back"),
    shot("69-progress-unanswered", Page::Progress, samples::progress_unanswered, "再试一次", "Try again"),
    shot("70-news", Page::Form, news, "填好了", "All filled in"),
    shot("71-ease", Page::Home, ease, "看清楚了", "This is good"),
    shot("72-line-down", Page::Choice, line_down, "就办这些", "Do these"),
    shot("80-papers-with-sample", Page::Papers, samples::papers_with_sample, "看样张", "See a sample"),
    shot(
        "88-resting",
        Page::Closed,
        |app, lang| samples::closed(app, Closure::Resting, lang),
        "现在休息",
        "Closed now",
    ),
    shot("89-help-nobody", Page::Form, help_nobody, "知道了", "I see"),
    shot("81-papers-sample", Page::Papers, samples::papers_sample, "知道了", "I see"),
    shot("82-setup-ways", Page::Setup, samples::setup_ways, "用设置码", "With a code"),
    shot("83-setup-fields", Page::Setup, samples::setup_fields, "下一步", "Next"),
    shot("84-setup-exact", Page::Setup, samples::setup_exact, "大写", "ABC"),
    shot("85-setup-card", Page::Setup, samples::setup_card, "一样大了", "It is as large"),
    shot("86-setup-trouble", Page::Setup, samples::setup_trouble, "再试一次", "Try again"),
    shot("87-setup-report", Page::Setup, samples::setup_report, "完成设置", "Finish"),
    shot("100-setup-code", Page::Setup, samples::setup_code, "手工填写", "By hand"),
    shot("101-setup-devices", Page::Setup, samples::setup_devices, "下一步", "Next"),
    shot("102-setup-busy", Page::Setup, samples::setup_busy, "打印标签", "The label"),
    shot("79-service-pin", Page::Service, samples::service_pin, "进入", "Enter"),
    shot("90-service-pin-wrong", Page::Service, samples::service_pin_wrong, "校准时钟", "Set the clock"),
    shot("91-service-locked", Page::Service, samples::service_locked, "校准时钟", "Set the clock"),
    shot("92-service-stick-refused", Page::Service, samples::service_stick_refused, "校准时钟", "Set the clock"),
    shot("93-service-judging", Page::Service, samples::service_judging, "正在核对口令", "Checking the PIN"),
    shot("94-service-clock", Page::Service, samples::service_clock, "设定", "Set"),
    shot("95-service-menu", Page::Service, samples::service_menu, "设备状态", "Devices"),
    shot("96-service-menu-clerk", Page::Service, samples::service_menu_clerk, "打印测试页", "Test receipt"),
    shot("97-service-sure", Page::Service, samples::service_sure, "关机", "Shut down"),
    shot("98-service-told", Page::Service, samples::service_told, "知道了", "OK"),
    shot("99-service-told-trouble", Page::Service, samples::service_told_trouble, "知道了", "OK"),
];

fn ease(app: &App, lang: Lang) {
    samples::home(app, lang);
    app.global::<Chrome>().set_easing(true);
}

fn line_down(app: &App, lang: Lang) {
    samples::choice(app, lang);
    app.global::<Chrome>().set_line_up(false);
}

/// While one page is worked on, `YICI_ONLY="lying-largest 44-search"` leaves out of the audit all that lack one of these words,
/// and `YICI_ONLY=44-search` all other pictures.
fn wanted(name: &str) -> bool {
    std::env::var("YICI_ONLY").unwrap_or_default().split(' ').all(|word| name.contains(word))
}

fn help(app: &App, lang: Lang) {
    samples::form(app, lang);
    app.global::<Chrome>().set_help_called(true);
}

fn help_nobody(app: &App, lang: Lang) {
    help(app, lang);
    app.global::<Chrome>().set_nobody_comes(samples::nobody_comes(lang));
}

fn news(app: &App, lang: Lang) {
    samples::form(app, lang);
    app.global::<Chrome>().set_news(samples::news(lang));
}

fn remind(app: &App, reminder: Reminder, lang: Lang) {
    match reminder {
        Reminder::Card | Reminder::SocialCard => samples::form(app, lang),
        Reminder::LeftCard | Reminder::None => samples::nothing(app, lang),
        Reminder::Receipt => samples::done(app, lang),
        Reminder::Document => samples::issuing_done(app, lang),
    }
    app.global::<Chrome>().set_reminder(reminder);
}

#[test]
fn every_page_shows_its_main_control_and_every_target_fits_a_finger() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    testing::install().expect("the first platform of this thread");
    let app = App::new().expect("the screens build");
    testing::show(&app).expect("the window shows");
    let mut faults = Vec::new();
    for (lang, tongue) in [(Lang::Zh, ""), (Lang::En, "en")] {
        yici_ui::slint::select_bundled_translation(tongue).expect("both languages are bundled");
        for shot in SHOTS.iter().filter(|shot| wanted(shot.name)) {
            let name = format!("{}-{}", shot.name, if lang == Lang::Zh { "zh" } else { "en" });
            samples::chrome(&app, lang, shot.page);
            (shot.fill)(&app, lang);
            testing::pass(std::time::Duration::from_millis(2_000));
            save(&app, &folder.join(format!("{name}.png")));
            faults.extend(
                faults_of(&app, shot.main[usize::from(lang == Lang::En)]).map(|fault| format!("{name}: {fault}")),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn faults_of(app: &App, main: &str) -> impl Iterator<Item = String> {
    let missing =
        testing::find(app, main).is_none().then(|| format!("{main} is not found among {:?}", testing::labels(app)));
    let (width, height) = (1080.0, 1920.0);
    let misfits = testing::all(app).into_iter().filter(|seen| seen.control).filter_map(move |seen| {
        let rect = seen.rect;
        let inside = rect.x >= 0.0 && rect.x + rect.width <= width && rect.y < height;
        (!inside || rect.height < TARGET || rect.width < TARGET)
            .then(|| format!("{} is too small or outside: {rect:?}", seen.label))
    });
    missing.into_iter().chain(misfits)
}

fn save(app: &impl ComponentHandle, path: &Path) {
    let picture = finger::snapshot(app.window()).expect("the software renderer draws");
    let file = File::create(path).expect("the picture's file opens");
    let mut encoder = png::Encoder::new(file, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().expect("the picture's header is written");
    writer.write_image_data(picture.as_bytes()).expect("the picture is written");
}
