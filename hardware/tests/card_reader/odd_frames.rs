//! Frames that are whole and yet not what was asked for: too short, too long, split, merged, doubled.

use crate::bench::Seen;
use yici_hardware::CardReader;
use yici_hardware::card_reader::commands::TextAndPhoto;
use yici_hardware::card_reader::driver::Gat467;
use yici_hardware::card_reader::frame::{reply, request};
use yici_hardware::card_reader::layout::encode;
use yici_hardware::card_reader::simulator::sample_card;
use yici_hardware::card_reader::transcript::Player;

/// A line on which each request is answered with these pieces.
struct Line(String);

impl Line {
    fn new() -> Self {
        Self(String::from("yici-wire 1\n"))
    }

    fn answers(mut self, (command, parameter): (u8, u8), pieces: &[&[u8]]) -> Self {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
        self.0 += &format!("0.000000 > {}\n", hex(&request(command, parameter)));
        for piece in pieces {
            self.0 += &format!("0.000000 < {}\n", hex(piece));
        }
        self
    }

    fn seen(self) -> Seen {
        let player = Player::new(&self.0).unwrap();
        let seen = Seen::from(Gat467::over(player.clone()).look());
        assert!(player.is_over(), "everything was asked");
        seen
    }
}

const FIND: (u8, u8) = (0x20, 0x01);
const SELECT: (u8, u8) = (0x20, 0x02);
const READ: (u8, u8) = (0x30, 0x01);
const NEWEST: (u8, u8) = (0x30, 0x03);

fn frame(sw3: u8, data: &[u8]) -> Vec<u8> {
    reply([0, 0, sw3], data).unwrap().reveal().clone()
}

fn found() -> Vec<u8> {
    frame(0x9F, &[0; 4])
}

fn selected() -> Vec<u8> {
    frame(0x90, &[0; 8])
}

fn text_and_photo() -> Vec<u8> {
    let text = encode(&sample_card()).unwrap();
    [&TextAndPhoto::LENGTHS, text.reveal().as_slice(), sample_card().photo.reveal()].concat()
}

#[test]
fn a_card_that_is_a_byte_short_or_long_is_refused_after_a_second_try() {
    let whole = text_and_photo();
    for odd in [&whole[..whole.len() - 1], &[whole.as_slice(), &[0]].concat(), &whole[4..], &[]] {
        let odd = frame(0x90, odd);
        let line = Line::new().answers(FIND, &[&found()]).answers(SELECT, &[&selected()]);
        let seen = line.answers(READ, &[&odd]).answers(READ, &[&odd]).seen();
        assert_eq!(seen, Seen::Garbled("text or photo of a wrong length"));
    }
}

#[test]
fn a_card_split_anywhere_or_followed_by_its_double_is_read() {
    let (whole, found, selected, none) = (frame(0x90, &text_and_photo()), found(), selected(), frame(0x91, &[]));
    for cut in [1, 4, 5, 6, 7, 10, 700, whole.len() - 1] {
        let (first, second) = whole.split_at(cut);
        let line = Line::new().answers(FIND, &[&found]).answers(SELECT, &[&selected]);
        assert_eq!(line.answers(READ, &[first, second]).answers(NEWEST, &[&none]).seen(), Seen::Sample, "cut at {cut}");
    }
    // What comes with an answer and is none is dropped before the next question.
    let merged = [found.as_slice(), &found].concat();
    let line = Line::new().answers(FIND, &[&merged]).answers(SELECT, &[&selected, &selected]);
    assert_eq!(line.answers(READ, &[&whole]).answers(NEWEST, &[&none]).seen(), Seen::Sample);
}
