//! The guide (办事指南) of one situation, as plain data.

use crate::catalog::{Catalog, Matter, Paper, PromiseKind, Sample};
use crate::plan::{Choice, Limit, Need, Plan, Situation, plan, why};
use crate::text::{Language, Text, either};
use serde::Serialize;

/// Everything that a citizen in one situation must know, in one language.
#[derive(Debug, Serialize)]
pub struct Guide {
    /// `zh` or `en`.
    pub language: &'static str,
    /// The matter's name.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// Version of the matter's content.
    pub version: String,
    /// It is no official matter.
    pub demonstration: bool,
    /// When the whole is done, in words.
    pub limit: String,
    /// Fees in words, each once.
    pub fees: Vec<String>,
    /// Conditions of acceptance.
    pub conditions: Vec<String>,
    /// Questions that are asked, each with the answer that was given; empty where none was.
    pub questions: Vec<(String, String)>,
    /// Items in running order.
    pub items: Vec<GuideItem>,
    /// Items that may come, and on what it hangs.
    pub pending: Vec<String>,
    /// The form.
    pub form: Vec<GuideGroup>,
    /// The papers.
    pub papers: Vec<GuidePaper>,
    /// Ways to get the results: name and detail.
    pub deliveries: Vec<(String, String)>,
}

/// An item of the guide.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the parts of an item, in words")]
pub struct GuideItem {
    pub name: String,
    pub department: String,
    pub code: String,
    pub basis: Vec<String>,
    pub limit: String,
    pub fee: String,
    pub result: String,
    /// Why it is in the plan; empty when it always is.
    pub why: String,
    /// From when to when it runs, in days after the application was taken in.
    pub days: (u32, u32),
}

/// Fields under one heading.
#[derive(Debug, Serialize)]
pub struct GuideGroup {
    /// The heading.
    pub title: String,
    /// The fields.
    pub fields: Vec<GuideField>,
}

/// A field of the form.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the parts of a field, in words")]
pub struct GuideField {
    pub name: String,
    pub note: String,
    pub sample: String,
    pub options: Vec<String>,
    pub required: bool,
    /// It comes from the identity card.
    pub from_card: bool,
    pub why: String,
}

/// A paper of the guide.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the parts of a paper, in words")]
pub struct GuidePaper {
    pub name: String,
    pub form: String,
    pub copies: u32,
    /// What may stand in its place; empty for nothing.
    pub instead: String,
    /// The same, without its coming later.
    pub replaced: String,
    /// It may come later, on a promise.
    pub deferrable: bool,
    pub why: String,
    /// What it looks like. A picture is no text.
    #[serde(skip)]
    pub sample: Option<Sample>,
}

/// The guide of a matter in one situation, all items chosen.
pub fn guide(catalog: &Catalog, matter: &Matter, situation: &Situation<'_>, language: Language) -> Guide {
    let plan = plan(catalog, matter, situation, &Choice::All);
    let say = |text: &Text| text.get(language).to_owned();
    let header = &matter.matter;
    let questions = crate::plan::questions(matter, situation.answers);
    let answer = |question: &crate::catalog::Question| {
        let key = situation.answers.get(&question.key);
        question
            .options
            .iter()
            .find(|option| Some(&option.key) == key)
            .map(|option| say(&option.text))
            .unwrap_or_default()
    };
    Guide {
        language: language.tag(),
        name: say(&header.name),
        summary: say(&header.summary),
        version: header.version.clone(),
        demonstration: header.demonstration || plan.items.iter().any(|item| item.demonstration),
        limit: plan.limit.at_most(language),
        fees: plan.fees.rows.iter().map(|(fee, _)| say(fee)).collect(),
        conditions: header.conditions.iter().map(say).collect(),
        questions: questions.iter().map(|question| (say(&question.text), answer(question))).collect(),
        items: plan.timeline.iter().map(|span| item(catalog, matter, span, language)).collect(),
        pending: pending(catalog, matter, &plan, language),
        form: form(catalog, matter, &plan, language),
        papers: plan.papers.iter().map(|need| paper(catalog, matter, &plan, need, language)).collect(),
        deliveries: matter.deliveries.iter().map(|way| (say(&way.name), say(&way.detail))).collect(),
    }
}

fn item(catalog: &Catalog, matter: &Matter, span: &crate::plan::Span<'_>, language: Language) -> GuideItem {
    let item = span.item;
    let say = |text: &Text| text.get(language).to_owned();
    GuideItem {
        name: say(&item.name),
        department: say(&item.department.name),
        code: item.implementation_code.clone().or_else(|| item.base_code.clone()).unwrap_or_default(),
        basis: item.basis.iter().map(say).collect(),
        limit: Limit { days: item.promised(), kind: item.days_kind }.words(language),
        fee: say(&item.fee),
        result: say(&item.result),
        why: why::item(catalog, matter, item).map(|why| say(&why)).unwrap_or_default(),
        days: (span.from, span.to),
    }
}

fn pending(catalog: &Catalog, matter: &Matter, plan: &Plan<'_>, language: Language) -> Vec<String> {
    let words = |(item, _): &(&crate::catalog::Item, &str)| {
        let when = why::item(catalog, matter, item).unwrap_or_default();
        match language {
            Language::Chinese => format!("{}（{}时办理）", item.name.zh, when.zh),
            Language::English => format!("{} (if {})", item.name.en, when.en),
        }
    };
    plan.pending.iter().map(words).collect()
}

fn form(catalog: &Catalog, matter: &Matter, plan: &Plan<'_>, language: Language) -> Vec<GuideGroup> {
    let say = |text: &Text| text.get(language).to_owned();
    let mut groups: Vec<GuideGroup> = Vec::new();
    for need in &plan.fields {
        let field = need.what;
        let built_in = !matches!(field.kind, crate::catalog::FieldKind::Choice);
        let row = GuideField {
            name: say(&field.name),
            note: field.note.as_ref().map(say).unwrap_or_default(),
            sample: field.sample.clone().unwrap_or_default(),
            options: if built_in { Vec::new() } else { field.options.iter().map(|option| say(&option.name)).collect() },
            required: need.required,
            from_card: field.card.is_some(),
            why: say(&why::need(catalog, matter, need, plan.items.len())),
        };
        let title = say(&field.group);
        match groups.last_mut() {
            Some(group) if group.title == title => group.fields.push(row),
            _ => groups.push(GuideGroup { title, fields: vec![row] }),
        }
    }
    groups
}

fn paper(
    catalog: &Catalog,
    matter: &Matter,
    plan: &Plan<'_>,
    need: &Need<'_, Paper>,
    language: Language,
) -> GuidePaper {
    let paper = need.what;
    let mut instead: Vec<String> = Vec::new();
    if let Some(licence) = &paper.licence {
        instead.push(match language {
            Language::Chinese => format!("有电子证照“{}”的，不用带", licence.zh),
            Language::English => format!("not needed with the electronic licence “{}”", licence.en),
        });
    }
    if let Some(promise) = &paper.promise {
        instead.push(match (promise.kind, language) {
            (PromiseKind::Defer, Language::Chinese) => format!("可以容缺，承诺{}天内补交", promise.days),
            (PromiseKind::Defer, Language::English) => format!("may come within {} days, on a promise", promise.days),
            (PromiseKind::Commit, _) => either(language, "可以告知承诺代替", "a promise takes its place").to_owned(),
        });
    }
    let deferrable = paper.deferral().is_some();
    GuidePaper {
        name: paper.name.get(language).to_owned(),
        form: paper.form.get(language).to_owned(),
        copies: paper.copies.unwrap_or(1),
        replaced: instead[..instead.len() - usize::from(deferrable)].join(either(language, "；", "; ")),
        instead: instead.join(either(language, "；", "; ")),
        deferrable,
        why: why::need(catalog, matter, need, plan.items.len()).get(language).to_owned(),
        sample: catalog.sample(paper).cloned(),
    }
}
