//! Drafts: a power cut in the middle of a form does not cost the citizen the form.
//!
//! - A draft is what the citizen wrote and picked, without photographs, signature and what the card says ([`application::draft`]).
//!   It is sealed before the first write, and opened only by [`CardKey`]: made from what the citizen's own card says, its
//!   portrait among it, and a secret of this kiosk that lies elsewhere than the drafts. So the same card at this kiosk opens
//!   it; another card does not, nor the disk without the card, nor the card without this kiosk.
//! - It is bound to the matter and the matter's version: under another it does not open.
//! - Nothing on the disk says whose it is, not even a digest of a number: every draft there is tried with the card's key.
//! - It is offered only after the card was read, and only while it is younger than the settings say; then it is erased. It is
//!   erased too when its citizen hands in, leaves, walks away or starts anew: what stays is what a power cut or a crash left.
//! - A draft that holds an application which was handed in after all is not offered.
//! - Drafts are a courtesy and no promise: a damaged store of them is made anew, one that cannot be opened is done without,
//!   and the kiosk serves. The erasing is a promise.
//! - A wipe of the kiosk ([`wipe()`]) erases all of them at once, and the secret.
//!
//! What the key is worth stands in `docs/promises.md`.
//!
//! Limits: 16 drafts, of 64 KiB; past that the oldest goes, or none is kept. At most one write in five seconds, and one a
//! page. A draft is padded to a multiple of 4 KiB, so that its size says little. The time is the kiosk's clock: a draft from
//! more than an hour ahead of it is erased, since nobody knows how old it is.
//!
//! [`application::draft`]: crate::application::draft

mod key;
mod schema;
mod store;
mod wipe;

pub use key::{Bearer, CardKey, SecretError};
pub use store::{Drafts, DraftsError, Found};
pub use wipe::wipe;

#[cfg(test)]
mod tests;
