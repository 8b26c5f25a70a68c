//! By night a kiosk dazzles, and its voice carries far.
//!
//! It is the panel's own light that is turned down, where the kernel knows it. A page that is painted darker loses its
//! contrast: at half its brightness what is closed can no longer be read.

use crate::catalog::time_of_day;
use jiff::civil::Time;
use serde::Deserialize;

/// When it is night here, and what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Night {
    from: Time,
    to: Time,
    brightness: u8,
    volume: u8,
}

/// How bright and how loud the kiosk is, in percent of what it is by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Of the panel's light; never below 30, since a page must still be read.
    pub brightness: u8,
    /// Of cues and recorded sentences.
    pub volume: u8,
}

impl Profile {
    /// By day.
    pub const DAY: Self = Self { brightness: 100, volume: 100 };
}

impl Night {
    /// Whether this time of day is night; over midnight when it ends before it begins.
    pub fn holds(self, at: Time) -> bool {
        if self.from < self.to { self.from <= at && at < self.to } else { at >= self.from || at < self.to }
    }

    /// How bright and how loud it is then.
    pub fn profile(self) -> Profile {
        Profile { brightness: self.brightness, volume: self.volume }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    from: String,
    to: String,
    brightness: u8,
    volume: u8,
}

impl TryFrom<Written> for Night {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let (from, to) = (time_of_day(&written.from)?, time_of_day(&written.to)?);
        if from == to {
            return Err("a night begins and ends at different times; correct `from` or `to`".into());
        }
        if !(30..=100).contains(&written.brightness) || written.volume > 100 {
            return Err("a night's brightness is 30 to 100 percent of the day's, its volume 0 to 100".into());
        }
        Ok(Self { from, to, brightness: written.brightness, volume: written.volume })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    #[test]
    fn a_night_goes_over_midnight() {
        let night: Night =
            toml::from_str("from = \"20:00\"\nto = \"07:00\"\nbrightness = 40\nvolume = 30").expect("a night");
        assert!(night.holds(time(20, 0, 0, 0)) && night.holds(time(3, 0, 0, 0)));
        assert!(!night.holds(time(7, 0, 0, 0)) && !night.holds(time(19, 59, 59, 0)));
        assert_eq!(night.profile(), Profile { brightness: 40, volume: 30 });
    }

    #[test]
    fn a_page_can_still_be_read() {
        let error =
            toml::from_str::<Night>("from = \"20:00\"\nto = \"07:00\"\nbrightness = 5\nvolume = 30").unwrap_err();
        assert!(error.to_string().contains("30 to 100"), "{error}");
    }
}
