//! Plausible contents for every page. The people, numbers and papers are made up.

mod after;
mod before;
mod filling;
mod progress;
mod service;
mod setup;

use yici_ui::slint::{ComponentHandle, ModelRc, SharedString, VecModel};
use yici_ui::{App, Chrome, Option as Choice, Page, Reminder, Theme};

pub use after::*;
pub use before::*;
pub use filling::*;
pub use progress::*;
pub use service::*;
pub use setup::*;

/// Which language the citizen reads.
#[derive(Clone, Copy, PartialEq)]
pub enum Lang {
    Zh,
    En,
}

impl Lang {
    fn say(self, zh: &str, en: &str) -> SharedString {
        if self == Lang::Zh { zh.into() } else { en.into() }
    }
}

pub fn nobody_comes(lang: Lang) -> SharedString {
    lang.say(
        "您可以拨打 12345 咨询，\n或在 11月23日 星期一 09:00 以后再来",
        "You can call 12345 for advice, or come back after Monday, 23 November 09:00.",
    )
}

fn list<T: Clone + 'static>(items: impl IntoIterator<Item = T>) -> ModelRc<T> {
    ModelRc::new(VecModel::from_iter(items))
}

fn option(key: &str, label: SharedString, detail: SharedString, selected: bool) -> Choice {
    Choice { key: key.into(), label, detail, selected }
}

/// What stands around every page from the guide on.
pub fn chrome(app: &App, lang: Lang, page: Page) {
    let chrome = app.global::<Chrome>();
    chrome.set_page(page);
    chrome.set_language(if lang == Lang::Zh { "zh" } else { "en" }.into());
    chrome.set_site(lang.say("清溪镇政务服务中心", "Qingxi Town Government Service Centre"));
    chrome.set_clock("09:41".into());
    chrome.set_line_up(page != Page::Papers);
    let prompt = match page {
        Page::Attract => (String::new().into(), 0, lang.say("", "")),
        Page::Home => (lang.say("请点一件您要办的事。", "Touch what you have come to do."), 0, lang.say("", "")),
        Page::Search => (lang.say("请写出您要办的事。", "Please write what you came to do."), 0, lang.say("", "")),
        Page::Progress => {
            (lang.say("您办的事在这里，请看一看。", "Here is how your cases stand."), 0, lang.say("", ""))
        }
        Page::Privacy => (
            lang.say("这一页说明怎样保护您的个人信息。", "This page says how what you give is protected."),
            0,
            lang.say("", ""),
        ),
        Page::Guide => (
            lang.say(
                "办之前请先看一遍，都在这一页。",
                "Everything to know beforehand stands on this page; please read it before you begin.",
            ),
            1,
            lang.say("告知", "Guide"),
        ),
        Page::Questions => (
            lang.say("回答几个问题，就知道要办哪几件。", "A few answers settle what has to be done."),
            2,
            lang.say("情形", "Situation"),
        ),
        Page::Choice => {
            (lang.say("可以全办，也可以只办一部分。", "Do all of it, or only a part."), 2, lang.say("选择", "Choice"))
        }
        Page::Whom => (
            lang.say("给自己办，还是替别人办？", "For yourself, or for somebody else?"),
            3,
            lang.say("身份", "Identity"),
        ),
        Page::Identify => {
            (lang.say("请把身份证放在读卡区。", "Lay your ID card on the reader."), 3, lang.say("身份", "Identity"))
        }
        Page::Form => (
            lang.say("相同的内容只填一次，点一行就能写。", "What is shared is asked once. Touch a line to write."),
            4,
            lang.say("填表", "Form"),
        ),
        Page::Licences => (
            lang.say(
                "这些材料已经有了，不用再拍；想用纸质的也可以。",
                "These papers are there already and need not be shown.",
            ),
            5,
            lang.say("材料", "Papers"),
        ),
        Page::Papers => (
            lang.say("把材料平放在镜头下，对准四个角。", "Lay the paper flat under the camera, within the corners."),
            5,
            lang.say("材料", "Papers"),
        ),
        Page::Promises => (
            lang.say("没带的材料可以承诺后补。", "A paper not at hand can be promised for later."),
            5,
            lang.say("承诺", "Promise"),
        ),
        Page::Delivery => {
            (lang.say("办好后的证件怎么给您？", "How shall the documents reach you?"), 6, lang.say("领取", "Delivery"))
        }
        Page::Fees => (
            lang.say("请看一看要花多少钱、怎么缴。", "Please see what it costs and how it is paid."),
            6,
            lang.say("核对", "Review"),
        ),
        Page::Review => {
            (lang.say("签名之前请再看一遍。", "Please look it over before you sign."), 6, lang.say("核对", "Review"))
        }
        Page::Face => (
            lang.say(
                "要不要拍一张头像，由您决定；不拍也能接着办。",
                "May a picture of you be taken? You can go on without one.",
            ),
            7,
            lang.say("签名", "Sign"),
        ),
        Page::Sign => (
            lang.say("请在框里用手指签上您的姓名。", "Write your name in the frame with a finger."),
            7,
            lang.say("签名", "Sign"),
        ),
        Page::Issuing => (
            lang.say("证明开好了，请拿好。", "Your certificate is ready. Please take it."),
            7,
            lang.say("开具证明", "Issuing"),
        ),
        Page::HandingIn => (SharedString::new(), 7, lang.say("交办", "Hand in")),
        Page::Ticket => (lang.say("请拿好您的号。", "Please take your number."), 7, lang.say("取号", "Number")),
        Page::Done => (
            lang.say("您的申请已经收好，请取走回执。", "Your application is safe. Please take your receipt."),
            0,
            lang.say("", ""),
        ),
        Page::Evaluate | Page::Thanks | Page::Closed | Page::Service | Page::Setup => {
            (SharedString::new(), 0, SharedString::new())
        }
    };
    chrome.set_prompt(prompt.0);
    chrome.set_step(prompt.1);
    chrome.set_steps(7);
    chrome.set_step_name(prompt.2);
    chrome.set_matter(if prompt.1 > 0 { lang.say("新生儿出生", "A child is born") } else { SharedString::new() });
    chrome.set_demonstration(true);
    let inside = !matches!(
        page,
        Page::Attract | Page::Issuing | Page::HandingIn | Page::Done | Page::Evaluate | Page::Thanks | Page::Closed
    );
    chrome.set_can_go_back(inside && page != Page::Home);
    chrome.set_can_leave(inside && page != Page::Setup);
    chrome.set_idle_seconds(-1);
    chrome.set_leaving(false);
    chrome.set_easing(false);
    chrome.set_reminder(Reminder::None);
    chrome.set_help_called(false);
    chrome.set_nobody_comes("".into());
    chrome.set_news("".into());
    app.global::<Theme>().set_high_contrast(false);
    app.global::<yici_ui::IdentifyAdapter>().set_person(yici_ui::IdentifyPerson::Own);
    let form = app.global::<yici_ui::FormAdapter>();
    form.set_can_write_by_hand(true);
    form.set_panel(yici_ui::Panel::Keys);
    form.set_can_find_rare(true);
    form.set_can_pick_areas(false);
}

pub fn nothing(_: &App, _: Lang) {}
