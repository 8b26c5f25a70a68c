//! `yici outbox carry`

use crate::carry::{self, Brought, Carried, Seals, Source};
use crate::outbox::{Outbox, OutboxError};
use crate::platform::{KioskKey, http};
use crate::settings::Settings;
use anyhow::bail;
use jiff::Timestamp;
use std::path::Path;

pub(super) fn run(settings: &Settings, dir: &Path, damaged: bool) -> anyhow::Result<()> {
    let before = settings.courier()?;
    let brought = carry::take_certificate(&before.identity, &before.connection.ca_pem, dir);
    // Anew: with the certificate that came back, if one did. Without one, the old one goes on.
    let settings = settings.courier()?;
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
    say(&carried);
    match brought? {
        Brought::Nothing => {}
        Brought::Renewed => println!("this kiosk's certificate was renewed"),
        Brought::Doubtful => println!("what came as this kiosk's certificate is none; it is asked for again"),
    }
    carry::ask_for_certificate(&settings.identity, &key, dir)?;
    if carried.damaged > 0 {
        bail!("{} submissions are damaged on this kiosk's disk; keep the disk and report it", carried.damaged);
    }
    Ok(())
}

fn say(carried: &Carried) {
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
}
