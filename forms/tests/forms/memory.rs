//! A document leaves nothing behind in a typesetter that goes on.

use crate::samples::{guide, head, json};
use yici_document::{Document, Order};
use yici_forms::{Trouble, Typesetter};

/// Resident pages of this process (proc(5), statm).
fn resident() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("Linux");
    statm.split_whitespace().nth(1).expect("a second figure").parse().expect("a number")
}

/// Every document says something else, so that what is kept of one is of no use to the next.
fn set_some(typesetter: &Typesetter, from: usize, count: usize) {
    for n in from..from + count {
        let mut order = Order::new(head(), guide());
        if let Document::Guide(guide) = &mut order.document {
            guide.conditions = (0..8).map(|line| format!("第 {n} 份文件的第 {line} 个条件，内容各不相同。")).collect();
        }
        assert!(typesetter.pdf(&json(&order)).is_ok());
    }
}

#[test]
fn two_hundred_documents_take_no_more_memory_than_twenty() {
    let typesetter = Typesetter::new().expect("fonts");
    set_some(&typesetter, 0, 20);
    let before = resident();
    set_some(&typesetter, 20, 180);
    let after = resident();
    // An eighth for the allocator's moods; kept documents would be a multiple.
    assert!(after < before + before / 8, "{before} pages, then {after}");
}

#[test]
fn what_fails_leaves_the_typesetter_as_it_was() {
    let typesetter = Typesetter::new().expect("fonts");
    assert!(matches!(typesetter.pdf(b"{}"), Err(Trouble::NotAnOrder(..))));
    assert!(typesetter.pdf(&json(&Order::new(head(), guide()))).is_ok());
}
