//! The QR scanner's line, the UPS, the signature pad, the thermometer, sounds.

use super::input::{damaged, nearly, noise, words};
use super::within;
use arbtest::arbitrary::{Result, Unstructured};
use std::io::Cursor;
use yici_hardware::card_reader::transcript::Direction;
use yici_hardware::power::PowerState;
use yici_hardware::power::words::{LINE, Reply, Variable, reply, state};
use yici_hardware::qr_scanner::framing::Framer;
use yici_hardware::qr_scanner::newland::{Answer, BEGUN};
use yici_hardware::qr_scanner::{MAX_CODE, Scan};
use yici_hardware::sensors::temperature::Temperature;
use yici_hardware::signature::events::{EVENT_LEN, decode, encode};
use yici_hardware::signature::pen::{Follower, Range, Ranges};
use yici_hardware::signature::{Pen, Strokes};
use yici_hardware::sound::{Clip, Cue, Volume};
use yici_hardware::wire::Wire;
use yici_hardware::wire::scrub::scrub;

/// Every code that comes out of these pieces.
fn codes(pieces: &[&[u8]]) -> Vec<Option<Vec<u8>>> {
    let mut framer = Framer::default();
    let mut codes = Vec::new();
    for piece in pieces {
        let mut rest = *piece;
        while let Some(outcome) = within(MAX_CODE, || framer.take(&mut rest)) {
            codes.push(outcome.ok().map(|scan| scan.bytes().reveal().clone()));
        }
    }
    codes
}

pub fn scanner_lines(u: &mut Unstructured<'_>) -> Result<()> {
    // Past the longest code, and not a byte at a time.
    let mut bytes = b"x".repeat(u.int_in_range(0..=2 * MAX_CODE)?);
    bytes.extend(noise(u, 2_000)?);
    bytes.extend(u.choose(&[&b"\r"[..], b"\n", b"\r\n", b""])?.iter());
    bytes.extend(noise(u, 2_000)?);
    let (first, second) = bytes.split_at(u.int_in_range(0..=bytes.len())?);
    let cut = codes(&[first, second]);
    assert!(codes(&[&bytes]) == cut, "however the bytes are cut, the same codes come out");
    assert!(cut.iter().flatten().all(|code| (1..=MAX_CODE).contains(&code.len())));
    let mut answer = Answer::new(BEGUN);
    let apart = answer.saw(first) | answer.saw(second);
    assert_eq!(within(0, || Answer::new(BEGUN).saw(&bytes)), apart);
    if let Some(scan) = Scan::new(yici_hardware::Personal::new(bytes)) {
        // As text: decoded, and once more where it is kept. Two bytes of GB 18030 are three of UTF-8.
        if let Some(text) = within(8 * MAX_CODE, || scan.text()) {
            assert!(!text.reveal().contains(char::is_control));
        }
    }
    Ok(())
}

pub fn power_answers(u: &mut Unstructured<'_>) -> Result<()> {
    let asked = *u.choose(&[Variable::Status, Variable::Charge, Variable::Runtime])?;
    let line = match u.int_in_range(0..=2)? {
        0 => format!(
            "VAR kiosk {} \"{}\"",
            asked.name(),
            words(u, &["OL", "OB", "LB", "FSD", " ", "\\", "\"", "1", ".", "e", "-"], 12)?
        ),
        1 => String::from_utf8_lossy(&damaged(u, format!("VAR kiosk {} \"OL CHRG\"", asked.name()).as_bytes())?)
            .into_owned(),
        _ => words(u, &["ERR ", "VAR ", "kiosk ", "DATA-STALE", "ups.status ", "\"", " ", "OL", "电"], 12)?,
    };
    let answer = within(LINE, || reply(&line, "kiosk", asked));
    if let Some(Reply::Value(value) | Reply::Error(value)) = answer {
        assert!(value.len() <= line.len());
        let said = within(0, || state("OB", Some(&value), Some(&value)));
        assert!(matches!(said, PowerState::OnBattery { charge, .. } if charge.is_none_or(|charge| charge <= 100)));
        let _ = state(&value, None, None);
    }
    Ok(())
}

pub fn pad_events(u: &mut Unstructured<'_>) -> Result<()> {
    let mut range = || Ok(Range { min: u.arbitrary()?, max: u.arbitrary()? });
    let ranges = Ranges { x: range()?, y: range()?, pressure: Some(range()?) };
    let mut follower = Follower::new(ranges);
    let mut strokes = within(64 * 1_024, Strokes::new);
    let mut drawing = false;
    while !u.is_empty() {
        let mut bytes = [0; EVENT_LEN];
        // Type and code of what a pad sends, or of anything.
        let known = [(0, 0), (0, 3), (1, 0x14a), (3, 0), (3, 1), (3, 0x18)];
        let (kind, code): (u16, u16) = if u.ratio(7, 8)? { *u.choose(&known)? } else { u.arbitrary()? };
        bytes[16..18].copy_from_slice(&kind.to_ne_bytes());
        bytes[18..20].copy_from_slice(&code.to_ne_bytes());
        bytes[20..].copy_from_slice(&i32::to_ne_bytes(u.arbitrary()?));
        let event = decode(&bytes);
        assert!(decode(&encode(event)) == event);
        let Some(pen) = within(0, || follower.take(event)) else { continue };
        match pen {
            Pen::Down(_) => assert!(!std::mem::replace(&mut drawing, true)),
            Pen::Move(_) => assert!(drawing),
            Pen::Up => assert!(std::mem::replace(&mut drawing, false)),
        }
        within(0, || strokes.take(pen));
    }
    assert!(strokes.iter().all(|stroke| !stroke.is_empty()));
    assert_eq!(strokes.iter().map(<[_]>::len).sum::<usize>(), strokes.points());
    Ok(())
}

pub fn temperatures(u: &mut Unstructured<'_>) -> Result<()> {
    let text = words(u, &["0", "1", "9", "42000", "-", "+", ".", "e3", " ", "nan", "\u{661}"], 6)?;
    if let Some(Temperature(milli)) = within(0, || Temperature::said(&text)) {
        assert!((-60_000..=150_000).contains(&milli));
    }
    Ok(())
}

pub fn sound_clips(u: &mut Unstructured<'_>) -> Result<()> {
    let mut good = Cursor::new(Vec::new());
    Cue::Key.clip().write_wav(Volume::FULL, &mut good).unwrap();
    // The head alone is damaged, or no wound would ever meet it.
    let (head, samples) = good.get_ref().split_at(44);
    let bytes = [nearly(u, head, 200)?, samples.to_vec()].concat();
    // Two bytes a sample, in a buffer that doubles.
    if let Ok(clip) = within(4 * 1_024 + 4 * bytes.len(), || Clip::from_wav(&bytes)) {
        assert!(2 * clip.samples().len() <= bytes.len());
    }
    Ok(())
}

/// What is said on any line, before it is written down with nobody in it.
pub fn recordings(u: &mut Unstructured<'_>) -> Result<()> {
    let wires = [Wire::CardReader, Wire::ReceiptPrinter, Wire::QrScanner, Wire::SocialCard];
    let (wire, direction) = (*u.choose(&wires)?, *u.choose(&[Direction::In, Direction::Out])?);
    let begins: [&[u8]; 4] =
        [b"\x1b@\x1c&\xcd\xf5\xb0\xb2\n\x1dv0\x00\x02\x00\x04\x00", b"\x10\x04\x01", b"\x06\x04", b"\xaa"];
    let good = *u.choose(&begins)?;
    let said = nearly(u, good, 600)?;
    let clean = within(32 * 1_024, || scrub(wire, direction, &said));
    assert_eq!(clean.len(), said.len());
    assert!(scrub(wire, direction, &clean) == clean, "scrubbing twice changes nothing");
    Ok(())
}
