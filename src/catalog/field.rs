//! One thing that can be asked of a citizen.

use crate::text::Text;
use schemars::JsonSchema;
use serde::Deserialize;

/// A field of the shared dictionary. Two items that ask for the same field ask once.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Field {
    /// Its name in the dictionary, such as `child.name`.
    pub key: String,
    /// The label on the form.
    pub name: Text,
    /// The heading under which it stands.
    pub group: Text,
    /// What may be written in it.
    pub kind: FieldKind,
    /// The line of the identity card that fills it.
    #[serde(default)]
    pub card: Option<CardField>,
    /// Where else it may come from already filled in. The identity card needs no mention.
    #[serde(default)]
    pub origin: Vec<FieldOrigin>,
    /// Whether the form can be handed in without it.
    #[serde(default = "yes")]
    pub required: bool,
    /// Most characters it takes.
    #[serde(default = "sixty")]
    pub longest: usize,
    /// Smallest number it takes, in whole units; for numbers and money.
    #[serde(default)]
    pub at_least: Option<i64>,
    /// Largest number it takes, in whole units; for numbers and money. For a working day, how many are offered.
    #[serde(default)]
    pub at_most: Option<i64>,
    /// The unit behind a number, such as square metres.
    #[serde(default)]
    pub unit: Option<Text>,
    /// How to fill it in (填写说明).
    #[serde(default)]
    pub note: Option<Text>,
    /// A filled-in sample (示范文本).
    #[serde(default)]
    pub sample: Option<String>,
    /// The answers, where it is picked and not written. Nations and yes-no have theirs built in.
    #[serde(default)]
    pub options: Vec<FieldOption>,
}

/// What a field holds, and so how it is written and checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// A person's name: Chinese characters, letters, `·` between the parts of a minority name.
    Name,
    /// Citizen number, GB 11643.
    CitizenNumber,
    /// Mobile number of the mainland.
    Mobile,
    /// A day, `yyyy-mm-dd`, not after today.
    PastDate,
    /// Any day, `yyyy-mm-dd`.
    Date,
    /// One of the coming working days, `yyyy-mm-dd`, picked from as many as `at-most` says. Whether it is free is the
    /// platform's word.
    WorkingDay,
    /// Unified social credit code, GB 32100.
    CreditCode,
    /// Free text.
    Text,
    /// One of the options.
    Choice,
    /// An address, from province to door.
    Address,
    /// Several lines of text.
    Lines,
    /// A number of at most two decimals.
    Number,
    /// An amount in yuan, of at most two decimals.
    Money,
    /// Code of an area, GB/T 2260, six digits.
    Area,
    /// Number of a bank card.
    BankCard,
    /// Number of a case (办件编号), or the code with which its papers are collected.
    CaseNumber,
    /// A nation (民族), by its code of GB/T 3304.
    Nation,
    /// `yes` or `no`.
    YesNo,
    /// 港澳居民来往内地通行证
    HomePermit,
    /// 台湾居民来往大陆通行证
    TaiwanPermit,
    /// 港澳台居民居住证
    ResidencePermit,
    /// 外国人永久居留身份证, in the forms of 2017 and of 2023.
    ForeignResident,
    /// Whichever number a person has: citizen's, a residence permit's, a foreign resident's or a travel permit's.
    AnyNumber,
}

impl FieldKind {
    /// Picked from options and not written.
    pub fn is_picked(self) -> bool {
        matches!(self, Self::Choice | Self::Nation | Self::YesNo)
    }

    /// A day.
    pub fn is_day(self) -> bool {
        matches!(self, Self::Date | Self::PastDate | Self::WorkingDay)
    }

    /// Picked from what is worked out when it is asked for, and not written down in the catalog.
    pub fn is_offered(self) -> bool {
        matches!(self, Self::WorkingDay)
    }

    /// A number that can be compared with bounds.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Money)
    }

    /// A number that may tell a birth date.
    pub fn tells_birth(self) -> bool {
        matches!(self, Self::CitizenNumber | Self::ResidencePermit | Self::ForeignResident | Self::AnyNumber)
    }

    /// Written in Chinese, so that letters are pinyin.
    pub fn is_chinese(self) -> bool {
        matches!(self, Self::Name | Self::Text | Self::Address | Self::Lines)
    }
}

/// A line of the identity card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CardField {
    /// Name.
    Name,
    /// Sex, in words.
    Sex,
    /// Nation, in words, or by its code where the field is a nation.
    Nation,
    /// Birth date.
    Birth,
    /// Address of registered residence.
    Address,
    /// Citizen number.
    Number,
}

/// A place, other than the card, from which a field may come already filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FieldOrigin {
    /// The platform's shared data.
    Platform,
    /// An electronic licence.
    Licence,
    /// An earlier application of the same person.
    Earlier,
}

/// One answer of a field that is picked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldOption {
    /// What the platform receives.
    pub key: String,
    /// What the citizen reads.
    pub name: Text,
}

fn yes() -> bool {
    true
}

fn sixty() -> usize {
    60
}
