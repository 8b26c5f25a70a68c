//! One submission as it lies on a stick. Version 1, frozen:
//!
//! ```text
//! YICI-CARRIED 1\n
//! {"version":1,"id":…,"sha256":…,"envelope":…,"attachments":[{"sha256":…,"length":…},…]}\n
//! the envelope, and the attachments one after the other
//! {"certificates":[…],"scheme":…,"signature":…}
//! ```
//!
//! Signed is the SHA-256 of everything before the last line, after the words of the first. The last line itself is under no
//! signature, so it is taken only in the very bytes in which a kiosk writes it: no space in it, and nothing behind it. A
//! file is read to its end, and its signature and every digest checked, before anything of it is believed.
//!
//! Limits: 16 KiB of head, 2 MiB of envelope, 32 attachments, 16 KiB of signature; longer is not ours.

use super::CarryError;
use crate::courier::attempt::Cargo;
use crate::outbox::{Due, Outbox};
use crate::platform::contract::{Digest, Digesting, MAX_ATTACHMENTS, MAX_PIECE_BYTES};
use crate::platform::{KioskKey, KioskSignature, NotSigned};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

const MAGIC: &[u8] = b"YICI-CARRIED 1\n";
const MAX_HEAD: u64 = 16 * 1024;
const MAX_ENVELOPE: u64 = 2 * 1024 * 1024;
const MAX_SIGNATURE: u64 = 16 * 1024;

/// The order of the fields is part of the frozen bytes.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    version: u32,
    id: String,
    sha256: String,
    envelope: u64,
    attachments: Vec<Part>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    sha256: String,
    length: u64,
}

/// Why a file is not delivered. For the clerk at the other machine; nothing in it is personal.
#[derive(Debug, thiserror::Error)]
pub enum NotCarried {
    /// The stick.
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// Its form.
    #[error("it is no file that a kiosk wrote, or it was cut short; have it carried again")]
    Form,
    /// Its signature.
    #[error(transparent)]
    NotSigned(#[from] NotSigned),
}

/// Writes one submission that waits in the outbox. `false` when its bytes are damaged: nothing is to be done with the file.
pub(super) fn write(outbox: &Outbox, due: &Due, key: &KioskKey, to: &mut dyn Write) -> Result<bool, CarryError> {
    let mut attachments = Vec::new();
    for (digest, length) in outbox.attachments_of(due.id)? {
        attachments.push((digest, length));
    }
    let head = Head {
        version: 1,
        id: due.id.to_string(),
        sha256: due.digest.to_string(),
        envelope: length(&due.envelope),
        attachments: attachments
            .iter()
            .map(|(digest, length)| Part { sha256: digest.to_string(), length: *length })
            .collect(),
    };
    let mut head = serde_json::to_vec(&head).expect("text and numbers always have a JSON form");
    head.push(b'\n');
    let mut signed = Digesting::default();
    let mut put = |bytes: &[u8]| {
        signed.update(bytes);
        to.write_all(bytes).map_err(CarryError::Stick)
    };
    for bytes in [MAGIC, &head, &due.envelope] {
        put(bytes)?;
    }
    let mut is_whole = Digest::of(&due.envelope) == due.digest;
    for (digest, _) in attachments {
        let (mut digesting, mut at) = (Digesting::default(), 0);
        loop {
            let piece = outbox.piece(due.id, digest, at)?;
            if piece.is_empty() {
                break;
            }
            digesting.update(&piece);
            at += length(&piece);
            put(&piece)?;
        }
        is_whole &= digesting.finish() == digest;
    }
    let signature = key.sign(&message(signed.finish())).map_err(CarryError::Key)?;
    to.write_all(&last_line(&signature)).map_err(CarryError::Stick)?;
    Ok(is_whole)
}

fn last_line(signature: &KioskSignature) -> Vec<u8> {
    serde_json::to_vec(signature).expect("text always has a JSON form")
}

fn message(digest: Digest) -> Vec<u8> {
    [MAGIC, digest.to_string().as_bytes()].concat()
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).expect("64 bits")
}

/// A file that was read to its end and found whole.
pub struct CarriedFile {
    file: File,
    /// The submission.
    pub due: Due,
    /// Who signed it.
    pub(super) signature: KioskSignature,
    /// Where each attachment begins, and how long it is.
    attachments: Vec<(Digest, u64, u64)>,
}

impl CarriedFile {
    /// Reads a file to its end and checks all of it.
    pub fn open(path: &Path, ca_pem: &str, clock: Timestamp) -> Result<Self, NotCarried> {
        let mut reader = BufReader::with_capacity(64 * 1024, File::open(path)?);
        let mut signed = Digesting::default();
        let mut magic = vec![0; MAGIC.len()];
        exact(&mut reader, &mut magic)?;
        let mut head = Vec::new();
        reader.by_ref().take(MAX_HEAD).read_until(b'\n', &mut head)?;
        let wire: Head = serde_json::from_slice(&head).map_err(|_| NotCarried::Form)?;
        if magic != MAGIC || wire.version != 1 || wire.envelope > MAX_ENVELOPE || !head.ends_with(b"\n") {
            return Err(NotCarried::Form);
        }
        if wire.attachments.len() > MAX_ATTACHMENTS {
            return Err(NotCarried::Form);
        }
        let mut envelope = vec![0; usize::try_from(wire.envelope).map_err(|_| NotCarried::Form)?];
        exact(&mut reader, &mut envelope)?;
        for bytes in [&magic, &head, &envelope] {
            signed.update(bytes);
        }
        let digest = |text: &str| text.parse::<Digest>().map_err(|_| NotCarried::Form);
        let due = Due { id: wire.id.parse().map_err(|_| NotCarried::Form)?, digest: digest(&wire.sha256)?, envelope };
        let mut is_whole = Digest::of(&due.envelope) == due.digest;
        let mut at = length(&magic) + length(&head) + wire.envelope;
        let mut attachments = Vec::new();
        for part in &wire.attachments {
            let named = digest(&part.sha256)?;
            is_whole &= read_part(&mut reader, part.length, &mut signed)? == named;
            attachments.push((named, at, part.length));
            at = at.checked_add(part.length).ok_or(NotCarried::Form)?;
        }
        let mut line = Vec::new();
        reader.by_ref().take(MAX_SIGNATURE).read_to_end(&mut line)?;
        let signature: KioskSignature = serde_json::from_slice(&line).map_err(|_| NotCarried::Form)?;
        if last_line(&signature) != line {
            return Err(NotCarried::Form);
        }
        signature.verify(ca_pem, &message(signed.finish()), clock)?;
        // A kiosk signs nothing else; if it did, it would not be the platform's to find out.
        if is_whole {
            Ok(Self { file: reader.into_inner(), due, signature, attachments })
        } else {
            Err(NotCarried::Form)
        }
    }
}

/// Reads so many bytes past; their digest.
fn read_part(reader: &mut impl Read, length: u64, signed: &mut Digesting) -> Result<Digest, NotCarried> {
    let (mut digesting, mut left, mut mouthful) = (Digesting::default(), length, vec![0; 64 * 1024]);
    while left > 0 {
        let most = usize::try_from(left).map_or(mouthful.len(), |left| left.min(mouthful.len()));
        exact(reader, &mut mouthful[..most])?;
        digesting.update(&mouthful[..most]);
        signed.update(&mouthful[..most]);
        left -= u64::try_from(most).expect("a mouthful");
    }
    Ok(digesting.finish())
}

/// A file that ends too early is one of another form.
fn exact(reader: &mut impl Read, to: &mut [u8]) -> Result<(), NotCarried> {
    reader.read_exact(to).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => NotCarried::Form,
        _ => error.into(),
    })
}

/// The attachments of a file, as the courier's attempt asks for them.
pub(super) struct FileCargo<'a>(pub(super) &'a mut CarriedFile);

impl FileCargo<'_> {
    fn find(&self, digest: Digest) -> Option<(u64, u64)> {
        let found = self.0.attachments.iter().find(|(named, ..)| *named == digest);
        found.map(|(_, at, length)| (*at, *length))
    }
}

impl Cargo for FileCargo<'_> {
    type Error = io::Error;

    fn length(&mut self, digest: Digest) -> io::Result<Option<u64>> {
        Ok(self.find(digest).map(|(_, length)| length))
    }

    /// It was, when the file was opened.
    fn is_whole(&mut self, digest: Digest) -> io::Result<bool> {
        Ok(self.find(digest).is_some())
    }

    fn piece(&mut self, digest: Digest, at: u64) -> io::Result<Vec<u8>> {
        let Some((begin, length)) = self.find(digest) else { return Ok(Vec::new()) };
        let most = length.saturating_sub(at).min(u64::try_from(MAX_PIECE_BYTES).expect("64 bits"));
        let mut piece = Vec::new();
        self.0.file.seek(SeekFrom::Start(begin + at))?;
        (&mut self.0.file).take(most).read_to_end(&mut piece)?;
        Ok(piece)
    }
}
