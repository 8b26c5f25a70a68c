//! An emulated machine: QEMU, driven through its control socket (QMP).
//!
//! The display is 1080 × 1920 dots, seen from before it; a touch is reported as a touch panel reports it. Dropping the machine cuts
//! its power.

use super::agent::{self, Agent};
use super::cable;
use super::image::run;
use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The display.
pub(super) const WIDTH: u32 = 1080;
/// The display.
pub(super) const HEIGHT: u32 = 1920;
/// The largest value of the touch panel's axes.
const AXIS: f32 = 32_767.0;
/// How long the emulator may take to open its control socket.
const OPENING: Duration = Duration::from_secs(60);
/// In a machine's folder: its panel was made to lie and stands upright, on its left side.
pub(super) const TURNED: &str = "turned";
/// In a machine's folder: what its TPM knows.
pub(super) const TPM: &str = "tpm";
/// In a machine's folder: where its display's cable is pulled.
const VIEWER: &str = "viewer.sock";
/// How long a finger rests.
const HOLD: Duration = Duration::from_millis(250);

/// Where the simulated devices are.
pub(super) struct Ports<'a> {
    /// The card reader's pseudo-terminal.
    pub reader: &'a Path,
    /// The receipt printer's.
    pub printer: &'a Path,
}

/// What can be pulled, and plugged in again.
#[derive(Clone, Copy)]
pub(super) enum Plugged {
    /// The card reader.
    Reader,
    /// The receipt printer.
    Printer,
    /// The touch panel.
    Touch,
}

impl Plugged {
    /// As the emulator takes it. A simulated device stands behind a serial adapter, in the USB socket that the image's names for
    /// devices go by.
    fn device(self) -> Value {
        match self {
            Self::Reader => {
                json!({ "driver": "usb-serial", "id": "reader-plug", "chardev": "reader", "bus": "usb.0", "port": "1" })
            }
            Self::Printer => {
                json!({ "driver": "usb-serial", "id": "printer-plug", "chardev": "printer", "bus": "usb.0", "port": "2" })
            }
            Self::Touch => json!({ "driver": "virtio-multitouch-pci", "id": "touch-plug", "bus": "touch-socket" }),
        }
    }
}

/// A machine that is on.
pub(super) struct Machine {
    emulator: Child,
    control: BufReader<UnixStream>,
    agent: Agent,
    folder: PathBuf,
    turned: bool,
    /// When it was switched on.
    pub since: Instant,
}

impl Machine {
    /// Switches it on with the disk `disk.raw` of its folder, and with a TPM if there is a folder `tpm` in it, which keeps what the
    /// TPM knows. `clock` is what its clock says then, if not the time.
    pub(super) fn start(folder: &Path, ports: &Ports<'_>, clock: Option<&str>) -> anyhow::Result<Self> {
        let firmware = folder.join("firmware.fd");
        if !firmware.exists() {
            run(Command::new("cp").arg("/usr/share/OVMF/OVMF_VARS_4M.fd").arg(&firmware))?;
        }
        let (control, hand, viewer) = (folder.join("control.sock"), folder.join("hand.sock"), folder.join(VIEWER));
        for socket in [&control, &hand, &viewer] {
            let _ = fs::remove_file(socket);
        }
        let mut qemu = Command::new("qemu-system-x86_64");
        qemu.args(["-machine", "q35", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "2G"]);
        qemu.args(["-nodefaults", "-display", "none", "-action", "watchdog=reset"]);
        qemu.args(clock.map(|clock| ["-rtc".to_owned(), format!("base={clock}")]).into_iter().flatten());
        qemu.args(["-drive", "if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd"]);
        qemu.arg("-drive").arg(format!("if=pflash,format=raw,unit=1,file={}", firmware.display()));
        let disk = folder.join("disk.raw");
        qemu.arg("-drive").arg(format!("file={},format=raw,if=virtio,cache=writeback,discard=unmap", disk.display()));
        let turned = folder.join(TURNED).exists();
        let (across, down) = lies(turned);
        qemu.args(["-device", &format!("virtio-vga,xres={across},yres={down}")]);
        qemu.arg("-vnc").arg(format!("unix:{}", viewer.display()));
        qemu.args(["-device", "i6300esb", "-device", "qemu-xhci,id=usb", "-device", "pcie-root-port,id=touch-socket"]);
        qemu.args(["-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net,id=card"]);
        qemu.arg("-chardev").arg(format!("file,id=words,append=on,path={}", folder.join("console.log").display()));
        qemu.args(["-device", "isa-serial,chardev=words"]);
        for (name, port) in [("reader", ports.reader), ("printer", ports.printer)] {
            qemu.arg("-chardev").arg(format!("serial,id={name},path={}", port.canonicalize()?.display()));
        }
        for device in [Plugged::Reader, Plugged::Printer, Plugged::Touch] {
            qemu.arg("-device").arg(device.device().to_string());
        }
        qemu.args(["-device", "virtio-serial-pci", "-device"]);
        qemu.arg(format!("virtserialport,chardev=hand,name={}", agent::PORT));
        qemu.arg("-chardev").arg(format!("socket,id=hand,server=on,wait=off,path={}", hand.display()));
        qemu.args(agent::firmware());
        if folder.join(TPM).exists() {
            let socket = chip(folder)?;
            qemu.arg("-chardev").arg(format!("socket,id=chip,path={}", socket.display()));
            qemu.args(["-tpmdev", "emulator,id=tpm,chardev=chip", "-device", "tpm-crb,tpmdev=tpm"]);
        }
        qemu.arg("-qmp").arg(format!("unix:{},server=on,wait=off", control.display()));
        let log = fs::File::create(folder.join("emulator.log"))?;
        let mut emulator = qemu.stdin(Stdio::null()).stderr(log).spawn().context("qemu-system-x86_64")?;
        let connected = connect(&control).and_then(|control| Ok((control, Agent::connect(&hand)?)));
        let (control, agent) = match connected {
            Ok(connected) => connected,
            Err(error) => {
                let _ = emulator.kill();
                let _ = emulator.wait();
                return Err(error.context(format!("the emulator's log is in {}", folder.display())));
            }
        };
        let mut machine = Self { emulator, control, agent, folder: folder.to_owned(), turned, since: Instant::now() };
        machine.ask("qmp_capabilities", json!({}))?;
        Ok(machine)
    }

    /// The hand inside.
    pub(super) fn agent(&mut self) -> &mut Agent {
        &mut self.agent
    }

    /// Where its disk and its pictures are.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Pulls the network cable, or plugs it in.
    pub(super) fn line(&mut self, up: bool) -> anyhow::Result<()> {
        self.ask("set_link", json!({ "name": "card", "up": up })).map(drop)
    }

    /// Plugs a stick in.
    pub(super) fn plug(&mut self, stick: &Path) -> anyhow::Result<()> {
        self.ask(
            "blockdev-add",
            json!({ "driver": "raw", "node-name": "stick", "file": { "driver": "file", "filename": stick } }),
        )?;
        self.ask("device_add", json!({ "driver": "usb-storage", "id": "plug", "drive": "stick", "bus": "usb.0" }))
            .map(drop)
    }

    /// Pulls it out.
    pub(super) fn unplug(&mut self) -> anyhow::Result<()> {
        self.ask("device_del", json!({ "id": "plug" }))?;
        std::thread::sleep(Duration::from_secs(3));
        self.ask("blockdev-del", json!({ "node-name": "stick" })).map(drop)
    }

    /// Pulls a device's plug.
    pub(super) fn pull(&mut self, device: Plugged) -> anyhow::Result<()> {
        self.ask("device_del", json!({ "id": device.device()["id"] })).map(drop)
    }

    /// Plugs it in again.
    pub(super) fn put_back(&mut self, device: Plugged) -> anyhow::Result<()> {
        self.ask("device_add", device.device()).map(drop)
    }

    /// Pulls the display's cable, or plugs it in.
    pub(super) fn display(&mut self, plugged: bool) -> anyhow::Result<()> {
        let (across, down) = lies(self.turned);
        cable::put(&self.folder.join(VIEWER), across, if plugged { down } else { 0 }).context("the display's cable")
    }

    /// Presses the power button.
    pub(super) fn power_button(&mut self) -> anyhow::Result<()> {
        self.ask("system_powerdown", json!({})).map(drop)
    }

    /// Presses keys together, by the emulator's names.
    pub(super) fn press(&mut self, keys: &[&str]) -> anyhow::Result<()> {
        let keys: Vec<_> = keys.iter().map(|key| json!({ "type": "qcode", "data": key })).collect();
        self.ask("send-key", json!({ "keys": keys })).map(drop)
    }

    /// Waits until the machine has switched itself off.
    pub(super) fn wait_for_off(&mut self, longest: Duration) -> anyhow::Result<()> {
        let start = Instant::now();
        while self.emulator.try_wait()?.is_none() {
            ensure!(start.elapsed() < longest, "the machine did not switch itself off");
            std::thread::sleep(Duration::from_millis(500));
        }
        Ok(())
    }

    /// The display's picture as it is seen by who stands before it, RGB with 8 bits each; `None` while the display has another
    /// size (firmware, early boot).
    pub(super) fn screen(&mut self) -> anyhow::Result<Option<Vec<u8>>> {
        let file = self.folder.join("screen.png");
        self.picture(&file)?;
        let mut reader = png::Decoder::new(BufReader::new(fs::File::open(&file)?)).read_info()?;
        let mut pixels = vec![0; reader.output_buffer_size().context("a picture too large")?];
        let info = reader.next_frame(&mut pixels)?;
        let rgb = info.color_type == png::ColorType::Rgb;
        Ok(match (info.width, info.height) {
            (WIDTH, HEIGHT) if rgb && !self.turned => Some(pixels),
            (HEIGHT, WIDTH) if rgb && self.turned => Some(upright(&pixels)?),
            _ => None,
        })
    }

    /// Writes the display's picture into a file (PNG).
    pub(super) fn picture(&mut self, file: &Path) -> anyhow::Result<()> {
        self.ask("screendump", json!({ "filename": file, "format": "png" })).map(drop)
    }

    /// Draws a finger along points; a tap is one point.
    pub(super) fn touch(&mut self, points: &[(f32, f32)]) -> anyhow::Result<()> {
        let Some(&first) = points.first() else { return Ok(()) };
        // In one report: a finger that begins where the last one was lifted would be taken for a drag.
        self.send(&["begin", "data"], 1, first)?;
        for &point in &points[1..] {
            self.send(&["data"], 1, point)?;
            std::thread::sleep(Duration::from_millis(16));
        }
        if points.len() == 1 {
            std::thread::sleep(HOLD);
        }
        // The panel's driver takes a finger for lifted only when its number is taken back.
        self.send(&["end"], -1, first)
    }

    fn send(&mut self, kinds: &[&str], finger: i32, (x, y): (f32, f32)) -> anyhow::Result<()> {
        let (x, y) = (x / 1080.0, y / 1920.0);
        let (x, y) = if self.turned { (1.0 - y, x) } else { (x, y) };
        let mut events = Vec::new();
        for kind in kinds {
            for (axis, part) in [("x", x), ("y", y)] {
                let value = format!("{:.0}", part * AXIS).parse::<u16>().context("a point beside the screen")?;
                let data = json!({ "type": kind, "slot": 0, "tracking-id": finger, "axis": axis, "value": value });
                events.push(json!({ "type": "mtt", "data": data }));
            }
        }
        self.ask("input-send-event", json!({ "events": events })).map(drop)
    }

    fn ask(&mut self, what: &str, arguments: Value) -> anyhow::Result<Value> {
        let mut line = serde_json::to_vec(&json!({ "execute": what, "arguments": arguments }))?;
        line.push(b'\n');
        self.control.get_mut().write_all(&line)?;
        loop {
            let mut answer = String::new();
            ensure!(self.control.read_line(&mut answer)? > 0, "the emulator ended");
            let answer: Value = serde_json::from_str(&answer)?;
            if let Some(error) = answer.get("error") {
                bail!("{what}: {error}");
            }
            // Everything else is news, such as a reset.
            if let Some(answer) = answer.get("return") {
                return Ok(answer.clone());
            }
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.emulator.kill();
        let _ = self.emulator.wait();
    }
}

/// Starts a TPM that ends with the emulator, and says where it listens.
fn chip(folder: &Path) -> anyhow::Result<PathBuf> {
    let socket = folder.join("tpm.sock");
    let _ = fs::remove_file(&socket);
    let mut chip = Command::new("swtpm");
    chip.args(["socket", "--tpm2", "--terminate", "--daemon", "--tpmstate"]);
    chip.arg(format!("dir={}", folder.join(TPM).display()));
    run(chip.arg("--ctrl").arg(format!("type=unixio,path={}", socket.display())))?;
    Ok(socket)
}

/// The panel's own width and height.
fn lies(turned: bool) -> (u32, u32) {
    if turned { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) }
}

/// The picture of a panel that stands on its left side: its own right is up.
fn upright(lying: &[u8]) -> anyhow::Result<Vec<u8>> {
    let (width, height) = (usize::try_from(WIDTH)?, usize::try_from(HEIGHT)?);
    let dots = (0..width * height).map(|at| {
        let (x, y) = (at % width, at / width);
        let place = (x * height + height - 1 - y) * 3;
        &lying[place..place + 3]
    });
    Ok(dots.flatten().copied().collect())
}

fn connect(socket: &Path) -> anyhow::Result<BufReader<UnixStream>> {
    let start = Instant::now();
    loop {
        match UnixStream::connect(socket) {
            Ok(stream) => {
                let mut control = BufReader::new(stream);
                control.read_line(&mut String::new())?; // the greeting
                return Ok(control);
            }
            Err(error) if start.elapsed() > OPENING => return Err(error).context("no control socket"),
            Err(_) => std::thread::sleep(Duration::from_millis(100)),
        }
    }
}
