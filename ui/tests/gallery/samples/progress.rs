//! Where one's cases stand.

use super::{Lang, list};
use yici_ui::slint::{ComponentHandle, ModelRc, SharedString};
use yici_ui::{App, CaseLine, CaseMark, CaseStep, ProgressAdapter, ProgressStage};

fn begin<'a>(app: &'a App, stage: ProgressStage) -> ProgressAdapter<'a> {
    let progress = app.global::<ProgressAdapter>();
    progress.set_stage(stage);
    progress.set_trouble(false);
    progress.set_takes_codes(true);
    progress.set_confirming(false);
    progress.set_can_top_up(false);
    progress.set_can_withdraw(false);
    progress.set_owed(ModelRc::default());
    progress
}

pub fn progress(app: &App, lang: Lang) {
    begin(app, ProgressStage::Asking).set_message(lang.say(
        "放身份证，看您的全部办件；或者把回执上的二维码对准扫码口",
        "Lay your ID card down to see all your cases, or hold your receipt's code to the scanner",
    ));
}

pub fn progress_card(app: &App, lang: Lang) {
    let progress = begin(app, ProgressStage::Asking);
    progress.set_takes_codes(false);
    progress.set_message(
        lang.say("请再放上身份证，确认是您本人的办件", "Now lay your ID card down, to show that it is yours"),
    );
}

pub fn progress_number(app: &App, lang: Lang) {
    let progress = begin(app, ProgressStage::Writing);
    progress.set_message(lang.say("写回执上的16位受理号", "Write the 16 digits on your receipt"));
    progress.set_typed("6918 8777 1173 4847".into());
    progress.set_complete(true);
}

pub fn progress_list(app: &App, lang: Lang) {
    let line = |key: &str, name, state, mark| CaseLine {
        key: key.into(),
        name,
        number: "6918 8777 1173 4847".into(),
        state,
        mark,
    };
    begin(app, ProgressStage::List).set_cases(list([
        line(
            "0",
            lang.say("新生儿出生", "A child is born"),
            lang.say("缺材料，等您补交", "A paper is missing"),
            CaseMark::Attention,
        ),
        line(
            "1",
            lang.say("灵活就业参保", "Insurance of the self-employed"),
            lang.say("已受理，办理中", "Being worked on"),
            CaseMark::UnderWay,
        ),
        line(
            "2",
            lang.say("二手房转移登记及水电气联动过户", "Sale of a used home, with water, power and gas"),
            lang.say("已办结，可以领证", "Done, ready for you"),
            CaseMark::Done,
        ),
        line("3", lang.say("企业开办", "Opening a company"), lang.say("已收到，待受理", "Received"), CaseMark::Waiting),
    ]));
}

pub fn progress_case(app: &App, lang: Lang) {
    let progress = begin(app, ProgressStage::Case);
    progress.set_name(lang.say("新生儿出生", "A child is born"));
    progress.set_number("6918 8777 1173 4847".into());
    progress.set_received(lang.say("2026年11月21日", "2026-11-21"));
    progress.set_state(lang.say("缺材料，等您补交", "A paper is missing"));
    progress.set_mark(CaseMark::Attention);
    let step = |name, state, mark| CaseStep { name, state, mark };
    progress.set_steps(list([
        step(
            lang.say("出生医学证明签发", "Certificate of birth"),
            lang.say("2026年11月23日　已办结，可以领证", "2026-11-23　Done, ready for you"),
            CaseMark::Done,
        ),
        step(
            lang.say("出生登记", "Entry in the household register"),
            lang.say("2026年11月24日　缺材料，等您补交", "2026-11-24　A paper is missing"),
            CaseMark::Attention,
        ),
        step(
            lang.say("城乡居民基本医疗保险参保登记", "Residents' medical insurance"),
            lang.say("2026年11月22日　已受理，办理中", "2026-11-22　Being worked on"),
            CaseMark::UnderWay,
        ),
        step(
            lang.say("社会保障卡申领", "Social-security card"),
            lang.say("已收到，待受理", "Received"),
            CaseMark::Waiting,
        ),
    ]));
    progress.set_owed(list([lang.say("户口簿：2026年12月21日前补交", "Household register: by 2026-12-21")]));
    progress.set_can_top_up(true);
    progress.set_can_withdraw(true);
    progress.set_note("".into());
}

pub fn progress_withdraw(app: &App, lang: Lang) {
    progress_case(app, lang);
    app.global::<ProgressAdapter>().set_confirming(true);
}

pub fn progress_unanswered(app: &App, lang: Lang) {
    begin(app, ProgressStage::Unanswered).set_message(lang.say(
        "现在网络不通，查不到平台上的进度。\n这件申请安全地保存在本机，还没有送出；网络恢复后自动送达，不用再来。",
        "The line is down, so the platform cannot be asked now.\nThis application is kept safe in this kiosk and not sent yet; it goes by itself once the line is back.",
    ));
}

pub fn news(lang: Lang) -> SharedString {
    lang.say(
        "您有1件申请要补交材料，1件证件办好了，可以查进度。",
        "Papers are wanted for 1 of your cases; documents ready: 1.",
    )
}
