//! Bytes that nobody planned. Seeded, so a failure comes again.

use crate::bench::Dice;
use yici_hardware::CardReader;
use yici_hardware::card_reader::commands::{
    Find, MAX_ADDRESS_LEN, ReadNewestAddress, ReadTextAndPhoto, Select, TextAndPhoto, parse,
};
use yici_hardware::card_reader::driver::Gat467;
use yici_hardware::card_reader::frame::{Decoder, MAX_FRAME, PREAMBLE, reply, request};
use yici_hardware::card_reader::layout::{decode, decode_address, encode};
use yici_hardware::card_reader::simulator::{sample_card, sample_of};
use yici_hardware::card_reader::transcript::{self, MAX_PIECE, Player};
use yici_hardware::card_reader::usb::{Pipe, Turn};
use yici_hardware::card_reader::{CardKind, Look, identifiers};
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
            let address = parse::<ReadNewestAddress>(body.reveal()).ok().flatten();
            assert!(address.is_none_or(|address| address.reveal().len() <= MAX_ADDRESS_LEN));
        }
        assert!(input.is_empty());
    }
}

#[test]
fn no_line_upsets_the_driver() {
    let mut dice = Dice::new(19);
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    let text = encode(&sample_card()).unwrap();
    let card = [&TextAndPhoto::LENGTHS, text.reveal().as_slice(), sample_card().photo.reveal()].concat();
    let (mut cards, mut others) = (0, 0);
    for _ in 0..2_000 {
        let mut lines = String::from("yici-wire 1\n");
        for (command, parameter, sw3, data) in [
            (0x20, 0x01, 0x9F, &[0; 4][..]),
            (0x20, 0x02, 0x90, &[0; 8]),
            (0x30, 0x01, 0x90, &card),
            (0x30, 0x03, 0x91, &[]),
        ] {
            lines += &format!("0.000000 > {}\n", hex(&request(command, parameter)));
            let mut answer = reply([0, 0, sw3], data).unwrap().reveal().clone();
            if dice.below(8) == 0 {
                let place = dice.below(answer.len());
                answer[place] = dice.byte();
            }
            if dice.below(16) == 0 {
                answer.truncate(dice.below(answer.len()));
            }
            let mut rest = answer.as_slice();
            while !rest.is_empty() {
                let (piece, later) = rest.split_at(rest.len().min(1 + dice.below(600)));
                lines += &format!("0.000000 < {}\n", hex(piece));
                rest = later;
            }
        }
        match Gat467::over(Player::new(&lines).unwrap()).look() {
            Ok(Look::Card(card)) => {
                assert!(*card == sample_card(), "what was read is what was sent");
                cards += 1;
            }
            _ => others += 1,
        }
    }
    assert!(cards > 200 && others > 200, "{cards} cards, {others} others");
}

#[test]
fn no_text_block_upsets_a_layout_and_what_passes_is_consistent() {
    let mut dice = Dice::new(7);
    for kind in CardKind::ALL {
        let good = encode(&sample_of(kind)).unwrap();
        for _ in 0..8_000 {
            let mut text = good.reveal().clone();
            for _ in 0..dice.below(6) {
                let place = dice.below(text.len());
                text[place] = dice.byte();
            }
            let Ok(card) = decode(&text, sample_card().photo) else { continue };
            let number = card.number.reveal();
            match card.kind() {
                CardKind::Resident | CardKind::HkMacauTaiwan => {
                    let facts = check(number).ok().unwrap();
                    assert!(facts.birth == card.birth && facts.sex == card.sex);
                }
                CardKind::PermanentResident2017 => assert!(identifiers::is_permanent_resident_2017(number)),
                CardKind::PermanentResident2023 => assert!(identifiers::is_permanent_resident_2023(number)),
            }
            let _ = card.doubt();
            assert!(encode(&card).is_ok(), "what was read fits on a card");
        }
    }
    for _ in 0..20_000 {
        let _ = decode(&dice.bytes(256), sample_card().photo);
        let count = dice.below(300);
        let _ = decode_address(&dice.bytes(count));
    }
}

#[test]
fn no_bytes_upset_the_turns_of_the_pipes() {
    let mut dice = Dice::new(11);
    let mut turn = Turn::default();
    for _ in 0..20_000 {
        let mut piece = if dice.below(2) == 0 { PREAMBLE.to_vec() } else { Vec::new() };
        let count = dice.below(40);
        piece.extend(dice.bytes(count));
        turn.came(&piece);
        assert!(!matches!(turn.next(), Pipe::Rest(count) if count == 0 || count > MAX_FRAME));
    }
}

#[test]
fn no_text_upsets_the_reader_of_transcripts() {
    let mut dice = Dice::new(13);
    let words = ["yici-wire 1\n", "0.000001", " > ", " < ", "AA", "#", "\n", "1.5", "G", "é", "9", "."];
    for _ in 0..20_000 {
        let mut text = String::from("yici-wire 1\n");
        (0..dice.below(12)).for_each(|_| text.push_str(words[dice.below(words.len())]));
        if let Ok(entries) = transcript::parse(&text) {
            assert!(entries.iter().all(|entry| (1..=MAX_PIECE).contains(&entry.bytes.len())));
        }
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
        let _ = identifiers::residence_region(&text);
        let _ = identifiers::travel_permit_region(&text);
        let _ = identifiers::icao_check_digit_fits(&text);
        let _ = identifiers::is_permanent_resident_2017(&text);
        let _ = identifiers::is_permanent_resident_2023(&text);
        let digits: String = bytes.iter().map(|byte| char::from(b'0' + byte % 10)).collect();
        let _ = check(&digits);
    }
}
