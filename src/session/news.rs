//! What the platform has for a citizen who was just recognised: papers that are owed, documents that are ready.
//!
//! Counts only, in one line, for the page after the card: whoever stands behind the citizen reads no matter's name.

use super::progress::owed_to;
use crate::application::progress::{Case, Stage};
use crate::catalog::Catalog;
use crate::text::Language;

/// How many cases want something of the citizen.
pub struct News {
    owed: usize,
    ready: usize,
}

impl News {
    /// `None` when there is nothing to say.
    pub(super) fn of(cases: &[Case], catalog: &Catalog) -> Option<Self> {
        let owes = |case: &&Case| case.state == Stage::MissingPapers || !owed_to(case, catalog).is_empty();
        let owed = cases.iter().filter(owes).count();
        let ready = cases.iter().filter(|case| case.state == Stage::Ready).count();
        (owed + ready > 0).then_some(Self { owed, ready })
    }

    /// In words.
    pub(super) fn text(&self, language: Language) -> String {
        let (zh, en) = match (self.owed, self.ready) {
            (owed, 0) => (format!("您有{owed}件申请要补交材料"), format!("Papers are wanted for {owed} of your cases")),
            (0, ready) => (format!("您有{ready}件证件办好了"), format!("Documents ready for you: {ready}")),
            (owed, ready) => (
                format!("您有{owed}件申请要补交材料，{ready}件证件办好了"),
                format!("Papers are wanted for {owed} of your cases; documents ready: {ready}"),
            ),
        };
        match language {
            Language::Chinese => format!("{zh}，可以查进度。"),
            Language::English => format!("{en}."),
        }
    }
}
