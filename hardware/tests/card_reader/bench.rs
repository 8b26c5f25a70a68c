//! A simulator, the real driver on its port, and short words for what a look found.

use std::time::Duration;
use tempfile::TempDir;
use yici_hardware::card_reader::serial::SerialCardReader;
use yici_hardware::card_reader::simulator::CardReaderSimulator;
use yici_hardware::card_reader::{IdCard, Look, ReadFault};
use yici_hardware::{CardReader, Fault};

/// Long enough for a machine that is busy with other tests.
pub const GENEROUS: Duration = Duration::from_secs(20);

pub const BAUD: u32 = 115_200;

pub struct Bench {
    pub hand: CardReaderSimulator,
    pub reader: SerialCardReader,
    pub _directory: TempDir,
}

impl Bench {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let link = directory.path().join("card-reader");
        let hand = CardReaderSimulator::start(&link).unwrap();
        let reader = SerialCardReader::new(link.to_str().unwrap(), BAUD);
        Self { hand, reader, _directory: directory }
    }

    pub fn look(&mut self) -> Seen {
        Seen::from(self.reader.look())
    }
}

/// A look without what is personal, so that it can be compared and shown.
#[derive(Debug, PartialEq, Eq)]
pub enum Seen {
    Nothing,
    /// The card equals [`sample_card`](yici_hardware::card_reader::simulator::sample_card).
    Sample,
    AnotherCard,
    Unreadable(ReadFault),
    NotThere,
    Unplugged,
    Silent,
    Garbled(&'static str),
    Broken(&'static str),
}

impl From<Result<Look, Fault>> for Seen {
    fn from(look: Result<Look, Fault>) -> Self {
        match look {
            Ok(Look::NoCard) => Self::Nothing,
            Ok(Look::Card(card)) if is_sample(&card) => Self::Sample,
            Ok(Look::Card(_)) => Self::AnotherCard,
            Ok(Look::Unreadable(fault)) => Self::Unreadable(fault),
            Err(Fault::NotThere { .. }) => Self::NotThere,
            Err(Fault::Unplugged(_)) => Self::Unplugged,
            Err(Fault::Silent(_)) => Self::Silent,
            Err(Fault::Garbled(why)) => Self::Garbled(why),
            Err(Fault::Broken(why)) => Self::Broken(why),
        }
    }
}

pub fn is_sample(card: &IdCard) -> bool {
    *card == yici_hardware::card_reader::simulator::sample_card()
}
