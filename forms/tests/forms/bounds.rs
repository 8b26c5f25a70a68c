//! What is too much or not an order is refused, and not quoted.

use crate::samples::{application_of, guide, json, list_of, order, typeset};
use yici_document::{Document, MAX_ENTRIES, MAX_ORDER, MAX_POINTS, MAX_TEXT, Order};
use yici_forms::bounds::OutOfBounds;
use yici_forms::{Trouble, Typesetter};

fn refused(document: Document) -> OutOfBounds {
    match typeset(document) {
        Err(Trouble::OutOfBounds(bound)) => bound,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was set"),
    }
}

fn trouble(order: &[u8]) -> Trouble {
    Typesetter::new().expect("fonts").pdf(order).expect_err("refused")
}

#[test]
fn a_text_or_a_list_that_is_too_long_is_refused() {
    assert_eq!(refused(Document::Application(application_of(&"长".repeat(MAX_TEXT + 1)))), OutOfBounds::Text);
    assert_eq!(refused(Document::List(list_of(MAX_ENTRIES + 1))), OutOfBounds::Entries);
}

#[test]
fn a_text_that_steers_is_refused() {
    assert_eq!(refused(Document::Application(application_of("王\u{1b}[2J"))), OutOfBounds::Control);
}

#[test]
fn a_table_with_holes_is_refused() {
    let mut list = list_of(3);
    list.rows[1].pop();
    assert_eq!(refused(Document::List(list)), OutOfBounds::Table);
    let mut list = list_of(0);
    list.columns = vec!["列".into(); 9];
    assert_eq!(refused(Document::List(list)), OutOfBounds::Table);
}

#[test]
fn a_code_that_is_no_square_is_refused() {
    for modules in [vec!["10".to_owned()], vec!["1x".into(), "00".into()], vec!["1".repeat(178); 178]] {
        let mut list = list_of(1);
        list.check.as_mut().expect("one").modules = modules;
        assert_eq!(refused(Document::List(list)), OutOfBounds::Code);
    }
}

#[test]
fn a_signature_without_a_pad_or_without_end_is_refused() {
    for (width, points) in [(0, 3), (400, 0), (400, MAX_POINTS + 1)] {
        let mut application = application_of("王安");
        let pad = application.signature.as_mut().expect("one");
        (pad.width, pad.strokes) = (width, vec![vec![(1, 1); points]]);
        assert_eq!(refused(Document::Application(application)), OutOfBounds::Signature);
    }
}

#[test]
fn an_order_that_is_too_long_is_refused_unread() {
    assert!(matches!(trouble(&vec![b' '; MAX_ORDER + 1]), Trouble::TooLong));
}

#[test]
fn an_order_of_another_version_is_refused_by_its_number() {
    let mut newer = Order::new(crate::samples::head(), guide());
    newer.version = 2;
    assert!(matches!(trouble(&json(&newer)), Trouble::Version(2)));
}

#[test]
fn what_is_no_order_is_refused_and_not_quoted() {
    let order = String::from_utf8(order(Document::Application(application_of("王安")))).expect("JSON");
    for wrong in [
        order.replace("\"姓名\"", "12345"),
        order.replace("delivery", "王安"),
        order.replace("\"version\":1", "\"version\":\"王安\""),
    ] {
        let error = trouble(wrong.as_bytes());
        assert!(matches!(error, Trouble::NotAnOrder(1, _)), "{error}");
        assert!(!error.to_string().contains("王安") && !error.to_string().contains("12345"), "{error}");
    }
    for wrong in ["", "[]", "{", "null", "[[[[[[[["] {
        assert!(matches!(trouble(wrong.as_bytes()), Trouble::NotAnOrder(..)), "{wrong}");
    }
}

#[test]
fn the_longest_list_is_set_whole() {
    let Some(said) = crate::poppler::text(&typeset(Document::List(list_of(MAX_ENTRIES))).expect("pages")) else {
        return;
    };
    assert!(said.contains(&format!("幸福里 {MAX_ENTRIES} 号")));
}
