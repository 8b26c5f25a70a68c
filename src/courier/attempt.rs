//! One attempt to hand a submission in: the envelope; what the platform lacks of the attachments, from the byte where an
//! earlier attempt broke off; the envelope again.
//!
//! Where the bytes come from is a [`Cargo`]: the outbox of this kiosk, or what was carried here on a stick. So both roads
//! end at the same door in the same way, and the platform cannot tell them apart.
//!
//! Limits: two envelopes an attempt, the attachments that the envelope names, each in pieces of 1 MiB; one piece is in
//! memory. A platform that twice has no more than it had before a piece is not believed.

use super::metered::Pace;
use crate::outbox::{Due, Reason};
use crate::platform::{
    Answer, Fault, Platform, QueueFault,
    contract::{Digest, MAX_WHOLE_BYTES, Missing, SignedReceipt},
};

/// The attachments of one submission.
pub trait Cargo {
    /// Why they cannot be read.
    type Error;

    /// How many sealed bytes it has; `None` when there is no such.
    fn length(&mut self, digest: Digest) -> Result<Option<u64>, Self::Error>;

    /// Whether the bytes still have their digest. Reads them all.
    fn is_whole(&mut self, digest: Digest) -> Result<bool, Self::Error>;

    /// Some bytes from `at` on: at most a piece, at least one before the end.
    fn piece(&mut self, digest: Digest, at: u64) -> Result<Vec<u8>, Self::Error>;
}

/// What became of one attempt.
pub enum Outcome {
    /// The platform has it, and says so under its signature.
    Delivered(SignedReceipt),
    /// It cannot be delivered as it is.
    SetAside(Reason),
    /// Not now.
    Fault(QueueFault),
    /// The hours of the line ended in the middle.
    Resting,
}

impl Outcome {
    /// The platform was busy, and left it unread: no attempt.
    pub(super) fn was_turned_away(&self) -> bool {
        matches!(self, Self::Fault(QueueFault::Busy(_)))
    }
}

/// What came of the envelope.
pub enum Offered {
    /// That was all.
    Ended(Outcome),
    /// The platform lacks these attachments.
    Lacking(Vec<Missing>),
}

/// Makes one attempt. `Err` only when the cargo cannot be read.
pub async fn attempt<P: Platform, C: Cargo>(
    platform: &P,
    due: Due,
    cargo: &mut C,
    pace: &Pace,
) -> Result<Outcome, C::Error> {
    if !pace.allow(due.envelope.len()).await {
        return Ok(Outcome::Resting);
    }
    match offer(platform, &due).await {
        Offered::Ended(outcome) => Ok(outcome),
        Offered::Lacking(missing) => fill(platform, due, missing, cargo, pace).await,
    }
}

/// The first half: the envelope.
pub async fn offer<P: Platform>(platform: &P, due: &Due) -> Offered {
    if Digest::of(&due.envelope) != due.digest {
        return Offered::Ended(Outcome::SetAside(Reason::Damaged));
    }
    match platform.put_submission(due.id, due.digest, due.envelope.clone()).await {
        Ok(Answer::Received(receipt)) => Offered::Ended(Outcome::Delivered(receipt)),
        Ok(Answer::Missing(missing)) => Offered::Lacking(missing),
        Err(fault) => Offered::Ended(fault.into()),
    }
}

/// The second half: what the platform lacks, and the envelope again. `Err` only when the cargo cannot be read.
pub async fn fill<P: Platform, C: Cargo>(
    platform: &P,
    due: Due,
    missing: Vec<Missing>,
    cargo: &mut C,
    pace: &Pace,
) -> Result<Outcome, C::Error> {
    for one in missing {
        let Some(length) = cargo.length(one.digest)? else {
            let why = "it asks for an attachment that the envelope does not name";
            return Ok(Outcome::Fault(QueueFault::NotThePlatform(why)));
        };
        if !cargo.is_whole(one.digest)? {
            return Ok(Outcome::SetAside(Reason::Damaged));
        }
        if let Some(ended) = send(platform, &due, one, length, cargo, pace).await? {
            return Ok(ended);
        }
    }
    if !pace.allow(due.envelope.len()).await {
        return Ok(Outcome::Resting);
    }
    Ok(match platform.put_submission(due.id, due.digest, due.envelope).await {
        Ok(Answer::Received(receipt)) => Outcome::Delivered(receipt),
        Ok(Answer::Missing(_)) => Outcome::Fault(QueueFault::NotThePlatform("it forgot what it was just sent")),
        Err(fault) => fault.into(),
    })
}

/// Sends one attachment that the platform asked for. `Some` when the attempt ends here.
async fn send<P: Platform, C: Cargo>(
    platform: &P,
    due: &Due,
    missing: Missing,
    length: u64,
    cargo: &mut C,
    pace: &Pace,
) -> Result<Option<Outcome>, C::Error> {
    let digest = missing.digest;
    let Some(mut have) = missing.have else {
        return send_whole(platform, due, digest, length, cargo, pace).await;
    };
    if have > length {
        return Ok(Some(Outcome::Fault(QueueFault::NotThePlatform("it has more of an attachment than there is"))));
    }
    let mut strikes = 0;
    // At least one, be it empty: a platform that has every byte and still asks was stopped before it compared the digest.
    loop {
        let mut piece = cargo.piece(digest, have)?;
        piece.truncate(pace.most());
        if !pace.allow(piece.len()).await {
            return Ok(Some(Outcome::Resting));
        }
        let now = match platform.put_piece(due.id, digest, have, length, piece).await {
            Ok(now) => now,
            Err(fault) => return Ok(Some(fault.into())),
        };
        strikes += u32::from(now <= have);
        if strikes == 2 || now > length {
            return Ok(Some(Outcome::Fault(QueueFault::NotThePlatform("it does not keep what it is sent"))));
        }
        have = now;
        if have == length {
            return Ok(None);
        }
    }
}

async fn send_whole<P: Platform, C: Cargo>(
    platform: &P,
    due: &Due,
    digest: Digest,
    length: u64,
    cargo: &mut C,
    pace: &Pace,
) -> Result<Option<Outcome>, C::Error> {
    if length > MAX_WHOLE_BYTES {
        return Ok(Some(Outcome::SetAside(Reason::TooLarge)));
    }
    let mut whole = Vec::new();
    loop {
        let piece = cargo.piece(digest, u64::try_from(whole.len()).expect("under 17 MiB"))?;
        if piece.is_empty() {
            break;
        }
        whole.extend_from_slice(&piece);
    }
    if !pace.allow(whole.len()).await {
        return Ok(Some(Outcome::Resting));
    }
    Ok(platform.put_attachment(due.id, digest, whole).await.err().map(Outcome::from))
}

impl From<Fault> for Outcome {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Item(fault) => Self::SetAside(Reason::Refused(fault)),
            Fault::Queue(fault) => Self::Fault(fault),
        }
    }
}
