//! Every cable is pulled at once, page after page, and put back: the citizen stays where they are, and nobody starts
//! anything again. Which page needs which device is held, for all of them, by `session/tests/devices.rs`.

use crate::support::{arrived_as_signed, bench, citizen};
use yici::catalog::Device;
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story};
use yici::station::DeviceState;
use yici::text::Language;

const PULLED: [Device; 9] = [
    Device::CardReader,
    Device::ReceiptPrinter,
    Device::DocumentCamera,
    Device::FaceCamera,
    Device::QrScanner,
    Device::SignaturePad,
    Device::Power,
    Device::Sensors,
    Device::Lamps,
];

fn pull(bench: &Bench) {
    bench.reader.unplug();
    bench.printer.unplug();
    bench.camera.unplug().expect("unplugged");
    bench.face.unplug().expect("unplugged");
    bench.scanner.unplug();
    bench.pad.unplug();
    bench.power.stop();
    bench.sensors.unplug();
}

fn put_back(bench: &Bench) {
    bench.reader.plug_in().expect("plugged in");
    bench.printer.plug_in().expect("plugged in");
    bench.place_paper().expect("plugged in");
    bench.stand_there().expect("plugged in");
    bench.scanner.plug_in().expect("plugged in");
    bench.pad.plug_in().expect("plugged in");
    bench.power.restart().expect("plugged in");
    bench.sensors.plug_in();
}

fn wait_until_all(citizen: &mut Citizen, what: &str, so: impl Fn(&DeviceState) -> bool) {
    let all = |citizen: &Citizen| PULLED.iter().all(|device| so(citizen.kiosk().readiness().state(*device)));
    citizen.wait_until(what, all).expect(what);
}

#[test]
fn the_visit_goes_on_to_its_end() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    wait_until_all(&mut citizen, "every device works", DeviceState::works);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    for place in [Place::Guide, Place::Identify, Place::Form, Place::Papers, Place::Sign, Place::Done] {
        story.until(place, Language::Chinese).expect("there");
        if place == Place::Done {
            story.citizen.wait_for("请取走回执").expect("a receipt that is being printed needs its printer");
        }
        let before = story.citizen.page();
        pull(&bench);
        wait_until_all(story.citizen, "every device is gone", |state| matches!(state, DeviceState::Gone(_)));
        assert_eq!(story.citizen.page(), before, "the citizen stays");
        put_back(&bench);
        wait_until_all(story.citizen, "every device is back", DeviceState::works);
        assert_eq!(story.citizen.page(), before, "the citizen stays");
    }
    story.to_the_end(Language::Chinese).expect("to the end");
    arrived_as_signed(&bench, &citizen);
}
