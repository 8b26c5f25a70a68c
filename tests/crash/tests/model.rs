//! The outbox against a model of a few lines: thousands of operations that a seed draws, each compared.
//!
//! `YICI_SEED` and `YICI_STEPS` choose another run, or a longer one.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer, SigningKey};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use tempfile::TempDir;
use yici_crash::dice::Dice;
use yici_crash::disk::{Disk, Fault};
use yici_crash::outbox::{
    Committed, Counts, Kind, Limits, Outbox, OutboxError, PaperState, Reason, Seal, Submission, SubmissionId,
};
use yici_crash::platform::contract::{Digest, SignedReceipt};
use yici_hardware::Personal;

const LIMITS: Limits = Limits { rows: 12, bytes: 64 * 1024 };
const HOUR: i64 = 3_600_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waiting,
    Delivered,
    Quarantined,
}

#[derive(Clone, Debug)]
struct Item {
    id: SubmissionId,
    digest: Digest,
    envelope: Vec<u8>,
    size: u64,
    committed_at: i64,
    state: State,
    attempts: u32,
    next: i64,
    is_printed: bool,
}

struct World {
    dir: TempDir,
    disk: Disk,
    outbox: Outbox,
    seal: Seal,
    key: SigningKey,
    dice: Dice,
    now: Timestamp,
    items: Vec<Item>,
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn the_outbox_does_what_its_model_does() {
    let seed = number("YICI_SEED", 20_261_122);
    println!("seed {seed}");
    let mut world = World::new(seed);
    for step in 0..number("YICI_STEPS", 3_000) {
        let what = world.step();
        world.compare(&format!("step {step} of seed {seed}: {what}"));
    }
}

impl World {
    fn new(seed: u64) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let disk = Disk::watch(dir.path());
        Self {
            outbox: Outbox::open_with(dir.path(), LIMITS).expect("a new store"),
            disk,
            dir,
            seal: Seal::to(&age::x25519::Identity::generate().to_public().to_string()).expect("a recipient"),
            key: SigningKey::from_bytes(&[7; 32]),
            dice: Dice::new(seed),
            now: "2026-01-01T00:00:00Z".parse().expect("a time"),
            items: Vec::new(),
        }
    }

    /// Does one thing, and holds its answer against the model's.
    fn step(&mut self) -> &'static str {
        self.disk.take();
        match self.dice.below(19) {
            0..=3 => self.commit(),
            4 => self.commit_again(),
            5 | 6 => self.attempt(),
            7..=9 => self.deliver(),
            10 => self.quarantine(),
            11 => self.paper(),
            12 => self.reopen(),
            13 => self.fill_the_disk(),
            14 => self.retry(),
            15 => self.take_batch(),
            _ => self.pass_time(),
        }
    }

    fn fresh(&mut self) -> Submission {
        let length = 1 + self.dice.below(8_000);
        Submission {
            id: SubmissionId::generate(),
            kind: if self.dice.one_in(4) { Kind::Evaluation } else { Kind::Application },
            number: String::from("2026010100000017"),
            bytes: Personal::new(self.dice.bytes(length)),
            attachments: Vec::new(),
        }
    }

    fn commit(&mut self) -> &'static str {
        let submission = self.fresh();
        let open = self.items.iter().filter(|item| item.state != State::Delivered);
        let (rows, bytes) = open.fold((0, 0), |(rows, bytes), item| (rows + 1, bytes + item.size));
        match self.outbox.commit(&submission, &self.seal, self.now) {
            Ok(committed) => {
                assert_eq!(committed, Committed::Now);
                let item = self.stored(&submission);
                assert!(rows < LIMITS.rows && bytes + item.size <= LIMITS.bytes, "more than may wait was taken");
                self.items.push(item);
            }
            Err(OutboxError::Full { rows: said, bytes: said_bytes }) => {
                assert_eq!((said, said_bytes), (rows, bytes));
                let largest = 2 * LIMITS.bytes / 8;
                assert!(rows == LIMITS.rows || bytes + largest > LIMITS.bytes, "refused though there was room");
            }
            Err(error) => panic!("{error}"),
        }
        "commit"
    }

    /// What lies on the disk, read past the outbox.
    fn stored(&self, submission: &Submission) -> Item {
        let db = Connection::open(self.dir.path().join("outbox.sqlite")).expect("the store");
        let row = "SELECT digest, bytes, size FROM submission JOIN envelope USING (sequence) WHERE id = ?1";
        let (digest, envelope, size) = db
            .query_row(row, [submission.id.to_string()], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?, row.get(2)?))
            })
            .expect("it was committed");
        let now = self.now.as_millisecond();
        Item {
            id: submission.id,
            digest: digest.parse().expect("a digest"),
            envelope,
            size,
            committed_at: now,
            state: State::Waiting,
            attempts: 0,
            next: now,
            is_printed: submission.kind == Kind::Evaluation,
        }
    }

    fn commit_again(&mut self) -> &'static str {
        if let Some(at) = self.any() {
            let mut submission = self.fresh();
            submission.id = self.items[at].id;
            let committed = self.outbox.commit(&submission, &self.seal, self.now).expect("known");
            assert_eq!(committed, Committed::Before);
        }
        "commit again, with other bytes"
    }

    fn attempt(&mut self) -> &'static str {
        if let Some(at) = self.any() {
            let marked = self.outbox.mark_attempt(self.items[at].id, self.now);
            let (item, now) = (&mut self.items[at], self.now.as_millisecond());
            if item.state == State::Waiting {
                item.attempts += 1;
                assert_eq!(marked.expect("it waits"), item.attempts);
                let whole = (15_000_i64 << (item.attempts - 1).min(16)).min(HOUR);
                item.next = next_attempt(&self.dir, item.id);
                let waits = item.next - now;
                assert!((whole / 2..=whole).contains(&waits), "attempt {} waits {waits} ms", item.attempts);
            } else {
                assert!(matches!(marked, Err(OutboxError::Unknown)));
            }
        }
        "attempt"
    }

    fn receipt(&self, item: &Item, digest: Digest) -> SignedReceipt {
        let text = format!(
            r#"{{"version":1,"id":"{}","sha256":"{digest}","case":"C","received_at":"2026-01-01T00:00:00Z"}}"#,
            item.id
        );
        let signature = STANDARD.encode(self.key.sign(text.as_bytes()).to_bytes());
        let body = serde_json::json!({ "receipt": text, "signature": signature }).to_string();
        SignedReceipt::verify(body.as_bytes(), &self.key.verifying_key(), item.id, digest).expect("our own")
    }

    fn deliver(&mut self) -> &'static str {
        let Some(at) = self.any() else { return "deliver nothing" };
        if self.dice.one_in(6) {
            let other = self.receipt(&self.items[at], Digest::of(b"other bytes"));
            let refused = self.outbox.store_receipt_and_erase(&other, self.now);
            assert!(matches!(refused, Err(OutboxError::OtherBytes)));
            return "a receipt for other bytes";
        }
        let receipt = self.receipt(&self.items[at], self.items[at].digest);
        self.outbox.store_receipt_and_erase(&receipt, self.now).expect("stored");
        self.items[at].state = State::Delivered;
        "deliver"
    }

    fn quarantine(&mut self) -> &'static str {
        if let Some(at) = self.any() {
            let set_aside = self.outbox.quarantine(self.items[at].id, &Reason::Damaged);
            let item = &mut self.items[at];
            if item.state == State::Waiting {
                set_aside.expect("it waited");
                item.state = State::Quarantined;
            } else {
                assert!(matches!(set_aside, Err(OutboxError::Unknown)));
            }
        }
        "quarantine"
    }

    /// The way back from the quarantine, for one that is there and for one that is not.
    fn retry(&mut self) -> &'static str {
        if let Some(at) = self.any() {
            let place = ask(&self.dir, "SELECT sequence FROM submission WHERE id = ?1", self.items[at].id);
            let retried = self.outbox.retry(place, self.now);
            let (item, now) = (&mut self.items[at], self.now.as_millisecond());
            if item.state == State::Quarantined {
                retried.expect("its bytes are whole");
                (item.state, item.attempts, item.next) = (State::Waiting, 0, now);
            } else {
                assert!(matches!(retried, Err(OutboxError::Unknown)));
            }
        }
        "retry"
    }

    /// A batch is the oldest that are due, each marked; some of them are given back.
    fn take_batch(&mut self) -> &'static str {
        let most = 1 + self.dice.below(5);
        let now = self.now.as_millisecond();
        let due = |item: &&Item| item.state == State::Waiting && (item.next <= now || item.next > now + HOUR);
        let expected: Vec<_> = self.items.iter().filter(due).map(|item| item.id).take(most).collect();
        let taken = self.outbox.take_due(self.now, u32::try_from(most).expect("a few")).expect("taken");
        assert_eq!(taken.due.iter().map(|due| due.id).collect::<Vec<_>>(), expected);
        assert_eq!(taken.damaged, 0);
        let back: Vec<_> = expected.iter().copied().filter(|_| self.dice.one_in(2)).collect();
        self.outbox.give_back(&back, self.now).expect("given back");
        for id in expected {
            let next = next_attempt(&self.dir, id);
            let item = self.items.iter_mut().find(|item| item.id == id).expect("known");
            if back.contains(&id) {
                assert_eq!(next, now, "due at once");
            } else {
                item.attempts += 1;
            }
            item.next = next;
        }
        "take a batch"
    }

    fn paper(&mut self) -> &'static str {
        let states = [PaperState::Printed, PaperState::Unknown, PaperState::Failed];
        let paper = states[self.dice.below(3)];
        if let Some(at) = self.any() {
            self.outbox.set_paper(self.items[at].id, paper).expect("known");
            self.items[at].is_printed = true;
        }
        let unknown = self.outbox.set_paper(SubmissionId::generate(), paper);
        assert!(matches!(unknown, Err(OutboxError::Unknown)));
        "paper"
    }

    fn reopen(&mut self) -> &'static str {
        self.outbox = Outbox::open_with(self.dir.path(), LIMITS).expect("opens again");
        "open again"
    }

    /// One thing is done while the disk takes a few more writes only. Then there is room again.
    fn fill_the_disk(&mut self) -> &'static str {
        let room = u64::try_from(self.dice.below(12)).expect("64 bits");
        self.disk.fail(Fault::FullAfter(room));
        if self.dice.one_in(2) {
            let submission = self.fresh();
            if self.outbox.commit(&submission, &self.seal, self.now).is_ok() {
                let item = self.stored(&submission);
                self.items.push(item);
            }
        } else if let Some(at) = self.any() {
            let receipt = self.receipt(&self.items[at], self.items[at].digest);
            let stored = self.outbox.store_receipt_and_erase(&receipt, self.now);
            // Either of its two transactions may have been the one that failed; the state says which.
            if stored.is_ok() || state(&self.dir, self.items[at].id) == "delivered" {
                self.items[at].state = State::Delivered;
            }
        }
        self.disk.fail(Fault::None);
        // What was delivered and could not be erased is erased at the next start.
        self.reopen();
        "a full disk"
    }

    fn pass_time(&mut self) -> &'static str {
        let years = SignedDuration::from_hours(10 * 365 * 24);
        let jumps = [
            SignedDuration::from_secs(10),
            SignedDuration::from_mins(7),
            SignedDuration::from_hours(2),
            SignedDuration::from_mins(-1),
            years,
            -years,
        ];
        let jump = jumps[self.dice.below(if self.dice.clone().one_in(10) { 6 } else { 4 })];
        self.now = self.now.saturating_add(jump).expect("hours are no calendar units");
        "time passes"
    }

    fn any(&mut self) -> Option<usize> {
        // The newest are where most happens.
        let newest = self.items.len().min(16);
        (newest > 0).then(|| self.items.len() - 1 - self.dice.below(newest))
    }

    /// Everything that can be asked gives the model's answer.
    fn compare(&self, when: &str) {
        let (outbox, now) = (&self.outbox, self.now.as_millisecond());
        let of = |state| self.items.iter().filter(move |item| item.state == state);
        let count = |state| u64::try_from(of(state).count()).expect("64 bits");
        let counts = Counts {
            waiting: count(State::Waiting),
            delivered: count(State::Delivered),
            quarantined: count(State::Quarantined),
        };
        assert_eq!(outbox.counts().expect("counted"), counts, "{when}");

        let is_due = |item: &&Item| item.next <= now || item.next > now + HOUR;
        let due = outbox.next_due(self.now).expect("asked").map(|due| (due.id, due.digest, due.envelope));
        let first = of(State::Waiting).find(is_due).map(|item| (item.id, item.digest, item.envelope.clone()));
        assert!(due == first, "{when}: another one is due, or its bytes changed");

        let wait = |item: &Item| if is_due(&item) { 0 } else { item.next - now };
        let due_in = of(State::Waiting).map(wait).min().map(SignedDuration::from_millis);
        assert_eq!(outbox.due_in(self.now).expect("asked"), due_in, "{when}");

        let aside: Vec<_> = outbox.set_aside().expect("listed").into_iter().filter_map(|one| one.id).collect();
        assert_eq!(aside, of(State::Quarantined).map(|item| item.id).collect::<Vec<_>>(), "{when}");

        let owed: Vec<_> = outbox.without_receipt(self.now).expect("listed").into_iter().map(|one| one.id).collect();
        let owes = |item: &&Item| !item.is_printed && item.committed_at >= now;
        assert_eq!(owed, self.items.iter().filter(owes).map(|item| item.id).collect::<Vec<_>>(), "{when}");
    }
}

fn next_attempt(dir: &TempDir, id: SubmissionId) -> i64 {
    ask(dir, "SELECT next_attempt_at FROM submission WHERE id = ?1", id)
}

fn state(dir: &TempDir, id: SubmissionId) -> String {
    ask(dir, "SELECT state FROM submission WHERE id = ?1", id)
}

fn ask<T: rusqlite::types::FromSql>(dir: &TempDir, what: &str, id: SubmissionId) -> T {
    let db = Connection::open(dir.path().join("outbox.sqlite")).expect("the store");
    db.query_row(what, [id.to_string()], |row| row.get(0)).expect("a row")
}
