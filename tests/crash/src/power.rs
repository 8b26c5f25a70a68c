//! Power cuts: one run of the outbox and the courier is recorded below SQLite; then, for thousands of its moments, the
//! files are put back as a cut of the power at that moment leaves them, opened, and read.
//!
//! Three cuts a moment: nothing of what was not synced is there; all of it is; any of it is, torn by sectors. Every
//! twentieth store is also handed to the courier, which must get everything in it delivered.

use crate::courier::Courier;
use crate::dice::Dice;
use crate::disk::{Cut, Disk, Image};
use crate::handed_in;
use crate::outbox::{Outbox, PaperState, Seal, SubmissionId};
use crate::platform::{Connection, HttpPlatform};
use crate::verdict::{self, Broken};
use ed25519_dalek::VerifyingKey;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use yici_platform::{Behaviour, ReferencePlatform};

/// Submissions of the recorded run.
const SUBMISSIONS: usize = 60;

/// One store in so many is delivered from.
const DELIVERED_FROM: usize = 20;

/// What a run did, and what it found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Writes and syncs that were recorded.
    pub recorded: usize,
    /// Stores that were put back and opened.
    pub cuts: u64,
    /// Of those, how many were delivered from.
    pub delivered_from: u64,
    /// Receipts that would be printed again, though their printing had been written down.
    pub printed_again: u64,
    /// How long it took.
    pub took: Duration,
    /// The verdict.
    pub broken: Broken,
}

/// What was promised, and at which moment it was.
struct Promises {
    receipted: Vec<(usize, SubmissionId)>,
    printed: Vec<(usize, SubmissionId)>,
}

struct Bench {
    platform: ReferencePlatform,
    connection: Connection,
    key: VerifyingKey,
    seal: Seal,
    runtime: Runtime,
}

/// Records one run in `dir` and cuts the power `times` times.
pub fn run(dir: &Path, times: usize, seed: u64) -> anyhow::Result<Report> {
    let begun = Instant::now();
    let mut dice = Dice::new(seed);
    let bench = Bench::start(&dir.join("platform"))?;
    let outbox = dir.join("outbox");
    fs::create_dir_all(&outbox)?;
    let disk = Disk::watch(&outbox);
    let promises = bench.record(&outbox, &disk, &mut dice)?;
    let journal = disk.take();
    bench.platform.behave(Behaviour::Normal);

    let mut moments: Vec<(usize, Cut)> = (0..times)
        .map(|_| {
            let cut = [Cut::Nothing, Cut::Everything, Cut::Torn, Cut::Torn][dice.below(4)];
            (1 + dice.below(journal.len()), cut)
        })
        .collect();
    moments.sort_by_key(|(moment, _)| *moment);
    let mut report = Report { recorded: journal.len(), ..Report::default() };
    let (back, mut chosen) = (dir.join("back"), dice.clone());
    let mut failed = None;
    journal.cuts(&moments, &mut dice, |moment, _, image| {
        if failed.is_none() {
            let deliver = chosen.one_in(DELIVERED_FROM);
            failed = bench.look(&back, &image, &promises, moment, deliver, &mut report).err();
        }
    });
    failed.map_or(Ok(()), Err)?;
    report.took = begun.elapsed();
    Ok(report)
}

impl Bench {
    fn start(dir: &Path) -> anyhow::Result<Self> {
        let platform = ReferencePlatform::start(dir)?;
        let credentials = platform.credentials();
        let connection = Connection {
            base_url: platform.url(),
            ca_pem: credentials.ca_pem,
            client_cert_pem: credentials.client_cert_pem,
            client_key_pem: credentials.client_key_pem,
            receipt_key: credentials.receipt_key.clone(),
        };
        let key = verdict::receipt_key(&credentials.receipt_key)?;
        let seal = Seal::to(&credentials.seal_recipient)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Self { platform, connection, key, seal, runtime })
    }

    fn courier(&self, outbox: &Path) -> anyhow::Result<Courier<HttpPlatform>> {
        Ok(Courier::new(outbox, HttpPlatform::new(&self.connection)?)?)
    }

    /// Hands in, prints, sends, is refused, loses the line and starts again, in an order that the dice give.
    fn record(&self, dir: &Path, disk: &Disk, dice: &mut Dice) -> anyhow::Result<Promises> {
        let mut promises = Promises { receipted: Vec::new(), printed: Vec::new() };
        let mut now: Timestamp = "2026-11-01T00:00:00Z".parse()?;
        let (mut screen, mut courier) = (Outbox::open(dir)?, self.courier(dir)?);
        while promises.receipted.len() < SUBMISSIONS {
            now += SignedDuration::from_mins(10);
            match dice.below(10) {
                0 => screen = Outbox::open(dir)?,
                1 => courier = self.courier(dir)?,
                2..=4 => {
                    let behaviour = match dice.below(6) {
                        0 => Behaviour::Absent,
                        1 => Behaviour::Refuse(422),
                        2 => Behaviour::CutMidBody,
                        _ => Behaviour::Normal,
                    };
                    self.platform.behave(behaviour);
                    self.runtime.block_on(courier.round(now))?;
                }
                _ => {
                    let submission = handed_in::submission(SubmissionId::generate());
                    screen.commit(&submission, &self.seal, now)?;
                    promises.receipted.push((disk.moment(), submission.id));
                    if !dice.one_in(8) {
                        screen.set_paper(submission.id, PaperState::Printed)?;
                        promises.printed.push((disk.moment(), submission.id));
                    }
                }
            }
        }
        drop((screen, courier));
        Ok(promises)
    }

    /// Puts the files back, opens them, and holds them against what had been promised by then.
    fn look(
        &self,
        dir: &Path,
        image: &Image,
        promises: &Promises,
        moment: usize,
        deliver: bool,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        if dir.exists() {
            fs::remove_dir_all(dir)?;
        }
        fs::create_dir_all(dir)?;
        for (name, bytes) in image {
            fs::write(dir.join(name), bytes)?;
        }
        report.cuts += 1;
        let by_then = |list: &[(usize, SubmissionId)]| -> BTreeSet<SubmissionId> {
            list.iter().filter(|(at, _)| *at <= moment).map(|(_, id)| *id).collect()
        };
        let Ok(outbox) = Outbox::open(dir) else {
            report.broken.unreadable += 1;
            return Ok(());
        };
        let receipted = by_then(&promises.receipted);
        report.broken.add(&verdict::of_store(dir, &receipted, &self.key)?);
        let printed = by_then(&promises.printed);
        let owed = outbox.without_receipt(Timestamp::UNIX_EPOCH)?;
        report.printed_again += u64::try_from(owed.iter().filter(|owed| printed.contains(&owed.id)).count())?;
        drop(outbox);
        if deliver {
            report.delivered_from += 1;
            self.deliver_from(dir, &receipted, &mut report.broken)?;
        }
        Ok(())
    }

    fn deliver_from(&self, dir: &Path, receipted: &BTreeSet<SubmissionId>, broken: &mut Broken) -> anyhow::Result<()> {
        let mut courier = self.courier(dir)?;
        // Long after everything: what had been refused for the test's sake stays set aside.
        let refused = self.runtime.block_on(courier.round("2027-06-01T00:00:00Z".parse()?))?.quarantined;
        drop(courier);
        let outbox = Outbox::open(dir)?;
        let aside: BTreeSet<SubmissionId> = outbox.set_aside()?.into_iter().filter_map(|one| one.id).collect();
        let received = self.platform.received()?;
        let receipted = receipted.difference(&aside).copied().collect();
        let found = verdict::of_platform(&receipted, &received);
        // The platform has the whole recorded run, so that what it holds beyond these receipts says nothing here.
        broken.add(&Broken { unreceipted: 0, lost: found.lost + refused, ..found });
        Ok(())
    }
}
