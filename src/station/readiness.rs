//! What works now, and what a citizen is told about the rest.

use crate::catalog::Device;
use crate::text::Text;
use std::collections::BTreeMap;
use yici_hardware::Actor;

/// What a device is up to. A closed union: a page, a lamp or a report must say something for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviceState {
    /// The settings name none.
    NotFitted,
    /// It did not answer yet since the kiosk started.
    NeverSeen,
    /// It came back and has not said yet how it is.
    Starting,
    /// It works.
    Ready,
    /// It works, but somebody should look after it soon.
    ReadySoonNot(Actor),
    /// It answers, but cannot do its work until somebody acts.
    NeedsAttention(Actor, Text),
    /// It answered before and does not any more.
    Gone(Actor),
}

impl DeviceState {
    /// Whether it can do its work.
    pub fn works(&self) -> bool {
        matches!(self, Self::Ready | Self::ReadySoonNot(_))
    }
}

/// The state of every device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    devices: BTreeMap<Device, DeviceState>,
}

impl Readiness {
    /// Takes a device's new state in.
    pub fn set(&mut self, device: Device, state: DeviceState) {
        self.devices.insert(device, state);
    }

    /// A device's state.
    pub fn state(&self, device: Device) -> &DeviceState {
        self.devices.get(&device).unwrap_or(&DeviceState::NeverSeen)
    }

    /// Why what needs these devices cannot be done now, in a citizen's words; `None` when it can.
    pub fn closes(&self, needed: &[Device]) -> Option<Text> {
        let down = needed.iter().find(|device| !self.state(**device).works())?;
        let Text { zh, en } = name(*down);
        Some(match self.state(*down) {
            DeviceState::NeedsAttention(_, what) => what.clone(),
            DeviceState::NotFitted => Text {
                zh: format!("本机没有{zh}，请到其他自助终端或窗口办理"),
                en: format!("This kiosk lacks it: {en}. Please use another kiosk, or the counter"),
            },
            DeviceState::Starting | DeviceState::NeverSeen => {
                Text { zh: format!("{zh}正在准备，请稍候"), en: format!("{en} is getting ready, please wait") }
            }
            _ => Text {
                zh: format!("{zh}暂时不能用，请联系工作人员"),
                en: format!("{en} is out of order; please ask a clerk"),
            },
        })
    }
}

/// What a citizen calls a device.
fn name(device: Device) -> Text {
    let (zh, en) = match device {
        Device::CardReader => ("身份证读卡器", "The ID reader"),
        Device::ReceiptPrinter => ("回执打印机", "The receipt printer"),
        Device::DocumentCamera => ("拍摄台", "The document camera"),
        Device::FaceCamera => ("人像摄像头", "The camera above the screen"),
        Device::QrScanner => ("扫码口", "The QR scanner"),
        Device::SocialCardReader => ("社会保障卡读卡器", "The social-security card reader"),
        Device::DocumentPrinter => ("A4打印机", "The A4 printer"),
        Device::SignaturePad => ("签名板", "The signature pad"),
        Device::Power => ("电源", "The power supply"),
        Device::Sensors | Device::Lamps | Device::Temperature | Device::Sound => ("本机", "This kiosk"),
    };
    Text { zh: zh.into(), en: en.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_says_what_to_do_in_both_languages() {
        let attention = Text { zh: "请工作人员加纸".into(), en: "please ask a clerk".into() };
        for device in Device::ALL {
            for (state, word) in [
                (DeviceState::NotFitted, "请到其他自助终端"),
                (DeviceState::NeverSeen, "请稍候"),
                (DeviceState::Starting, "请稍候"),
                (DeviceState::Gone(Actor::Clerk), "请联系工作人员"),
                (DeviceState::NeedsAttention(Actor::Clerk, attention.clone()), "请工作人员加纸"),
            ] {
                let mut readiness = Readiness::default();
                readiness.set(device, state);
                let reason = readiness.closes(&[device]).expect("closed");
                assert!(reason.zh.contains(word) && reason.en.is_ascii(), "{reason:?}");
            }
        }
    }

    #[test]
    fn only_what_is_needed_closes_a_matter() {
        let mut readiness = Readiness::default();
        readiness.set(Device::CardReader, DeviceState::Ready);
        readiness.set(Device::DocumentPrinter, DeviceState::NotFitted);
        assert_eq!(readiness.closes(&[Device::CardReader]), None);
        assert!(readiness.closes(&[Device::CardReader, Device::DocumentPrinter]).is_some());
    }
}
