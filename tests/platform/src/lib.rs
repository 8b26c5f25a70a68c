//! The reference platform: what a government platform must do to receive from a Yici kiosk.
//!
//! It keeps the contract of `docs/platform.openapi.yaml` over real TLS 1.3 with client certificates, on real SQLite, and
//! was written from the contract alone: it shares no code with the kiosk, so that one cannot repeat the other's mistake.
//! It also misbehaves on demand, at the wire: see [`Behaviour`]. It is for tests, demonstrations and as an example; it
//! has no operator's side but for the tokens with which kiosks are enrolled (`register.rs`).
//!
//! A city's platform is several instances of it behind one address, over one PostgreSQL: see [`City`].
//!
//! It serves the signed catalog that lies in `catalog` below its directory, as any web server would, and signs nothing.
//!
//! [`Fleet`] stands in for the fleet's update server, with the same certificates.
//!
//! Invariants:
//! - A submission is on its disk, synced, before its receipt leaves.
//! - The same id with the same bytes gets the same receipt, byte for byte, for ever; with other bytes, 409.
//!
//! Limits: 2 MiB of envelope, 257 MiB an attachment, 17 MiB of it at once, 64 connections, 64 requests an instance at once; who comes
//! then is told when to come again (`admission.rs`). Started again in the same directory it has the same
//! port, keys and memory.

mod admission;
mod any_time;
mod behaviour;
mod calls;
mod carried;
mod cases;
mod certificates;
pub mod cluster;
mod desk;
mod enrolment;
mod fleet;
mod heads;
mod identity;
mod opening;
mod phone;
mod progress;
mod provincial;
mod questions;
mod register;
mod relay;
mod server;
mod store;
mod tickets;

pub use admission::Second;
pub use behaviour::{Behaviour, Impostor};
pub use fleet::{Fleet, Report};
pub use identity::Credentials;
pub use store::Received;

use store::Store;

use admission::{Admission, PLACES};
use anyhow::Context;
use desk::{Desk, Office};
use identity::Identity;
use register::Register;
use relay::{Hand, Relay};
use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    ops::Range,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// From when to when a server's certificate is valid, unless a test says otherwise.
const YEARS: Range<i32> = 2020..2096;

/// A running platform. Dropping it stops it where it stands, as a crash would: whatever was not answered was not
/// promised.
pub struct ReferencePlatform {
    // The order matters: the door closes before the house.
    relay: Arc<Relay>,
    instances: Mutex<Vec<Option<server::Server>>>,
    /// Where each of them listens itself.
    doors: Vec<SocketAddr>,
    admission: Arc<Admission>,
    office: Arc<Office>,
    /// Sees what all instances have.
    desk: Arc<Desk>,
    register: Arc<Register>,
    credentials: Credentials,
}

/// How a platform for a city is made up.
pub struct City<'a> {
    /// The address of a PostgreSQL database, such as `postgresql://yici@localhost/yici`, or `host=/run/postgresql user=yici`.
    pub database: &'a str,
    /// How many instances receive at the same time, each with a connection of its own to the database.
    pub instances: usize,
}

impl ReferencePlatform {
    /// Starts on the loop-back address, with the port that `dir` remembers or, the first time, a free one.
    pub fn start(dir: &Path) -> anyhow::Result<Self> {
        Self::start_at(dir, remembered(dir)?)
    }

    /// As [`ReferencePlatform::start`], with a server's certificate that, if it is made now, is valid from the beginning of
    /// one year to that of another.
    pub fn start_valid(dir: &Path, years: Range<i32>) -> anyhow::Result<Self> {
        Self::start_with(dir, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), years, None)
    }

    /// Starts on this address. The certificate, made the first time, names `localhost` and the first address.
    pub fn start_at(dir: &Path, address: SocketAddr) -> anyhow::Result<Self> {
        Self::start_with(dir, address, YEARS, None)
    }

    /// As [`ReferencePlatform::start`], as a city has it.
    pub fn start_city(dir: &Path, city: &City<'_>) -> anyhow::Result<Self> {
        Self::start_city_at(dir, remembered(dir)?, city)
    }

    /// As [`ReferencePlatform::start_at`], as a city has it.
    pub fn start_city_at(dir: &Path, address: SocketAddr, city: &City<'_>) -> anyhow::Result<Self> {
        Self::start_with(dir, address, YEARS, Some(city))
    }

    fn start_with(dir: &Path, address: SocketAddr, years: Range<i32>, city: Option<&City<'_>>) -> anyhow::Result<Self> {
        fs::create_dir_all(dir)?;
        let identity = Identity::load_or_make(dir, address.ip(), years).context("keys and certificates")?;
        let tls = identity.server_config(None)?;
        let credentials = identity.credentials().clone();
        let office = Arc::new(Office::new(dir, identity));
        let ahead = Arc::default();
        let register = || -> anyhow::Result<_> {
            let register = Register::open(dir, city.map(|city| city.database), Arc::clone(&ahead));
            Ok(Arc::new(register.context("the platform's register")?))
        };
        let desk = || -> anyhow::Result<_> {
            let store = Store::open(dir, city.map(|city| city.database)).context("the platform's store")?;
            Ok(Arc::new(Desk::new(Arc::clone(&office), store)))
        };
        let count = city.map_or(1, |city| city.instances.max(1));
        let doors: Vec<_> =
            (0..count).map(|_| std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).collect::<Result<_, _>>()?;
        let inner: Vec<_> = doors.iter().map(std::net::TcpListener::local_addr).collect::<Result<_, _>>()?;
        let admission = Arc::new(Admission::new(PLACES * count));
        let relay = Relay::start(address, inner.clone()).with_context(|| format!("cannot listen on {address}"))?;
        let relay = Arc::new(relay);
        fs::write(dir.join("port"), relay.address().port().to_string())?;
        let (first, first_register) = (desk()?, register()?);
        let mut instances = Vec::with_capacity(count);
        for (number, door) in doors.into_iter().enumerate() {
            let (desk, register) = match number {
                0 => (Arc::clone(&first), Arc::clone(&first_register)),
                _ => (desk()?, register()?),
            };
            let context = server::Context {
                desk,
                register,
                relay: Arc::clone(&relay),
                admission: Arc::clone(&admission),
                credentials: Arc::new(credentials.clone()),
            };
            instances.push(Some(server::Server::start(door, Arc::clone(&tls), context)?));
        }
        let (instances, doors) = (Mutex::new(instances), inner);
        let (desk, register) = (first, first_register);
        Ok(Self { relay, instances, doors, admission, office, desk, register, credentials })
    }

    /// Ends one instance where it stands, as a crash would; the others go on.
    pub fn end_instance(&self, number: usize) {
        let ended =
            self.instances.lock().unwrap_or_else(PoisonError::into_inner).get_mut(number).and_then(Option::take);
        drop(ended);
        // What stood to it is gone with it.
        self.relay.cut();
    }

    /// The address that a kiosk's settings name.
    pub fn url(&self) -> String {
        format!("https://{}", self.relay.address())
    }

    /// The addresses of the instances themselves, past the door that all of them share and that misbehaves on demand: as a
    /// load balancer gives them to many kiosks.
    pub fn doors(&self) -> Vec<String> {
        self.doors.iter().map(|door| format!("https://{door}")).collect()
    }

    /// From now on, all instances together take on so many requests at once.
    pub fn take_at_once(&self, requests: usize) {
        self.admission.places(requests);
    }

    /// What came of whom, in each second since the platform began, of the last hour.
    pub fn traffic(&self) -> Vec<Second> {
        self.admission.seconds()
    }

    /// How long so much of what was served took at most, since [`ReferencePlatform::forget_latencies`].
    pub fn latency(&self, part: f64) -> Option<Duration> {
        self.admission.duration(part)
    }

    /// Begins to measure anew.
    pub fn forget_latencies(&self) {
        self.admission.forget_durations();
    }

    /// What a kiosk needs to know and to have. The same stands in the directory: `ca.pem`, `kiosk.pem`, `kiosk.key`,
    /// `receipt.pub` and `seal.pub`.
    pub fn credentials(&self) -> Credentials {
        self.credentials.clone()
    }

    /// The client that a kiosk is to a platform in the manner of a province's: its id and its secret. Both fronts stand
    /// open: the platform speaks either way.
    pub fn client(&self) -> (String, String) {
        (provincial::CLIENT.to_owned(), provincial::secret(&self.credentials))
    }

    /// Takes no token any more that was given until now.
    pub fn forget_tokens(&self) {
        self.office.tokens.forget();
    }

    /// From now on, behave so.
    pub fn behave(&self, behaviour: Behaviour) {
        self.relay.be_absent(behaviour == Behaviour::Absent);
        self.relay.handle_lines(match behaviour {
            Behaviour::CutLine { up, down } => Hand { up, down, ..Hand::default() },
            Behaviour::Trickle(bytes_a_second) => Hand { bytes_a_second: Some(bytes_a_second), ..Hand::default() },
            _ => Hand::default(),
        });
        self.show(match behaviour {
            Behaviour::Impostor(impostor) => Some(impostor),
            _ => None,
        });
        self.office.behave(behaviour);
    }

    /// Shows its own certificate from now on, or another.
    fn show(&self, impostor: Option<Impostor>) {
        let tls = self.office.tls(impostor).expect("keys and certificates were made before");
        let instances = self.instances.lock().unwrap_or_else(PoisonError::into_inner);
        instances.iter().flatten().for_each(|server| server.show(Arc::clone(&tls)));
        if impostor.is_some() {
            self.relay.cut();
        }
    }

    /// From now on, this is known of the person with this number: fields and papers in the form of the contract's answer,
    /// such as `{"fields":[{"field":"applicant.mobile","value":"…","origin":"platform"}],"papers":[]}`.
    pub fn know(&self, number: &str, known: &str) -> anyhow::Result<()> {
        self.desk.know(number, known)
    }

    /// A clerk decides about the case with this number on its receipt: `what` is the key of an item, or of a paper with
    /// `paper:` before it, `state` a word of the contract, `day` the day of it (a paper's: until when).
    pub fn decide(&self, number: &str, what: &str, state: &str, day: &str) -> anyhow::Result<()> {
        self.desk.decide(number, what, state, day)
    }

    /// The department has no record of this person from which to certify this item.
    pub fn withhold(&self, number: &str, item: &str) -> anyhow::Result<()> {
        self.desk.decide(&cases::digest(number), item, "no_record", "")
    }

    /// Others book all that is left of a hall's day and slot.
    pub fn book_out(&self, hall: &str, day: &str, slot: &str) -> anyhow::Result<()> {
        self.desk.book_out(hall, day, slot)
    }

    /// The code that the platform's app shows on the phone of this resident: it holds for two minutes from `from` on, in
    /// seconds since 1970. No two have the same nonce.
    pub fn identity_code(&self, name: &str, number: &str, from: i64, nonce: &str) -> String {
        self.office.identity_code(name, number, from, nonce)
    }

    /// Makes a one-time token with which a kiosk of this name is enrolled, within seven days.
    pub fn invite(&self, kiosk: &str) -> anyhow::Result<String> {
        self.register.invite(kiosk)
    }

    /// Takes back every certificate that the kiosk of this name was given; gives their number.
    pub fn revoke(&self, kiosk: &str) -> anyhow::Result<u64> {
        self.register.revoke(kiosk)
    }

    /// Moves the platform's clock on, as far as tokens and certificates go.
    pub fn pass_days(&self, days: u64) {
        self.register.pass_days(days);
    }

    /// Forgets everything that was handed in, as a platform does that went back to an old copy of its disk.
    pub fn forget_submissions(&self) -> anyhow::Result<()> {
        self.desk.forget_submissions()
    }

    /// The kiosks at which somebody calls for help now.
    pub fn help_calls(&self) -> Vec<String> {
        self.office.calls.standing()
    }

    /// Everything that was received, in order, opened with the platform's key.
    pub fn received(&self) -> anyhow::Result<Vec<Received>> {
        self.desk.received()
    }

    /// The ids of everything that was received.
    pub fn received_ids(&self) -> anyhow::Result<Vec<String>> {
        self.desk.received_ids()
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

/// The loop-back address with the port that the directory remembers, or with any.
fn remembered(dir: &Path) -> anyhow::Result<SocketAddr> {
    let remembered = fs::read_to_string(dir.join("port")).ok();
    let port = remembered.map_or(Ok(0), |port| port.trim().parse()).context("the file `port` holds no port")?;
    Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}

impl Drop for ReferencePlatform {
    fn drop(&mut self) {
        self.relay.stop();
    }
}
