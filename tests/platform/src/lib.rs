//! The reference platform: what a government platform must do to receive from a Yici kiosk.
//!
//! It keeps the contract of `docs/platform.openapi.yaml` over real TLS 1.3 with client certificates, on real SQLite, and
//! was written from the contract alone: it shares no code with the kiosk, so that one cannot repeat the other's mistake.
//! It also misbehaves on demand, at the wire: see [`Behaviour`]. It is for tests, demonstrations and as an example; it
//! has no operator's side and knows one kiosk.
//!
//! It serves the signed catalog that lies in `catalog` below its directory, as any web server would, and signs nothing.
//!
//! [`Fleet`] stands in for the fleet's update server, with the same certificates.
//!
//! Invariants:
//! - A submission is on its disk, synced, before its receipt leaves.
//! - The same id with the same bytes gets the same receipt, byte for byte, for ever; with other bytes, 409.
//!
//! Limits: 2 MiB of envelope, 257 MiB an attachment, 17 MiB of it at once, 64 connections. Started again in the same directory it has the same
//! port, keys and memory.

mod behaviour;
mod desk;
mod fleet;
mod heads;
mod identity;
mod opening;
mod phone;
mod questions;
mod relay;
mod server;
mod store;
mod tickets;

pub use behaviour::Behaviour;
pub use fleet::{Fleet, Report};
pub use identity::Credentials;
pub use store::Received;

use anyhow::Context;
use desk::Desk;
use identity::Identity;
use relay::{Hand, Relay};
use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    ops::Range,
    path::Path,
    sync::Arc,
    time::Duration,
};

/// A running platform. Dropping it stops it where it stands, as a crash would: whatever was not answered was not
/// promised.
pub struct ReferencePlatform {
    // The order matters: the door closes before the house.
    relay: Arc<Relay>,
    _server: server::Server,
    desk: Arc<Desk>,
    credentials: Credentials,
}

impl ReferencePlatform {
    /// Starts on the loop-back address, with the port that `dir` remembers or, the first time, a free one.
    pub fn start(dir: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(dir)?;
        let remembered = fs::read_to_string(dir.join("port")).ok();
        let port = remembered.map_or(Ok(0), |port| port.trim().parse()).context("the file `port` holds no port")?;
        Self::start_at(dir, SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
    }

    /// As [`ReferencePlatform::start`], with a server's certificate that, if it is made now, is valid from the beginning of
    /// one year to that of another.
    pub fn start_valid(dir: &Path, years: Range<i32>) -> anyhow::Result<Self> {
        Self::start_with(dir, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), years)
    }

    /// Starts on this address. The certificate, made the first time, names `localhost` and the first address.
    pub fn start_at(dir: &Path, address: SocketAddr) -> anyhow::Result<Self> {
        Self::start_with(dir, address, 2020..2096)
    }

    fn start_with(dir: &Path, address: SocketAddr, years: Range<i32>) -> anyhow::Result<Self> {
        fs::create_dir_all(dir)?;
        let identity = Identity::load_or_make(dir, address.ip(), years).context("keys and certificates")?;
        let tls = identity.server_config()?;
        let credentials = identity.credentials().clone();
        let desk = Arc::new(Desk::open(dir, identity).context("the platform's store")?);

        let inner = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let relay =
            Relay::start(address, inner.local_addr()?).with_context(|| format!("cannot listen on {address}"))?;
        let relay = Arc::new(relay);
        fs::write(dir.join("port"), relay.address().port().to_string())?;
        let server = server::Server::start(inner, tls, Arc::clone(&desk), Arc::clone(&relay))?;
        Ok(Self { relay, _server: server, desk, credentials })
    }

    /// The address that a kiosk's settings name.
    pub fn url(&self) -> String {
        format!("https://{}", self.relay.address())
    }

    /// What a kiosk needs to know and to have. The same stands in the directory: `ca.pem`, `kiosk.pem`, `kiosk.key`,
    /// `receipt.pub` and `seal.pub`.
    pub fn credentials(&self) -> Credentials {
        self.credentials.clone()
    }

    /// From now on, behave so.
    pub fn behave(&self, behaviour: Behaviour) {
        self.relay.be_absent(behaviour == Behaviour::Absent);
        self.relay.handle_lines(match behaviour {
            Behaviour::CutLine { up, down } => Hand { up, down, ..Hand::default() },
            Behaviour::Trickle(bytes_a_second) => Hand { bytes_a_second: Some(bytes_a_second), ..Hand::default() },
            _ => Hand::default(),
        });
        self.desk.behave(behaviour);
    }

    /// From now on, this is known of the person with this number: fields and papers in the form of the contract's answer,
    /// such as `{"fields":[{"field":"applicant.mobile","value":"…","origin":"platform"}],"papers":[]}`.
    pub fn know(&self, number: &str, known: &str) -> anyhow::Result<()> {
        self.desk.know(number, known)
    }

    /// The code that the platform's app shows on the phone of this resident: it holds for two minutes from `from` on, in
    /// seconds since 1970. No two have the same nonce.
    pub fn identity_code(&self, name: &str, number: &str, from: i64, nonce: &str) -> String {
        self.desk.identity_code(name, number, from, nonce)
    }

    /// Everything that was received, in order, opened with the platform's key.
    pub fn received(&self) -> anyhow::Result<Vec<Received>> {
        self.desk.received()
    }

    /// The seals on the heads of a kiosk's audit trail, oldest first.
    pub fn heads(&self, kiosk: &str) -> anyhow::Result<Vec<String>> {
        self.desk.heads(kiosk)
    }

    /// Waits until `count` submissions were received; `false` when they were not in time.
    pub fn wait_for(&self, count: u64, timeout: Duration) -> bool {
        self.desk.wait_for(count, timeout)
    }
}

impl Drop for ReferencePlatform {
    fn drop(&mut self) {
        self.relay.stop();
    }
}
