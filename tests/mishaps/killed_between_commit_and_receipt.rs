//! The power goes after the application was kept and before its receipt came out.
//!
//! The kiosk runs in a process of its own, which is killed with signal 9 while the printer holds the receipt's first
//! bytes. The bench outlives it, as printer and platform would.

use crate::support::{PATIENCE, card_wanted, lay_card_for, print_jobs};
use std::path::Path;
use std::process::{Command, Stdio};
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story};
use yici::outbox::Outbox;
use yici::text::Language;

/// Names the bench's folder to the child.
const CHILD: &str = "YICI_TEST_KILLED_CHILD";

#[test]
fn the_application_is_delivered_once_and_its_receipt_is_printed_at_the_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bench = Bench::start(folder.path()).expect("a bench");
    bench.printer.stall_when_printing();

    let program = std::env::current_exe().expect("this program");
    let mut kiosk = Command::new(program)
        .args(["--exact", "mishaps::killed_between_commit_and_receipt::child", "--nocapture"])
        .env(CHILD, bench.folder())
        .stdout(Stdio::null())
        .spawn()
        .expect("a kiosk in a process of its own");
    lay_card_for(&bench);
    let stalled = bench.printer.wait_until_stalled(PATIENCE * 2);
    kiosk.kill().expect("kill -9");
    kiosk.wait().expect("dead");
    assert!(stalled, "the printer never got the first bytes of a receipt");

    let outbox = Outbox::open(&bench.folder().join("state")).expect("the outbox opens, with everything in it");
    assert_eq!(outbox.counts().expect("counted").waiting, 1, "the application was kept before the receipt was begun");
    let number = outbox.without_receipt(jiff::Timestamp::UNIX_EPOCH).expect("listed")[0].number.clone();
    drop(outbox);
    bench.printer.resume();

    bench.start_courier().expect("a courier");
    // The printer takes longer to start than the kiosk.
    bench.printer.unplug();
    let mut citizen = Citizen::arrive(&bench).expect("the kiosk opens again");
    citizen.wait_for(&yici::application::number::grouped(&number)).expect("the first page names the number");
    citizen.wait_for("回执稍后补打").expect("and claims no receipt yet");
    bench.printer.plug_in().expect("plugged in");
    citizen
        .wait_until("the receipt", |_| bench.printer.receipts().iter().any(|receipt| receipt.text.contains("补打")))
        .expect("the receipt is printed again");
    citizen.wait_for("回执已补打").expect("now it is claimed");
    assert!(bench.platform.wait_for(1, PATIENCE), "it was delivered");
    drop(citizen);

    assert_eq!(print_jobs(&bench), ["receipt unknown", "receipt printed"], "the first one is never assumed");

    let again = Citizen::arrive(&bench).expect("a third start");
    assert!(!again.sees(&number), "what was made good is not made good twice");
    assert_eq!(bench.platform.received().expect("a store").len(), 1, "and it was delivered once");
}

/// The kiosk's own process: a citizen hands in, and waits for a receipt that does not come. Does nothing in an ordinary
/// run of the tests.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(CHILD) else { return };
    let folder = Path::new(&folder);
    let mut citizen = Citizen::arrive_at(&folder.join("kiosk.toml")).expect("a kiosk");
    let mut story =
        Story::begin_with_card_from_elsewhere(&mut citizen, Matter::Newborn, card_wanted(folder)).expect("attract");
    story.until(Place::Done, Language::Chinese).expect("done");
    loop {
        story.citizen.pause();
    }
}
