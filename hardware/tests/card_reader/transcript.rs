//! What was said on a line, written down without anybody in it, and played back.

use crate::bench::{BAUD, Bench, Seen};
use crate::somebody::{names_somebody, read_as, somebody};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use yici_hardware::card_reader::driver::Gat467;
use yici_hardware::card_reader::serial::Port;
use yici_hardware::card_reader::simulator::{CardReaderSimulator, sample_card, sample_newest_address, sample_of};
use yici_hardware::card_reader::transcript::{BadTranscript, Player, Recorder, parse};
use yici_hardware::card_reader::{CardKind, IdCard, Look, ReadFault, layout};
use yici_hardware::{CardReader, Fault};

/// A line that was recorded from the simulator, one card of each sort. If one of these fails, undo your change: kiosks
/// in the field have written such files.
#[test]
fn recorded_lines_say_what_they_said() {
    let moved = IdCard { newest_address: Some(sample_newest_address()), ..sample_card() };
    assert!(play(include_str!("transcripts/resident_who_moved.wire")) == [Said::Nothing, card(moved)]);
    let permit = sample_of(CardKind::HkMacauTaiwan);
    assert!(play(include_str!("transcripts/residence_permit.wire")) == [card(permit)]);
    let lifted = Said::Other(Seen::Unreadable(ReadFault::LiftedTooSoon));
    assert!(play(include_str!("transcripts/lifted_mid_read.wire")) == [lifted, card(sample_card())]);
    let spoiled = Said::Other(Seen::Garbled("a wrong checksum"));
    assert!(play(include_str!("transcripts/bad_checksums.wire")) == [spoiled]);
}

#[test]
fn nobody_is_in_a_recording() {
    for kind in CardKind::ALL {
        let text = recorded(|hand, reader| {
            hand.insert(&somebody(kind)).unwrap();
            assert!(matches!(reader.look(), Ok(Look::Card(card)) if *card == read_as(kind)));
        });
        assert!(!names_somebody(&all_bytes(&text), kind), "{kind:?}");
        let newest_address = read_as(kind).newest_address.map(|_| sample_newest_address());
        assert!(play(&text) == [card(IdCard { newest_address, ..sample_of(kind) })], "{kind:?}");
    }
}

#[test]
fn nobody_is_in_a_recording_of_mishaps() {
    let kind = CardKind::Resident;
    let text = recorded(|hand, reader| {
        let put_down = || hand.insert(&somebody(kind)).unwrap();
        put_down();
        hand.lift_after_bytes(1_000);
        let _ = reader.look();
        put_down();
        (0..4).for_each(|_| hand.corrupt_next_checksum());
        let _ = reader.look();
        put_down();
        hand.garbage_before_next(&layout::encode(&somebody(kind)).unwrap().reveal()[..]);
        let _ = reader.look();
        hand.garble(true);
        let _ = reader.look();
        hand.garble(false);
        let _ = reader.look();
        hand.unplug();
        let _ = reader.look();
    });
    assert!(!names_somebody(&all_bytes(&text), kind));
    assert!(text.contains("# line broke") && text.contains("# line closed"));
}

#[test]
fn a_player_refuses_what_was_not_asked_and_says_both() {
    let text = "yici-wire 1\n0.000000 > AAAAAA9669000311FFED # status\n";
    let mut reader = Gat467::over(Player::new(text).unwrap());
    let fault = reader.look().err().unwrap();
    assert!(matches!(&fault, Fault::Unplugged(why) if why.to_string().contains("# status")), "{fault}");
    let end = reader.look().err().unwrap();
    assert!(end.to_string().contains("after the end"));
}

#[test]
fn a_text_that_is_no_transcript_is_refused_by_its_line() {
    assert_eq!(parse(""), Err(BadTranscript::Head));
    assert_eq!(parse("yici-wire 2\n"), Err(BadTranscript::Head));
    assert_eq!(parse("yici-wire 1\n\n# a remark\n"), Ok(vec![]));
    let good = "0.000001 > AA # x";
    for bad in [
        "0.1 > AA",
        "0.000001 = AA",
        "0.000001 > A",
        "0.000001 > GG",
        "0.000001 >",
        "> AA",
        "0.000001 > AA BB",
        "+1.000000 > AA",
    ] {
        let text = format!("yici-wire 1\n{good}\n{bad}\n");
        assert_eq!(parse(&text), Err(BadTranscript::Line(3)), "{bad}");
    }
    let long = format!("yici-wire 1\n0.000000 < {}\n", "AA".repeat(4_097));
    assert_eq!(parse(&long), Err(BadTranscript::Line(2)));
    assert_eq!(parse(&format!("yici-wire 1\n{}", "0.000000 > AA\n".repeat(100_001))), Err(BadTranscript::TooLong));
}

#[test]
fn an_entry_is_written_as_it_is_read() {
    let line = "12.000345 < 00FF10 # found a card";
    let entries = parse(&format!("yici-wire 1\n{line}\n")).unwrap();
    assert_eq!(entries[0].to_string(), line);
}

#[test]
fn a_recording_that_cannot_be_written_disturbs_no_reading() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if bytes.starts_with(b"yici") || bytes == b"\n" {
                Ok(bytes.len())
            } else {
                Err(io::ErrorKind::StorageFull.into())
            }
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let bench = Bench::new();
    bench.hand.insert(&sample_card()).unwrap();
    let mut reader = Gat467::over(Recorder::new(port(&bench.hand), Full).unwrap());
    assert_eq!(Seen::from(reader.look()), Seen::Sample);
}

/// Writes the recordings above afresh; run with `--ignored` when the format has a new version.
#[test]
#[ignore = "writes files into the source tree"]
fn record_the_samples() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/card_reader/transcripts");
    let keep = |name: &str, act: &dyn Fn(&CardReaderSimulator, &mut dyn CardReader)| {
        std::fs::write(format!("{folder}/{name}.wire"), recorded(|hand, reader| act(hand, reader))).unwrap();
    };
    keep("resident_who_moved", &|hand, reader| {
        let _ = reader.look();
        hand.insert(&somebody(CardKind::Resident)).unwrap();
        let _ = reader.look();
    });
    keep("residence_permit", &|hand, reader| {
        hand.insert(&sample_of(CardKind::HkMacauTaiwan)).unwrap();
        let _ = reader.look();
    });
    keep("lifted_mid_read", &|hand, reader| {
        hand.insert(&somebody(CardKind::Resident)).unwrap();
        hand.lift_after_bytes(700);
        let _ = reader.look();
        hand.insert(&sample_card()).unwrap();
        let _ = reader.look();
    });
    keep("bad_checksums", &|hand, reader| {
        hand.insert(&somebody(CardKind::Resident)).unwrap();
        (0..2).for_each(|_| hand.let_one_pass());
        (0..2).for_each(|_| hand.corrupt_next_checksum());
        let _ = reader.look();
    });
}

fn port(hand: &CardReaderSimulator) -> Port {
    Port::new(hand.link().to_str().unwrap(), BAUD)
}

/// What a recorder writes while `act` happens.
fn recorded(act: impl FnOnce(&CardReaderSimulator, &mut dyn CardReader)) -> String {
    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);
    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let page = Page::default();
    let bench = Bench::new();
    let mut reader = Gat467::over(Recorder::new(port(&bench.hand), page.clone()).unwrap());
    act(&bench.hand, &mut reader);
    drop(reader);
    let text = page.0.lock().unwrap().clone();
    String::from_utf8(text).unwrap()
}

fn all_bytes(text: &str) -> Vec<u8> {
    parse(text).unwrap().into_iter().flat_map(|entry| entry.bytes).collect()
}

#[derive(PartialEq)]
enum Said {
    Nothing,
    Card(Box<IdCard>),
    Other(Seen),
}

fn card(card: IdCard) -> Said {
    Said::Card(Box::new(card))
}

/// What a driver finds in a transcript, look after look, to its end.
fn play(text: &str) -> Vec<Said> {
    let player = Player::new(text).unwrap();
    let mut reader = Gat467::over(player.clone());
    let mut said = Vec::new();
    while !player.is_over() {
        said.push(match reader.look() {
            Ok(Look::NoCard) => Said::Nothing,
            Ok(Look::Card(card)) => Said::Card(card),
            other => Said::Other(Seen::from(other)),
        });
    }
    said
}
