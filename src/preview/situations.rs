//! Every shipped matter in a table of situations, as golden files that a person reads.
//!
//! A change of a matter or of the plan changes them; look at the difference before you accept it.

use super::{guide, text};
use crate::application::{Entry, Form, Origin};
use crate::catalog::{Condition, Matter};
use crate::plan::{Answers, Situation, questions};
use crate::shelf::shipped;
use crate::text::Language;

/// Every question answered with its first option, or its last.
fn answers(matter: &Matter, last: bool) -> Answers {
    let mut answers = Answers::new();
    loop {
        let asked = questions(matter, &answers);
        let Some(open) = asked.iter().find(|question| !answers.contains_key(&question.key)) else { return answers };
        let option = if last { open.options.last() } else { open.options.first() };
        answers.insert(open.key.clone(), option.map(|option| option.key.clone()).unwrap_or_default());
    }
}

/// A form in which every field that decides calls for whatever it can call for.
fn deciding(matter: &Matter) -> Form {
    let value = |condition: &Condition| match condition {
        Condition::Within { field, bounds } => {
            let low = bounds.above.map(|bound| bound + 1).or(bounds.at_least);
            Some((field.clone(), low.or(bounds.at_most).unwrap_or(0).to_string()))
        }
        Condition::Picked { field, is } => Some((field.clone(), is.first().cloned().unwrap_or_default())),
        Condition::Answer { .. } => None,
    };
    let mut form = Form::new();
    for (field, value) in matter.conditions().filter_map(value) {
        form.entry(field).or_insert_with(|| Entry { value: value.as_str().into(), origin: Origin::Citizen });
    }
    form
}

#[test]
fn the_guide_of_every_matter_in_every_situation_of_the_table() {
    let catalog = shipped();
    for matter in &catalog.matters {
        let mut table = vec![("first", answers(matter, false), Form::new())];
        if !matter.questions.is_empty() {
            table.push(("last", answers(matter, true), Form::new()));
        }
        let form = deciding(matter);
        if !form.is_empty() {
            table.push(("large", answers(matter, false), form));
        }
        for (name, answers, form) in table {
            let situation = Situation::new(&answers).with_form(&form);
            let said = text(&guide(&catalog, matter, &situation, Language::Chinese));
            insta::assert_snapshot!(format!("{}@{name}", matter.matter.key), said);
        }
    }
}
