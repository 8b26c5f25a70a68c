//! Yici (一次): one visit, one machine, one whole matter done.
//!
//! ARCHITECTURE.md is the map. A module is a room; each opens with its invariants and limits.

pub mod application;
pub mod areas;
pub mod audit;
pub mod carry;
pub mod catalog;
mod chance;
pub mod clock;
pub mod commands;
pub mod courier;
#[cfg(feature = "demo")]
pub mod demo;
pub mod drafts;
pub mod kiosk;
pub mod outbox;
pub mod paper;
pub mod place;
pub mod plan;
pub mod platform;
pub mod preview;
pub mod screens;
pub mod search;
pub mod session;
pub mod settings;
pub mod setup;
pub mod shelf;
pub mod station;
pub mod supervision;
pub mod technician;
pub mod telemetry;
pub mod text;
pub mod update;
pub mod voice;
pub mod writing;
