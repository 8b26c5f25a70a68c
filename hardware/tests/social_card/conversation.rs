//! What is said to a card, word for word, and how long it is listened to.

use yici_hardware::social_card::conversation::{COMMANDS, Stop, Transmit, read};
use yici_hardware::social_card::simulator::{Manner, SocialCardSimulator, sample_social_card};
use yici_hardware::social_card::{SocialCard, SocialCardFault};
use yici_hardware::{Fault, Personal};

/// Writes down what the card is told.
struct Overheard(SocialCardSimulator, Vec<String>);

impl Transmit for Overheard {
    fn transmit(&mut self, command: &[u8]) -> Result<Personal<Vec<u8>>, Stop> {
        self.1.push(command.iter().map(|byte| format!("{byte:02X}")).collect());
        Ok(Personal::new(self.0.answer(command)))
    }
}

#[test]
fn the_commands_to_a_card_are_frozen() {
    let mut plain = Overheard(SocialCardSimulator::new(&sample_social_card(), Manner::Plain), Vec::new());
    assert!(read(&mut plain).is_ok_and(|card| card == sample_social_card()));
    let wanted = [
        "00A404000F7378312E73682EC9E7BBE1B1A3D5CF",
        "00A4020002EF05",
        "00B2010400",
        "00B2060400",
        "00B2070400",
        "00A4020002EF06",
        "00B2010400",
        "00B2020400",
    ];
    assert_eq!(plain.1, wanted);
}

#[test]
fn a_card_that_numbers_its_records_otherwise_is_asked_by_tag() {
    let mut terse = Overheard(SocialCardSimulator::new(&sample_social_card(), Manner::Terse), Vec::new());
    assert!(read(&mut terse).is_ok_and(|card| card == sample_social_card()));
    let start = ["00A404000F7378312E73682EC9E7BBE1B1A3D5CF", "00C0000013", "00A4020002EF05", "00B2010400"];
    assert_eq!(terse.1[..4], start);
    assert_eq!(terse.1[4..6], ["00B2010000", "00B2010012"]);
}

#[test]
fn a_name_of_the_longest_kind_and_of_rare_characters_is_read() {
    for name in ["阿卜杜热合曼·买买提依明江", "王㼆𠅤", "Wang Xiaoman"] {
        let card = SocialCard { name: Personal::from(name), ..sample_social_card() };
        let mut simulator = SocialCardSimulator::new(&card, Manner::Plain);
        assert!(read(&mut simulator).is_ok_and(|read| read == card), "{name}");
    }
}

/// Always the same answer.
struct Parrot(Vec<u8>, usize);

impl Transmit for Parrot {
    fn transmit(&mut self, _: &[u8]) -> Result<Personal<Vec<u8>>, Stop> {
        self.1 += 1;
        Ok(Personal::new(self.0.clone()))
    }
}

#[test]
fn a_card_that_keeps_promising_more_is_given_up() {
    for word in [[0x61, 0x10], [0x6C, 0x10]] {
        let mut parrot = Parrot(word.to_vec(), 0);
        assert!(matches!(read(&mut parrot), Err(Stop::Card(SocialCardFault::UnknownLayout))));
        assert_eq!(parrot.1, COMMANDS);
    }
}

#[test]
fn an_answer_without_a_status_or_beyond_its_size_ends_the_conversation() {
    for answer in [vec![], vec![0x90], vec![0; 257 + 2]] {
        let mut parrot = Parrot(answer, 0);
        assert!(matches!(read(&mut parrot), Err(Stop::Card(SocialCardFault::TakenTooSoon))));
        assert_eq!(parrot.1, 1);
    }
}

#[test]
fn a_fault_of_the_reader_is_passed_on() {
    struct Broken;
    impl Transmit for Broken {
        fn transmit(&mut self, _: &[u8]) -> Result<Personal<Vec<u8>>, Stop> {
            Err(Stop::Reader(Fault::Broken("it smokes")))
        }
    }
    assert!(matches!(read(&mut Broken), Err(Stop::Reader(Fault::Broken("it smokes")))));
}
