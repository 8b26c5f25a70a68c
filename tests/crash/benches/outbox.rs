//! What the outbox costs, as ratios within this run.
//!
//! - A durable commit of 40 kB beside a bare append and fdatasync of the same bytes in the same folder: goal at least 0.7
//!   of its rate. The commit also seals, digests and indexes them.
//! - A drain of waiting submissions beside a plain HTTP client that sends the same envelopes over the same TLS to the same
//!   platform, one after the other: goal at least 0.8 of its rate. The drain also writes each attempt and each receipt
//!   down, and erases; but it has four under way, so that it is held beside a client that has four as well.
//! - 100,000 waiting: goal at most 200 ms to open, and a memory that does not follow their number.
//! - An attachment of 200 MB from disk to platform: the memory that it takes.
//!
//! `YICI_WAITING` and `YICI_DRAIN` choose other numbers than 100,000 and 10,000.

use jiff::Timestamp;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use yici_crash::courier::Courier;
use yici_crash::dice::Dice;
use yici_crash::outbox::{Attachment, Content, Kind, Limits, Outbox, Seal, Submission, SubmissionId};
use yici_crash::platform::HttpPlatform;
use yici_crash::roles::{self, Place};
use yici_hardware::Personal;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;
const COMMITS: usize = 300;
const ROUNDS: usize = 5;

fn main() {
    // Under `cargo test` benches are run with no argument of `cargo bench`: then nothing is measured.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    // Where the outbox would be: a folder in memory would make the fsync free.
    let dir = tempfile::tempdir_in(".").expect("a folder on this disk");
    commit(dir.path());
    waiting(dir.path());
    drain(dir.path());
    large(dir.path());
}

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn verdict(is_met: bool) -> &'static str {
    if is_met { "met" } else { "MISSED" }
}

fn seal() -> Seal {
    Seal::to(&age::x25519::Identity::generate().to_public().to_string()).expect("a recipient")
}

fn submission(bytes: Vec<u8>) -> Submission {
    Submission {
        id: SubmissionId::generate(),
        kind: Kind::Application,
        number: String::from("2026010100000017"),
        bytes: Personal::new(bytes),
        attachments: Vec::new(),
    }
}

fn megabytes(key: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(key)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// Forgets the highest memory so far; where the kernel does not let us, the figure is that of the whole run.
fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

fn commit(dir: &Path) {
    let (seal, bytes) = (seal(), Dice::new(1).bytes(40_000));
    let store = dir.join("commit");
    let limits = Limits { rows: u64::MAX, bytes: u64::MAX };
    let mut outbox = Outbox::open_with(&store, limits).expect("a new store");
    let mut file = File::create(dir.join("append")).expect("a file");
    let mut ratios = Vec::new();
    println!("durable commit of 40 kB, {COMMITS} at a time, beside a bare append and fdatasync");
    for _ in 0..ROUNDS {
        let handed_in: Vec<_> = (0..COMMITS).map(|_| submission(bytes.clone())).collect();
        let began = Instant::now();
        for one in &handed_in {
            outbox.commit(one, &seal, NOW).expect("committed");
        }
        let ours = began.elapsed();
        let began = Instant::now();
        for _ in 0..COMMITS {
            file.write_all(&bytes).and_then(|()| file.sync_data()).expect("appended");
        }
        let bare = began.elapsed();
        let each = |took: Duration| took / u32::try_from(COMMITS).expect("a few hundred");
        ratios.push(bare.as_secs_f64() / ours.as_secs_f64());
        println!("  commit {:.2?}, append {:.2?}: {:.2} of its rate", each(ours), each(bare), ratios[ratios.len() - 1]);
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ROUNDS / 2];
    println!("  goal: median at least 0.70 of its rate: {median:.2}, {}", verdict(median >= 0.7));
}

fn waiting(dir: &Path) {
    let (store, seal) = (dir.join("waiting"), seal());
    let wanted = number("YICI_WAITING", 100_000);
    let limits = Limits { rows: u64::MAX, bytes: u64::MAX };
    let mut outbox = Outbox::open_with(&store, limits).expect("a new store");
    for _ in 0..100 {
        outbox.commit(&submission(vec![7; 1_000]), &seal, NOW).expect("committed");
    }
    // Copies of those, past the outbox: only how many there are is measured.
    let db = rusqlite::Connection::open(store.join("outbox.sqlite")).expect("the store");
    for at in 1..wanted / 100 {
        let sql = format!(
            "BEGIN; INSERT INTO submission SELECT sequence + {at} * 100, id || '-{at}', kind, number, committed_at, size,
             digest, paper, state, attempts, next_attempt_at, delivered_at, receipt, fault FROM submission
             WHERE sequence <= 100;
             INSERT INTO envelope SELECT sequence + {at} * 100, bytes FROM envelope WHERE sequence <= 100; COMMIT;"
        );
        db.execute_batch(&sql).expect("copied");
    }
    drop(db);
    outbox.tidy().expect("tidied");
    drop(outbox);
    forget_peak();
    let before = megabytes("VmRSS");
    let began = Instant::now();
    let outbox = Outbox::open(&store).expect("opens");
    let opened = began.elapsed();
    let began = Instant::now();
    let counts = outbox.counts().expect("counted");
    let due = outbox.next_due(NOW).expect("asked");
    let asked = began.elapsed();
    assert!(due.is_some());
    let grown = megabytes("VmHWM") - before;
    println!("{} waiting, {} MB on the disk", counts.waiting, size(&store) / 1_000_000);
    println!("  counts and the next due: {asked:.1?}; memory grew by {grown:.1} MB");
    println!("  goal: opened within 200 ms: {opened:.1?}, {}", verdict(opened <= Duration::from_millis(200)));
}

fn size(dir: &Path) -> u64 {
    fs::read_dir(dir)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").metadata().map_or(0, |file| file.len()))
        .sum()
}

/// The platform as a process of its own, so that its work and memory are not counted as ours.
struct Platform {
    place: Place,
    child: std::process::Child,
    _dir: TempDir,
}

impl Platform {
    fn start() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let place = roles::prepare(dir.path()).expect("keys and a port");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_yici-crash"));
        let child = command.arg("platform").arg(&place.dir).arg(place.port.to_string()).spawn().expect("a process");
        while std::net::TcpStream::connect(place.address()).is_err() {
            std::thread::yield_now();
        }
        Self { place, child, _dir: dir }
    }

    fn seal(&self) -> Seal {
        Seal::to(&fs::read_to_string(self.place.platform().join("seal.pub")).expect("a key")).expect("a recipient")
    }

    fn http(&self) -> HttpPlatform {
        HttpPlatform::new(&self.place.connection().expect("credentials")).expect("an adapter")
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A client that keeps nothing: the same TLS, the same envelopes.
fn plain(place: &Place) -> reqwest::Client {
    let connection = place.connection().expect("credentials");
    let pem = |text: &str| rustls::pki_types::pem::PemObject::from_pem_slice(text.as_bytes()).expect("PEM");
    let mut roots = rustls::RootCertStore::empty();
    roots.add(pem(&connection.ca_pem)).expect("a root");
    let key = rustls::pki_types::pem::PemObject::from_pem_slice(connection.client_key_pem.as_bytes()).expect("a key");
    let tls =
        rustls::ClientConfig::builder_with_provider(std::sync::Arc::new(rustls::crypto::ring::default_provider()))
            .with_protocol_versions(&[&rustls::version::TLS13])
            .expect("TLS 1.3")
            .with_root_certificates(roots)
            .with_client_auth_cert(vec![pem(&connection.client_cert_pem)], key)
            .expect("a certificate");
    reqwest::Client::builder().tls_backend_preconfigured(tls).no_proxy().build().expect("a client")
}

fn drain(dir: &Path) {
    let wanted = number("YICI_DRAIN", 10_000);
    let (platform, store) = (Platform::start(), dir.join("drain"));
    let seal = platform.seal();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut outbox = Outbox::open_with(&store, Limits { rows: u64::MAX, bytes: u64::MAX }).expect("a new store");
    let mut dice = Dice::new(1);
    let mut hand_in = |outbox: &mut Outbox, count: usize| {
        for _ in 0..count {
            outbox.commit(&submission(dice.bytes(4_000)), &seal, NOW).expect("committed");
        }
    };
    // The plain client first, with half as many of its own; then the courier with all of its own.
    hand_in(&mut outbox, wanted / 2);
    let mut envelopes: Vec<_> = outbox
        .sequences()
        .expect("asked")
        .filter_map(|sequence| outbox.waiting_at(sequence).expect("asked"))
        .map(|due| (due.id, due.envelope))
        .collect();
    drop(outbox);
    fs::remove_dir_all(&store).expect("the plain client keeps nothing");
    let client = plain(&platform.place);
    let address = platform.place.address();
    let measure = |envelopes: Vec<(SubmissionId, Vec<u8>)>, under_way: usize| {
        let (began, count) = (Instant::now(), u32::try_from(envelopes.len()).expect("thousands"));
        runtime.block_on(async {
            let mut sending = tokio::task::JoinSet::new();
            for (id, envelope) in envelopes {
                if sending.len() == under_way {
                    sending.join_next().await.expect("one is under way").expect("taken");
                }
                let request = client.put(format!("https://{address}/v1/submissions/{id}"));
                let request = request.header("content-type", "application/json").body(envelope);
                sending.spawn(async {
                    let answer = request.send().await.expect("an answer");
                    assert_eq!(answer.status(), 201);
                    answer.bytes().await.expect("a body");
                });
            }
            sending.join_all().await;
        });
        began.elapsed() / count
    };
    let four = measure(envelopes.split_off(wanted / 4), 4);
    let plain = measure(envelopes, 1);

    let mut outbox = Outbox::open_with(&store, Limits { rows: u64::MAX, bytes: u64::MAX }).expect("a new store");
    hand_in(&mut outbox, wanted);
    let mut courier = Courier::new(&store, platform.http()).expect("a courier");
    let began = Instant::now();
    let round = runtime.block_on(courier.round(NOW)).expect("the outbox works");
    let ours = began.elapsed() / u32::try_from(wanted).expect("thousands");
    assert_eq!((usize::try_from(round.delivered).expect("64 bits"), round.fault), (wanted, None));
    let ratio = plain.as_secs_f64() / ours.as_secs_f64();
    let of_four = four.as_secs_f64() / ours.as_secs_f64();
    println!("drain of {wanted} submissions of 4 kB: {ours:.2?} each; a plain client {plain:.2?} each");
    println!("  of a plain client that has four under way too ({four:.2?} each): {of_four:.2}");
    println!("  goal: at least 0.80 of its rate: {ratio:.2}, {}", verdict(ratio >= 0.8));
}

/// 200 MB that are nowhere.
struct Made(u64);

impl Read for Made {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = to.len().min(usize::try_from(self.0).unwrap_or(usize::MAX));
        to[..length].fill(7);
        self.0 -= u64::try_from(length).expect("64 bits");
        Ok(length)
    }
}

fn large(dir: &Path) {
    let platform = Platform::start();
    let (store, seal) = (dir.join("large"), platform.seal());
    let mut peaks = Vec::new();
    for megabyte in [20_u64, 200] {
        let mut outbox = Outbox::open(&store).expect("the store");
        let mut courier = Courier::new(&store, platform.http()).expect("a courier");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut one = submission(vec![7; 1_000]);
        let open = move || Ok(Box::new(Made(megabyte * 1_000_000)) as Box<dyn Read>);
        let bytes = Content::Read(Box::new(open));
        one.attachments.push(Attachment { media_type: String::from("video/mp4"), bytes });
        forget_peak();
        let before = megabytes("VmRSS");
        let began = Instant::now();
        outbox.commit(&one, &seal, NOW).expect("committed");
        let committed = began.elapsed();
        let round = runtime.block_on(courier.round(NOW)).expect("the outbox works");
        assert_eq!((round.delivered, round.fault), (1, None));
        let grown = megabytes("VmHWM") - before;
        println!(
            "attachment of {megabyte} MB: committed in {committed:.1?}, delivered {:.1?} after the start, {grown:.1} MB of memory",
            began.elapsed()
        );
        peaks.push(grown);
    }
    let difference = peaks[1] - peaks[0];
    println!(
        "  goal: constant memory, at most 4 MB more for ten times the size: {difference:.1} MB, {}",
        verdict(difference <= 4.0)
    );
}
