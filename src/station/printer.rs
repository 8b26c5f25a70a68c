//! The receipt printer's thread.

use super::{DeviceState, Report, Watch, ended, outcome};
use crate::catalog::Device;
use crate::paper::job::Purpose;
use crate::platform::contract::SubmissionId;
use crate::session::{Event, ReceiptOutcome};
use crate::text::Text;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::{Edge, Fault, Input, Paper, PrinterStatus, ReceiptPrinter};

/// What the printer is told.
pub enum Order {
    /// Print this for this purpose, and report under this id.
    Print(SubmissionId, Purpose, Paper),
}

/// Between two questions how the printer is.
const CHECKS: Duration = Duration::from_secs(2);
/// The same, while it does not answer or somebody may be mending it.
const CHECKS_WHEN_DOWN: Duration = Duration::from_millis(400);

/// Starts the thread; it ends when the sender is dropped.
pub fn start(mut printer: Box<dyn ReceiptPrinter>, report: Report) -> Sender<Order> {
    let (sender, orders) = channel();
    std::thread::spawn(move || {
        let mut watch = Watch::default();
        let mut presented = None;
        loop {
            let answer = printer.status();
            if let Err(fault) = &answer {
                tracing::debug!(%fault, "receipt printer");
            }
            report.saw(Device::ReceiptPrinter, &mut watch, answer.map(state).map_err(|fault: Fault| fault.actor()));
            // What a printer without such a sensor cannot say, a light barrier before its slot may.
            if let Ok(now @ Some(active)) = printer.presented()
                && presented != now
            {
                presented = now;
                (report.event)(Event::Sensor(Edge { input: Input::ReceiptInSlot, active }));
            }
            match orders.recv_timeout(watch.pause(CHECKS, CHECKS_WHEN_DOWN)) {
                Ok(Order::Print(id, purpose, paper)) => {
                    (report.event)(ended(purpose, id, print(&mut *printer, &paper)));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
    sender
}

fn print(printer: &mut dyn ReceiptPrinter, paper: &Paper) -> ReceiptOutcome {
    let result = printer.print(paper);
    if let Err(error) = &result {
        tracing::warn!(%error, "receipt printer");
    }
    outcome(result)
}

fn state(status: PrinterStatus) -> DeviceState {
    let needs = |zh: &str, en: &str| DeviceState::NeedsAttention(status.actor(), Text { zh: zh.into(), en: en.into() });
    match status {
        PrinterStatus::Ready => DeviceState::Ready,
        PrinterStatus::PaperLow => DeviceState::ReadySoonNot(status.actor()),
        PrinterStatus::PaperOut => {
            needs("打印纸用完了，请工作人员加纸", "The printer is out of paper: please ask a clerk")
        }
        PrinterStatus::CoverOpen => {
            needs("打印机盖没有关好，请联系工作人员", "The printer's cover is open: please ask a clerk")
        }
        PrinterStatus::CutterJammed | PrinterStatus::Broken => {
            needs("回执打印机有故障，正在等待维修", "The receipt printer is out of order and waits for repair")
        }
    }
}
