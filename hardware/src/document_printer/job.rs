//! One document at the printer: its name, and how far it is. Pure.
//!
//! **The name is the identity.** It carries a digest of the occasion (an application's id, a page's number: whatever tells
//! one visit from the next) and of the document's bytes. The same document for the same occasion has the same name after
//! any crash, so a retry finds it; the same blank form for the next citizen has another.
//!
//! The name stays in the printer's list of jobs and in its log. It says what kind of document it was and nothing of whose:
//! the digest cannot be undone, and not be guessed either as long as the occasion holds something random.

use super::answer::{Answer, Group};
use super::message::group;
use sha2::{Digest, Sha256};

/// What to ask of a job.
pub const ASKED: [&str; 4] = ["job-id", "job-name", "job-state", "job-state-reasons"];

/// A document's purpose and occasion; [`JobName::over`] makes the name from them and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobName {
    purpose: String,
    occasion: [u8; 32],
}

impl JobName {
    /// `purpose` is for people who look at the printer's list: at most 32 of `a-z`, `0-9` and `-`; what else it holds
    /// becomes `-`. `occasion` is what the caller keeps over a crash, like the application's id; it is digested at once. For
    /// a wanted second copy, say so in it.
    pub fn new(purpose: &str, occasion: &str) -> Self {
        let fits = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' };
        Self { purpose: purpose.chars().take(32).map(fits).collect(), occasion: Sha256::digest(occasion).into() }
    }

    /// The name of `pdf` at the printer: `yici-PURPOSE-` and 32 hexadecimal digits, the first half of
    /// `SHA-256(SHA-256(occasion) ‖ pdf)`.
    pub fn over(&self, pdf: &[u8]) -> String {
        let digest = Sha256::new().chain_update(self.occasion).chain_update(pdf).finalize();
        let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        format!("yici-{}-{hex}", self.purpose)
    }
}

/// How far a job is (`job-state`, RFC 8011, 5.3.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// Waiting, held, being printed or stopped in the middle: something may still come out.
    UnderWay,
    /// Printed.
    Completed,
    /// Ended by a person.
    Cancelled,
    /// Ended by the printer.
    Aborted,
}

/// A job as the printer tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The printer's number for it.
    pub id: i32,
    /// How far it is.
    pub state: JobState,
    /// Why, in IPP's keywords: at most 200 characters.
    pub reasons: String,
}

impl Job {
    /// The first job of an answer. `None` when there is none, or it is told without a number or a state.
    pub fn first(answer: &Answer) -> Option<Self> {
        answer.groups(group::JOB).find_map(Self::of)
    }

    /// The best job of that name: a completed one, otherwise one under way, otherwise any.
    pub fn named(answer: &Answer, name: &str) -> Option<Self> {
        let mut jobs: Vec<Self> = answer
            .groups(group::JOB)
            .filter(|job| job.texts("job-name").any(|n| n == name))
            .filter_map(Self::of)
            .collect();
        jobs.sort_by_key(|job| match job.state {
            JobState::Completed => 0,
            JobState::UnderWay => 1,
            JobState::Cancelled | JobState::Aborted => 2,
        });
        jobs.into_iter().next()
    }

    fn of(group: &Group) -> Option<Self> {
        let state = match group.numbers("job-state").next()? {
            3..=6 => JobState::UnderWay,
            7 => JobState::Cancelled,
            8 => JobState::Aborted,
            9 => JobState::Completed,
            _ => return None,
        };
        let reasons: Vec<&str> = group.texts("job-state-reasons").take(8).collect();
        let keyword = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ',' | ' ');
        let reasons = reasons.join(", ").chars().filter(keyword).take(200).collect();
        Some(Self { id: group.numbers("job-id").next()?, state, reasons })
    }
}
