//! The form, its keyboards, the papers and the promises.

use yici_ui::slint::{ComponentHandle, Image, Model, Rgb8Pixel, SharedPixelBuffer, SharedString};
use yici_ui::testing;
use yici_ui::{
    App, Chrome, FaceAdapter, FaceStage, FieldGroup, FieldRow, FormAdapter, LicencesAdapter, PaperRow, PaperState,
    PapersAdapter, PromiseCard, PromisesAdapter, Row, Writing,
};

use super::{Lang, list, option};

pub fn form(app: &App, lang: Lang) {
    let form = app.global::<FormAdapter>();
    form.set_editing(false);
    let field = |key: &str, label, value, origin, complaint| FieldRow {
        key: key.into(),
        label,
        value,
        origin,
        complaint,
        reason: SharedString::new(),
        required: true,
        settled: false,
    };
    let settled = |row: FieldRow| FieldRow { settled: true, ..row };
    let none = SharedString::new;
    let card = || lang.say("来自身份证", "from the ID card");
    let written = || lang.say("您填写的", "written by you");
    let phone = FieldRow {
        reason: lang.say(
            "用于：出生医学证明首次签发、出生户口登记、父母双方信息登记、城乡居民基本医疗保险参保登记、社会保障卡申领、\
             生育医疗费用报销、独生子女登记",
            "For: first birth certificate, entry in the household register, entry of both parents, residents' medical \
             insurance, social security card, refund of maternity costs",
        ),
        ..field(
            "phone",
            lang.say("手机号码", "Mobile number"),
            "1390000012".into(),
            written(),
            lang.say("还少一位，手机号码是 11 位", "One digit is missing: 11 are needed"),
        )
    };
    form.set_groups(list([
        FieldGroup {
            title: lang.say("申请人", "Applicant"),
            rows: list([
                settled(field("name", lang.say("姓名", "Name"), "王小满".into(), card(), none())),
                settled(field(
                    "number",
                    lang.say("身份证号码", "Citizen number"),
                    "110101 19990101 0024".into(),
                    card(),
                    none(),
                )),
                phone,
            ]),
        },
        FieldGroup {
            title: lang.say("孩子", "The child"),
            rows: list([
                field("child", lang.say("孩子姓名", "Child's name"), none(), none(), none()),
                field("born", lang.say("出生日期", "Date of birth"), "2026-05-20".into(), written(), none()),
                field(
                    "address",
                    lang.say("家庭住址", "Home address"),
                    lang.say("清溪镇幸福路十二号三单元四〇二室", "Flat 402, stair 3, 12 Xingfu Road, Qingxi"),
                    card(),
                    none(),
                ),
            ]),
        },
    ]));
    form.set_missing(lang.say("还有 2 项没有填好", "2 fields still need you"));
    form.set_can_go_on(false);
}

/// The most and the longest candidates that a page of them holds.
pub fn writing_long(app: &App, lang: Lang) {
    writing(app, lang, Writing::Chinese);
    let words = ["示范市妇幼保健院", "示范市妇幼", "示范市", "示范", "师范", "是范", "失范", "十"];
    app.global::<FormAdapter>().set_candidates(list(words.map(SharedString::from)));
    app.global::<FormAdapter>().set_composing("shi fan shi fu you bao jian yuan".into());
}

/// Eight single characters: one line of them.
pub fn writing_single(app: &App, lang: Lang) {
    writing(app, lang, Writing::Chinese);
    let words = ["按", "俺", "安", "案", "暗", "岸", "鞍", "氨"];
    app.global::<FormAdapter>().set_candidates(list(words.map(SharedString::from)));
    app.global::<FormAdapter>().set_composing("an".into());
}

/// Another panel under the field.
pub fn writing_panel(app: &App, lang: Lang, panel: yici_ui::Panel) {
    writing(app, lang, Writing::Chinese);
    let form = app.global::<FormAdapter>();
    form.set_can_pick_areas(true);
    form.set_panel(panel);
    form.set_composing(SharedString::new());
}

/// The provinces.
pub fn writing_place(app: &App, lang: Lang) {
    writing_panel(app, lang, yici_ui::Panel::Areas);
    let names = [
        "北京市",
        "天津市",
        "河北省",
        "山西省",
        "内蒙古自治区",
        "辽宁省",
        "吉林省",
        "黑龙江省",
        "上海市",
        "江苏省",
        "浙江省",
        "安徽省",
        "福建省",
        "江西省",
        "山东省",
        "河南省",
        "湖北省",
        "湖南省",
        "广东省",
        "广西壮族自治区",
        "海南省",
        "重庆市",
        "四川省",
        "贵州省",
        "云南省",
        "西藏自治区",
        "陕西省",
        "甘肃省",
        "青海省",
        "宁夏回族自治区",
        "新疆维吾尔自治区",
        "台湾省",
        "香港特别行政区",
        "澳门特别行政区",
    ];
    app.global::<FormAdapter>().set_areas(list(names.map(SharedString::from)));
}

/// Characters of names that are read alike.
pub fn writing_rare(app: &App, lang: Lang) {
    writing_panel(app, lang, yici_ui::Panel::Rare);
    let form = app.global::<FormAdapter>();
    form.set_composing("yan9".into());
    form.set_candidates(list("妍衍彦䶮㢂𢍻𠊳姲㳂砚咽殷㛪𬎳".chars().map(|one| SharedString::from(one.to_string()))));
}

/// A character on the pad, and what it may be.
pub fn writing_by_hand(app: &App, lang: Lang) {
    writing(app, lang, Writing::Chinese);
    ink(app, lang);
}

/// 中 in ink, as large as the pad.
pub fn ink(app: &App, lang: Lang) {
    let form = app.global::<FormAdapter>();
    form.set_panel(yici_ui::Panel::Hand);
    form.set_composing(SharedString::new());
    form.set_more_candidates(false);
    form.set_has_ink(true);
    let characters = ["中", "申", "虫", "牛", "甲", "由", "电", "冲", "巾", "叶", "仲", "忠", "史", "串", "吕", "弔"];
    form.set_candidates(list(characters.map(SharedString::from)));
    let (width, height) =
        testing::find(app, &lang.say("手写区", "Writing pad")).map_or((520.0, 300.0), |pad| (pad.width, pad.height));
    let size = 0.8 * width.min(height);
    let strokes: [&[(f32, f32)]; 4] = [
        &[(0.08, 0.24), (0.11, 0.58)],
        &[(0.08, 0.24), (0.92, 0.21), (0.88, 0.55)],
        &[(0.11, 0.57), (0.88, 0.55)],
        &[(0.5, 0.0), (0.505, 1.0)],
    ];
    let at = |(x, y): &(f32, f32)| format!("{} {}", (width - size) / 2.0 + x * size, (height - size) / 2.0 + y * size);
    let path = strokes.map(|stroke| format!("M {}", stroke.iter().map(at).collect::<Vec<_>>().join(" L "))).join(" ");
    form.set_ink(path.into());
}

/// The sheet over the form, for one kind of field.
pub fn writing(app: &App, lang: Lang, writing: Writing) {
    form(app, lang);
    let form = app.global::<FormAdapter>();
    form.set_editing(true);
    form.set_writing(writing);
    form.set_composing(SharedString::new());
    form.set_candidates(list([]));
    form.set_complaint(SharedString::new());
    form.set_last(false);
    let (label, value, note, sample) = match writing {
        Writing::Chinese => {
            form.set_composing("xing fu".into());
            form.set_candidates(list(["幸福", "姓傅", "幸", "星", "兴"].map(SharedString::from)));
            form.set_more_candidates(true);
            (
                lang.say("家庭住址", "Home address"),
                "清溪镇",
                lang.say("写到门牌号", "Down to the door number"),
                "清溪镇幸福路 12 号",
            )
        }
        Writing::CitizenNumber => {
            form.set_complaint(
                lang.say("最后一位不对，请对照证件再看一遍", "The last digit is wrong: compare it with the card"),
            );
            (
                lang.say("配偶身份证号码", "Spouse's citizen number"),
                "110101199901010023",
                lang.say("18 位，最后一位可能是 X", "18 digits; the last may be X"),
                "",
            )
        }
        Writing::Date => (
            lang.say("出生日期", "Date of birth"),
            "2026-05-",
            lang.say("年、月、日", "Year, month, day"),
            "2026-05-20",
        ),
        Writing::Latin => (
            lang.say("统一社会信用代码", "Credit code"),
            "91110000MA",
            lang.say("18 位数字和字母", "18 digits and letters"),
            "",
        ),
        Writing::Exact => (lang.say("一次性口令", "One-time token"), "7Fq2-xW", SharedString::new(), ""),
        Writing::Decimal => (
            lang.say("建筑面积（平方米）", "Floor area in square metres"),
            "86.",
            lang.say("可以写小数", "With decimals where it has them"),
            "86.5",
        ),
        Writing::Digits => (
            lang.say("手机号码", "Mobile number"),
            "139000",
            lang.say("用来通知您办理结果", "To tell you how it went"),
            "13900000123",
        ),
        Writing::Options => {
            form.set_last(true);
            form.set_options(list([
                option("f", lang.say("女", "Female"), SharedString::new(), true),
                option("m", lang.say("男", "Male"), SharedString::new(), false),
            ]));
            (lang.say("孩子性别", "Child's sex"), "", lang.say("和出生证明上一致", "As on the birth certificate"), "")
        }
    };
    form.set_label(label);
    form.set_value(value.into());
    form.set_note(note);
    form.set_sample(sample.into());
}

pub fn papers(app: &App, lang: Lang) {
    let papers = app.global::<PapersAdapter>();
    let row = |key: &str, name, state, current| PaperRow { key: key.into(), name, state, current };
    papers.set_papers(list([
        row("register", lang.say("户口簿", "Household register"), PaperState::Taken, false),
        row("birth", lang.say("出生医学证明", "Birth certificate"), PaperState::Needed, true),
        row("marriage", lang.say("结婚证", "Marriage certificate"), PaperState::Promised, false),
    ]));
    papers.set_name(lang.say("出生医学证明", "Birth certificate"));
    papers.set_note(lang.say("拍正面，字要看得清。", "Photograph the front; the writing must be legible."));
    papers.set_reason(lang.say("落户和医保要用。", "Needed for registration and insurance."));
    papers.set_deferrable(true);
    papers.set_complete(false);
    papers.set_camera_open(true);
    papers.set_message(lang.say("光线有点暗，请把材料放平", "A little dark: lay the paper flat"));
    papers.set_live(desk());
    papers.set_has_still(false);
    papers.set_has_sample(false);
    papers.set_sampling(false);
}

/// More papers than the list shows at once.
pub fn papers_many(app: &App, lang: Lang) {
    papers(app, lang);
    let papers = app.global::<PapersAdapter>();
    let rows = (1..=6).map(|number| PaperRow {
        key: number.to_string().into(),
        name: lang.say(
            &format!("第 {number} 份材料：城乡居民基本医疗保险参保登记表"),
            &format!("Paper {number}: medical insurance enrolment form"),
        ),
        state: if number < 3 { PaperState::Taken } else { PaperState::Needed },
        current: number == 3,
    });
    papers.set_papers(list(rows));
    papers.set_message(SharedString::new());
}

pub fn papers_still(app: &App, lang: Lang) {
    papers(app, lang);
    let papers = app.global::<PapersAdapter>();
    papers.set_has_still(true);
    papers.set_still(desk());
    papers.set_message(SharedString::new());
}

/// A paper of which there is a sample picture.
pub fn papers_with_sample(app: &App, lang: Lang) {
    papers(app, lang);
    let papers = app.global::<PapersAdapter>();
    papers.set_message(SharedString::new());
    papers.set_has_sample(true);
}

/// The sample picture is up.
pub fn papers_sample(app: &App, lang: Lang) {
    papers_with_sample(app, lang);
    let papers = app.global::<PapersAdapter>();
    papers.set_sample(desk());
    papers.set_sampling(true);
}

pub fn promises(app: &App, lang: Lang) {
    let promises = app.global::<PromisesAdapter>();
    promises.set_promises(list([PromiseCard {
        key: "marriage".into(),
        title: lang.say("结婚证", "Marriage certificate"),
        kind: lang.say("容缺受理：先办理，这份材料以后补交", "Deferral: we go ahead now, and this paper comes later"),
        later: true,
        text: lang.say(
            "本人承诺在期限前补交结婚证原件或照片。到期没有补交的，已经办好的事项可能被撤销，并记入信用记录。本人已经知道这些后果。",
            "I promise to bring the marriage certificate, or a photograph of it, before the date below. If I do not, what has been granted may be withdrawn and noted in my credit record. I have understood this.",
        ),
        due: lang.say("请在 2026 年 6 月 30 日前补交", "Due by 30 June 2026"),
        agreed: true,
    }, PromiseCard {
        key: "residence".into(),
        title: lang.say("住所证明", "Proof of residence"),
        kind: lang.say(
            "告知承诺：以您的书面承诺代替这份材料，不用再交",
            "Commitment: your written promise takes this paper's place",
        ),
        later: false,
        text: lang.say(
            "本人承诺所填住址真实。不实的，愿意承担相应的法律责任。",
            "I promise that the address is true. If it is not, I answer for it under the law.",
        ),
        due: lang.say("不用补交；2027年6月30日前可能核查", "Nothing to hand in; may be checked until 2027-06-30"),
        agreed: true,
    }]));
    promises.set_can_go_on(true);
}

/// A sheet with lines of writing on a dark desk.
fn desk() -> Image {
    picture(800, 600, |x, y| {
        let sheet = (230..570).contains(&x) && (70..530).contains(&y);
        let line =
            sheet && (260..540).contains(&x) && (140..480).contains(&y) && (y / 12) % 3 == 0 && (x * 7 + y) % 97 < 88;
        if line {
            [90, 90, 100]
        } else if sheet {
            [238, 234, 224]
        } else {
            [84, 78, 70]
        }
    })
}

pub(super) fn picture(width: u32, height: u32, colour: impl Fn(u32, u32) -> [u8; 3]) -> Image {
    let mut buffer = SharedPixelBuffer::<Rgb8Pixel>::new(width, height);
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    for (pixel, (x, y)) in buffer.make_mut_slice().iter_mut().zip(places) {
        *pixel = Rgb8Pixel::from(colour(x, y));
    }
    Image::from_rgb8(buffer)
}

/// Papers that need not be shown.
pub fn licences(app: &App, lang: Lang) {
    app.global::<LicencesAdapter>().set_papers(list([
        option(
            "register",
            lang.say("户口簿", "Household register"),
            lang.say(
                "电子证照：居民户口簿　办理出生登记要用",
                "Electronic household register　Needed to register the birth",
            ),
            true,
        ),
        option(
            "marriage",
            lang.say("结婚证", "Marriage certificate"),
            lang.say(
                "电子证照：结婚证　办理生育服务登记要用",
                "Electronic marriage certificate　Needed for the birth service",
            ),
            true,
        ),
        option(
            "insurance",
            lang.say("医疗保险参保证明", "Proof of medical insurance"),
            lang.say("您以前的申请　办理生育待遇要用", "Your earlier application　Needed for the allowance"),
            false,
        ),
    ]));
}

/// Consent to a picture of the face.
pub fn face(app: &App, lang: Lang) {
    let row = |label, value| Row { label, value };
    let adapter = app.global::<FaceAdapter>();
    adapter.set_stage(FaceStage::Asking);
    adapter.set_terms(list([
        row(
            lang.say("拍什么", "What is taken"),
            lang.say(
                "一张您的正面头像。按下“拍照”才拍，您看过再用。",
                "One picture of your head, from the front. It is taken only when you touch Take picture, and used once you have seen it.",
            ),
        ),
        row(
            lang.say("做什么用", "What for"),
            lang.say(
                "不动产登记机构把照片和您的身份证比对，确认是您本人在卖房或买房，防止有人冒名过户。",
                "The land registry compares it with your ID card, so that nobody can sell or buy a home in your name.",
            ),
        ),
        row(
            lang.say("怎样保存", "How it is kept"),
            lang.say(
                "照片和申请一起加密提交，只有受理部门能打开；本机不比对、不识别，送达后立即删除，也不会用在别处。",
                "It is sealed with your application, for the department alone. This machine compares and recognises nobody, erases it once it has arrived, and uses it for nothing else.",
            ),
        ),
        row(
            lang.say("不想拍怎么办", "If you would rather not"),
            lang.say(
                "照样能办：领证时带身份证到登记窗口，由工作人员当面核对。",
                "It is done all the same: show your ID card to the clerk when you fetch the certificate.",
            ),
        ),
    ]));
    adapter.set_message(SharedString::new());
    adapter.set_camera_open(true);
}

/// A kiosk without such a camera.
pub fn face_other_way(app: &App, lang: Lang) {
    face(app, lang);
    let adapter = app.global::<FaceAdapter>();
    adapter.set_stage(FaceStage::OtherWay);
    adapter.set_terms(list(adapter.get_terms().iter().skip(3)));
    adapter.set_message(lang.say("本机没有人像摄像头", "This kiosk has no camera for it"));
    app.global::<Chrome>().set_prompt(
        lang.say("这里不用拍照，怎样核对请看屏幕。", "No picture is taken here. The screen says how you are checked."),
    );
}

pub fn face_looking(app: &App, lang: Lang) {
    face(app, lang);
    let adapter = app.global::<FaceAdapter>();
    adapter.set_stage(FaceStage::Looking);
    adapter.set_live(person(1_280, 960));
    app.global::<Chrome>().set_prompt(lang.say(
        "请看着屏幕上方的镜头，再按“拍照”。",
        "Please look into the camera above the screen, then touch Take picture.",
    ));
}

pub fn face_looked(app: &App, lang: Lang) {
    face_looking(app, lang);
    let adapter = app.global::<FaceAdapter>();
    adapter.set_stage(FaceStage::Looked);
    adapter.set_still(person(760, 880));
    adapter.set_message(lang.say(
        "照片有些模糊。请站稳重拍，也可以直接用",
        "It looks blurred. Hold still and take it again, or use it as it is",
    ));
}

/// A head and shoulders, as an outline: nobody's.
fn person(width: u32, height: u32) -> Image {
    let part = |place: u32, of: u32| f64::from(place) / f64::from(of);
    let ratio = part(width, height);
    picture(width, height, |x, y| {
        let (x, y) = ((part(x, width) - 0.5) * ratio, part(y, height) - 0.43);
        if (x / 0.2).hypot(y / 0.26) < 1.0 {
            [214, 178, 152]
        } else if (x / 0.52).hypot((y - 0.75) / 0.42) < 1.0 || (x.abs() < 0.09 && (0.0..0.4).contains(&y)) {
            [64, 88, 122]
        } else {
            [158, 166, 172]
        }
    })
}
