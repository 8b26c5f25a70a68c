//! The audit trail's head is sealed by the platform, over real TLS; on another machine the program proves the trail from
//! that, or says where it breaks.

use super::bench::{GENEROUS, connection, directory};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::{Duration, Instant},
};
use yici::{
    audit::{Audit, Event},
    courier::{self, Metered},
};
use yici_platform::ReferencePlatform;

const KIOSK: &str = "site-001";
const AT: &str = "2026-11-21T10:00:00+08:00";

fn rows(state: &Path, count: u32) {
    let mut audit = Audit::open(state).expect("the screen's trail");
    for number in 0..count {
        let event = Event::HandedIn { matter: "newborn".into(), number: number.to_string() };
        audit.record(AT, &event).expect("a row");
    }
}

/// A courier that sends from this place; no certificate of its own lies there to be renewed.
fn settings(platform: &ReferencePlatform, state: &Path) -> courier::Settings {
    courier::Settings {
        kiosk: KIOSK.into(),
        metrics: state.join("metrics.prom"),
        gateway: None,
        collector: None,
        command_line: "/proc/cmdline".into(),
        thermometer: None,
        outbox: state.to_owned(),
        catalog_root: None,
        connection: connection(platform),
        client: None,
        identity: courier::identity::Files { certificate: state.join("kiosk.pem"), key: state.join("kiosk.key") },
        metered: Metered::default(),
        socket: state.join("courier.sock"),
    }
}

/// Runs the courier until the platform has so many seals.
async fn until_sealed(platform: &ReferencePlatform, state: &Path, count: usize) {
    let settings = settings(platform, state);
    let began = Instant::now();
    let sealed = async {
        while platform.heads(KIOSK).expect("heads").len() < count {
            assert!(began.elapsed() < GENEROUS, "nothing was sealed");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // The seal is on its way back; the kiosk keeps it before it is told to stop.
        while Audit::open(state).expect("a trail").sealed().expect("read").is_none() {
            assert!(began.elapsed() < GENEROUS, "no seal was kept");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    courier::serve(settings, sealed).await.expect("the courier served");
}

struct Files {
    _folder: tempfile::TempDir,
    trail: PathBuf,
    key: PathBuf,
    platform: PathBuf,
}

/// What is carried to the other machine.
fn files(platform: &ReferencePlatform, state: &Path) -> Files {
    let folder = directory();
    let [trail, key, known] = ["trail.jsonl", "receipt.pub", "seals"].map(|name| folder.path().join(name));
    let mut to = fs::File::create(&trail).expect("a file");
    yici::audit::export(&Audit::open(state).expect("a trail"), KIOSK, &mut to).expect("exported");
    fs::write(&key, platform.credentials().receipt_key).expect("a key");
    fs::write(&known, platform.heads(KIOSK).expect("heads").join("\n")).expect("seals");
    Files { _folder: folder, trail, key, platform: known }
}

fn verify(files: &Files) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yici"));
    command.args(["audit", "verify"]).arg(&files.trail);
    command.arg("--receipt-key").arg(&files.key).arg("--platform").arg(&files.platform);
    command.output().expect("it runs")
}

#[tokio::test]
async fn a_trail_is_proved_on_another_machine_and_one_that_was_cut_is_disproved() {
    let (platform_dir, state) = (directory(), directory());
    let platform = ReferencePlatform::start(platform_dir.path()).expect("a platform");
    rows(state.path(), 5);
    until_sealed(&platform, state.path(), 1).await;

    let whole = verify(&files(&platform, state.path()));
    let said = String::from_utf8_lossy(&whole.stdout);
    assert!(whole.status.success() && said.contains("whole: site-001") && said.contains("vouches"), "{whole:?}");

    // Somebody who has the disk takes away the last rows, and the kiosk's own copies of the seals.
    let database = rusqlite::Connection::open(state.path().join("audit.sqlite")).expect("the file");
    database.execute_batch("DELETE FROM trail WHERE row > 3; DELETE FROM head;").expect("cut");
    let cut = verify(&files(&platform, state.path()));
    let said = String::from_utf8_lossy(&cut.stderr);
    assert!(!cut.status.success() && said.contains("the end was cut off: the trail ends at row 3"), "{cut:?}");
}

#[tokio::test]
async fn a_trail_that_was_made_anew_is_refused_by_the_platform_and_that_is_written_down() {
    let (platform_dir, state) = (directory(), directory());
    let platform = ReferencePlatform::start(platform_dir.path()).expect("a platform");
    rows(state.path(), 5);
    until_sealed(&platform, state.path(), 1).await;
    for file in ["audit.sqlite", "audit.sqlite-wal", "audit.sqlite-shm"] {
        let _ = fs::remove_file(state.path().join(file));
    }
    rows(state.path(), 1);
    let settings = settings(&platform, state.path());
    let began = Instant::now();
    let refused = async {
        let said = || {
            let mut file = Vec::new();
            yici::audit::export(&Audit::open(state.path()).expect("a trail"), KIOSK, &mut file).expect("exported");
            String::from_utf8(file).expect("text")
        };
        while !said().contains("head-refused") {
            assert!(began.elapsed() < GENEROUS, "the refusal was not written down");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    courier::serve(settings, refused).await.expect("the courier served");
}
