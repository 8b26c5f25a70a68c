//! The shape of a matter, as a clerk writes it.

use super::{Condition, Hours, Item, Paper, Rule};
use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A matter (一件事): several departments' items that a citizen sees as one.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Matter {
    /// Version of this file's shape. This program reads version 2.
    pub format: u32,
    /// What the matter is.
    pub matter: Header,
    /// Situation questions (情形), in the order they are asked.
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
    /// The departments' items (事项).
    #[serde(rename = "item")]
    pub items: Vec<Item>,
    /// The papers (材料) that items ask for.
    #[serde(default, rename = "paper")]
    pub papers: Vec<Paper>,
    /// Ways to get the results.
    #[serde(rename = "delivery")]
    pub deliveries: Vec<Delivery>,
    /// Checks across fields.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
}

/// What a matter is, apart from its items.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Header {
    /// Its key; the folder has the same name.
    pub key: String,
    /// Version of its content; an application records the one it was filled in under.
    pub version: String,
    /// What kind of service it is.
    #[serde(default)]
    pub kind: MatterKind,
    /// Its name.
    pub name: Text,
    /// Its name for a narrow place.
    #[serde(default)]
    pub short: Option<Text>,
    /// One sentence.
    pub summary: Text,
    /// Words that people search by.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whose life it belongs to.
    pub side: Side,
    /// Not official: the screen and the receipt say so.
    #[serde(default)]
    pub demonstration: bool,
    /// Minutes that most citizens need at the kiosk.
    pub minutes: u32,
    /// Conditions of acceptance (受理条件).
    pub conditions: Vec<Text>,
    /// Devices without which it cannot be done.
    pub devices: Vec<Device>,
    /// Kinds of card that a citizen may identify with.
    #[serde(default = "residents")]
    pub cards: Vec<Card>,
    /// Whether somebody may do it for the citizen (代办). A person's matter then asks for the shared paper `authorisation`.
    #[serde(default)]
    pub agent: bool,
    /// When it can be done. None: always.
    #[serde(default)]
    pub hours: Vec<Hours>,
    /// A picture of the citizen's face may be handed in, for whoever agrees to it.
    #[serde(default)]
    pub face: Option<FaceCheck>,
    /// How the limit of the whole is reckoned.
    #[serde(default)]
    pub limit: LimitRule,
}

impl Header {
    /// Its name for a place in which a long one would be cut.
    pub fn narrow_name(&self) -> &Text {
        self.short.as_ref().unwrap_or(&self.name)
    }
}

/// A picture of the citizen's face, to be compared with the card by whoever decides (人脸核验). It is offered and never
/// needed: the law on face recognition asks for separate consent and another way.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FaceCheck {
    /// What it is for and who compares it, as a whole sentence.
    pub purpose: Text,
    /// What is done instead for whoever does not want it, as a whole sentence.
    pub otherwise: Text,
}

/// What kind of service a matter is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MatterKind {
    /// 一件事一次办
    #[default]
    OneVisit,
    /// 证明开具
    Certificate,
    /// 办件进度
    Progress,
    /// 咨询投诉
    Complaint,
    /// 取号预约
    Queue,
    /// 水电气讯
    Utility,
}

/// Whose matter it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// 个人
    Person,
    /// 企业
    Enterprise,
}

/// A device of a kiosk. A matter names those without which it cannot be done; the last five are the kiosk's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Device {
    /// The identity-card reader.
    CardReader,
    /// The receipt printer.
    ReceiptPrinter,
    /// The document camera.
    DocumentCamera,
    /// The camera that looks at the citizen. No matter can hang on it: whoever does not want it must have another way.
    FaceCamera,
    /// The QR scanner.
    QrScanner,
    /// The social-security card reader.
    SocialCardReader,
    /// The A4 printer.
    DocumentPrinter,
    /// The signature pad.
    SignaturePad,
    /// The UPS.
    Power,
    /// Door, button for help, presence: the digital inputs.
    Sensors,
    /// The guide lamps and the lock: the digital outputs.
    Lamps,
    /// The thermometer inside.
    Temperature,
    /// The sound card.
    Sound,
}

impl Device {
    /// Every device, in the order in which reports list them.
    pub const ALL: [Self; 13] = [
        Self::CardReader,
        Self::ReceiptPrinter,
        Self::DocumentCamera,
        Self::FaceCamera,
        Self::QrScanner,
        Self::SocialCardReader,
        Self::DocumentPrinter,
        Self::SignaturePad,
        Self::Power,
        Self::Sensors,
        Self::Lamps,
        Self::Temperature,
        Self::Sound,
    ];

    /// Whether it serves the kiosk itself, so that no matter can hang on it.
    pub fn is_the_kiosks_own(self) -> bool {
        matches!(self, Self::Power | Self::Sensors | Self::Lamps | Self::Temperature | Self::Sound)
    }
}

/// A kind of card that says who is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Card {
    /// 居民身份证
    Resident,
    /// 港澳台居民居住证
    HkMacauTaiwan,
    /// 外国人永久居留身份证
    PermanentResident,
    /// 社会保障卡. It says name and number, and neither address nor nation.
    SocialSecurity,
}

fn residents() -> Vec<Card> {
    vec![Card::Resident]
}

/// The settings of the limit rule; `plan::limit` applies it.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct LimitRule {
    /// Which days are counted.
    pub days: Days,
    /// What a chain of items keeps of its statutory limits, in percent, from 1 to 100.
    pub chain_percent: u32,
    /// What becomes of a part of a day.
    pub rounding: Rounding,
}

impl Default for LimitRule {
    fn default() -> Self {
        Self { days: Days::Working, chain_percent: 30, rounding: Rounding::Up }
    }
}

/// Which days a limit counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Days {
    /// 工作日
    #[default]
    Working,
    /// 自然日
    Calendar,
}

/// How a part of a day becomes whole days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// To the next day.
    #[default]
    Up,
    /// To the nearest, half a day up.
    Nearest,
    /// To the day before.
    Down,
}

/// A situation question and its answers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its key.
    pub key: String,
    /// The question.
    pub text: Text,
    /// A sentence that helps to answer.
    #[serde(default)]
    pub help: Option<Text>,
    /// Asked only when all of these hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// The answers, at least two.
    #[serde(rename = "option")]
    pub options: Vec<QuestionOption>,
}

/// One answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionOption {
    /// Its key.
    pub key: String,
    /// What the citizen reads.
    pub text: Text,
}

/// A way to get the results.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// What it means for the citizen.
    pub detail: Text,
    /// Fields that only this way asks for, such as an address.
    #[serde(default)]
    pub fields: Vec<String>,
}

impl Matter {
    /// Whether a person may send somebody else. An enterprise's agent is asked for by its form.
    pub fn takes_agents(&self) -> bool {
        self.matter.agent && self.matter.side == Side::Person && self.papers.iter().any(Paper::is_mandate)
    }

    /// Every condition of the matter with where it stands, for the checks and the chart.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let questions = self.questions.iter().flat_map(|question| &question.when);
        let items =
            self.items.iter().flat_map(|item| item.when.iter().chain(item.also.iter().flat_map(|also| &also.when)));
        let rules = self.rules.iter().flat_map(|rule| match &rule.check {
            super::Check::RequiredIf { when, .. } => when.as_slice(),
            _ => &[],
        });
        questions.chain(items).chain(rules)
    }
}
