//! The reader is not there, or its daemon goes.

use crate::bench::{Seen, sample, with_reader};
use yici_hardware::social_card::PcscSocialCardReader;
use yici_hardware::{Actor, Fault, SocialCardReader};

#[test]
fn a_reader_of_another_name_is_not_there() {
    with_reader("gone::a_reader_of_another_name_is_not_there", |_bench| {
        let fault = PcscSocialCardReader::new("Another Maker").check().unwrap_err();
        assert!(matches!(&fault, Fault::NotThere { port, .. } if port == "Another Maker"), "{fault}");
        assert_eq!(fault.actor(), Actor::Clerk);
    });
}

#[test]
fn a_daemon_that_ends_takes_the_reader_with_it() {
    with_reader("gone::a_daemon_that_ends_takes_the_reader_with_it", |mut bench| {
        let card = bench.insert(sample());
        assert_eq!(bench.look(), Seen::Sample);
        bench.end_the_daemon();
        drop(card);
        for _ in 0..3 {
            assert_eq!(bench.look(), Seen::NotThere);
            assert!(bench.driver.check().is_err());
        }
    });
}
