//! A city's kiosks at once, before the reference platform.
//!
//! Each kiosk is the real courier with an outbox of its own, over a TLS connection of its own; the platform is the reference
//! platform on a PostgreSQL of its own, with as many instances as are asked for. Nothing is modelled but the citizens.
//!
//! - [`kiosks`]: what N kiosks do.
//! - [`measure`]: what things cost, and what happens when everybody comes at once.
//! - [`cost`]: whose processor time it was, since all of it runs on one machine.
//! - [`report`]: the figures as text, and what a city would need by them.
//!
//! Outboxes lie in memory where there is such a folder: N kiosks have N disks, and this machine has one.

pub mod cost;
pub mod kiosks;
pub mod measure;
pub mod report;
