//! What a receipt promises, put to the cruellest test there is: processes killed and power cut at any moment, again and
//! again, and then the store and the platform read from outside.
//!
//! - [`kill`]: screen part, courier and platform as three processes; one of them killed (SIGKILL) at a random moment, so
//!   many times. It shows what the program forgets, but not what it forgets to sync: a kill leaves the system's cache.
//! - [`power`]: everything that was written but not synced is lost, or torn, at thousands of moments of one run.
//! - [`disk`] lies below SQLite for that, and for tests of disks that are full or cannot be read.
//!
//! The outbox, the courier and the platform's adapter are the kiosk's own.
//! The part of the screen that hands in is `roles::screen`: the same calls in the same order as the kiosk's writing thread.

pub mod dice;
pub mod disk;
pub mod handed_in;
pub mod kill;
pub mod power;
pub mod roles;
pub mod verdict;

pub use yici::{carry, courier, outbox, platform};
