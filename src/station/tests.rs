//! The threads of lamps, sound, thermometer and inputs, with the simulators and real programs. What the whole kiosk makes
//! of a device is in `tests/`.

use super::*;
use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use yici_hardware::Input;
use yici_hardware::sensors::simulator::SensorSimulator;
use yici_hardware::sensors::temperature::{HwmonSettings, HwmonThermometer, Temperature};
use yici_hardware::sound::Volume;
use yici_hardware::sound::program::{ProgramPlayer, SoundSettings};

/// Far more than anything here takes.
const PATIENCE: Duration = Duration::from_secs(40);

/// What the threads said.
enum Said {
    Event(Event),
    State(Device, DeviceState),
}

fn report() -> (Report, Receiver<Said>) {
    let (sender, said) = channel();
    let (events, states) = (sender.clone(), sender);
    let report = Report {
        event: Arc::new(move |event| drop(events.send(Said::Event(event)))),
        state: Arc::new(move |device, state| drop(states.send(Said::State(device, state)))),
        picture: Arc::new(|| {}),
    };
    (report, said)
}

/// Waits until this is said.
fn wait_for(said: &Receiver<Said>, what: &str, is: impl Fn(&Said) -> bool) {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if said.recv_timeout(PATIENCE).is_ok_and(|said| is(&said)) {
            return;
        }
    }
    panic!("in vain: {what}");
}

/// A camera that counts how often it was looked through.
struct Counted(Arc<std::sync::atomic::AtomicU32>);

impl yici_hardware::Camera for Counted {
    fn frame(&mut self) -> Result<Frame, yici_hardware::CameraFault> {
        self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        Ok(yici_hardware::camera::sample::sample_face(640, 480))
    }

    fn rest(&mut self) -> Result<(), yici_hardware::CameraFault> {
        Ok(())
    }
}

#[test]
fn the_camera_above_the_screen_looks_at_nobody_until_it_is_shown() {
    let looks = Arc::new(std::sync::atomic::AtomicU32::new(0));
    let count = || looks.load(std::sync::atomic::Ordering::SeqCst);
    let (report, said) = report();
    let camera = Box::new(Counted(Arc::clone(&looks)));
    let orders = camera::start(Device::FaceCamera, camera, report, Live::default());
    wait_for(&said, "ready", |said| matches!(said, Said::State(Device::FaceCamera, DeviceState::Ready)));
    let visit = SubmissionId::generate();
    orders.send(camera::Order::Take(visit)).expect("a thread");
    wait_for(&said, "no picture", |said| matches!(said, Said::Event(Event::StillFailed(_))));
    assert_eq!(count(), 0);
    orders.send(camera::Order::Show(true)).expect("a thread");
    orders.send(camera::Order::Take(visit)).expect("a thread");
    wait_for(&said, "a face", |said| matches!(said, Said::Event(Event::Face(_, _, Some(_)))));
    orders.send(camera::Order::Show(false)).expect("a thread");
    orders.send(camera::Order::Take(visit)).expect("a thread");
    wait_for(&said, "no picture again", |said| matches!(said, Said::Event(Event::StillFailed(_))));
    let seen = count();
    orders.send(camera::Order::Take(visit)).expect("a thread");
    wait_for(&said, "nor later", |said| matches!(said, Said::Event(Event::StillFailed(_))));
    assert_eq!(count(), seen);
}

fn chip() -> SensorSimulator {
    let wiring = r#"
        inputs.help = { line = 0, debounce-ms = 0 }
        inputs.receipt-in-slot = { line = 1, debounce-ms = 0 }
        outputs.receipt-light = { line = 4, active-low = true }
        outputs.help-light = { line = 5 }
        outputs.door-release = { line = 6 }
    "#;
    SensorSimulator::new(toml::from_str(wiring).expect("wiring")).expect("a chip")
}

#[test]
fn a_lamp_lights_up_again_when_its_chip_is_plugged_in_again_and_goes_out_with_the_station() {
    let (chip, (report, said)) = (chip(), report());
    let outputs = lamps::start(Box::new(chip.outputs()), report);
    let lit = BTreeSet::from([Output::ReceiptLight, Output::FaceLight]);
    outputs.send(lamps::Order::Light(lit)).expect("a thread");
    assert!(chip.wait_until(Output::ReceiptLight, true, PATIENCE), "a lamp that is not wired is no fault");
    chip.unplug();
    wait_for(&said, "gone", |said| matches!(said, Said::State(Device::Lamps, DeviceState::Gone(_))));
    chip.plug_in();
    assert!(chip.wait_until(Output::ReceiptLight, true, PATIENCE));
    drop(outputs);
    assert!(chip.wait_until(Output::ReceiptLight, false, PATIENCE));
}

#[test]
fn the_doors_lock_is_opened_and_set_back() {
    let (chip, (report, _said)) = (chip(), report());
    let outputs = lamps::start(Box::new(chip.outputs()), report);
    outputs.send(lamps::Order::ReleaseDoor).expect("a thread");
    assert!(chip.wait_until(Output::DoorRelease, true, PATIENCE));
    let opened = Instant::now();
    assert!(chip.wait_until(Output::DoorRelease, false, PATIENCE), "nobody has to remember it");
    assert!(opened.elapsed() + Duration::from_secs(1) > OPENS, "there is time to pull the door");
}

#[test]
fn an_edge_is_told_and_so_is_a_chip_that_is_gone() {
    let (chip, (report, said)) = (chip(), report());
    let _inputs = sensors::start(Box::new(chip.inputs()), report);
    let told = |input, active| move |said: &Said| matches!(said, Said::Event(Event::Sensor(edge)) if edge.input == input && edge.active == active);
    chip.set(Input::Help, true);
    wait_for(&said, "help", told(Input::Help, true));
    chip.set(Input::Help, false);
    wait_for(&said, "no help", told(Input::Help, false));
    chip.unplug();
    wait_for(&said, "gone", |said| matches!(said, Said::Event(Event::SensorsGone)));
    chip.set(Input::ReceiptInSlot, true);
    chip.plug_in();
    wait_for(&said, "what changed meanwhile", told(Input::ReceiptInSlot, true));
}

#[test]
fn a_prompt_waits_for_the_cue_and_the_newest_one_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let heard = folder.path().join("heard");
    let command = ["sh", "-c", "wc -c >> \"$0\"", heard.to_str().expect("a plain path")].map(str::to_owned);
    let player = ProgramPlayer::new(SoundSettings { command: command.to_vec() });
    let (report, said) = report();
    let sound = sound::start(Box::new(player), Volume::FULL, report);
    let clip = |samples: usize| Clip::new(8_000, 1, vec![0; samples]).expect("a clip");
    sound.send(sound::Order::Cue(Cue::Key)).expect("a thread");
    wait_for(&said, "the cue sounded", |said| matches!(said, Said::State(Device::Sound, DeviceState::Ready)));
    sound.send(sound::Order::Prompt(Some(clip(1_000)))).expect("a thread");
    let bytes = |path: &Path| -> Vec<usize> {
        let lines = fs::read_to_string(path).unwrap_or_default();
        lines.lines().filter_map(|line| line.trim().parse().ok()).collect()
    };
    let started = Instant::now();
    while bytes(&heard).len() < 2 {
        assert!(started.elapsed() < PATIENCE, "heard {:?}", bytes(&heard));
        std::thread::yield_now();
    }
    assert_eq!(bytes(&heard)[1], 2_044, "a WAV file's head, and two bytes a sample");
}

#[test]
fn a_program_that_cannot_play_is_a_fault_of_the_sound_and_nothing_else() {
    let player = ProgramPlayer::new(SoundSettings { command: vec!["/nowhere/aplay".into()] });
    let (report, said) = report();
    let sound = sound::start(Box::new(player), Volume::FULL, report);
    for _ in 0..3 {
        sound.send(sound::Order::Cue(Cue::Key)).expect("a thread");
    }
    drop(sound);
    assert!(said.iter().all(|said| !matches!(said, Said::Event(_))), "a device that was never seen is not gone");
}

#[test]
fn too_hot_is_a_clerks_business_and_no_matters() {
    let tree = tempfile::tempdir().expect("a folder");
    let chip = tree.path().join("hwmon0");
    fs::create_dir(&chip).expect("a chip");
    fs::write(chip.join("name"), "cpu_thermal\n").expect("written");
    fs::write(chip.join("temp1_input"), "81000\n").expect("written");
    let settings = HwmonSettings { tree: tree.path().into(), chip: "cpu_thermal".into(), sensor: 1 };
    let (report, said) = report();
    let _thermometer = temperature::start(Box::new(HwmonThermometer::new(settings)), Temperature(70_000), report);
    let mut readiness = Readiness::default();
    match said.recv_timeout(PATIENCE) {
        Ok(Said::State(device, state)) => readiness.set(device, state),
        _ => panic!("nothing was said"),
    }
    assert!(matches!(
        readiness.state(Device::Temperature),
        DeviceState::NeedsAttention(yici_hardware::Actor::Clerk, _)
    ));
    for device in [Device::CardReader, Device::ReceiptPrinter, Device::DocumentCamera] {
        readiness.set(device, DeviceState::Ready);
    }
    assert_eq!(readiness.closes(&[Device::CardReader, Device::ReceiptPrinter, Device::DocumentCamera]), None);
}
