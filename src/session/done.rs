//! It is kept. The number stays on the screen whatever the printer does.

use super::evaluate::Evaluating;
use super::state::State;
use super::thanks::Thanks;
use super::{Effect, Event, Line, ReceiptOutcome, Reminder, Shared, Touch};
use crate::application::number;
use crate::paper::job::{PrintJob, Printable};
use crate::paper::receipt::Receipt;
use crate::paper::slip::Slip;
use crate::platform::contract::SubmissionId;
use crate::text::{Language, Text};
use std::time::Duration;
use yici_hardware::PrinterStatus;
use yici_hardware::sound::Cue;

/// The number, the receipt, and what is still owed.
pub struct Done {
    id: SubmissionId,
    number: String,
    qr: String,
    limit: [String; 2],
    owed: Vec<Text>,
    /// It concerns an earlier application, which was evaluated then.
    is_afterwards: bool,
    receipt: Printable,
    /// Which copy is wanted: the same one for as long as nothing at all of it was printed.
    copy: u32,
    outcome: Option<ReceiptOutcome>,
    /// When it came out, and was not reminded of since.
    printed: Option<Duration>,
    /// A card that still lies on its reader was reminded of.
    card_reminded: bool,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the parts of the page")]
pub struct DoneView {
    pub number: String,
    pub limit: String,
    pub sending: String,
    pub receipt: Option<ReceiptOutcome>,
    pub receipt_message: String,
    /// What the QR code says.
    pub qr: String,
    pub owed: Vec<String>,
}

impl Done {
    pub(super) fn new(receipt: &Receipt<'_>) -> Self {
        Self {
            id: receipt.id,
            number: receipt.number.clone(),
            qr: receipt.address(),
            limit: [Language::Chinese, Language::English].map(|language| receipt.limit(language)),
            owed: receipt.owed(),
            is_afterwards: false,
            receipt: receipt.printable(),
            copy: 0,
            outcome: None,
            printed: None,
            card_reminded: false,
        }
    }

    pub(super) fn of_slip(id: SubmissionId, slip: &Slip<'_>) -> Self {
        Self {
            id,
            number: slip.number.to_owned(),
            qr: slip.address(),
            limit: [Language::Chinese, Language::English].map(|language| slip.sentence(language)),
            owed: Vec::new(),
            is_afterwards: true,
            receipt: slip.printable(id),
            copy: 0,
            outcome: None,
            printed: None,
            card_reminded: false,
        }
    }

    /// The application's id.
    #[cfg(test)]
    pub(super) fn id(&self) -> SubmissionId {
        self.id
    }

    /// The job of the copy that is wanted.
    pub(super) fn job(&self) -> PrintJob {
        self.receipt.job(self.copy)
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        if self.lies(shared) && shared.remind_of_paper(&mut self.printed, Reminder::Receipt, &event) {
            return State::Done(self);
        }
        match event {
            Event::Receipt(id, outcome) if id == self.id => {
                self.outcome = Some(outcome);
                if outcome == ReceiptOutcome::Printed {
                    self.printed = Some(shared.moment.elapsed);
                    shared.around.receipt = Some(self.number.clone());
                } else {
                    shared.effects.push(Effect::Cue(Cue::Failed));
                }
                State::Done(self)
            }
            Event::Touch(Touch::Next) if !self.card_reminded && shared.remind_of_a_card() => {
                State::Done(Self { card_reminded: true, ..self })
            }
            Event::Touch(Touch::PrintAgain) if self.can_print_again() => {
                if self.outcome == Some(ReceiptOutcome::Unknown) {
                    self.copy += 1;
                }
                shared.effects.push(Effect::Print(self.id, self.job()));
                State::Done(Self { outcome: None, ..self })
            }
            // Who goes on before the printer has answered would never learn that there is no receipt.
            Event::Touch(Touch::Next) if self.outcome.is_some() && self.is_afterwards => Thanks::enter(shared),
            Event::Touch(Touch::Next) if self.outcome.is_some() => State::Evaluating(Evaluating::new(self.id)),
            _ => State::Done(self),
        }
    }

    /// What became of the receipt, once the printer has said.
    pub(super) fn outcome(&self) -> Option<ReceiptOutcome> {
        self.outcome
    }

    /// Whether the receipt is seen to lie in its slot.
    fn lies(&self, shared: &Shared) -> bool {
        self.has_receipt() && shared.around.slot == Some(true)
    }

    pub(super) fn has_receipt(&self) -> bool {
        self.outcome == Some(ReceiptOutcome::Printed)
    }

    fn can_print_again(&self) -> bool {
        matches!(self.outcome, Some(ReceiptOutcome::Unknown | ReceiptOutcome::Failed(_)))
    }

    pub(super) fn view(&self, shared: &Shared) -> DoneView {
        let sending = match shared.line {
            Line::Up if self.is_afterwards => shared.words("已安全保存，正在送达政务平台", "Kept safe and on its way to the platform"),
            Line::Down if self.is_afterwards => shared.words(
                "已安全保存。现在网络不通，恢复后自动送达，不用再跑一趟",
                "Kept safe. The line is down; it will be sent by itself once it is back. You need not come again",
            ),
            Line::Resting => shared.words(
                "已安全保存。本机到了联网时间自动送达，不用再跑一趟",
                "Kept safe. It will be sent by itself at the hours when this machine is connected. You need not come again",
            ),
            Line::Up => shared.words("申请已安全保存，正在送达政务平台", "Your application is kept safe and is on its way to the platform"),
            Line::Down => shared.words(
                "申请已安全保存。现在网络不通，恢复后自动送达，不用再跑一趟",
                "Your application is kept safe. The line is down; it will be sent by itself once it is back. You need not come again",
            ),
        };
        let message = match self.outcome {
            None => shared.words("正在打印回执……", "Printing your receipt…"),
            Some(ReceiptOutcome::Printed) => shared.words("请取走回执", "Please take your receipt"),
            Some(ReceiptOutcome::Unknown) => shared.words(
                "回执可能没有打印完整。申请已保存，请记下受理号，或重新打印",
                "The receipt may be incomplete. Your application is safe: note the number, or print again",
            ),
            Some(ReceiptOutcome::Failed(Some(PrinterStatus::PaperOut))) => shared.words(
                "打印纸用完了。申请已保存，请记下受理号，或请工作人员加纸后重新打印",
                "The printer is out of paper. Your application is safe: note the number, or ask a clerk to load paper and print again",
            ),
            Some(ReceiptOutcome::Failed(_)) => shared.words(
                "回执没有打印出来。申请已保存，请记下受理号，或重新打印",
                "The receipt was not printed. Your application is safe: note the number, or print again",
            ),
        };
        let [chinese, english] = &self.limit;
        DoneView {
            number: number::grouped(&self.number),
            limit: shared.words(chinese, english).to_owned(),
            sending: sending.to_owned(),
            receipt: self.outcome,
            receipt_message: message.to_owned(),
            qr: self.qr.clone(),
            owed: self.owed.iter().map(|owed| shared.text(owed)).collect(),
        }
    }
}
