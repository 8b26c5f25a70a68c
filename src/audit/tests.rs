//! The trail is changed, cut and made anew in every way; each is found, and said where.

use super::*;
use crate::platform::contract::{SealedHead, TrailHead};
use base64::Engine as _;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use jiff::{SignedDuration, Timestamp};
use std::path::Path;

const AT: &str = "2026-11-21T10:00:00+08:00";
const KIOSK: &str = "site-001";

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn public() -> VerifyingKey {
    key().verifying_key()
}

/// A seal as a platform gives it.
fn seal(head: &TrailHead, at: &str) -> SealedHead {
    let TrailHead { kiosk, row, chain } = head;
    let text = format!(r#"{{"version":1,"kiosk":"{kiosk}","row":{row},"chain":"{chain}","received_at":"{at}"}}"#);
    let signature = base64::engine::general_purpose::STANDARD.encode(key().sign(text.as_bytes()).to_bytes());
    let body = serde_json::json!({ "seal": text, "signature": signature }).to_string();
    SealedHead::verify(&body, &public()).expect("sealed")
}

fn event(number: usize) -> Event {
    Event::HandedIn { matter: "newborn".into(), number: number.to_string() }
}

fn sealed_now(audit: &mut Audit, at: &str) -> SealedHead {
    let (row, chain) = audit.head().expect("read").expect("a row");
    let sealed = seal(&TrailHead { kiosk: KIOSK.into(), row, chain }, at);
    audit.keep_seal(&sealed, AT).expect("kept");
    sealed
}

/// Eight rows; the platform has sealed the fifth and the last.
fn trail(folder: &Path) -> (Audit, Vec<SealedHead>) {
    let mut audit = Audit::open(folder).expect("a trail");
    let mut seals = Vec::new();
    for number in 1..=8 {
        audit.record(AT, &event(number)).expect("a row");
        if number == 5 || number == 8 {
            seals.push(sealed_now(&mut audit, "2026-11-21T02:00:00Z"));
        }
    }
    (audit, seals)
}

fn file(audit: &Audit) -> Vec<u8> {
    let mut file = Vec::new();
    export(audit, KIOSK, &mut file).expect("exported");
    file
}

/// What the platform has, as `yici audit verify --platform` reads it.
fn known(seals: &[SealedHead]) -> String {
    seals.iter().map(|seal| format!("{}\n", seal.body())).collect()
}

fn proof(file: &[u8], seals: &[SealedHead]) -> Result<Proof, Broken> {
    prove(&mut &file[..], &known(seals), &public()).expect("memory does not fail")
}

#[test]
fn an_untouched_trail_is_proved_up_to_the_newest_seal() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut audit, seals) = trail(folder.path());
    audit.record(AT, &event(9)).expect("a row");
    let whole = Proof { kiosk: KIOSK.into(), first: 1, last: 9, sealed: Some(8), begins_unproved: false };
    assert_eq!(proof(&file(&audit), &seals), Ok(whole));
    assert_eq!(audit.verify().expect("whole"), 9);
}

#[test]
fn every_changed_byte_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let (audit, seals) = trail(folder.path());
    let file = file(&audit);
    for place in 0..file.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut changed = file.clone();
            changed[place] ^= flip;
            assert!(proof(&changed, &seals).is_err(), "byte {place} of {} ^ {flip:#x}", file.len());
        }
    }
}

#[test]
fn every_cut_is_found_wherever_it_is_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let (audit, seals) = trail(folder.path());
    let file = file(&audit);
    for end in 0..file.len() {
        assert!(proof(&file[..end], &seals).is_err(), "cut after {end} bytes of {}", file.len());
    }
}

#[test]
fn every_row_removed_swapped_or_doubled_is_found_and_said_where() {
    let folder = tempfile::tempdir().expect("a folder");
    let (audit, seals) = trail(folder.path());
    let file = String::from_utf8(file(&audit)).expect("text");
    let lines: Vec<&str> = file.lines().collect();
    let put = |lines: &[&str]| proof((lines.join("\n") + "\n").as_bytes(), &seals);
    for row in 1..=8 {
        let mut without = lines.clone();
        without.remove(row);
        let broken = put(&without).expect_err("a row is gone");
        let at = u64::try_from(row).expect("small");
        // The last one leaves no gap: there the platform's own copy tells.
        let expected = matches!(&broken, Broken::Row(row) if *row == at)
            || row == 8 && matches!(&broken, Broken::Cut { last: 7, sealed: 8, .. });
        assert!(expected, "{row}: {broken}");
        for other in row + 1..=8 {
            let mut swapped = lines.clone();
            swapped.swap(row, other);
            assert_eq!(put(&swapped), Err(Broken::Row(at)), "{row} and {other}");
        }
        let mut doubled = lines.clone();
        doubled.insert(row, lines[row]);
        assert_eq!(put(&doubled), Err(Broken::Row(at + 1)));
    }
}

#[test]
fn a_trail_cut_off_with_its_seals_or_made_anew_is_told_by_what_the_platform_has() {
    let folder = tempfile::tempdir().expect("a folder");
    let (audit, seals) = trail(folder.path());
    // Whoever has the disk cuts rows and seals off as if they had never been.
    audit.database.execute("DELETE FROM trail WHERE row > 6", []).expect("cut");
    audit.database.execute("DELETE FROM head WHERE row > 6", []).expect("cut");
    assert!(audit.verify().is_ok(), "the kiosk itself cannot tell");
    let cut = proof(&file(&audit), &seals).expect_err("told");
    assert!(matches!(cut, Broken::Cut { last: 6, sealed: 8, .. }), "{cut}");

    // Or makes all of it anew, with other events and a whole chain.
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut anew = Audit::open(elsewhere.path()).expect("a trail");
    for number in 11..=18 {
        anew.record(AT, &event(number)).expect("a row");
    }
    assert!(anew.verify().is_ok());
    let remade = proof(&file(&anew), &seals).expect_err("told");
    assert!(matches!(remade, Broken::Remade { row: 5, .. }), "{remade}");
}

#[test]
fn what_is_changed_in_the_database_is_found_by_the_kiosk_itself() {
    for (change, row) in [
        ("UPDATE trail SET event = replace(event, '2', '9') WHERE row = 2", 2),
        ("UPDATE trail SET at = '2026-11-21T10:00:01+08:00' WHERE row = 3", 3),
        ("UPDATE trail SET chain = zeroblob(32) WHERE row = 4", 4),
        ("DELETE FROM trail WHERE row = 1", 1),
        ("DELETE FROM trail WHERE row = 5", 5),
        ("UPDATE trail SET row = row + 100 WHERE row = 8", 8),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let (audit, _) = trail(folder.path());
        audit.database.execute(change, []).expect("altered");
        let broken = audit.verify().expect_err("found");
        assert!(matches!(broken, AuditError::Broken(Broken::Row(at)) if at == row), "{change}: {broken}");
    }
}

#[test]
fn six_months_by_the_platforms_clock_are_kept_and_what_is_left_still_proves() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut audit = Audit::open(folder.path()).expect("a trail");
    let begin: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a time");
    let mut seals = Vec::new();
    // A row and a seal a day, for nine months; the kiosk's own clock is stuck in 1970.
    for day in 0..270_i64 {
        audit.record("1970-01-01T08:00:00+08:00", &event(0)).expect("a row");
        let now = begin.saturating_add(SignedDuration::from_hours(24 * day)).expect("no calendar unit");
        seals.push(sealed_now(&mut audit, &now.to_string()));
    }
    let proved = proof(&file(&audit), &[]).expect("proved");
    let anchor = audit.anchor().expect("read").expect("rows were removed");
    assert!(anchor.seal.is_some() && !proved.begins_unproved && proved.first == anchor.row + 1);
    // Sealed on day 184 less than its row: what is younger than 184 days is all there.
    let first_kept = seals.iter().find(|seal| seal.head().row >= proved.first).expect("a seal");
    let newest = seals.last().expect("a seal").received_at();
    let age = newest.duration_since(first_kept.received_at());
    assert!(age < SignedDuration::from_hours(24 * 184) && age >= SignedDuration::from_hours(24 * 183), "{age:?}");
    let heads: i64 = audit.database.query_row("SELECT count(*) FROM head", [], |row| row.get(0)).expect("counted");
    assert!(heads < 190, "{heads} seals are kept");

    // The anchor is under seal: another one is found.
    for change in [
        "UPDATE anchor SET row = row - 1",
        "UPDATE anchor SET chain = zeroblob(32)",
        "UPDATE anchor SET seal = replace(seal, 'a', 'b')",
    ] {
        let copy = tempfile::tempdir().expect("a folder");
        let file_name = copy.path().join("audit.sqlite");
        audit.database.execute("VACUUM INTO ?1", [file_name.to_str().expect("text")]).expect("copied");
        let altered = Audit::open(copy.path()).expect("a trail");
        altered.database.execute(change, []).expect("altered");
        let broken = proof(&file(&altered), &[]).expect_err("found");
        assert!(matches!(broken, Broken::Beginning(_)), "{change}: {broken}");
    }
}

#[test]
fn past_the_bound_the_oldest_rows_go_and_that_is_written_down() {
    let folder = tempfile::tempdir().expect("a folder");
    let limits = Limits { rows: 100, kept: SignedDuration::from_hours(24) };
    let mut audit = Audit::open_with(folder.path(), limits).expect("a trail");
    for number in 1..=1_000 {
        audit.record(AT, &event(number)).expect("a row");
    }
    let rows = audit.verify().expect("whole");
    assert!(rows <= 101, "{rows} rows");
    let text = String::from_utf8(file(&audit)).expect("text");
    assert!(text.contains(r#"\"event\":\"trail-pruned\""#) && text.contains(r#"\"sealed\":false"#));
    let proved = proof(text.as_bytes(), &[]).expect("whole");
    assert!(proved.begins_unproved, "a kiosk that never had a line says so");
    // A later seal stands for the anchor too.
    sealed_now(&mut audit, "2026-11-21T02:00:00Z");
    assert!(!proof(&file(&audit), &[]).expect("whole").begins_unproved);
}

#[test]
fn the_trail_goes_on_after_a_restart_and_from_both_processes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut screen, _) = trail(folder.path());
    let mut courier = Audit::open(folder.path()).expect("a trail");
    for number in 0..10 {
        screen.record(AT, &event(number)).expect("a row");
        courier.record(AT, &Event::Line { state: LineState::Down, why: "slow".into() }).expect("a row");
    }
    drop((screen, courier));
    assert_eq!(Audit::open(folder.path()).expect("again").verify().expect("whole"), 28);
}

#[test]
fn another_kiosks_trail_and_another_platforms_seal_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let (audit, seals) = trail(folder.path());
    let mut other = Vec::new();
    export(&audit, "site-002", &mut other).expect("exported");
    assert_eq!(proof(&other, &seals), Err(Broken::Seal(1)));
    let foreign = SigningKey::from_bytes(&[8; 32]).verifying_key();
    let found = prove(&mut &file(&audit)[..], "", &foreign).expect("memory does not fail");
    assert_eq!(found, Err(Broken::Seal(1)));
}

#[test]
fn the_page_of_events_is_the_list() {
    let page = document();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/audit-events.md");
    if std::env::var_os("YICI_WRITE_DOCS").is_some() {
        std::fs::write(&file, &page).expect("written");
    }
    let written = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(written, page, "`yici audit events > docs/audit-events.md` writes it anew");
    assert_eq!(page.matches("\n## `").count(), Event::samples().len(), "each event has a sample");
    assert_eq!(page.matches("```json").count(), Event::samples().len(), "and each sample its event");
}

#[test]
fn a_long_text_is_cut_and_steers_no_terminal() {
    let finding = format!("\u{1b}[2J{}", "长".repeat(1_000));
    let stored = Event::CatalogRefused { finding }.stored();
    assert!(stored.len() < 1_024 && !stored.contains('\u{1b}') && !stored.contains("\\u001b"), "{}", stored.len());
}

#[test]
fn what_this_version_does_not_know_is_passed_and_holds_nobody_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let (audit, _) = trail(folder.path());
    let newer = "UPDATE trail SET event = '{\"from-the-future\":{}}' WHERE row <= 7";
    audit.database.execute(newer, []).expect("altered");
    let seen = audit.since(2).expect("read");
    let rows: Vec<_> = seen.iter().map(|(row, event)| (*row, event.is_some())).collect();
    assert_eq!(rows, [(3, false), (4, false), (5, false), (6, false), (7, false), (8, true)]);
}
