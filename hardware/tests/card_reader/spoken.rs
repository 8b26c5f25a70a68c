//! A line on which a test decides what each request is answered with, and in which pieces.

use crate::bench::Seen;
use yici_hardware::CardReader;
use yici_hardware::card_reader::commands::TextAndPhoto;
use yici_hardware::card_reader::driver::Gat467;
use yici_hardware::card_reader::frame::{reply, request};
use yici_hardware::card_reader::layout::encode;
use yici_hardware::card_reader::simulator::sample_card;
use yici_hardware::card_reader::transcript::Player;

/// A line on which each request is answered with these pieces.
pub struct Line(String);

impl Line {
    pub fn new() -> Self {
        Self(String::from("yici-wire 1\n"))
    }

    pub fn answers(mut self, (command, parameter): (u8, u8), pieces: &[&[u8]]) -> Self {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
        self.0 += &format!("0.000000 > {}\n", hex(&request(command, parameter)));
        for piece in pieces {
            self.0 += &format!("0.000000 < {}\n", hex(piece));
        }
        self
    }

    pub fn seen(self) -> Seen {
        let player = Player::new(&self.0).unwrap();
        let seen = Seen::from(Gat467::over(player.clone()).look());
        assert!(player.is_over(), "everything was asked");
        seen
    }
}

pub const FIND: (u8, u8) = (0x20, 0x01);
pub const SELECT: (u8, u8) = (0x20, 0x02);
pub const READ: (u8, u8) = (0x30, 0x01);
pub const NEWEST: (u8, u8) = (0x30, 0x03);

pub fn frame(sw3: u8, data: &[u8]) -> Vec<u8> {
    reply([0, 0, sw3], data).unwrap().reveal().clone()
}

pub fn found() -> Vec<u8> {
    frame(0x9F, &[0; 4])
}

pub fn selected() -> Vec<u8> {
    frame(0x90, &[0; 8])
}

pub fn text_and_photo() -> Vec<u8> {
    let text = encode(&sample_card()).unwrap();
    [&TextAndPhoto::LENGTHS, text.reveal().as_slice(), sample_card().photo.reveal()].concat()
}

/// Found and selected, as it should be.
pub fn selected_card() -> Line {
    Line::new().answers(FIND, &[&found()]).answers(SELECT, &[&selected()])
}

/// The reply to a read, whole.
pub fn whole_card() -> Vec<u8> {
    frame(0x90, &text_and_photo())
}

/// No newest address.
pub fn no_address() -> Vec<u8> {
    frame(0x91, &[])
}
