//! The figures as text, and what a city and a province would need by them.

use crate::measure::{Calls, Rush};
use std::fmt::Write as _;

/// What a kiosk of our making is thought to do, for the reckoning. Not measured: a city says its own.
pub mod thought {
    /// Applications in the busiest hour of a morning.
    pub const AN_HOUR: f64 = 8.0;
    /// Seconds between two heartbeats: a look at the line every 15 to 30 seconds, on a connection that stands.
    pub const HEARTBEAT: f64 = 22.5;
    /// New connections an hour: a line that breaks now and then.
    pub const CONNECTIONS: f64 = 4.0;
    /// Of a core that is to be busy at most, on average.
    pub const BUSY: f64 = 0.5;
}

/// Everything that was measured in one run.
pub struct Measured {
    /// On what, in a sentence.
    pub machine: String,
    /// When, and of which state of the source.
    pub when: String,
    /// A heartbeat on a connection that stands, and on a fresh one.
    pub heartbeats: [Calls; 2],
    /// The power comes back: so many instances, and what came of it.
    pub power: Vec<(usize, Rush)>,
    /// The platform comes back.
    pub platform: (usize, Rush),
    /// Bytes of the paper of each application.
    pub paper: usize,
}

impl Measured {
    /// As it stands in `docs/fleet.md`.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let [standing, fresh] = &self.heartbeats;
        writeln!(text, "Measured {}. {}\n", self.when, self.machine)?;
        writeln!(
            text,
            "| call | a second | platform, ms of a core | PostgreSQL, ms | kiosk, ms |\n|---|---|---|---|---|"
        )?;
        for (name, calls) in [
            ("heartbeat, connection stands", standing),
            ("heartbeat, fresh connection each, one after the other", fresh),
        ] {
            let count = f64::from(calls.count);
            let [platform, database, kiosk] =
                [calls.spent.platform, calls.spent.database, calls.spent.kiosks].map(|spent| 1_000.0 * spent / count);
            let rate = count / calls.took.as_secs_f64();
            writeln!(text, "| {name} | {rate:.0} | {platform:.2} | {database:.2} | {kiosk:.2} |")?;
        }
        writeln!(
            text,
            "\n| rush | instances | kiosks | submissions | took, s | a second | requests | turned away | busiest second ÷ mean | \
             1 of 100 waits, ms | platform, ms a submission | PostgreSQL, ms |\n|---|---|---|---|---|---|---|---|---|---|---|---|"
        )?;
        let power = self.power.iter().map(|(instances, rush)| ("the power comes back", instances, rush));
        let all = power.chain([("the platform comes back", &self.platform.0, &self.platform.1)]);
        for (name, instances, rush) in all {
            let (took, count) = (rush.took.as_secs_f64(), whole(rush.submissions));
            let [platform, database] = [rush.spent.platform, rush.spent.database].map(|spent| 1_000.0 * spent / count);
            writeln!(
                text,
                "| {name} | {instances} | {} | {} | {took:.1} | {:.0} | {} | {} | {:.1} | {} | {platform:.1} | {database:.1} |",
                rush.kiosks,
                rush.submissions,
                count / took,
                rush.arrived(),
                rush.turned_away(),
                rush.peak_to_mean(),
                rush.slowest_of_a_hundred.as_millis(),
            )?;
        }
        self.needs(text)
    }

    /// Reckoned from processor time, since all of it shared one machine; not measured.
    fn needs(&self, text: &mut String) -> std::fmt::Result {
        let each = |spent: fn(&crate::cost::Spent) -> f64, calls: &Calls| spent(&calls.spent) / f64::from(calls.count);
        // The cheapest of the rushes: the others had to turn more away.
        let submission = |spent: fn(&crate::cost::Spent) -> f64| {
            let costs = self.power.iter().map(|(_, rush)| spent(&rush.spent) / whole(rush.submissions));
            costs.fold(f64::MAX, f64::min)
        };
        let paper = self.paper / 1024;
        writeln!(
            text,
            "\n**Reckoned, not measured**: with {} applications of {paper} KiB a kiosk in the busiest hour, a heartbeat every {} s, {} new \
             connections an hour, and cores that are busy to {:.0} % at most.\n\n\
             | kiosks | applications a second | heartbeats a second | cores, platform | cores, PostgreSQL | MB/s in |\n|---|---|---|---|---|---|",
            thought::AN_HOUR,
            thought::HEARTBEAT,
            thought::CONNECTIONS,
            100.0 * thought::BUSY,
        )?;
        for kiosks in [5_000.0, 50_000.0] {
            let applications = kiosks * thought::AN_HOUR / 3_600.0;
            let (beats, connections) = (kiosks / thought::HEARTBEAT, kiosks * thought::CONNECTIONS / 3_600.0);
            let [standing, fresh] = &self.heartbeats;
            let cores = |spent: fn(&crate::cost::Spent) -> f64| {
                let busy =
                    applications * submission(spent) + beats * each(spent, standing) + connections * each(spent, fresh);
                (busy / thought::BUSY).ceil()
            };
            let bytes = applications * whole(self.paper) / 1e6;
            writeln!(
                text,
                "| {kiosks:.0} | {applications:.0} | {beats:.0} | {:.0} | {:.0} | {bytes:.1} |",
                cores(|spent| spent.platform),
                cores(|spent| spent.database),
            )?;
        }
        Ok(())
    }
}

fn whole(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
