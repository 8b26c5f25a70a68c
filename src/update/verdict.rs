//! Whether a version that was just started stays.

use super::Version;
use std::time::Duration;

/// How long a version has to serve in. Its devices must answer, its outbox open, its courier connect, on a machine that has
/// just been switched on.
pub const PATIENCE: Duration = Duration::from_secs(300);

/// What to do about the running version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It serves: it stays.
    Keep,
    /// Not yet; ask again.
    Wait,
    /// It does not serve, and another version did: back to that.
    GoBack,
    /// It does not serve, and neither would the other slot: it is the one that served last, or none ever did. A restart mends
    /// nothing; what is wrong is for a technician.
    StayUnwell,
}

/// Judges the version `runs`, `waited` after its start, with what stands against it, and the version that served `last`.
pub fn verdict(faults: &[String], waited: Duration, runs: &Version, last: Option<&Version>) -> Verdict {
    if faults.is_empty() {
        Verdict::Keep
    } else if waited < PATIENCE {
        Verdict::Wait
    } else if last.is_some_and(|last| last != runs) {
        Verdict::GoBack
    } else {
        Verdict::StayUnwell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_stays_only_when_it_serves_and_goes_only_when_another_did() {
        let (old, new): (Version, Version) = ("1".parse().unwrap(), "2".parse().unwrap());
        let unwell = [String::from("the courier does not answer")];
        let short = Duration::from_secs(1);
        assert_eq!(verdict(&[], PATIENCE, &new, Some(&old)), Verdict::Keep, "late, and well");
        assert_eq!(verdict(&unwell, short, &new, Some(&old)), Verdict::Wait);
        assert_eq!(verdict(&unwell, PATIENCE, &new, Some(&old)), Verdict::GoBack);
        assert_eq!(verdict(&unwell, PATIENCE, &new, None), Verdict::StayUnwell, "a first boot has no way back");
        assert_eq!(
            verdict(&unwell, PATIENCE, &old, Some(&old)),
            Verdict::StayUnwell,
            "a broken printer is no bad version"
        );
    }
}
