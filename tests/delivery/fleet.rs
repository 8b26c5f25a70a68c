//! A fleet seen from afar: what a kiosk's courier pushes over mutual TLS reaches a real Pushgateway, a real Prometheus scrapes
//! it, every rule of `fleet/prometheus/alerts.yml` fires, and a real Alertmanager hears of it.
//!
//! When a rule fires, and when not yet, is `promtool`'s test (`fleet/prometheus/alerts.test.yml`); here waits are cut short.

use super::bench::{GENEROUS, adapter, directory};
use std::{
    collections::BTreeSet,
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use yici::{
    audit::{DeviceWord, Event, HelpEnding, PaperOutcome, PowerSupply, Way},
    catalog::Device,
    courier::{LineWord, Status},
    outbox::{Counts, Overview},
    telemetry::{Facts, Tally, metrics},
};
use yici_hardware::sensors::temperature::Temperature;
use yici_platform::ReferencePlatform;

/// A process that ends with the test.
pub(super) struct Process(Child);

impl Process {
    /// What it says stands in `folder`, in a file of its name.
    pub(super) fn start(program: impl AsRef<Path>, arguments: &[String], folder: &Path) -> Self {
        let program = program.as_ref();
        let name = program.file_name().expect("a name").to_string_lossy();
        let log = fs::OpenOptions::new().create(true).append(true).open(folder.join(format!("{name}.log")));
        let log = log.expect("a log");
        let mut command = Command::new(program);
        command.args(arguments).current_dir(folder).stdin(Stdio::null());
        command.stdout(log.try_clone().expect("a handle")).stderr(log);
        Self(command.spawn().unwrap_or_else(|error| panic!("{name}: {error}; `setup/packages tests` installs it")))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn fleet() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fleet")
}

pub(super) fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// The body that stands at this path, once somebody listens.
fn get(port: u16, path: &str) -> String {
    let mut answer = String::new();
    if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) {
        let _ = write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n");
        let _ = stream.read_to_string(&mut answer);
    }
    answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default()
}

/// Names of the alerts of the rules.
fn rules() -> BTreeSet<String> {
    let text = fs::read_to_string(fleet().join("prometheus/alerts.yml")).expect("the rules");
    text.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).map(str::to_owned).collect()
}

/// A kiosk on which everything is wrong, `times` times. The line can only be down or up: two kiosks share that.
pub(super) fn everything_is_wrong(times: usize, line: LineWord, catalog: u32) -> Facts {
    let mut tally = Tally::default();
    tally.add(&Event::Started { version: "0.1.0".into() });
    for _ in 0..times {
        tally.starts += 1;
        for device in [Device::CardReader, Device::Temperature] {
            for state in [DeviceWord::Ready, DeviceWord::Gone] {
                tally.add(&Event::Device { device, state, why: String::new() });
            }
        }
        tally.add(&Event::ReceiptEnded { number: "1".into(), outcome: PaperOutcome::Failed });
        tally.add(&Event::HelpEnded { how: HelpEnding::Unanswered });
        tally.add(&Event::ServiceRefused { way: Way::Pin, failures: 1, why: "wrong".into() });
        tally.add(&Event::CatalogRefused { finding: "matter.toml:1".into() });
        tally.add(&Event::HeadRefused { row: 1 });
    }
    tally.add(&Event::Device { device: Device::ReceiptPrinter, state: DeviceWord::Soon, why: String::new() });
    tally.add(&Event::Power { supply: PowerSupply::Battery });
    for input in ["DoorOpen", "Tamper"] {
        tally.add(&Event::Sensor { input: input.into(), active: true });
    }
    tally.add(&Event::CatalogTaken { version: catalog, made: String::new() });
    let now: jiff::Timestamp = "2025-01-01T00:00:00Z".parse().expect("a time, long ago");
    Facts {
        now,
        tally,
        counted_since: Some(now),
        queue: Overview {
            counts: Counts { waiting: 9_000, delivered: 0, quarantined: 2 },
            oldest: "2024-12-01T00:00:00Z".parse().ok(),
            reasons: Vec::new(),
        },
        line: Status { line, why: None, waiting: 9_000, delivered: 0 },
        certificate_expires: Some(now),
        sealed_at: Some(now),
        slot: Some("A".into()),
        disk_free: Some(0.01),
        heat: Some((Temperature(69_000), Temperature(70_000))),
    }
}

#[tokio::test]
async fn every_alert_fires_in_a_real_prometheus_from_what_a_kiosk_pushed() {
    let (platform_dir, folder) = (directory(), directory());
    let platform = ReferencePlatform::start(platform_dir.path()).expect("a platform");
    let (gateway_port, prometheus_port, alertmanager_port) = (free_port(), free_port(), free_port());
    let at = |port: u16| format!("127.0.0.1:{port}");

    // The shipped files, with this machine's addresses, short intervals, and waits cut short.
    let tls = fs::read_to_string(fleet().join("gateway-tls.yml")).expect("the gateway's TLS");
    let keys = platform_dir.path().display().to_string();
    fs::write(folder.path().join("tls.yml"), tls.replace("tls/", &format!("{keys}/"))).expect("written");
    let configuration = fs::read_to_string(fleet().join("prometheus/prometheus.yml")).expect("the configuration");
    let configuration = configuration
        .replace("pushgateway:9091", &at(gateway_port))
        .replace("alertmanager:9093", &at(alertmanager_port))
        .replace("tls/prometheus.", &format!("{keys}/kiosk."))
        .replace("tls/", &format!("{keys}/"))
        .replace("30s", "1s");
    fs::write(folder.path().join("prometheus.yml"), configuration).expect("written");
    let alerts = fs::read_to_string(fleet().join("prometheus/alerts.yml")).expect("the rules");
    let alerts = alerts.lines().map(|line| if line.trim().starts_with("for:") { "        for: 0s" } else { line });
    let alerts = alerts.collect::<Vec<_>>().join("\n").replace("> 900", "> 0");
    fs::write(folder.path().join("alerts.yml"), alerts).expect("written");
    fs::copy(fleet().join("alertmanager/alertmanager.yml"), folder.path().join("alertmanager.yml")).expect("copied");

    let _gateway = Process::start(
        "prometheus-pushgateway",
        &[format!("--web.listen-address={}", at(gateway_port)), "--web.config.file=tls.yml".into()],
        folder.path(),
    );
    let _alertmanager = Process::start(
        "prometheus-alertmanager",
        &[
            "--config.file=alertmanager.yml".into(),
            format!("--web.listen-address={}", at(alertmanager_port)),
            "--cluster.listen-address=".into(),
            "--storage.path=alertmanager".into(),
        ],
        folder.path(),
    );
    let _prometheus = Process::start(
        "prometheus",
        &[
            "--config.file=prometheus.yml".into(),
            format!("--web.listen-address={}", at(prometheus_port)),
            "--storage.tsdb.path=prometheus".into(),
        ],
        folder.path(),
    );

    // Two kiosks push, again and again, each time with more that went wrong.
    let url = format!("https://{}", at(gateway_port));
    let kiosks = [("site-001", LineWord::Down, 7), ("site-002", LineWord::Up, 8)];
    let began = Instant::now();
    let (mut times, wanted) = (1, rules());
    loop {
        for (kiosk, line, catalog) in kiosks {
            let gateway = adapter(&platform).gateway(&url, kiosk).expect("a gateway");
            let text = metrics::text(&everything_is_wrong(times, line, catalog));
            if let Err(fault) = gateway.push(text).await {
                assert!(began.elapsed() < GENEROUS, "the gateway takes nothing: {fault}");
            }
        }
        times += 5;
        tokio::time::sleep(Duration::from_millis(500)).await;
        let firing = get(prometheus_port, "/api/v1/alerts");
        let told = get(alertmanager_port, "/api/v2/alerts");
        let missing = |text: &str| {
            let missing: Vec<_> =
                wanted.iter().filter(|name| !text.contains(&format!("\"{name}\""))).cloned().collect();
            missing
        };
        // The inhibition of a silent kiosk hides nothing here: it is asked what the Alertmanager has, not whom it tells.
        if missing(&firing).is_empty() && missing(&told).is_empty() {
            return;
        }
        assert!(
            began.elapsed() < 4 * GENEROUS,
            "not firing: {:?}; not told: {:?}; {}",
            missing(&firing),
            missing(&told),
            get(prometheus_port, "/api/v1/targets")
        );
    }
}

#[test]
fn each_rule_fires_when_it_should_and_not_before() {
    let folder = fleet().join("prometheus");
    let tests = fs::read_to_string(folder.join("alerts.test.yml")).expect("the tests");
    for rule in rules() {
        assert!(tests.contains(&format!("alertname: {rule}\n")), "{rule} has no test in alerts.test.yml");
        assert!(tests.contains(&format!("alertname: {rule}, exp_alerts: []")), "{rule} is not tried before its time");
    }
    let ran = Command::new("promtool").args(["test", "rules", "alerts.test.yml"]).current_dir(&folder).output();
    let ran = ran.unwrap_or_else(|error| panic!("promtool: {error}; `setup/packages tests` installs it"));
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn what_a_kiosk_tells_is_what_prometheus_reads_and_rules_and_dashboard_ask_for_nothing_else() {
    let text = metrics::text(&everything_is_wrong(3, LineWord::Up, 7));
    let mut check = Command::new("promtool");
    check.args(["check", "metrics"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut check = check.spawn().expect("promtool; `setup/packages tests` installs it");
    check.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("written");
    let said = check.wait_with_output().expect("it ends");
    assert!(
        said.status.success(),
        "{}{}",
        String::from_utf8_lossy(&said.stdout),
        String::from_utf8_lossy(&said.stderr)
    );

    let told: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()).collect();
    for file in ["prometheus/alerts.yml", "grafana/dashboards/yici.json"] {
        let asked = fs::read_to_string(fleet().join(file)).expect("a file");
        let word = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
        for name in asked.split(word).filter(|name| name.starts_with("yici_")) {
            assert!(told.contains(name), "{file} asks for {name}, which no kiosk tells");
        }
    }
}

#[test]
fn no_metric_tells_which_matter_somebody_came_for() {
    let mut facts = everything_is_wrong(1, LineWord::Up, 7);
    facts.tally.add(&Event::VisitBegan { matter: "bereavement".into() });
    facts.tally.add(&Event::HandedIn { matter: "bereavement".into(), number: "0123456789012345".into() });
    let text = metrics::text(&facts);
    assert!(!text.contains("bereavement") && !text.contains("0123456789012345"));
    assert!(text.contains("yici_applications_total 1"));
}
