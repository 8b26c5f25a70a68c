//! A simulated NUT server with the real driver, and NUT's own server with its dummy UPS.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use yici_hardware::PowerSource;
use yici_hardware::power::nut::{NutPowerSource, NutSettings};
use yici_hardware::power::simulator::{PowerSimulator, UPS};
use yici_hardware::power::{PowerFault, PowerState};

/// Long enough for a machine that is busy with other tests.
pub const GENEROUS: Duration = Duration::from_secs(40);

pub fn source_at(address: SocketAddr) -> NutPowerSource {
    NutPowerSource::new(NutSettings { address, ups: UPS.to_owned() }).unwrap()
}

pub fn bench() -> (PowerSimulator, NutPowerSource) {
    let hand = PowerSimulator::start().unwrap();
    let source = source_at(hand.address());
    (hand, source)
}

/// NUT's own `upsd` on a free port, and its driver `dummy-ups`, which reads its values from a file.
pub struct Upsd {
    programs: PathBuf,
    directory: TempDir,
    address: SocketAddr,
    driver: Child,
    server: Option<Child>,
}

impl Upsd {
    /// `None`, with the reason printed, where NUT is not installed.
    pub fn start() -> Option<Self> {
        let places = ["/lib/nut", "/usr/lib/nut", "/usr/libexec/nut"].map(PathBuf::from);
        let has_both = |place: &PathBuf| place.join("upsd").is_file() && place.join("dummy-ups").is_file();
        let Some(programs) = places.into_iter().find(has_both) else {
            eprintln!("skipped: upsd and dummy-ups are not installed (Debian package nut-server)");
            return None;
        };
        let directory = tempfile::tempdir().unwrap();
        let at = directory.path();
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
        let values = at.join("kiosk.dev");
        write(at, "ups.conf", &format!("[{UPS}]\ndriver = dummy-ups\nport = {}\n", values.display()));
        write(at, "upsd.conf", &format!("LISTEN 127.0.0.1 {}\nSTATEPATH {}\n", address.port(), at.display()));
        write(at, "upsd.users", "");
        say(at, "OL", 100, 1_800);
        let driver = spawn(at, &programs.join("dummy-ups"), &["-i", "1", "-a", UPS]);
        let socket = at.join(format!("dummy-ups-{UPS}"));
        eventually("the dummy UPS starts", || socket.exists());
        let mut upsd = Self { programs, directory, address, driver, server: None };
        upsd.restart();
        Some(upsd)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn say(&self, status: &str, charge: u8, seconds: u32) {
        say(self.directory.path(), status, charge, seconds);
    }

    /// Says it until the source answers so: the driver looks for a newer file by whole seconds.
    pub fn until(&self, source: &mut dyn PowerSource, status: &str, wanted: PowerState) {
        let figures = match wanted {
            PowerState::OnBattery { charge, runtime } => (charge.unwrap(), runtime.unwrap()),
            _ => (50, Duration::from_secs(600)),
        };
        eventually(&format!("the UPS says {wanted:?}"), || {
            self.say(status, figures.0, u32::try_from(figures.1.as_secs()).unwrap());
            source.state().is_ok_and(|state| state == wanted)
        });
    }

    pub fn kill(&mut self) {
        if let Some(server) = self.server.take() {
            end(server);
        }
    }

    /// Starts the server and waits until it answers.
    pub fn restart(&mut self) {
        self.kill();
        self.server = Some(spawn(self.directory.path(), &self.programs.join("upsd"), &[]));
        let mut source = source_at(self.address);
        // Its first answers are `WAIT`, until it has heard from the driver.
        eventually("upsd answers", || source.state().is_ok_and(|state| state != PowerState::Unknown));
    }

    pub fn kill_driver(&mut self) {
        self.driver.kill().unwrap();
        self.driver.wait().unwrap();
    }
}

impl Drop for Upsd {
    fn drop(&mut self) {
        self.kill();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn spawn(directory: &Path, program: &Path, arguments: &[&str]) -> Child {
    let name = Command::new("id").arg("-un").output().unwrap().stdout;
    Command::new(program)
        .args(["-D", "-u", String::from_utf8(name).unwrap().trim()])
        .args(arguments)
        .env("NUT_CONFPATH", directory)
        .env("NUT_STATEPATH", directory)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn end(mut program: Child) {
    program.kill().unwrap();
    program.wait().unwrap();
}

fn say(directory: &Path, status: &str, charge: u8, seconds: u32) {
    write(
        directory,
        "kiosk.dev",
        &format!("ups.status: {status}\nbattery.charge: {charge}\nbattery.runtime: {seconds}\n"),
    );
}

// Renamed into place: nobody reads half of it.
fn write(directory: &Path, name: &str, text: &str) {
    let fresh = directory.join(format!("{name}.new"));
    fs::write(&fresh, text).unwrap();
    fs::rename(fresh, directory.join(name)).unwrap();
}

/// Asks until it is so. Another program's inside sends no event that could be waited for.
pub fn eventually(what: &str, mut so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !so() {
        assert!(started.elapsed() < GENEROUS, "in vain: {what}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// What kind of fault it is, to be compared.
pub fn kind(result: Result<PowerState, PowerFault>) -> &'static str {
    match result {
        Ok(_) => "a state",
        Err(PowerFault::NoServer { .. }) => "no server",
        Err(PowerFault::HungUp(_)) => "hung up",
        Err(PowerFault::Silent(_)) => "silent",
        Err(PowerFault::NoSuchUps(_)) => "no such ups",
        Err(PowerFault::UpsLost(_)) => "ups lost",
        Err(PowerFault::Refused(_)) => "refused",
        Err(PowerFault::Garbled(_)) => "garbled",
        Err(PowerFault::BadName(_)) => "bad name",
    }
}
