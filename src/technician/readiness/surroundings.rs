//! What stands around the citizen: inputs, thermometer, signature pad. Nothing is switched on, and nobody has to act.

use super::finding::{Finding, Thing};
use crate::settings::Settings;
use crate::station::drivers;
use std::time::Duration;
use yici_hardware::Actor;

pub(super) fn sensors(settings: &Settings) -> Finding {
    let Some(sensors) = &settings.sensors else {
        return Finding::not_fitted(Thing::Sensors);
    };
    match sensors.open_inputs().and_then(|mut inputs| inputs.next_edge(Duration::ZERO)) {
        Ok(_) => Finding::ready(Thing::Sensors, "应答正常", "answer"),
        Err(fault) => Finding::mend(Thing::Sensors, fault.actor(), "无法读取：请核对设置中的芯片和针脚", fault),
    }
}

pub(super) fn temperature(settings: &Settings) -> Finding {
    let Some(settings) = &settings.temperature else {
        return Finding::not_fitted(Thing::Temperature);
    };
    let (mut thermometer, too_hot) = drivers::thermometer(settings);
    match thermometer.read() {
        Ok(read) => {
            let degrees = f64::from(read.0) / 1_000.0;
            let (zh, en) = (format!("{degrees:.1} ℃"), format!("{degrees:.1} degrees Celsius"));
            if read < too_hot {
                return Finding::ready(Thing::Temperature, zh, en);
            }
            let zh = zh + "，过热：请检查风扇和通风口";
            Finding::mend(Thing::Temperature, Actor::Technician, zh, en + ", too hot; look after fan and vents")
        }
        Err(fault) => Finding::mend(Thing::Temperature, fault.actor(), "无法读取：请核对设置中的传感器", fault),
    }
}

pub(super) fn signature_pad(settings: &Settings) -> Finding {
    let Some(pad) = &settings.signature_pad else {
        return Finding::not_fitted(Thing::SignaturePad);
    };
    match drivers::signature_pad(pad).next(Duration::ZERO) {
        Ok(_) => Finding::ready(Thing::SignaturePad, "应答正常", "answers"),
        Err(fault) => Finding::mend(Thing::SignaturePad, fault.actor(), "无法读取：请核对设置中的设备和连线", fault),
    }
}
