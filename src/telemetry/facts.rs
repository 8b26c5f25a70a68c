//! What the courier knows at a moment: the trail's sums, the queue, the line, the machine.

use super::Tally;
use crate::courier::{LineWord, Status};
use crate::outbox::Overview;
use jiff::Timestamp;
use yici_hardware::sensors::temperature::Temperature;

/// Everything that metrics are made of.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The moment, by the kiosk's clock.
    pub now: Timestamp,
    /// The trail's sums since it began.
    pub tally: Tally,
    /// When the first event happened that the sums count, by the kiosk's clock; they begin anew with each start of the courier.
    pub counted_since: Option<Timestamp>,
    /// The queue.
    pub queue: Overview,
    /// The line.
    pub line: Status,
    /// When the kiosk's certificate expires, where it could be read.
    pub certificate_expires: Option<Timestamp>,
    /// When the platform sealed the trail last.
    pub sealed_at: Option<Timestamp>,
    /// The slot that the machine booted from, where there are slots.
    pub slot: Option<String>,
    /// How much of the data partition is free, from 0 to 1.
    pub disk_free: Option<f64>,
    /// How hot it is inside, and from when on it is too hot; where a thermometer is fitted and answers.
    pub heat: Option<(Temperature, Temperature)>,
}

impl Facts {
    /// Whether the platform answers.
    pub fn line_is_up(&self) -> bool {
        self.line.line == LineWord::Up
    }
}

/// The slot that the kernel was booted from: `rauc.slot=` on its command line.
pub fn slot(command_line: &str) -> Option<String> {
    let slot = command_line.split_whitespace().find_map(|word| word.strip_prefix("rauc.slot="))?;
    (slot.len() <= 16 && slot.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| slot.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slot_is_read_off_the_kernels_command_line() {
        assert_eq!(slot("quiet root=/dev/x rauc.slot=B ro"), Some("B".into()));
        assert_eq!(slot("quiet"), None);
        assert_eq!(slot("rauc.slot=\"><script>"), None);
    }
}
