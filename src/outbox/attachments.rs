//! Attachments, in streams: sealed while they are read, written in pieces, sent in pieces, never whole in memory.
//!
//! - Addressed by the digest of their sealed bytes. Two equal ones of a submission are sealed and kept once.
//! - Written inside the transaction of the submission that they belong to: all of it is there, or none.
//!
//! Limits: a piece is 1 MiB; twice that is in memory. 32 attachments of 256 MiB each, and what the outbox has room for.

use super::{Content, Outbox, OutboxError, Seal, Submission, SubmissionId, delivery, submission::Attachment};
use crate::platform::contract::{Digest, Digesting, Enclosure, MAX_ATTACHMENT_BYTES, MAX_PIECE_BYTES};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

/// How many bytes are read and sealed at once.
const MOUTHFUL: usize = 64 * 1024;

/// Seals and writes the attachments of a submission. Takes no more than `room` sealed bytes; `None` when they are more.
pub(super) fn write(
    transaction: &Transaction<'_>,
    sequence: i64,
    submission: &Submission,
    seal: &Seal,
    mut room: u64,
) -> Result<Option<Vec<Enclosure>>, OutboxError> {
    let mut enclosures: Vec<Enclosure> = Vec::with_capacity(submission.attachments.len());
    for (number, attachment) in submission.attachments.iter().enumerate() {
        if let Some(twin) = submission.attachments[..number].iter().position(|other| are_equal(other, attachment)) {
            enclosures.push(Enclosure { media_type: attachment.media_type.clone(), ..enclosures[twin].clone() });
            continue;
        }
        let Some((digest, length)) = write_one(transaction, (sequence, number), attachment, seal, room)? else {
            return Ok(None);
        };
        room = room.saturating_sub(length);
        let length = usize::try_from(length).expect("under 257 MiB");
        enclosures.push(Enclosure { digest, length, media_type: attachment.media_type.clone() });
    }
    Ok(Some(enclosures))
}

fn are_equal(one: &Attachment, other: &Attachment) -> bool {
    match (&one.bytes, &other.bytes) {
        (Content::Held(one), Content::Held(other)) => one.reveal() == other.reveal(),
        _ => false,
    }
}

fn write_one(
    transaction: &Transaction<'_>,
    (sequence, number): (i64, usize),
    attachment: &Attachment,
    seal: &Seal,
    room: u64,
) -> Result<Option<(Digest, u64)>, OutboxError> {
    let mut opened;
    let mut held;
    let source: &mut dyn Read = match &attachment.bytes {
        Content::Held(bytes) => {
            held = bytes.reveal().as_slice();
            &mut held
        }
        Content::Read(open) => {
            opened = open().map_err(OutboxError::Unreadable)?;
            &mut opened
        }
    };
    let mut pieces = Pieces {
        transaction,
        sequence,
        number,
        written: 0,
        piece: Vec::new(),
        digest: Digesting::default(),
        room,
        failed: None,
    };
    let sealed = seal_into(source, seal, &mut pieces);
    match (pieces.failed.take(), sealed) {
        (None, Ok(())) => {}
        (Some(Failure::NoRoom), _) => return Ok(None),
        (Some(Failure::Disk(error)), _) => return Err(error.into()),
        (None, Err(error)) => return Err(error),
    }
    let (digest, length) = (pieces.digest.clone().finish(), pieces.written);
    transaction
        .prepare_cached("INSERT INTO enclosed (sequence, digest, number, length) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![sequence, digest.to_string(), number, length])?;
    Ok(Some((digest, length)))
}

fn seal_into(source: &mut dyn Read, seal: &Seal, pieces: &mut Pieces<'_>) -> Result<(), OutboxError> {
    let mut sealing = seal.stream(Box::new(&mut *pieces))?;
    let mut mouthful = Zeroizing::new(vec![0; MOUTHFUL]);
    let mut taken = 0;
    loop {
        let length = match source.read(&mut mouthful) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(OutboxError::Unreadable(error)),
        };
        taken += u64::try_from(length).expect("a mouthful");
        if taken > MAX_ATTACHMENT_BYTES {
            return Err(OutboxError::TooLarge);
        }
        sealing.write_all(&mouthful[..length]).map_err(OutboxError::Unreadable)?;
    }
    sealing.finish().map_err(OutboxError::Unreadable)?;
    pieces.end().map_err(OutboxError::Unreadable)
}

/// Takes sealed bytes and writes them piece by piece.
struct Pieces<'a> {
    transaction: &'a Transaction<'a>,
    sequence: i64,
    number: usize,
    written: u64,
    piece: Vec<u8>,
    digest: Digesting,
    room: u64,
    /// What made a write fail, since a writer can only fail with an I/O error.
    failed: Option<Failure>,
}

enum Failure {
    NoRoom,
    Disk(rusqlite::Error),
}

impl Pieces<'_> {
    fn end(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let length = u64::try_from(self.piece.len()).expect("a piece");
        let put = if self.written + length > self.room { Err(Failure::NoRoom) } else { self.put() };
        self.digest.update(&self.piece);
        self.written += length;
        self.piece.clear();
        put.map_err(|failure| {
            self.failed = Some(failure);
            io::Error::other("the outbox took no more")
        })
    }

    fn put(&self) -> Result<(), Failure> {
        let mut statement = self
            .transaction
            .prepare_cached("INSERT INTO piece (sequence, number, at, sealed) VALUES (?1, ?2, ?3, ?4)")
            .map_err(Failure::Disk)?;
        let row = params![self.sequence, self.number, self.written, self.piece];
        statement.execute(row).map(drop).map_err(Failure::Disk)
    }
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = bytes.len().min(MAX_PIECE_BYTES - self.piece.len());
        self.piece.extend_from_slice(&bytes[..length]);
        if self.piece.len() == MAX_PIECE_BYTES {
            self.end()?;
        }
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether all attachments of the submission at this place still have their digests.
pub(super) fn are_whole(db: &Connection, place: i64) -> Result<bool, OutboxError> {
    let mut enclosed = db.prepare_cached("SELECT number, digest FROM enclosed WHERE sequence = ?1")?;
    let mut pieces = db.prepare_cached("SELECT sealed FROM piece WHERE sequence = ?1 AND number = ?2 ORDER BY at")?;
    let mut rows = enclosed.query([place])?;
    while let Some(row) = rows.next()? {
        let Ok(digest) = delivery::text::<Digest>(row, 1) else { return Ok(false) };
        let mut digesting = Digesting::default();
        let mut sealed = pieces.query(params![place, row.get::<_, i64>(0)?])?;
        while let Some(piece) = sealed.next()? {
            digesting.update(&piece.get::<_, Vec<u8>>(0)?);
        }
        if digesting.finish() != digest {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Outbox {
    /// How many sealed bytes an attachment of a submission has that is not delivered; `None` when there is no such.
    pub fn attachment_length(&self, id: SubmissionId, digest: Digest) -> Result<Option<u64>, OutboxError> {
        let mut statement = self.db.prepare_cached(
            "SELECT length FROM enclosed JOIN submission USING (sequence) WHERE id = ?1 AND enclosed.digest = ?2",
        )?;
        Ok(statement.query_row(params![id.to_string(), digest.to_string()], |row| row.get(0)).optional()?)
    }

    /// The digests and lengths of a submission's attachments, each once, in the order in which they were sealed.
    pub fn attachments_of(&self, id: SubmissionId) -> Result<Vec<(Digest, u64)>, OutboxError> {
        let mut statement = self.db.prepare_cached(
            "SELECT enclosed.digest, length FROM enclosed JOIN submission USING (sequence) WHERE id = ?1 ORDER BY enclosed.number",
        )?;
        let mut rows = statement.query([id.to_string()])?;
        let mut attachments = Vec::new();
        while let Some(row) = rows.next()? {
            attachments.push((delivery::text(row, 0)?, row.get(1)?));
        }
        Ok(attachments)
    }

    /// Sealed bytes of an attachment from `at` on: as many as lie together on the disk, and at most a piece.
    /// Empty past its end, and when there is no such.
    pub fn piece(&self, id: SubmissionId, digest: Digest, at: u64) -> Result<Vec<u8>, OutboxError> {
        let mut statement = self.db.prepare_cached(
            "SELECT substr(sealed, ?3 - at + 1, ?4) FROM piece JOIN enclosed USING (sequence, number)
             JOIN submission USING (sequence) WHERE id = ?1 AND enclosed.digest = ?2 AND at <= ?3
             ORDER BY at DESC LIMIT 1",
        )?;
        let asked = params![id.to_string(), digest.to_string(), at, MAX_PIECE_BYTES];
        Ok(statement.query_row(asked, |row| row.get(0)).optional()?.unwrap_or_default())
    }

    /// Whether the bytes of an attachment are still those that were written: reads all of it.
    pub fn is_whole(&self, id: SubmissionId, digest: Digest) -> Result<bool, OutboxError> {
        let (mut digesting, mut at) = (Digesting::default(), 0);
        loop {
            let piece = self.piece(id, digest, at)?;
            if piece.is_empty() {
                return Ok(digesting.finish() == digest);
            }
            digesting.update(&piece);
            at += u64::try_from(piece.len()).expect("a piece");
        }
    }
}
