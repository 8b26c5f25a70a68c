//! A hand inside the emulated machine: runs commands there as root, over a port of its own.
//!
//! The image has no shell for anybody and is not changed for the test. The hand is a unit that the emulator's firmware gives to
//! systemd as a credential; a kiosk in the street has no such firmware, and whoever can change its firmware owns it anyway.

use anyhow::{Context as _, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::io::{BufRead, BufReader, ErrorKind, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant};

/// The port's name.
pub(super) const PORT: &str = "yici.hand";
/// Between two calls to a machine that does not answer yet.
const CALLS: Duration = Duration::from_secs(2);

const UNIT: &str = r#"
[Unit]
DefaultDependencies=no
StartLimitIntervalSec=0
ConditionPathExists=!/etc/initrd-release
[Service]
ExecStart=/bin/bash -c 'exec 3<>/dev/virtio-ports/yici.hand; while read -r id line <&3; do said=$$(base64 -d <<<"$$line" | timeout 900 bash 2>&1 | base64 -w0; echo " $${PIPESTATUS[1]}"); echo "$$id $$said" >&3; done'
Restart=always
RestartSec=1
OOMScoreAdjust=-900
"#;
const WANTED: &str = "[Unit]\nWants=yici-hand.service\n";

/// What the emulator is told, so that the hand is there.
pub(super) fn firmware() -> Vec<String> {
    let credential = |name: &str, text: &str| {
        let value = STANDARD.encode(text);
        ["-smbios".into(), format!("type=11,value=io.systemd.credential.binary:{name}={value}")]
    };
    [("systemd.extra-unit.yici-hand.service", UNIT), ("systemd.unit-dropin.sysinit.target", WANTED)]
        .iter()
        .flat_map(|(name, text)| credential(name, text))
        .collect()
}

/// The hand.
pub(super) struct Agent {
    stream: BufReader<UnixStream>,
    asked: u64,
}

impl Agent {
    /// Through this socket.
    pub(super) fn connect(socket: &Path) -> anyhow::Result<Self> {
        let stream = UnixStream::connect(socket).context("the hand's port")?;
        stream.set_read_timeout(Some(CALLS))?;
        Ok(Self { stream: BufReader::new(stream), asked: 0 })
    }

    /// Waits until the machine answers.
    pub(super) fn wait(&mut self, longest: Duration) -> anyhow::Result<()> {
        let start = Instant::now();
        loop {
            self.send("true")?;
            if self.answer(CALLS)?.is_some() {
                return Ok(());
            }
            ensure!(start.elapsed() < longest, "the machine did not answer within {} s", longest.as_secs());
        }
    }

    /// What a command says, and its exit code.
    pub(super) fn ask(&mut self, command: &str, longest: Duration) -> anyhow::Result<(String, i32)> {
        self.send(command)?;
        self.answer(longest)?.with_context(|| format!("no answer within {} s to: {command}", longest.as_secs()))
    }

    /// What a command says, which must succeed.
    pub(super) fn tell(&mut self, command: &str) -> anyhow::Result<String> {
        match self.ask(command, Duration::from_secs(600))? {
            (said, 0) => Ok(said),
            (said, code) => bail!("{command}: {code}: {said}"),
        }
    }

    /// Which start of the machine this is: another one after each.
    pub(super) fn start_id(&mut self) -> anyhow::Result<String> {
        self.tell("cat /proc/sys/kernel/random/boot_id")
    }

    /// Gives a command whose answer will not come, such as one that ends the machine.
    pub(super) fn send(&mut self, command: &str) -> anyhow::Result<()> {
        self.asked += 1;
        let line = format!("{} {}\n", self.asked, STANDARD.encode(command));
        Ok(self.stream.get_mut().write_all(line.as_bytes())?)
    }

    /// The answer to the last command. Answers to earlier ones are passed over.
    fn answer(&mut self, longest: Duration) -> anyhow::Result<Option<(String, i32)>> {
        let start = Instant::now();
        let mut line = Vec::new();
        while start.elapsed() < longest {
            match self.stream.read_until(b'\n', &mut line) {
                Ok(0) => bail!("the emulator ended"),
                Ok(_) if line.ends_with(b"\n") => {
                    let text = String::from_utf8_lossy(&line).into_owned();
                    line.clear();
                    let mut words = text.split_whitespace();
                    if words.next().and_then(|id| id.parse().ok()) != Some(self.asked) {
                        continue;
                    }
                    let (said, code) = match (words.next(), words.next()) {
                        (Some(said), Some(code)) => (STANDARD.decode(said)?, code),
                        (Some(code), None) => (Vec::new(), code),
                        _ => continue,
                    };
                    return Ok(Some((String::from_utf8_lossy(&said).into_owned(), code.parse()?)));
                }
                Ok(_) => {}
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(None)
    }
}
