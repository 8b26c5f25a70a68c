//! How the kiosk is to be set up: by stick, by code, by hand.

use super::naming::Naming;
use super::view::{SetupView, pick};
use super::{News, Order, Page, Shared};
use crate::session::Touch;
use crate::technician::provision::NotACode;

/// Which way, and waiting for the stick or the code.
pub(super) enum Ways {
    Choosing,
    /// Whoever takes sticks does it, whichever page is up; here somebody is told.
    Stick,
    Code(Option<NotACode>),
}

impl Ways {
    pub(super) fn can_go_back(&self) -> bool {
        !matches!(self, Self::Choosing)
    }

    pub(super) fn touch(self, touch: Touch, shared: &mut Shared) -> Page {
        let is_fleet = shared.common.is_some();
        Page::Ways(match (self, touch) {
            (Self::Choosing, Touch::Choose(way)) => match way.as_str() {
                "stick" => Self::Stick,
                "code" if is_fleet => {
                    shared.orders.push(Order::Listen(true));
                    Self::Code(None)
                }
                "hand" if is_fleet => return Page::Naming(Naming::new()),
                _ => Self::Choosing,
            },
            (Self::Code(_), Touch::Back) => {
                shared.orders.push(Order::Listen(false));
                Self::Choosing
            }
            (Self::Stick, Touch::Back) => Self::Choosing,
            (page, _) => page,
        })
    }

    pub(super) fn news(self, news: News, shared: &mut Shared) -> Page {
        Page::Ways(match (self, news) {
            (Self::Code(_), News::Code(Ok(row))) => {
                shared.draft.take(row);
                shared.orders.push(Order::Listen(false));
                return Page::Naming(Naming::new());
            }
            (Self::Code(_), News::Code(Err(fault))) => Self::Code(Some(fault)),
            (page, _) => page,
        })
    }

    pub(super) fn view(&self, shared: &Shared) -> SetupView {
        let words = |zh, en| shared.words(zh, en);
        let (title, note, trouble) = match self {
            Self::Choosing if shared.common.is_none() => (
                words("设置本机", "Set this kiosk up"),
                words(
                    "本机的系统里没有公共设置，只能用U盘设置。",
                    "This image has no common settings: only a stick sets it up.",
                ),
                false,
            ),
            Self::Choosing => (
                words("设置本机", "Set this kiosk up"),
                words("这台机器还没有设置。请选一种办法。", "This kiosk is not set up yet. Choose how."),
                false,
            ),
            Self::Stick if shared.stick.is_empty() => (
                words("用U盘设置", "With a stick"),
                words(
                    "请插入名为 YICI-SETUP 的U盘，然后等待；设置好会自动进入服务页面。",
                    "Put in the stick named YICI-SETUP and wait; the kiosk then begins to serve by itself.",
                ),
                false,
            ),
            Self::Stick => (words("用U盘设置", "With a stick"), shared.stick.clone(), true),
            Self::Code(fault) => (
                words("用设置码设置", "With a code"),
                match fault {
                    None => words(
                        "请把纸上的设置码对准扫码窗口；没有扫码器的，平放在拍摄台上。",
                        "Hold the printed code to the scanner, or lay it under the document camera.",
                    ),
                    Some(NotACode::Other) => words("这不是设置码。", "This is another kind of code."),
                    Some(NotACode::Garbled) => {
                        words("没有读完整，请拿稳再试一次。", "It was not read whole: hold it still and try again.")
                    }
                    Some(NotACode::Forbidden) => words(
                        "这个设置码改动了不许改的内容，不予采用；请联系发码的单位。",
                        "This code sets what no code may, and is not taken: ask who made it.",
                    ),
                },
                fault.is_some(),
            ),
        };
        let mut view = SetupView { title, note, trouble, can_go_on: true, ..SetupView::default() };
        if matches!(self, Self::Choosing) {
            let stick = words("插入名为 YICI-SETUP 的U盘", "Put in the stick named YICI-SETUP");
            view.picks.push(pick("stick", words("用U盘", "With a stick"), stick, false));
            if shared.common.is_some() {
                let code = words("把纸上的设置码对准扫码窗口", "Hold the printed code to the scanner");
                let hand = words("在屏幕上填写名称、地点和一次性口令", "Write name, place and one-time token");
                view.picks.push(pick("code", words("用设置码", "With a code"), code, false));
                view.picks.push(pick("hand", words("手工填写", "By hand"), hand, false));
            }
        } else {
            view.busy = true;
        }
        view
    }
}
