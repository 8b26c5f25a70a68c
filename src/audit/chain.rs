//! The chain: what a row's link is made of. Pure.

use crate::platform::contract::{Digest, Digesting};

/// A row of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Counted from 1, without a gap, for the kiosk's whole life.
    pub(super) row: u64,
    /// The wall's clock, RFC 3339. May be wrong: rows are in the order in which they happened, whatever it says.
    pub(super) at: String,
    /// The event as JSON, to the byte.
    pub(super) event: String,
    /// The digest of the link before, of the time and of the event.
    pub(super) chain: Digest,
}

/// The link of a row that follows `before`. `None` before the first row of all.
pub(super) fn link(before: Option<Digest>, at: &str, event: &str) -> Digest {
    let mut hash = Digesting::default();
    if let Some(before) = before {
        hash.update(before.bytes());
    }
    // The length keeps the boundary between the parts from being moved.
    hash.update(&at.len().to_be_bytes());
    hash.update(at.as_bytes());
    hash.update(event.as_bytes());
    hash.finish()
}
