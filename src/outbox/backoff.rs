//! How long a submission waits after an attempt. Pure.
//!
//! 15 s, doubling with each attempt, at most an hour; of that, between a half and the whole. Which part is drawn from
//! the submission's id and the attempt, so that kiosks that lost the line together do not come back together, and the
//! same row always waits the same: no state is kept, and a test can say what will happen.

use super::SubmissionId;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

const FIRST: SignedDuration = SignedDuration::from_secs(15);

/// The longest wait. A row whose next attempt lies further ahead was written under a clock that was wrong: it is due.
pub(super) const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// The wait after attempt number `attempt`, from 1.
pub(super) fn wait(id: SubmissionId, attempt: u32) -> SignedDuration {
    let doublings = attempt.saturating_sub(1).min(16);
    let whole = FIRST.saturating_mul(1 << doublings).min(LONGEST);
    let drawn = Sha256::new().chain_update(id.as_bytes()).chain_update(attempt.to_be_bytes()).finalize();
    let half = whole / 2;
    half + half * i32::from(drawn[0]) / 255
}

/// When the next attempt may be made, after attempt number `attempt` at `now`.
pub(super) fn next(id: SubmissionId, attempt: u32, now: Timestamp) -> Timestamp {
    now.saturating_add(wait(id, attempt)).expect("a signed duration has no calendar units")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_lies_between_a_half_and_the_whole_of_a_doubling_that_ends_at_an_hour() {
        let id = SubmissionId::generate();
        for (attempt, whole) in [(1, 15), (2, 30), (3, 60), (8, 1920), (9, 3600), (40, 3600), (u32::MAX, 3600)] {
            let waited = wait(id, attempt).as_secs();
            assert!((whole / 2..=whole).contains(&waited), "attempt {attempt} waits {waited} s");
        }
    }

    #[test]
    fn two_kiosks_do_not_come_back_together() {
        let waits: std::collections::BTreeSet<_> = (0..32).map(|_| wait(SubmissionId::generate(), 9)).collect();
        assert!(waits.len() > 16);
    }
}
