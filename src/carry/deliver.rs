//! At the other machine, which has a line: each file is delivered as a kiosk's courier delivers, and its receipt laid
//! beside it for the way back. Then each question for a certificate is asked, and the certificate laid beside it.

use super::{CarriedFile, CarryError, NotCarried, file::FileCargo, files, read_most, write_whole};
use crate::courier::attempt::{Outcome, attempt};
use crate::courier::metered::Pace;
use crate::outbox::Reason;
use crate::platform::{CarriedRenewal, NotRenewedByStick, Platform, QueueFault};
use jiff::Timestamp;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What was done.
#[derive(Debug, Default)]
pub struct Delivered {
    /// Submissions whose receipts lie on the stick now.
    pub delivered: u64,
    /// Those whose receipts lay there already.
    pub already: u64,
    /// Those that the platform refused. They stay waiting at their kiosk.
    pub refused: Vec<(PathBuf, Reason)>,
    /// Certificates of kiosks that lie on the stick now.
    pub renewed: u64,
    /// Kiosks that got none, and why.
    pub not_renewed: Vec<(PathBuf, NotRenewedByStick)>,
    /// Files that were not believed.
    pub doubtful: Vec<(PathBuf, NotCarried)>,
    /// What ended it early, if anything did: do the same again when that is mended.
    pub fault: Option<QueueFault>,
}

/// Delivers what lies in `dir`, oldest first. `ca_pem` is the platform's CA, which the kiosks' certificates lead to.
/// Doing it again goes on where it was.
pub async fn deliver<P: Platform>(
    platform: &P,
    ca_pem: &str,
    dir: &Path,
    clock: Timestamp,
) -> Result<Delivered, CarryError> {
    let mut done = Delivered::default();
    for path in files(dir, "carried").map_err(CarryError::Stick)? {
        let receipt_path = path.with_extension("receipt");
        if receipt_path.exists() {
            done.already += 1;
            continue;
        }
        let mut file = match CarriedFile::open(&path, ca_pem, clock) {
            Ok(file) => file,
            Err(why) => {
                done.doubtful.push((path, why));
                continue;
            }
        };
        let due = file.due.clone();
        let cargo = &mut FileCargo(&mut file);
        match attempt(platform, due, cargo, &Pace::default()).await.map_err(CarryError::Stick)? {
            Outcome::Delivered(receipt) => {
                let write = |to: &mut std::fs::File| to.write_all(receipt.body()).map_err(CarryError::Stick);
                write_whole(&receipt_path, write)?;
                done.delivered += 1;
            }
            Outcome::SetAside(reason) => done.refused.push((path, reason)),
            Outcome::Fault(fault) => {
                done.fault = Some(fault);
                return Ok(done);
            }
            Outcome::Resting => unreachable!("this line has no hours"),
        }
    }
    // Last: whatever comes of them holds up no submission.
    for path in files(dir, "renewal").map_err(CarryError::Stick)? {
        if let Some(fault) = renew(platform, path, &mut done).await? {
            done.fault = Some(fault);
            break;
        }
    }
    Ok(done)
}

/// Asks for one kiosk's new certificate, and lays it beside the question.
async fn renew<P: Platform>(
    platform: &P,
    path: PathBuf,
    done: &mut Delivered,
) -> Result<Option<QueueFault>, CarryError> {
    let certificate_path = path.with_extension("certificate");
    if certificate_path.exists() {
        return Ok(None);
    }
    let question = read_most(&path, CarriedRenewal::most()).map(CarriedRenewal::read).map_err(CarryError::Stick)?;
    let Some(question) = question else {
        done.doubtful.push((path, NotCarried::Form));
        return Ok(None);
    };
    match platform.put_renewal(&question).await {
        Ok(Ok(certificate)) => {
            let write = |to: &mut std::fs::File| to.write_all(certificate.as_bytes()).map_err(CarryError::Stick);
            write_whole(&certificate_path, write)?;
            done.renewed += 1;
        }
        Ok(Err(NotRenewedByStick::NotYet)) => {}
        Ok(Err(why)) => done.not_renewed.push((path, why)),
        Err(fault) => return Ok(Some(fault)),
    }
    Ok(None)
}
