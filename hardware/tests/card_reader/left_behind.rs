//! A card that was read and still lies there: most readers can be brought to say so, and one that cannot does not pretend.

use crate::bench::{Bench, Seen};
use yici_hardware::card_reader::simulator::sample_card;
use yici_hardware::{CardReader, Media};

/// A reader that has just read a card, and was asked at once.
fn asked_after_a_read(finds_again: bool) -> (Bench, Media) {
    let mut bench = Bench::new();
    bench.hand.find_again_after_reset(finds_again);
    bench.hand.insert(&sample_card()).unwrap();
    assert_eq!(bench.look(), Seen::Sample);
    let media = bench.reader.media().unwrap();
    (bench, media)
}

#[test]
fn a_card_that_still_lies_there_is_seen_and_so_is_that_it_was_lifted() {
    let (mut bench, media) = asked_after_a_read(true);
    assert_eq!(media, Media::Present);
    assert_eq!(bench.reader.media().unwrap(), Media::Present, "it is asked for as often as one likes");
    bench.hand.lift();
    assert_eq!(bench.reader.media().unwrap(), Media::NotPresent);
}

#[test]
fn a_card_that_was_lifted_between_reading_and_asking_is_known_to_be_gone_once_the_reader_is_known() {
    let (mut bench, _) = asked_after_a_read(true);
    bench.hand.lift();
    bench.hand.insert(&sample_card()).unwrap();
    assert_eq!(bench.look(), Seen::Sample);
    bench.hand.lift();
    assert_eq!(bench.reader.media().unwrap(), Media::NotPresent);
}

#[test]
fn a_reader_that_does_not_find_a_card_again_says_that_it_does_not_know() {
    let (mut bench, media) = asked_after_a_read(false);
    assert_eq!(media, Media::Unknown);
    bench.hand.lift();
    assert_eq!(bench.reader.media().unwrap(), Media::Unknown, "nor is it reset for every question");
    bench.hand.insert(&sample_card()).unwrap();
    assert_eq!(bench.reader.media().unwrap(), Media::Present, "a card that it has not read it finds");
    assert_eq!(bench.look(), Seen::Sample);
}

#[test]
fn an_empty_reader_is_not_reset() {
    let mut bench = Bench::new();
    assert_eq!(bench.reader.media().unwrap(), Media::NotPresent);
    assert!(!bench.hand.wait_for_requests(2, std::time::Duration::ZERO), "one question was enough");
}

#[test]
fn nobodys_card_is_read_by_the_question() {
    let (bench, _) = asked_after_a_read(true);
    assert!(!bench.hand.wait_for_reads(2, std::time::Duration::ZERO));
}

#[test]
fn after_a_reset_a_card_that_was_left_could_be_read_as_the_next_persons() {
    // Why the station looks only once the reader is seen to be empty.
    let (mut bench, _) = asked_after_a_read(true);
    assert_eq!(bench.look(), Seen::Sample);
}
