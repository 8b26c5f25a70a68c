//! A `pcscd` of the test's own, with a virtual reader (vpcd), and cards that are put into it.
//!
//! The daemon listens at a fixed path, so it gets a `/run` of its own in a namespace; clients are led there by an
//! environment variable, which a test can only give to another process: each test starts itself once more. The machine's
//! own daemon and readers are left alone.
//!
//! A vpcd card is a TCP client of the reader: two bytes of length, then one control byte (0 off, 1 on, 2 reset, 4 "your
//! ATR?") or a command, to which it answers in the same frame.

use pcsc::{Context, ReaderState, Scope, State};
use std::ffi::CString;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use yici_hardware::social_card::simulator::{Manner, SocialCardSimulator, sample_social_card};
use yici_hardware::social_card::{PcscSocialCardReader, SocialCardFault};
use yici_hardware::{Fault, SocialCardReader, SocialLook};

/// Far more than anything here takes.
pub const PATIENCE: Duration = Duration::from_secs(30);

const DRIVER: &str = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
const PORT: &str = "YICI_BENCH_PORT";
const DAEMON: &str = "YICI_BENCH_DAEMON";

/// Runs `test` with a reader, in a process of its own. `name` is the test's, as the harness has it. Skipped, with the
/// reason printed, where what it takes is missing.
pub fn with_reader(name: &str, test: impl FnOnce(Bench)) {
    if let Ok(port) = std::env::var(PORT) {
        return test(Bench { port: port.parse().unwrap(), driver: PcscSocialCardReader::new("Yici Bench") });
    }
    let Some(daemon) = Daemon::start() else { return };
    let again = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env("PCSCLITE_CSOCK_NAME", format!("/proc/{}/root/run/pcscd/pcscd.comm", daemon.process.id()))
        .env(PORT, daemon.port.to_string())
        .env(DAEMON, daemon.process.id().to_string())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&again.stdout) + String::from_utf8_lossy(&again.stderr);
    assert!(again.status.success() && said.contains("1 passed"), "{said}");
}

struct Daemon {
    process: Child,
    port: u16,
    _configuration: tempfile::TempDir,
}

impl Daemon {
    fn start() -> Option<Self> {
        if !Path::new(DRIVER).exists() || !Path::new("/usr/sbin/pcscd").exists() {
            eprintln!("skipped: install the Debian packages pcscd and vsmartcard-vpcd");
            return None;
        }
        let namespace = ["--user", "--map-root-user", "--mount"];
        let may = Command::new("unshare").args(namespace).arg("true").stderr(Stdio::null()).status();
        if !may.is_ok_and(|status| status.success()) {
            eprintln!("skipped: this machine allows no namespaces (`unshare {}`)", namespace.join(" "));
            return None;
        }
        let port = two_free_ports();
        let configuration = tempfile::tempdir().unwrap();
        let text = format!(
            "FRIENDLYNAME \"Yici Bench\"\nDEVICENAME /dev/null:{port:#X}\nLIBPATH {DRIVER}\nCHANNELID {port:#X}\n"
        );
        fs::write(configuration.path().join("reader"), text).unwrap();
        let script =
            "mount -t tmpfs none /run && mkdir /run/pcscd && exec /usr/sbin/pcscd --foreground --debug --config \"$0\"";
        let mut process = Command::new("unshare")
            .args(namespace)
            .args(["sh", "-c", script])
            .arg(configuration.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let ready = lines.any(|line| line.is_ok_and(|line| line.contains("daemon ready")));
        // Read on, so that the daemon never waits for a reader of its words.
        std::thread::spawn(move || lines.for_each(drop));
        let daemon = Self { process, port, _configuration: configuration };
        assert!(ready, "pcscd did not start");
        Some(daemon)
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The virtual reader has two slots, on ports that follow each other.
fn two_free_ports() -> u16 {
    let bind = |port| TcpListener::bind((Ipv4Addr::UNSPECIFIED, port));
    (0..100)
        .find_map(|_| {
            let first = bind(0).ok()?;
            let port = first.local_addr().ok()?.port();
            bind(port.checked_add(1)?).ok().map(|_| port)
        })
        .expect("two free ports")
}

/// The driver, and the slot that cards are put into.
pub struct Bench {
    port: u16,
    pub driver: PcscSocialCardReader,
}

impl Bench {
    /// Puts a card in, and waits until the daemon has noticed it.
    pub fn insert(&self, card: SocialCardSimulator) -> Inserted {
        let inserted = Inserted::new(self.port, card, None);
        wait_for(State::PRESENT);
        inserted
    }

    /// Puts a card in that is taken out when the command of that number (from 1) has come, unanswered.
    pub fn insert_and_take_at(&self, card: SocialCardSimulator, command: usize) -> Inserted {
        let inserted = Inserted::new(self.port, card, Some(command));
        wait_for(State::PRESENT);
        inserted
    }

    /// Takes the card out, and waits until the daemon has noticed it.
    pub fn take_out(&self, card: Inserted) {
        drop(card);
        wait_for(State::EMPTY);
    }

    pub fn look(&mut self) -> Seen {
        Seen::from(self.driver.look())
    }

    /// Ends the daemon, as a crash would.
    pub fn end_the_daemon(&self) {
        let daemon = std::env::var(DAEMON).unwrap();
        assert!(Command::new("kill").args(["-KILL", &daemon]).status().unwrap().success());
    }
}

/// Blocks until the reader is in that state.
pub fn wait_for(wanted: State) {
    let context = Context::establish(Scope::System).unwrap();
    let reader: CString = context.list_readers_owned().unwrap().remove(0);
    let mut states = [ReaderState::new(reader, State::UNAWARE)];
    let began = Instant::now();
    loop {
        context.get_status_change(PATIENCE, &mut states).expect("the reader changes its state in time");
        if states[0].event_state().contains(wanted) {
            return;
        }
        assert!(began.elapsed() < PATIENCE, "the reader never became {wanted:?}");
        states[0].sync_current_state();
    }
}

/// A card in the slot. Dropped, it is taken out.
pub struct Inserted {
    stream: TcpStream,
    thread: Option<JoinHandle<()>>,
}

impl Inserted {
    fn new(port: u16, card: SocialCardSimulator, taken_at: Option<usize>) -> Self {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        let mine = stream.try_clone().unwrap();
        let thread = std::thread::spawn(move || {
            // It ends when the card is taken out or the reader goes.
            let _ = serve(&mine, card, taken_at);
            let _ = mine.shutdown(Shutdown::Both);
        });
        Self { stream, thread: Some(thread) }
    }
}

impl Drop for Inserted {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn serve(mut stream: &TcpStream, mut card: SocialCardSimulator, taken_at: Option<usize>) -> std::io::Result<()> {
    /// T=0, no historical bytes.
    const ATR: [u8; 2] = [0x3B, 0x00];
    let mut commands = 0;
    loop {
        let mut length = [0; 2];
        stream.read_exact(&mut length)?;
        let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
        stream.read_exact(&mut message)?;
        let answer = match *message.as_slice() {
            [0..=2] => {
                card.reset();
                continue;
            }
            [4] => ATR.to_vec(),
            _ => {
                commands += 1;
                if taken_at == Some(commands) {
                    return Ok(());
                }
                card.answer(&message)
            }
        };
        stream.write_all(&u16::try_from(answer.len()).unwrap().to_be_bytes())?;
        stream.write_all(&answer)?;
    }
}

/// A look without what is personal, so that it can be compared and shown.
#[derive(Debug, PartialEq, Eq)]
pub enum Seen {
    Nothing,
    /// The card equals the sample card.
    Sample,
    AnotherCard,
    Unreadable(SocialCardFault),
    NotThere,
    OtherFault(String),
}

impl From<Result<SocialLook, Fault>> for Seen {
    fn from(look: Result<SocialLook, Fault>) -> Self {
        match look {
            Ok(SocialLook::NoCard) => Self::Nothing,
            Ok(SocialLook::Card(card)) if *card == sample_social_card() => Self::Sample,
            Ok(SocialLook::Card(_)) => Self::AnotherCard,
            Ok(SocialLook::Unreadable(fault)) => Self::Unreadable(fault),
            Err(Fault::NotThere { .. }) => Self::NotThere,
            Err(fault) => Self::OtherFault(fault.to_string()),
        }
    }
}

/// The sample card, in the manner of most cards.
pub fn sample() -> SocialCardSimulator {
    SocialCardSimulator::new(&sample_social_card(), Manner::Plain)
}
