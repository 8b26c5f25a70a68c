//! A test page from every printer that there is.

use super::finding::{Finding, Thing};
use super::told::in_words;
use super::words;
use crate::paper::forms::{FormError, FormRenderer};
use crate::settings::{DocumentPrinter, Settings};
use crate::station::drivers;
use crate::technician::test_page;
use jiff::civil::DateTime;
use std::ops::ControlFlow;
use yici_document::Order;
use yici_hardware::document_printer::BadAddress;
use yici_hardware::{Actor, DocumentError, JobName, JobOutcome, PrintError};

/// Why an A4 page did not come out.
#[derive(Debug, thiserror::Error)]
pub enum A4Error {
    /// It was not typeset.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The printer's address is none.
    #[error(transparent)]
    Address(#[from] BadAddress),
    /// It was not printed.
    #[error(transparent)]
    Print(#[from] DocumentError),
}

pub(super) fn print(settings: &Settings, at: DateTime) -> Vec<Finding> {
    let a4 = settings.document_printer.as_ref().map(|printer| a4_page(settings, printer, at));
    [Some(receipt(settings)), a4].into_iter().flatten().collect()
}

pub(super) fn receipt(settings: &Settings) -> Finding {
    let thing = Thing::ReceiptTestPage;
    match drivers::receipt_printer(&settings.receipt_printer).print(&test_page::receipt(settings)) {
        Ok(()) => Finding::ready(thing, "已打印", "printed"),
        Err(error) => {
            let actor = match &error {
                PrintError::Refused(status) => status.actor(),
                PrintError::Unreachable(fault) => fault.actor(),
                PrintError::Unknown(_) => Actor::Clerk,
            };
            Finding::mend(thing, actor, words::receipt(&error), error)
        }
    }
}

fn a4_page(settings: &Settings, printer: &DocumentPrinter, at: DateTime) -> Finding {
    let thing = Thing::A4TestPage;
    match a4(settings, printer, &test_page::a4(settings, &in_words(at)), "test-page", at) {
        Ok(_) => Finding::ready(thing, "已打印", "printed"),
        Err(error) => {
            let (actor, zh) = match &error {
                A4Error::Form(_) => (Actor::Technician, "无法排版：请核对 form-render 和字体的安装"),
                A4Error::Address(_) => (Actor::Technician, "地址有误：请更正设置文件"),
                A4Error::Print(error) => (error.actor(), words::document(error)),
            };
            Finding::mend(thing, actor, zh, error)
        }
    }
}

/// Typesets and prints an A4 page. A second one on purpose has another time, and so another name at the printer.
pub(super) fn a4(
    settings: &Settings,
    printer: &DocumentPrinter,
    order: &Order,
    purpose: &str,
    at: DateTime,
) -> Result<JobOutcome, A4Error> {
    let pdf = FormRenderer::new(settings.forms.program.as_deref())?.pdf(order)?;
    let name = JobName::new(purpose, &format!("{} {at}", settings.kiosk.name));
    let mut watch = |_| ControlFlow::Continue(());
    Ok(drivers::document_printer(printer)?.print(&pdf, &name, &mut watch)?)
}
