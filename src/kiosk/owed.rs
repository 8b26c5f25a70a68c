//! Receipts that are owed: applications that were kept, by an earlier run of the program that ended before their receipt came
//! out, or by a disk that answered after the visit had ended.
//!
//! - Printed once the printer works, one after the other; the printer may need a while after a power cut.
//! - Nothing is claimed before the printer has said so, and what it could not print is owed until it can.
//! - The newest [`MOST`] only: whoever waits was here last.

use crate::application::number;
use crate::outbox::Unprinted;
use crate::paper::job::PrintJob;
use crate::paper::receipt;
use crate::platform::contract::SubmissionId;
use crate::session::ReceiptOutcome;
use crate::settings;
use crate::text::Text;

/// At most this many are made good.
const MOST: usize = 3;

/// One that is owed.
struct Receipt {
    id: SubmissionId,
    number: String,
}

/// What is owed.
pub struct Owed {
    kiosk: settings::Kiosk,
    /// The newest last.
    unprinted: Vec<Receipt>,
    under_way: bool,
}

impl Owed {
    /// From what the outbox says.
    pub fn new(unprinted: &[Unprinted], kiosk: &settings::Kiosk) -> Self {
        let surplus = unprinted.len().saturating_sub(MOST);
        let receipt = |kept: &Unprinted| Receipt { id: kept.id, number: kept.number.clone() };
        Self { kiosk: kiosk.clone(), unprinted: unprinted[surplus..].iter().map(receipt).collect(), under_way: false }
    }

    /// One more: what was kept after its visit had ended, with the number that its receipt bears.
    pub fn add(&mut self, id: SubmissionId, number: String) {
        self.unprinted.push(Receipt { id, number });
        if self.unprinted.len() > MOST {
            self.unprinted.remove(0);
        }
    }

    /// The next receipt, if one is owed and none is under way. Ask when the printer works.
    pub fn next(&mut self) -> Option<(SubmissionId, PrintJob)> {
        let last = self.unprinted.last().filter(|_| !self.under_way)?;
        self.under_way = true;
        let kiosk = &self.kiosk;
        Some((last.id, receipt::number_only(last.id, &last.number, &kiosk.site, &kiosk.name, &kiosk.progress_url)))
    }

    /// Takes in what became of a receipt. `true` when it was an owed one that the printer refused, so that it stays owed
    /// and nothing is to be written down.
    pub fn ended(&mut self, id: SubmissionId, outcome: ReceiptOutcome) -> bool {
        let Some(place) = self.unprinted.iter().position(|unprinted| unprinted.id == id) else { return false };
        self.under_way = false;
        let failed = matches!(outcome, ReceiptOutcome::Failed(_));
        if !failed {
            self.unprinted.remove(place);
        }
        failed
    }

    /// What to say to whoever comes next, about the newest of these applications.
    pub fn notice(&self, outcome: Option<(&str, ReceiptOutcome)>) -> Option<Text> {
        let number = outcome.map(|(number, _)| number).or(self.unprinted.last().map(|last| last.number.as_str()))?;
        let number = number::grouped(number);
        let (zh, en) = match outcome {
            Some((_, ReceiptOutcome::Printed)) => {
                ("回执已补打，请取走。", "its receipt was printed again: please take it.")
            }
            Some((_, ReceiptOutcome::Unknown)) => {
                ("回执已补打，可能不完整。", "its receipt was printed again and may be incomplete.")
            }
            _ => ("回执稍后补打。", "its receipt will be printed again."),
        };
        Some(Text {
            zh: format!("断电前的申请已安全保存，请勿重复提交。受理号 {number}，{zh}"),
            en: format!(
                "The application made before the power went was kept; please do not apply again. Number {number}; {en}"
            ),
        })
    }

    /// The number of an owed application.
    pub fn number(&self, id: SubmissionId) -> Option<String> {
        self.unprinted.iter().find(|unprinted| unprinted.id == id).map(|unprinted| unprinted.number.clone())
    }
}
