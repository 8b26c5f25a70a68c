//! `yici outbox carry`

use crate::carry::{self, Seals, Source};
use crate::courier::Settings;
use crate::outbox::{Outbox, OutboxError};
use crate::platform::{KioskKey, http};
use anyhow::bail;
use jiff::Timestamp;
use std::path::Path;

pub(super) fn run(settings: &Settings, dir: &Path, damaged: bool) -> anyhow::Result<()> {
    let key = KioskKey::new(&settings.connection)?;
    let receipts = http::receipt_key(&settings.connection.receipt_key)?;
    let mut source = if damaged {
        Source::Damaged(Outbox::open_damaged(&settings.outbox)?)
    } else {
        Source::Whole(Outbox::open(&settings.outbox).inspect_err(|error| {
            if let OutboxError::Damaged(_) = error {
                eprintln!("`yici outbox carry --damaged` carries what is whole");
            }
        })?)
    };
    let seals = Seals { key: &key, ca_pem: &settings.connection.ca_pem, receipts: &receipts };
    let carried = carry::carry(&mut source, &seals, dir, Timestamp::now())?;
    println!(
        "{} receipts taken in; {} submissions written, {} were there already",
        carried.receipted, carried.written, carried.already
    );
    if carried.doubtful > 0 {
        println!(
            "{} receipts on the stick are not the platform's for this kiosk; they were left there",
            carried.doubtful
        );
    }
    if carried.damaged > 0 {
        bail!("{} submissions are damaged on this kiosk's disk; keep the disk and report it", carried.damaged);
    }
    Ok(())
}
