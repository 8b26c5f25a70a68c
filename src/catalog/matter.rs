//! The shape of a matter, as a clerk writes it.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// A matter (一件事): several departments' items that a citizen sees as one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Matter {
    /// Version of this file's shape. This program reads version 1.
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
}

/// What a matter is, apart from its items.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Header {
    /// Its key; the folder has the same name.
    pub key: String,
    /// Version of its content; an application records the one it was filled in under.
    pub version: String,
    /// Its name.
    pub name: Text,
    /// One sentence.
    pub summary: Text,
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
    /// Kinds of identity card that it takes.
    #[serde(default = "residents")]
    pub cards: Vec<Card>,
    /// How the limit of the whole is reckoned.
    #[serde(default)]
    pub limit: LimitRule,
}

/// Whose matter it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// 个人
    Person,
    /// 企业
    Enterprise,
}

/// A device of a kiosk. A matter names those without which it cannot be done; the last five are the kiosk's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Device {
    /// The identity-card reader.
    CardReader,
    /// The receipt printer.
    ReceiptPrinter,
    /// The document camera.
    DocumentCamera,
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
    pub const ALL: [Self; 12] = [
        Self::CardReader,
        Self::ReceiptPrinter,
        Self::DocumentCamera,
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
}

/// A kind of identity card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Card {
    /// 居民身份证
    Resident,
    /// 港澳台居民居住证
    HkMacauTaiwan,
    /// 外国人永久居留身份证
    PermanentResident,
}

fn residents() -> Vec<Card> {
    vec![Card::Resident]
}

/// The settings of the limit rule; `plan::limit` applies it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct LimitRule {
    /// Which days are counted.
    pub days: Days,
    /// What a chain of items keeps of its statutory limits, in percent.
    pub chain_percent: u32,
}

impl Default for LimitRule {
    fn default() -> Self {
        Self { days: Days::Working, chain_percent: 30 }
    }
}

/// Which days a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Days {
    /// 工作日
    Working,
    /// 自然日
    Calendar,
}

/// A situation question and its answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its key.
    pub key: String,
    /// The question.
    pub text: Text,
    /// A sentence that helps to answer.
    pub help: Option<Text>,
    /// Asked only when all of these hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// The answers, at least two.
    #[serde(rename = "option")]
    pub options: Vec<QuestionOption>,
}

/// One answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionOption {
    /// Its key.
    pub key: String,
    /// What the citizen reads.
    pub text: Text,
}

/// Holds when the question was answered with one of these.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Key of an earlier question.
    pub question: String,
    /// Keys of its answers.
    pub is: Vec<String>,
}

/// One department's item (事项).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Item {
    /// Its key within the matter.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// The department that decides it.
    pub department: Text,
    /// 基本编码, 12 digits (GB/T 39554.1), where it is public.
    pub base_code: Option<String>,
    /// Statutory limit in the rule's days; 0 is "at once".
    pub statutory_days: u32,
    /// Promised limit; not longer than the statutory one.
    pub promised_days: u32,
    /// Items that must be decided before it.
    #[serde(default)]
    pub after: Vec<String>,
    /// Offered only when all of these hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Items with the same word here are bound together by law.
    pub together: Option<String>,
    /// The fee, in words.
    pub fee: Text,
    /// What the citizen gets.
    pub result: Text,
    /// Fields of the dictionary that it asks for.
    pub fields: Vec<String>,
    /// Papers that it asks for.
    #[serde(default)]
    pub papers: Vec<String>,
}

/// A paper (材料). Items that name the same key share it: it is asked for once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Paper {
    /// Its key within the matter.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// Original or copy, how many.
    pub form: Text,
    /// How to lay it under the camera.
    pub note: Option<Text>,
    /// What is promised when it comes later (容缺). A paper without this cannot be deferred.
    pub promise: Option<Promise>,
}

/// A promise to bring a paper later.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Promise {
    /// The full text that the citizen signs.
    pub text: Text,
    /// Calendar days until it is due.
    pub days: u32,
}

/// A way to get the results.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// What it means for the citizen.
    pub detail: Text,
}
