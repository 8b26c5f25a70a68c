//! The A4 printer's thread: how it is, so that a matter that needs it opens and closes.

use super::{DeviceState, Report, Watch};
use crate::catalog::Device;
use crate::text::Text;
use std::convert::Infallible;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::{DocumentPrinter, DocumentPrinterStatus as Status, Fault};

/// Between two questions how the printer is; each is an exchange over the network or a socket.
const CHECKS: Duration = Duration::from_secs(10);
/// The same, while it does not answer or somebody may be mending it.
const CHECKS_WHEN_DOWN: Duration = Duration::from_secs(2);

/// Starts the thread. Nothing is ordered of it; it ends when the sender is dropped.
pub fn start(mut printer: Box<dyn DocumentPrinter>, report: Report) -> Sender<Infallible> {
    let (sender, orders) = channel::<Infallible>();
    std::thread::spawn(move || {
        let mut watch = Watch::default();
        loop {
            let answer = printer.status();
            if let Err(fault) = &answer {
                tracing::debug!(%fault, "A4 printer");
            }
            report.saw(Device::DocumentPrinter, &mut watch, answer.map(state).map_err(|fault: Fault| fault.actor()));
            if orders.recv_timeout(watch.pause(CHECKS, CHECKS_WHEN_DOWN)) == Err(RecvTimeoutError::Disconnected) {
                return;
            }
        }
    });
    sender
}

fn state(status: Status) -> DeviceState {
    let needs = |zh: &str, en: &str| DeviceState::NeedsAttention(status.actor(), Text { zh: zh.into(), en: en.into() });
    match status {
        Status::Ready | Status::Busy => DeviceState::Ready,
        Status::PaperLow | Status::TonerLow => DeviceState::ReadySoonNot(status.actor()),
        Status::PaperOut => {
            needs("A4打印机没有纸了，请工作人员加纸", "The A4 printer is out of paper: please ask a clerk")
        }
        Status::CoverOpen | Status::TrayMissing => {
            needs("A4打印机没有关好，请联系工作人员", "The A4 printer is open: please ask a clerk")
        }
        Status::Jam => needs("A4打印机卡纸了，请联系工作人员", "Paper is stuck in the A4 printer: please ask a clerk"),
        Status::OutputFull => needs("请取走A4打印机出纸口的纸", "Please take the paper out of the A4 printer's tray"),
        Status::TonerOut => {
            needs("A4打印机没有墨粉了，请联系工作人员", "The A4 printer is out of toner: please ask a clerk")
        }
        Status::Offline | Status::Paused | Status::Broken => {
            needs("A4打印机暂时不能用，请联系工作人员", "The A4 printer is out of order: please ask a clerk")
        }
    }
}
