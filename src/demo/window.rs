//! `make demo` with a display: the kiosk in a window, and a bench window with the devices' hands.

use super::bench::Bench;
use crate::clock::Clock;
use crate::kiosk::Kiosk;
use slint::{ComponentHandle as _, Model as _, ModelRc, SharedString, VecModel};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;
use yici_hardware::Input;
use yici_platform::Behaviour;
use yici_ui::{Bench as BenchWindow, BenchAdapter, BenchHand};

/// Lines that the bench's log keeps.
const LOG: usize = 12;

/// The devices' hands: what a press does, and what the next press undoes.
const HANDS: [(&str, &str); 14] = [
    ("card", "把身份证放上读卡器 / card on the reader"),
    ("paper", "打印纸用完 / printer out of paper"),
    ("cover", "打开打印机盖 / printer cover open"),
    ("printer", "拔掉打印机 / printer unplugged"),
    ("reader", "拔掉读卡器 / reader unplugged"),
    ("camera", "拔掉拍摄台 / camera unplugged"),
    ("door", "打开机门 / service door open"),
    ("help", "按求助按钮 / help pressed"),
    ("alone", "人离开 / nobody there"),
    ("slot", "回执留在出纸口 / receipt in the slot"),
    ("power", "停电 / power out"),
    ("battery", "电池将尽 / battery nearly empty"),
    ("line", "断网 / line down"),
    ("login", "网络登录页 / a login page answers"),
];

/// Runs until the kiosk's window is closed. Starts from what the last demonstration left.
///
/// # Errors
/// When there is no display, or the bench cannot be set up.
pub fn run(folder: &Path) -> anyhow::Result<()> {
    let mut bench = Bench::start(&folder.join("bench"))?;
    bench.start_courier()?;
    let (settings, devices) = (bench.settings()?, bench.devices()?);
    bench.sensors.set(Input::Presence, true);
    let window = BenchWindow::new()?;
    let adapter = window.global::<BenchAdapter>();
    let down = Rc::new(RefCell::new(BTreeSet::new()));
    adapter.set_hands(hands(&down.borrow()));
    adapter.on_press({
        let (weak, down) = (window.as_weak(), Rc::clone(&down));
        move |key| {
            let Some(window) = weak.upgrade() else { return };
            let adapter = window.global::<BenchAdapter>();
            let key = key.to_string();
            let mut down = down.borrow_mut();
            let on = !down.remove(&key);
            if on {
                down.insert(key.clone());
            }
            let outcome = match act(&bench, &key, on) {
                Ok(()) => format!("{key}: {}", if on { "on" } else { "off" }),
                Err(error) => format!("{key}: {error:#}"),
            };
            adapter.set_hands(hands(&down));
            adapter.set_log(logged(&adapter.get_log(), outcome));
        }
    });
    window.show()?;
    Kiosk::serve(devices, &settings, Clock::real())?;
    Ok(())
}

fn act(bench: &Bench, key: &str, on: bool) -> anyhow::Result<()> {
    match (key, on) {
        ("card", true) => bench.lay_card()?,
        ("card", false) => bench.reader.lift(),
        ("paper", true) => bench.printer.run_out_of_paper(),
        ("paper", false) => bench.printer.load_paper(),
        ("cover", true) => bench.printer.open_cover(),
        ("cover", false) => bench.printer.close_cover(),
        ("printer", true) => bench.printer.unplug(),
        ("printer", false) => bench.printer.plug_in()?,
        ("reader", true) => bench.reader.unplug(),
        ("reader", false) => bench.reader.plug_in()?,
        ("camera", true) => bench.camera.unplug()?,
        ("camera", false) => bench.place_paper()?,
        ("door", on) => bench.sensors.set(Input::DoorOpen, on),
        ("help", on) => bench.sensors.set(Input::Help, on),
        ("alone", on) => bench.sensors.set(Input::Presence, !on),
        ("slot", on) => bench.sensors.set(Input::ReceiptInSlot, on),
        ("power", true) => bench.power.on_battery(80, 1_200),
        ("battery", true) => bench.power.low_battery(),
        ("power" | "battery", false) => bench.power.on_line(),
        ("line", true) => bench.platform.behave(Behaviour::Absent),
        ("login", true) => bench.platform.behave(Behaviour::LoginPage),
        _ => bench.platform.behave(Behaviour::Normal),
    }
    Ok(())
}

fn hands(down: &BTreeSet<String>) -> ModelRc<BenchHand> {
    let hand =
        |(key, label): &(&str, &str)| BenchHand { key: (*key).into(), label: (*label).into(), on: down.contains(*key) };
    ModelRc::new(VecModel::from(HANDS.iter().map(hand).collect::<Vec<_>>()))
}

fn logged(log: &ModelRc<SharedString>, line: String) -> ModelRc<SharedString> {
    let mut lines: Vec<SharedString> = log.iter().collect();
    lines.push(line.into());
    let surplus = lines.len().saturating_sub(LOG);
    lines.drain(..surplus);
    ModelRc::new(VecModel::from(lines))
}
