//! Words in the languages of the kiosk.

use jiff::civil::{Date, DateTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language of the screen. Chinese comes first; every text of the catalog has both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The other one, for the switch on every page.
    pub fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }

    /// The tag used for translations and voices (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }
}

/// A text in both languages. Neither may be empty: the catalog's lint sees to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A text in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The words in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// A day, as people write it.
pub fn day(day: Date, language: Language) -> String {
    day.strftime(either(language, "%-Y年%-m月%-d日", "%-d %B %-Y")).to_string()
}

/// A day with its weekday, for whoever plans a week.
pub fn weekday(day: Date, language: Language) -> String {
    let of_week = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
    match language {
        Language::Chinese => {
            let name = ["一", "二", "三", "四", "五", "六", "日"][of_week];
            day.strftime("%-m月%-d日").to_string() + &format!("　星期{name}")
        }
        Language::English => day.strftime("%A, %-d %B").to_string(),
    }
}

/// A day with its weekday, and the time.
pub fn moment(at: DateTime, language: Language) -> String {
    format!("{} {}", weekday(at.date(), language), at.strftime("%H:%M"))
}

/// Words of the program itself, chosen by language.
pub fn either<'a>(language: Language, chinese: &'a str, english: &'a str) -> &'a str {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
