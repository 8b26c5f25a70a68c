//! On a real SQLite file.

use super::*;
use jiff::{SignedDuration, Timestamp};
use std::path::Path;
use tempfile::TempDir;
use yici_hardware::card_reader::simulator::sample_card;
use yici_hardware::{IdCard, Personal};

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn time(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn noon() -> Timestamp {
    time("2026-11-26T04:00:00Z")
}

fn open(dir: &Path, now: Timestamp) -> Drafts {
    Drafts::open(dir, &dir.join("elsewhere/secret"), DAY, now).expect("drafts")
}

/// Drafts, and the key of the sample card.
fn bench() -> (TempDir, Drafts, CardKey) {
    let dir = tempfile::tempdir().expect("a folder");
    let drafts = open(dir.path(), noon());
    let key = drafts.key(&Bearer::of(&sample_card()));
    (dir, drafts, key)
}

fn words(text: &str) -> Personal<Vec<u8>> {
    Personal::new(text.as_bytes().to_vec())
}

fn found(drafts: &mut Drafts, key: &CardKey, matter: &str, version: &str, now: Timestamp) -> Option<String> {
    let found = drafts.find(key, matter, version, now).expect("looked");
    found.map(|found| String::from_utf8_lossy(found.content.reveal()).trim_end().to_owned())
}

fn files(dir: &Path) -> Vec<u8> {
    let files = ["drafts.sqlite", "drafts.sqlite-wal"].map(|name| std::fs::read(dir.join(name)).unwrap_or_default());
    files.concat()
}

fn stands_in(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[test]
fn the_same_card_finds_its_draft_after_a_restart_in_the_same_matter_and_version() {
    let (dir, mut drafts, key) = bench();
    drafts.keep(None, &key, "newborn", "1", &words("{\"a\":1}"), noon()).expect("kept");
    drop((drafts, key));
    let mut drafts = open(dir.path(), noon());
    let key = drafts.key(&Bearer::of(&sample_card()));
    assert_eq!(found(&mut drafts, &key, "newborn", "1", noon()).as_deref(), Some("{\"a\":1}"));
    assert_eq!(found(&mut drafts, &key, "newborn", "2", noon()), None, "another version");
    assert_eq!(found(&mut drafts, &key, "hiring", "1", noon()), None, "another matter");
}

/// Each of these is somebody else, or somebody who knows the number and has not the card.
#[test]
fn another_card_finds_nothing_be_it_of_the_same_number() {
    let (_dir, mut drafts, key) = bench();
    drafts.keep(None, &key, "newborn", "1", &words("{}"), noon()).expect("kept");
    let somebody = IdCard { number: "110105194912310021".into(), ..sample_card() };
    let forged = IdCard { photo: Personal::new(vec![0; 1024]), ..sample_card() };
    let without_portrait = IdCard { photo: Personal::new(Vec::new()), ..sample_card() };
    for card in [somebody, forged, without_portrait] {
        let other = drafts.key(&Bearer::of(&card));
        assert_eq!(found(&mut drafts, &other, "newborn", "1", noon()), None);
    }
    assert!(found(&mut drafts, &key, "newborn", "1", noon()).is_some());
}

/// A thief who copied the drafts, and laid the card on a kiosk of his own.
#[test]
fn the_card_without_this_kiosks_secret_opens_nothing() {
    let (dir, mut drafts, key) = bench();
    drafts.keep(None, &key, "newborn", "1", &words("{}"), noon()).expect("kept");
    drop(drafts);
    std::fs::remove_file(dir.path().join("elsewhere/secret")).expect("it lies elsewhere");
    let mut drafts = open(dir.path(), noon());
    let key = drafts.key(&Bearer::of(&sample_card()));
    assert_eq!(found(&mut drafts, &key, "newborn", "1", noon()), None);
}

#[test]
fn nothing_on_the_disk_says_whose_a_draft_is_or_how_long() {
    let (dir, mut drafts, key) = bench();
    drafts.keep(None, &key, "newborn", "1", &words("{\"mobile\":\"13912345678\"}"), noon()).expect("kept");
    let bytes = files(dir.path());
    let card = sample_card();
    for word in [card.number.reveal(), card.name.reveal(), "13912345678", "newborn"] {
        assert!(!stands_in(&bytes, word.as_bytes()));
    }
    assert!(!stands_in(&bytes, &card.photo.reveal()[..32]));
    let db = rusqlite::Connection::open(dir.path().join("drafts.sqlite")).expect("the file");
    let length: usize = db.query_row("SELECT length(sealed) FROM draft", [], |row| row.get(0)).expect("a draft");
    assert_eq!(length, 4096 + 16, "a multiple of 4 KiB and the cipher's tag");
    let mode = |name: &str| {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(dir.path().join(name)).expect("the file").permissions().mode() & 0o777
    };
    assert_eq!((mode("drafts.sqlite"), mode("elsewhere/secret")), (0o600, 0o600), "the courier reads neither");
}

#[test]
fn a_draft_that_is_erased_or_written_over_is_gone_from_every_file() {
    let (dir, mut drafts, key) = bench();
    let sealed = || -> Vec<u8> {
        let db = rusqlite::Connection::open(dir.path().join("drafts.sqlite")).expect("the file");
        db.query_row("SELECT sealed FROM draft", [], |row| row.get(0)).expect("a draft")
    };
    let place = drafts.keep(None, &key, "newborn", "1", &words("{\"a\":1}"), noon()).expect("kept");
    let first = sealed();
    assert_eq!(drafts.keep(Some(place), &key, "newborn", "1", &words("{\"a\":2}"), noon()).expect("kept"), place);
    let second = sealed();
    assert!(first != second && stands_in(&files(dir.path()), &second[..64]), "this test sees what is there");
    drafts.erase(place).expect("erased");
    for gone in [first, second] {
        for part in gone.chunks(64) {
            assert!(!stands_in(&files(dir.path()), part));
        }
    }
    assert_eq!(found(&mut drafts, &key, "newborn", "1", noon()), None);
}

#[test]
fn a_wipe_forgets_every_draft_and_the_secret_while_the_screen_still_has_them_open() {
    let (dir, mut drafts, key) = bench();
    drafts.keep(None, &key, "newborn", "1", &words("{\"a\":1}"), noon()).expect("kept");
    let secret = dir.path().join("elsewhere/secret");
    // The same bytes under another name: what was overwritten and not only given up is seen through it.
    let names = [(secret.clone(), "secret"), (dir.path().join("drafts.sqlite"), "file")].map(|(file, name)| {
        let other = dir.path().join(name);
        std::fs::hard_link(file, &other).expect("another name");
        other
    });
    wipe(dir.path(), &secret).expect("wiped");
    for name in &names {
        assert!(std::fs::read(name).expect("the bytes").iter().all(|byte| *byte == 0), "{}", name.display());
    }
    assert!(!secret.exists() && !dir.path().join("drafts.sqlite").exists() && files(dir.path()).is_empty());
    wipe(dir.path(), &secret).expect("what is not there is no error");
    drop(drafts);
    let mut drafts = open(dir.path(), noon());
    assert_eq!(found(&mut drafts, &key, "newborn", "1", noon()), None);
}

#[test]
fn a_draft_is_erased_when_its_time_is_over_and_when_it_is_from_the_future() {
    for (now, is_there) in [
        ("2026-11-27T03:59:00Z", true),
        ("2026-11-27T04:01:00Z", false),
        ("2026-11-26T03:30:00Z", true),
        ("1970-01-01T00:00:00Z", false),
        ("2099-01-01T00:00:00Z", false),
    ] {
        let (dir, mut drafts, key) = bench();
        drafts.keep(None, &key, "newborn", "1", &words("{}"), noon()).expect("kept");
        drop(drafts);
        let mut drafts = open(dir.path(), time(now));
        assert_eq!(found(&mut drafts, &key, "newborn", "1", time(now)).is_some(), is_there, "{now}");
        let db = rusqlite::Connection::open(dir.path().join("drafts.sqlite")).expect("the file");
        let count: usize = db.query_row("SELECT count(*) FROM draft", [], |row| row.get(0)).expect("counted");
        assert_eq!(count, usize::from(is_there), "{now}: not only hidden");
    }
}

#[test]
fn of_more_than_sixteen_the_oldest_goes_and_one_that_is_too_large_is_not_kept() {
    let (_dir, mut drafts, key) = bench();
    let later = |minutes| noon().saturating_add(SignedDuration::from_mins(minutes)).expect("minutes");
    for at in 0..17 {
        drafts.keep(None, &key, &format!("matter-{at}"), "1", &words("{}"), later(at)).expect("kept");
    }
    assert_eq!(found(&mut drafts, &key, "matter-0", "1", later(20)), None);
    assert!(found(&mut drafts, &key, "matter-1", "1", later(20)).is_some());
    let large = Personal::new(vec![b' '; 64 * 1024 + 1]);
    assert!(matches!(drafts.keep(None, &key, "m", "1", &large, noon()), Err(DraftsError::TooLarge)));
}

#[test]
fn damaged_drafts_are_made_anew_and_a_bit_that_turned_over_opens_nothing() {
    let (dir, mut drafts, key) = bench();
    drafts.keep(None, &key, "newborn", "1", &words("{}"), noon()).expect("kept");
    let db = rusqlite::Connection::open(dir.path().join("drafts.sqlite")).expect("the file");
    let turn = "UPDATE draft SET sealed = CAST(x'00' || substr(sealed, 2) AS BLOB)";
    assert_eq!(db.execute(turn, []).expect("damage"), 1);
    assert_eq!(found(&mut drafts, &key, "newborn", "1", noon()), None);
    drop((db, drafts));
    std::fs::write(dir.path().join("drafts.sqlite"), vec![0x55; 8192]).expect("damage");
    let mut drafts = open(dir.path(), noon());
    drafts.keep(None, &key, "newborn", "1", &words("{}"), noon()).expect("it works again");
}

/// Kiosks have such bytes on their disks from 0.3 on: the key of this card under a secret of 32 times 7, and what it
/// sealed, both reckoned by another program (Python's scrypt, XChaCha20-Poly1305 written out). If it fails, undo your change.
#[test]
fn a_draft_that_was_sealed_once_is_opened_as_long_as_it_lives() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("secret"), [7; 32]).expect("written");
    let mut drafts = Drafts::open(dir.path(), &dir.path().join("secret"), DAY, noon()).expect("drafts");
    let card = IdCard { photo: Personal::new(vec![3; 1024]), number: "990101194912310023".into(), ..sample_card() };
    let key = drafts.key(&Bearer::of(&card));
    let hex: String = key.0.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "7fa9ee759bdf53418a1c4f61a92e35594d318644ae47153530a2ec5675b3dd41");
    let db = rusqlite::Connection::open(dir.path().join("drafts.sqlite")).expect("the file");
    db.execute(
        "INSERT INTO draft (kept_at, nonce, sealed) VALUES (?1, zeroblob(24), ?2)",
        rusqlite::params![noon().as_millisecond(), SEALED],
    )
    .expect("written");
    assert_eq!(found(&mut drafts, &key, "newborn", "1", noon()).as_deref(), Some("{}"));
}

const SEALED: &[u8] =
    &[0x57, 0x5b, 0x36, 0x57, 0xef, 0xf2, 0xec, 0x8f, 0x32, 0x4b, 0xcc, 0x17, 0x23, 0x07, 0xdf, 0x19, 0xc4, 0x89];
