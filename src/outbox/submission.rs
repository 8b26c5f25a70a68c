//! What is handed in, before it is sealed.

use super::{Kind, OutboxError, SubmissionId};
use crate::platform::contract::{MAX_ATTACHMENTS, MAX_BYTES};
use std::io::{self, Read};
use yici_hardware::Personal;

/// One submission. The caller makes its id before anything else, and uses the same one when it has to ask again.
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// What it is.
    pub kind: Kind,
    /// The number on the citizen's receipt: 16 digits, and so never a citizen's own number, which has 18. In the clear.
    pub number: String,
    /// The application, in its own frozen form. At most [`MAX_BYTES`].
    pub bytes: Personal<Vec<u8>>,
    /// Papers that were scanned. At most [`MAX_ATTACHMENTS`].
    pub attachments: Vec<Attachment>,
}

/// A paper that was scanned.
pub struct Attachment {
    /// Such as `image/jpeg`: at most 64 of `a-z`, `0-9`, `+`, `-` and `.`, around one `/`. In the clear.
    pub media_type: String,
    /// The picture. At most [`MAX_ATTACHMENT_BYTES`](crate::platform::contract::MAX_ATTACHMENT_BYTES).
    pub bytes: Content,
}

/// What an attachment holds.
pub enum Content {
    /// Bytes in memory.
    Held(Personal<Vec<u8>>),
    /// Bytes that are too many for the memory: read, from the beginning, while they are sealed; nothing of them is kept.
    /// Whoever asks for the same submission again is not read again.
    Read(Box<dyn Fn() -> io::Result<Box<dyn Read>> + Send + Sync>),
}

impl From<Personal<Vec<u8>>> for Content {
    fn from(bytes: Personal<Vec<u8>>) -> Self {
        Self::Held(bytes)
    }
}

impl Submission {
    /// Checks the bounds, and that what will stand in the clear has a form in which nothing personal can hide.
    pub(super) fn check(&self) -> Result<(), OutboxError> {
        if self.number.len() != 16 || !self.number.bytes().all(|c| c.is_ascii_digit()) {
            return Err(OutboxError::Form("a receipt's number that is not 16 digits"));
        }
        if !self.attachments.iter().all(|attachment| is_media_type(&attachment.media_type)) {
            return Err(OutboxError::Form("an attachment without a media type"));
        }
        // How long an attachment is shows when it is read.
        if self.bytes.reveal().len() > MAX_BYTES || self.attachments.len() > MAX_ATTACHMENTS {
            return Err(OutboxError::TooLarge);
        }
        Ok(())
    }
}

fn is_media_type(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || b"+-.".contains(&c))
    };
    text.len() <= 64 && text.split_once('/').is_some_and(|(kind, name)| is_name(kind) && is_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn submission(number: &str, media_type: &str, length: usize) -> Submission {
        let attachment = Attachment { media_type: media_type.to_owned(), bytes: Personal::default().into() };
        Submission {
            id: SubmissionId::generate(),
            kind: Kind::Application,
            number: number.to_owned(),
            bytes: Personal::new(vec![0; length]),
            attachments: vec![attachment],
        }
    }

    #[test]
    fn what_stands_in_the_clear_has_no_room_for_a_citizens_number_or_name() {
        assert!(submission("2026010100000017", "image/jpeg", 1).check().is_ok());
        for (number, media_type) in [
            ("11010519491231002X", "image/jpeg"),
            ("20260101000000\u{4e8c}", "image/jpeg"),
            ("2026010100000017", "image"),
            ("2026010100000017", "image/\u{5f20}"),
        ] {
            assert!(matches!(submission(number, media_type, 1).check(), Err(OutboxError::Form(_))));
        }
    }

    #[test]
    fn more_than_the_contract_takes_is_refused_at_the_screen() {
        let largest = submission("2026010100000017", "image/jpeg", MAX_BYTES);
        let larger = submission("2026010100000017", "image/jpeg", MAX_BYTES + 1);
        assert!(largest.check().is_ok());
        assert!(matches!(larger.check(), Err(OutboxError::TooLarge)));
    }
}
