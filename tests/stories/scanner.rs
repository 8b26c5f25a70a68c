//! A company's code is taken from its licence: by the scanner, and by the document camera where none is fitted.

use crate::support::{bench, citizen};
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story};
use yici::station::Devices;
use yici::text::Language;
use yici_hardware::qr_scanner::simulator::Suffix;
use yici_hardware::{Frame, Personal};

const LICENCE: &str = "http://example.test/i?uniscid=91350100M000100Y43&ch=1";
const CODE: &str = "91350100M000100Y43";

fn open_the_field(story: &mut Story<'_>) {
    story.until(Place::Form, Language::Chinese).expect("form");
    story.citizen.touch("统一社会信用代码").expect("the field");
    story.citizen.wait_for("也可以把营业执照").expect("the sheet says that a code is taken");
}

#[test]
fn the_scanner_reads_it() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Hiring).expect("attract");
    open_the_field(&mut story);
    // What is held out before the scanner is asked is nobody's, so it is held out until it was read.
    let read = |citizen: &Citizen| {
        // Refused when too many wait already, which is as good.
        let _ = bench.scanner.present(LICENCE.as_bytes(), Suffix::CrLf);
        citizen.sees(CODE)
    };
    story.citizen.wait_until("the code", read).expect("it stands in the field");
}

#[test]
fn the_document_camera_reads_it_where_no_scanner_is_fitted() {
    let (bench, _folder) = bench();
    let devices = Devices { qr_scanner: None, ..bench.devices().expect("devices") };
    let mut citizen = Citizen::arrive_with(devices, &bench.settings().expect("settings")).expect("a kiosk");
    let mut story = Story::begin(&mut citizen, &bench, Matter::Hiring).expect("attract");
    open_the_field(&mut story);
    bench.camera.place(&picture_of(LICENCE)).expect("placed");
    story.citizen.wait_for(CODE).expect("it stands in the field");
}

/// A code on white paper, five pixels a module.
fn picture_of(text: &str) -> Frame {
    const SIDE: usize = 400;
    const MODULE: usize = 5;
    let code = qrcode::QrCode::new(text).expect("it fits");
    let (modules, colours) = (code.width(), code.to_colors());
    let from = (SIDE - modules * MODULE) / 2;
    let mut rgb = vec![255; SIDE * SIDE * 3];
    for (place, pixel) in rgb.chunks_exact_mut(3).enumerate() {
        let module =
            |place: usize| place.checked_sub(from).map(|place| place / MODULE).filter(|place| *place < modules);
        if let (Some(x), Some(y)) = (module(place % SIDE), module(place / SIDE))
            && colours[y * modules + x] == qrcode::Color::Dark
        {
            pixel.fill(0);
        }
    }
    let side = u32::try_from(SIDE).expect("small");
    Frame { width: side, height: side, rgb: Personal::new(rgb) }
}
