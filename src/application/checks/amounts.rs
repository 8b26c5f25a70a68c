//! Numbers and amounts of money.

use super::{Complaint, wrong};
use crate::application::amount::hundredths;
use crate::catalog::Field;

pub(super) fn amount(field: &Field, value: &str) -> Option<Complaint> {
    let Some(written) = hundredths(value) else {
        let begun = value.ends_with('.') && hundredths(&value[..value.len() - 1]).is_some();
        return if begun {
            Some(Complaint::Unfinished)
        } else {
            wrong("请只写数字，最多两位小数", "Please write digits only, with two decimals at most")
        };
    };
    let unit = field.unit.clone().unwrap_or_default();
    match (field.at_least, field.at_most) {
        (Some(least), _) if written < least.saturating_mul(100) => {
            wrong(&format!("不能小于{least}{}", unit.zh), format!("Not less than {least} {}", unit.en).trim_end())
        }
        (_, Some(most)) if written > most.saturating_mul(100) => {
            wrong(&format!("不能大于{most}{}", unit.zh), format!("Not more than {most} {}", unit.en).trim_end())
        }
        _ => None,
    }
}
