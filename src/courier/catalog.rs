//! Brings the signed catalog from the platform, beside the rounds: a long catalog on a slow line holds no submission up.
//!
//! - What comes is verified file by file as it comes, linted, and only then kept; what is refused changes nothing on the
//!   shelf, and is said once.
//! - What lies on the shelf already is not brought again, so a line that broke in the middle costs what had not arrived
//!   only where it was kept before; and most looks cost two small files.
//! - On a line that costs it keeps the courier's rate and hours.
//!
//! Limits: those of `shelf::update`; a look every ten minutes, after a fault of the line every minute.

use super::Pace;
use crate::catalog::Finding;
use crate::platform::{Platform, QueueFault};
use crate::shelf::store::Store;
use crate::shelf::update::Update;
use crate::shelf::{self, Refused, Signed, Versions, age};
use jiff::Timestamp;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time;

const LOOKS: Duration = Duration::from_secs(600);
const RETRIES: Duration = Duration::from_secs(60);

/// Why no catalog was brought. The one on the shelf goes on.
#[derive(Debug, thiserror::Error)]
pub enum NotBrought {
    /// The line or the platform.
    #[error(transparent)]
    Line(#[from] QueueFault),
    /// It is not to be trusted, or not the newest.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It is signed, and wrong all the same.
    #[error("a signed catalog is not in order, its publisher must mend it: {}", .0.iter().map(Finding::to_string).collect::<Vec<_>>().join("; "))]
    Findings(Vec<Finding>),
    /// The hours of the line ended in the middle. What had come is not kept.
    #[error("the hours of the line are over")]
    Resting,
    /// It could not be written.
    #[error("the catalog cannot be kept: {0}; check the data partition")]
    Disk(#[from] std::io::Error),
}

/// Looks once, at `now` by the wall's clock, and keeps what is newer; `None` when nothing is.
///
/// # Errors
/// Why nothing could be brought.
pub async fn bring(
    platform: &impl Platform,
    root: &[u8],
    store: &Store,
    now: Timestamp,
    pace: &mut Pace,
) -> Result<Option<Signed>, NotBrought> {
    if !pace.begin(now) {
        return Err(NotBrought::Resting);
    }
    let kept = store.signed(root);
    // A clock that is years off neither refuses a fresh catalog nor takes an old one for fresh.
    let now = kept.as_ref().map_or(now, |kept| age::now(now, kept.made, Duration::ZERO).time);
    let floor = kept.map_or_else(Versions::default, |kept| kept.versions);
    let mut update = Update::begin(root, floor, Some(now))?;
    while let Some(want) = update.wants() {
        if !update.has_news() {
            return Ok(None);
        }
        let bytes = match store.has(&want) {
            Some(bytes) => Some(bytes),
            None if !pace.allow(0).await => return Err(NotBrought::Resting),
            None => {
                let bytes = platform.catalog_file(&want.path, want.most).await?;
                pace.spent(bytes.as_ref().map_or(0, Vec::len));
                bytes
            }
        };
        update.take(bytes)?;
    }
    let catalog = update.finish().expect("nothing is wanted any more");
    shelf::catalog(&catalog).map_err(NotBrought::Findings)?;
    store.keep(&catalog)?;
    Ok(Some(catalog.signed))
}

/// Looks for ever. Says what is new once, and what is wrong once.
pub(super) async fn watch(platform: impl Platform, root: Option<PathBuf>, state: &Path, mut pace: Pace) -> Infallible {
    let Some(root) = root else {
        return std::future::pending().await; // an unsigned folder is nobody's to renew
    };
    let store = Store::below(state);
    let mut said = String::new();
    loop {
        // Read anew each time: a technician who puts the file right need not restart anything.
        let brought = match shelf::root(&root) {
            Ok(root) => bring(&platform, &root, &store, Timestamp::now(), &mut pace).await,
            Err(refused) => Err(refused.into()),
        };
        let line_down = matches!(brought, Err(NotBrought::Line(_) | NotBrought::Resting));
        let says = match brought {
            Ok(None) => String::new(),
            Ok(Some(signed)) => {
                tracing::info!(version = signed.versions.targets, made = %signed.made, "a newer catalog is on the shelf");
                String::new()
            }
            Err(why) => why.to_string(),
        };
        // The rounds say how the line is.
        if !line_down && !says.is_empty() && says != said {
            tracing::error!("{says}");
        }
        if !line_down {
            said = says;
        }
        time::sleep(if line_down { RETRIES } else { LOOKS }).await;
    }
}
