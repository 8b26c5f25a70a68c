//! What the wizard shows.

use super::{Page, Shared, Wizard};
use crate::session::view::{Chrome, FieldView, PageView, PickView, SheetView, View};
use crate::text::Language;

/// A page: a note, and whichever of the lists it needs.
#[derive(Clone, Default, PartialEq)]
pub struct SetupView {
    /// What it is for.
    pub title: String,
    /// What is to be done, or what is wrong.
    pub note: String,
    /// Whether that is trouble.
    pub trouble: bool,
    /// Something is under way.
    pub busy: bool,
    /// What can be picked.
    pub picks: Vec<PickView>,
    /// What can be written.
    pub fields: Vec<FieldView>,
    /// What is to be read.
    pub lines: Vec<String>,
    /// The drawn card's width, in thousandths of the panel's.
    pub card: Option<u16>,
    /// The one main action; empty for none.
    pub main: String,
    /// Whether it can be touched.
    pub can_go_on: bool,
    /// The field being written, and whether every letter of it counts.
    pub sheet: Option<(SheetView, bool)>,
}

impl Wizard {
    /// What is to be seen now.
    pub fn view(&self) -> View {
        let shared = &self.shared;
        let page = match &self.page {
            Page::Ways(page) => page.view(shared),
            Page::Naming(page) => page.view(shared),
            Page::Panel(page) => page.view(shared),
            Page::Devices(page) => page.view(shared),
            Page::Line(page) => page.view(shared),
            Page::Wireless(page) => page.view(shared),
            Page::Ending(page) => page.view(shared),
        };
        let can_go_back = match &self.page {
            Page::Ways(page) => page.can_go_back(),
            Page::Ending(page) => page.can_go_back(),
            Page::Devices(page) => !page.is_busy(),
            Page::Line(page) => !page.is_busy(),
            Page::Naming(_) | Page::Panel(_) | Page::Wireless(_) => true,
        };
        View { chrome: chrome(shared, can_go_back), page: PageView::Setup(page) }
    }
}

fn chrome(shared: &Shared, can_go_back: bool) -> Chrome {
    Chrome {
        language: shared.language,
        site: shared.words("新机设置", "New kiosk"),
        clock: format!("{:02}:{:02}", shared.moment.wall.hour(), shared.moment.wall.minute()),
        line_up: true,
        prompt: String::new(),
        matter: String::new(),
        demonstration: false,
        step: 0,
        step_name: String::new(),
        can_go_back,
        can_leave: false,
        idle: None,
        ease: shared.ease,
        easing: shared.easing,
        leaving: false,
        reminder: None,
        help_called: false,
        nobody_comes: String::new(),
        news: String::new(),
        offers_service: false,
    }
}

/// Something that can be picked.
pub(super) fn pick(key: &str, label: String, detail: String, selected: bool) -> PickView {
    PickView { key: key.to_owned(), label, detail, selected }
}

/// Parts of one line.
pub(super) fn joined(shared: &Shared, parts: &[String]) -> String {
    parts.join(match shared.language {
        Language::Chinese => "，",
        Language::English => ", ",
    })
}
