//! Blanks that are written at the screen: which one is open, and what is wrong with them.

use super::Shared;
use super::draft::Blank;
use crate::catalog::FieldKind;
use crate::session::Touch;
use crate::session::view::{FieldView, SheetView};
use yici_hardware::Personal;

/// The blanks of a page.
pub(super) struct Form {
    blanks: &'static [Blank],
    open: Option<Blank>,
    /// Somebody wanted to go on: what is wrong is said.
    judged: bool,
}

impl Form {
    pub(super) fn of(blanks: &'static [Blank]) -> Self {
        Self { blanks, open: None, judged: false }
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// What is touched while a blank is open, and what opens one.
    pub(super) fn touch(&mut self, touch: Touch, shared: &mut Shared) {
        let draft = &mut shared.draft;
        match (touch, self.open) {
            (Touch::Edit(key), None) => {
                self.open = self.blanks.iter().copied().find(|blank| blank.key() == key);
            }
            (Touch::Write(text), Some(blank)) => {
                let room = blank.longest().saturating_sub(draft.written(blank).chars().count());
                let mut written = draft.written(blank).to_owned();
                written.extend(text.reveal().chars().filter(|c| !c.is_control()).take(room));
                draft.write(blank, written);
            }
            (Touch::EraseLast, Some(blank)) => {
                let mut written = draft.written(blank).to_owned();
                written.pop();
                draft.write(blank, written);
            }
            (Touch::EraseAll, Some(blank)) => draft.write(blank, String::new()),
            (Touch::NextField, Some(blank)) => {
                self.open = self.blanks.iter().copied().skip_while(|other| *other != blank).nth(1);
            }
            (Touch::CloseSheet | Touch::Back, Some(_)) => self.open = None,
            _ => {}
        }
    }

    /// Whether everything can stand as it is; otherwise the first that cannot is opened.
    pub(super) fn is_filled(&mut self, shared: &Shared) -> bool {
        self.judged = true;
        self.open = self.blanks.iter().copied().find(|blank| !blank.takes(shared.draft.written(*blank)));
        self.open.is_none()
    }

    pub(super) fn fields(&self, shared: &Shared) -> Vec<FieldView> {
        let field = |blank: &Blank| FieldView {
            key: blank.key().to_owned(),
            label: label(*blank, shared),
            value: Personal::new(shared.draft.written(*blank).to_owned()),
            origin: String::new(),
            complaint: self.complaint(*blank, shared),
            reason: String::new(),
            settled: false,
            required: !blank.takes(""),
        };
        self.blanks.iter().map(field).collect()
    }

    /// The blank that is open, and whether every letter of it counts.
    pub(super) fn sheet(&self, shared: &Shared) -> Option<(SheetView, bool)> {
        let blank = self.open?;
        let sheet = SheetView {
            key: blank.key().to_owned(),
            label: label(blank, shared),
            value: Personal::new(shared.draft.written(blank).to_owned()),
            note: note(blank, shared),
            sample: match blank {
                Blank::Name => "village-001".to_owned(),
                Blank::Platform => "https://platform.example".to_owned(),
                _ => String::new(),
            },
            complaint: self.complaint(blank, shared),
            kind: FieldKind::Text,
            options: Vec::new(),
            last: self.blanks.last() == Some(&blank),
        };
        Some((sheet, blank != Blank::Site))
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
            Blank::WifiName => shared.words("1 到 32 个字母、数字和符号", "1 to 32 letters, digits and marks"),
            Blank::Passphrase => shared.words(
                "应当是 8 到 63 个字母、数字和符号；没有密码的网络留空",
                "8 to 63 letters, digits and marks; empty for an open network",
            ),
            Blank::AccessPoint => shared.words("字母、数字、. 和 -", "Letters, digits, . and -"),
            Blank::CardUser | Blank::CardPassword => {
                shared.words("最多 64 个字母、数字和符号", "At most 64 letters, digits and marks")
            }
        }
    }
}

fn note(blank: Blank, shared: &Shared) -> String {
    match blank {
        Blank::Name => shared.words("与平台登记的一致", "As the platform knows it"),
        Blank::Site => shared.words("显示在每一页的上方", "It stands at the head of every page"),
        Blank::SiteEnglish => String::new(),
        Blank::Platform => shared.words("由平台运维单位提供", "From the platform's operator"),
        Blank::Token => shared.words(
            "由平台运维单位提供，只能用一次；区分大小写",
            "From the platform's operator, good for once; capitals count",
        ),
        Blank::WifiName => shared.words(
            "与路由器上的一致，区分大小写；有汉字的，请用设置码或U盘",
            "As the router has it, capitals count; one with Chinese in it comes by code or stick",
        ),
        Blank::Passphrase => shared.words("区分大小写；没有密码的留空", "Capitals count; empty if there is none"),
        Blank::AccessPoint => {
            shared.words("由运营商提供；不知道的留空", "From the card's operator; empty if it named none")
        }
        Blank::CardUser | Blank::CardPassword => shared.words("运营商没有给的留空", "Empty if the operator gave none"),
    }
}

fn label(blank: Blank, shared: &Shared) -> String {
    match blank {
        Blank::Name => shared.words("本机名称", "Name"),
        Blank::Site => shared.words("所在地点", "Place"),
        Blank::SiteEnglish => shared.words("所在地点（英文）", "Place in English"),
        Blank::Platform => shared.words("平台地址", "Platform's address"),
        Blank::Token => shared.words("一次性口令", "One-time token"),
        Blank::WifiName => shared.words("无线网络名称", "Network's name"),
        Blank::Passphrase => shared.words("无线网络密码", "Its password"),
        Blank::AccessPoint => shared.words("接入点（APN）", "Access point (APN)"),
        Blank::CardUser => shared.words("用户名", "User"),
        Blank::CardPassword => shared.words("密码", "Password"),
    }
}
