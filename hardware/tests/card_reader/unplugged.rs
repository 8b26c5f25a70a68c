//! The cable is pulled, or the reader says nothing.

use crate::bench::{BAUD, Bench, GENEROUS, Seen};
use std::time::{Duration, Instant};
use yici_hardware::card_reader::serial::SerialCardReader;
use yici_hardware::card_reader::simulator::sample_card;
use yici_hardware::{CardReader, Fault};

#[test]
fn a_port_that_never_was_is_not_there_and_the_error_names_it() {
    let directory = tempfile::tempdir().unwrap();
    let port = directory.path().join("nothing");
    let port = port.to_str().unwrap();
    let fault = SerialCardReader::new(port, BAUD).look().err().unwrap();
    assert!(matches!(&fault, Fault::NotThere { port: named, .. } if named == port));
    assert!(fault.to_string().contains(port));
}

#[test]
fn a_file_that_is_no_port_is_not_there() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut reader = SerialCardReader::new(file.path().to_str().unwrap(), BAUD);
    assert_eq!(Seen::from(reader.look()), Seen::NotThere);
}

#[test]
fn after_replugging_the_same_driver_reads_on_at_the_same_path() {
    let mut bench = Bench::new();
    for _ in 0..3 {
        assert_eq!(bench.look(), Seen::Nothing);
        bench.hand.unplug();
        assert_eq!(bench.look(), Seen::Unplugged);
        assert_eq!(bench.look(), Seen::NotThere);
        bench.hand.plug_in().unwrap();
        bench.hand.insert(&sample_card()).unwrap();
        assert_eq!(bench.look(), Seen::Sample);
        bench.hand.lift();
    }
}

#[test]
fn a_cable_pulled_in_the_middle_of_a_look_is_noticed() {
    let mut bench = Bench::new();
    bench.hand.stall(true);
    let Bench { hand, reader, .. } = &mut bench;
    let seen = std::thread::scope(|scope| {
        let look = scope.spawn(|| Seen::from(reader.look()));
        assert!(hand.wait_for_requests(1, GENEROUS));
        hand.unplug();
        look.join().unwrap()
    });
    assert_eq!(seen, Seen::Unplugged);
}

#[test]
fn a_card_left_on_the_reader_is_found_again_after_a_power_cut() {
    let mut bench = Bench::new();
    bench.hand.insert(&sample_card()).unwrap();
    assert_eq!(bench.look(), Seen::Sample);
    bench.hand.unplug();
    bench.hand.plug_in().unwrap();
    assert_eq!(bench.look(), Seen::Unplugged);
    assert_eq!(bench.look(), Seen::Sample);
}

#[test]
fn silence_is_a_fault_within_two_seconds_and_passes_when_the_reader_answers_again() {
    let mut bench = Bench::new();
    bench.hand.insert(&sample_card()).unwrap();
    bench.hand.stall(true);
    let started = Instant::now();
    assert_eq!(bench.look(), Seen::Silent);
    assert!(started.elapsed() < Duration::from_secs(2));
    bench.hand.stall(false);
    assert_eq!(bench.look(), Seen::Sample);
}
