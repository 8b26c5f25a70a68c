//! `make demo` without a display: a scripted citizen, first with the line down, then up.
//!
//! Fails when the platform's copy differs in one byte from what was signed, or when anything personal is left outside
//! the sealed outbox.

use super::bench::Bench;
use super::citizen::Citizen;
use super::story::{Matter, Story, planted};
use super::traces;
use crate::application::freeze::sha256;
use crate::session::HandedIn;
use crate::text::Language;
use anyhow::{Context as _, ensure};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use yici_platform::{Behaviour, Received};

/// How long the platform may take to have everything.
const DELIVERY: Duration = Duration::from_secs(60);

/// Runs it and leaves pictures, receipt, submission and report in the folder.
///
/// # Errors
/// What went otherwise than promised.
pub fn run(folder: &Path) -> anyhow::Result<()> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder.join("screens"))?;
    fs::create_dir_all(folder.join("log"))?;
    let log = fs::File::create(folder.join("log/kiosk.log"))?;
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_ansi(false)
        .without_time()
        .with_writer(std::sync::Mutex::new(log))
        .try_init();
    let mut report = Report::new();
    let outcome = walk(folder, &mut report);
    if let Err(error) = &outcome {
        report.say(&format!("FAILED: {error:#}"));
    }
    fs::write(folder.join("report.txt"), &report.text)?;
    outcome
}

fn walk(folder: &Path, report: &mut Report) -> anyhow::Result<()> {
    let mut bench = Bench::start(&folder.join("bench"))?;
    bench.platform.behave(Behaviour::Absent);
    bench.start_courier()?;
    report.say("the kiosk opens; the line is down");

    let mut citizen = Citizen::arrive(&bench)?.with_pictures(&folder.join("screens"));
    Story::begin(&mut citizen, &bench, Matter::Newborn)?.to_the_end(Language::Chinese)?;
    report.steps(citizen.taken());
    report.say("a citizen hands in 新生儿出生, all items, and leaves with a receipt; the screen is wiped");
    let paper = bench.printer.wait_for_receipt(1, DELIVERY).context("no receipt was printed")?;
    fs::write(folder.join("receipt.png"), &paper.png)?;
    fs::write(folder.join("receipt.escpos"), &paper.escpos)?;
    ensure!(bench.printer.errors().is_empty(), "the printer did not understand: {:?}", bench.printer.errors());
    ensure!(bench.platform.received()?.is_empty(), "the platform has something although the line was down");
    report.say("the platform has nothing yet: the application waits in the outbox, sealed");
    clean(&bench, &citizen, folder, report)?;

    bench.platform.behave(Behaviour::Normal);
    report.say("the line comes back");
    ensure!(bench.platform.wait_for(2, DELIVERY), "the platform did not receive the application and its evaluation");
    let mut arrived = compare(&bench, &citizen, report)?;
    let first = arrived.swap_remove(0);
    fs::write(folder.join("submission.json"), pretty(&first)?)?;

    let before = citizen.taken().len();
    Story::begin(&mut citizen, &bench, Matter::Hiring)?.to_the_end(Language::English)?;
    report.steps(&citizen.taken()[before..]);
    report.say("a second citizen hands in 员工录用 in English, with the line up");
    ensure!(bench.platform.wait_for(4, DELIVERY), "the platform did not receive the second application");
    compare(&bench, &citizen, report)?;
    let paper = bench.printer.wait_for_receipt(2, DELIVERY).context("no second receipt was printed")?;
    fs::write(folder.join("receipt-english.png"), &paper.png)?;
    clean(&bench, &citizen, folder, report)?;
    report.say("done: nothing lost, nothing doubled, nothing left behind");
    Ok(())
}

/// Every submission arrived once, and byte for byte as it was signed.
fn compare(bench: &Bench, citizen: &Citizen, report: &mut Report) -> anyhow::Result<Vec<Received>> {
    let arrived = bench.platform.received()?;
    let handed_in = citizen.handed_in();
    ensure!(arrived.len() == handed_in.len(), "{} were handed in and {} arrived", handed_in.len(), arrived.len());
    for submission in &handed_in {
        let id = submission.id.to_string();
        let copy = arrived.iter().find(|received| received.id == id).context("one did not arrive")?;
        ensure!(same(submission, copy), "the platform's copy of {id} differs from what was signed");
        let line = format!(
            "{} {id}: {} bytes and {} photographed paper(s) arrived exactly as signed (SHA-256 {}…), case {}",
            copy.kind,
            copy.opened.len(),
            copy.attachments.len(),
            &sha256(&copy.opened)[..16],
            copy.case,
        );
        report.say(&line);
    }
    Ok(arrived)
}

/// Whether what arrived is what was handed in, to the last byte.
pub fn same(handed_in: &HandedIn, received: &Received) -> bool {
    let papers = handed_in.photos.iter().map(|photo| photo.jpeg.reveal());
    handed_in.bytes.reveal() == &received.opened && papers.eq(received.attachments.iter())
}

/// Nothing that a citizen gave stands in any file that the kiosk wrote, its log included.
fn clean(bench: &Bench, citizen: &Citizen, folder: &Path, report: &mut Report) -> anyhow::Result<()> {
    let planted = planted(&citizen.handed_in());
    let mut folders = bench.kiosk_folders().to_vec();
    folders.push(folder.join("log"));
    let found = traces::search(&folders, &planted)?;
    ensure!(found.is_empty(), "personal data was left behind: {found:?}");
    report.say(&format!(
        "{} words and parts of {} pictures and signatures searched for in outbox, audit trail, run folder and log: none found",
        planted.words.len(),
        planted.bytes.len(),
    ));
    Ok(())
}

/// What arrived, with the statement opened up for reading. The original is the string in `statement`.
fn pretty(received: &Received) -> anyhow::Result<String> {
    let opened: serde_json::Value = serde_json::from_slice(&received.opened)?;
    let statement: serde_json::Value = serde_json::from_str(opened["statement"].as_str().unwrap_or("null"))?;
    let papers: Vec<_> = received
        .attachments
        .iter()
        .map(|bytes| serde_json::json!({ "bytes": bytes.len(), "sha256": sha256(bytes) }))
        .collect();
    Ok(serde_json::to_string_pretty(&serde_json::json!({
        "id": received.id,
        "number": received.number,
        "case": received.case,
        "times handed over": received.puts,
        "opened": opened,
        "statement, for reading": statement,
        "papers": papers,
    }))?)
}

struct Report {
    start: Instant,
    text: String,
}

impl Report {
    fn new() -> Self {
        Self { start: Instant::now(), text: String::new() }
    }

    /// Every screen that the citizen passed.
    fn steps(&mut self, screens: &[String]) {
        for screens in screens.chunks(8) {
            self.say(&format!("  touched through: {}", screens.join(" → ")));
        }
    }

    fn say(&mut self, line: &str) {
        let line = format!("{:6.1} s  {line}", self.start.elapsed().as_secs_f32());
        println!("{line}");
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }
}
