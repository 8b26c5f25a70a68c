//! Which characters a field takes, and how many.

use crate::catalog::{Field, FieldKind};

/// The character as the field takes it, or nothing where it takes none such.
pub(super) fn fitting(kind: FieldKind, character: char) -> Option<char> {
    let upper = character.to_ascii_uppercase();
    match kind {
        FieldKind::Mobile
        | FieldKind::Date
        | FieldKind::PastDate
        | FieldKind::Area
        | FieldKind::BankCard
        | FieldKind::TaiwanPermit => character.is_ascii_digit().then_some(character),
        FieldKind::Number | FieldKind::Money => (character.is_ascii_digit() || character == '.').then_some(character),
        FieldKind::CitizenNumber | FieldKind::ResidencePermit => {
            (upper.is_ascii_digit() || upper == 'X').then_some(upper)
        }
        FieldKind::CreditCode
        | FieldKind::HomePermit
        | FieldKind::ForeignResident
        | FieldKind::AnyNumber
        | FieldKind::CaseNumber => upper.is_ascii_alphanumeric().then_some(upper),
        FieldKind::Name | FieldKind::Text | FieldKind::Address | FieldKind::Lines => {
            (!is_invisible(character)).then_some(character)
        }
        FieldKind::Choice | FieldKind::Nation | FieldKind::YesNo | FieldKind::WorkingDay => None,
    }
}

/// Control characters, and the marks that turn the direction of writing: on a form they could only deceive.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Most characters that a field takes.
pub(super) fn longest(field: &Field) -> usize {
    match field.kind {
        FieldKind::CitizenNumber
        | FieldKind::CreditCode
        | FieldKind::ResidencePermit
        | FieldKind::ForeignResident
        | FieldKind::AnyNumber => 18,
        FieldKind::CaseNumber => 45,
        FieldKind::BankCard => 19,
        FieldKind::Mobile | FieldKind::HomePermit => 11,
        FieldKind::Date | FieldKind::PastDate | FieldKind::WorkingDay => 10,
        FieldKind::TaiwanPermit => 8,
        FieldKind::Area => 6,
        // Twelve digits, a point and two decimals.
        FieldKind::Number | FieldKind::Money => 15,
        _ => field.longest,
    }
}
