//! A NUT server with one UPS that is not there: it answers on a local socket, and has a hand that cuts the power.
//!
//! - The real driver talks to it; nothing of the driver is replaced.
//! - Every move of the hand takes effect with the next question, [`PowerSimulator::stop`] at once.
//! - One thread while it runs, one connection at a time; a question is at most [`words::LINE`] bytes long, or the
//!   connection is closed.

use super::words;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long the thread waits before it looks whether it is to stop.
const BEAT: Duration = Duration::from_millis(20);

/// What the simulated UPS is called.
pub const UPS: &str = "kiosk";

/// A simulated server and the hand that drives its UPS.
pub struct PowerSimulator {
    address: SocketAddr,
    ups: Arc<Mutex<Ups>>,
    running: Mutex<Option<Running>>,
}

struct Running {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

#[derive(Default)]
struct Ups {
    status: String,
    charge: Option<u8>,
    runtime: Option<u32>,
    error: Option<&'static str>,
    stalled: bool,
    raw: Option<Vec<u8>>,
}

impl PowerSimulator {
    /// Starts a server on a free local port; its UPS is on line and full.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let simulator = Self { address: listener.local_addr()?, ups: Arc::default(), running: Mutex::default() };
        simulator.on_line();
        simulator.run(listener)?;
        Ok(simulator)
    }

    /// Where a driver finds it.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The line feeds the kiosk, and the battery is full.
    pub fn on_line(&self) {
        self.say("OL", Some(100), Some(1_800));
    }

    /// The line is cut; so much is left in the battery.
    pub fn on_battery(&self, charge: u8, seconds: u32) {
        self.say("OB DISCHRG", Some(charge), Some(seconds));
    }

    /// The line is cut and the battery nearly empty.
    pub fn low_battery(&self) {
        self.say("OB DISCHRG LB", Some(4), Some(60));
    }

    /// Sets the status words and figures as they are; `None` for a figure that this UPS does not have.
    pub fn say(&self, status: &str, charge: Option<u8>, seconds: Option<u32>) {
        let mut ups = self.ups();
        (ups.status, ups.charge, ups.runtime) = (status.to_owned(), charge, seconds);
    }

    /// Answers each question with this error word, such as `DATA-STALE`; `None` ends it.
    pub fn fail(&self, word: Option<&'static str>) {
        self.ups().error = word;
    }

    /// While stalled, it hears questions and answers none.
    pub fn stall(&self, stalled: bool) {
        self.ups().stalled = stalled;
    }

    /// The next question is answered with these very bytes.
    pub fn answer_next_with(&self, bytes: &[u8]) {
        self.ups().raw = Some(bytes.to_owned());
    }

    /// Kills the server: its connections break and its port is closed. Does nothing if it is dead.
    pub fn stop(&self) {
        if let Some(Running { stop, thread }) = self.running().take() {
            stop.store(true, Ordering::Relaxed);
            thread.join().expect("the simulator's thread does not panic");
        }
    }

    /// Starts it again on the same port. Does nothing if it runs.
    pub fn restart(&self) -> io::Result<()> {
        if self.running().is_none() { self.run(TcpListener::bind(self.address)?) } else { Ok(()) }
    }

    fn run(&self, listener: TcpListener) -> io::Result<()> {
        listener.set_nonblocking(true)?;
        let stop = Arc::<AtomicBool>::default();
        let (ups, stopped) = (Arc::clone(&self.ups), Arc::clone(&stop));
        let serve = move || serve(&listener, &ups, &stopped);
        let thread = thread::Builder::new().name("power-sim".into()).spawn(serve)?;
        *self.running() = Some(Running { stop, thread });
        Ok(())
    }

    fn ups(&self) -> MutexGuard<'_, Ups> {
        self.ups.lock().expect("nobody panics with the lock held")
    }

    fn running(&self) -> MutexGuard<'_, Option<Running>> {
        self.running.lock().expect("nobody panics with the lock held")
    }
}

impl Drop for PowerSimulator {
    fn drop(&mut self) {
        self.stop();
    }
}

fn serve(listener: &TcpListener, ups: &Mutex<Ups>, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        match listener.accept() {
            // A connection that fails is the driver's to mend; the server waits for the next one.
            Ok((line, _)) => drop(talk(line, ups, stop)),
            Err(_) => thread::sleep(BEAT),
        }
    }
}

fn talk(mut line: TcpStream, ups: &Mutex<Ups>, stop: &AtomicBool) -> io::Result<()> {
    line.set_nonblocking(false)?;
    line.set_nodelay(true)?;
    line.set_read_timeout(Some(BEAT))?;
    line.set_write_timeout(Some(Duration::from_secs(1)))?;
    let mut heard = Vec::new();
    let mut buffer = [0; 64];
    while !stop.load(Ordering::Relaxed) && heard.len() <= words::LINE {
        match line.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => heard.extend_from_slice(&buffer[..count]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => continue,
            Err(error) => return Err(error),
        }
        while let Some(end) = heard.iter().position(|byte| *byte == b'\n') {
            let question: Vec<u8> = heard.drain(..=end).collect();
            let answer = ups.lock().expect("nobody panics with the lock held").answer(&question);
            line.write_all(&answer)?;
        }
    }
    Ok(())
}

impl Ups {
    fn answer(&mut self, question: &[u8]) -> Vec<u8> {
        if self.stalled {
            return Vec::new();
        }
        if let Some(raw) = self.raw.take() {
            return raw;
        }
        let question = String::from_utf8_lossy(question);
        let words: Vec<&str> = question.split_ascii_whitespace().collect();
        let answer = match (self.error, words.as_slice()) {
            (Some(error), _) => format!("ERR {error}"),
            (None, ["GET", "VAR", UPS, variable]) => match self.value(variable) {
                Some(value) => format!("VAR {UPS} {variable} \"{value}\""),
                None => "ERR VAR-NOT-SUPPORTED".to_owned(),
            },
            (None, ["GET", "VAR", _, _]) => "ERR UNKNOWN-UPS".to_owned(),
            _ => "ERR UNKNOWN-COMMAND".to_owned(),
        };
        format!("{answer}\n").into_bytes()
    }

    fn value(&self, variable: &str) -> Option<String> {
        match variable {
            "ups.status" => Some(self.status.clone()),
            "battery.charge" => self.charge.map(|charge| charge.to_string()),
            "battery.runtime" => self.runtime.map(|seconds| seconds.to_string()),
            _ => None,
        }
    }
}
