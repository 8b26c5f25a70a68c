//! `yici statistics`

use crate::audit::Audit;
use crate::settings::Settings;
use crate::telemetry::report::{self, Period};
use clap::Args;
use std::path::PathBuf;

/// Say how this kiosk served, by day, week, month, quarter or year: sums without anybody in them.
#[derive(Args)]
pub struct Statistics {
    /// The settings file.
    #[arg(long, default_value = "/etc/yici/kiosk.toml")]
    settings: PathBuf,
    /// What is added up.
    #[arg(long, value_enum, default_value = "month")]
    period: Period,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

impl Statistics {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let trail = Audit::open(&Settings::read(&self.settings)?.folders.state)?;
        let lines = report::report(trail.days()?, self.period);
        if self.json {
            println!("{}", serde_json::to_string_pretty(&lines)?);
            return Ok(());
        }
        println!("period      visits  finished  applications  receipts failed  calls for help  device faults");
        for line in &lines {
            let texts = [&line.visits, &line.finished, &line.applications, &line.receipts_failed, &line.help_calls];
            let [visits, finished, applications, failed, help] = texts.map(report::Sum::text);
            let (period, faults) = (&line.period, line.faults);
            println!(
                "{period:10}  {visits:>6}  {finished:>8}  {applications:>12}  {failed:>15}  {help:>14}  {faults:>13}"
            );
            for (matter, sum) in &line.by_matter {
                println!("              {matter}: {}", sum.text());
            }
        }
        Ok(())
    }
}
