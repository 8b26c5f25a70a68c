//! Everything that is written down: the one list, with fields and texts. `docs/audit-events.md` is made from it.
//!
//! No field has room for a citizen: words from closed lists, counts, names of devices and of matters, numbers of receipts.
//! Free text is the kiosk's own and at most [`LONGEST_TEXT`] characters of it are kept.

use super::words::{
    Closing, DeviceWord, Ending, HelpEnding, LineState, PaperOutcome, PowerSupply, Role, ServiceState, Way,
};
use crate::catalog::Device;
use crate::technician::readiness::device_name;
use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What stands where something is left out.
const WITHHELD: &str = "…";

/// So much of a free text is kept.
pub const LONGEST_TEXT: usize = 120;

/// Everything that is written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "event", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Event {
    /// The kiosk began to serve.
    Started {
        /// The program's version.
        version: String,
    },
    /// A citizen opened a matter's guide.
    VisitBegan {
        /// The matter's key.
        matter: String,
    },
    /// The platform was asked what it knows of a citizen, so that it need not be asked again.
    KnownAsked {
        /// Whether it answered.
        answered: bool,
    },
    /// A citizen was asked for a picture of their face. The picture itself goes nowhere but into the sealed application.
    FaceAsked {
        /// Whether one was agreed to and handed in.
        agreed: bool,
    },
    /// A hall gave a number, or a booking.
    TicketTaken {
        /// The matter's key.
        matter: String,
    },
    /// An application is on disk.
    HandedIn {
        /// The matter's key.
        matter: String,
        /// The receipt's number.
        number: String,
    },
    /// What became of its receipt.
    ReceiptEnded {
        /// The receipt's number.
        number: String,
        /// How.
        outcome: PaperOutcome,
    },
    /// A receipt lay in its slot when the visit ended.
    ReceiptLeft {
        /// The receipt's number.
        number: String,
    },
    /// A certificate lay in the A4 printer's tray when the visit ended.
    DocumentLeft,
    /// A card lay on its reader for a while after the visit had ended.
    CardLeft {
        /// Which reader.
        reader: Device,
    },
    /// The card that was left is gone.
    LeftCardTaken {
        /// Which reader.
        reader: Device,
    },
    /// The citizen is gone and everything is wiped.
    VisitEnded {
        /// How.
        how: Ending,
    },
    /// A device's state changed.
    Device {
        /// Which.
        device: Device,
        /// To what.
        state: DeviceWord,
        /// What a clerk or technician is to do about it; empty where nothing is.
        why: String,
    },
    /// What feeds the kiosk changed.
    Power {
        /// To what.
        supply: PowerSupply,
    },
    /// An input of the housing changed.
    Sensor {
        /// Which: door, tamper, end of the roll. Never presence.
        input: String,
        /// What it is now.
        active: bool,
    },
    /// A clerk was called.
    HelpCalled,
    /// The call is over.
    HelpEnded {
        /// How.
        how: HelpEnding,
    },
    /// A signed catalog serves from the next citizen on.
    CatalogTaken {
        /// Its version.
        version: u32,
        /// When somebody signed that it is the newest.
        made: String,
    },
    /// The catalog on disk could not be used.
    CatalogRefused {
        /// The first finding: file, line, key.
        finding: String,
    },
    /// A sample picture of the catalog in use cannot be shown; its paper is shown by its name alone.
    CatalogFlawed {
        /// The first finding: file, line, key.
        finding: String,
    },
    /// The line to the platform changed.
    Line {
        /// To what.
        state: LineState,
        /// Why it is not up: a code of the courier's; empty while it is.
        why: String,
    },
    /// A submission was set aside, and waits for a technician: the platform refused it, or it is damaged on the disk.
    SetAside {
        /// Why: `refused` with the platform's status and code, `damaged`, or `too large for this platform`.
        reason: String,
    },
    /// The platform has another head of this trail than this kiosk: the trail was made anew, or another kiosk uses this
    /// one's name.
    HeadRefused {
        /// The row whose head it refused.
        row: u64,
    },
    /// Rows older than six months, or beyond the bound, were removed.
    TrailPruned {
        /// The last one that was removed.
        through: u64,
        /// Whether the platform's seal stands for what was removed.
        sealed: bool,
    },
    /// The service mode took a step of its handshake.
    Service {
        /// Where it is now.
        state: ServiceState,
        /// Who; nobody known yet while somebody asks.
        role: Option<Role>,
        /// How they asked to be let in; none once they are in.
        way: Option<Way>,
        /// How it ended.
        ended: Option<Closing>,
    },
    /// Somebody was not let into the service mode.
    ServiceRefused {
        /// How they asked.
        way: Way,
        /// Refused PINs since the last one that was right.
        failures: u32,
        /// What was wrong with it: `wrong`, `locked`, `busy`, or of a stick `form`, `signature`, `kiosk`, `expired`.
        why: String,
    },
    /// Something was done in the service mode.
    ServiceDone {
        /// Who did it.
        role: Role,
        /// What: a task's key.
        task: String,
        /// Whether it came to its end.
        done: bool,
    },
    /// The clock was set by hand.
    ClockSet {
        /// What it was.
        from: String,
        /// What it is.
        to: String,
    },
}

/// The first characters of a text, and none that steers a terminal.
pub fn short(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_TEXT).collect()
}

impl Event {
    /// The same without the matter and without the receipt's number, for whoever looks from afar: at one kiosk, at one
    /// minute, either names a person.
    pub fn without_the_case(&self) -> Self {
        let mut event = self.clone();
        match &mut event {
            Self::VisitBegan { matter } | Self::TicketTaken { matter } => *matter = WITHHELD.into(),
            Self::ReceiptEnded { number, .. } | Self::ReceiptLeft { number } => *number = WITHHELD.into(),
            Self::HandedIn { matter, number } => (*matter, *number) = (WITHHELD.into(), WITHHELD.into()),
            _ => {}
        }
        event
    }

    /// As it is stored: JSON, with free texts cut.
    pub(super) fn stored(&self) -> String {
        let mut event = self.clone();
        match &mut event {
            Self::Started { version: text }
            | Self::Device { why: text, .. }
            | Self::Sensor { input: text, .. }
            | Self::CatalogRefused { finding: text }
            | Self::CatalogFlawed { finding: text }
            | Self::Line { why: text, .. }
            | Self::SetAside { reason: text }
            | Self::ServiceRefused { why: text, .. } => *text = short(text),
            _ => {}
        }
        serde_json::to_string(&event).expect("words and numbers are always JSON")
    }

    /// In words, for whoever reads the trail.
    pub fn said(&self) -> Text {
        match self {
            Self::Started { version } => {
                Text::new(format!("开始服务，程序版本 {version}"), format!("serving, version {version}"))
            }
            Self::VisitBegan { matter } => {
                Text::new(format!("打开办事指南：{matter}"), format!("guide opened: {matter}"))
            }
            Self::KnownAsked { answered } => {
                let (zh, en) = if *answered { ("有答复", "answered") } else { ("无答复", "no answer") };
                Text::new(format!("向平台查询已有信息：{zh}"), format!("asked the platform what it knows: {en}"))
            }
            Self::FaceAsked { agreed } => {
                let (zh, en) = if *agreed { ("同意", "agreed") } else { ("改用其他方式", "another way") };
                Text::new(format!("征求人脸核验同意：{zh}"), format!("asked for a picture of the face: {en}"))
            }
            Self::TicketTaken { matter } => {
                Text::new(format!("已取号或预约：{matter}"), format!("a number or a booking: {matter}"))
            }
            Self::HandedIn { matter, number } => {
                Text::new(format!("申请已保存：{matter}，{number}"), format!("application kept: {matter}, {number}"))
            }
            Self::ReceiptEnded { number, outcome } => {
                Text::new(format!("回执{}：{number}", outcome.zh()), format!("receipt {}: {number}", outcome.key()))
            }
            Self::ReceiptLeft { number } => {
                Text::new(format!("回执未取走：{number}"), format!("receipt left in the slot: {number}"))
            }
            Self::DocumentLeft => Text::new("证明未取走", "a certificate left in the tray"),
            Self::CardLeft { reader } => {
                let name = device_name(*reader);
                Text::new(format!("有卡忘在{}", name.zh), format!("a card was left: {}", name.en))
            }
            Self::LeftCardTaken { reader } => {
                let name = device_name(*reader);
                Text::new(format!("忘在{}的卡已取走", name.zh), format!("the card that was left is gone: {}", name.en))
            }
            Self::VisitEnded { how } => {
                Text::new(format!("办理结束并清除：{}", how.zh()), format!("visit ended and wiped: {}", how.key()))
            }
            Self::Device { device, state, why } => {
                let name = device_name(*device);
                let after = |mark: &str| if why.is_empty() { String::new() } else { format!("{mark}{why}") };
                Text::new(
                    format!("{}{}{}", name.zh, state.zh(), after("：")),
                    format!("{}: {}{}", name.en, state.key(), after("; ")),
                )
            }
            Self::Power { supply } => Text::new(format!("供电：{}", supply.zh()), format!("power: {}", supply.key())),
            Self::Sensor { input, active } => {
                let (zh, en) = if *active { ("触发", "active") } else { ("恢复", "inactive") };
                Text::new(format!("机箱信号 {input} {zh}"), format!("housing input {input} {en}"))
            }
            Self::HelpCalled => Text::new("呼叫工作人员", "a clerk was called"),
            Self::HelpEnded { how } => {
                Text::new(format!("呼叫结束：{}", how.zh()), format!("call for help ended: {}", how.key()))
            }
            Self::CatalogTaken { version, made } => Text::new(
                format!("启用事项目录第 {version} 版（签发于 {made}）"),
                format!("catalog version {version} in use, signed {made}"),
            ),
            Self::CatalogRefused { finding } => {
                Text::new(format!("事项目录无法使用：{finding}"), format!("catalog refused: {finding}"))
            }
            Self::CatalogFlawed { finding } => Text::new(
                format!("事项目录中的样张不能显示：{finding}"),
                format!("a sample picture cannot be shown: {finding}"),
            ),
            Self::Line { state, why } => {
                let after = if why.is_empty() { String::new() } else { format!(" ({why})") };
                Text::new(format!("线路{}{after}", state.zh()), format!("line {}{after}", state.key()))
            }
            Self::SetAside { reason } => {
                Text::new(format!("一件已搁置，待处理：{reason}"), format!("a submission was set aside: {reason}"))
            }
            Self::HeadRefused { row } => Text::new(
                format!("平台不认可第 {row} 行的日志指纹"),
                format!("the platform has another head of this trail at row {row}"),
            ),
            Self::TrailPruned { through, sealed } => {
                let (zh, en) = if *sealed {
                    ("平台已签封", "under the platform's seal")
                } else {
                    ("未经签封", "without a seal")
                };
                Text::new(
                    format!("日志清理至第 {through} 行（{zh}）"),
                    format!("trail pruned through row {through}, {en}"),
                )
            }
            Self::Service { state, role, way, ended } => {
                let zh = [role.map(Role::zh), way.map(Way::zh), ended.map(Closing::zh)];
                let en = [role.map(Role::key), way.map(Way::key), ended.map(Closing::key)];
                let join = |words: [Option<&str>; 3]| words.into_iter().flatten().collect::<Vec<_>>().join(", ");
                Text::new(
                    format!("维护模式{} {}", state.zh(), join(zh)).trim_end().to_owned(),
                    format!("service mode {} {}", state.key(), join(en)).trim_end().to_owned(),
                )
            }
            Self::ServiceRefused { way, failures, why } => Text::new(
                format!("拒绝进入维护模式：{}，{why}，连续 {failures} 次", way.zh()),
                format!("not let into the service mode: {}, {why}, {failures} in a row", way.key()),
            ),
            Self::ServiceDone { role, task, done } => {
                let (zh, en) = if *done { ("完成", "done") } else { ("未完成", "not done") };
                Text::new(format!("{}：{task} {zh}", role.zh()), format!("{}: {task} {en}", role.key()))
            }
            Self::ClockSet { from, to } => {
                Text::new(format!("时钟由 {from} 调整为 {to}"), format!("clock set from {from} to {to}"))
            }
        }
    }

    /// One of each, for the documentation and the test that freezes their bytes.
    pub fn samples() -> Vec<Self> {
        let (matter, number) = (String::from("newborn"), String::from("0123456789012345"));
        vec![
            Self::Started { version: "0.1.0".into() },
            Self::VisitBegan { matter: matter.clone() },
            Self::KnownAsked { answered: true },
            Self::FaceAsked { agreed: true },
            Self::TicketTaken { matter: matter.clone() },
            Self::HandedIn { matter, number: number.clone() },
            Self::ReceiptEnded { number: number.clone(), outcome: PaperOutcome::Printed },
            Self::ReceiptLeft { number },
            Self::DocumentLeft,
            Self::CardLeft { reader: Device::CardReader },
            Self::LeftCardTaken { reader: Device::CardReader },
            Self::VisitEnded { how: Ending::Finished },
            Self::Device {
                device: Device::ReceiptPrinter,
                state: DeviceWord::NeedsAttention,
                why: "请装入纸卷".into(),
            },
            Self::Power { supply: PowerSupply::Battery },
            Self::Sensor { input: "DoorOpen".into(), active: true },
            Self::HelpCalled,
            Self::HelpEnded { how: HelpEnding::Answered },
            Self::CatalogTaken { version: 7, made: "2026-11-01T00:00:00Z".into() },
            Self::CatalogRefused { finding: "matter.toml:3: key: what is wrong".into() },
            Self::CatalogFlawed { finding: "papers.toml:3: key: what is wrong".into() },
            Self::Line { state: LineState::Down, why: "unreachable".into() },
            Self::SetAside { reason: "refused 422 cannot_be_opened".into() },
            Self::HeadRefused { row: 1204 },
            Self::TrailPruned { through: 1000, sealed: true },
            Self::Service {
                state: ServiceState::Active,
                role: Some(Role::Technician),
                way: Some(Way::Pin),
                ended: None,
            },
            Self::ServiceRefused { way: Way::Pin, failures: 3, why: "wrong".into() },
            Self::ServiceDone { role: Role::Technician, task: "logs".into(), done: true },
            Self::ClockSet { from: "1970-01-01T08:00:07".into(), to: "2026-11-21T10:00:00".into() },
        ]
    }
}
