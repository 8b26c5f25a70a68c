//! The kiosk as it stands in the field: screen and courier in processes of their own, over the outbox and the socket.
//!
//! The screen's process is this program once more, since a finger must reach it; the courier is `yici courier` itself.
//! Both have a temporary folder and a log of their own, which are searched afterwards.

use crate::support::{PATIENCE, card_wanted, lay_card_for};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Story, planted};
use yici::demo::traces;
use yici::outbox::{Counts, Outbox};
use yici::text::Language;

/// Names the bench's folder to the screen's process.
const SCREEN: &str = "YICI_TEST_SCREEN_PROCESS";

/// A process with a temporary folder and a log of its own; killed when the test is over, however it ends.
struct Process(Child);

impl Process {
    fn start(command: &mut Command, name: &str, folder: &Path) -> Self {
        let temporary = folder.join("traces").join(name);
        fs::create_dir_all(&temporary).expect("a temporary folder");
        let log = File::create(temporary.join("log")).expect("a log");
        command.env("TMPDIR", &temporary).env("RUST_LOG", "trace").stdin(Stdio::null());
        command.stdout(log.try_clone().expect("a log")).stderr(log);
        Self(command.spawn().unwrap_or_else(|error| panic!("{name}: {error}")))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn courier(bench: &Bench) -> Process {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yici"));
    command.args(["courier", "--settings"]).arg(bench.settings_file());
    Process::start(&mut command, "courier", bench.folder())
}

fn screen(bench: &Bench) -> Process {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "stories::two_processes::screen_process", "--nocapture"]);
    Process::start(command.env(SCREEN, bench.folder()), "screen", bench.folder())
}

#[test]
fn a_whole_visit_leaves_nothing_in_any_file_temporary_folder_or_log_of_either_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).expect("a bench");
    let _courier = courier(&bench);
    let mut screen = screen(&bench);
    lay_card_for(&bench);
    assert!(screen.0.wait().expect("it ends").success(), "{}", log(&bench, "screen"));
    assert!(bench.platform.wait_for(2, PATIENCE), "{}", log(&bench, "courier"));

    let mut folders = bench.kiosk_folders().to_vec();
    folders.push(bench.folder().join("traces"));
    let found = traces::search(&folders, &planted(&[])).expect("searched");
    assert!(found.is_empty(), "personal data was left behind: {found:?}");
    assert!(log(&bench, "screen").contains("serving"), "the logs were written, so the search means something");
    assert!(log(&bench, "courier").contains("delivered"), "{}", log(&bench, "courier"));
}

#[test]
fn a_courier_that_was_killed_goes_on_where_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).expect("a bench");
    bench.platform.behave(yici_platform::Behaviour::Slow(PATIENCE));
    let first = courier(&bench);
    let mut screen = screen(&bench);
    lay_card_for(&bench);
    assert!(screen.0.wait().expect("it ends").success(), "{}", log(&bench, "screen"));
    drop(first);

    bench.platform.behave(yici_platform::Behaviour::Normal);
    let _second = courier(&bench);
    assert!(bench.platform.wait_for(2, PATIENCE * 2), "{}", log(&bench, "courier"));
    let received = bench.platform.received().expect("a store");
    assert_eq!(received.len(), 2, "once each");
}

#[test]
fn a_courier_that_is_told_to_stop_ends_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).expect("a bench");
    let mut courier = courier(&bench);
    let socket = bench.settings().expect("settings").courier_socket();
    let start = std::time::Instant::now();
    while !socket.exists() {
        assert!(start.elapsed() < PATIENCE, "{}", log(&bench, "courier"));
        std::thread::yield_now();
    }
    let id = courier.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill").success());
    assert!(courier.0.wait().expect("it ends").success(), "{}", log(&bench, "courier"));
    let outbox = Outbox::open(&bench.folder().join("state")).expect("closed in order");
    assert_eq!(outbox.counts().expect("counted"), Counts::default());
}

fn log(bench: &Bench, name: &str) -> String {
    fs::read_to_string(bench.folder().join("traces").join(name).join("log")).unwrap_or_default()
}

/// The screen's own process: one whole visit. Does nothing in an ordinary run of the tests.
#[test]
fn screen_process() {
    let Some(folder) = std::env::var_os(SCREEN) else { return };
    let _ = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(std::io::stderr).try_init();
    let folder = Path::new(&folder);
    let mut citizen = Citizen::arrive_at(&folder.join("kiosk.toml")).expect("a kiosk");
    let mut story =
        Story::begin_with_card_from_elsewhere(&mut citizen, Matter::Newborn, card_wanted(folder)).expect("attract");
    story.to_the_end(Language::Chinese).expect("to the end");
    citizen.pause();
}
