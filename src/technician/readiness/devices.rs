//! Every device, asked once how it is. Nothing is printed.

use super::finding::{Finding, Thing};
use super::{surroundings, words};
use crate::settings::{Camera, Settings};
use crate::station::drivers;
use yici_hardware::{Actor, Fault, PowerState, PrinterStatus};

/// What answers when asked, in the order of a visit. Lamps and sound do not: a person looks and listens.
const ASKED: [Thing; 11] = [
    Thing::CardReader,
    Thing::ReceiptPrinter,
    Thing::DocumentCamera,
    Thing::FaceCamera,
    Thing::QrScanner,
    Thing::SocialCardReader,
    Thing::DocumentPrinter,
    Thing::Power,
    Thing::Sensors,
    Thing::Temperature,
    Thing::SignaturePad,
];

/// Every device, asked once.
pub fn devices(settings: &Settings) -> Vec<Finding> {
    ASKED.into_iter().map(|thing| device(settings, thing)).collect()
}

/// One device, asked once. What does not answer when asked is not fitted.
pub fn device(settings: &Settings, thing: Thing) -> Finding {
    match thing {
        Thing::CardReader => card_reader(settings),
        Thing::ReceiptPrinter => receipt_printer(settings),
        Thing::DocumentCamera => camera(thing, Some(&settings.document_camera)),
        Thing::FaceCamera => camera(thing, settings.face_camera.as_ref()),
        Thing::QrScanner => qr_scanner(settings),
        Thing::SocialCardReader => social_card_reader(settings),
        Thing::DocumentPrinter => document_printer(settings),
        Thing::Power => power(settings),
        Thing::Sensors => surroundings::sensors(settings),
        Thing::Temperature => surroundings::temperature(settings),
        Thing::SignaturePad => surroundings::signature_pad(settings),
        other => Finding::not_fitted(other),
    }
}

fn answers(thing: Thing, answer: Result<(), Fault>) -> Finding {
    match answer {
        Ok(()) => Finding::ready(thing, "应答正常", "answers"),
        Err(fault) => broken(thing, &fault),
    }
}

/// A fault of a line, in both languages.
pub(super) fn broken(thing: Thing, fault: &Fault) -> Finding {
    Finding::mend(thing, fault.actor(), words::fault(fault), fault)
}

fn card_reader(settings: &Settings) -> Finding {
    answers(Thing::CardReader, drivers::card_reader(&settings.card_reader).check())
}

fn receipt_printer(settings: &Settings) -> Finding {
    let thing = Thing::ReceiptPrinter;
    match drivers::receipt_printer(&settings.receipt_printer).status() {
        Err(fault) => broken(thing, &fault),
        Ok(status) => {
            let zh = words::receipt_printer(status);
            match status {
                PrinterStatus::Ready => Finding::ready(thing, zh, status),
                _ if status.can_print() => Finding::soon(thing, status.actor(), zh, status),
                _ => Finding::mend(thing, status.actor(), zh, status),
            }
        }
    }
}

fn camera(thing: Thing, camera: Option<&Camera>) -> Finding {
    let Some(camera) = camera else { return Finding::not_fitted(thing) };
    match drivers::camera(camera).frame() {
        Ok(frame) => {
            let (width, height) = (frame.width, frame.height);
            Finding::ready(thing, format!("图像 {width}×{height} 像素"), format_args!("{width} x {height}"))
        }
        Err(fault) => Finding::mend(thing, fault.actor(), words::camera(&fault), fault),
    }
}

fn qr_scanner(settings: &Settings) -> Finding {
    match &settings.qr_scanner {
        Some(scanner) => answers(Thing::QrScanner, drivers::qr_scanner(scanner).check()),
        None => Finding::not_fitted(Thing::QrScanner),
    }
}

fn social_card_reader(settings: &Settings) -> Finding {
    match &settings.social_card_reader {
        Some(reader) => answers(Thing::SocialCardReader, drivers::social_card_reader(reader).check()),
        None => Finding::not_fitted(Thing::SocialCardReader),
    }
}

fn document_printer(settings: &Settings) -> Finding {
    let thing = Thing::DocumentPrinter;
    let Some(printer) = &settings.document_printer else {
        return Finding::not_fitted(thing);
    };
    let mut printer = match drivers::document_printer(printer) {
        Ok(printer) => printer,
        Err(bad) => return Finding::mend(thing, Actor::Technician, "地址有误：请更正设置文件", bad),
    };
    match printer.status() {
        Err(fault) => broken(thing, &fault),
        Ok(status) => {
            let zh = words::document_printer(status);
            match status.actor() {
                Actor::Nobody => Finding::ready(thing, zh, status),
                actor if status.can_print() => Finding::soon(thing, actor, zh, status),
                actor => Finding::mend(thing, actor, zh, status),
            }
        }
    }
}

fn power(settings: &Settings) -> Finding {
    let thing = Thing::Power;
    let Some(power) = &settings.power else {
        return Finding::not_fitted(thing);
    };
    match drivers::power(power).and_then(|mut power| power.state()) {
        Err(fault) => Finding::mend(thing, fault.actor(), words::power_fault(&fault), fault),
        Ok(state) => {
            let zh = words::power(state);
            match state {
                PowerState::OnLine => Finding::ready(thing, zh, "on the line"),
                PowerState::OnBattery { .. } => {
                    Finding::soon(thing, Actor::Clerk, zh, "on the battery; look after the line")
                }
                PowerState::LowBattery => {
                    Finding::mend(thing, Actor::Clerk, zh, "the battery is nearly empty; bring the line back at once")
                }
                PowerState::Unknown => Finding::soon(
                    thing,
                    Actor::Technician,
                    zh,
                    "the UPS says neither line nor battery; look at its own panel",
                ),
            }
        }
    }
}
