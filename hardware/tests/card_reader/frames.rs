//! Frames as bytes, without a line.

use yici_hardware::card_reader::frame::{Decoder, FrameError, MAX_FRAME, reply, request};

/// Readers in the field know these bytes. If this fails, undo your change; never touch the bytes.
#[test]
fn every_request_of_the_standard_is_frozen() {
    let table: [(u8, u8, [u8; 5]); 13] = [
        (0x10, 0xFF, [0x00, 0x03, 0x10, 0xFF, 0xEC]),
        (0x11, 0xFF, [0x00, 0x03, 0x11, 0xFF, 0xED]),
        (0x12, 0xFF, [0x00, 0x03, 0x12, 0xFF, 0xEE]),
        (0x20, 0x01, [0x00, 0x03, 0x20, 0x01, 0x22]),
        (0x20, 0x02, [0x00, 0x03, 0x20, 0x02, 0x21]),
        (0x30, 0x01, [0x00, 0x03, 0x30, 0x01, 0x32]),
        (0x30, 0x03, [0x00, 0x03, 0x30, 0x03, 0x30]),
        (0x30, 0x10, [0x00, 0x03, 0x30, 0x10, 0x23]),
        (0x60, 0x00, [0x00, 0x03, 0x60, 0x00, 0x63]),
        (0x60, 0x01, [0x00, 0x03, 0x60, 0x01, 0x62]),
        (0x60, 0x02, [0x00, 0x03, 0x60, 0x02, 0x61]),
        (0x60, 0x03, [0x00, 0x03, 0x60, 0x03, 0x60]),
        (0x60, 0x04, [0x00, 0x03, 0x60, 0x04, 0x67]),
    ];
    for (command, parameter, rest) in table {
        let whole = [&[0xAA, 0xAA, 0xAA, 0x96, 0x69], rest.as_slice()].concat();
        assert_eq!(request(command, parameter), whole);
    }
}

/// As above.
#[test]
fn every_short_reply_of_the_standard_is_frozen() {
    let table: [(u8, usize, &[u8]); 6] = [
        (0x90, 0, &[0, 4, 0, 0, 0x90, 0x94]),
        (0x9F, 4, &[0, 8, 0, 0, 0x9F, 0, 0, 0, 0, 0x97]),
        (0x80, 0, &[0, 4, 0, 0, 0x80, 0x84]),
        (0x90, 8, &[0, 12, 0, 0, 0x90, 0, 0, 0, 0, 0, 0, 0, 0, 0x9C]),
        (0x81, 0, &[0, 4, 0, 0, 0x81, 0x85]),
        (0x41, 0, &[0, 4, 0, 0, 0x41, 0x45]),
    ];
    for (sw3, zeros, rest) in table {
        let made = reply([0, 0, sw3], &vec![0; zeros]).unwrap();
        assert_eq!(made.reveal()[5..], *rest);
    }
}

#[test]
fn a_card_takes_1295_bytes_and_the_longest_frame_2321() {
    let card = reply([0, 0, 0x90], &[7; 4 + 256 + 1_024]).unwrap();
    assert_eq!(card.reveal().len(), 1_295);
    assert_eq!(card.reveal()[5..7], [0x05, 0x08]);
    let longest = reply([0, 0, 0x90], &[7; 2_310]).unwrap();
    assert_eq!(longest.reveal().len(), MAX_FRAME);
    assert!(reply([0, 0, 0x90], &[7; 2_311]).is_none());
}

#[test]
fn a_frame_is_found_at_every_split_point() {
    let bytes = two_replies();
    for split in 0..=bytes.len() {
        let (first, second) = bytes.split_at(split);
        assert_eq!(bodies(&[first, second]), expected(), "split at {split}");
    }
}

#[test]
fn a_frame_is_found_byte_by_byte() {
    let bytes = two_replies();
    let pieces: Vec<_> = bytes.chunks(1).collect();
    assert_eq!(bodies(&pieces), expected());
}

#[test]
fn garbage_before_a_frame_is_skipped() {
    let garbage: [&[u8]; 6] =
        [&[0x00], &[0xAA], &[0xAA, 0xAA, 0xAA], &[0xAA, 0xAA, 0x96, 0x69], &[0xAA, 0xAA, 0xAA, 0x96, 0x68], b"OK\r\n"];
    for garbage in garbage {
        assert_eq!(bodies(&[garbage, &two_replies()]), expected(), "{garbage:02X?}");
    }
    arbtest::arbtest(|u| {
        let noise: Vec<u8> = u.bytes(u.len().min(5_000))?.iter().map(|byte| byte & 0x7F).collect();
        assert_eq!(bodies(&[&noise, &two_replies()]), expected());
        Ok(())
    });
}

#[test]
fn a_bad_checksum_is_a_typed_value_and_the_next_frame_is_found() {
    let mut bad = request(0x20, 0x01);
    bad[9] = 0x23;
    let error = FrameError::Checksum { found: 0x23, computed: 0x22 };
    let outcomes = outcomes(&[&bad, &request(0x20, 0x02)]);
    assert_eq!(outcomes, [Err(error), Ok(vec![0x20, 0x02])]);
}

#[test]
fn a_length_that_no_frame_has_is_a_typed_value_and_the_next_frame_is_found() {
    for length in [0_u16, 1, 2, 2_315, u16::MAX] {
        let [high, low] = length.to_be_bytes();
        let bad = [0xAA, 0xAA, 0xAA, 0x96, 0x69, high, low];
        let outcomes = outcomes(&[&bad, &request(0x20, 0x02)]);
        assert_eq!(outcomes, [Err(FrameError::Length(usize::from(length))), Ok(vec![0x20, 0x02])]);
    }
}

#[test]
fn a_frame_swallowed_by_a_wrong_length_is_found_again() {
    // It announces 13 bytes and has 3; the next frame is taken for the rest until the checksum does not fit.
    let wrong = [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 13, 0x20, 0x01, 0x22];
    let outcomes = outcomes(&[&wrong, &request(0x20, 0x02)]);
    assert!(matches!(outcomes[0], Err(FrameError::Checksum { .. })));
    assert_eq!(outcomes[1..], [Ok(vec![0x20, 0x02])]);
}

#[test]
fn a_decoder_knows_that_a_frame_is_under_way() {
    let mut decoder = Decoder::default();
    let mut bytes: &[u8] = &[1, 2, 3];
    assert!(decoder.take(&mut bytes).is_none());
    assert!(!decoder.is_mid_frame());
    let mut bytes: &[u8] = &request(0x20, 0x01)[..6];
    assert!(decoder.take(&mut bytes).is_none());
    assert!(decoder.is_mid_frame());
    decoder.clear();
    assert!(!decoder.is_mid_frame());
}

fn two_replies() -> Vec<u8> {
    let first = reply([0, 0, 0x9F], &[0; 4]).unwrap();
    // A preamble inside a body is not the beginning of a frame.
    let second = reply([0, 0, 0x90], &[0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 3]).unwrap();
    [first.reveal().as_slice(), second.reveal()].concat()
}

fn expected() -> Vec<Vec<u8>> {
    let second = vec![0, 0, 0x90, 0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 3];
    vec![vec![0, 0, 0x9F, 0, 0, 0, 0], second]
}

fn bodies(pieces: &[&[u8]]) -> Vec<Vec<u8>> {
    outcomes(pieces).into_iter().filter_map(Result::ok).collect()
}

fn outcomes(pieces: &[&[u8]]) -> Vec<Result<Vec<u8>, FrameError>> {
    let mut decoder = Decoder::default();
    let mut outcomes = Vec::new();
    for mut piece in pieces.iter().copied() {
        while let Some(outcome) = decoder.take(&mut piece) {
            outcomes.push(outcome.map(|body| body.reveal().clone()));
        }
    }
    outcomes
}
