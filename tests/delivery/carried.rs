use super::bench::{Bench, adapter, connection, directory, platform, submission};
use ed25519_dalek::VerifyingKey;
use std::fs;
use std::path::Path;
use yici::carry::{self, Carried, CarriedFile, Delivered, NotCarried, Seals, Source};
use yici::outbox::{Counts, Outbox, SubmissionId};
use yici::platform::{KioskKey, Platform, http};
use yici_platform::Behaviour;

fn key(bench: &Bench) -> (KioskKey, VerifyingKey) {
    let connection = connection(bench.platform());
    (KioskKey::new(&connection).expect("a key"), http::receipt_key(&connection.receipt_key).expect("a key"))
}

fn carry(bench: &Bench, stick: &Path) -> Carried {
    carry_from(&mut Source::Whole(Outbox::open(bench.outbox_dir.path()).expect("opens")), bench, stick)
}

fn carry_from(source: &mut Source, bench: &Bench, stick: &Path) -> Carried {
    let (key, receipts) = key(bench);
    let ca_pem = connection(bench.platform()).ca_pem;
    let seals = Seals { key: &key, ca_pem: &ca_pem, receipts: &receipts };
    carry::carry(source, &seals, stick, bench.now()).expect("carried")
}

async fn deliver(bench: &Bench, stick: &Path) -> Delivered {
    let ca = connection(bench.platform()).ca_pem;
    carry::deliver(&bench.http(), &ca, stick, bench.now()).await.expect("the stick works")
}

fn hand_in(bench: &mut Bench, text: &str, papers: &[&[u8]]) -> SubmissionId {
    let one = submission(text, papers);
    bench.outbox.commit(&one, &bench.seal(), bench.now()).expect("committed");
    one.id
}

#[tokio::test]
async fn a_kiosk_without_a_line_delivers_by_stick_and_gets_its_receipts_back() {
    let mut bench = Bench::new();
    let stick = directory();
    let large = vec![7; 1_500_000];
    for at in 0..3 {
        hand_in(&mut bench, &format!("application {at}"), &[b"a paper", &large]);
    }
    let carried = carry(&bench, stick.path());
    assert_eq!((carried.written, carried.receipted), (3, 0));
    assert_eq!(carry(&bench, stick.path()).already, 3, "again changes nothing");
    assert_eq!(bench.counts().waiting, 3, "carrying erases nothing");

    let delivered = deliver(&bench, stick.path()).await;
    assert_eq!((delivered.delivered, delivered.fault), (3, None));
    assert_eq!(deliver(&bench, stick.path()).await.already, 3);
    assert!(bench.received().iter().all(|one| one.attachments[1] == large && one.puts == 1));

    assert_eq!(carry(&bench, stick.path()).receipted, 3);
    assert_eq!(bench.counts(), Counts { waiting: 0, delivered: 3, quarantined: 0 });
    assert_eq!(fs::read_dir(stick.path()).expect("the stick").count(), 0, "the stick is cleared");
}

#[tokio::test]
async fn stick_and_line_may_race_and_nothing_doubles() {
    let mut bench = Bench::new();
    let stick = directory();
    for at in 0..4 {
        hand_in(&mut bench, &format!("application {at}"), &[b"a paper"]);
    }
    carry(&bench, stick.path());
    // The line comes back before the stick is in town.
    assert_eq!(bench.round().await.delivered, 4);
    assert_eq!(deliver(&bench, stick.path()).await.delivered, 4, "the platform gives the same receipts again");
    let received = bench.received();
    assert_eq!(received.len(), 4, "once each");
    let carried = carry(&bench, stick.path());
    assert_eq!((carried.receipted, carried.written, carried.doubtful), (4, 0, 0));
    assert_eq!(bench.counts().delivered, 4);
}

#[tokio::test]
async fn a_stick_that_was_pulled_out_costs_one_file_and_is_gone_on_with() {
    let mut bench = Bench::new();
    let stick = directory();
    hand_in(&mut bench, "the first", &[]);
    carry(&bench, stick.path());
    let second = hand_in(&mut bench, "the second", &[&[7; 20_000]]);
    // As the stick is left when it is pulled out in the middle of the second file.
    fs::write(stick.path().join(format!("{second}.part")), b"YICI-CARRIED 1\n{").expect("written");
    assert_eq!(deliver(&bench, stick.path()).await.delivered, 1, "what has its name is whole");
    let carried = carry(&bench, stick.path());
    assert_eq!((carried.receipted, carried.written), (1, 1));

    // The line at the other machine breaks in the middle.
    bench.behave(Behaviour::CutLine { up: 9_000, down: u64::MAX });
    assert!(deliver(&bench, stick.path()).await.fault.is_some());
    bench.behave(Behaviour::Normal);
    assert_eq!(deliver(&bench, stick.path()).await.delivered, 1);
    assert_eq!(carry(&bench, stick.path()).receipted, 1);
    assert_eq!(bench.received().len(), 2);
}

#[tokio::test]
async fn a_forged_receipt_on_the_stick_erases_nothing() {
    let mut bench = Bench::new();
    let stick = directory();
    let id = hand_in(&mut bench, "an application", &[]);
    let elsewhere = directory();
    let other = platform(elsewhere.path());
    let other = adapter(&other);
    let due = bench.outbox.next_due(bench.now()).expect("asked").expect("due");
    // Another platform cannot open it; but it signs refusals no more than receipts of ours.
    assert!(other.put_submission(id, due.digest, due.envelope).await.is_err());
    fs::write(stick.path().join(format!("{id}.receipt")), br#"{"receipt":"{}","signature":""}"#).expect("written");
    let carried = carry(&bench, stick.path());
    assert_eq!((carried.receipted, carried.doubtful, carried.written), (0, 1, 1));
    assert_eq!(bench.counts().waiting, 1);
}

/// The stick's receipt comes while the line is in the middle of the same submission.
#[tokio::test]
async fn a_receipt_from_the_stick_in_the_middle_of_sending_ends_nothing() {
    let mut bench = Bench::new();
    let stick = directory();
    let large = vec![7; 3_000_000];
    hand_in(&mut bench, "an application", &[&large]);
    hand_in(&mut bench, "the next", &[]);
    carry(&bench, stick.path());
    assert_eq!(deliver(&bench, stick.path()).await.delivered, 2);
    // The platform forgets, so that the line has something to do, and is slow at it.
    bench.platform().forget_submissions().expect("forgotten");
    bench.behave(Behaviour::Trickle(1_500_000));
    let dir = bench.outbox_dir.path().to_owned();
    let (key, receipts) = key(&bench);
    let ca_pem = connection(bench.platform()).ca_pem;
    let now = bench.now();
    let place = stick.path().to_owned();
    let racing = std::thread::spawn(move || {
        // Once the first pieces are on their way.
        let begun = std::time::Instant::now();
        let mut source = Source::Whole(Outbox::open(&dir).expect("opens"));
        while begun.elapsed() < std::time::Duration::from_millis(700) {
            std::thread::park_timeout(std::time::Duration::from_millis(50));
        }
        let seals = Seals { key: &key, ca_pem: &ca_pem, receipts: &receipts };
        carry::carry(&mut source, &seals, &place, now).expect("carried")
    });
    let round = bench.round().await;
    assert_eq!((round.fault, round.quarantined), (None, 0), "the outbox works, and nobody is at fault");
    assert_eq!(racing.join().expect("no panic").receipted, 2);
    assert_eq!(bench.counts(), Counts { waiting: 0, delivered: 2, quarantined: 0 });
}

#[tokio::test]
async fn what_a_stick_has_spoilt_is_carried_anew_and_its_receipt_fetched_again() {
    let mut bench = Bench::new();
    let stick = directory();
    let id = hand_in(&mut bench, "an application", &[&[7; 20_000]]);
    carry(&bench, stick.path());
    let [carried, receipt] = ["carried", "receipt"].map(|ending| stick.path().join(format!("{id}.{ending}")));
    let spoil = |path: &Path| {
        let mut bytes = fs::read(path).expect("the file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).expect("written");
    };
    spoil(&carried);
    assert_eq!(deliver(&bench, stick.path()).await.doubtful.len(), 1);
    let again = carry(&bench, stick.path());
    assert_eq!((again.written, again.already), (1, 0), "anew");
    assert_eq!(deliver(&bench, stick.path()).await.delivered, 1);
    spoil(&receipt);
    let again = carry(&bench, stick.path());
    assert_eq!((again.receipted, again.doubtful, again.already), (0, 1, 1));
    assert_eq!(deliver(&bench, stick.path()).await.delivered, 1, "the same receipt, once more");
    assert_eq!(carry(&bench, stick.path()).receipted, 1);
    assert_eq!(bench.received().len(), 1);
}

#[tokio::test]
async fn a_damaged_row_keeps_no_other_from_being_carried() {
    let mut bench = Bench::new();
    let stick = directory();
    for at in 0..3 {
        hand_in(&mut bench, &format!("application {at}"), &[]);
    }
    let disk = rusqlite::Connection::open(bench.outbox_dir.path().join("outbox.sqlite")).expect("the file");
    disk.execute("UPDATE submission SET digest = 'no digest' WHERE sequence = 1", []).expect("damage");
    let carried = carry(&bench, stick.path());
    assert_eq!((carried.written, carried.damaged), (2, 1));
}

#[tokio::test]
async fn what_is_whole_in_a_damaged_store_is_carried_and_the_store_is_left_as_it_is() {
    let mut bench = Bench::new();
    for at in 0..6 {
        hand_in(&mut bench, &format!("application {at}"), &[&[7; 30_000]]);
    }
    bench.outbox.tidy().expect("tidied");
    let path = bench.outbox_dir.path().join("outbox.sqlite");
    let mut file = fs::read(&path).expect("the store");
    // Three pages in the middle, where sealed bytes lie, and a tree that no longer hangs together.
    let middle = file.len() / 2 / 4096 * 4096;
    file[middle..middle + 3 * 4096].fill(0x55);
    let damaged = directory();
    fs::write(damaged.path().join("outbox.sqlite"), &file).expect("the damaged store");

    let stick = directory();
    let mut source = Source::Damaged(Outbox::open_damaged(damaged.path()).expect("opens for reading"));
    let carried = carry_from(&mut source, &bench, stick.path());
    assert_eq!(carried.written + carried.damaged, 6, "{carried:?}");
    assert!(carried.written >= 4 && carried.damaged >= 1, "{carried:?}");
    assert_eq!(deliver(&bench, stick.path()).await.delivered, carried.written);
    assert!(fs::read(damaged.path().join("outbox.sqlite")).expect("the store") == file);
}

/// A file as it lies on a stick, and the CA that its kiosk's certificate leads to.
fn carried_file() -> (Vec<u8>, String, Bench) {
    let mut bench = Bench::new();
    let stick = directory();
    let id = hand_in(&mut bench, "an application", &[b"a paper", &[7; 900]]);
    carry(&bench, stick.path());
    let bytes = fs::read(stick.path().join(format!("{id}.carried"))).expect("the file");
    let ca = connection(bench.platform()).ca_pem;
    (bytes, ca, bench)
}

fn open(bytes: &[u8], ca: &str, bench: &Bench) -> Result<CarriedFile, NotCarried> {
    let dir = directory();
    let path = dir.path().join("one.carried");
    fs::write(&path, bytes).expect("written");
    CarriedFile::open(&path, ca, bench.now())
}

/// Not a byte of it can be other than the kiosk wrote it; a reader that is fed anything neither panics nor believes it.
#[test]
fn a_carried_file_that_was_changed_anywhere_is_refused() {
    let (bytes, ca, bench) = carried_file();
    assert!(open(&bytes, &ca, &bench).is_ok());
    let mut chance: u64 = 20_261_122;
    let mut below = |bound: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).expect("64 bits") % bound
    };
    for round in 0..1_500 {
        let mut changed = bytes.clone();
        match round % 5 {
            0 => changed[below(bytes.len())] ^= 1 << below(8),
            1 => changed.truncate(below(bytes.len())),
            2 => {
                let at = below(bytes.len());
                changed.drain(at..(at + 1 + below(40)).min(bytes.len()));
            }
            3 => {
                let at = below(bytes.len());
                changed.splice(at..at, [0x7b; 9]);
            }
            _ => changed[..20 + below(400)].reverse(),
        }
        if changed != bytes {
            assert!(open(&changed, &ca, &bench).is_err(), "round {round}");
        }
    }
}

/// The last line is under no signature: what JSON would read the same is refused all the same.
#[test]
fn a_carried_file_whose_last_line_is_written_in_another_way_is_refused() {
    let (bytes, ca, bench) = carried_file();
    let begins = br#"{"certificates""#;
    let last = bytes.windows(begins.len()).rposition(|window| window == begins).expect("the last line");
    let spaced = |at: usize, what: &[u8]| [&bytes[..at], what, &bytes[at..]].concat();
    assert!(open(&bytes, &ca, &bench).is_ok());
    for other in [
        spaced(last + 1, b" "),
        spaced(bytes.len() - 1, b"\t"),
        spaced(bytes.len(), b"\n"),
        // More than is read of the last line at all.
        spaced(bytes.len(), &[b' '; 20_000]),
        [&bytes[..last], String::from_utf8_lossy(&bytes[last..]).replacen("scheme", "\\u0073cheme", 1).as_bytes()]
            .concat(),
    ] {
        assert!(matches!(open(&other, &ca, &bench), Err(NotCarried::Form)));
    }
}

#[test]
fn a_carried_file_of_another_platforms_kiosk_is_refused() {
    let (bytes, _, bench) = carried_file();
    let (_, other_ca, _other) = carried_file();
    assert!(matches!(open(&bytes, &other_ca, &bench), Err(NotCarried::NotSigned(_))));
}

/// Kiosks write this from 0.2 on. If it fails, undo your change.
#[test]
fn carried_v1_is_frozen() {
    let (bytes, _, bench) = carried_file();
    let due = bench.outbox.next_due(bench.now()).expect("asked").expect("due");
    let parts = bench.outbox.attachments_of(due.id).expect("asked");
    let parts: Vec<String> =
        parts.iter().map(|(digest, length)| format!(r#"{{"sha256":"{digest}","length":{length}}}"#)).collect();
    let head = format!(
        "YICI-CARRIED 1\n{{\"version\":1,\"id\":\"{}\",\"sha256\":\"{}\",\"envelope\":{},\"attachments\":[{}]}}\n",
        due.id,
        due.digest,
        due.envelope.len(),
        parts.join(",")
    );
    assert!(bytes.starts_with(&[head.as_bytes(), &due.envelope].concat()));
    let end = br#"{"certificates":[""#;
    assert!(bytes.windows(end.len()).any(|window| window == end));
}
