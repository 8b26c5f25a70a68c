//! Which version this machine runs, may install, and keeps.
//!
//! RAUC writes slots and GRUB counts tries; this room decides what they cannot know:
//!
//! - [`Memory`]: what outlasts a restart. The version that served last, the one that waits for a restart, and those that fell
//!   back, each with the reason. A version that fell back is refused, whichever way it comes ([`Memory::refusal`] is asked by
//!   RAUC itself, before a slot is written).
//! - [`verdict`]: whether a version that was just started stays. Pure.
//! - [`is_wanted`]: whether the machine should be started again now, into a version that waits. Only in quiet hours; the
//!   screen process does it, and only between two visits.
//! - [`Client`]: the settings of the fleet's update client.
//!
//! Bounds: 32 bad versions are remembered, the oldest is forgotten first; a name is at most 128 bytes.

mod client;
mod memory;
mod verdict;

pub use client::Client;
pub use memory::{Memory, NotAVersion, Refusal, Version};
pub use verdict::{PATIENCE, Verdict, verdict};

use crate::courier::Hours;
use jiff::Timestamp;
use serde::Deserialize;

/// When, and from where, updates come.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Settings {
    /// The hours in which the machine may start again into a new version, such as `02:00-05:00`; China's time.
    pub quiet_hours: Hours,
    /// The fleet's update server (hawkBit), where there is one. Without it, updates come on a stick.
    pub server: Option<Server>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { quiet_hours: Hours::between((2, 0), (5, 0)), server: None }
    }
}

/// The fleet's update server: Eclipse hawkBit, or what speaks its device interface (DDI). The kiosk shows its own certificate,
/// and believes the authority in `/etc/yici/platform/updates-ca.pem` only (`yici-fleet.service`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Server {
    /// Host, and port where it is not 443; always over TLS.
    pub host: String,
    /// The tenant.
    #[serde(default = "default_tenant")]
    pub tenant: String,
}

fn default_tenant() -> String {
    "DEFAULT".into()
}

/// Whether the machine should start again now, into the version that waits.
pub fn is_wanted(settings: &Settings, memory: &Memory, now: Timestamp) -> std::io::Result<bool> {
    Ok(memory.pending()?.is_some() && settings.quiet_hours.contains(now))
}
