//! An emulated machine: QEMU, driven through its control socket (QMP).
//!
//! The display is 1080 × 1920 dots; a touch is reported as a touch panel reports it. Dropping the machine cuts its power.

use super::image::{Image, run};
use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// The display.
pub(super) const WIDTH: u32 = 1080;
/// The display.
pub(super) const HEIGHT: u32 = 1920;
/// The largest value of the touch panel's axes.
const AXIS: f32 = 32_767.0;
/// How long the emulator may take to open its control socket.
const OPENING: Duration = Duration::from_secs(60);
/// How long a finger rests.
const HOLD: Duration = Duration::from_millis(250);

/// Where the simulated devices are.
pub(super) struct Ports<'a> {
    /// The card reader's pseudo-terminal.
    pub reader: &'a Path,
    /// The receipt printer's.
    pub printer: &'a Path,
}

/// A machine that is on.
pub(super) struct Machine {
    emulator: Child,
    control: BufReader<UnixStream>,
    folder: PathBuf,
}

impl Machine {
    /// Switches it on with a disk of its own, made from the image, or the one that an earlier machine left in `folder`.
    pub(super) fn start(image: &Image, folder: &Path, ports: &Ports<'_>, stick: Option<&Path>) -> anyhow::Result<Self> {
        let (disk, firmware) = (folder.join("disk.raw"), folder.join("firmware.fd"));
        if !disk.exists() {
            image.flash(&disk)?;
        }
        if !firmware.exists() {
            run(image.tool("cp").arg("/usr/share/OVMF/OVMF_VARS_4M.fd").arg(&firmware))?;
        }
        let socket = folder.join("control.sock");
        let _ = fs::remove_file(&socket);
        let mut qemu = image.tool("qemu-system-x86_64");
        qemu.args(["-machine", "q35", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "2G"]);
        qemu.args(["-nodefaults", "-display", "none", "-action", "watchdog=reset"]);
        qemu.args(["-drive", "if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd"]);
        qemu.arg("-drive").arg(format!("if=pflash,format=raw,unit=1,file={}", firmware.display()));
        qemu.arg("-drive").arg(format!("file={},format=raw,if=virtio,cache=writeback", disk.display()));
        qemu.args(["-device", &format!("virtio-vga,xres={WIDTH},yres={HEIGHT}")]);
        qemu.args(["-device", "virtio-multitouch-pci", "-device", "i6300esb"]);
        qemu.args(["-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net"]);
        for (name, port) in [("words", None), ("reader", Some(ports.reader)), ("printer", Some(ports.printer))] {
            let backend = match port {
                None => format!("file,id={name},path={}", folder.join("console.log").display()),
                Some(port) => format!("serial,id={name},path={}", port.canonicalize()?.display()),
            };
            qemu.args(["-chardev", &backend, "-device", &format!("isa-serial,chardev={name}")]);
        }
        if let Some(stick) = stick {
            qemu.args(["-device", "qemu-xhci", "-device", "usb-storage,drive=stick"]);
            qemu.arg("-drive").arg(format!("if=none,id=stick,format=raw,readonly=on,file={}", stick.display()));
        }
        qemu.arg("-qmp").arg(format!("unix:{},server=on,wait=off", socket.display()));
        let emulator = qemu.stdin(Stdio::null()).stderr(fs::File::create(folder.join("emulator.log"))?).spawn()?;
        let control = connect(&socket).with_context(|| format!("the emulator's log is in {}", folder.display()))?;
        let mut machine = Self { emulator, control, folder: folder.to_owned() };
        machine.ask("qmp_capabilities", json!({}))?;
        Ok(machine)
    }

    /// The display's picture, RGB with 8 bits each; `None` while the display has another size (firmware, early boot).
    pub(super) fn screen(&mut self) -> anyhow::Result<Option<Vec<u8>>> {
        let file = self.folder.join("screen.png");
        self.picture(&file)?;
        let mut reader = png::Decoder::new(BufReader::new(fs::File::open(&file)?)).read_info()?;
        let mut pixels = vec![0; reader.output_buffer_size().context("a picture too large")?];
        let info = reader.next_frame(&mut pixels)?;
        let rgb = info.color_type == png::ColorType::Rgb;
        Ok((rgb && (info.width, info.height) == (WIDTH, HEIGHT)).then_some(pixels))
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
        let [width, height] = [1080.0, 1920.0];
        let mut events = Vec::new();
        for kind in kinds {
            for (axis, part) in [("x", x / width), ("y", y / height)] {
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
