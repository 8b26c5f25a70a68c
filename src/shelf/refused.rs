//! Why a signed catalog is not taken. For a technician; the last good one goes on.

use jiff::Timestamp;

/// Why a signed catalog is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// A signature, a threshold or the form.
    #[error("{file}: {why}; it was altered or signed by others, take the catalog from its publisher again")]
    Untrusted {
        /// The file, below the repository's folder.
        file: String,
        /// What the verifier says.
        why: String,
    },
    /// A date. Who withholds newer files holds a kiosk on old ones.
    #[error("{file}: expired on {at}; whoever serves it holds newer ones back, or its publisher has stopped signing")]
    Expired {
        /// The file.
        file: String,
        /// Its date.
        at: Timestamp,
    },
    /// An older one than was seen before.
    #[error("{file}: version {offered} is older than {seen}, which this kiosk has seen; take the newest catalog")]
    RolledBack {
        /// The file.
        file: &'static str,
        /// Its version.
        offered: u32,
        /// The version seen before.
        seen: u32,
    },
    /// A file that is too long, or does not end.
    #[error("{file}: longer than the {most} bytes that it may have; take the catalog from its publisher again")]
    TooLong {
        /// The file.
        file: String,
        /// Its bound.
        most: u64,
    },
    /// A file that is not there.
    #[error("{file}: not there; the copy is not whole, make it again")]
    Missing {
        /// The file.
        file: String,
    },
    /// A file whose content is not what was signed.
    #[error("{file}: not what was signed; the copy is damaged or was altered, make it again")]
    Altered {
        /// The file.
        file: String,
    },
    /// More than this kiosk takes.
    #[error("the catalog has {0}; its publisher must make it smaller")]
    TooMuch(&'static str),
    /// The medium.
    #[error("{file}: {why}; check the stick or the disk")]
    Unreadable {
        /// The file.
        file: String,
        /// The system's words.
        why: std::io::Error,
    },
}

impl Refused {
    /// The file that is at fault.
    pub fn file(&self) -> &str {
        match self {
            Self::Untrusted { file, .. }
            | Self::Expired { file, .. }
            | Self::TooLong { file, .. }
            | Self::Missing { file }
            | Self::Altered { file }
            | Self::Unreadable { file, .. } => file,
            Self::RolledBack { file, .. } => file,
            Self::TooMuch(_) => "metadata",
        }
    }

    pub(super) fn by_verifier(file: &str, error: tuf::Error) -> Self {
        match error {
            tuf::Error::ExpiredMetadata { path, expiration, .. } => {
                let at = super::update::from_chrono(&expiration);
                Self::Expired { file: format!("metadata/{path}.json"), at }
            }
            error => Self::Untrusted { file: file.to_owned(), why: error.to_string() },
        }
    }
}
