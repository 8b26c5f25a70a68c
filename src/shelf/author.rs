//! The other end: how a catalog is packed and signed, by people on machines of their own. `docs/signing.md` tells the story.
//!
//! A repository is a folder: `metadata/` and `targets/`, as `update` reads it. Four kinds of metadata, each signed by a
//! threshold of its own keys: the root says whose they are; the list (`targets`) names every file; the snapshot says which
//! list; the timestamp says, every few days anew, which snapshot is the newest. Root and list are signed by people; snapshot
//! and timestamp by one key that may stand on the publisher's server, and that can do no more than hold a newer list back.
//!
//! - Packing the same matters over the same repository at the same time gives the same bytes.
//! - A signature is added to the file that it is over, so people sign one after the other, in any order, on a copy that is
//!   carried from one to the next.
//! - Nothing here is trusted by a kiosk: it verifies what arrives.

mod keys;
mod pack;
mod repository;
mod root;
mod sign;

pub use keys::{PublicKey, make_key, read_public};
pub use pack::{Pack, pack, stamp};
pub use repository::AuthorError;
pub use root::{Roles, new_root};
pub use sign::sign;
