//! Which devices there are, where they hang, and whether each works: found by asking every port, then tried one by one.

use super::draft::{self, can_be_left_out, driver};
use super::line::LinePage;
use super::panel::Panel;
use super::ports::Port;
use super::view::{SetupView, joined, pick};
use super::{News, Order, Page, Shared};
use crate::session::Touch;
use crate::technician::readiness::{Finding, Thing};
use yici_document::State;

/// The key of "there is none".
const NONE: &str = "-";

#[derive(Default)]
pub(super) struct Devices {
    ports: Vec<Port>,
    /// `None` while they are looked for.
    findings: Option<Vec<Finding>>,
    open: Option<Open>,
}

/// One device.
struct Open {
    thing: Thing,
    busy: bool,
    /// What came of a try by hand.
    said: Option<Finding>,
}

impl Devices {
    pub(super) fn enter(shared: &mut Shared) -> Page {
        shared.order(|_, settings| Order::Probe(Box::new(settings)));
        Page::Devices(Self::default())
    }

    pub(super) fn is_busy(&self) -> bool {
        self.findings.is_none() || self.open.as_ref().is_some_and(|open| open.busy)
    }

    pub(super) fn touch(mut self, touch: Touch, shared: &mut Shared) -> Page {
        if self.is_busy() {
            return Page::Devices(self);
        }
        match (touch, self.open.take()) {
            (Touch::Choose(key), None) => {
                let found = self
                    .findings
                    .iter()
                    .flatten()
                    .find(|finding| draft::table(finding.thing).unwrap_or_default() == key);
                self.open = found.map(|finding| Open { thing: finding.thing, busy: false, said: None });
            }
            (Touch::Choose(port), Some(open)) => {
                if port == NONE {
                    shared.draft.leave_out(open.thing);
                } else {
                    shared.draft.hangs_on(open.thing, &port);
                }
                shared.order(|_, settings| Order::Try(open.thing, Box::new(settings)));
                self.open = Some(Open { busy: true, said: None, ..open }).filter(|_| port != NONE);
            }
            (Touch::Next, Some(open)) => {
                shared.order(|_, settings| Order::TryByHand(open.thing, Box::new(settings)));
                self.open = Some(Open { busy: true, said: None, ..open });
            }
            (Touch::Back, Some(_)) => {}
            (Touch::Next, None) => return LinePage::enter(shared),
            (Touch::Back, None) => return Page::Panel(Panel),
            (_, open) => self.open = open,
        }
        Page::Devices(self)
    }

    pub(super) fn news(mut self, news: News, shared: &mut Shared) -> Page {
        match news {
            News::Probed(ports) => {
                for (thing, port) in ports.iter().filter_map(|port| Some((port.answers?, port))) {
                    shared.draft.hangs_on(thing, &port.path);
                }
                self.ports = ports;
                shared.order(|_, settings| Order::TryAll(Box::new(settings)));
            }
            News::Tried(findings) => {
                let known = self.findings.get_or_insert_default();
                for finding in findings {
                    match known.iter_mut().find(|known| known.thing == finding.thing) {
                        Some(known) => *known = finding,
                        None => known.push(finding),
                    }
                }
                if let Some(open) = &mut self.open {
                    open.busy = false;
                }
            }
            News::TriedByHand(thing, finding) => {
                if let Some(open) = self.open.as_mut().filter(|open| open.thing == thing) {
                    (open.busy, open.said) = (false, Some(finding));
                }
            }
            _ => {}
        }
        Page::Devices(self)
    }

    pub(super) fn view(&self, shared: &Shared) -> SetupView {
        match (&self.open, &self.findings) {
            (Some(open), _) if open.busy => busy(shared.text(&open.thing.name()), shared),
            (Some(open), _) => self.device(open, shared),
            (None, None) => busy(shared.words("正在查找设备", "Looking for devices"), shared),
            (None, Some(findings)) => {
                let row = |finding: &Finding| {
                    let works = matches!(finding.state, State::Ready | State::Soon);
                    let name = shared.text(&finding.thing.name());
                    pick(draft::table(finding.thing).unwrap_or_default(), name, shared.text(&finding.said), works)
                };
                SetupView {
                    title: shared.words("设备", "Devices"),
                    note: shared.words(
                        "打勾的应答正常。点一台设备，可以换端口、动手试一试。",
                        "What is ticked answers. Touch a device to change its port and to try it.",
                    ),
                    picks: findings.iter().map(row).collect(),
                    main: shared.words("下一步", "Next"),
                    can_go_on: true,
                    ..SetupView::default()
                }
            }
        }
    }

    fn device(&self, open: &Open, shared: &Shared) -> SetupView {
        let thing = open.thing;
        let asked = self.findings.iter().flatten().find(|finding| finding.thing == thing);
        let is_absent = asked.is_some_and(|finding| finding.state == State::Absent);
        let (note, trouble) = match &open.said {
            Some(finding) => (shared.text(&finding.said), finding.state == State::Mend),
            None => {
                let state = asked.map(|finding| shared.text(&finding.said)).unwrap_or_default();
                (joined(shared, &[state, how(thing, shared)]), false)
            }
        };
        let ports = self.ports.iter().filter(|port| driver(thing, &port.path).is_some());
        let now = shared.draft.port(thing, shared.common.as_ref());
        let row =
            |port: &Port| pick(&port.path, port.path.clone(), says(port, shared), now == Some(port.path.as_str()));
        let mut picks: Vec<_> = ports.map(row).collect();
        if can_be_left_out(thing) && !is_absent {
            let what = shared.words("设置里不写这台设备", "It is left out of the settings");
            picks.push(pick(NONE, shared.words("没有装这台设备", "There is none"), what, false));
        }
        SetupView {
            title: shared.text(&thing.name()),
            note,
            trouble,
            picks,
            main: if is_absent { String::new() } else { shared.words("试一试", "Try it") },
            can_go_on: true,
            ..SetupView::default()
        }
    }
}

fn busy(title: String, shared: &Shared) -> SetupView {
    let note = shared.words("请稍候，最多一分钟", "Please wait, a minute at most");
    SetupView { title, note, busy: true, can_go_on: true, ..SetupView::default() }
}

/// What a port answered.
fn says(port: &Port, shared: &Shared) -> String {
    match port.answers {
        Some(thing) => {
            let name = shared.text(&thing.name());
            format!("{} {name}", shared.words("应答的是", "answers as"))
        }
        None => shared.words("接在这个端口上", "It hangs on this port"),
    }
}

/// What a person does before it is tried.
fn how(thing: Thing, shared: &Shared) -> String {
    match thing {
        Thing::CardReader => shared.words("请放上一张身份证，再点“试一试”", "lay an ID card down, then touch “Try it”"),
        Thing::ReceiptPrinter => shared.words("点“试一试”，会打印一张测试页", "touch “Try it”: a test page is printed"),
        Thing::DocumentCamera => {
            shared.words("请放上一张纸，再点“试一试”", "lay a sheet of paper down, then touch “Try it”")
        }
        Thing::FaceCamera => shared.words(
            "请看着摄像头，再点“试一试”；不保存图像",
            "look into the camera, then touch “Try it”; nothing is kept",
        ),
        Thing::QrScanner => shared.words(
            "点“试一试”，半分钟内把二维码对准扫码窗口",
            "touch “Try it”, then hold a code to it within half a minute",
        ),
        _ => shared.words("点“试一试”再问一次", "touch “Try it” to ask it again"),
    }
}
