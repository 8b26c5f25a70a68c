//! From the attract page to the card on the reader.

use yici_ui::slint::{ComponentHandle, Model, SharedString};
use yici_ui::{
    App, AttractAdapter, ChoiceAdapter, Found, GuideAdapter, GuideItem, GuidePaper, HomeAdapter, IdentifyAdapter,
    IdentifyPerson, ItemChoice, Marked, MatterTile, QuestionsAdapter, ReaderState, SearchAdapter, WhomAdapter,
};

use super::{Lang, list, option};

pub fn attract(app: &App, lang: Lang) {
    app.global::<AttractAdapter>().set_notice(lang.say(
        "上一位申请人：编号 YC-7K3M-90F2 的回执没有打印出来，请找工作人员补打。",
        "To the last applicant: the receipt of YC-7K3M-90F2 did not print. Ask the staff for a copy.",
    ));
}

pub fn home(app: &App, lang: Lang) {
    let tile = |key: &str, name, summary, facts, open, reason| MatterTile {
        key: key.into(),
        name,
        summary,
        facts,
        open,
        reason,
    };
    app.global::<HomeAdapter>().set_matters(list([
        tile(
            "birth",
            lang.say("新生儿出生", "A child is born"),
            lang.say(
                "出生证明、落户、医保、社保卡，一次办好",
                "Birth certificate, household, insurance and social card in one go",
            ),
            lang.say("5 件事 · 8 个工作日 · 不收费", "5 items · 8 working days · free"),
            true,
            SharedString::new(),
        ),
        tile(
            "retire",
            lang.say("企业职工退休", "Retirement"),
            lang.say("退休核定、养老金、医保接续", "Pension assessment, payment and medical insurance"),
            SharedString::new(),
            false,
            lang.say("拍材料的镜头坏了，已通知维修", "The camera for papers is out of order; it has been reported"),
        ),
    ]));
}

/// A kiosk with a single matter.
pub fn home_few(app: &App, lang: Lang) {
    home(app, lang);
    let home = app.global::<HomeAdapter>();
    let first = home.get_matters().row_data(0);
    home.set_matters(list(first));
}

/// Matters found by their name, by an item, and one that is closed.
pub fn search(app: &App, lang: Lang) {
    let search = app.global::<SearchAdapter>();
    search.set_query("xinsheng".into());
    search.set_hint(SharedString::new());
    let marked = |before, middle, after| Marked { before, marked: middle, after };
    let none = SharedString::new;
    let found = |key: &str, name, part, text, reason: SharedString| Found {
        key: key.into(),
        name,
        part,
        text,
        open: reason.is_empty(),
        reason,
    };
    search.set_found(list([
        found(
            "birth",
            marked(none(), lang.say("新生", "A child"), lang.say("儿出生", " is born")),
            none(),
            marked(
                none(),
                none(),
                lang.say(
                    "出生证明、落户、医保、社保卡，孩子出生以后要办的事，在这里一次全都办好",
                    "Birth certificate, household, insurance and social card in one go, all of it done here",
                ),
            ),
            none(),
        ),
        found(
            "school",
            marked(none(), none(), lang.say("教育入学", "Going to school")),
            lang.say("其中一项", "one item"),
            marked(
                lang.say("义务教育", "enrolment of "),
                lang.say("新生", "new pupils"),
                lang.say("报名", " for a year"),
            ),
            none(),
        ),
        found(
            "retire",
            marked(none(), none(), lang.say("企业职工退休", "Retirement")),
            none(),
            marked(none(), none(), none()),
            lang.say("拍材料的镜头坏了，已通知维修", "The camera for papers is out of order; it has been reported"),
        ),
    ]));
}

pub fn search_nothing(app: &App, lang: Lang) {
    search(app, lang);
    let search = app.global::<SearchAdapter>();
    search.set_query("abcxyz".into());
    search.set_found(list([]));
    search.set_hint(lang.say(
        "没有找到。请换一个说法，少写几个字试试；也可以返回，在全部事项里找，或者请工作人员帮忙。",
        "Nothing was found. Try another or a shorter word, go back to the list of all matters, or ask the staff.",
    ));
}

pub fn search_by_hand(app: &App, lang: Lang) {
    search(app, lang);
    super::ink(app, lang);
}

pub fn guide(app: &App, lang: Lang) {
    let guide = app.global::<GuideAdapter>();
    guide.set_name(lang.say("新生儿出生一件事", "A child is born"));
    guide.set_summary(lang.say(
        "孩子出生后要办的五件事，合成一张表、一套材料，在这里一次办好。",
        "The five things to be done after a birth: one form and one set of papers, all done here.",
    ));
    guide.set_limit(lang.say("8 个工作日", "8 working days"));
    guide.set_fees(lang.say("不收费；按当年标准缴纳参保费", "Free of charge; this year's contribution"));
    guide.set_offers_paper(true);
    guide.set_can_print(true);
    guide.set_print_note(lang.say(
        "想先回去准备？打印一份带走，照着备齐材料再来。",
        "Need to prepare first? Print this page and take it with you.",
    ));
    guide.set_conditions(list([
        lang.say("孩子在本市出生，父母一方是本市户口", "The child was born here and one parent is registered here"),
        lang.say("孩子出生不满一年", "The child is less than a year old"),
    ]));
    let item = |name, department, limit, result| GuideItem {
        name,
        department,
        limit,
        fee: lang.say("不收费", "free"),
        result,
        basis: "".into(),
        when: "".into(),
    };
    guide.set_items(list([
        item(
            lang.say("出生医学证明", "Birth certificate"),
            lang.say("卫生健康委", "Health"),
            lang.say("1 个工作日", "1 day"),
            lang.say("出生证", "certificate"),
        ),
        item(
            lang.say("出生登记（落户）", "Household registration"),
            lang.say("公安局", "Police"),
            lang.say("3 个工作日", "3 days"),
            lang.say("户口簿内页", "register page"),
        ),
        item(
            lang.say("城乡居民医保参保", "Medical insurance"),
            lang.say("医保局", "Insurance"),
            lang.say("3 个工作日", "3 days"),
            lang.say("参保凭证", "proof of cover"),
        ),
        item(
            lang.say("社会保障卡申领", "Social security card"),
            lang.say("人社局", "Labour"),
            lang.say("5 个工作日", "5 days"),
            lang.say("社保卡", "card"),
        ),
    ]));
    let paper = |name, form, later: bool| GuidePaper {
        name,
        form,
        mark: if later { lang.say("可以后补", "May come later") } else { "".into() },
    };
    guide.set_papers(list([
        paper(
            lang.say("父母双方身份证", "ID cards of both parents"),
            lang.say("原件，当场读取", "Originals, read here"),
            false,
        ),
        paper(
            lang.say("户口簿", "Household register"),
            lang.say("原件，当场拍照", "Original, photographed here"),
            false,
        ),
        paper(
            lang.say("结婚证", "Marriage certificate"),
            lang.say("原件，当场拍照", "Original, photographed here"),
            true,
        ),
    ]));
}

pub fn questions(app: &App, lang: Lang) {
    let questions = app.global::<QuestionsAdapter>();
    questions.set_number(2);
    questions.set_count(3);
    questions.set_text(lang.say("孩子跟哪一方落户？", "With which parent will the child be registered?"));
    questions.set_help(lang.say(
        "落户以后，孩子的户口和这一方在同一本户口簿上。",
        "The child will stand in that parent's household register.",
    ));
    questions.set_options(list([
        option(
            "mother",
            lang.say("跟妈妈", "With the mother"),
            lang.say("妈妈的户口在本市", "The mother is registered in this city"),
            true,
        ),
        option(
            "father",
            lang.say("跟爸爸", "With the father"),
            lang.say("爸爸的户口在本市", "The father is registered in this city"),
            false,
        ),
        option(
            "unsure",
            lang.say("还没有想好", "Not decided yet"),
            lang.say("可以先办别的，落户以后再来", "Do the rest now and register later"),
            false,
        ),
    ]));
    questions.set_can_go_on(true);
}

/// A yes or no.
pub fn questions_short(app: &App, lang: Lang) {
    questions(app, lang);
    let short = |key: &str, label, selected| option(key, label, SharedString::new(), selected);
    app.global::<QuestionsAdapter>().set_options(list([
        short("yes", lang.say("已登记结婚", "Yes, married"), true),
        short("no", lang.say("没有登记结婚", "No"), false),
    ]));
}

/// More and longer answers than the page shows at once.
pub fn questions_long(app: &App, lang: Lang) {
    questions(app, lang);
    let long = lang.say(
        "父母双方户口都不在本市，但其中一方持有本市居住证，并且已经在本市连续缴纳社会保险满三年",
        "Neither parent is registered in this city, but one holds its residence permit and has paid into its social \
         insurance for three years without a break",
    );
    let options = (1..=8).map(|number| option(&number.to_string(), long.clone(), long.clone(), number == 2));
    app.global::<QuestionsAdapter>().set_options(list(options));
}

pub fn choice(app: &App, lang: Lang) {
    let choice = app.global::<ChoiceAdapter>();
    let item = |key: &str, name, department, limit, chosen, reason: SharedString| ItemChoice {
        key: key.into(),
        name,
        department,
        limit,
        chosen,
        locked: !reason.is_empty(),
        reason,
    };
    choice.set_items(list([
        item(
            "certificate",
            lang.say("出生医学证明", "Birth certificate"),
            lang.say("卫生健康委", "Health"),
            lang.say("1 个工作日", "1 day"),
            true,
            lang.say("后面几件都要用到它，必须一起办", "The others depend on it, so it cannot be left"),
        ),
        item(
            "household",
            lang.say("出生登记（落户）", "Household registration"),
            lang.say("公安局", "Police"),
            lang.say("3 个工作日", "3 days"),
            true,
            SharedString::new(),
        ),
        item(
            "insurance",
            lang.say("城乡居民医保参保", "Medical insurance"),
            lang.say("医保局", "Insurance"),
            lang.say("3 个工作日", "3 days"),
            true,
            SharedString::new(),
        ),
        item(
            "card",
            lang.say("社会保障卡申领", "Social security card"),
            lang.say("人社局", "Labour"),
            lang.say("5 个工作日", "5 days"),
            false,
            SharedString::new(),
        ),
    ]));
    choice.set_limit(lang.say("全部办好约 6 个工作日", "All done in about 6 working days"));
    choice.set_workload(lang.say("要填 9 项，拍 2 份材料，大约 8 分钟", "9 fields and 2 papers: about 8 minutes"));
    choice.set_can_go_on(true);
}

pub fn identify(app: &App, lang: Lang) {
    let identify = app.global::<IdentifyAdapter>();
    identify.set_state(ReaderState::Waiting);
    identify.set_message(lang.say("请把身份证平放在读卡区", "Lay your ID card flat on the reader"));
    identify.set_code(lang.say(
        "也可以打开手机上的电子身份码，对准扫码口",
        "Or open the ID code on your phone and hold it to the scanner",
    ));
}

pub fn identify_principal(app: &App, lang: Lang) {
    identify(app, lang);
    let identify = app.global::<IdentifyAdapter>();
    identify.set_person(IdentifyPerson::Principal);
    identify.set_message(lang.say("请换上委托人的身份证，不要移动", "Now lay down the card of the person you act for"));
}

pub fn whom(app: &App, lang: Lang) {
    app.global::<WhomAdapter>().set_options(list([
        option("own", lang.say("本人来办", "For myself"), lang.say("用本人的身份证", "With my own ID card"), true),
        option(
            "other",
            lang.say("替别人办（代办）", "For somebody else"),
            lang.say(
                "要用代办人的身份证和授权委托书；委托人的身份证带了就一起用",
                "With your own ID card and a written authorisation; theirs too, if you have it",
            ),
            false,
        ),
    ]));
}

pub fn identify_either(app: &App, lang: Lang) {
    identify(app, lang);
    app.global::<IdentifyAdapter>().set_social(lang.say(
        "没带身份证？把社会保障卡插进社保卡读卡口也可以",
        "No ID card with you? Put your social security card into its slot",
    ));
}

pub fn identify_unreadable(app: &App, lang: Lang) {
    let identify = app.global::<IdentifyAdapter>();
    identify.set_state(ReaderState::Unreadable);
    identify.set_message(
        lang.say("没有读到。请拿起来，再平放一次。", "It could not be read. Lift the card and lay it down again."),
    );
}
