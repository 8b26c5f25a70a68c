//! The guide as plain text, for a terminal and for comparing two versions line by line.

use super::Guide;
use crate::text::{Language, either};
use std::fmt::Write as _;

/// The guide, a line for each thing.
pub fn text(guide: &Guide) -> String {
    let mut out = Lines {
        text: String::new(),
        language: if guide.language == "zh" { Language::Chinese } else { Language::English },
    };
    out.line(0, &guide.name);
    out.line(0, &guide.summary);
    if guide.demonstration {
        out.say("演示事项，不具法律效力", "Demonstration only, without legal effect");
    }
    out.pair("版本", "Version", &guide.version);
    out.pair("办结时限", "Done within", &guide.limit);
    out.pair("收费", "Fees", &guide.fees.join(out.either("；", "; ")));
    out.head("受理条件", "Conditions");
    guide.conditions.iter().for_each(|condition| out.line(1, condition));
    if !guide.questions.is_empty() {
        out.head("情形", "Situation");
        for (question, answer) in &guide.questions {
            let answer = if answer.is_empty() { out.either("（未答）", "(no answer)") } else { answer };
            let line = format!("{question} {answer}");
            out.line(1, &line);
        }
    }
    out.head("办理事项", "Items");
    for item in &guide.items {
        out.line(1, &format!("{} | {} | {} | {}", item.name, item.department, item.limit, item.fee));
        let days = match (item.days, out.language) {
            ((0, 0), _) => out.either("当场", "at once").to_owned(),
            ((from, to), Language::Chinese) => format!("受理后第{from}—{to}天"),
            ((from, to), Language::English) => format!("days {from}–{to} after acceptance"),
        };
        out.line(2, &format!("{days} → {}", item.result));
        if !item.code.is_empty() {
            out.line(2, &item.code);
        }
        item.basis.iter().for_each(|basis| out.line(2, basis));
        if !item.why.is_empty() {
            let why = format!("{}{}", out.either("因为", "because "), item.why);
            out.line(2, &why);
        }
    }
    for pending in &guide.pending {
        let line = format!("{}{pending}", out.either("可能还有：", "perhaps also: "));
        out.line(1, &line);
    }
    out.head("一张表", "One form");
    for group in &guide.form {
        out.line(1, &group.title);
        for field in &group.fields {
            let mut marks: Vec<&str> = Vec::new();
            if field.from_card {
                marks.push(out.either("来自身份证", "from the ID card"));
            }
            if !field.required {
                marks.push(out.either("选填", "optional"));
            }
            let marks =
                if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join(out.either("，", ", "))) };
            out.line(2, &format!("{}{marks} — {}", field.name, field.why));
        }
    }
    out.head("材料", "Papers");
    if guide.papers.is_empty() {
        out.line(1, out.either("不用带材料", "none"));
    }
    for paper in &guide.papers {
        out.line(1, &format!("{} ×{} — {}", paper.name, paper.copies, paper.form));
        if !paper.instead.is_empty() {
            out.line(2, &paper.instead);
        }
        out.line(2, &paper.why);
    }
    out.head("结果领取", "Results");
    guide.deliveries.iter().for_each(|(name, detail)| out.line(1, &format!("{name}：{detail}")));
    out.text
}

struct Lines {
    text: String,
    language: Language,
}

impl Lines {
    fn either<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        either(self.language, zh, en)
    }

    fn line(&mut self, depth: usize, words: &str) {
        let _ = writeln!(self.text, "{}{words}", "  ".repeat(depth));
    }

    fn say(&mut self, zh: &str, en: &str) {
        self.line(0, either(self.language, zh, en));
    }

    fn head(&mut self, zh: &str, en: &str) {
        self.text.push('\n');
        self.say(zh, en);
    }

    fn pair(&mut self, zh: &str, en: &str, value: &str) {
        let line = format!("{}{}{value}", self.either(zh, en), self.either("：", ": "));
        self.line(0, &line);
    }
}
