//! The readiness report, the label, and only then the settings.

use super::line::LinePage;
use super::view::{SetupView, joined};
use super::{News, Order, Page, Shared};
use crate::session::Touch;
use crate::session::service::Outcome;
use crate::technician::readiness::Finding;
use crate::text::Text;
use yici_document::State;

/// The end of it.
pub(super) struct Ending {
    line: Outcome,
    stage: Stage,
}

enum Stage {
    /// Everything is asked once more.
    Asking,
    Report(Vec<Finding>),
    /// The label is printed first: once the settings lie there, this process may be ended at any moment.
    Labelling,
    LayingDown(Outcome),
    Done(Outcome),
    Failed(String),
}

impl Ending {
    pub(super) fn enter(line: Outcome, shared: &mut Shared) -> Page {
        shared.order(|_, settings| Order::TryAll(Box::new(settings)));
        Page::Ending(Self { line, stage: Stage::Asking })
    }

    pub(super) fn can_go_back(&self) -> bool {
        matches!(self.stage, Stage::Report(_) | Stage::Failed(_))
    }

    pub(super) fn touch(mut self, touch: Touch, shared: &mut Shared) -> Page {
        match (&self.stage, touch) {
            (Stage::Report(_) | Stage::Failed(_), Touch::Next) => {
                let moment = shared.moment;
                shared.order(|kiosk, settings| Order::Label(Box::new(kiosk), Box::new(settings), moment));
                self.stage = Stage::Labelling;
            }
            (Stage::Report(_) | Stage::Failed(_), Touch::Back) => return LinePage::enter(shared),
            _ => {}
        }
        Page::Ending(self)
    }

    pub(super) fn news(mut self, news: News, shared: &mut Shared) -> Page {
        self.stage = match (self.stage, news) {
            (Stage::Asking, News::Tried(findings)) => Stage::Report(findings),
            (Stage::Labelling, News::Labelled(label)) => {
                shared.order(|kiosk, _| Order::LayDown(Box::new(kiosk)));
                Stage::LayingDown(label)
            }
            (Stage::LayingDown(label), News::LaidDown(Ok(()))) => Stage::Done(label),
            (Stage::LayingDown(_), News::LaidDown(Err(why))) => Stage::Failed(why),
            (stage, _) => stage,
        };
        Page::Ending(self)
    }

    pub(super) fn refused(mut self, said: &str) -> Page {
        if matches!(self.stage, Stage::Done(_)) && !said.is_empty() {
            self.stage = Stage::Failed(said.to_owned());
        }
        Page::Ending(self)
    }

    pub(super) fn view(&self, shared: &Shared) -> SetupView {
        let words = |zh, en| shared.words(zh, en);
        let blank = SetupView { can_go_on: true, ..SetupView::default() };
        match &self.stage {
            Stage::Asking => SetupView {
                title: words("自检报告", "Readiness report"),
                note: words("请稍候，最多一分钟", "Please wait, a minute at most"),
                busy: true,
                ..blank
            },
            Stage::Report(findings) => self.report(findings, shared),
            Stage::Labelling => SetupView {
                title: words("打印标签", "The label"),
                note: words("请稍候", "Please wait"),
                busy: true,
                ..blank
            },
            Stage::LayingDown(_) => SetupView {
                title: words("写入设置", "The settings"),
                note: words("请稍候", "Please wait"),
                busy: true,
                ..blank
            },
            Stage::Done(label) => SetupView {
                title: words("设置完成", "It is set up"),
                note: joined(
                    shared,
                    &[
                        label.lines.first().map(|line| shared.text(line)).unwrap_or_default(),
                        words("马上进入服务页面", "it begins to serve in a moment"),
                    ],
                ),
                trouble: !label.done,
                busy: true,
                ..blank
            },
            Stage::Failed(why) => SetupView {
                title: words("没有写入设置", "The settings were not written"),
                note: joined(
                    shared,
                    &[words("请再试一次；仍不行，请重新开机", "try again, or start anew"), why.clone()],
                ),
                trouble: true,
                main: words("再试一次", "Try again"),
                ..blank
            },
        }
    }

    fn report(&self, findings: &[Finding], shared: &Shared) -> SetupView {
        let bad = findings.iter().filter(|finding| finding.state == State::Mend).count();
        let mut lines: Vec<Text> = findings.iter().map(Finding::line).collect();
        if let Some(line) = self.line.lines.last() {
            lines.push(Text::new(format!("网络：{}", line.zh), format!("network: {}", line.en)));
        }
        let is_well = bad == 0 && self.line.done;
        let note = match (bad, self.line.done) {
            (0, true) => shared.words("可以投入使用。", "It is ready to serve."),
            (0, false) => shared.words(
                "设备正常，还没有网络：先设置好，有了网络会自己连上平台。",
                "The devices are well and there is no line yet: it connects by itself once there is one.",
            ),
            _ => shared.words(
                "有设备需要处理：可以返回去处理，也可以先设置好，用到它的事项会暂停。",
                "A device needs mending: go back, or finish; what needs it stays closed meanwhile.",
            ),
        };
        SetupView {
            title: shared.words("自检报告", "Readiness report"),
            note,
            trouble: !is_well,
            lines: lines.iter().map(|line| shared.text(line)).collect(),
            main: shared.words("打印标签，完成设置", "Print the label and finish"),
            can_go_on: true,
            ..SetupView::default()
        }
    }
}
