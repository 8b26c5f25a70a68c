//! From the delivery to the evaluation.

use yici_ui::slint::{ComponentHandle, Image, SharedString};
use yici_ui::{
    App, Chrome, ClosedAdapter, Closure, DeliveryAdapter, DoneAdapter, EvaluateAdapter, FeesAdapter, HandingInAdapter,
    IssuingAdapter, IssuingProgress, PrivacyAdapter, ReceiptState, ReviewAdapter, ReviewSection, Row, SignAdapter,
    TicketAdapter,
};

use super::filling::picture;
use super::{Lang, list, option};

pub fn delivery(app: &App, lang: Lang) {
    let delivery = app.global::<DeliveryAdapter>();
    delivery.set_options(list([
        option(
            "counter",
            lang.say("到窗口领取", "Collect at the counter"),
            lang.say("清溪镇便民服务中心，工作日 9:00 到 17:00", "Qingxi service centre, weekdays 9:00 to 17:00"),
            true,
        ),
        option(
            "post",
            lang.say("邮寄到家", "By post"),
            lang.say("寄到您填写的住址，邮费到付", "To the address you gave; postage on delivery"),
            false,
        ),
        option(
            "electronic",
            lang.say("只要电子证照", "Electronic only"),
            lang.say("办好后发短信通知您", "A message tells you when it is ready"),
            false,
        ),
    ]));
    delivery.set_can_go_on(true);
}

pub fn review(app: &App, lang: Lang) {
    let row = |label, value: SharedString| Row { label, value };
    app.global::<ReviewAdapter>().set_sections(list([
        ReviewSection {
            title: lang.say("申请人", "Applicant"),
            rows: list([
                row(
                    lang.say("城乡居民基本医疗保险参保登记", "Residents' medical insurance"),
                    lang.say("人力资源社会保障部门", "Human resources and social security"),
                ),
                row(lang.say("姓名", "Name"), "王小满".into()),
                row(lang.say("身份证号码", "Citizen number"), "1****************4".into()),
                row(lang.say("手机号码", "Mobile number"), "139****0123".into()),
            ]),
        },
        ReviewSection {
            title: lang.say("孩子", "The child"),
            rows: list([
                row(lang.say("孩子姓名", "Child's name"), "王一禾".into()),
                row(lang.say("出生日期", "Date of birth"), "****-**-**".into()),
                row(
                    lang.say("家庭住址", "Home address"),
                    lang.say("清溪镇幸福路十二号三单元四〇二室", "Flat 402, stair 3, 12 Xingfu Road, Qingxi Town"),
                ),
            ]),
        },
        ReviewSection {
            title: lang.say("材料和领取", "Papers and delivery"),
            rows: list([
                row(lang.say("户口簿", "Household register"), lang.say("已拍 1 张", "1 photograph")),
                row(lang.say("结婚证", "Marriage certificate"), lang.say("6 月 30 日前补交", "by 30 June")),
                row(lang.say("领取方式", "Delivery"), lang.say("到窗口领取", "Collect at the counter")),
            ]),
        },
    ]));
}

pub fn sign(app: &App, lang: Lang) {
    let sign = app.global::<SignAdapter>();
    sign.set_statement(lang.say(
        "我申请办理出生医学证明、出生登记、城乡居民医保参保。以上填写和提交的内容真实，如有不实，由我承担责任。",
        "I apply for the birth certificate, household registration and medical insurance. What I have written and handed in is true, and I answer for it.",
    ));
    sign.set_has_ink(true);
    sign.set_ink("M 180 170 L 330 160 M 190 250 L 320 244 M 165 345 L 345 330 M 256 165 L 254 335 M 470 150 L 474 330 Q 472 352 446 336 M 430 210 Q 412 270 392 300 M 520 205 Q 556 250 566 300 M 640 180 L 780 172 M 668 150 L 672 200 M 742 146 L 740 196 M 640 240 L 640 350 M 640 240 L 790 232 Q 796 300 786 346 Q 780 360 760 344 M 712 240 L 706 320".into());
}

pub fn ticket(app: &App, lang: Lang) {
    let ticket = app.global::<TicketAdapter>();
    ticket.set_failed(false);
    ticket.set_number("A017".into());
    ticket.set_hall(lang.say("市政务服务中心　3号窗口", "City service centre　window 3"));
    ticket.set_when(lang.say("2026年11月26日", "26 November 2026"));
    ticket.set_ahead(lang.say("前面还有4人等候", "4 people wait before you"));
    ticket.set_message(lang.say(
        "小票可能没有打印好。号已经取到，请记下号码。",
        "The slip may not be whole. The number is yours: please note it down.",
    ));
    ticket.set_trouble(true);
    ticket.set_can_print_again(true);
    ticket.set_can_finish(true);
}

pub fn ticket_none(app: &App, lang: Lang) {
    let ticket = app.global::<TicketAdapter>();
    ticket.set_failed(true);
    ticket.set_message(lang.say(
        "没有连上大厅，还没有取到号。请再试一次，不会重复取号。",
        "The hall did not answer, so there is no number yet. Try again: you will not get two.",
    ));
}

pub fn handing_in(app: &App, lang: Lang) {
    let handing = app.global::<HandingInAdapter>();
    handing.set_failed(false);
    handing.set_message(lang.say("正在封存您的申请", "Sealing your application"));
}

pub fn handing_in_failed(app: &App, lang: Lang) {
    let handing = app.global::<HandingInAdapter>();
    handing.set_failed(true);
    handing.set_message(lang.say(
        "本机没能保存您的申请，什么都没有交出去。请再试一次，还不行请找工作人员。",
        "The kiosk could not keep your application, and nothing was handed in. Try again, or ask the staff.",
    ));
}

pub fn done(app: &App, lang: Lang) {
    let done = app.global::<DoneAdapter>();
    done.set_number("6918 8777 1173 4847".into());
    done.set_limit(lang.say("6 月 8 日前办好", "Ready by 8 June"));
    done.set_sending(lang.say(
        "已安全保存在本机，网络恢复后自动送出，不用再来。",
        "Kept safe in this kiosk and sent by itself once the line is back.",
    ));
    done.set_receipt(ReceiptState::Printed);
    done.set_receipt_message(lang.say("请取走回执", "Please take your receipt"));
    done.set_qr(code());
    done.set_owed(list([lang.say("结婚证：6 月 30 日前", "Marriage certificate: by 30 June")]));
}

pub fn done_printing(app: &App, lang: Lang) {
    done(app, lang);
    let done = app.global::<DoneAdapter>();
    done.set_receipt(ReceiptState::Printing);
    done.set_receipt_message(lang.say("正在打印回执……", "Printing your receipt…"));
    done.set_owed(list([]));
}

pub fn done_failed(app: &App, lang: Lang) {
    done(app, lang);
    let done = app.global::<DoneAdapter>();
    done.set_receipt(ReceiptState::Failed);
    done.set_receipt_message(lang.say(
        "打印机没纸了。请记下编号，申请不受影响。",
        "Out of paper. Note the number; your application is not affected.",
    ));
}

pub fn evaluate(app: &App, lang: Lang) {
    let level = |key: &str, zh, en, selected| option(key, lang.say(zh, en), SharedString::new(), selected);
    let evaluate = app.global::<EvaluateAdapter>();
    evaluate.set_levels(list([
        level("5", "非常满意", "Very satisfied", false),
        level("4", "满意", "Satisfied", true),
        level("3", "基本满意", "Fairly satisfied", false),
        level("2", "不满意", "Dissatisfied", false),
        level("1", "非常不满意", "Very dissatisfied", false),
    ]));
    evaluate.set_can_send(true);
}

pub fn fees(app: &App, lang: Lang) {
    let row = |zh, en, fee_zh, fee_en| Row { label: lang.say(zh, en), value: lang.say(fee_zh, fee_en) };
    let fees = app.global::<FeesAdapter>();
    fees.set_rows(list([
        row("居民身份证申领、户口登记", "ID card, household", "换领每证20元", "20 yuan"),
        row("城乡居民医保参保", "Medical insurance", "按当年标准缴纳参保费", "This year's contribution"),
    ]));
    fees.set_how(lang.say(
        "本机不收钱。需要缴费的，主管部门受理后发短信告诉您金额和缴费方式，可以用手机缴，也可以到窗口缴。",
        "This machine takes no money. Where something is to be paid, the department tells you by message how much and how.",
    ));
}

pub fn privacy(app: &App, lang: Lang) {
    let part = |zh, en, text_zh, text_en| Row { label: lang.say(zh, en), value: lang.say(text_zh, text_en) };
    let what = part(
        "收集什么，为什么",
        "What is taken, and why",
        "只收集您选择的事项要求的内容：身份证或身份码上的信息、您填写的内容、您拍摄的材料和您的签名，只用来办这件事。",
        "Only what the matter you choose asks for: what your card or code says, what you write, the papers you photograph and your signature. It serves this matter and nothing else.",
    );
    app.global::<PrivacyAdapter>().set_parts(list(std::iter::repeat_n(what, 6)));
}

pub fn issuing(app: &App, progress: IssuingProgress, zh: &str, en: &str, lang: Lang) {
    let issuing = app.global::<IssuingAdapter>();
    issuing.set_progress(progress);
    issuing.set_message(lang.say(zh, en));
    issuing.set_can_go_on(progress == IssuingProgress::Done);
    issuing.set_can_try_again(progress == IssuingProgress::Trouble);
}

pub fn issuing_done(app: &App, lang: Lang) {
    let words = ("证明打印好了，请在A4打印机出纸口取走", "It is printed: please take it from the A4 printer");
    issuing(app, IssuingProgress::Done, words.0, words.1, lang);
}

pub fn issuing_trouble(app: &App, lang: Lang) {
    let words = (
        "主管部门现在没有答复，证明没有开出来。可以再试一次，或稍后再来",
        "The department does not answer now; nothing was issued. Try again, or come back later",
    );
    issuing(app, IssuingProgress::Trouble, words.0, words.1, lang);
    app.global::<Chrome>().set_prompt(
        lang.say(
            "证明没有开出来，请看屏幕上的说明。",
            "The certificate did not come. Please read what the screen says.",
        ),
    );
}

/// Somebody was not content, and may say why.
pub fn evaluate_reasons(app: &App, lang: Lang) {
    evaluate(app, lang);
    let reason = |key: &str, zh, en, selected| option(key, lang.say(zh, en), SharedString::new(), selected);
    app.global::<EvaluateAdapter>().set_reasons(list([
        reason("unclear", "说明看不懂", "Hard to understand", false),
        reason("steps", "步骤太多", "Too many steps", true),
        reason("slow", "等得太久", "Too slow", false),
        reason("papers", "要的材料太多", "Too many papers", false),
        reason("device", "机器不好用", "The machine did not work well", true),
        reason("no-help", "没有人帮忙", "Nobody helped", false),
    ]));
}

pub fn closed(app: &App, closure: Closure, lang: Lang) {
    let closed = app.global::<ClosedAdapter>();
    closed.set_closure(closure);
    closed.set_opens(lang.say("11月23日　星期一 08:30", "Monday, 23 November 08:30"));
    closed.set_hours(lang.say(
        "周一至周五 08:30—17:30；集日（农历逢三、八）06:00—13:00",
        "Mon to Fri 08:30—17:30; market days (lunar days that end in 3 or 8) 06:00—13:00",
    ));
    closed.set_notice(if closure == Closure::OutOfService {
        lang.say(
            "断电前的申请已安全保存，请勿重复提交。受理号 6918 8777 1173 4847，回执稍后补打。",
            "The application made before the power went was kept; please do not apply again. Number 6918 8777 1173 4847; its receipt will be printed again.",
        )
    } else {
        SharedString::new()
    });
}

/// Something that looks like a QR code.
fn code() -> Image {
    picture(29, 29, |x, y| {
        let eye = |cx: u32, cy: u32| x.abs_diff(cx).max(y.abs_diff(cy));
        let nearest = eye(5, 5).min(eye(23, 5)).min(eye(5, 23));
        let quiet = !(2..27).contains(&x) || !(2..27).contains(&y);
        let dark =
            if nearest <= 4 { nearest != 2 && nearest != 4 } else { (x * x * 7 + y * y * 13 + x * y * 5) % 11 < 5 };
        if dark && !quiet { [0; 3] } else { [255; 3] }
    })
}
