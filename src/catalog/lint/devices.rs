//! Devices that a matter cannot ask for, and a reader that it must.

use crate::catalog::finding::Report;
use crate::catalog::{Card, Device, Matter};

pub(super) fn check(matter: &Matter, report: &mut Report<'_>) {
    let header = &matter.matter;
    for device in header.devices.iter().filter(|device| device.is_the_kiosks_own()) {
        let problem = format!("{device:?} is the kiosk's own and no matter hangs on it; take it out");
        report.at("matter/devices", problem);
    }
    if header.devices.contains(&Device::FaceCamera) {
        let problem = "nobody may be made to show their face: take `face-camera` out, and offer it with [matter.face]";
        report.at("matter/devices", problem);
    }
    // Beside identity cards it is one way of two, and the other will do.
    let only_social = !header.cards.is_empty() && header.cards.iter().all(|card| *card == Card::SocialSecurity);
    if only_social && !header.devices.contains(&Device::SocialCardReader) {
        report.at("matter/devices", "only social-security cards are taken; add `social-card-reader`");
    }
}
