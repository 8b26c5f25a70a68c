//! What things cost, and what happens when everybody comes at once.

use crate::cost::{Spent, own, spent};
use crate::kiosks::{Kiosks, THREAD};
use anyhow::{Context as _, ensure};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};
use yici::platform::{Connection, HttpPlatform, Platform as _};
use yici_platform::cluster::{Cluster, database};
use yici_platform::{Behaviour, City, Credentials, ReferencePlatform, Second};

/// Longer than anything here takes on a busy machine.
const GENEROUS: Duration = Duration::from_secs(600);

/// A platform on a PostgreSQL of its own, gone with it.
pub struct Town {
    /// The platform.
    pub platform: ReferencePlatform,
    /// Before the cluster, which ends first otherwise.
    _folder: tempfile::TempDir,
    cluster: Cluster,
}

/// What came of a rush.
#[derive(Debug)]
pub struct Rush {
    /// How many kiosks.
    pub kiosks: usize,
    /// How many submissions.
    pub submissions: usize,
    /// From the first moment until the platform had the last of them.
    pub took: Duration,
    /// What the platform saw, second by second.
    pub seconds: Vec<Second>,
    /// The slowest of a hundred requests that were served took so long, without the line.
    pub slowest_of_a_hundred: Duration,
    /// Whose time it was.
    pub spent: Spent,
}

/// What a call costs.
#[derive(Clone, Copy, Debug)]
pub struct Calls {
    /// How many were made.
    pub count: u32,
    /// In this time.
    pub took: Duration,
    /// Whose time it was.
    pub spent: Spent,
}

impl Town {
    /// `None`, with a word why, where PostgreSQL is not installed.
    pub fn new(instances: usize) -> anyhow::Result<Option<Self>> {
        let Some(cluster) = Cluster::start_in(Path::new("/tmp")) else { return Ok(None) };
        let folder = tempfile::tempdir()?;
        let city = City { database: &database(cluster.folder(), "load"), instances };
        let platform = ReferencePlatform::start_city(folder.path(), &city)?;
        Ok(Some(Self { platform, _folder: folder, cluster }))
    }

    fn spent(&self) -> Spent {
        spent(self.cluster.process().unwrap_or(0), THREAD)
    }

    /// The power comes back in the whole city: every kiosk begins at the same moment, with so much that waits.
    pub fn power_comes_back(&self, kiosks: usize, each: usize, paper: usize) -> anyhow::Result<Rush> {
        let mut all = Kiosks::new(&self.platform, kiosks)?;
        all.hand_in(each, paper)?;
        self.rush(&mut all, kiosks, Kiosks::switch_on)
    }

    /// The platform was out of order for `away`, and comes back: every kiosk has run all the while, and has so much that waits.
    pub fn platform_comes_back(
        &self,
        kiosks: usize,
        each: usize,
        paper: usize,
        away: Duration,
    ) -> anyhow::Result<Rush> {
        let mut all = Kiosks::new(&self.platform, kiosks)?;
        all.hand_in(each, paper)?;
        self.platform.behave(Behaviour::Rude);
        all.switch_on();
        thread::sleep(away); // the outage itself
        self.rush(&mut all, kiosks, |_| self.platform.behave(Behaviour::Normal))
    }

    fn rush(&self, all: &mut Kiosks, kiosks: usize, begin: impl FnOnce(&mut Kiosks)) -> anyhow::Result<Rush> {
        let submissions = all.handed_in().len();
        let had = u64::try_from(self.platform.received_ids()?.len())?;
        let (before, from) = (self.spent(), self.platform.traffic().len());
        self.platform.forget_latencies();
        let began = Instant::now();
        begin(all);
        ensure!(self.platform.wait_for(had + u64::try_from(submissions)?, GENEROUS), "not delivered in ten minutes");
        let (took, spent) = (began.elapsed(), self.spent() - before);
        let mut seconds = self.platform.traffic();
        seconds.drain(..from.saturating_sub(1).min(seconds.len()));
        let slowest_of_a_hundred = self.platform.latency(0.99).unwrap_or_default();
        // What the platform has last, a kiosk may not have its receipt for yet.
        while all.counts()?.waiting > 0 {
            ensure!(began.elapsed() < GENEROUS, "receipts that do not come");
            thread::sleep(Duration::from_millis(200));
        }
        all.switch_off()?;
        self.check_once(all)?;
        Ok(Rush { kiosks, submissions, took, seconds, slowest_of_a_hundred, spent })
    }

    /// Everything that was handed in was received, and everything once.
    fn check_once(&self, all: &Kiosks) -> anyhow::Result<()> {
        let mut received = self.platform.received_ids()?;
        received.sort();
        let count = received.len();
        received.dedup();
        ensure!(count == received.len(), "{} were received twice", count - received.len());
        for id in all.handed_in() {
            received.binary_search(&id.to_string()).ok().with_context(|| format!("{id} was not received"))?;
        }
        let counts = all.counts()?;
        ensure!(counts.quarantined == 0 && counts.waiting == 0, "{counts:?}");
        Ok(())
    }

    /// Asks whether the platform is there, as often as it goes for a while: on connections that stand, or on a fresh one each.
    pub fn heartbeats(&self, fresh: bool, lasting: Duration) -> anyhow::Result<Calls> {
        let Credentials { ca_pem, client_cert_pem, client_key_pem, receipt_key, .. } = self.platform.credentials();
        let base_url = self.platform.doors().remove(0);
        let connection = Connection { base_url, ca_pem, client_cert_pem, client_key_pem, receipt_key };
        let before = self.spent();
        let began = Instant::now();
        let calling = thread::Builder::new().name(THREAD.to_owned()).spawn(move || -> anyhow::Result<_> {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            let count = runtime.block_on(async {
                let standing = HttpPlatform::new(&connection)?;
                let mut count = 0;
                while began.elapsed() < lasting {
                    if fresh {
                        HttpPlatform::new(&connection)?.ping().await?;
                        count += 1;
                        continue;
                    }
                    tokio::try_join!(standing.ping(), standing.ping(), standing.ping(), standing.ping())?;
                    count += 4;
                }
                anyhow::Ok(count)
            })?;
            Ok((count, began.elapsed(), std::fs::read_to_string("/proc/thread-self/stat")?))
        })?;
        let (count, took, stat) = calling.join().expect("no panic")?;
        let mut spent = self.spent() - before;
        // The thread is gone, and with it its own sum.
        let own = own(&stat).unwrap_or(0.0);
        spent.kiosks += own;
        spent.platform -= own;
        Ok(Calls { count, took, spent })
    }
}

impl Rush {
    /// Of the requests that came, how many in the busiest second, beside the mean of the seconds in which it was done.
    pub fn peak_to_mean(&self) -> f64 {
        let arrived: Vec<f64> = self.seconds.iter().map(|second| f64::from(second.arrived)).collect();
        let sum: f64 = arrived.iter().sum();
        let peak = arrived.iter().copied().fold(0.0, f64::max);
        if sum > 0.0 { peak * self.took.as_secs_f64().max(1.0) / sum } else { 0.0 }
    }

    /// How many were told to come again.
    pub fn turned_away(&self) -> u32 {
        self.seconds.iter().map(|second| second.turned_away).sum()
    }

    /// How many requests came.
    pub fn arrived(&self) -> u32 {
        self.seconds.iter().map(|second| second.arrived).sum()
    }
}
