//! The words that events are made of: closed lists, each with its Chinese.

use crate::session::ReceiptOutcome;
use crate::station::DeviceState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use yici_hardware::power::Supply;

/// A closed list of words: kebab-case in the trail, and this Chinese in its text.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($word:ident = $key:literal, $zh:literal;)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[expect(missing_docs, reason = "each is the word itself")]
        pub enum $name { $(#[serde(rename = $key)] $word,)+ }

        impl $name {
            /// In Chinese.
            pub fn zh(self) -> &'static str {
                match self { $(Self::$word => $zh,)+ }
            }

            /// As it stands in the trail.
            pub fn key(self) -> &'static str {
                match self { $(Self::$word => $key,)+ }
            }
        }
    };
}

words! {
    /// How a visit ended.
    Ending {
        Finished = "finished", "办完";
        Left = "left", "办事人离开";
        Silence = "silence", "长时间无人操作";
        OutOfService = "out-of-service", "机门打开或被撬动";
        PowerFailed = "power-failed", "电量不足";
    }
}

words! {
    /// How a call for help ended.
    HelpEnding {
        Answered = "answered", "工作人员到场";
        Cancelled = "cancelled", "办事人取消";
        Unanswered = "unanswered", "无人到场";
        VisitEnded = "visit-ended", "办理已结束";
    }
}

words! {
    /// What feeds the kiosk.
    PowerSupply {
        Line = "line", "市电";
        Battery = "battery", "电池";
        LastMinutes = "last-minutes", "电池即将耗尽";
        Unknown = "unknown", "不明";
    }
}

words! {
    /// What became of a piece of paper.
    PaperOutcome {
        Printed = "printed", "已打印";
        Unknown = "unknown", "可能不完整";
        Failed = "failed", "未打印";
    }
}

words! {
    /// How a device is.
    DeviceWord {
        NotFitted = "not-fitted", "未配备";
        NeverSeen = "never-seen", "尚未应答";
        Starting = "starting", "正在准备";
        Ready = "ready", "正常";
        Soon = "soon", "可用，需尽快处理";
        NeedsAttention = "needs-attention", "需要处理";
        Gone = "gone", "连接中断";
    }
}

words! {
    /// The line to the platform.
    LineState {
        Up = "up", "畅通";
        Down = "down", "中断";
        Paused = "paused", "暂停";
    }
}

words! {
    /// Where the handshake of the service mode is (XFS4IoT, VendorMode).
    ServiceState {
        EnterPending = "enter-pending", "请求进入";
        Active = "active", "已进入";
        ExitPending = "exit-pending", "正在退出";
        Inactive = "inactive", "已退出";
    }
}

words! {
    /// Who is in the service mode.
    Role {
        Clerk = "clerk", "现场人员";
        Technician = "technician", "技术人员";
    }
}

words! {
    /// How somebody asks to be let into the service mode.
    Way {
        Pin = "pin", "口令";
        Stick = "stick", "维护U盘";
    }
}

words! {
    /// How the service mode ended.
    Closing {
        Left = "left", "主动退出";
        Silence = "silence", "长时间无人操作";
        StickGone = "stick-gone", "U盘已拔出";
        PowerFailed = "power-failed", "电量不足";
        Machine = "machine", "重启或关机";
    }
}

impl From<Supply> for PowerSupply {
    fn from(supply: Supply) -> Self {
        match supply {
            Supply::Line => Self::Line,
            Supply::Battery => Self::Battery,
            Supply::LastMinutes => Self::LastMinutes,
            Supply::Unknown => Self::Unknown,
        }
    }
}

impl From<ReceiptOutcome> for PaperOutcome {
    fn from(outcome: ReceiptOutcome) -> Self {
        match outcome {
            ReceiptOutcome::Printed => Self::Printed,
            ReceiptOutcome::Unknown => Self::Unknown,
            ReceiptOutcome::Failed(_) => Self::Failed,
        }
    }
}

impl From<&DeviceState> for DeviceWord {
    fn from(state: &DeviceState) -> Self {
        match state {
            DeviceState::NotFitted => Self::NotFitted,
            DeviceState::NeverSeen => Self::NeverSeen,
            DeviceState::Starting => Self::Starting,
            DeviceState::Ready => Self::Ready,
            DeviceState::ReadySoonNot(_) => Self::Soon,
            DeviceState::NeedsAttention(..) => Self::NeedsAttention,
            DeviceState::Gone(_) => Self::Gone,
        }
    }
}
