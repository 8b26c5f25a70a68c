//! What is tried on the image, a chapter a file.

mod bare;
mod display;
mod first_start;
mod fleet;
mod keys;
mod migration;
mod mishaps;
mod panel;
mod power_loss;
mod promised;
mod sensors;
mod service;
mod stick;
mod tpm;
mod wipe;
mod wireless;
mod wizard;

use super::ground::Ground;
use super::report::Report;

type Chapter = fn(&Ground, &mut Report) -> anyhow::Result<()>;

/// All, in order. The first leaves a disk that has served, from which the others begin.
pub(super) const ALL: [(&str, Chapter); 17] = [
    ("first-start", first_start::run),
    ("wizard", wizard::run),
    ("wireless", wireless::run),
    ("bare", bare::run),
    ("keys", keys::run),
    ("display", display::run),
    ("panel", panel::run),
    ("sensors", sensors::run),
    ("mishaps", mishaps::run),
    ("update", stick::run),
    ("fleet", fleet::run),
    ("power-loss", power_loss::run),
    ("promised", promised::run),
    ("migration", migration::run),
    ("service", service::run),
    ("tpm", tpm::run),
    ("wipe", wipe::run),
];
