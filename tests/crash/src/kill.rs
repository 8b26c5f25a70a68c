//! Kills: screen part, courier and platform are processes of their own; one after the other is killed at random moments.

use crate::courier::Courier;
use crate::dice::Dice;
use crate::outbox::{Outbox, PaperState, SubmissionId};
use crate::platform::HttpPlatform;
use crate::roles::{self, Place};
use crate::verdict::{self, Broken};
use anyhow::{Context, ensure};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use yici_platform::{Received, ReferencePlatform};

/// A process lives at most so long before the next is killed. Short against what a submission takes from end to end, so
/// that the kills fall into the middle of things.
const LIFE: Duration = Duration::from_millis(60);

/// What a run did, and what it found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Kills of the screen part, the courier and the platform.
    pub kills: [u64; 3],
    /// Submissions whose receipt was printed.
    pub receipted: usize,
    /// Receipts that were printed once more, since the kill fell between the printer and the note of it.
    pub printed_again: u64,
    /// Submissions that the platform had to be asked about again, since the kill fell between it and the receipt.
    pub asked_again: usize,
    /// How long it took.
    pub took: Duration,
    /// The verdict.
    pub broken: Broken,
}

/// What the printer has printed, and what the store said when it was opened.
#[derive(Default)]
struct Paper {
    receipted: BTreeSet<SubmissionId>,
    printed_again: u64,
    empty: u64,
    lost: u64,
}

impl Paper {
    fn take(&mut self, line: &str) {
        match line.split_once(' ') {
            Some(("receipt", id)) => {
                let new = self.receipted.insert(id.parse().expect("whole lines come through a pipe whole"));
                self.printed_again += u64::from(!new);
            }
            Some(("opened", rows)) => {
                let rows: usize = rows.parse().expect("a number");
                self.empty += u64::from(rows == 0 && !self.receipted.is_empty());
                self.lost += u64::from(rows < self.receipted.len().min(KEPT));
            }
            _ => {}
        }
    }
}

/// Delivered rows that an outbox keeps.
const KEPT: usize = 10_000;

const ROLES: [&str; 3] = ["screen", "courier", "platform"];

/// One of the three, and the thread that reads what it says.
struct Process {
    child: Child,
    reader: JoinHandle<()>,
}

impl Process {
    fn start(program: &Path, role: &str, place: &Place, paper: &Arc<Mutex<Paper>>) -> anyhow::Result<Self> {
        let log = File::options().create(true).append(true).open(place.dir.join(format!("{role}.log")))?;
        let mut command = Command::new(program);
        command.arg(role).arg(&place.dir).arg(place.port.to_string()).stdin(Stdio::null()).stderr(log);
        let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {role}"))?;
        let lines = BufReader::new(child.stdout.take().context("a pipe")?).lines();
        let paper = Arc::clone(paper);
        let reader = std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                paper.lock().unwrap_or_else(PoisonError::into_inner).take(&line);
            }
        });
        Ok(Self { child, reader })
    }

    /// Kills it; returns once everything it said is known. `false` when it had ended by itself.
    fn kill(mut self) -> anyhow::Result<bool> {
        let lived = self.child.try_wait()?.is_none();
        self.child.kill()?;
        self.child.wait()?;
        self.reader.join().map_err(|_| anyhow::anyhow!("a line that nobody understands"))?;
        Ok(lived)
    }
}

/// Kills `times` times. `program` is this package's own program; everything is left in `dir`.
pub fn run(program: &Path, dir: &Path, times: u64, seed: u64) -> anyhow::Result<Report> {
    let begun = Instant::now();
    let place = roles::prepare(dir)?;
    let paper = Arc::new(Mutex::new(Paper::default()));
    let mut dice = Dice::new(seed);
    let mut report = Report::default();
    let start = |role| Process::start(program, role, &place, &paper);
    let mut running =
        ROLES.into_iter().map(start).map(|process| process.map(Some)).collect::<anyhow::Result<Vec<_>>>()?;
    let mut fallen = 0;
    for _ in 0..times {
        // The moment of the kill is the mishap itself; nothing is waited for.
        std::thread::sleep(LIFE * u32::try_from(dice.below(1_000))? / 1_000);
        let chosen = dice.below(ROLES.len());
        let process = running[chosen].take().context("all three run")?;
        fallen += u64::from(!process.kill()?);
        report.kills[chosen] += 1;
        running[chosen] = Some(start(ROLES[chosen])?);
    }
    for process in running.into_iter().flatten() {
        fallen += u64::from(!process.kill()?);
    }
    let mut paper = std::mem::take(&mut *paper.lock().unwrap_or_else(PoisonError::into_inner));
    let received = settle(&place, &mut paper)?;
    report.broken = verdict::of_platform(&paper.receipted, &received);
    report.broken.empty = paper.empty;
    report.broken.lost += paper.lost;
    report.broken.fallen = fallen;
    report.asked_again = received.iter().filter(|one| one.puts > 1).count();
    (report.receipted, report.printed_again) = (paper.receipted.len(), paper.printed_again);
    report.took = begun.elapsed();
    Ok(report)
}

/// Prints what is owed and delivers what waits, with nobody killing any more. Time is handed in, two hours a round, so
/// that no wait has to be waited for.
fn settle(place: &Place, paper: &mut Paper) -> anyhow::Result<Vec<Received>> {
    let platform = ReferencePlatform::start_at(&place.platform(), place.address())?;
    let mut outbox = Outbox::open(&place.outbox())?;
    for owed in outbox.without_receipt(Timestamp::UNIX_EPOCH)? {
        paper.take(&format!("receipt {}", owed.id));
        outbox.set_paper(owed.id, PaperState::Printed)?;
    }
    let http = HttpPlatform::new(&place.connection()?)?;
    let mut courier = Courier::new(&place.outbox(), http)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut now = Timestamp::now();
    for _ in 0..ROUNDS {
        let round = runtime.block_on(courier.round(now))?;
        ensure!(round.quarantined == 0, "the platform refused what it should take");
        if outbox.counts()?.waiting == 0 {
            return platform.received();
        }
        now += SignedDuration::from_hours(2);
    }
    anyhow::bail!("something waits though nothing hinders it")
}

/// More rounds than anything needs without a fault.
const ROUNDS: usize = 10;
