//! Values as a passer-by may see them.
//!
//! A number keeps its first and last character only: six and four would leave a few thousand birth dates to try, and
//! birth digits are never shown. A name keeps its first character.

use crate::catalog::FieldKind;

/// The value with everything telling replaced by `＊`. Same length for names, fixed for the rest.
pub fn mask(kind: FieldKind, value: &str) -> String {
    let keep_first = || value.chars().next().map(String::from).unwrap_or_default();
    let last = || value.chars().next_back().map(String::from).unwrap_or_default();
    match kind {
        FieldKind::Choice | FieldKind::YesNo | FieldKind::WorkingDay => value.to_owned(),
        FieldKind::Name => keep_first() + &"＊".repeat(value.chars().count().saturating_sub(1)),
        FieldKind::CitizenNumber
        | FieldKind::ResidencePermit
        | FieldKind::AnyNumber
        | FieldKind::BankCard
        | FieldKind::CaseNumber => {
            format!("{}****************{}", keep_first(), last())
        }
        FieldKind::HomePermit | FieldKind::TaiwanPermit | FieldKind::ForeignResident => {
            format!("{}*******{}", keep_first(), last())
        }
        FieldKind::Mobile => format!("{}*********{}", keep_first(), last()),
        FieldKind::CreditCode | FieldKind::Text | FieldKind::Address | FieldKind::Lines | FieldKind::Area => {
            keep_first() + "＊＊＊＊＊＊"
        }
        FieldKind::Nation => "＊＊＊".to_owned(),
        FieldKind::Number | FieldKind::Money => "****".to_owned(),
        FieldKind::PastDate | FieldKind::Date => "****-**-**".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birth_digits_never_show() {
        let masked = mask(FieldKind::CitizenNumber, "11010519491231002X");
        assert!(!masked.contains("1949") && !masked.contains("1231"));
        assert_eq!(masked, "1****************X");
    }

    #[test]
    fn a_name_keeps_its_first_character() {
        assert_eq!(mask(FieldKind::Name, "王小满"), "王＊＊");
    }

    #[test]
    fn an_empty_value_stays_without_a_first_character() {
        assert_eq!(mask(FieldKind::Name, ""), "");
    }
}
