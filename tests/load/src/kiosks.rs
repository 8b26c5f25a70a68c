//! N kiosks: the real courier, each with an outbox and a connection of its own.

use anyhow::Context as _;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use tempfile::TempDir;
use tokio::sync::{Notify, watch};
use tokio::task::LocalSet;
use yici::courier::Courier;
use yici::outbox::{Attachment, Counts, Kind, Outbox, Seal, Submission, SubmissionId};
use yici::platform::{Connection, HttpPlatform};
use yici_hardware::Personal;
use yici_platform::{Credentials, ReferencePlatform};

/// What the threads of the kiosks are called, so that their processor time can be told from the platform's.
pub const THREAD: &str = "kiosks";

/// Kiosks that are switched off, or on.
pub struct Kiosks {
    folder: TempDir,
    connections: Vec<Connection>,
    seal: Seal,
    handed_in: Vec<SubmissionId>,
    power: watch::Sender<bool>,
    threads: Vec<JoinHandle<anyhow::Result<()>>>,
}

impl Kiosks {
    /// So many, of which each knows one instance, as a load balancer would have it. Nothing is switched on yet.
    pub fn new(platform: &ReferencePlatform, count: usize) -> anyhow::Result<Self> {
        let memory = Path::new("/dev/shm");
        let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let Credentials { ca_pem, client_cert_pem, client_key_pem, receipt_key, seal_recipient, .. } =
            platform.credentials();
        let doors = platform.doors();
        let connection = |kiosk: usize| Connection {
            base_url: doors[kiosk % doors.len()].clone(),
            ca_pem: ca_pem.clone(),
            client_cert_pem: client_cert_pem.clone(),
            client_key_pem: client_key_pem.clone(),
            receipt_key: receipt_key.clone(),
        };
        Ok(Self {
            folder: tempfile::Builder::new().prefix("yici-load-").tempdir_in(place)?,
            connections: (0..count).map(connection).collect(),
            seal: Seal::to(&seal_recipient)?,
            handed_in: Vec::new(),
            power: watch::channel(false).0,
            threads: Vec::new(),
        })
    }

    /// Citizens hand in so many applications at each kiosk, each with a paper of so many bytes.
    pub fn hand_in(&mut self, each: usize, paper: usize) -> anyhow::Result<()> {
        for kiosk in 0..self.connections.len() {
            let mut outbox = Outbox::open(&self.outbox(kiosk))?;
            for _ in 0..each {
                let one = application(paper);
                outbox.commit(&one, &self.seal, Timestamp::now())?;
                self.handed_in.push(one.id);
            }
        }
        Ok(())
    }

    /// All of them, at this moment.
    pub fn switch_on(&mut self) {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        for first in 0..threads {
            let kiosks: Vec<_> = (first..self.connections.len()).step_by(threads).collect();
            let mine = kiosks.into_iter().map(|kiosk| (self.outbox(kiosk), self.connections[kiosk].clone()));
            let (mine, stop): (Vec<_>, _) = (mine.collect(), self.power.subscribe());
            let begun = thread::Builder::new().name(THREAD.to_owned()).spawn(move || run(mine, stop));
            self.threads.push(begun.expect("a thread"));
        }
    }

    /// All of them. What was under way is lost, as always.
    pub fn switch_off(&mut self) -> anyhow::Result<()> {
        self.power.send_replace(true);
        for thread in self.threads.drain(..) {
            thread.join().expect("a kiosk does not panic")?;
        }
        self.power.send_replace(false);
        Ok(())
    }

    /// What was handed in until now.
    pub fn handed_in(&self) -> &[SubmissionId] {
        &self.handed_in
    }

    /// What the kiosks know of it, added up.
    pub fn counts(&self) -> anyhow::Result<Counts> {
        let mut sum = Counts { waiting: 0, delivered: 0, quarantined: 0 };
        for kiosk in 0..self.connections.len() {
            let counts = Outbox::open(&self.outbox(kiosk))?.counts()?;
            sum.waiting += counts.waiting;
            sum.delivered += counts.delivered;
            sum.quarantined += counts.quarantined;
        }
        Ok(sum)
    }

    fn outbox(&self, kiosk: usize) -> PathBuf {
        self.folder.path().join(kiosk.to_string())
    }
}

impl Drop for Kiosks {
    fn drop(&mut self) {
        self.power.send_replace(true);
        self.threads.drain(..).for_each(|thread| drop(thread.join()));
    }
}

/// Runs these couriers until they are switched off.
fn run(kiosks: Vec<(PathBuf, Connection)>, stop: watch::Receiver<bool>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let all = LocalSet::new();
    let mut running = Vec::new();
    for (outbox, connection) in kiosks {
        let courier = Courier::new(&outbox, HttpPlatform::new(&connection)?)?;
        let mut stop = stop.clone();
        running.push(all.spawn_local(async move {
            let off = async move {
                // A sender that is gone is a switch that is off.
                let _off = stop.wait_for(|off| *off).await;
            };
            courier.run(&Arc::new(Notify::new()), off).await
        }));
    }
    runtime.block_on(all.run_until(async move {
        for kiosk in running {
            kiosk.await.context("a courier ended")??;
        }
        Ok(())
    }))
}

fn application(paper: usize) -> Submission {
    let paper =
        Attachment { media_type: String::from("image/jpeg"), bytes: Personal::new(vec![7; paper.max(1)]).into() };
    Submission {
        id: SubmissionId::generate(),
        kind: Kind::Application,
        number: String::from("2026010100000017"),
        bytes: Personal::new(vec![b'a'; 4 * 1024]),
        attachments: vec![paper],
    }
}
