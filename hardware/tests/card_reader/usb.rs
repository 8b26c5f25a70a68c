//! The framing of the USB pipes, and a device that is not there. No reader was ever tried.

use crate::bench::Seen;
use yici_hardware::card_reader::frame::{Decoder, reply};
use yici_hardware::card_reader::usb::{Pipe, Turn, UsbCardReader};
use yici_hardware::{CardReader, Fault};

#[test]
fn a_reply_in_two_pipes_is_the_reply_of_the_serial_line() {
    let whole = reply([0, 0, 0x90], &[7; 1_284]).unwrap();
    let mut left = whole.reveal().as_slice();
    let (mut turn, mut decoder, mut bodies) = (Turn::default(), Decoder::default(), 0);
    for expected in [Pipe::Head, Pipe::Rest(1_288), Pipe::Rest(788), Pipe::Rest(288)] {
        assert_eq!(turn.next(), expected);
        let most = if expected == Pipe::Head { 7 } else { 500 };
        let (mut piece, later) = left.split_at(left.len().min(most));
        left = later;
        turn.came(piece);
        while let Some(outcome) = decoder.take(&mut piece) {
            assert_eq!(outcome.unwrap().reveal().len(), 1_287);
            bodies += 1;
        }
    }
    assert_eq!((turn.next(), bodies, left.len()), (Pipe::Head, 1, 0));
}

#[test]
fn a_reader_that_sends_all_through_the_heads_pipe_is_understood() {
    let mut turn = Turn::default();
    turn.came(reply([0, 0, 0x80], &[]).unwrap().reveal());
    assert_eq!(turn.next(), Pipe::Head);
}

#[test]
fn what_is_no_head_is_followed_by_a_head() {
    let mut turn = Turn::default();
    for noise in [&[][..], &[0xAA; 7], &[0xAA, 0xAA, 0xAA, 0x96, 0x69], &[0xAA, 0xAA, 0xAA, 0x96, 0x69, 0xFF, 0xFF]] {
        turn.came(noise);
        assert_eq!(turn.next(), Pipe::Head, "{noise:02X?}");
    }
}

#[test]
fn a_device_that_is_not_there_is_named_by_its_ids() {
    // A vendor id that is given to nobody.
    let fault = UsbCardReader::new(0xFFFF, 0x0001).look().err().unwrap();
    assert!(matches!(&fault, Fault::NotThere { port, .. } if port == "usb ffff:0001"), "{fault}");
    assert_eq!(Seen::from(Err(fault)), Seen::NotThere);
}
