//! The A4 printer's thread: how it is, so that a matter that needs it opens and closes, and what it prints.
//!
//! - A document is followed until it lies in the tray, or until it is withdrawn: it must not come out in front of the next
//!   citizen. Whoever leaves withdraws it.
//! - Several copies are several documents, one after the other; the first that does not come out ends the rest.

use super::{DeviceState, Report, Watch};
use crate::catalog::Device;
use crate::platform::contract::SubmissionId;
use crate::session::{DocumentOutcome, Event};
use crate::text::Text;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::document_printer::JobName;
use yici_hardware::{DocumentError, DocumentPrinter, DocumentPrinterStatus as Status, Fault, Personal};

/// Between two questions how the printer is; each is an exchange over the network or a socket.
const CHECKS: Duration = Duration::from_secs(10);
/// The same, while it does not answer or somebody may be mending it.
const CHECKS_WHEN_DOWN: Duration = Duration::from_secs(2);

/// What is to be printed.
pub struct Order {
    /// For whom, and the answer's id.
    pub id: SubmissionId,
    /// What kind of document it is: it stands in the printer's list.
    pub purpose: &'static str,
    /// The document.
    pub pdf: Personal<Vec<u8>>,
    /// How often.
    pub copies: u8,
}

/// The thread's other end.
pub struct DocumentDesk {
    orders: Sender<Order>,
    withdrawn: Arc<AtomicBool>,
}

impl DocumentDesk {
    /// Prints; `Document` follows.
    pub fn print(&self, order: Order) {
        self.withdrawn.store(false, Ordering::Relaxed);
        let _ = self.orders.send(order);
    }

    /// What has not come out yet is not to come out.
    pub fn withdraw(&self) {
        self.withdrawn.store(true, Ordering::Relaxed);
    }
}

/// Starts the thread. It ends when the desk is dropped.
pub fn start(mut printer: Box<dyn DocumentPrinter>, report: Report) -> DocumentDesk {
    let (sender, orders) = channel::<Order>();
    let withdrawn = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&withdrawn);
    std::thread::spawn(move || {
        let mut watch = Watch::default();
        loop {
            let answer = printer.status();
            if let Err(fault) = &answer {
                tracing::debug!(%fault, "A4 printer");
            }
            report.saw(Device::DocumentPrinter, &mut watch, answer.map(state).map_err(|fault: Fault| fault.actor()));
            match orders.recv_timeout(watch.pause(CHECKS, CHECKS_WHEN_DOWN)) {
                Ok(order) => print(&mut *printer, &order, &told, &mut watch, &report),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
    DocumentDesk { orders: sender, withdrawn }
}

fn print(printer: &mut dyn DocumentPrinter, order: &Order, withdrawn: &AtomicBool, watch: &mut Watch, report: &Report) {
    let mut outcome = DocumentOutcome::Printed;
    for copy in 1..=order.copies {
        if withdrawn.load(Ordering::Relaxed) {
            outcome = DocumentOutcome::Withdrawn;
            break;
        }
        let name = JobName::new(order.purpose, &format!("{} {copy}", order.id));
        let mut look = |status: Status| {
            // The screen asks for paper while the citizen waits.
            report.saw(Device::DocumentPrinter, watch, Ok(state(status)));
            match withdrawn.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        };
        if let Err(error) = printer.print(&order.pdf, &name, &mut look) {
            tracing::warn!(%error, "A4 printer");
            outcome = failed(&error);
            break;
        }
    }
    (report.event)(Event::Document(order.id, outcome));
}

fn failed(error: &DocumentError) -> DocumentOutcome {
    match error {
        DocumentError::Withdrawn(_) => DocumentOutcome::Withdrawn,
        DocumentError::Unknown(_) => DocumentOutcome::Unknown,
        DocumentError::NotADocument(_)
        | DocumentError::Refused(_)
        | DocumentError::Unreachable(_)
        | DocumentError::Rejected(_)
        | DocumentError::Ended(_) => DocumentOutcome::Failed,
    }
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
