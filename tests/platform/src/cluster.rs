//! A PostgreSQL of a test's own: in a temporary folder, on a Unix socket, gone with the test.
//!
//! PostgreSQL does not run as root; where the test does, the cluster runs as nobody.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longer than it takes to start on a busy machine.
const GENEROUS: Duration = Duration::from_secs(30);

/// Names a running cluster's folder to the tests.
pub const NAME: &str = "YICI_CLUSTER";

/// A hundred databases take less.
const ROOM: u64 = 4 * 1024 * 1024 * 1024;

const NOBODY: u32 = 65_534;

/// A running cluster; dropping it ends it.
pub struct Cluster {
    programs: PathBuf,
    folder: TempDir,
    server: Option<Child>,
}

impl Cluster {
    /// A new cluster, in memory where there is room; `None`, with a word why, where PostgreSQL is not installed.
    pub fn start() -> Option<Self> {
        let memory = Path::new("/dev/shm");
        let room = rustix::fs::statvfs(memory).map_or(0, |there| there.f_bavail.saturating_mul(there.f_frsize));
        Self::start_in(if room > ROOM { memory } else { Path::new("/tmp") })
    }

    /// The same, in this folder.
    pub fn start_in(place: &Path) -> Option<Self> {
        let Some(programs) = programs() else {
            println!("skipped: PostgreSQL is not installed; `setup/packages tests` installs it");
            return None;
        };
        let folder = tempfile::Builder::new().prefix("yici-cluster-").tempdir_in(place).expect("a folder");
        if is_root() {
            chown(folder.path(), Some(NOBODY), Some(NOBODY)).expect("the folder is given away");
        }
        let mut cluster = Self { programs, folder, server: None };
        let made = cluster
            .program("initdb")
            .args(["--username=yici", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"])
            .arg(cluster.folder.path().join("data"))
            .output()
            .expect("initdb runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        cluster.go_on();
        Some(cluster)
    }

    /// Starts the server, and waits until it answers.
    pub fn go_on(&mut self) {
        let log = fs::File::create(self.folder.path().join("log")).expect("a log");
        let server = self
            .program("postgres")
            .args(["-c", "listen_addresses=", "-c", "max_connections=200", "-k"])
            .arg(self.folder.path())
            .arg("-D")
            .arg(self.folder.path().join("data"))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        self.server = Some(server.expect("postgres runs"));
        let since = Instant::now();
        let is_ready = || {
            let mut asked = Command::new(self.programs.join("pg_isready"));
            asked.arg("-h").arg(self.folder.path()).stdout(Stdio::null()).status().is_ok_and(|status| status.success())
        };
        while !is_ready() {
            let log = || fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            assert!(since.elapsed() < GENEROUS, "PostgreSQL does not answer: {}", log());
        }
    }

    /// Ends the server, whoever is connected.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let told = Command::new("kill").args(["-INT", &server.id().to_string()]).status();
            assert!(told.is_ok_and(|told| told.success()), "the server was there");
            server.wait().expect("it ends");
        }
    }

    /// The number of its process.
    pub fn process(&self) -> Option<u32> {
        self.server.as_ref().map(Child::id)
    }

    /// Where it lies, and where its socket is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// One of PostgreSQL's programs, as somebody whom it runs for.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = if is_root() {
            let mut as_nobody = Command::new("setpriv");
            as_nobody.args([&format!("--reuid={NOBODY}"), &format!("--regid={NOBODY}"), "--clear-groups"]).arg(program);
            as_nobody
        } else {
            Command::new(program)
        };
        command.current_dir("/tmp");
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.server.is_some() {
            self.stop();
        }
    }
}

/// The address of a database of this name in a running cluster; made, when it is not there.
pub fn database(cluster: &Path, name: &str) -> String {
    let programs = programs().expect("the cluster runs, so its programs are there");
    // Says so when it is there already, which is as good.
    let made = Command::new(programs.join("createdb")).arg("-h").arg(cluster).args(["-U", "yici", name]).output();
    let made = made.expect("createdb runs");
    let said = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success() || said.contains("already exists"), "{said}");
    format!("host={} user=yici dbname={name}", cluster.display())
}

/// Where Debian, or the path, has the newest version's programs.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok();
    let mut versions: Vec<PathBuf> =
        versions.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path().join("bin"))).collect();
    versions.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    versions.into_iter().rev().chain(std::env::split_paths(&path)).find(|folder| folder.join("initdb").exists())
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}
