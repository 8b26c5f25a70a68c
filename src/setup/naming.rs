//! Which kiosk this is: its name, its place, the platform and the token. What a code said stands there already.

use super::draft::Blank;
use super::panel::Panel;
use super::view::SetupView;
use super::ways::Ways;
use super::{Page, Shared};
use crate::catalog::FieldKind;
use crate::session::Touch;
use crate::session::view::{FieldView, SheetView};
use yici_hardware::Personal;

#[derive(Default)]
pub(super) struct Naming {
    open: Option<Blank>,
    /// Somebody wanted to go on: what is wrong is said.
    judged: bool,
    /// What the settings as a whole say against it.
    problems: Vec<String>,
}

impl Naming {
    pub(super) fn touch(mut self, touch: Touch, shared: &mut Shared) -> Page {
        match (touch, self.open) {
            (Touch::Edit(key), None) => {
                self.open = Blank::ALL.into_iter().find(|blank| blank.key() == key);
            }
            (Touch::Write(text), Some(blank)) => {
                let room = blank.longest().saturating_sub(shared.draft.written(blank).chars().count());
                let mut written = shared.draft.written(blank).to_owned();
                written.extend(text.reveal().chars().filter(|c| !c.is_control()).take(room));
                shared.draft.write(blank, written);
                self.problems.clear();
            }
            (Touch::EraseLast, Some(blank)) => {
                let mut written = shared.draft.written(blank).to_owned();
                written.pop();
                shared.draft.write(blank, written);
            }
            (Touch::EraseAll, Some(blank)) => shared.draft.write(blank, String::new()),
            (Touch::NextField, Some(blank)) => {
                self.open = Blank::ALL.into_iter().skip_while(|other| *other != blank).nth(1);
            }
            (Touch::CloseSheet | Touch::Back, Some(_)) => self.open = None,
            (Touch::Back, None) => return Page::Ways(Ways::Choosing),
            (Touch::Next, None) => return self.go_on(shared),
            _ => {}
        }
        Page::Naming(self)
    }

    /// To the first blank that is wrong, or on.
    fn go_on(mut self, shared: &mut Shared) -> Page {
        self.judged = true;
        self.open = Blank::ALL.into_iter().find(|blank| !blank.takes(shared.draft.written(*blank)));
        if self.open.is_some() {
            return Page::Naming(self);
        }
        match shared.kiosk() {
            Ok(_) => Page::Panel(Panel),
            Err(problems) => {
                self.problems = problems;
                Page::Naming(self)
            }
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> SetupView {
        let field = |blank: Blank| FieldView {
            key: blank.key().to_owned(),
            label: label(blank, shared),
            value: Personal::new(shared.draft.written(blank).to_owned()),
            origin: String::new(),
            complaint: self.complaint(blank, shared),
            reason: String::new(),
            settled: false,
            required: true,
        };
        SetupView {
            title: shared.words("这台机器是谁", "Which kiosk this is"),
            note: self.problems.join("; "),
            trouble: !self.problems.is_empty(),
            fields: Blank::ALL.map(field).to_vec(),
            main: shared.words("填好了", "All filled in"),
            can_go_on: true,
            sheet: self.open.map(|blank| (self.sheet(blank, shared), !matches!(blank, Blank::Site))),
            ..SetupView::default()
        }
    }

    fn sheet(&self, blank: Blank, shared: &Shared) -> SheetView {
        SheetView {
            key: blank.key().to_owned(),
            label: label(blank, shared),
            value: Personal::new(shared.draft.written(blank).to_owned()),
            note: match blank {
                Blank::Name => shared.words("与平台登记的一致", "As the platform knows it"),
                Blank::Site => shared.words("显示在每一页的上方", "It stands at the head of every page"),
                Blank::SiteEnglish => String::new(),
                Blank::Platform => shared.words("由平台运维单位提供", "From the platform's operator"),
                Blank::Token => shared.words(
                    "由平台运维单位提供，只能用一次；区分大小写",
                    "From the platform's operator, good for once; capitals count",
                ),
            },
            sample: match blank {
                Blank::Name => "village-001".to_owned(),
                Blank::Platform => "https://platform.example".to_owned(),
                _ => String::new(),
            },
            complaint: self.complaint(blank, shared),
            kind: FieldKind::Text,
            options: Vec::new(),
            last: blank == Blank::Token,
        }
    }

    fn complaint(&self, blank: Blank, shared: &Shared) -> String {
        if !self.judged || blank.takes(shared.draft.written(blank)) {
            return String::new();
        }
        match blank {
            Blank::Name => shared.words("1 到 64 个字母、数字和 -", "1 to 64 letters, digits and -"),
            Blank::Site | Blank::SiteEnglish => shared.words("还没有填写", "It is not written yet"),
            Blank::Platform => shared.words("应当以 https:// 开头", "It begins with https://"),
            Blank::Token => {
                shared.words("应当是 8 到 128 个字母、数字、- 和 _", "8 to 128 letters, digits, - and _ are needed")
            }
        }
    }
}

fn label(blank: Blank, shared: &Shared) -> String {
    match blank {
        Blank::Name => shared.words("本机名称", "Name"),
        Blank::Site => shared.words("所在地点", "Place"),
        Blank::SiteEnglish => shared.words("所在地点（英文）", "Place in English"),
        Blank::Platform => shared.words("平台地址", "Platform's address"),
        Blank::Token => shared.words("一次性口令", "One-time token"),
    }
}
