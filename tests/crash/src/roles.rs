//! The three processes that are killed.

use crate::courier::{self, link};
use crate::dice::Dice;
use crate::handed_in;
use crate::outbox::{Outbox, OutboxError, PaperState, Seal, SubmissionId};
use crate::platform::Connection;
use anyhow::Context;
use jiff::Timestamp;
use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;
use yici_platform::ReferencePlatform;

/// Where everything of a run stands: one folder, and the platform's port.
#[derive(Clone, Debug)]
pub struct Place {
    /// The folder.
    pub dir: PathBuf,
    /// The platform's port on the loop-back address.
    pub port: u16,
}

impl Place {
    /// The folder of the outbox.
    pub fn outbox(&self) -> PathBuf {
        self.dir.join("outbox")
    }

    /// The folder of the platform.
    pub fn platform(&self) -> PathBuf {
        self.dir.join("platform")
    }

    /// The address that the platform listens on.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))
    }

    /// The connection, as a kiosk's settings make it from files.
    pub fn connection(&self) -> anyhow::Result<Connection> {
        let read = |name: &str| fs::read_to_string(self.platform().join(name));
        Ok(Connection {
            base_url: format!("https://{}", self.address()),
            ca_pem: read("ca.pem")?,
            client_cert_pem: read("kiosk.pem")?,
            client_key_pem: read("kiosk.key")?,
            receipt_key: read("receipt.pub")?,
        })
    }

    fn socket(&self) -> PathBuf {
        self.dir.join("courier.sock")
    }
}

/// How many may wait before the screen's part lets the courier catch up: citizens do not come faster than that either.
const WAITING: u64 = 2_000;

/// Hands in without end. Each receipt is a line `receipt <id>` on standard output, which is this kiosk's printer; the
/// first line is `opened <rows>`.
pub fn screen(place: &Place) -> anyhow::Result<()> {
    let seal = Seal::to(&fs::read_to_string(place.platform().join("seal.pub"))?)?;
    let mut outbox = Outbox::open(&place.outbox())?;
    let counts = outbox.counts()?;
    say(&format!("opened {}", counts.waiting + counts.delivered + counts.quarantined))?;
    for owed in outbox.without_receipt(Timestamp::UNIX_EPOCH)? {
        print(&mut outbox, owed.id)?;
    }
    loop {
        let submission = handed_in::submission(SubmissionId::generate());
        match outbox.commit(&submission, &seal, Timestamp::now()) {
            Ok(_) => print(&mut outbox, submission.id)?,
            Err(OutboxError::Full { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        if let Ok(mut courier) = link::Client::connect(&place.socket()) {
            // A courier that was just killed is asked the next time.
            let _ = courier.nudge();
        }
        while outbox.counts()?.waiting > WAITING {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn print(outbox: &mut Outbox, id: SubmissionId) -> anyhow::Result<()> {
    say(&format!("receipt {id}"))?;
    Ok(outbox.set_paper(id, PaperState::Printed)?)
}

/// One write of less than a page: a pipe has it whole or not at all, and keeps it when the writer is killed.
fn say(line: &str) -> std::io::Result<()> {
    std::io::stdout().write_all(format!("{line}\n").as_bytes())
}

/// The kiosk's courier.
pub fn courier(place: &Place) -> anyhow::Result<()> {
    let settings = courier::Settings {
        kiosk: String::from("crash"),
        metrics: place.outbox().join("metrics.prom"),
        gateway: None,
        collector: None,
        command_line: "/proc/cmdline".into(),
        thermometer: None,
        catalog_root: None,
        outbox: place.outbox(),
        connection: place.connection()?,
        client: None,
        identity: courier::identity::Files {
            certificate: place.platform().join("kiosk.pem"),
            key: place.platform().join("kiosk.key"),
        },
        metered: courier::Metered::default(),
        socket: place.socket(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(courier::serve(settings, std::future::pending()))?)
}

/// The reference platform.
pub fn platform(place: &Place) -> anyhow::Result<()> {
    let _platform = ReferencePlatform::start_at(&place.platform(), place.address())?;
    loop {
        std::thread::park();
    }
}

/// Makes the folders, keys and certificates, and finds a port below those that the system hands out by itself.
pub fn prepare(dir: &Path) -> anyhow::Result<Place> {
    let mut dice = Dice::new(u64::from(std::process::id()));
    let free = std::iter::repeat_with(|| 20_000 + dice.below(10_000)).filter_map(|port| u16::try_from(port).ok());
    let port = free.take(100).find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok());
    let place = Place { dir: dir.to_owned(), port: port.context("no port below 30000 is free")? };
    drop(ReferencePlatform::start_at(&place.platform(), place.address())?);
    Ok(place)
}
