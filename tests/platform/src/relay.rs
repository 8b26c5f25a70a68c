//! The public door: a plain TCP relay in front of the server, so that a connection can be dropped or cut at the wire,
//! below TLS and HTTP. Before several instances of it, it gives the connections to one after the other, and passes over
//! those that are gone.
//!
//! Limits: 64 connections at once, further ones are dropped; two threads each.

use std::{
    collections::BTreeMap,
    io::{self, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

const CONNECTIONS: usize = 64;

/// Both ends of a connection that stands: the client's and the server's.
type Ends = (TcpStream, TcpStream);

/// What is done to connections that are made from now on.
#[derive(Clone, Copy)]
pub(crate) struct Hand {
    /// Bytes from the kiosk that pass before the connection is cut.
    pub(crate) up: u64,
    /// Bytes to the kiosk that pass before the connection is cut.
    pub(crate) down: u64,
    /// How fast they pass, each way.
    pub(crate) bytes_a_second: Option<u64>,
}

impl Default for Hand {
    fn default() -> Self {
        Self { up: u64::MAX, down: u64::MAX, bytes_a_second: None }
    }
}

#[derive(Default)]
struct Shared {
    hand: Mutex<Hand>,
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
    pub(crate) fn start(public: SocketAddr, inner: Vec<SocketAddr>) -> io::Result<Self> {
        let listener = TcpListener::bind(public)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let thread =
            thread::Builder::new().name(String::from("relay")).spawn(move || accept(&listener, &inner, &theirs))?;
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

    /// Connections that stand are cut, so that every later one is handled so.
    pub(crate) fn handle_lines(&self, hand: Hand) {
        *self.shared.hand.lock().unwrap_or_else(PoisonError::into_inner) = hand;
        let is_plain = hand.up == u64::MAX && hand.down == u64::MAX && hand.bytes_a_second.is_none();
        if !is_plain {
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

fn accept(listener: &TcpListener, inner: &[SocketAddr], shared: &Arc<Shared>) {
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

fn forward(number: u64, client: TcpStream, inner: &[SocketAddr], shared: &Arc<Shared>) -> io::Result<()> {
    let turn = usize::try_from(number).unwrap_or(0) % inner.len().max(1);
    let mut in_turn = inner[turn..].iter().chain(&inner[..turn]);
    let server = in_turn.find_map(|inner| TcpStream::connect(inner).ok()).ok_or(io::ErrorKind::ConnectionRefused)?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut up, mut down) = ((client.try_clone()?, server.try_clone()?), (server.try_clone()?, client.try_clone()?));
    shared.stands().insert(number, (client, server));
    let ours = Arc::clone(shared);
    let hand = *shared.hand.lock().unwrap_or_else(PoisonError::into_inner);
    thread::spawn(move || {
        pump(&mut up, hand.up, hand.bytes_a_second);
        // The other direction ends by itself, once both ends are shut.
        ours.stands().remove(&number);
    });
    thread::spawn(move || pump(&mut down, hand.down, hand.bytes_a_second));
    Ok(())
}

/// Copies until either end is shut or so many bytes have passed, and then shuts both: neither side of HTTP over TLS
/// half-closes and goes on.
fn pump((from, to): &mut Ends, most: u64, bytes_a_second: Option<u64>) {
    let _copied = match bytes_a_second {
        None => io::copy(&mut from.take(most), to),
        Some(pace) => trickle(from, to, pace),
    };
    let _shut = from.shutdown(Shutdown::Both);
    let _shut = to.shutdown(Shutdown::Both);
}

/// A byte at a time, or as many as a millisecond brings. The wait between two is the slow line itself.
fn trickle(from: &mut TcpStream, to: &mut TcpStream, bytes_a_second: u64) -> io::Result<u64> {
    let pace = u32::try_from(bytes_a_second.max(1)).unwrap_or(u32::MAX);
    let mut mouthful = vec![0; usize::try_from(bytes_a_second / 1_000).unwrap_or(1).clamp(1, 64 * 1024)];
    let mut passed = 0;
    loop {
        let count = from.read(&mut mouthful)?;
        if count == 0 {
            return Ok(passed);
        }
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        thread::sleep(Duration::from_secs(1) * count / pace);
        to.write_all(&mouthful[..usize::try_from(count).unwrap_or(mouthful.len())])?;
        passed += u64::from(count);
    }
}
