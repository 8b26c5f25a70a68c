//! Silence, and absence.

use std::time::Duration;

/// When silence becomes absence. WCAG 2.2.1 asks for a warning of at least twenty seconds that a simple action extends;
/// here any touch does, as often as one likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdleRule {
    /// Silence before the warning.
    pub quiet: Duration,
    /// The warning's own length.
    pub warning: Duration,
    /// How long nobody stands before the kiosk, where a sensor sees that, before the warning comes at once.
    pub absence: Duration,
}

/// The time since the last touch.
pub struct Idle {
    rule: IdleRule,
    last: Duration,
    /// Since when nobody stands before the kiosk, as far as a sensor says.
    alone: Option<Duration>,
}

impl Idle {
    /// Begins to count.
    pub fn new(rule: IdleRule, now: Duration) -> Self {
        Self { rule, last: now, alone: None }
    }

    /// Somebody is there. A sensor that says otherwise is wrong, and is not asked until it has seen somebody again.
    pub fn touched(&mut self, now: Duration) {
        self.last = now;
        self.alone = None;
    }

    /// A sensor says whether somebody stands there.
    pub fn present(&mut self, present: bool, now: Duration) {
        self.alone = (!present).then_some(now);
    }

    /// Whether a sensor says that nobody stands there.
    pub fn is_alone(&self) -> bool {
        self.alone.is_some()
    }

    /// When the warning comes.
    fn warned(&self) -> Duration {
        let silent = self.last + self.rule.quiet;
        self.alone.map_or(silent, |alone| silent.min(alone + self.rule.absence))
    }

    /// Whole seconds until everything is erased, once the warning is up.
    pub fn warning(&self, now: Duration) -> Option<u64> {
        let left = (self.warned() + self.rule.warning).saturating_sub(now);
        (now >= self.warned()).then(|| left.as_secs() + u64::from(left.subsec_nanos() > 0))
    }

    /// Whether nobody is there any more.
    pub fn expired(&self, now: Duration) -> bool {
        now >= self.warned() + self.rule.warning
    }
}
