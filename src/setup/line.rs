//! Whether the platform answers from here, and if not, whose job it is.

use super::devices::Devices;
use super::draft::Line;
use super::ending::Ending;
use super::view::{SetupView, pick};
use super::wireless::Wireless;
use super::{News, Order, Page, Shared};
use crate::session::Touch;
use crate::session::service::Outcome;

/// `None` while the platform is asked.
pub(super) struct LinePage(Option<Outcome>);

impl LinePage {
    pub(super) fn enter(shared: &mut Shared) -> Page {
        shared.order(|kiosk, settings| Order::Line(Box::new(kiosk), Box::new(settings)));
        Page::Line(Self(None))
    }

    pub(super) fn is_busy(&self) -> bool {
        self.0.is_none()
    }

    pub(super) fn touch(self, touch: Touch, shared: &mut Shared) -> Page {
        match (touch, self.0) {
            (Touch::Next, Some(outcome)) if !outcome.done => Self::enter(shared),
            (Touch::Next, Some(outcome)) => Ending::enter(outcome, shared),
            (Touch::Choose(way), Some(outcome)) => match way.as_str() {
                "wifi" => Wireless::enter(Line::Wifi),
                "card" => Wireless::enter(Line::Card),
                "cable" => {
                    shared.draft.take_line(Line::Cable);
                    Self::enter(shared)
                }
                // A line that comes later is enough: the kiosk is enrolled as soon as there is one.
                "later" => Ending::enter(outcome, shared),
                _ => Page::Line(Self(Some(outcome))),
            },
            (Touch::Back, Some(_)) => Devices::enter(shared),
            (_, outcome) => Page::Line(Self(outcome)),
        }
    }

    pub(super) fn news(self, news: News) -> Page {
        Page::Line(match news {
            News::Line(outcome) => Self(Some(outcome)),
            _ => self,
        })
    }

    pub(super) fn view(&self, shared: &Shared) -> SetupView {
        let title = shared.words("网络", "Network");
        let Some(outcome) = &self.0 else {
            let note = shared.words("正在连接平台", "Asking the platform");
            return SetupView { title, note, busy: true, can_go_on: true, ..SetupView::default() };
        };
        let (said, interfaces) =
            outcome.lines.split_last().map_or((String::new(), &[][..]), |(last, rest)| (shared.text(last), rest));
        let mut view = SetupView {
            title,
            note: said,
            trouble: !outcome.done,
            lines: interfaces.iter().map(|line| shared.text(line)).collect(),
            main: if outcome.done {
                shared.words("下一步", "Next")
            } else {
                shared.words("再试一次", "Try again")
            },
            can_go_on: true,
            ..SetupView::default()
        };
        if !outcome.done {
            let ways = [
                (
                    "cable",
                    Line::Cable,
                    shared.words("插好网线，地址自动获取", "Put it in; the address comes from there"),
                ),
                ("wifi", Line::Wifi, shared.words("填写名称和密码", "Write its name and password")),
                ("card", Line::Card, shared.words("本机装有流量卡的", "If this kiosk has one")),
            ];
            for (key, line, detail) in ways {
                view.picks.push(pick(key, line.name(shared), detail, line == shared.draft.line()));
            }
            let later = shared.words("有了网络会自己连上平台", "It connects by itself once there is a line");
            view.picks.push(pick("later", shared.words("先不连网", "Without the line for now"), later, false));
        }
        view
    }
}
