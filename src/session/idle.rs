//! Silence.

use std::time::Duration;

/// When silence becomes absence. WCAG 2.2.1 asks for a warning of at least twenty seconds that a simple action extends;
/// here any touch does, as often as one likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdleRule {
    /// Silence before the warning.
    pub quiet: Duration,
    /// The warning's own length.
    pub warning: Duration,
}

/// The time since the last touch.
pub struct Idle {
    rule: IdleRule,
    last: Duration,
}

impl Idle {
    /// Begins to count.
    pub fn new(rule: IdleRule, now: Duration) -> Self {
        Self { rule, last: now }
    }

    /// Somebody is there.
    pub fn touched(&mut self, now: Duration) {
        self.last = now;
    }

    /// Whole seconds until everything is erased, once the warning is up.
    pub fn warning(&self, now: Duration) -> Option<u64> {
        let silent = now.saturating_sub(self.last);
        let left = (self.rule.quiet + self.rule.warning).saturating_sub(silent);
        (silent >= self.rule.quiet).then(|| left.as_secs() + u64::from(left.subsec_nanos() > 0))
    }

    /// Whether nobody is there any more.
    pub fn expired(&self, now: Duration) -> bool {
        now.saturating_sub(self.last) >= self.rule.quiet + self.rule.warning
    }
}
