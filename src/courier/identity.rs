//! Who this kiosk is: its key, made here and never leaving it, and the platform's certificate for that key.
//!
//! - [`enrol`] makes a fresh key and asks for its first certificate with a one-time token. The key is on the disk before
//!   the token leaves: a lost answer, a power cut or a pulled cable in the middle is mended by running it again, which asks
//!   for the same key, and is given the same certificate.
//! - [`watch`] renews the certificate before it ends. When that is said by the platform in its answer to a ping, not by
//!   the kiosk's clock, which may be wrong by years; so a kiosk that slept past the end of its certificate, or whose clock
//!   stands in 1970, renews all the same, as long as the platform lets it.
//! - Where there never is a line, the question goes out on a stick and the certificate comes back on it ([`by_stick`]): for the
//!   same key, kept only if it ends later than the one that is here, so that what comes late or twice changes nothing.
//! - A certificate is kept only if it leads to the one trusted CA and is for this key ([`pair::check`]); the file is
//!   replaced as a whole. The key stays the same until the kiosk is enrolled again: whoever stole it could renew as well,
//!   and what ends that is the platform's revocation, after which the kiosk says that it must be enrolled anew.
//! - What the kiosk signs with it is judged by other machines' clocks, so the platform begins a certificate some days back.
//!
//! Limits: a look an hour, after a fault every five minutes; outside the hours of a metered line, none.

mod by_stick;
mod enrol;
mod pair;
mod renew;

pub use by_stick::{key_name, question, take_in};
pub use enrol::{EnrolError, enrol};
pub use pair::{Files, NotAPair};
pub(super) use renew::watch;
pub use renew::{NotRenewed, renew_if_wanted};
