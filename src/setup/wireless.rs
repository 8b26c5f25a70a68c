//! The line of a kiosk without a cable: which network or which card.

use super::draft::Line;
use super::form::Form;
use super::line::LinePage;
use super::view::SetupView;
use super::{Page, Shared};
use crate::session::Touch;

pub(super) struct Wireless {
    line: Line,
    form: Form,
}

impl Wireless {
    /// Of Wi-Fi, or of a card.
    pub(super) fn enter(line: Line) -> Page {
        Page::Wireless(Self { line, form: Form::of(line.blanks()) })
    }

    pub(super) fn touch(mut self, touch: Touch, shared: &mut Shared) -> Page {
        match touch {
            Touch::Back if !self.form.is_open() => return LinePage::enter(shared),
            Touch::Next if !self.form.is_open() => {
                if self.form.is_filled(shared) {
                    shared.draft.take_line(self.line);
                    return LinePage::enter(shared);
                }
                return Page::Wireless(self);
            }
            _ => self.form.touch(touch, shared),
        }
        Page::Wireless(self)
    }

    pub(super) fn view(&self, shared: &Shared) -> SetupView {
        SetupView {
            title: self.line.name(shared),
            note: match self.line {
                Line::Wifi => shared.words(
                    "要网页登录的无线网络不能用：没有人替机器去点。",
                    "One with a login page is of no use: nobody is there to touch it for the kiosk.",
                ),
                _ => shared.words(
                    "先关机装好卡，卡要取消开机密码（PIN）。",
                    "Put the card in while the kiosk is off; it must ask for no PIN.",
                ),
            },
            fields: self.form.fields(shared),
            main: shared.words("连接", "Connect"),
            can_go_on: true,
            sheet: self.form.sheet(shared),
            ..SetupView::default()
        }
    }
}

impl Line {
    /// As the page calls it.
    pub(super) fn name(self, shared: &Shared) -> String {
        match self {
            Self::Cable => shared.words("网线", "A cable"),
            Self::Wifi => shared.words("无线网络", "Wi-Fi"),
            Self::Card => shared.words("流量卡", "A SIM card"),
        }
    }
}
