//! Bytes that nobody planned. Seeded, so a failure comes again.

use crate::bench::Dice;
use yici_hardware::card_reader::commands::{Find, ReadTextAndPhoto, Select, parse};
use yici_hardware::card_reader::frame::{Decoder, MAX_FRAME, PREAMBLE, reply};
use yici_hardware::card_reader::layout::{decode, encode};
use yici_hardware::card_reader::simulator::sample_card;
use yici_hardware::citizen_number::{check, check_digit};

#[test]
fn no_stream_of_bytes_upsets_the_decoder() {
    let mut dice = Dice::new(20_240_101);
    let mut decoder = Decoder::default();
    for _ in 0..20_000 {
        let mut piece = match dice.below(4) {
            0 => PREAMBLE.to_vec(),
            1 => reply([0, 0, dice.byte()], &[0xAA; 40]).unwrap().reveal().clone(),
            _ => {
                let count = dice.below(60);
                dice.bytes(count)
            }
        };
        if dice.below(3) == 0 {
            piece.truncate(dice.below(piece.len() + 1));
        }
        let mut input = piece.as_slice();
        while let Some(outcome) = decoder.take(&mut input) {
            let Ok(body) = outcome else { continue };
            assert!(body.reveal().len() < MAX_FRAME);
            let _ = parse::<Find>(body.reveal());
            let _ = parse::<Select>(body.reveal());
            let _ = parse::<ReadTextAndPhoto>(body.reveal());
        }
        assert!(input.is_empty());
    }
}

#[test]
fn no_text_block_upsets_the_layout_and_what_passes_is_consistent() {
    let mut dice = Dice::new(7);
    let good = encode(&sample_card()).unwrap();
    for _ in 0..20_000 {
        let mut text = good.reveal().clone();
        for _ in 0..dice.below(6) {
            let place = dice.below(text.len());
            text[place] = dice.byte();
        }
        if let Ok(card) = decode(&text, sample_card().photo) {
            let facts = check(card.number.reveal()).ok().unwrap();
            assert!(facts.birth == card.birth && facts.sex == card.sex);
        }
        let _ = decode(&dice.bytes(256), sample_card().photo);
    }
}

#[test]
fn no_text_upsets_the_check_of_a_number() {
    let mut dice = Dice::new(3);
    for _ in 0..20_000 {
        let count = dice.below(40);
        let bytes = dice.bytes(count);
        let text = String::from_utf8_lossy(&bytes);
        assert!(check(&text).is_err());
        let _ = check_digit(&text);
        let digits: String = bytes.iter().map(|byte| char::from(b'0' + byte % 10)).collect();
        let _ = check(&digits);
    }
}
