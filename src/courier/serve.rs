//! The courier's process: the rounds, the catalog, the certificate and the link, side by side, until it is told to stop.

use super::telemetry::Telemetry;
use super::trail::Trail;
use super::{Courier, Events, Metered, catalog, identity, link};
use crate::chance;
use crate::outbox::OutboxError;
use crate::platform::{
    Adapter, Connection, Platform, QueueFault, http::ConnectionError, provincial::ClientCredentials,
};
use crate::supervision;
use jiff::{SignedDuration, Timestamp};
use std::{future::Future, path::PathBuf, pin::pin, sync::Arc, time::Duration};
use tokio::{
    sync::{Notify, mpsc},
    time,
};

/// The longest time without a look at the line; the shortest is half of it.
const IDLE: Duration = Duration::from_secs(30);

/// The least time between two rounds, however often the screen nudges.
const GAP: Duration = Duration::from_millis(200);

/// What the courier needs to know.
#[derive(Clone)]
pub struct Settings {
    /// This kiosk's name, as the platform knows it.
    pub kiosk: String,
    /// The directory of the outbox, shared with the screen process.
    pub outbox: PathBuf,
    /// The root of the signed catalog, which is kept beside the outbox; without one no catalog is brought.
    pub catalog_root: Option<PathBuf>,
    /// How to reach the platform.
    pub connection: Connection,
    /// The client that a province's platform knows this kiosk as; without one, our own contract is spoken.
    pub client: Option<ClientCredentials>,
    /// Where the kiosk's certificate and key lie.
    pub identity: identity::Files,
    /// How to spare a line that costs.
    pub metered: Metered,
    /// The file into which metrics go, for an exporter on the same machine.
    pub metrics: PathBuf,
    /// The gateway to which they are pushed: `https://` and a host.
    pub gateway: Option<String>,
    /// The collector to which metrics and events are sent: `https://`, a host and a port.
    pub collector: Option<String>,
    /// The kernel's command line, which says the slot: not in `/proc`, of which the courier sees nothing but processes
    /// (`ProcSubset=pid`). Its unit lays it down.
    pub command_line: PathBuf,
    /// The thermometer inside, a file of the kernel's; for the metrics.
    pub thermometer: Option<crate::settings::Temperature>,
    /// The Unix socket on which the screen process asks. Its directory says who may.
    pub socket: PathBuf,
}

/// Why the courier ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The settings make no connection.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    /// The outbox failed.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// The socket cannot be made.
    #[error("cannot listen on {path}: {why}; check that its directory is there and that no other courier runs")]
    Socket {
        /// The socket.
        path: PathBuf,
        /// The system's words.
        why: std::io::Error,
    },
}

/// Runs the courier until `stop` is ready. Ends early only on an error, after which a fresh start is safe.
///
/// Needs a tokio runtime with I/O and time.
pub async fn serve(settings: Settings, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
    let platform = Adapter::new(&settings.connection, settings.client.as_ref())?;
    let ca_pem = settings.connection.ca_pem.clone();
    let certificate_file = settings.identity.certificate.clone();
    let identity = identity::watch(platform.clone(), settings.identity, ca_pem, settings.metered);
    let mut courier = Courier::new(&settings.outbox, platform.clone())?;
    courier.spare(settings.metered);
    let catalog = catalog::watch(platform.clone(), settings.catalog_root, &settings.outbox, courier.pace.clone());
    let gateway = settings.gateway.as_deref().map(|url| platform.gateway(url, &settings.kiosk));
    let collector = settings.collector.as_deref().map(|url| platform.collector(url)).transpose()?.map(Arc::new);
    let telemetry = Telemetry {
        state: settings.outbox.clone(),
        file: settings.metrics,
        gateway: gateway.transpose()?,
        collector: collector.clone(),
        certificate: settings.connection.client_cert_pem.clone(),
        certificate_file,
        command_line: settings.command_line,
        thermometer: settings.thermometer,
        status: courier.watchers.subscribe(),
        kiosk: settings.kiosk.clone(),
        pace: courier.pace.clone(),
    };
    let (events, told) = mpsc::unbounded_channel();
    courier.tell(events);
    let (status, pace) = (|| courier.watchers.subscribe(), || courier.pace.clone());
    let afar = Events::watch(&settings.outbox, collector, &settings.kiosk, pace());
    let trail = Trail::watch(platform.clone(), &settings.outbox, settings.kiosk.clone(), status(), told, pace());
    let nudge = Arc::new(Notify::new());
    let server = link::Server::bind(&settings.socket, platform, status(), Arc::clone(&nudge), pace())
        .map_err(|why| ServeError::Socket { path: settings.socket.clone(), why })?;
    supervision::ready();
    tokio::select! {
        ended = courier.run(&nudge, stop) => Ok(ended?),
        never = server.run() => match never {},
        never = catalog => match never {},
        never = trail => match never {},
        never = telemetry.watch() => match never {},
        never = afar => match never {},
        never = identity => match never {},
    }
}

impl<P: Platform> Courier<P> {
    /// Makes a round when nudged or when something is due, and looks at the line every 15 to 30 seconds, until `stop`
    /// is ready. A round that is under way is dropped then, which loses nothing.
    pub async fn run(mut self, nudge: &Notify, stop: impl Future<Output = ()>) -> Result<(), OutboxError> {
        let mut stop = pin!(stop);
        loop {
            let round = tokio::select! {
                biased;
                () = &mut stop => return Ok(()),
                round = self.round(Timestamp::now()) => round?,
            };
            // A round that came to its end is progress, whatever it found.
            supervision::alive();
            let idle = IDLE / 2 + chance::up_to(IDLE / 2);
            let due = match &round.fault {
                // When the platform said that it has time.
                Some(QueueFault::Busy(left)) => Some(*left),
                _ if round.is_over() => None,
                _ => self.outbox.due_in(Timestamp::now())?.map(SignedDuration::unsigned_abs),
            };
            let pause = due.map_or(idle, |due| due.min(idle));
            tokio::select! {
                biased;
                () = &mut stop => return Ok(()),
                () = wait(nudge, pause) => {}
            }
        }
    }
}

/// Waits out the gap, and then for a nudge or the end of the pause. A nudge within the gap is not forgotten.
async fn wait(nudge: &Notify, pause: Duration) {
    time::sleep(GAP).await;
    let _nudged = time::timeout(pause.saturating_sub(GAP), nudge.notified()).await;
}
