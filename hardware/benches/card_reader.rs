//! From "a card lies there" to "it is decoded", beside the time that the bytes themselves take on a line of 115,200 baud.
//!
//! The real driver reads from the simulator. A pseudo-terminal has no speed, so the simulator paces itself: every byte,
//! those of the requests too, takes ten bits' time. What is over 1.00 is what the driver adds (and what this machine was
//! busy with otherwise); a real reader's own thinking, and the wait for the next poll, are not in it.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};
use yici_hardware::CardReader;
use yici_hardware::card_reader::serial::SerialCardReader;
use yici_hardware::card_reader::simulator::{CardReaderSimulator, sample_card, sample_newest_address};
use yici_hardware::card_reader::{IdCard, Look};

const BAUD: NonZeroU32 = NonZeroU32::new(115_200).expect("not zero");
const ROUNDS: usize = 25;
const GOAL: f64 = 1.15;

/// Find, select, read and newest address: ten bytes a question, and their answers.
const BYTES: u32 = (10 + 15) + (10 + 19) + (10 + 1_295) + (10 + 81);

fn main() {
    let directory = tempfile::tempdir().expect("a directory for the port");
    let link = directory.path().join("card-reader");
    let hand = CardReaderSimulator::start(&link).expect("a pseudo-terminal");
    let mut reader = SerialCardReader::new(link.to_str().expect("a plain path"), BAUD.get());
    let card = IdCard { newest_address: Some(sample_newest_address()), ..sample_card() };
    // The first look opens the port, which is not part of a read.
    assert!(matches!(reader.look(), Ok(Look::NoCard)));
    hand.pace(Some(BAUD));

    let mut took: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            hand.insert(&card).expect("the sample fits");
            let started = Instant::now();
            let look = reader.look();
            let took = started.elapsed();
            assert!(matches!(look, Ok(Look::Card(read)) if *read == card), "the card was not read");
            hand.lift();
            took
        })
        .collect();
    took.sort();

    let wire = Duration::from_secs(10) * BYTES / BAUD.get();
    let ratio = |took: Duration| took.as_secs_f64() / wire.as_secs_f64();
    let (best, median, worst) = (took[0], took[ROUNDS / 2], took[ROUNDS - 1]);
    println!("card reader: {BYTES} bytes at {BAUD} baud take {wire:.1?} on the wire; {ROUNDS} reads");
    println!(
        "  best {best:.1?} ({:.3})  median {median:.1?} ({:.3})  worst {worst:.1?} ({:.3})",
        ratio(best),
        ratio(median),
        ratio(worst)
    );
    let verdict = if ratio(median) <= GOAL { "met" } else { "MISSED" };
    println!("  goal: median at most {GOAL} of the wire's own time: {verdict}");
}
