//! What the trail comes to when it is added up.

use crate::audit::{DeviceWord, Ending, Event, HelpEnding, PaperOutcome, PowerSupply};
use crate::catalog::Device;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Sums of events, and what is so after the last of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Guides that were opened.
    pub visits: u64,
    /// Visits by how they ended.
    pub ended: BTreeMap<Ending, u64>,
    /// Applications by matter. For reports, never for metrics.
    pub handed_in: BTreeMap<String, u64>,
    /// Receipts by what became of them.
    pub receipts: BTreeMap<PaperOutcome, u64>,
    /// Receipts that were left in the slot.
    pub receipts_left: u64,
    /// Calls for help.
    pub help_calls: u64,
    /// Calls to which nobody came.
    pub help_unanswered: u64,
    /// Times that each device stopped working.
    pub faults: BTreeMap<Device, u64>,
    /// Submissions that the platform refused.
    pub set_aside: u64,
    /// Times that the program started.
    pub starts: u64,
    /// Times that somebody was not let into the service mode.
    pub service_refused: u64,
    /// Catalogs that could not be used.
    pub catalogs_refused: u64,
    /// Times that the platform had another head of the trail.
    pub heads_refused: u64,
    /// How each device is now.
    #[serde(skip)]
    pub devices: BTreeMap<Device, DeviceWord>,
    /// What feeds the kiosk now.
    #[serde(skip)]
    pub supply: Option<PowerSupply>,
    /// The inputs of the housing that are active now.
    #[serde(skip)]
    pub active: BTreeMap<String, bool>,
    /// The version that serves.
    #[serde(skip)]
    pub version: String,
    /// The catalog that serves.
    #[serde(skip)]
    pub catalog: Option<u32>,
}

impl Tally {
    /// Adds an event.
    pub fn add(&mut self, event: &Event) {
        match event {
            Event::Started { version } => {
                self.starts += 1;
                self.version.clone_from(version);
                // What was so before the restart is told anew.
                self.devices.clear();
                self.active.clear();
                self.supply = None;
            }
            Event::VisitBegan { .. } => self.visits += 1,
            Event::HandedIn { matter, .. } => *self.handed_in.entry(matter.clone()).or_default() += 1,
            Event::ReceiptEnded { outcome, .. } => *self.receipts.entry(*outcome).or_default() += 1,
            Event::ReceiptLeft { .. } => self.receipts_left += 1,
            Event::VisitEnded { how } => *self.ended.entry(*how).or_default() += 1,
            Event::Device { device, state, .. } => {
                let fails = matches!(state, DeviceWord::NeedsAttention | DeviceWord::Gone);
                let before = self.devices.insert(*device, *state);
                if fails && matches!(before, Some(DeviceWord::Ready | DeviceWord::Soon)) {
                    *self.faults.entry(*device).or_default() += 1;
                }
            }
            Event::Power { supply } => self.supply = Some(*supply),
            Event::Sensor { input, active } => drop(self.active.insert(input.clone(), *active)),
            Event::HelpCalled => self.help_calls += 1,
            Event::HelpEnded { how } => self.help_unanswered += u64::from(*how == HelpEnding::Unanswered),
            Event::CatalogTaken { version, .. } => self.catalog = Some(*version),
            Event::CatalogRefused { .. } => self.catalogs_refused += 1,
            Event::SetAside { .. } => self.set_aside += 1,
            Event::HeadRefused { .. } => self.heads_refused += 1,
            Event::ServiceRefused { .. } => self.service_refused += 1,
            Event::KnownAsked { .. }
            | Event::FaceAsked { .. }
            | Event::TicketTaken { .. }
            | Event::DocumentLeft
            | Event::CardLeft { .. }
            | Event::LeftCardTaken { .. }
            | Event::CatalogFlawed { .. }
            | Event::Line { .. }
            | Event::TrailPruned { .. }
            | Event::Service { .. }
            | Event::ServiceDone { .. }
            | Event::ClockSet { .. } => {}
        }
    }

    /// Adds the sums of another one.
    pub fn plus(&mut self, other: &Self) {
        fn sums<K: Ord + Clone>(to: &mut BTreeMap<K, u64>, from: &BTreeMap<K, u64>) {
            from.iter().for_each(|(key, count)| *to.entry(key.clone()).or_default() += count);
        }
        sums(&mut self.ended, &other.ended);
        sums(&mut self.handed_in, &other.handed_in);
        sums(&mut self.receipts, &other.receipts);
        sums(&mut self.faults, &other.faults);
        for (to, from) in [
            (&mut self.visits, other.visits),
            (&mut self.receipts_left, other.receipts_left),
            (&mut self.help_calls, other.help_calls),
            (&mut self.help_unanswered, other.help_unanswered),
            (&mut self.set_aside, other.set_aside),
            (&mut self.starts, other.starts),
            (&mut self.service_refused, other.service_refused),
            (&mut self.catalogs_refused, other.catalogs_refused),
            (&mut self.heads_refused, other.heads_refused),
        ] {
            *to += from;
        }
    }

    /// Applications, whatever they were for.
    pub fn applications(&self) -> u64 {
        self.handed_in.values().sum()
    }
}
