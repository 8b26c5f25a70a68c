//! What the service mode shows.

use super::{Active, Asking, Clock, Page, Refusal, Service, Stage, StickFault, Task};
use crate::audit::Role;
use crate::session::Shared;
use crate::session::view::PickView;

/// Which page of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceStage {
    /// A PIN is written.
    Asking,
    /// The clock is set.
    Clock,
    /// Something is under way.
    Busy,
    /// What can be done.
    Menu,
    /// It is asked a second time.
    Sure,
    /// How it ended.
    Told,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceView {
    /// Which page.
    pub stage: ServiceStage,
    /// What it is for.
    pub title: String,
    /// A PIN as dots, a time as it is written.
    pub entered: String,
    /// What is to be said of it; may be empty.
    pub note: String,
    /// Whether that is trouble.
    pub trouble: bool,
    /// What can be done.
    pub tasks: Vec<PickView>,
    /// What is to be read.
    pub lines: Vec<String>,
    /// The one main action; empty for none.
    pub main: String,
    /// Whether it can be touched.
    pub can_go_on: bool,
    /// Whether the clock can be set from here.
    pub offers_clock: bool,
}

impl Service {
    /// Whether there is a page to go back to.
    pub(in crate::session) fn can_go_back(&self) -> bool {
        !self.is_busy() && !matches!(&self.stage, Stage::Active(Active { page: Page::Menu, .. }))
    }

    /// Whether there is something to leave.
    pub(in crate::session) fn can_leave(&self) -> bool {
        matches!(&self.stage, Stage::Active(active) if active.leaving.is_none())
    }

    pub(in crate::session) fn view(&self, shared: &Shared) -> ServiceView {
        match &self.stage {
            Stage::Asking(Asking { clock: Some(clock), .. }) => clock.view(shared),
            Stage::Asking(asking) => asking.view(shared),
            Stage::Judging => busy(shared.words("正在核对口令", "Checking the PIN"), shared),
            Stage::Active(active) => active.view(shared),
        }
    }
}

fn blank(stage: ServiceStage, title: &str) -> ServiceView {
    ServiceView {
        stage,
        title: title.to_owned(),
        entered: String::new(),
        note: String::new(),
        trouble: false,
        tasks: Vec::new(),
        lines: Vec::new(),
        main: String::new(),
        can_go_on: true,
        offers_clock: false,
    }
}

fn busy(title: &str, shared: &Shared) -> ServiceView {
    let note = shared.words("请稍候", "Please wait").to_owned();
    ServiceView { note, ..blank(ServiceStage::Busy, title) }
}

impl Asking {
    fn view(&self, shared: &Shared) -> ServiceView {
        let count = self.entered.reveal().len();
        let (note, trouble) = match self.said {
            None => (
                shared
                    .words("请输入维护口令，或插入维护U盘", "Enter the service PIN, or put a service stick in")
                    .to_owned(),
                false,
            ),
            Some(refusal) => (refused(refusal, shared), true),
        };
        ServiceView {
            entered: "●".repeat(count),
            note,
            trouble,
            main: shared.words("进入", "Enter").to_owned(),
            can_go_on: super::PIN_DIGITS.contains(&count),
            offers_clock: true,
            ..blank(ServiceStage::Asking, shared.words("工作人员入口", "Staff"))
        }
    }
}

fn refused(refusal: Refusal, shared: &Shared) -> String {
    let minutes = |wait: std::time::Duration| wait.as_secs().div_ceil(60);
    match refusal {
        Refusal::Wrong => shared.words("口令不对，请重新输入", "That is not the PIN; enter it again").to_owned(),
        Refusal::Locked(wait) => match shared.language {
            crate::text::Language::Chinese => format!("错误次数过多，请 {} 分钟后再试", minutes(wait)),
            crate::text::Language::English => format!("Too many wrong PINs; try again in {} min", minutes(wait)),
        },
        Refusal::Stick(fault) => match fault {
            StickFault::Form => shared.words("这不是维护U盘", "This is not a service stick"),
            StickFault::Signature => shared.words("U盘的签名无效", "The stick's signature is not valid"),
            StickFault::Kiosk => shared.words("U盘不适用于本机", "The stick is for other kiosks"),
            StickFault::Expired => shared.words(
                "U盘不在有效期内；如果本机时间不对，请先校准时钟",
                "The stick is out of date; if the time here is wrong, set the clock first",
            ),
        }
        .to_owned(),
    }
}

impl Clock {
    fn view(&self, shared: &Shared) -> ServiceView {
        let title = shared.words("校准时钟", "Set the clock");
        if self.busy {
            return busy(title, shared);
        }
        let (note, trouble) = match &self.said {
            Some(outcome) => (told(&outcome.lines, shared).join(" "), !outcome.done),
            None => {
                let now = shared.moment.wall.strftime("%Y-%m-%d %H:%M").to_string();
                let words = shared.words("现在显示", "It says");
                let how = shared.words("依次输入年月日时分", "Year, month, day, hour, minute");
                let stop = shared.words("。", ". ");
                (format!("{words} {now}{stop}{how}"), false)
            }
        };
        ServiceView {
            entered: written(&self.entered),
            note,
            trouble,
            main: shared.words("设定", "Set").to_owned(),
            can_go_on: self.time().is_some(),
            ..blank(ServiceStage::Clock, title)
        }
    }
}

/// Digits as a time: `2026-11-2_ __:__`.
fn written(digits: &str) -> String {
    let mut digits = digits.chars();
    "____-__-__ __:__".chars().map(|c| if c == '_' { digits.next().unwrap_or('_') } else { c }).collect()
}

impl Active {
    fn view(&self, shared: &Shared) -> ServiceView {
        let name = |task: Task| shared.text(&task.words().0);
        match &self.page {
            Page::Menu => {
                let pick = |task: Task| {
                    let (name, what) = task.words();
                    let (label, detail) = (shared.text(&name), shared.text(&what));
                    PickView { key: task.key().to_owned(), label, detail, selected: false }
                };
                let tasks = Task::ALL.into_iter().filter(|task| task.is_for(self.role)).map(pick).collect();
                let title = match self.role {
                    Role::Clerk => shared.words("现场维护", "Looking after it"),
                    Role::Technician => shared.words("技术维护", "Service"),
                };
                ServiceView { tasks, ..blank(ServiceStage::Menu, title) }
            }
            Page::Sure(task) => ServiceView {
                note: shared.text(&task.words().1),
                main: name(*task),
                ..blank(ServiceStage::Sure, &format!("{}{}", name(*task), shared.words("？", "?")))
            },
            Page::Busy(task) if self.leaving.is_some() => ServiceView {
                note: shared.words("完成后自动退出", "It ends when this is done").to_owned(),
                ..blank(ServiceStage::Busy, &name(*task))
            },
            Page::Busy(task) => busy(&name(*task), shared),
            Page::Told(task, outcome) => ServiceView {
                note: if outcome.done { String::new() } else { shared.words("没有完成", "Not done").to_owned() },
                trouble: !outcome.done,
                lines: told(&outcome.lines, shared),
                main: shared.words("知道了", "OK").to_owned(),
                ..blank(ServiceStage::Told, &name(*task))
            },
            Page::Clock(clock) => clock.view(shared),
        }
    }
}

fn told(lines: &[crate::text::Text], shared: &Shared) -> Vec<String> {
    lines.iter().map(|line| shared.text(line)).collect()
}
