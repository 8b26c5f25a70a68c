//! What a matter must hold beyond its shape.

use super::{Catalog, Condition, FieldKind, Matter, Source};
use crate::text::Text;
use std::collections::BTreeSet;
use std::fmt;

/// Something wrong in a catalog, said to the clerk who writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, below the services folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The key, as a path through the file.
    pub key: String,
    /// What is wrong and how to mend it.
    pub problem: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "services/{}:{}: {}: {}", self.file, self.line, self.key, self.problem)
    }
}

/// Everything that is wrong with the references, texts and numbers of a catalog whose files all have the right shape.
/// `sources` serves to find the line.
pub fn check(catalog: &Catalog, sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let matter_files = sources.iter().filter(|source| source.path != "fields.toml");
    for (matter, source) in catalog.matters.iter().zip(matter_files) {
        MatterCheck { catalog, matter, source, findings: &mut findings }.all();
    }
    for field in catalog.fields.values().filter(|field| field.kind == FieldKind::Choice && field.options.len() < 2) {
        if let Some(source) = sources.iter().find(|source| source.path == "fields.toml") {
            findings.push(finding(source, &field.key, "field", "a choice needs at least two options"));
        }
    }
    findings
}

struct MatterCheck<'a> {
    catalog: &'a Catalog,
    matter: &'a Matter,
    source: &'a Source,
    findings: &'a mut Vec<Finding>,
}

impl MatterCheck<'_> {
    fn all(&mut self) {
        let matter = self.matter;
        if matter.format != 1 {
            self.report("format", "format", "this kiosk reads format 1; write `format = 1`, or update the kiosk");
        }
        let folder = self.source.path.split('/').next().unwrap_or_default();
        if folder != matter.matter.key {
            self.report(
                &matter.matter.key,
                "matter.key",
                &format!("the folder is called `{folder}`; both must be the same"),
            );
        }
        self.texts();
        let items: BTreeSet<&str> = matter.items.iter().map(|item| item.key.as_str()).collect();
        let papers: BTreeSet<&str> = matter.papers.iter().map(|paper| paper.key.as_str()).collect();
        if items.len() != matter.items.len() {
            self.report("item", "item", "two items have the same key; give each its own");
        }
        for item in &matter.items {
            let at = format!("item.{}", item.key);
            for field in item.fields.iter().filter(|field| !self.catalog.fields.contains_key(*field)) {
                self.report(
                    field,
                    &format!("{at}.fields"),
                    &format!("no field is called `{field}`; add it to fields.toml or correct the name"),
                );
            }
            for paper in item.papers.iter().filter(|paper| !papers.contains(paper.as_str())) {
                self.report(
                    paper,
                    &format!("{at}.papers"),
                    &format!("no paper is called `{paper}`; add a [[paper]] or correct the name"),
                );
            }
            for before in item.after.iter().filter(|before| !items.contains(before.as_str())) {
                self.report(before, &format!("{at}.after"), &format!("no item is called `{before}`; correct the name"));
            }
            if item.promised_days > item.statutory_days {
                self.report(
                    &item.key,
                    &format!("{at}.promised-days"),
                    "a promised limit cannot be longer than the statutory one",
                );
            }
            self.conditions(&at, &item.when, matter.questions.len());
        }
        for (place, question) in matter.questions.iter().enumerate() {
            self.conditions(&format!("question.{}", question.key), &question.when, place);
        }
        if crate::plan::order(&matter.items).is_none() {
            self.report("after", "item.after", "items wait for each other in a circle; take one `after` out");
        }
    }

    /// A condition may only look back: at the first `known` questions.
    fn conditions(&mut self, at: &str, conditions: &[Condition], known: usize) {
        for condition in conditions {
            let question = self.matter.questions.iter().take(known).find(|question| question.key == condition.question);
            let Some(question) = question else {
                let problem =
                    format!("no earlier question is called `{}`; correct the name or the order", condition.question);
                self.report(&condition.question, &format!("{at}.when"), &problem);
                continue;
            };
            for answer in
                condition.is.iter().filter(|answer| !question.options.iter().any(|option| option.key == **answer))
            {
                let problem = format!("question `{}` has no answer `{answer}`; correct the name", question.key);
                self.report(answer, &format!("{at}.when"), &problem);
            }
        }
    }

    fn texts(&mut self) {
        let header = &self.matter.matter;
        let mut all: Vec<(String, &Text)> =
            vec![("matter.name".into(), &header.name), ("matter.summary".into(), &header.summary)];
        all.extend(header.conditions.iter().map(|text| ("matter.conditions".into(), text)));
        for item in &self.matter.items {
            all.extend(
                [&item.name, &item.department, &item.fee, &item.result]
                    .map(|text| (format!("item.{}", item.key), text)),
            );
        }
        for question in &self.matter.questions {
            all.push((format!("question.{}", question.key), &question.text));
            all.extend(
                question
                    .options
                    .iter()
                    .map(|option| (format!("question.{}.{}", question.key, option.key), &option.text)),
            );
        }
        for paper in &self.matter.papers {
            all.extend([&paper.name, &paper.form].map(|text| (format!("paper.{}", paper.key), text)));
        }
        for (at, _) in all.iter().filter(|(_, text)| text.zh.trim().is_empty() || text.en.trim().is_empty()) {
            self.report("\"\"", at, "a text is empty; write both Chinese (zh) and English (en)");
        }
    }

    fn report(&mut self, word: &str, key: &str, problem: &str) {
        self.findings.push(finding(self.source, word, key, problem));
    }
}

/// The line is the first that holds the word between quotes, else the word itself, else the first.
fn finding(source: &Source, word: &str, key: &str, problem: &str) -> Finding {
    let quoted = format!("\"{word}\"");
    let line_with = |needle: &str| source.text.lines().position(|line| line.contains(needle));
    let line = line_with(&quoted).or_else(|| line_with(word)).map_or(1, |index| index + 1);
    Finding { file: source.path.clone(), line, key: key.to_owned(), problem: problem.to_owned() }
}
