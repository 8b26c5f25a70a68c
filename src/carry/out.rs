//! At the kiosk: receipts that came back are taken in, then what still waits is written.

use super::{CarriedFile, CarryError, file, files, read_most, write_whole};
use crate::outbox::{Outbox, OutboxError, SubmissionId};
use crate::platform::{KioskKey, verify_receipt};
use ed25519_dalek::VerifyingKey;
use jiff::Timestamp;
use std::io::{BufWriter, Write};
use std::path::Path;

/// The store that is carried from.
pub enum Source {
    /// In order. Receipts are stored, and what they receipt is erased.
    Whole(Outbox),
    /// Damaged, opened for reading only. Nothing is stored or erased.
    Damaged(Outbox),
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Receipts that came back and were stored.
    pub receipted: u64,
    /// Submissions that were written to the stick now.
    pub written: u64,
    /// Submissions that lay there already.
    pub already: u64,
    /// Submissions whose bytes on the kiosk's disk are damaged. They are not carried.
    pub damaged: u64,
    /// Receipts on the stick that are none of this platform's for these submissions. Left there.
    pub doubtful: u64,
}

/// What tells our own from what is not.
pub struct Seals<'a> {
    /// Signs what is carried.
    pub key: &'a KioskKey,
    /// The platform's CA, to which this kiosk's certificate leads too.
    pub ca_pem: &'a str,
    /// Checks the platform's receipts.
    pub receipts: &'a VerifyingKey,
}

/// Takes the receipts of `dir` in, and writes what waits into it. Doing it again goes on where it was: what lies there is
/// read again, and written anew where the stick has spoilt it.
pub fn carry(source: &mut Source, seals: &Seals<'_>, dir: &Path, now: Timestamp) -> Result<Carried, CarryError> {
    let mut carried = Carried::default();
    std::fs::create_dir_all(dir).map_err(CarryError::Stick)?;
    if let Source::Whole(outbox) = source {
        take_receipts(outbox, seals.receipts, dir, now, &mut carried)?;
    }
    let (outbox, is_damaged) = match source {
        Source::Whole(outbox) => (&*outbox, false),
        Source::Damaged(outbox) => (&*outbox, true),
    };
    for sequence in outbox.sequences()? {
        match write_one(outbox, sequence, seals, dir, &mut carried) {
            // A row that is damaged keeps none of the others from being carried.
            Err(CarryError::Outbox(OutboxError::Damaged(_))) => carried.damaged += 1,
            Err(CarryError::Outbox(OutboxError::Sqlite(_))) if is_damaged => carried.damaged += 1,
            done => done?,
        }
    }
    Ok(carried)
}

fn write_one(
    outbox: &Outbox,
    sequence: i64,
    seals: &Seals<'_>,
    dir: &Path,
    carried: &mut Carried,
) -> Result<(), CarryError> {
    let Some(due) = outbox.waiting_at(sequence)? else { return Ok(()) };
    let path = dir.join(format!("{}.carried", due.id));
    let is_there = CarriedFile::open(&path, seals.ca_pem, seals.key.valid_at())
        .is_ok_and(|file| file.due.digest == due.digest && seals.key.is_of_this_certificate(&file.signature));
    if is_there {
        carried.already += 1;
        return Ok(());
    }
    let mut is_whole = true;
    write_whole(&path, |to| {
        let mut to = BufWriter::new(to);
        is_whole = file::write(outbox, &due, seals.key, &mut to)?;
        to.flush().map_err(CarryError::Stick)
    })?;
    if is_whole {
        carried.written += 1;
    } else {
        std::fs::remove_file(&path).map_err(CarryError::Stick)?;
        carried.damaged += 1;
    }
    Ok(())
}

fn take_receipts(
    outbox: &mut Outbox,
    key: &VerifyingKey,
    dir: &Path,
    now: Timestamp,
    carried: &mut Carried,
) -> Result<(), CarryError> {
    let most = u64::try_from(crate::platform::contract::MAX_ANSWER_BYTES).expect("64 bits");
    for path in files(dir, "receipt").map_err(CarryError::Stick)? {
        let id = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse::<SubmissionId>().ok());
        let digest = match id.map(|id| outbox.digest_of(id)).transpose() {
            Err(OutboxError::Damaged(_)) => None,
            digest => digest?.flatten(),
        };
        let (Some(id), Some(digest)) = (id, digest) else {
            carried.doubtful += 1;
            continue;
        };
        // A longer one does not verify.
        let body = read_most(&path, most).map_err(CarryError::Stick)?;
        let Ok(receipt) = verify_receipt(&body, key, id, digest) else {
            carried.doubtful += 1;
            // Out of the way, so that the other machine fetches it again.
            std::fs::rename(&path, path.with_extension("doubtful")).map_err(CarryError::Stick)?;
            continue;
        };
        match outbox.store_receipt_and_erase(&receipt, now) {
            Ok(()) => carried.receipted += 1,
            Err(OutboxError::Unknown | OutboxError::OtherBytes) => {
                carried.doubtful += 1;
                continue;
            }
            Err(error) => return Err(error.into()),
        }
        for ending in ["carried", "receipt"] {
            match std::fs::remove_file(path.with_extension(ending)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(CarryError::Stick(error)),
                _ => {}
            }
        }
    }
    outbox.tidy()?;
    Ok(())
}
