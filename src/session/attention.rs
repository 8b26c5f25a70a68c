//! What the kiosk's devices attend to at a page: the lamps, the pad, the scanner.
//!
//! It follows from the state alone. After every event it is compared with what it was, and only a change goes out: no page
//! can forget to put its lamp out.

use super::state::State;
use super::surroundings::{Reminder, Surroundings};
use super::{Effect, ReceiptOutcome};
use crate::platform::contract::SubmissionId;
use std::collections::BTreeSet;
use yici_hardware::Output;

/// Every lamp that a person looks for.
const LAMPS: [Output; 7] = [
    Output::CardReaderLight,
    Output::ScannerLight,
    Output::DocumentCameraLight,
    Output::SignatureLight,
    Output::ReceiptLight,
    Output::PaperLight,
    Output::HelpLight,
];

/// What is attended to.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Attention {
    lamps: BTreeSet<Output>,
    /// For whom the pad is followed.
    pen: Option<SubmissionId>,
    /// For whom codes are taken.
    codes: Option<SubmissionId>,
}

impl Attention {
    /// What a state wants, in its surroundings. `takes_codes`: a code may say who somebody is.
    pub(super) fn of(state: &State, around: &Surroundings, takes_codes: bool) -> Self {
        let mut lamps = BTreeSet::new();
        let (mut pen, mut codes) = (None, None);
        match state {
            State::Guide(guide) if guide.paper().is_some_and(|outcome| comes_out(outcome, around.slot)) => {
                lamps.insert(Output::ReceiptLight);
            }
            State::Taking(taking) if taking.paper().is_some_and(|outcome| comes_out(outcome, around.slot)) => {
                lamps.insert(Output::ReceiptLight);
            }
            State::Identifying(identifying) => {
                lamps.insert(Output::CardReaderLight);
                if takes_codes {
                    codes = Some(identifying.visit.id);
                    lamps.insert(Output::ScannerLight);
                }
            }
            State::Filling(filling) if filling.takes_codes() => {
                codes = Some(filling.visit.id);
                lamps.insert(Output::ScannerLight);
            }
            State::Photographing(_) => drop(lamps.insert(Output::DocumentCameraLight)),
            State::Signing(signing) => {
                pen = Some(signing.visit.id);
                lamps.insert(Output::SignatureLight);
            }
            State::Done(done) if comes_out(done.outcome(), around.slot) => drop(lamps.insert(Output::ReceiptLight)),
            State::Service(service) if service.tries_the_lamps() => lamps.extend(LAMPS),
            _ if around.receipt.is_some() && around.slot == Some(true) => drop(lamps.insert(Output::ReceiptLight)),
            _ => {}
        }
        if matches!(around.reminder, Some((Reminder::Card, _))) {
            lamps.insert(Output::CardReaderLight);
        }
        if around.help_is_called() {
            lamps.insert(Output::HelpLight);
        }
        Self { lamps, pen, codes }
    }

    /// What is to be done to come from `before` to here.
    pub(super) fn since(&self, before: &Self) -> impl Iterator<Item = Effect> {
        let lamps = (self.lamps != before.lamps).then(|| Effect::Lamps(self.lamps.clone()));
        let pen = (self.pen != before.pen).then_some(Effect::Pen(self.pen));
        let codes = (self.codes != before.codes).then_some(Effect::Codes(self.codes));
        [lamps, pen, codes].into_iter().flatten()
    }
}

/// Whether the receipt, or the guide, is on its way out, or lies in the slot as far as anything says.
fn comes_out(outcome: Option<ReceiptOutcome>, slot: Option<bool>) -> bool {
    match outcome {
        None => true,
        Some(ReceiptOutcome::Printed) => slot != Some(false),
        Some(ReceiptOutcome::Unknown | ReceiptOutcome::Failed(_)) => false,
    }
}
