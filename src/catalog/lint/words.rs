//! Words that leave a citizen guessing, and texts that are not what their language says.
//!
//! Catch-all words are those that the guides of 办事指南 must not have: “其他材料”, “有关部门” and their kin.

use crate::catalog::finding::Report;
use crate::catalog::texts::Placed;

/// Words before a noun that make it vague,
const VAGUE: [&str; 6] = ["其他", "其它", "有关", "相关", "等有关", "等相关"];
/// the nouns,
const NOUNS: [&str; 10] = ["材料", "证明", "文件", "资料", "证件", "手续", "部门", "单位", "机构", "条件"];
/// and endings that leave a list open.
const OPEN: [&str; 7] = ["等材料", "等证明", "等文件", "等资料", "等证件", "等手续", "等部门"];
/// The same in English.
const ENGLISH: [&str; 6] = [
    "other materials",
    "other documents",
    "other papers",
    "relevant materials",
    "relevant documents",
    "relevant departments",
];

pub(super) fn check(texts: &[Placed<'_>], report: &mut Report<'_>) {
    for (path, text) in texts {
        if let Some(word) = vague(&text.zh, &text.en) {
            report.at(path, format!("“{word}” leaves a citizen guessing; name each paper and each department"));
        }
        if text.en.chars().any(is_chinese) {
            report.at(path, "the English text has Chinese characters; translate it");
        }
        if !text.zh.chars().any(is_chinese) && text.zh.chars().any(|c| c.is_ascii_lowercase()) {
            report.at(path, "the Chinese text has no Chinese characters; translate it");
        }
    }
}

fn vague(zh: &str, en: &str) -> Option<String> {
    let together = VAGUE.iter().flat_map(|vague| NOUNS.iter().map(move |noun| format!("{vague}{noun}")));
    let chinese = together.chain(OPEN.iter().map(|word| (*word).to_owned())).find(|word| zh.contains(word.as_str()));
    let lower = en.to_ascii_lowercase();
    chinese.or_else(|| ENGLISH.iter().find(|word| lower.contains(**word)).map(|word| (*word).to_owned()))
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}
