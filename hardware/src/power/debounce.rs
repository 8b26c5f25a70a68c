//! From a value that flutters to one that stays.
//!
//! Pure: time comes in as a duration since any fixed start and must not run backwards; if it does, it counts as standing
//! still.

use std::time::Duration;

/// Lets a value through once it has stayed the same for a while. The first value settles like any other.
#[derive(Clone, Debug)]
pub struct Debounce<T> {
    hold: Duration,
    settled: Option<T>,
    candidate: Option<(T, Duration)>,
}

impl<T: Copy + PartialEq> Debounce<T> {
    /// A value must be seen for `hold` without a break. Zero lets each change through at once.
    pub fn new(hold: Duration) -> Self {
        Self { hold, settled: None, candidate: None }
    }

    /// Takes what is seen now; gives the value when it has just settled, and `None` while nothing changes.
    pub fn see(&mut self, value: T, now: Duration) -> Option<T> {
        if self.settled == Some(value) {
            self.candidate = None;
            return None;
        }
        let since = match self.candidate {
            Some((same, since)) if same == value => since,
            _ => now,
        };
        if now.saturating_sub(since) < self.hold {
            self.candidate = Some((value, since));
            return None;
        }
        self.settle(value);
        Some(value)
    }

    /// Takes a value that must not wait, such as the battery's last minutes.
    pub fn settle(&mut self, value: T) {
        self.settled = Some(value);
        self.candidate = None;
    }

    /// The value that settled last.
    pub fn settled(&self) -> Option<T> {
        self.settled
    }
}
