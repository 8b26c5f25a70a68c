//! A village's kiosk, which was enrolled once and has no line since: somebody comes with a stick.

use super::bench::{Bench, directory, submission};
use super::enrolment::Kiosk;
use jiff::{SignedDuration, Timestamp};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use yici::carry::{self, Carried, CarriedFile, Seals, Source};
use yici::courier::identity::enrol;
use yici::outbox::{Counts, Outbox, SubmissionId};
use yici::platform::{KioskKey, http};
use yici_platform::Behaviour;

fn outbox(kiosk: &Kiosk, what: &str, stick: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yici"));
    command.args(["outbox", what]).arg(stick).arg("--settings").arg(kiosk.dir.path().join("kiosk.toml"));
    command.output().expect("it runs")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

async fn enrolled(bench: &Bench, name: &str) -> Kiosk {
    let kiosk = Kiosk::named(bench, name);
    enrol(&kiosk.settings, &bench.platform().invite(name).expect("a token")).await.expect("enrolled");
    kiosk
}

fn hand_in(bench: &mut Bench, text: &str, paper: &[u8]) -> SubmissionId {
    let one = submission(text, &[paper]);
    bench.outbox.commit(&one, &bench.seal(), bench.now()).expect("committed");
    one.id
}

/// Takes receipts in and writes what waits, as this kiosk.
fn carry_as(kiosk: &Kiosk, bench: &Bench, stick: &Path) -> Carried {
    let mut source = Source::Whole(Outbox::open(bench.outbox_dir.path()).expect("opens"));
    let connection = kiosk.settings.courier().expect("every file is there").connection;
    let key = KioskKey::new(&connection).expect("a key");
    let receipts = http::receipt_key(&connection.receipt_key).expect("a key");
    let seals = Seals { key: &key, ca_pem: &connection.ca_pem, receipts: &receipts };
    carry::carry(&mut source, &seals, stick, bench.now()).expect("carried")
}

/// The program itself, as a technician runs it: in the village, in town, and back.
#[tokio::test]
async fn a_technician_carries_what_waits_to_town_and_the_receipts_back() {
    let bench = Bench::new();
    let stick = directory();
    let (village, town) = (enrolled(&bench, "village-1").await, enrolled(&bench, "town-1").await);
    let mut waiting = Outbox::open(&village.settings.folders.state).expect("the village's outbox");
    for text in ["the first", "the second"] {
        waiting.commit(&submission(text, &[b"a paper"]), &bench.seal(), bench.now()).expect("committed");
    }
    let carried = outbox(&village, "carry", stick.path());
    assert!(carried.status.success() && said(&carried).contains("2 submissions written"), "{}", said(&carried));

    bench.behave(Behaviour::Absent);
    let in_vain = outbox(&town, "deliver", stick.path());
    assert!(!in_vain.status.success() && said(&in_vain).contains("then do the same again"), "{}", said(&in_vain));
    bench.behave(Behaviour::Normal);
    let delivered = outbox(&town, "deliver", stick.path());
    assert!(delivered.status.success() && said(&delivered).contains("2 delivered"), "{}", said(&delivered));

    let back = outbox(&village, "carry", stick.path());
    assert!(back.status.success() && said(&back).contains("2 receipts taken in"), "{}", said(&back));
    assert_eq!(waiting.counts().expect("counted"), Counts { waiting: 0, delivered: 2, quarantined: 0 });
    assert_eq!(bench.received().len(), 2, "once each");
}

/// The kiosk was enrolled a moment ago, and the machine in town has not known the time since its battery died.
#[tokio::test]
async fn what_a_fresh_kiosk_signs_is_believed_by_a_machine_whose_clock_is_wrong() {
    let mut bench = Bench::new();
    let (kiosk, stick) = (enrolled(&bench, "village-1").await, directory());
    let id = hand_in(&mut bench, "an application", b"a paper");
    carry_as(&kiosk, &bench, stick.path());
    let path = stick.path().join(format!("{id}.carried"));
    let days = |days: i64| Timestamp::now().saturating_add(SignedDuration::from_hours(24 * days)).expect("days");
    for clock in [Timestamp::UNIX_EPOCH, days(-6), days(0), days(30), days(20 * 365)] {
        assert!(CarriedFile::open(&path, &kiosk.ca_pem, clock).is_ok(), "{clock}");
    }
}

/// Every month somebody comes with a stick, for four years: nothing grows, and the kiosk's certificate, which nobody renews
/// here, is believed by the machine in town long after its end.
#[tokio::test]
async fn a_kiosk_that_never_has_a_line_lives_so_for_years() {
    let mut bench = Bench::new();
    let (kiosk, stick) = (enrolled(&bench, "village-1").await, directory());
    let store = bench.outbox_dir.path().join("outbox.sqlite");
    let mut sizes = Vec::new();
    for month in 0..48_u64 {
        bench.jump(SignedDuration::from_hours(30 * 24));
        for at in 0..3 {
            hand_in(&mut bench, &format!("application {month} {at}"), &[7; 20_000]);
        }
        assert_eq!(carry_as(&kiosk, &bench, stick.path()).written, 3);
        let town =
            carry::deliver(&bench.http(), &kiosk.ca_pem, stick.path(), bench.now()).await.expect("the stick works");
        assert_eq!((town.delivered, town.fault), (3, None), "month {month}");
        assert_eq!(carry_as(&kiosk, &bench, stick.path()).receipted, 3);
        assert_eq!(fs::read_dir(stick.path()).expect("the stick").count(), 0, "the stick is cleared");
        bench.outbox.tidy().expect("tidied");
        sizes.push(fs::metadata(&store).expect("the store").len());
    }
    assert_eq!(bench.counts(), Counts { waiting: 0, delivered: 144, quarantined: 0 });
    assert_eq!(bench.received().len(), 144, "once each");
    let (first, last) = (sizes[0], sizes[sizes.len() - 1]);
    assert!(last < first + 144 * 4_096, "only rows without their bytes are added: {first} and then {last}");
}
