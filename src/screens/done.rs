//! The number, and what became of the receipt.

use super::{OnTouch, list, means, picture, said};
use crate::session::view::DoneView;
use crate::session::{ReceiptOutcome, Touch};
use slint::{ComponentHandle, Image, ModelRc};
use yici_ui::{App, DoneAdapter, Page, ReceiptState};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<DoneAdapter>();
    adapter.on_print_again(means(touch, Touch::PrintAgain));
    adapter.on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &DoneView) -> Page {
    let adapter = app.global::<DoneAdapter>();
    if adapter.get_number() != view.number {
        adapter.set_qr(picture::qr(&view.qr));
    }
    adapter.set_number(view.number.as_str().into());
    adapter.set_limit(super::script::say(&view.limit));
    adapter.set_sending(super::script::say(&view.sending));
    adapter.set_receipt(match view.receipt {
        None => ReceiptState::Printing,
        Some(ReceiptOutcome::Printed) => ReceiptState::Printed,
        Some(ReceiptOutcome::Unknown) => ReceiptState::Unknown,
        Some(ReceiptOutcome::Failed(_)) => ReceiptState::Failed,
    });
    adapter.set_receipt_message(super::script::say(&view.receipt_message));
    adapter.set_owed(list(adapter.get_owed(), said(&view.owed)));
    Page::Done
}

pub(super) fn wipe(app: &App) {
    let adapter = app.global::<DoneAdapter>();
    adapter.set_number("".into());
    adapter.set_limit("".into());
    adapter.set_owed(ModelRc::default());
    adapter.set_qr(Image::default());
}
