//! What every test begins with.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use yici::audit::Audit;
use yici::courier::link;
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::headless::same;
use yici::demo::story::planted;
use yici::demo::traces;
use yici_platform::Behaviour;

/// Long enough for a loaded machine, short enough to fail before the runner does.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A bench with everything up, in a folder that goes away with it.
pub fn bench() -> (Bench, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bench = Bench::start(folder.path()).expect("a bench");
    bench.start_courier().expect("a courier");
    (bench, folder)
}

/// A kiosk on the bench, with somebody before it. Who takes pictures leaves them in the folder that `YICI_PICTURES` names.
pub fn citizen(bench: &Bench) -> Citizen {
    let citizen = Citizen::arrive(bench).expect("a kiosk");
    match std::env::var_os("YICI_PICTURES") {
        Some(folder) => citizen.with_pictures(Path::new(&folder)),
        None => citizen,
    }
}

/// Where a kiosk in another process says that its citizen is to lay down the card.
pub fn card_wanted(bench: &Path) -> PathBuf {
    bench.join("card-wanted")
}

/// Lays the card on the reader of a kiosk in another process once it is asked for, and lifts it when it was read.
pub fn lay_card_for(bench: &Bench) {
    let wanted = card_wanted(bench.folder());
    wait_until("the card is asked for", || wanted.exists());
    bench.lay_card().expect("a card");
    wait_until("the card is read", || !wanted.exists());
    bench.reader.lift();
}

/// Waits for what another process does.
pub fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE * 2, "waited in vain until {what}");
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

/// What the kiosk wrote down of its print jobs, in their order; the kiosk has ended.
pub fn print_jobs(bench: &Bench) -> Vec<String> {
    let prints = rusqlite::Connection::open(bench.folder().join("state/prints.db")).expect("the list");
    let mut rows = prints.prepare("SELECT purpose || ' ' || state FROM print ORDER BY sequence").expect("its shape");
    let rows = rows.query_map([], |row| row.get(0)).expect("read");
    rows.collect::<Result<_, _>>().expect("read")
}

/// Every event in the audit trail, a line of JSON each.
pub fn trail(bench: &Bench) -> Vec<String> {
    let audit = Audit::open(&bench.folder().join("state")).expect("the trail");
    let events = audit.since(0).expect("read");
    events.iter().map(|(_, event)| serde_json::to_string(event).expect("JSON")).collect()
}

/// How many of them hold these words.
pub fn recorded(bench: &Bench, words: &str) -> usize {
    trail(bench).iter().filter(|event| event.contains(words)).count()
}

/// The line is back, and the courier is told, so that a test need not wait for its next look.
pub fn line_is_back(bench: &Bench) {
    bench.platform.behave(Behaviour::Normal);
    let socket = bench.settings().expect("settings").courier_socket();
    link::Client::connect(&socket).and_then(|mut courier| courier.nudge()).expect("a courier");
}

/// What was handed in arrived once, to the last byte.
pub fn arrived_as_signed(bench: &Bench, citizen: &Citizen) {
    let handed_in = citizen.handed_in();
    let count = u64::try_from(handed_in.len()).expect("a few");
    assert!(bench.platform.wait_for(count, PATIENCE), "not everything arrived");
    let received = bench.platform.received().expect("the platform's store");
    assert_eq!(received.len(), handed_in.len());
    for submission in &handed_in {
        let copy = received.iter().find(|copy| copy.id == submission.id.to_string()).expect("it arrived");
        assert!(same(submission, copy), "the copy differs from what was signed");
    }
}

/// Nothing that was planted stands in any file that the kiosk writes.
pub fn no_traces(bench: &Bench, citizen: &Citizen) {
    let found = traces::search(&bench.kiosk_folders(), &planted(&citizen.handed_in())).expect("searched");
    assert!(found.is_empty(), "personal data was left behind: {found:?}");
}
