//! 员工录用 proves that matters are data: the same program, another folder.

use crate::support::{arrived_as_signed, bench, citizen, no_traces};
use yici::demo::story::{Matter, Story};
use yici::text::Language;

fn walk(language: Language) {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    Story::begin(&mut citizen, &bench, Matter::Hiring).expect("attract").to_the_end(language).expect("to the end");
    assert_eq!(bench.printer.receipts().len(), 1);
    arrived_as_signed(&bench, &citizen);
    no_traces(&bench, &citizen);
}

#[test]
fn an_agent_registers_an_employee_in_chinese() {
    walk(Language::Chinese);
}

#[test]
fn an_agent_registers_an_employee_in_english() {
    walk(Language::English);
}
