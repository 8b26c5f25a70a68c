//! `ippeveprinter` as the test starts it: on a free port of the loopback, announced to nobody, printing by a command that
//! obeys orders.
//!
//! It wants a system bus although it is told not to announce itself, so it gets a private one. Its print command reads
//! orders from a pipe, one a line: `print` and `fail` end the job, anything else becomes a `STATE:` message.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::ops::ControlFlow;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use yici_hardware::document_printer::{Address, IppPrinter};
use yici_hardware::{DocumentError, DocumentPrinter, DocumentPrinterStatus, JobName, JobOutcome, Personal};

/// Far more than anything here takes.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// What the print command does.
pub enum Hand {
    /// Prints at once.
    Prompt,
    /// Waits for orders.
    Ordered,
}

/// A printer and what it has printed.
pub struct Bench {
    printer: Child,
    bus: Child,
    port: u16,
    dir: TempDir,
}

impl Bench {
    /// Starts one. `None`, with the reason printed, where the programs it takes are missing.
    pub fn start(hand: Hand) -> Option<Self> {
        let wanted = [("ippeveprinter", "cups-ipp-utils"), ("dbus-daemon", "dbus-daemon")];
        let [Some(ippeveprinter), Some(dbus_daemon)] = wanted.map(|(name, package)| {
            let found = program(name);
            if found.is_none() {
                eprintln!("skipped: there is no `{name}`; install the Debian package {package}");
            }
            found
        }) else {
            return None;
        };
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
        fs::create_dir(at("spool")).unwrap();
        let address = format!("unix:path={}", at("bus"));
        let mut bus = Command::new(dbus_daemon)
            .args(["--session", "--nofork", "--print-address", &format!("--address={address}")])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait_for_line(bus.stdout.take().unwrap(), "unix:");
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let mut command = Command::new(ippeveprinter);
        command.env("DBUS_SYSTEM_BUS_ADDRESS", &address).args(["-r", "off", "-n", "localhost", "-k", "-vvv"]);
        command.args(["-p", &port.to_string(), "-d", &at("spool"), "-f", "application/pdf"]);
        match hand {
            // Without a command it takes some seconds for every page.
            Hand::Prompt => command.args(["-c", "/bin/true"]),
            Hand::Ordered => command.args(["-c", &obedient(dir.path())]),
        };
        let mut printer = command.arg("Bench").stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        wait_for_line(printer.stderr.take().unwrap(), "printer-uri-supported");
        until_it_listens(port);
        Some(Self { printer, bus, port, dir })
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Puts a Unix socket before the printer, as CUPS has one, and calls `answered` after each answer with the code of the
    /// operation that was asked for.
    pub fn socket(&self, mut answered: impl FnMut(u16) + Send + 'static) -> Address {
        let socket = self.dir.path().join("cups.sock");
        let listener = UnixListener::bind(&socket).unwrap();
        let port = self.port;
        std::thread::spawn(move || listener.incoming().for_each(|kiosk| answered(relay(kiosk.unwrap(), port))));
        Address::parse(&format!("unix:{}#/ipp/print", socket.display())).unwrap()
    }

    pub fn driver(&self) -> IppPrinter {
        self.patient_for(PATIENCE)
    }

    pub fn patient_for(&self, patience: Duration) -> IppPrinter {
        IppPrinter::new(address(self.port), patience)
    }

    /// What arrived, in the order of the jobs.
    pub fn arrived(&self) -> Vec<Vec<u8>> {
        let mut files: Vec<PathBuf> =
            fs::read_dir(self.dir.path().join("spool")).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending == "pdf"));
        files.sort_by_key(|file| {
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            name.split('-').next().unwrap().parse::<u32>().unwrap()
        });
        files.iter().map(|file| fs::read(file).unwrap()).collect()
    }

    /// Opens the way to the print command; waits until it runs.
    pub fn orders(&self) -> Orders {
        Orders(File::options().write(true).open(self.dir.path().join("orders")).unwrap())
    }

    /// Pulls the plug.
    pub fn pull_the_plug(&mut self) {
        self.printer.kill().unwrap();
        self.printer.wait().unwrap();
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        for child in [&mut self.printer, &mut self.bus] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The way to a print command that runs. Dropped, it ends the command with success.
pub struct Orders(File);

impl Orders {
    pub fn give(&mut self, order: &str) {
        writeln!(self.0, "{order}").unwrap();
    }
}

/// Carries one request and its answer.
fn relay(mut kiosk: UnixStream, port: u16) -> u16 {
    let mut printer = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    let mut beginning = Vec::new();
    let operation = loop {
        let mut piece = [0; 4_096];
        let count = kiosk.read(&mut piece).unwrap();
        beginning.extend_from_slice(&piece[..count]);
        let body = beginning.windows(4).position(|window| window == b"\r\n\r\n").map(|end| end + 4);
        if let Some([_, _, high, low]) = body.and_then(|body| beginning.get(body..body + 4)) {
            break u16::from_be_bytes([*high, *low]);
        }
    };
    printer.write_all(&beginning).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let _ = io::copy(&mut &kiosk, &mut &printer);
            // It keeps the connection for as long as it may be asked more.
            let _ = printer.shutdown(Shutdown::Write);
        });
        let _ = io::copy(&mut &printer, &mut &kiosk);
        let _ = kiosk.shutdown(Shutdown::Both);
        let _ = printer.shutdown(Shutdown::Both);
    });
    operation
}

fn obedient(dir: &Path) -> String {
    let pipe = dir.join("orders");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let script = dir.join("obedient");
    let text = format!(
        "#!/bin/sh\n\
         exec 3<'{}'\n\
         while read -r order <&3; do\n\
         case $order in print) exit 0 ;; fail) exit 1 ;; *) echo \"STATE: $order\" >&2 ;; esac\n\
         done\n",
        pipe.display()
    );
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    script.to_str().unwrap().to_owned()
}

/// Waits for a line that begins so, and goes on reading, so that the program never waits for a reader.
fn wait_for_line(output: impl Read + Send + 'static, beginning: &str) {
    let mut lines = BufReader::new(output).lines();
    let mut all = String::new();
    loop {
        let Some(Ok(line)) = lines.next() else { panic!("the program ended:\n{all}") };
        if line.starts_with(beginning) {
            break;
        }
        all = all + &line + "\n";
    }
    std::thread::spawn(move || lines.for_each(drop));
}

/// A program's file; some of these lie where not everybody's path leads.
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin:/usr/bin";
    path.split(':').map(|folder| Path::new(folder).join(name)).find(|file| file.is_file())
}

/// Waits until a program has made a file, of which it says nothing.
pub fn wait_for_file(file: &Path) {
    let began = Instant::now();
    while !file.exists() {
        assert!(began.elapsed() < PATIENCE, "{} is not made", file.display());
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// It does not say when it begins to listen.
fn until_it_listens(port: u16) {
    let began = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        assert!(began.elapsed() < PATIENCE, "it does not listen");
        std::thread::sleep(Duration::from_millis(10));
    }
}

pub fn address(port: u16) -> Address {
    Address::parse(&format!("ipp://127.0.0.1:{port}/ipp/print")).unwrap()
}

/// A small PDF of one empty page, and a remark that tells it from others.
pub fn pdf(remark: &str) -> Personal<Vec<u8>> {
    let mut text = format!("%PDF-1.4\n% {remark}\n");
    let mut offsets = Vec::new();
    for body in [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
    ] {
        offsets.push(text.len());
        text += &format!("{} 0 obj\n{body}\nendobj\n", offsets.len());
    }
    let start = text.len();
    text += "xref\n0 4\n0000000000 65535 f \n";
    for offset in offsets {
        text += &format!("{offset:010} 00000 n \n");
    }
    text += &format!("trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    Personal::new(text.into_bytes())
}

pub fn form() -> JobName {
    JobName::new("form", "0192f0c4-7d2e-7a00-8000-000000000001")
}

/// Prints without a word to the watcher.
pub fn print(printer: &mut IppPrinter, pdf: &Personal<Vec<u8>>, name: &JobName) -> Result<JobOutcome, DocumentError> {
    printer.print(pdf, name, &mut |_: DocumentPrinterStatus| ControlFlow::Continue(()))
}
