//! What a kiosk's devices cost while nobody is there: twelve of them, each on its thread, as a share of one core.
//!
//! The station runs in a process of its own, so that the simulators' work is not counted with its own; what is counted is
//! the time on a core of all its threads, as the kernel says (`/proc/self/task/*/schedstat`). The real drivers ask the
//! simulators, `ippeveprinter` where it is installed, and whatever PC/SC this machine has.

#[allow(dead_code, reason = "the hardware's own tests use the rest of it")]
#[path = "../hardware/tests/document_printer/bench.rs"]
mod ipp;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use yici::catalog::Device;
use yici::demo::bench::Bench;
use yici::settings::Settings;
use yici::station::{DeviceState, Devices, Readiness, Report, Station, drivers};
use yici_hardware::sensors::settings::GpioSettings;
use yici_hardware::sensors::simulator::SensorSimulator;

/// Names the bench's folder to the station's process.
const FOLDER: &str = "YICI_BENCH_STATION";
/// Devices settle first: a port is opened, a first page of pixels is read.
const SETTLES: Duration = Duration::from_secs(10);
const MEASURED: Duration = Duration::from_secs(30);
const GOAL: f64 = 0.3;

fn main() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return station(Path::new(&folder));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).expect("simulators");
    let printer = ipp::Bench::start(ipp::Hand::Prompt);
    let chip = folder.path().join("hwmon/hwmon0");
    fs::create_dir_all(&chip).expect("a chip");
    fs::write(chip.join("name"), "bench").expect("written");
    fs::write(chip.join("temp1_input"), "41000").expect("written");
    let mut settings = fs::read_to_string(bench.settings_file()).expect("settings");
    settings += &format!(
        r#"
[social-card-reader]
driver = "pcsc"
[temperature]
hwmon = {{ tree = "{}", chip = "bench" }}
[sound]
command = ["true"]
[document-printer]
driver = "ipp"
address = "ipp://127.0.0.1:{}/ipp/print"
"#,
        folder.path().join("hwmon").display(),
        printer.as_ref().map_or(9, ipp::Bench::port),
    );
    fs::write(bench.settings_file(), settings).expect("written");
    let program = std::env::current_exe().expect("this program");
    let station = Command::new(program).env(FOLDER, bench.folder()).status().expect("the station's process");
    assert!(station.success());
}

fn station(folder: &Path) {
    let settings = Settings::read(&folder.join("kiosk.toml")).expect("settings");
    let chip = SensorSimulator::new(wiring()).expect("a chip");
    let devices = Devices {
        inputs: Some(Box::new(chip.inputs())),
        outputs: Some(Box::new(chip.outputs())),
        ..drivers::all(&settings)
    };
    let readiness = Arc::new(Mutex::new(Readiness::default()));
    let (states, kept) = (Arc::clone(&readiness), keep());
    let report = Report {
        event: Arc::new(move |event| drop(kept.send(event))),
        state: Arc::new(move |device, state| states.lock().expect("nobody panics").set(device, state)),
        picture: Arc::new(|| {}),
    };
    let _station = Station::start(devices, &report);
    std::thread::sleep(SETTLES);
    let (started, before) = (Instant::now(), on_core());
    std::thread::sleep(MEASURED);
    let share = (on_core() - before).as_secs_f64() / started.elapsed().as_secs_f64() * 100.0;

    println!("station: {} devices, idle for {MEASURED:?}: {share:.3} % of one core", Device::ALL.len());
    for device in Device::ALL {
        let state = readiness.lock().expect("nobody panics").state(device).clone();
        if !state.works() {
            // The sound card is asked only when something sounds.
            let why = if state == DeviceState::NeverSeen { "not answering here" } else { "not ready" };
            println!("  {device:?}: {why}");
        }
    }
    println!("  goal: at most {GOAL} %: {}", if share <= GOAL { "met" } else { "MISSED" });
}

fn wiring() -> GpioSettings {
    let lines = "inputs.presence = { line = 0 }\ninputs.door-open = { line = 1 }\noutputs.help-light = { line = 2 }";
    toml::from_str(lines).expect("wiring")
}

/// Events are taken away, as the screen's thread does.
fn keep() -> Sender<yici::session::Event> {
    let (sender, events) = channel();
    std::thread::spawn(move || events.iter().for_each(drop));
    sender
}

/// What all threads of this process have had of a core until now.
fn on_core() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").expect("Linux").flatten();
    let nanoseconds = tasks.filter_map(|task| {
        let line = fs::read_to_string(task.path().join("schedstat")).ok()?;
        line.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanoseconds.sum())
}
