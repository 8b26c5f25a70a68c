//! `yici outbox retry`

use crate::outbox::{Outbox, OutboxError};
use anyhow::bail;
use clap::Args;
use jiff::Timestamp;
use std::path::Path;

/// Which of what was set aside.
#[derive(Args)]
pub(super) struct Retry {
    /// The place of one, as the list has it.
    place: Option<i64>,
    /// All that are whole.
    #[arg(long, conflicts_with = "place")]
    all: bool,
}

pub(super) fn run(retry: &Retry, outbox: &Path) -> anyhow::Result<()> {
    let mut outbox = Outbox::open(outbox)?;
    match (retry.place, retry.all) {
        (Some(place), _) => one(&mut outbox, place),
        (None, true) => all(&mut outbox),
        (None, false) => list(&outbox),
    }
}

fn list(outbox: &Outbox) -> anyhow::Result<()> {
    let aside = outbox.set_aside()?;
    for one in &aside {
        let can = if one.is_whole { "can be sent again" } else { "damaged on the disk: keep the disk and report it" };
        println!("place {}: receipt {}: {}; {can}", one.place, one.number, one.reason);
    }
    println!("{} submissions are set aside; `yici outbox retry PLACE` or `--all` sends again", aside.len());
    Ok(())
}

fn one(outbox: &mut Outbox, place: i64) -> anyhow::Result<()> {
    match outbox.retry(place, Timestamp::now()) {
        Ok(()) => println!("it waits again; the courier sends it"),
        Err(OutboxError::Unknown) => {
            bail!("nothing was set aside at place {place}; `yici outbox retry` lists what was")
        }
        Err(OutboxError::Damaged(what)) => {
            bail!("{what} is damaged on the disk and stays aside; keep the disk and report it")
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn all(outbox: &mut Outbox) -> anyhow::Result<()> {
    let aside = outbox.set_aside()?;
    let whole = aside.iter().filter(|one| one.is_whole);
    for one in whole.clone() {
        outbox.retry(one.place, Timestamp::now())?;
    }
    let (sent, damaged) = (whole.count(), aside.iter().filter(|one| !one.is_whole).count());
    println!("{sent} wait again");
    if damaged > 0 {
        bail!("{damaged} are damaged on the disk and stay aside; keep the disk and report it");
    }
    Ok(())
}
