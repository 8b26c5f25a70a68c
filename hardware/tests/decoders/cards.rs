//! The identity-card reader.

use super::input::{damaged, nearly, noise, words};
use super::within;
use arbtest::arbitrary::{Result, Unstructured};
use yici_hardware::CardReader;
use yici_hardware::card_reader::commands::{
    Find, MAX_ADDRESS_LEN, ReadNewestAddress, ReadTextAndPhoto, Select, TextAndPhoto, parse,
};
use yici_hardware::card_reader::driver::Gat467;
use yici_hardware::card_reader::frame::{Decoder, MAX_FRAME, PREAMBLE, reply, request};
use yici_hardware::card_reader::layout::{decode, decode_address, encode, encode_address};
use yici_hardware::card_reader::portrait::{HEIGHT, WIDTH, bmp};
use yici_hardware::card_reader::simulator::{sample_card, sample_newest_address, sample_of};
use yici_hardware::card_reader::transcript::{self, MAX_PIECE, Player, scrub};
use yici_hardware::card_reader::usb::{Pipe, Turn};
use yici_hardware::card_reader::{CardKind, IdCard, Look, identifiers};
use yici_hardware::citizen_number::{check, check_digit};

/// What a decoded card takes: its fields as text, each once more while it is made, and its photo.
const CARD: usize = 8 * 1024;

/// The data of a reply that carries the card.
fn text_and_photo(card: &IdCard) -> Vec<u8> {
    let text = encode(card).unwrap();
    [&TextAndPhoto::LENGTHS, text.reveal().as_slice(), card.photo.reveal()].concat()
}

pub fn card_frames(u: &mut Unstructured<'_>) -> Result<()> {
    let card = reply([0, 0, 0x90], &text_and_photo(&sample_card())).unwrap();
    let mut decoder = within(MAX_FRAME, Decoder::default);
    while !u.is_empty() {
        let piece = match u.int_in_range(0..=3)? {
            0 => PREAMBLE.to_vec(),
            1 => damaged(u, reply([0, 0, 0x9F], &[0xAA; 40]).unwrap().reveal())?,
            2 => damaged(u, card.reveal())?,
            _ => noise(u, 60)?,
        };
        let mut input = piece.as_slice();
        while let Some(outcome) = within(MAX_FRAME, || decoder.take(&mut input)) {
            let Ok(body) = outcome else { continue };
            assert!(body.reveal().len() < MAX_FRAME);
            within(MAX_FRAME, || {
                let _ = parse::<Find>(body.reveal());
                let _ = parse::<Select>(body.reveal());
                let _ = parse::<ReadTextAndPhoto>(body.reveal());
                let address = parse::<ReadNewestAddress>(body.reveal()).ok().flatten();
                assert!(address.is_none_or(|address| address.reveal().len() <= MAX_ADDRESS_LEN));
            });
        }
        assert!(input.is_empty());
    }
    Ok(())
}

pub fn card_lines(u: &mut Unstructured<'_>) -> Result<()> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    let card = text_and_photo(&sample_card());
    let mut lines = String::from("yici-wire 1\n");
    let mut whole = true;
    for (command, parameter, sw3, data) in [
        (0x20, 0x01, 0x9F, &[0; 4][..]),
        (0x20, 0x02, 0x90, &[0; 8]),
        (0x30, 0x01, 0x90, &card),
        (0x30, 0x03, 0x91, &[]),
    ] {
        lines += &format!("0.000000 > {}\n", hex(&request(command, parameter)));
        let good = reply([0, 0, sw3], data).unwrap();
        let mut answer = good.reveal().clone();
        // One wound: two that cancel each other out pass for whole, the checksum being no more than a XOR.
        let at = u.choose_index(answer.len())?;
        match u.int_in_range(0..=9)? {
            0 => answer[at] = u.arbitrary()?,
            1 => answer.truncate(at),
            _ => {}
        }
        whole &= answer == *good.reveal();
        let mut rest = answer.as_slice();
        while !rest.is_empty() {
            let (piece, later) = rest.split_at(rest.len().min(u.int_in_range(1..=600)?));
            lines += &format!("0.000000 < {}\n", hex(piece));
            rest = later;
        }
    }
    let mut reader = Gat467::over(Player::new(&lines).unwrap());
    match within(CARD + 8 * MAX_FRAME, || reader.look()) {
        Ok(Look::Card(card)) => assert!(*card == sample_card(), "what was read is what was sent"),
        _ => assert!(!whole, "what came whole was not read"),
    }
    Ok(())
}

pub fn card_texts(u: &mut Unstructured<'_>) -> Result<()> {
    let kind = *u.choose(&CardKind::ALL)?;
    let text = nearly(u, encode(&sample_of(kind)).unwrap().reveal(), 300)?;
    let photo = sample_card().photo;
    if let Ok(card) = within(CARD, || decode(&text, photo)) {
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
    let address = nearly(u, encode_address(&sample_newest_address()).unwrap().reveal(), 300)?;
    if let Ok(Some(address)) = within(4 * address.len(), || decode_address(&address)) {
        assert!(!address.reveal().contains(char::is_control));
    }
    Ok(())
}

pub fn card_numbers(u: &mut Unstructured<'_>) -> Result<()> {
    let text = match u.int_in_range(0..=2)? {
        0 => String::from_utf8_lossy(&damaged(u, b"99010119930518002X")?).into_owned(),
        1 => words(u, &["0", "1", "9", "19", "99", "X", "810000", "JHN", "<", "\u{ff11}"], 24)?,
        _ => String::from_utf8_lossy(&noise(u, 40)?).into_owned(),
    };
    within(16 * 40, || {
        let _ = check(&text);
        let _ = check_digit(&text);
        let _ = identifiers::residence_region(&text);
        let _ = identifiers::travel_permit_region(&text);
        let _ = identifiers::icao_check_digit_fits(&text);
        let _ = identifiers::is_permanent_resident_2017(&text);
        let _ = identifiers::is_permanent_resident_2023(&text);
    });
    Ok(())
}

pub fn card_pipes(u: &mut Unstructured<'_>) -> Result<()> {
    let mut turn = Turn::default();
    while !u.is_empty() {
        let mut piece = if u.arbitrary()? { PREAMBLE.to_vec() } else { Vec::new() };
        piece.extend(noise(u, 40)?);
        within(0, || turn.came(&piece));
        assert!(!matches!(turn.next(), Pipe::Rest(count) if count == 0 || count > MAX_FRAME));
    }
    Ok(())
}

pub fn portraits(u: &mut Unstructured<'_>) -> Result<()> {
    let words = [38_862_u32, 0, 54, 40, WIDTH, HEIGHT, 1 | 24 << 16, 0, 0, 0, 0, 0, 0];
    let mut good: Vec<u8> = b"BM".iter().copied().chain(words.into_iter().flat_map(u32::to_le_bytes)).collect();
    // The head alone is damaged, or no wound would ever meet it.
    good = nearly(u, &good, 80)?;
    good.resize(good.len() + u.int_in_range(38_600..=38_900)?, 0x40);
    let pixels = usize::try_from(WIDTH * HEIGHT).unwrap();
    if let Some(frame) = within(3 * pixels, || bmp::decode(&good)) {
        assert_eq!(frame.rgb.reveal().len(), 3 * pixels);
    }
    Ok(())
}

pub fn transcripts(u: &mut Unstructured<'_>) -> Result<()> {
    let heads = ["yici-wire 1\n", "yici-wire 1\r\n", ""];
    let pieces =
        ["0.000001", " > ", " < ", "AA", "00FF", "#", "\n", "1.5", "G", "é", "9", ".", " ", "99999999999999999999."];
    let text = format!("{}{}", u.choose(&heads)?, words(u, &pieces, 200)?);
    // An entry is some 80 bytes; the shortest line that makes one has 14.
    if let Ok(entries) = within(1_024 + 16 * text.len(), || transcript::parse(&text)) {
        assert!(entries.iter().all(|entry| (1..=MAX_PIECE).contains(&entry.bytes.len())));
    }
    let came = nearly(u, reply([0, 0, 0x90], &text_and_photo(&sample_card())).unwrap().reveal(), 400)?;
    let clean = within(16 * 1_024, || scrub::scrub(&came));
    assert_eq!(clean.len(), came.len());
    assert!(scrub::scrub(&clean) == clean, "scrubbing twice changes nothing");
    Ok(())
}
