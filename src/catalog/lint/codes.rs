//! Structure of item codes, GB/T 39554.1-2020.
//!
//! 基本编码: 12 digits. 实施编码: 31 characters, the body's credit code (18), one digit of its level, the base code (12).
//! An item of business (业务办理项) has two digits more in either.

use crate::application::credit_code::{self, CodeFault};
use crate::catalog::Matter;
use crate::catalog::finding::Report;

pub(super) fn check(matter: &Matter, report: &mut Report<'_>) {
    for (place, item) in matter.items.iter().enumerate() {
        let base = item.base_code.as_deref();
        if base.is_some_and(|code| !is_base(code)) {
            let problem =
                "a base code is 12 digits, 14 for an item of business; correct it, or take it out if not sure";
            report.at(&format!("item/{place}/base-code"), problem);
        }
        let Some(code) = &item.implementation_code else { continue };
        if let Err(problem) = implementation(code, base) {
            report.at(&format!("item/{place}/implementation-code"), problem);
        }
    }
}

fn is_base(code: &str) -> bool {
    matches!(code.len(), 12 | 14) && code.bytes().all(|byte| byte.is_ascii_digit())
}

fn implementation(code: &str, base: Option<&str>) -> Result<(), String> {
    if !code.is_ascii() || !matches!(code.len(), 31 | 33) {
        return Err("an implementation code has 31 characters, 33 for an item of business; correct it".into());
    }
    let (body, rest) = code.split_at(18);
    let (level, own) = rest.split_at(1);
    match credit_code::check(body) {
        // Codes that fail their own check character are in use.
        Ok(()) | Err(CodeFault::CheckCharacter(_)) => {}
        Err(_) => return Err("its first 18 characters are no unified social credit code; correct them".into()),
    }
    if !level.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("its 19th character is the level of the body, a digit; correct it".into());
    }
    if !is_base(own) {
        return Err("after the level comes the base code, in digits; correct it".into());
    }
    match base {
        Some(base) if !own.starts_with(base) => Err(format!("it holds another base code than `{base}`; correct one")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example that Guangdong publishes for its own codes.
    const PUBLISHED: &str = "11440232MB2D06811W4000117051000";

    #[test]
    fn a_published_code_has_the_structure() {
        assert_eq!(implementation(PUBLISHED, None), Ok(()));
        assert_eq!(implementation(PUBLISHED, Some("000117051000")), Ok(()));
    }

    #[test]
    fn another_base_code_inside_it_a_letter_for_the_level_and_a_wrong_length_are_refused() {
        assert!(implementation(PUBLISHED, Some("000131024000")).is_err());
        assert!(implementation(&PUBLISHED.replacen("W4", "WA", 1), None).is_err());
        assert!(implementation(&PUBLISHED[1..], None).is_err());
        assert!(implementation(&PUBLISHED.replacen("11440232", "1144023I", 1), None).is_err());
    }
}
