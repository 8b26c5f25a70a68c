//! A frame that comes together with another, or twice.

use crate::bench::Seen;
use crate::spoken::{FIND, Line, NEWEST, READ, SELECT, found, no_address, selected, whole_card};

#[test]
fn what_comes_with_an_answer_and_is_none_is_dropped_before_the_next_question() {
    let merged = [found(), found()].concat();
    let line = Line::new().answers(FIND, &[&merged]).answers(SELECT, &[&selected(), &selected()]);
    assert_eq!(line.answers(READ, &[&whole_card()]).answers(NEWEST, &[&no_address()]).seen(), Seen::Sample);
}

#[test]
fn a_card_followed_by_its_double_is_read_once() {
    let twice = [whole_card(), whole_card()].concat();
    let line = crate::spoken::selected_card().answers(READ, &[&twice]);
    assert_eq!(line.answers(NEWEST, &[&no_address()]).seen(), Seen::Sample);
}
