//! Everything that can be done in the service mode, and by whom: the one list.

use crate::audit::Role;
use crate::text::Text;

/// Something to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// How each device is.
    Devices,
    /// Paper was loaded: a test receipt.
    Paper,
    /// Every lamp on.
    Lamps,
    /// A sound, and a sentence.
    Sound,
    /// Opens the service door's lock.
    Door,
    /// The readiness report.
    Readiness,
    /// How many wait, since when, and why.
    Outbox,
    /// Onto the stick: what waits, sealed; receipts are taken in from it.
    Carry,
    /// How the line is, and whose job it is.
    Network,
    /// Sets the clock.
    Clock,
    /// Onto the stick: the audit trail and the log.
    Logs,
    /// From the stick: newer matters.
    Catalog,
    /// From the stick: a newer image.
    Image,
    /// Starts the machine again.
    Restart,
    /// Switches the machine off.
    ShutDown,
}

impl Task {
    /// Every task, in the order of the menu.
    pub const ALL: [Self; 15] = [
        Self::Devices,
        Self::Paper,
        Self::Readiness,
        Self::Outbox,
        Self::Network,
        Self::Lamps,
        Self::Sound,
        Self::Door,
        Self::Carry,
        Self::Logs,
        Self::Catalog,
        Self::Image,
        Self::Clock,
        Self::Restart,
        Self::ShutDown,
    ];

    /// As it stands in the audit trail.
    pub fn key(self) -> &'static str {
        match self {
            Self::Devices => "devices",
            Self::Paper => "paper",
            Self::Lamps => "lamps",
            Self::Sound => "sound",
            Self::Door => "door",
            Self::Readiness => "readiness",
            Self::Outbox => "outbox",
            Self::Carry => "carry",
            Self::Network => "network",
            Self::Clock => "clock",
            Self::Logs => "logs",
            Self::Catalog => "catalog",
            Self::Image => "image",
            Self::Restart => "restart",
            Self::ShutDown => "shut-down",
        }
    }

    /// The task with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|task| task.key() == key)
    }

    /// Whether somebody in this role may do it.
    pub fn is_for(self, role: Role) -> bool {
        role == Role::Technician || matches!(self, Self::Devices | Self::Paper | Self::Restart)
    }

    /// Whether it is asked for twice: it ends the service of citizens for a while.
    pub fn is_asked_twice(self) -> bool {
        matches!(self, Self::Image | Self::Restart | Self::ShutDown)
    }

    /// Its name, and what it does.
    pub fn words(self) -> (Text, Text) {
        let (zh, en, what_zh, what_en) = match self {
            Self::Devices => ("设备状态", "Devices", "每台设备现在怎样", "How each device is now"),
            Self::Paper => ("打印测试页", "Test receipt", "换纸后试打一张回执", "After loading paper: print one"),
            Self::Lamps => ("指示灯", "Lamps", "点亮全部指示灯", "Lights all of them"),
            Self::Sound => ("声音", "Sound", "播放提示音", "Plays a signal"),
            Self::Door => ("打开门锁", "Door lock", "释放维修门的锁", "Releases the service door"),
            Self::Readiness => {
                ("自检报告", "Readiness report", "哪些正常，哪些要处理", "What is well and what is to mend")
            }
            Self::Outbox => ("待发申请", "Outbox", "件数、等待时间和原因", "How many wait, since when and why"),
            Self::Carry => (
                "拷出待发件",
                "Carry to town",
                "密封拷到U盘，带回平台回执",
                "What waits goes sealed onto the stick; receipts come in",
            ),
            Self::Network => ("网络", "Network", "线路怎样，该谁处理", "How the line is, and whose job it is"),
            Self::Clock => ("校准时钟", "Clock", "设定日期和时间", "Sets day and time"),
            Self::Logs => ("导出日志", "Logs", "审计日志写入U盘", "The audit trail goes onto the stick"),
            Self::Catalog => ("更新事项目录", "Matters", "从U盘更新办事事项", "Newer matters from the stick"),
            Self::Image => {
                ("更新系统", "System image", "从U盘更新，需要重启", "A newer one from the stick; then a restart")
            }
            Self::Restart => ("重新启动", "Restart", "约两分钟后恢复服务", "Serves again after some two minutes"),
            Self::ShutDown => ("关机", "Shut down", "需要到现场才能再开机", "Somebody must come to switch it on again"),
        };
        (Text::new(zh, en), Text::new(what_zh, what_en))
    }
}

/// How a task ended, as it is read on the screen. Nothing of a citizen's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether it did what it was to do.
    pub done: bool,
    /// What is to be read, at most 60 lines.
    pub lines: Vec<Text>,
}

impl Outcome {
    /// It is done.
    pub fn done(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { done: true, lines: vec![Text::new(zh, en)] }
    }

    /// It is not, and this is what to do.
    pub fn failed(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { done: false, lines: vec![Text::new(zh, en)] }
    }
}
