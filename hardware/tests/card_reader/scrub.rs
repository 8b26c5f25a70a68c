//! A citizen's data out of what a reader said.

use crate::somebody::{card_reply, names_somebody, ours, somebody};
use yici_hardware::card_reader::frame::reply;
use yici_hardware::card_reader::simulator::{sample_card, sample_of};
use yici_hardware::card_reader::transcript::scrub;
use yici_hardware::card_reader::{CardKind, layout};

#[test]
fn a_scrubbed_reply_is_the_samples_up_to_where_it_was_cut_off() {
    for kind in CardKind::ALL {
        let (came, clean) = (card_reply(&somebody(kind)), card_reply(&sample_of(kind)));
        // Before its kind has come, a card is taken for a resident's.
        let first = if kind == CardKind::Resident { 0 } else { 5 + 2 + 3 + 4 + 249 };
        for cut in first..=came.len() {
            assert!(scrub::scrub(&came[..cut]) == clean[..cut], "{kind:?} cut at {cut}");
        }
    }
}

#[test]
fn a_wrong_checksum_stays_wrong_and_a_right_one_right() {
    let mut came = card_reply(&somebody(CardKind::Resident));
    *came.last_mut().unwrap() ^= 0x55;
    let mut clean = card_reply(&sample_card());
    *clean.last_mut().unwrap() ^= 0x55;
    assert!(scrub::scrub(&came) == clean);
}

#[test]
fn scrubbing_names_nobody_whatever_the_line_did() {
    let kind = CardKind::Resident;
    let address = reply([0, 0, 0x90], layout::encode_address(&ours()).unwrap().reveal()).unwrap();
    let text = layout::encode(&somebody(kind)).unwrap();
    arbtest::arbtest(|u| {
        let mut came = Vec::new();
        for _ in 0..=u.int_in_range(0..=3)? {
            let mut piece = match u.int_in_range(0..=3)? {
                0 => card_reply(&somebody(kind)),
                1 => address.reveal().clone(),
                2 => text.reveal().clone(),
                _ => u.bytes(u.len().min(30))?.to_vec(),
            };
            for _ in 0..u.int_in_range(0..=2)? {
                if let Some(place) = (!piece.is_empty()).then(|| u.choose_index(piece.len())).transpose()? {
                    piece[place] ^= u.arbitrary::<u8>()?;
                }
            }
            piece.drain(..u.int_in_range(0..=19)?.min(piece.len()));
            piece.truncate(u.int_in_range(0..=1_400)?);
            came.extend(piece);
        }
        let clean = scrub::scrub(&came);
        assert_eq!(clean.len(), came.len());
        assert!(!names_somebody(&clean, kind));
        assert!(scrub::scrub(&clean) == clean, "scrubbing twice changes nothing");
        Ok(())
    });
}

#[test]
fn short_replies_keep_their_status_and_lose_their_data() {
    let found = reply([1, 2, 0x9F], &[9; 4]).unwrap();
    assert_eq!(scrub::scrub(found.reveal()), *reply([1, 2, 0x9F], &[0; 4]).unwrap().reveal());
    assert_eq!(scrub::remark(found.reveal()), "found a card");
    assert_eq!(scrub::remark(&found.reveal()[..9]), "cut off");
    assert_eq!(scrub::remark(b"noise"), "no frame");
}
