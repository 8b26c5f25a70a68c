//! A kiosk that never has a line gets its next certificate by stick: the question goes to town, the answer comes back.

use super::bench::{Bench, directory, is_provincial, submission};
use super::enrolment::Kiosk;
use jiff::{SignedDuration, Timestamp};
use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;
use yici::carry::{self, Brought, Carried, Delivered, Seals, Source};
use yici::courier::identity::{enrol, key_name, question};
use yici::outbox::{Counts, Outbox};
use yici::platform::{CarriedRenewal, KioskKey, NotRenewedByStick, Platform, QueueFault, contract::Digest, http};
use yici_platform::Behaviour;

/// A kiosk in a village, its stick, and the town.
struct Village {
    bench: Bench,
    kiosk: Kiosk,
    stick: TempDir,
}

impl Village {
    async fn new() -> Self {
        let mut bench = Bench::new();
        bench.set_clock(&Timestamp::now().to_string());
        let kiosk = enrolled(&bench, "village-1").await;
        Self { bench, kiosk, stick: directory() }
    }

    /// So many days pass, everywhere.
    fn pass_days(&mut self, days: u32) {
        self.bench.platform().pass_days(u64::from(days));
        self.bench.jump(SignedDuration::from_hours(24 * i64::from(days)));
    }

    /// In the village: as `yici outbox carry` does. Its clock stands in 1970.
    fn visit(&self) -> (Brought, Carried) {
        let files = self.kiosk.files();
        let brought = carry::take_certificate(&files, &self.kiosk.ca_pem, self.stick.path()).expect("taken in");
        let connection = self.kiosk.settings.courier().expect("every file is there").connection;
        let key = KioskKey::new(&connection).expect("a key");
        let receipts = http::receipt_key(&connection.receipt_key).expect("a key");
        let seals = Seals { key: &key, ca_pem: &connection.ca_pem, receipts: &receipts };
        let mut source = Source::Whole(Outbox::open(self.bench.outbox_dir.path()).expect("opens"));
        let carried = carry::carry(&mut source, &seals, self.stick.path(), Timestamp::UNIX_EPOCH).expect("carried");
        carry::ask_for_certificate(&files, &key, self.stick.path()).expect("asked");
        (brought, carried)
    }

    async fn town(&self) -> Delivered {
        let (stick, now) = (self.stick.path(), self.bench.now());
        carry::deliver(&self.bench.http(), &self.kiosk.ca_pem, stick, now).await.expect("the stick works")
    }

    /// This kiosk's file on the stick.
    fn on_stick(&self, ending: &str) -> PathBuf {
        let name = key_name(&self.kiosk.files()).expect("a key");
        self.stick.path().join(name).with_extension(ending)
    }

    fn question(&self) -> CarriedRenewal {
        question_of(&self.kiosk)
    }
}

async fn enrolled(bench: &Bench, name: &str) -> Kiosk {
    let kiosk = Kiosk::named(bench, name);
    enrol(&kiosk.settings, &bench.platform().invite(name).expect("a token")).await.expect("enrolled");
    kiosk
}

fn key_of(kiosk: &Kiosk) -> KioskKey {
    KioskKey::new(&kiosk.settings.courier().expect("every file is there").connection).expect("a key")
}

fn question_of(kiosk: &Kiosk) -> CarriedRenewal {
    question(&kiosk.files(), &key_of(kiosk)).expect("a question")
}

fn refused(code: &str) -> NotRenewedByStick {
    NotRenewedByStick::Refused { code: code.to_owned() }
}

/// Where a province's platform is spoken to, these have nothing to say.
macro_rules! reference_only {
    () => {
        if is_provincial() {
            return;
        }
    };
}

/// Somebody comes every five months. The kiosk's clock has stood in 1970 since its battery died, and its program is of today.
#[tokio::test]
async fn a_kiosk_lives_ten_years_by_stick_alone() {
    reference_only!();
    let mut village = Village::new().await;
    let mut renewed = 0;
    for visit in 0..24 {
        let one = submission(&format!("application {visit}"), &[&[7; 20_000]]);
        let (seal, now) = (village.bench.seal(), village.bench.now());
        village.bench.outbox.commit(&one, &seal, now).expect("committed");
        let (brought, carried) = village.visit();
        assert!(brought != Brought::Doubtful && (carried.damaged, carried.doubtful) == (0, 0), "visit {visit}");
        assert_eq!((carried.written, carried.receipted), (1, u64::from(visit > 0)), "visit {visit}");
        renewed += u32::from(brought == Brought::Renewed);
        let town = village.town().await;
        assert_eq!((town.delivered, town.fault), (1, None), "visit {visit}");
        assert!(town.refused.is_empty() && town.doubtful.is_empty() && town.not_renewed.is_empty(), "visit {visit}");
        village.pass_days(150);
    }
    assert_eq!(village.visit().1.receipted, 1);
    assert_eq!(village.bench.counts(), Counts { waiting: 0, delivered: 24, quarantined: 0 });
    assert!(village.bench.received().len() == 24 && village.bench.received().iter().all(|one| one.puts == 1));
    assert!(renewed >= 9, "{renewed} certificates");
    assert_eq!(village.kiosk.http().ping().await, Ok(()), "if a line came now, it would be let in");
    assert_eq!(fs::read_dir(village.stick.path()).expect("the stick").count(), 1, "only the next question");
}

/// The program itself, as a technician runs it.
#[tokio::test]
async fn a_technician_brings_a_certificate_from_town() {
    reference_only!();
    let bench = Bench::new();
    let (village, town, stick) = (enrolled(&bench, "village-1").await, enrolled(&bench, "town-1").await, directory());
    let run = |kiosk: &Kiosk, what: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yici"));
        let settings = kiosk.dir.path().join("kiosk.toml");
        let ended = command.args(["outbox", what]).arg(stick.path()).arg("--settings").arg(settings).output();
        let ended = ended.expect("it runs");
        let said = [ended.stdout, ended.stderr].concat();
        (ended.status.success(), String::from_utf8_lossy(&said).into_owned())
    };
    let first = village.certificate();
    assert!(run(&village, "carry").0);
    let early = run(&town, "deliver");
    assert!(early.0 && !early.1.contains("certificate"), "{}", early.1);
    bench.platform().pass_days(300);
    let delivered = run(&town, "deliver");
    assert!(delivered.0 && delivered.1.contains("1 kiosks get a new"), "{}", delivered.1);
    let back = run(&village, "carry");
    assert!(back.0 && back.1.contains("certificate was renewed"), "{}", back.1);
    assert!(village.certificate() != first);
    bench.platform().pass_days(200);
    assert_eq!(village.http().ping().await, Ok(()), "the first one has ended");
}

/// A flood, a closed road: nobody comes for six years.
#[tokio::test]
async fn a_certificate_that_ended_years_ago_is_renewed_by_stick_and_what_waits_is_signed_anew() {
    reference_only!();
    let mut village = Village::new().await;
    let (seal, now) = (village.bench.seal(), village.bench.now());
    village.bench.outbox.commit(&submission("an application", &[]), &seal, now).expect("committed");
    village.pass_days(6 * 365);
    assert_eq!(village.visit().1.written, 1);
    let http = village.kiosk.http();
    assert_eq!(http.ping().await, Err(QueueFault::Auth(403)));
    assert!(village.kiosk.renew(&http).await.is_err(), "a line would ask for a new enrolment");
    assert_eq!(village.town().await.renewed, 1);
    let (brought, carried) = village.visit();
    // Its receipt came in the same go, or it is written with the new certificate: never left with the old one.
    assert_eq!((brought, carried.already), (Brought::Renewed, 0));
    village.town().await;
    village.visit();
    assert_eq!(village.bench.counts(), Counts { waiting: 0, delivered: 1, quarantined: 0 });
    assert_eq!(village.kiosk.http().ping().await, Ok(()));
    // Ten years after its end nobody knows any more whose it is.
    village.pass_days(11 * 365 + 10);
    village.visit();
    let town = village.town().await;
    assert_eq!((town.renewed, town.not_renewed.len(), &town.not_renewed[0].1), (0, 1, &refused("ended")));
}

#[tokio::test]
async fn what_an_older_certificate_signed_is_written_anew_and_delivered_once() {
    reference_only!();
    let mut village = Village::new().await;
    let (seal, now) = (village.bench.seal(), village.bench.now());
    village.bench.outbox.commit(&submission("an application", &[]), &seal, now).expect("committed");
    village.pass_days(200);
    village.visit();
    // Only the certificate came through: the line in town broke before.
    let answer = village.bench.http().put_renewal(&village.question()).await.expect("asked").expect("given");
    fs::write(village.on_stick("certificate"), answer).expect("written");
    let (brought, carried) = village.visit();
    assert_eq!((brought, carried.written, carried.already), (Brought::Renewed, 1, 0));
    assert_eq!(village.visit().1.already, 1);
    assert_eq!(village.town().await.delivered, 1);
    assert_eq!(village.bench.received().len(), 1);
}

#[tokio::test]
async fn somebody_elses_stick_renews_no_kiosk() {
    reference_only!();
    let mut village = Village::new().await;
    let other = enrolled(&village.bench, "village-2").await;
    village.pass_days(300);
    let platform = village.bench.http();
    let own: serde_json::Value = serde_json::from_slice(village.question().bytes()).expect("JSON");
    let thief = key_of(&other);
    let text = own["question"].as_str().expect("a question").to_owned();
    let foreign: serde_json::Value = serde_json::from_slice(question_of(&other).bytes()).expect("JSON");
    let foreign_text = foreign["question"].as_str().expect("a question").to_owned();
    let digest = |kiosk: &Kiosk| key_of(kiosk).certificate().to_string();
    let signed = |text: &str| serde_json::to_value(thief.sign(text.as_bytes()).expect("signed")).expect("JSON");
    // The victim's question under the thief's signature; the same with the victim's certificate laid beside it; the thief's
    // own question that names the victim's certificate; the victim's signature under other words.
    let mut beside = signed(&text);
    beside["certificates"] = own["signed"]["certificates"].clone();
    let renamed = foreign_text.replace(&digest(&other), &digest(&village.kiosk));
    let mut renamed_beside = signed(&renamed);
    renamed_beside["certificates"] = own["signed"]["certificates"].clone();
    for (question, signed) in [
        (&text, signed(&text)),
        (&text, beside),
        (&renamed, signed(&renamed)),
        (&renamed, renamed_beside),
        (&renamed, own["signed"].clone()),
    ] {
        let forged = serde_json::json!({ "question": question, "signed": signed }).to_string().into_bytes();
        let forged = CarriedRenewal::read(forged).expect("its form");
        let answer = platform.put_renewal(&forged).await.expect("answered");
        assert_eq!(answer, Err(refused("not_signed")));
    }
    // The victim's certificate, rightly named and signed, with a request for the thief's key.
    let request = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON")["request"].clone();
    let asked = text.replace(&request(&text).to_string(), &request(&foreign_text).to_string());
    let key = key_of(&village.kiosk);
    let signed = key.sign(asked.as_bytes()).expect("signed");
    let swapped = serde_json::json!({ "question": asked, "signed": signed }).to_string().into_bytes();
    let answer = platform.put_renewal(&CarriedRenewal::read(swapped).expect("its form")).await.expect("answered");
    assert_eq!(answer, Err(refused("another_key")));
}

#[tokio::test]
async fn a_certificate_that_was_swapped_is_laid_aside_and_asked_for_again() {
    reference_only!();
    let mut village = Village::new().await;
    let other = enrolled(&village.bench, "village-2").await;
    village.pass_days(300);
    village.visit();
    let first = village.kiosk.certificate();
    let theirs = village.bench.http().put_renewal(&question_of(&other)).await.expect("asked").expect("given");
    let elsewhere = enrolled(&Bench::new(), "village-1").await;
    for wrong in [theirs, elsewhere.certificate(), String::from("<html>"), String::new()] {
        fs::write(village.on_stick("certificate"), &wrong).expect("written");
        let brought = village.visit().0;
        // What ends no later than the one that is here changes nothing, whosesoever it is.
        assert!(brought == Brought::Doubtful || wrong == elsewhere.certificate(), "{brought:?}");
        assert_eq!(village.kiosk.certificate(), first);
        assert!(!village.on_stick("certificate").exists() && village.on_stick("renewal").exists());
    }
    assert_eq!(village.town().await.renewed, 1);
    assert_eq!(village.visit().0, Brought::Renewed);
}

#[tokio::test]
async fn the_same_question_gets_the_same_certificate_and_an_old_one_changes_nothing() {
    reference_only!();
    let mut village = Village::new().await;
    village.pass_days(300);
    let (http, asked) = (village.bench.http(), village.question());
    let first = http.put_renewal(&asked).await.expect("asked").expect("given");
    for again in [&asked, &village.question()] {
        assert_eq!(http.put_renewal(again).await.expect("asked").as_ref(), Ok(&first));
    }
    let before = village.kiosk.certificate();
    fs::write(village.on_stick("certificate"), &first).expect("written");
    assert_eq!(village.visit().0, Brought::Renewed);
    // A copy of the stick of then, years later.
    village.pass_days(300);
    village.visit();
    assert_eq!(village.town().await.renewed, 1);
    assert_eq!(village.visit().0, Brought::Renewed);
    let newest = village.kiosk.certificate();
    for old in [before, first] {
        fs::write(village.on_stick("certificate"), old).expect("written");
        assert_eq!(village.visit().0, Brought::Nothing);
        assert_eq!(village.kiosk.certificate(), newest);
    }
}

#[tokio::test]
async fn a_question_that_was_changed_anywhere_is_answered_with_no_certificate() {
    reference_only!();
    let mut village = Village::new().await;
    village.pass_days(300);
    let (http, whole) = (village.bench.http(), village.question());
    let mut chance: u64 = 20_261_126;
    let mut below = |bound: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).expect("64 bits") % bound
    };
    let mut reached = 0;
    for round in 0..400 {
        let mut changed = whole.bytes().to_vec();
        let at = below(changed.len());
        if round % 4 == 0 {
            changed.truncate(at)
        } else {
            changed[at] ^= 1 << below(7)
        }
        let Some(question) = CarriedRenewal::read(changed) else { continue };
        reached += 1;
        let answer = http.put_renewal(&question).await.expect("answered");
        assert!(matches!(answer, Err(NotRenewedByStick::Refused { .. })), "round {round}: {answer:?}");
    }
    assert!(reached > 100, "only {reached} of them came to the platform");
    assert!(http.put_renewal(&whole).await.expect("asked").is_ok(), "and none of them spoilt it");
    village.visit();
    fs::write(village.on_stick("renewal"), &whole.bytes()[..900]).expect("cut short");
    assert_eq!(village.town().await.doubtful.len(), 1);
}

/// What a certificate and those that lead to its CA say, however they are spelled; as far as it can be read.
fn chain(pem: &[u8]) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem).map_while(Result::ok).collect()
}

#[tokio::test]
async fn a_certificate_that_the_stick_spoilt_is_never_kept() {
    reference_only!();
    let mut village = Village::new().await;
    village.pass_days(300);
    let first = village.kiosk.certificate();
    let whole = village.bench.http().put_renewal(&village.question()).await.expect("asked").expect("given");
    let letters: Vec<usize> = (0..whole.len()).filter(|at| whole.as_bytes()[*at].is_ascii_alphanumeric()).collect();
    for (round, at) in letters.iter().step_by(3).enumerate() {
        let mut changed = whole.clone().into_bytes();
        if round % 5 == 0 {
            changed.truncate(*at)
        } else {
            changed[*at] ^= 1 << (round % 7)
        }
        // The last letter of base64 has bits that say nothing.
        if chain(&changed) == chain(whole.as_bytes()) {
            continue;
        }
        fs::write(village.on_stick("certificate"), &changed).expect("written");
        let brought = carry::take_certificate(&village.kiosk.files(), &village.kiosk.ca_pem, village.stick.path());
        assert!(brought.expect("taken in") != Brought::Renewed, "byte {at}");
        assert_eq!(village.kiosk.certificate(), first, "byte {at}");
    }
    fs::write(village.on_stick("certificate"), whole).expect("written");
    assert_eq!(village.visit().0, Brought::Renewed);
}

#[tokio::test]
async fn a_kiosk_that_was_revoked_gets_no_certificate_by_stick() {
    reference_only!();
    let mut village = Village::new().await;
    village.pass_days(300);
    // One certificate was given, and its stick lies in a drawer.
    let given = village.bench.http().put_renewal(&village.question()).await.expect("asked").expect("given");
    village.bench.platform().revoke("village-1").expect("revoked");
    village.visit();
    let town = village.town().await;
    assert_eq!((town.renewed, &town.not_renewed[0].1), (0, &refused("revoked")));
    fs::write(village.on_stick("certificate"), given).expect("written");
    village.visit();
    assert_eq!(village.kiosk.http().ping().await, Err(QueueFault::Auth(403)), "what was given is taken back too");
}

#[tokio::test]
async fn stick_and_line_may_renew_at_the_same_moment_and_give_the_same_certificate() {
    reference_only!();
    let mut village = Village::new().await;
    for round in 0..3 {
        village.pass_days(300);
        village.visit();
        let line = village.kiosk.http();
        let (town, renewed) = tokio::join!(village.town(), village.kiosk.renew(&line));
        assert!(town.renewed == 1 && renewed.expect("asked"), "round {round}");
        let carried = fs::read_to_string(village.on_stick("certificate")).expect("given");
        assert_eq!(carried.trim(), village.kiosk.certificate().trim(), "round {round}");
        assert_eq!(village.visit().0, Brought::Nothing);
        assert_eq!(line.ping().await, Ok(()));
    }
}

/// The courier has run all the while; the line comes when the certificate that it began with is good for nothing any more.
#[tokio::test]
async fn a_courier_that_runs_goes_on_with_what_a_stick_brought() {
    reference_only!();
    let mut village = Village::new().await;
    let running = village.kiosk.http();
    for _ in 0..4 {
        village.pass_days(300);
        village.visit();
        village.town().await;
        assert_eq!(village.visit().0, Brought::Renewed);
    }
    let brought = village.kiosk.certificate();
    assert_eq!(running.ping().await, Err(QueueFault::Auth(403)), "it ended more than a year ago");
    assert!(village.kiosk.renew(&running).await.expect("one is there"));
    assert_eq!((running.ping().await, village.kiosk.certificate()), (Ok(()), brought));
}

/// The power fails at any of the steps between reading the stick and clearing it.
#[tokio::test]
async fn a_power_cut_while_a_certificate_is_kept_leaves_one_pair_that_works() {
    reference_only!();
    let mut village = Village::new().await;
    village.pass_days(300);
    village.visit();
    village.town().await;
    let copy = fs::read(village.on_stick("certificate")).expect("given");
    let works = async |kiosk: &Kiosk, now: &str| assert_eq!(kiosk.http().ping().await, Ok(()), "{now}");
    // Before it has its name: half of it, or all of it, lies beside.
    for half in [0, copy.len() / 2, copy.len()] {
        fs::write(village.kiosk.files().certificate.with_extension("part"), &copy[..half]).expect("written");
        works(&village.kiosk, "before").await;
    }
    assert_eq!(village.visit().0, Brought::Renewed);
    works(&village.kiosk, "kept").await;
    let kept = village.kiosk.certificate();
    // Kept, and the stick as it was, in whole and in part.
    fs::write(village.on_stick("certificate"), &copy).expect("written");
    assert_eq!((village.visit().0, village.kiosk.certificate()), (Brought::Nothing, kept.clone()));
    fs::remove_file(village.on_stick("renewal")).expect("the first to go");
    fs::write(village.on_stick("certificate"), &copy).expect("written");
    assert_eq!((village.visit().0, village.kiosk.certificate()), (Brought::Nothing, kept));
    assert!(!village.on_stick("certificate").exists());
    works(&village.kiosk, "cleared").await;
}

#[tokio::test]
async fn a_line_that_breaks_in_town_costs_a_renewal_nothing_but_another_go() {
    reference_only!();
    let mut village = Village::new().await;
    village.pass_days(300);
    village.visit();
    for behaviour in [Behaviour::LoginPage, Behaviour::Rude, Behaviour::CutMidBody, Behaviour::Absent] {
        village.bench.behave(behaviour.clone());
        let town = village.town().await;
        assert!(town.fault.is_some() && town.renewed == 0, "{behaviour:?}");
        assert!(!village.on_stick("certificate").exists(), "{behaviour:?}");
    }
    village.bench.behave(Behaviour::Normal);
    assert_eq!(village.town().await.renewed, 1);
    assert_eq!(village.town().await.renewed, 0, "it lies there");
    assert_eq!(village.visit().0, Brought::Renewed);
}

/// Nothing on the stick is the key, or says more than a handshake would.
#[tokio::test]
async fn whoever_bears_the_stick_learns_nothing_secret() {
    reference_only!();
    let mut village = Village::new().await;
    village.pass_days(300);
    village.visit();
    village.town().await;
    let key = fs::read_to_string(village.kiosk.files().key).expect("the key");
    let der = rustls::pki_types::PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("a key");
    let base64: String = key.lines().filter(|line| !line.starts_with('-')).collect();
    for wanted in [der.secret_der(), base64.as_bytes(), &base64.as_bytes()[20..60]] {
        assert!(!super::bench::stands_in(village.stick.path(), wanted));
    }
    let certificate = CertificateDer::from_pem_slice(village.kiosk.certificate().as_bytes()).expect("a certificate");
    let named = Digest::of(&certificate).to_string();
    assert!(super::bench::stands_in(village.stick.path(), named.as_bytes()), "what is looked for would be found");
}

#[tokio::test]
async fn a_platform_that_does_not_renew_by_stick_says_so_and_nothing_is_lost() {
    if !is_provincial() {
        return;
    }
    let mut village = Village::new().await;
    let (seal, now) = (village.bench.seal(), village.bench.now());
    village.bench.outbox.commit(&submission("an application", &[]), &seal, now).expect("committed");
    village.visit();
    let town = village.town().await;
    assert_eq!((town.delivered, town.renewed, town.fault), (1, 0, None));
    assert_eq!(town.not_renewed[0].1, NotRenewedByStick::Unsupported);
    assert_eq!(village.visit().1.receipted, 1);
}
