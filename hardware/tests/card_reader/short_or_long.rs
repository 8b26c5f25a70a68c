//! Frames that are whole and a little too short or too long for a card.

use crate::bench::Seen;
use crate::spoken::{READ, frame, selected_card, text_and_photo};

#[test]
fn a_card_that_is_a_byte_short_or_long_is_refused_after_a_second_try() {
    let whole = text_and_photo();
    for odd in [&whole[..whole.len() - 1], &[whole.as_slice(), &[0]].concat(), &whole[4..], &[]] {
        let odd = frame(0x90, odd);
        let seen = selected_card().answers(READ, &[&odd]).answers(READ, &[&odd]).seen();
        assert_eq!(seen, Seen::Garbled("text or photo of a wrong length"));
    }
}

#[test]
fn one_that_is_whole_the_second_time_is_read() {
    let whole = text_and_photo();
    let (short, whole) = (frame(0x90, &whole[..whole.len() - 1]), frame(0x90, &whole));
    let line = selected_card().answers(READ, &[&short]).answers(READ, &[&whole]);
    assert_eq!(line.answers(crate::spoken::NEWEST, &[&crate::spoken::no_address()]).seen(), Seen::Sample);
}
