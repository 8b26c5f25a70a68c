//! A new certificate before the old one ends.

use super::pair::{self, Files, NotAPair};
use crate::courier::Metered;
use crate::platform::{Adapter, ConnectionError, QueueFault};
use jiff::Timestamp;
use std::convert::Infallible;
use std::io;
use std::time::Duration;
use tokio::time;
use zeroize::Zeroizing;

const LOOKS: Duration = Duration::from_secs(3600);
const RETRIES: Duration = Duration::from_secs(300);

/// Why no new certificate was kept. The old one goes on as long as the platform takes it.
#[derive(Debug, thiserror::Error)]
pub enum NotRenewed {
    /// The line or the platform.
    #[error("{0}")]
    Line(#[from] QueueFault),
    /// The platform does not renew it.
    #[error(
        "the platform does not renew this kiosk's certificate: it was revoked or ended too long ago; technician: get a \
         token from the platform's operator and run `yici enrol`"
    )]
    Refused,
    /// What it answered.
    #[error("{0}; the platform's operator must mend that")]
    NotAPair(#[from] NotAPair),
    /// The key.
    #[error("the kiosk's key cannot be used: {0}; enrol the kiosk again")]
    Key(#[from] rcgen::Error),
    /// The key, when it signs.
    #[error("the kiosk's key cannot sign: {0}; enrol the kiosk again")]
    Signing(rustls::Error),
    /// The files.
    #[error("the certificate cannot be renewed: {0}; the courier's user must be able to write its folder")]
    Disk(#[from] io::Error),
    /// The new pair.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
}

/// Asks whether the certificate is to be renewed, and renews it: checked, on the disk, and used from the next connection on.
///
/// # Errors
/// [`NotRenewed`]; the old certificate stays.
pub async fn renew_if_wanted(platform: &Adapter, files: &Files, ca_pem: &str) -> Result<bool, NotRenewed> {
    if !platform.wants_renewal().await? {
        return Ok(false);
    }
    let key = Zeroizing::new(std::fs::read_to_string(&files.key)?);
    // What a stick brought since this courier began.
    let kept = std::fs::read_to_string(&files.certificate)?;
    if platform.present(&kept, &key).is_ok() && !platform.wants_renewal().await? {
        return Ok(true);
    }
    let renewed = platform.renew(&pair::request(&key, "kiosk")?).await.map_err(|fault| match fault {
        QueueFault::Auth(_) => NotRenewed::Refused,
        fault => NotRenewed::Line(fault),
    })?;
    keep(files, ca_pem, &renewed)?;
    platform.present(&renewed, &key)?;
    Ok(true)
}

/// Keeps a certificate that is for the key of these files and leads to the CA: whole, durably, and alone.
///
/// # Errors
/// [`NotRenewed`]; the old certificate stays.
pub(super) fn keep(files: &Files, ca_pem: &str, certificate: &str) -> Result<(), NotRenewed> {
    let _alone = pair::alone(files)?;
    let key = Zeroizing::new(std::fs::read_to_string(&files.key)?);
    pair::check(ca_pem, certificate, &key)?;
    Ok(pair::write(&files.certificate, certificate)?)
}

/// Looks for ever. Says what was renewed, and what is wrong once.
pub(in crate::courier) async fn watch(platform: Adapter, files: Files, ca_pem: String, metered: Metered) -> Infallible {
    let mut said = String::new();
    loop {
        let now = Timestamp::now();
        if !metered.is_open(now) {
            time::sleep(RETRIES).await;
            continue;
        }
        let pause = match renew_if_wanted(&platform, &files, &ca_pem).await {
            Ok(renewed) => {
                if renewed {
                    tracing::info!("the kiosk's certificate was renewed");
                }
                said.clear();
                LOOKS
            }
            // The rounds say how the line is.
            Err(NotRenewed::Line(_)) => RETRIES,
            Err(why) => {
                let why = why.to_string();
                if why != said {
                    tracing::error!("{why}");
                    said = why;
                }
                RETRIES
            }
        };
        time::sleep(pause).await;
    }
}
