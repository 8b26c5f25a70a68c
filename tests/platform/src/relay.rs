//! The public door: a plain TCP relay in front of the server, so that a connection can be dropped or cut at the wire,
//! below TLS and HTTP.
//!
//! Limits: 64 connections at once, further ones are dropped; two threads each.

use std::{
    collections::BTreeMap,
    io,
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

const CONNECTIONS: usize = 64;

/// Both ends of a connection that stands: the client's and the server's.
type Ends = (TcpStream, TcpStream);

#[derive(Default)]
struct Shared {
    stands: Mutex<BTreeMap<u64, Ends>>,
    absent: AtomicBool,
    stopped: AtomicBool,
}

/// A relay that runs until it is stopped.
pub(crate) struct Relay {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Relay {
    /// Listens on `public` and forwards to `inner`.
    pub(crate) fn start(public: SocketAddr, inner: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(public)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let thread =
            thread::Builder::new().name(String::from("relay")).spawn(move || accept(&listener, inner, &theirs))?;
        Ok(Self { address, shared, thread: Mutex::new(Some(thread)) })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Drops new connections, and cuts those that stand; or forwards again.
    pub(crate) fn be_absent(&self, absent: bool) {
        self.shared.absent.store(absent, Ordering::SeqCst);
        if absent {
            self.cut();
        }
    }

    /// Cuts every connection that stands, in the middle of whatever it is doing.
    pub(crate) fn cut(&self) {
        for (client, server) in self.shared.stands().values() {
            // Already gone is as good as cut.
            let _cut = client.shutdown(Shutdown::Both);
            let _cut = server.shutdown(Shutdown::Both);
        }
    }

    /// Stops listening and cuts everything. The port is free when this returns.
    pub(crate) fn stop(&self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Only a connection wakes a thread that waits for one.
        let _woken = TcpStream::connect(self.address);
        self.cut();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            thread.join().expect("the relay does not panic");
        }
        self.cut();
    }
}

impl Shared {
    fn stands(&self) -> MutexGuard<'_, BTreeMap<u64, Ends>> {
        self.stands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn accept(listener: &TcpListener, inner: SocketAddr, shared: &Arc<Shared>) {
    for (number, client) in (0..).zip(listener.incoming()) {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let Ok(client) = client else { continue };
        if shared.absent.load(Ordering::SeqCst) || shared.stands().len() >= CONNECTIONS {
            continue;
        }
        if let Err(error) = forward(number, client, inner, shared) {
            tracing::warn!(%error, "a connection could not be forwarded");
        }
    }
}

fn forward(number: u64, client: TcpStream, inner: SocketAddr, shared: &Arc<Shared>) -> io::Result<()> {
    let server = TcpStream::connect(inner)?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut up, mut down) = ((client.try_clone()?, server.try_clone()?), (server.try_clone()?, client.try_clone()?));
    shared.stands().insert(number, (client, server));
    let ours = Arc::clone(shared);
    thread::spawn(move || {
        pump(&mut up);
        // The other direction ends by itself, once both ends are shut.
        ours.stands().remove(&number);
    });
    thread::spawn(move || pump(&mut down));
    Ok(())
}

/// Copies until either end is shut, and then shuts both: neither side of HTTP over TLS half-closes and goes on.
fn pump((from, to): &mut Ends) {
    let _copied = io::copy(from, to);
    let _shut = from.shutdown(Shutdown::Both);
    let _shut = to.shutdown(Shutdown::Both);
}
