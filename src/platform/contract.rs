//! What goes over the line, version 1: ids, digests, the envelope, the signed receipt, sealed questions, the form of a
//! refusal, the head of the audit trail with its seal, and the signature on a certificate.
//!
//! Pure: bytes in, bytes out. The bytes are frozen by tests; a change of them is version 2 of the contract, beside this
//! one.
//!
//! Limits, checked before anything is stored: 1 MiB of application, 32 attachments of 256 MiB each, all before sealing. A
//! platform that does not take pieces takes 17 MiB of a sealed attachment.

mod digest;
pub mod enrolment;
mod envelope;
mod head;
mod id;
pub mod identity_code;
mod issued;
mod problem;
mod question;
mod receipt;

pub use digest::{Digest, Digesting};
pub use envelope::{Enclosure, Envelope};
pub use head::{NotASeal, SealedHead, TrailHead};
pub use id::{Kind, SubmissionId};
pub use issued::{NotACertificate, SignedCertificate};
pub use problem::{Missing, Problem};
pub use question::{MAX_QUESTION_BYTES, QuestionKind, SealedAnswer, SealedQuestion};
pub use receipt::{NotAReceipt, SignedReceipt};

/// The version of this contract.
pub const VERSION: u32 = 1;

/// The most bytes an application or an evaluation may have before it is sealed.
pub const MAX_BYTES: usize = 1024 * 1024;

/// The most attachments a submission may have.
pub const MAX_ATTACHMENTS: usize = 32;

/// The most bytes an attachment may have before it is sealed.
pub const MAX_ATTACHMENT_BYTES: u64 = 256 * 1024 * 1024;

/// The most bytes of an attachment that go over the line at once, and that are held in memory.
pub const MAX_PIECE_BYTES: usize = 1024 * 1024;

/// The most sealed bytes that a platform which does not take pieces takes of an attachment, at once.
pub const MAX_WHOLE_BYTES: u64 = 17 * 1024 * 1024;

/// The most bytes of an answer that are read. A longer one is not the platform's.
pub const MAX_ANSWER_BYTES: usize = 64 * 1024;
