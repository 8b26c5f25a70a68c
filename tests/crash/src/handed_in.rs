//! Submissions whose content follows from their id, so that whoever reads the platform afterwards knows what must be there.

use crate::dice::Dice;
use crate::outbox::{Attachment, Kind, Submission, SubmissionId};
use yici_hardware::Personal;

/// The submission of this id: 100 bytes to 40 kB of application, and none to two attachments of up to 60 kB.
pub fn submission(id: SubmissionId) -> Submission {
    let (number, bytes, attachments) = content(id);
    Submission {
        id,
        kind: Kind::Application,
        number,
        bytes: Personal::new(bytes),
        attachments: attachments
            .into_iter()
            .map(|bytes| Attachment { media_type: String::from("image/jpeg"), bytes: Personal::new(bytes).into() })
            .collect(),
    }
}

/// The receipt's number, the application and the attachments of this id.
pub fn content(id: SubmissionId) -> (String, Vec<u8>, Vec<Vec<u8>>) {
    // The last eight bytes of an id of version 7 are chance.
    let (_, chance) = id.as_bytes().split_at(8);
    let mut dice = Dice::new(u64::from_be_bytes(chance.try_into().expect("eight bytes")));
    let number = format!("{:016}", dice.throw() % 10_000_000_000_000_000);
    let length = 100 + dice.below(40_000);
    let application = dice.bytes(length);
    let papers = dice.below(3);
    let attachments = (0..papers)
        .map(|_| {
            let length = 1 + dice.below(60_000);
            dice.bytes(length)
        })
        .collect();
    (number, application, attachments)
}
