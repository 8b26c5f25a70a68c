//! What the kiosk's devices attend to at a page: the lamps, the pad, the scanner, the slot for social-security cards.
//!
//! It follows from the state alone. After every event it is compared with what it was, and only a change goes out: no page
//! can forget to put its lamp out.

use super::state::State;
use super::surroundings::Reminder;
use super::{Effect, ReceiptOutcome, Shared};
use crate::catalog::Device;
use crate::platform::contract::SubmissionId;
use std::collections::BTreeSet;
use yici_hardware::Output;

/// Every lamp that a person looks for.
const LAMPS: [Output; 9] = [
    Output::CardReaderLight,
    Output::SocialCardReaderLight,
    Output::ScannerLight,
    Output::DocumentCameraLight,
    Output::FaceLight,
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
    /// For whom social-security cards are read.
    social_cards: Option<SubmissionId>,
}

impl Attention {
    /// What a state wants, in its surroundings.
    pub(super) fn of(state: &State, shared: &Shared) -> Self {
        let around = &shared.around;
        let mut lamps = BTreeSet::new();
        let (mut pen, mut codes, mut social_cards) = (None, None, None);
        match state {
            State::Guide(guide) if guide.paper().is_some_and(|outcome| comes_out(outcome, around.slot)) => {
                lamps.insert(Output::ReceiptLight);
            }
            State::Taking(taking) if taking.paper().is_some_and(|outcome| comes_out(outcome, around.slot)) => {
                lamps.insert(Output::ReceiptLight);
            }
            State::Identifying(identifying) => {
                lamps.insert(Output::CardReaderLight);
                if shared.rules.identity_key.is_some() {
                    codes = Some(identifying.visit.id);
                    lamps.insert(Output::ScannerLight);
                }
                if identifying.takes_social_cards(shared) {
                    social_cards = Some(identifying.visit.id);
                    lamps.insert(Output::SocialCardReaderLight);
                }
            }
            State::Progress(progress) if progress.takes_cards() => {
                lamps.insert(Output::CardReaderLight);
                if progress.takes_codes(shared) {
                    codes = Some(progress.visit.id);
                    lamps.insert(Output::ScannerLight);
                }
            }
            State::Filling(filling) if filling.takes_codes() => {
                codes = Some(filling.visit.id);
                lamps.insert(Output::ScannerLight);
            }
            State::Photographing(_) | State::ToppingUp(_) => drop(lamps.insert(Output::DocumentCameraLight)),
            State::Facing(facing) if facing.looks() => drop(lamps.insert(Output::FaceLight)),
            State::Signing(signing) => {
                pen = Some(signing.visit.id);
                lamps.insert(Output::SignatureLight);
            }
            State::Done(done) if comes_out(done.outcome(), around.slot) => drop(lamps.insert(Output::ReceiptLight)),
            State::Issuing(issuing) if issuing.comes_out(around.tray) => drop(lamps.insert(Output::PaperLight)),
            State::Service(service) if service.tries_the_lamps() => lamps.extend(LAMPS),
            _ if around.document && around.tray == Some(true) => drop(lamps.insert(Output::PaperLight)),
            _ if around.receipt.is_some() && around.slot == Some(true) => drop(lamps.insert(Output::ReceiptLight)),
            _ => {}
        }
        let reminded = around.reminder.map(|(reminder, _)| reminder);
        if reminded == Some(Reminder::Card) || around.lying.contains(&Device::CardReader) {
            lamps.insert(Output::CardReaderLight);
        }
        if reminded == Some(Reminder::SocialCard) || around.lying.contains(&Device::SocialCardReader) {
            lamps.insert(Output::SocialCardReaderLight);
        }
        if around.help_is_called() || around.keeps_a_card() {
            lamps.insert(Output::HelpLight);
        }
        Self { lamps, pen, codes, social_cards }
    }

    /// What is to be done to come from `before` to here.
    pub(super) fn since(&self, before: &Self) -> impl Iterator<Item = Effect> {
        let lamps = (self.lamps != before.lamps).then(|| Effect::Lamps(self.lamps.clone()));
        let pen = (self.pen != before.pen).then_some(Effect::Pen(self.pen));
        let codes = (self.codes != before.codes).then_some(Effect::Codes(self.codes));
        let social_cards =
            (self.social_cards != before.social_cards).then_some(Effect::SocialReader(self.social_cards));
        [lamps, pen, codes, social_cards].into_iter().flatten()
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
