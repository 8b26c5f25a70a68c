//! How large the screen is: a card is drawn, and made as large as a real one that is held to it. Every identity card and bank
//! card has the same size, and what the tape of a technician says of a panel's frame is of no use.

use super::devices::Devices;
use super::naming::Naming;
use super::view::SetupView;
use super::{Page, Shared};
use crate::session::Touch;

pub(super) struct Panel;

impl Panel {
    pub(super) fn touch(self, touch: Touch, shared: &mut Shared) -> Page {
        match touch {
            Touch::Choose(by) => {
                shared.draft.resize(by.parse().unwrap_or(0));
                Page::Panel(self)
            }
            Touch::Next => Devices::enter(shared),
            Touch::Back => Page::Naming(Naming::new()),
            _ => Page::Panel(self),
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> SetupView {
        let (wide, high) = shared.draft.millimetres(shared.pixels);
        let how = shared.words(
            "把身份证或银行卡贴在框上，调到一样大。现在是",
            "Hold an ID card or a bank card to the frame and make it as large. Now:",
        );
        SetupView {
            title: shared.words("屏幕有多大", "How large the screen is"),
            note: format!("{how} {wide} × {high} mm"),
            card: Some(shared.draft.card()),
            main: shared.words("一样大了", "It is as large"),
            can_go_on: true,
            ..SetupView::default()
        }
    }
}
