//! What keeps a stick from being written, read or delivered, and who must act.

use crate::courier::identity::NotRenewed;
use crate::outbox::OutboxError;

/// Why carrying ended early. What was done before is done.
#[derive(Debug, thiserror::Error)]
pub enum CarryError {
    /// The kiosk's own store.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// The stick.
    #[error("the stick cannot be written or read: {0}; check that it is there and has room, then do the same again")]
    Stick(std::io::Error),
    /// The kiosk's key.
    #[error("cannot sign: {0}; check the kiosk's certificate and key in the settings file")]
    Key(rustls::Error),
    /// A certificate that came back.
    #[error(transparent)]
    Certificate(#[from] NotRenewed),
}
