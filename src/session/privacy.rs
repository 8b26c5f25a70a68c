//! What this machine does with what a citizen gives (个人信息保护告知), to be read before anything is given.

use super::home::Home;
use super::state::State;
use super::{Event, Shared, Touch};

/// The notice. It holds nothing.
pub struct Privacy;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct PrivacyView {
    /// Headings, each with its sentence.
    pub parts: Vec<(String, String)>,
}

/// Chinese, English.
type Both = (&'static str, &'static str);

/// Each part is true of this program, and a test or a promise stands behind it: see `docs/promises.md`.
const PARTS: [(Both, Both); 6] = [
    (
        ("收集什么，为什么", "What is taken, and why"),
        (
            "只收集您选择的事项要求的内容：身份证或身份码上的信息、您填写的内容、您拍摄的材料和您的签名，只用来办这件事。",
            "Only what the matter you choose asks for: what your card or code says, what you write, the papers you photograph and your signature. It serves this matter and nothing else.",
        ),
    ),
    (
        ("放在哪里，放多久", "Where it is kept, and how long"),
        (
            "提交的内容当场加密，本机自己也打不开；政务平台签收以后，本机随即删除。没有提交的，离开或者超时就全部清除。",
            "What you hand in is sealed at once; this machine itself cannot open it, and erases it when the platform has signed for it. What is not handed in is erased when you leave, or fall silent.",
        ),
    ),
    (
        ("谁能看到", "Who can read it"),
        (
            "只有受理和审批这件事的部门。本机的日志和统计里没有您的个人信息。",
            "Only the departments that decide the matter. This machine's logs and figures hold nothing of yours.",
        ),
    ),
    (
        ("摄像头", "The camera"),
        (
            "只有在拍材料、扫码的页面才会打开，打开时屏幕上看得到画面或提示；照片由您确认后才会使用。拍头像另外征求您的同意，不同意也能办。",
            "It works on the pages for papers and codes only, and the screen then shows its picture or says so. A picture is used once you have approved it. For one of your face you are asked separately, and may say no.",
        ),
    ),
    (
        ("打字和手写", "Writing"),
        (
            "本机不记录您打过的字，也不会把您写的内容推荐给后面的人。",
            "This machine learns nothing of what you write, and suggests none of it to those who come after you.",
        ),
    ),
    (
        ("您的权利", "Your rights"),
        (
            "您可以随时离开，也可以到窗口办理。查询、更正、删除个人信息，或者有疑问，请到窗口或者拨打12345。",
            "You may leave at any time, or go to the counter instead. To see, correct or erase what is kept of you, or to ask, go to the counter or call 12345.",
        ),
    ),
];

impl Privacy {
    pub(super) fn on(self, event: Event) -> State {
        match event {
            Event::Touch(Touch::Next | Touch::Back) => Home::enter(),
            _ => State::Privacy(self),
        }
    }

    pub(super) fn view(shared: &Shared) -> PrivacyView {
        let part = |(heading, text): &((&str, &str), (&str, &str))| {
            (shared.words(heading.0, heading.1).to_owned(), shared.words(text.0, text.1).to_owned())
        };
        PrivacyView { parts: PARTS.iter().map(part).collect() }
    }
}
