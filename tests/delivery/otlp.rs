//! What a kiosk tells an OpenTelemetry collector: a real one receives it, behind a TLS front that lets nobody in without a
//! certificate of the platform's authority. `make collector` fetches it; without it these tests say that they are skipped.

use super::bench::{Bench, GENEROUS, adapter, connection, directory, stands_in, submission};
use super::fleet::{Process, everything_is_wrong, free_port};
use super::secrecy::{PLANTED, assert_nothing_personal_in};
use jiff::{SignedDuration, Timestamp};
use prost::Message as _;
use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpListener,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use yici::{
    audit::{Audit, Event, Happened},
    courier::{self, Events, LineWord, Metered, Pace},
    platform::{Adapter, Connection, NotTaken},
    settings::Temperature,
    telemetry::{metrics, otlp},
};
use yici_hardware::sensors::temperature::HwmonSettings;
use yici_platform::ReferencePlatform;

const AT: &str = "2026-11-21T10:00:00+08:00";
/// Its name gives it the first second of a minute.
const KIOSK: &str = "site-051";

/// A TLS front before whatever listens on a port of this machine, and perhaps a collector there.
struct Bay {
    folder: TempDir,
    url: String,
    behind: u16,
    /// What a kiosk has beside its disk: a thermometer, and a socket.
    aside: TempDir,
    _front: Process,
    collector: Option<Process>,
}

impl Bay {
    fn new(platform_dir: &Path) -> Self {
        let (folder, port, behind) = (directory(), free_port(), free_port());
        let keys = platform_dir.display();
        let front = format!(
            "foreground = yes\npid =\n[otlp]\naccept = 127.0.0.1:{port}\nconnect = 127.0.0.1:{behind}\n\
             cert = {keys}/server.pem\nkey = {keys}/server.key\nCAfile = {keys}/ca.pem\n\
             verifyChain = yes\nrequireCert = yes\nsslVersionMin = TLSv1.3\n"
        );
        fs::write(folder.path().join("front.conf"), front).expect("written");
        let _front = Process::start("stunnel4", &["front.conf".into()], folder.path());
        Self { url: format!("https://127.0.0.1:{port}"), behind, aside: directory(), _front, collector: None, folder }
    }

    /// Starts the collector; it writes down everything that it reads of what it receives.
    fn collect(&mut self, rotel: &Path) {
        let arguments = [
            "start".to_owned(),
            format!("--otlp-http-endpoint=127.0.0.1:{}", self.behind),
            format!("--otlp-grpc-endpoint=127.0.0.1:{}", free_port()),
            "--exporter=blackhole".into(),
            "--debug-log=metrics".into(),
            "--debug-log=logs".into(),
            "--debug-log-verbosity=detailed".into(),
        ];
        self.collector = Some(Process::start(rotel, &arguments, self.folder.path()));
    }

    async fn until_it_listens(&self) {
        let address = self.url.trim_start_matches("https://");
        until("no TLS front listens", || std::net::TcpStream::connect(address).is_ok()).await;
    }

    /// Everything that was received.
    fn received(&self) -> String {
        fs::read_to_string(self.folder.path().join("rotel.log")).unwrap_or_default()
    }

    /// The rows of the events that were received, as they came.
    fn rows(&self) -> Vec<u64> {
        self.all("-> yici.trail.row: Int(")
            .iter()
            .map(|row| row.trim_end_matches(')').parse().expect("a row"))
            .collect()
    }

    /// What stands behind this, on every line that has it.
    fn all(&self, before: &str) -> Vec<String> {
        self.received().lines().filter_map(|line| Some(line.split_once(before)?.1.to_owned())).collect()
    }
}

fn rotel() -> Option<PathBuf> {
    let rotel = std::env::var_os("YICI_COLLECTOR").map(|folder| PathBuf::from(folder).join("rotel"));
    let rotel = rotel.filter(|rotel| rotel.exists());
    if rotel.is_none() {
        println!("skipped: YICI_COLLECTOR names no folder with a collector (`make collector`)");
    }
    rotel
}

fn settings(bench: &Bench, bay: &Bay) -> courier::Settings {
    let state = bench.outbox_dir.path();
    courier::Settings {
        kiosk: KIOSK.into(),
        metrics: state.join("metrics.prom"),
        gateway: None,
        collector: Some(bay.url.clone()),
        command_line: bay.aside.path().join("cmdline"),
        thermometer: Some(thermometer(bay.aside.path())),
        outbox: state.to_owned(),
        catalog_root: None,
        connection: connection(bench.platform()),
        client: super::bench::client_credentials(bench.platform()),
        identity: courier::identity::Files { certificate: state.join("kiosk.pem"), key: state.join("kiosk.key") },
        metered: Metered::default(),
        socket: bay.aside.path().join("courier.sock"),
    }
}

/// One of the kernel's thermometers, as it looks to a program.
fn thermometer(tree: &Path) -> Temperature {
    let chip = tree.join("hwmon0");
    fs::create_dir_all(&chip).expect("a chip");
    fs::write(chip.join("name"), "cpu_thermal\n").expect("written");
    fs::write(chip.join("temp1_input"), "61500\n").expect("written");
    let hwmon = HwmonSettings { tree: tree.into(), chip: "cpu_thermal".into(), sensor: 1 };
    Temperature { hwmon, too_hot: 70 }
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        // What was pushed before the collector listened is pushed again later, on a busy machine more than once.
        assert!(began.elapsed() < 3 * GENEROUS, "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_real_collector_receives_a_kiosks_metrics_and_events_and_nobody_in_them() {
    let Some(rotel) = rotel() else { return };
    let mut bench = Bench::new();
    let mut bay = Bay::new(bench.platform_dir.path());
    bay.collect(&rotel);
    // Somebody hands in what nobody else may read, and everything happens that can be written down.
    let words: String = PLANTED.iter().map(|(word, _)| *word).collect();
    let handed_in = submission(&words, &[words.as_bytes()]);
    bench.outbox.commit(&handed_in, &bench.seal(), bench.now()).expect("committed");
    let mut audit = Audit::open(bench.outbox_dir.path()).expect("the screen's trail");
    let case = Event::HandedIn { matter: "bereavement".into(), number: handed_in.number.clone() };
    let events: Vec<_> = Event::samples().into_iter().chain([case]).collect();
    events.iter().for_each(|event| audit.record(AT, event).expect("a row"));
    drop(audit);
    fs::write(bay.aside.path().join("cmdline"), "quiet rauc.slot=B ro\n").expect("as the courier's unit does");

    let last = u64::try_from(events.len()).expect("a count");
    let arrived = || bay.rows().contains(&last) && bay.received().contains("yici_heartbeat_seconds");
    courier::serve(settings(&bench, &bay), until("nothing arrives", arrived)).await.expect("the courier served");

    let said = bay.received();
    for resource in ["service.name: Str(yici)".into(), format!("service.instance.id: Str({KIOSK})")] {
        assert!(said.contains(&resource), "{resource}");
    }
    // The trail also has what the courier itself wrote; behind the last of ours.
    let rows: Vec<_> = bay.rows().into_iter().filter(|row| *row <= last).collect();
    assert_eq!(rows, (1..=last).collect::<Vec<_>>(), "in order");
    let names: BTreeSet<_> = bay.all("EventName: ").into_iter().collect();
    for name in ["yici.started", "yici.handed_in", "yici.set_aside", "yici.service_refused"] {
        assert!(names.contains(name), "{name} of {names:?}");
    }
    let listed = metrics::metrics(&everything_is_wrong(1, LineWord::Up, 7));
    let told: BTreeSet<_> = bay.all("-> Name: ").into_iter().collect();
    // The platform may not have sealed anything yet.
    let missing = |name: &&str| !told.contains(*name) && *name != "yici_trail_sealed_seconds";
    assert_eq!(listed.iter().map(|metric| metric.name).find(missing), None);
    assert!(said.contains("slot: Str(B)"), "the slot");
    assert!(bay.all("Value: ").contains(&"61.5".into()), "the degrees inside");
    assert!(said.contains("IsMonotonic: true") && said.contains("AGGREGATION_TEMPORALITY_CUMULATIVE"));

    assert!(stands_in(bay.folder.path(), KIOSK.as_bytes()), "the search finds what is there");
    for dir in [bay.folder.path(), bench.outbox_dir.path(), bench.platform_dir.path()] {
        assert_nothing_personal_in(dir);
    }
    for word in ["bereavement", &handed_in.number] {
        assert!(!said.contains(word), "{word} left the kiosk");
    }
}

#[tokio::test]
async fn a_collector_that_is_away_gets_every_event_when_it_is_back_whatever_starts_anew_meanwhile() {
    let Some(rotel) = rotel() else { return };
    let (platform_dir, state) = (directory(), directory());
    let platform = ReferencePlatform::start(platform_dir.path()).expect("a platform");
    let mut bay = Bay::new(platform_dir.path());
    let mut audit = Audit::open(state.path()).expect("the screen's trail");
    let mut now: Timestamp = AT.parse().expect("a time");
    let start = |url: &str| {
        let collector = Arc::new(adapter(&platform).collector(url).expect("a collector"));
        Events::new(state.path(), collector, KIOSK, Pace::default()).expect("the courier's trail")
    };

    let mut last = 0;
    for rows in [450, 10] {
        let mut events = start(&bay.url);
        (0..rows).for_each(|_| audit.record(AT, &Event::HelpCalled).expect("a row"));
        last += rows;
        let pauses = [events.round(now).await, events.round(now).await].map(|pause| pause.expect("the trail works"));
        assert!(pauses[0] >= Duration::from_secs(15) && pauses[1] >= Duration::from_secs(30), "{pauses:?}");
        assert_eq!(audit.untold(1_000).expect("read").len(), usize::try_from(rows).expect("a count"));

        bay.collect(&rotel);
        let began = Instant::now();
        while !audit.untold(1).expect("read").is_empty() {
            assert!(began.elapsed() < GENEROUS, "nothing is taken");
            now += SignedDuration::from_mins(10);
            events = start(&bay.url);
            let _pause = events.round(now).await.expect("the trail works");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        until("what was taken is not there", || bay.rows().contains(&last)).await;
        bay.collector = None;
    }
    let rows = bay.rows();
    assert!(rows.is_sorted(), "in order");
    assert_eq!(BTreeSet::from_iter(rows), (1..=last).collect(), "none is missing");
}

/// Answers so many requests, one after the other, and gives back what was asked.
fn answer(port: u16, answers: Vec<Vec<u8>>) -> std::thread::JoinHandle<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).expect("the port is free");
    std::thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().expect("a caller");
            let mut reader = BufReader::new(stream.try_clone().expect("a handle"));
            let mut length = 0;
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).expect("a line");
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
                    length = value.trim().parse().expect("a length");
                }
                if line.trim().is_empty() {
                    break;
                }
            }
            reader.read_exact(&mut vec![0; length]).expect("a body");
            stream.write_all(&answer).expect("answered");
        }
    })
}

fn http(status: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

#[tokio::test]
async fn what_a_collector_refuses_is_left_out_and_what_it_cannot_take_now_waits_for_as_long_as_it_asks() {
    let (platform_dir, state) = (directory(), directory());
    let platform = ReferencePlatform::start(platform_dir.path()).expect("a platform");
    let bay = Bay::new(platform_dir.path());
    let rejects_one = [0x0a, 0x02, 0x08, 0x01]; // partial_success { rejected: 1 }
    let answers = answer(
        bay.behind,
        vec![
            http("200 OK", b"<html>a login page</html>"),
            http("502 Bad Gateway", b""),
            http("503 Service Unavailable\r\nretry-after: 120", b""),
            http("400 Bad Request", b""),
            http("200 OK", &rejects_one),
            http("200 OK", &rejects_one),
        ],
    );
    let mut audit = Audit::open(state.path()).expect("a trail");
    audit.record(AT, &Event::HelpCalled).expect("a row");
    let trail = Audit::open(state.path()).expect("another look");
    let untold = || trail.untold(10).expect("read").len();
    let now: Timestamp = AT.parse().expect("a time");
    let collector = |url: &str| Arc::new(adapter(&platform).collector(url).expect("a collector"));
    let start = || Events::new(state.path(), collector(&bay.url), KIOSK, Pace::default()).expect("the trail");

    let mut events = start();
    // A call that reaches nobody would get no answer.
    bay.until_it_listens().await;
    for _ in ["a login page", "a bad gateway"] {
        events.round(now).await.expect("the trail works");
        assert_eq!(untold(), 1, "it waits");
    }
    let asked = events.round(now).await.expect("the trail works");
    assert!((120..=240).contains(&asked.as_secs()), "as long as the collector asks, and by chance as long again");
    assert_eq!(untold(), 1, "it waits");
    assert!(events.round(now).await.expect("the trail works") > Duration::ZERO, "and is not called meanwhile");

    start().round(now).await.expect("the trail works");
    assert_eq!(untold(), 0, "what was refused is not sent again");

    audit.record(AT, &Event::HelpCalled).expect("a row");
    start().round(now).await.expect("the trail works");
    assert_eq!(untold(), 0, "what was rejected of a success is not sent again");

    let metrics = otlp::metrics(&everything_is_wrong(1, LineWord::Up, 7), KIOSK);
    assert_eq!(collector(&bay.url).metrics(&metrics).await, Ok(1));
    answers.join().expect("everything was asked");
    assert!(matches!(collector(&bay.url).metrics(&metrics).await, Err(NotTaken::Fault(_))), "nobody is there");
}

#[tokio::test]
async fn a_certificate_that_is_renewed_is_shown_to_the_collector_from_then_on() {
    let (platform_dir, other_dir) = (directory(), directory());
    let platform = ReferencePlatform::start(platform_dir.path()).expect("a platform");
    let other = ReferencePlatform::start(other_dir.path()).expect("another authority");
    let bay = Bay::new(platform_dir.path());
    let answers = answer(bay.behind, vec![http("200 OK", b"")]);
    let right = connection(&platform);
    let wrong = Connection {
        client_cert_pem: connection(&other).client_cert_pem,
        client_key_pem: connection(&other).client_key_pem,
        ..connection(&platform)
    };
    let kiosk = Adapter::new(&wrong, super::bench::client_credentials(&platform).as_ref()).expect("an adapter");
    let collector = kiosk.collector(&bay.url).expect("a collector");
    let metrics = otlp::metrics(&everything_is_wrong(1, LineWord::Up, 7), KIOSK);

    bay.until_it_listens().await;
    assert!(collector.metrics(&metrics).await.is_err(), "a stranger's certificate");
    kiosk.present(&right.client_cert_pem, &right.client_key_pem).expect("the renewed one");
    assert_eq!(collector.metrics(&metrics).await, Ok(0));
    answers.join().expect("one call came through");
}

#[test]
fn what_is_sent_at_a_time_is_as_small_as_the_courier_says() {
    let metrics = otlp::metrics(&everything_is_wrong(1, LineWord::Up, 7), KIOSK);
    let samples = Event::samples().into_iter().cycle().take(200);
    let rows: Vec<_> =
        (1..).zip(samples).map(|(row, event)| Happened { row, at: AT.into(), event: Some(event) }).collect();
    let events = otlp::events(&rows, KIOSK, AT.parse().expect("a time"));
    assert!(metrics.encoded_len() < 12 << 10, "{} bytes of metrics", metrics.encoded_len());
    assert!(events.encoded_len() < 40 << 10, "{} bytes of events", events.encoded_len());
}
