//! A frame that comes in pieces.

use crate::bench::Seen;
use crate::spoken::{NEWEST, READ, no_address, selected_card, whole_card};

#[test]
fn a_card_split_anywhere_is_read() {
    let (whole, none) = (whole_card(), no_address());
    for cut in [1, 4, 5, 6, 7, 10, 700, whole.len() - 1] {
        let (first, second) = whole.split_at(cut);
        let line = selected_card().answers(READ, &[first, second]);
        assert_eq!(line.answers(NEWEST, &[&none]).seen(), Seen::Sample, "cut at {cut}");
    }
}

#[test]
fn a_card_that_comes_byte_by_byte_is_read() {
    let whole = whole_card();
    let bytes: Vec<&[u8]> = whole.chunks(1).collect();
    assert_eq!(selected_card().answers(READ, &bytes).answers(NEWEST, &[&no_address()]).seen(), Seen::Sample);
}
