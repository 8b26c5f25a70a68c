//! Names of persons.
//!
//! Chinese characters of every plane, letters, and one dot `·` (U+00B7) between the parts of a minority name, as GB/T has
//! it on cards. Dots that look like it are named, so that a citizen's two papers do not differ by a dot nobody sees.

use super::{Complaint, doubtful, wrong};

pub(super) fn name(value: &str) -> Option<Complaint> {
    if value.chars().any(|c| matches!(c, '•' | '・' | '‧' | '∙' | '⋅' | '．' | '。' | '●')) {
        return wrong("间隔号请用“·”", "For the dot between the parts of a name please use ·");
    }
    if value.chars().any(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')) {
        return wrong(
            "有一个字是旧系统自造的，请换用字库里的字，或到窗口办理",
            "One character is an old system's own: please use the standard one, or go to the counter",
        );
    }
    if value.chars().any(|c| matches!(c, '\u{2e80}'..='\u{2fdf}')) {
        return wrong(
            "有一个字是部首，不是汉字，请重新选字",
            "One sign is a radical and no character: please pick it again",
        );
    }
    let known = |c: char| c.is_alphabetic() || matches!(c, '·' | '-' | ' ' | '.' | '\'');
    if !value.chars().all(known) {
        return wrong("姓名里只能有文字和间隔号“·”", "A name has only letters, characters and the dot ·");
    }
    if value.starts_with(['·', ' ', '-']) || value.contains("··") {
        return wrong("间隔号“·”只在两部分名字之间", "The dot · stands only between two parts of a name");
    }
    if value.ends_with(['·', ' ', '-']) {
        return Some(Complaint::Unfinished);
    }
    // Compatibility characters look the same and are not: another system may not find the name again.
    if value.chars().any(|c| matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')) {
        return doubtful(
            "有一个字是兼容字，请确认与户口簿一致",
            "One character is a variant: please compare it with the register",
        );
    }
    None
}
