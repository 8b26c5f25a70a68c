//! Whose processor time it was: the kiosks', the platform's or the database's, as the kernel counts it.

use std::fs;
use std::ops::Sub;

/// The kernel counts in hundredths of a second, on every architecture that we build for.
const TICKS: f64 = 100.0;

/// Seconds of processor time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// The couriers, with what sealing and handing in costs.
    pub kiosks: f64,
    /// The reference platform, all instances.
    pub platform: f64,
    /// PostgreSQL.
    pub database: f64,
}

impl Sub for Spent {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            kiosks: self.kiosks - before.kiosks,
            platform: self.platform - before.platform,
            database: self.database - before.database,
        }
    }
}

/// Until now. The platform's is what this process spent outside the threads that are called `kiosks` and its first one, with
/// which it measures; the database's is that of the process with this number and of its children.
pub fn spent(database: u32, kiosks: &str) -> Spent {
    let mine = times("/proc/self/stat").map_or(0.0, |times| times.own);
    let first = std::process::id().to_string();
    let (mut theirs, mut measuring) = (0.0, 0.0);
    for task in fs::read_dir("/proc/self/task").into_iter().flatten().flatten() {
        let file = |name: &str| task.path().join(name).display().to_string();
        let own = times(&file("stat")).map_or(0.0, |times| times.own);
        if fs::read_to_string(file("comm")).is_ok_and(|name| name.trim() == kiosks) {
            theirs += own;
        } else if task.file_name() == first.as_str() {
            measuring += own;
        }
    }
    let mut base = 0.0;
    for process in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let name = process.file_name().to_string_lossy().into_owned();
        if name.bytes().all(|byte| byte.is_ascii_digit())
            && let Some(times) = times(&format!("/proc/{name}/stat"))
            && (times.parent == database || name == database.to_string())
        {
            base += times.own + if name == database.to_string() { times.children } else { 0.0 };
        }
    }
    Spent { kiosks: theirs, platform: mine - theirs - measuring, database: base }
}

struct Times {
    parent: u32,
    own: f64,
    children: f64,
}

/// Of one thread, by the text of its file in /proc.
pub fn own(stat: &str) -> Option<f64> {
    read(stat).map(|times| times.own)
}

fn times(stat: &str) -> Option<Times> {
    read(&fs::read_to_string(stat).ok()?)
}

/// What proc(5) says of a process or a thread.
fn read(text: &str) -> Option<Times> {
    // The name before it may hold anything, a bracket too.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    let parent = fields.get(1)?.parse().ok()?;
    let (own, children) = ((ticks(11)? + ticks(12)?) / TICKS, (ticks(13)? + ticks(14)?) / TICKS);
    Some(Times { parent, own, children })
}
