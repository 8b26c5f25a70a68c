//! Is this trail whole? Proved or disproved from its file, what the platform has, and the platform's public key.
//!
//! Pure but for reading: any machine can do it, and nothing of the kiosk is believed. A line that is not to the byte what
//! the kiosk writes is a break, so that no byte can be changed in silence.
//!
//! Limits: a line of 16 MiB, which the last may have, for it holds every seal; one row and 32 bytes for each are in memory.

use super::chain::link;
use super::export::{FORMAT, Head, RowLine, Seals};
use crate::platform::contract::{Digest, SealedHead};
use ed25519_dalek::VerifyingKey;
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read as _};

/// The most bytes of a line.
const LONGEST: u64 = 16 * 1024 * 1024;

/// What was proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The kiosk that wrote it.
    pub kiosk: String,
    /// The first row.
    pub first: u64,
    /// The last row.
    pub last: u64,
    /// Up to this row the platform vouches for it: nothing before was changed, removed or made anew.
    pub sealed: Option<u64>,
    /// Earlier rows were removed, and no seal stands for them.
    pub begins_unproved: bool,
}

/// Where a trail breaks. Told to whoever asks whether the kiosk can be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A line is not one that a kiosk writes.
    #[error("line {0} of the file is not one that a kiosk writes: it was changed, or the file is no trail")]
    Line(u64),
    /// A row.
    #[error("the chain breaks at row {0}: it was changed, or a row before it was removed, put in or swapped")]
    Row(u64),
    /// Rows that went, without what stands for them.
    #[error("the trail begins after row {0}, and what stands there in place of the removed rows is not true")]
    Beginning(u64),
    /// Made anew.
    #[error(
        "row {row} is not the one that the platform sealed at {sealed_at}: the trail was made anew, or is another kiosk's"
    )]
    Remade {
        /// The row.
        row: u64,
        /// When.
        sealed_at: jiff::Timestamp,
    },
    /// Cut.
    #[error(
        "the end was cut off: the trail ends at row {last}, and the platform has sealed row {sealed} at {sealed_at}"
    )]
    Cut {
        /// The last row that is there.
        last: u64,
        /// The newest that the platform knows.
        sealed: u64,
        /// When.
        sealed_at: jiff::Timestamp,
    },
    /// A seal that is none.
    #[error("seal {0} is not this platform's: the file was changed, or the key is another platform's")]
    Seal(u64),
    /// It ended without its last line.
    #[error("the file ends in the middle, after row {0}: it was cut off, or not written whole")]
    Unfinished(u64),
}

/// Proves the trail in `file`. `known` are the seals that the platform has of this kiosk, one a line, beside those in the
/// file; without them a trail whose end was cut off together with its seals cannot be told from a shorter one.
///
/// # Errors
/// The system's; inside, where it breaks first.
pub fn prove(file: &mut impl BufRead, known: &str, key: &VerifyingKey) -> io::Result<Result<Proof, Broken>> {
    let mut lines = Lines { file, number: 0 };
    let head = match lines.next::<Head>(LONGEST)? {
        Some(head) if head.trail == FORMAT => head,
        _ => return Ok(Err(Broken::Line(1))),
    };
    let seal = |number: usize, body: &str| {
        let sealed = SealedHead::verify(body, key).ok().filter(|sealed| sealed.head().kiosk == head.kiosk);
        sealed.ok_or(Broken::Seal(u64::try_from(number + 1).unwrap_or(u64::MAX)))
    };
    let mut sealed: Vec<SealedHead> = Vec::new();
    for (number, body) in known.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        match seal(number, body) {
            Ok(head) => sealed.push(head),
            Err(broken) => return Ok(Err(broken)),
        }
    }
    let mut walk = match Walk::begin(&head, key) {
        Ok(walk) => walk,
        Err(broken) => return Ok(Err(broken)),
    };
    // Rows whose links the platform may know; the seals of the file itself come last.
    let mut links = BTreeMap::new();
    let seals = loop {
        let Some(text) = lines.text(LONGEST)? else {
            return Ok(Err(Broken::Unfinished(walk.row)));
        };
        if let Some(seals) = exact::<Seals>(&text) {
            break seals;
        }
        match exact::<RowLine>(&text).map_or(Err(Broken::Line(lines.number)), |row| walk.take(&row)) {
            Ok(link) => links.insert(walk.row, link),
            Err(broken) => return Ok(Err(broken)),
        };
    };
    if lines.text(1)?.is_some() {
        return Ok(Err(Broken::Line(lines.number)));
    }
    for (number, body) in seals.seals.iter().enumerate() {
        match seal(number, body) {
            Ok(head) if head.body() == body => sealed.push(head),
            _ => return Ok(Err(Broken::Seal(u64::try_from(number + 1).unwrap_or(u64::MAX)))),
        }
    }
    Ok(walk.end(head.kiosk.clone(), &links, sealed))
}

/// Row after row.
struct Walk {
    first: u64,
    row: u64,
    chain: Option<Digest>,
    begins_unproved: bool,
}

impl Walk {
    fn begin(head: &Head, key: &VerifyingKey) -> Result<Self, Broken> {
        let Some(anchor) = &head.anchor else {
            return Ok(Self { first: 1, row: 0, chain: None, begins_unproved: false });
        };
        let not_true = Broken::Beginning(anchor.row);
        let chain: Digest = anchor.chain.parse().map_err(|_| not_true.clone())?;
        if let Some(seal) = &anchor.seal {
            let sealed = SealedHead::verify(seal, key).map_err(|_| not_true.clone())?;
            let told = sealed.head();
            if (told.kiosk.as_str(), told.row, told.chain) != (&head.kiosk, anchor.row, chain) || sealed.body() != seal
            {
                return Err(not_true);
            }
        }
        let (row, begins_unproved) = (anchor.row, anchor.seal.is_none());
        Ok(Self { first: row + 1, row, chain: Some(chain), begins_unproved })
    }

    fn take(&mut self, next: &RowLine) -> Result<Digest, Broken> {
        let row = self.row + 1;
        let chain = link(self.chain, &next.at, &next.event);
        if next.row != row || chain.to_string() != next.chain {
            return Err(Broken::Row(row));
        }
        (self.row, self.chain) = (row, Some(chain));
        Ok(chain)
    }

    /// Holds the rows against what the platform knows.
    fn end(self, kiosk: String, links: &BTreeMap<u64, Digest>, sealed: Vec<SealedHead>) -> Result<Proof, Broken> {
        let mut newest = None;
        for head in &sealed {
            let (told, sealed_at) = (head.head(), head.received_at());
            if told.row > self.row {
                return Err(Broken::Cut { last: self.row, sealed: told.row, sealed_at });
            }
            if told.row >= self.first {
                if links.get(&told.row) != Some(&told.chain) {
                    return Err(Broken::Remade { row: told.row, sealed_at });
                }
                newest = newest.max(Some(told.row));
            }
        }
        Ok(Proof {
            kiosk,
            first: self.first,
            last: self.row,
            sealed: newest,
            begins_unproved: self.begins_unproved && newest.is_none(),
        })
    }
}

struct Lines<'a, R> {
    file: &'a mut R,
    number: u64,
}

impl<R: BufRead> Lines<'_, R> {
    /// The next line without its line feed; `None` at the end, and of a line that does not end.
    fn text(&mut self, most: u64) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        self.file.by_ref().take(most).read_until(b'\n', &mut bytes)?;
        self.number += 1;
        if bytes.is_empty() {
            return Ok(None);
        }
        // What is no text, or has no end, is still something; it fits no form.
        let ends = bytes.pop() == Some(b'\n');
        Ok(Some(String::from_utf8(bytes).ok().filter(|_| ends).unwrap_or_default()))
    }

    fn next<T: Serialize + DeserializeOwned>(&mut self, most: u64) -> io::Result<Option<T>> {
        Ok(self.text(most)?.as_deref().and_then(exact))
    }
}

/// What the line says, if it is to the byte how it would be written.
fn exact<T: Serialize + DeserializeOwned>(text: &str) -> Option<T> {
    let read: T = serde_json::from_str(text).ok()?;
    (serde_json::to_string(&read).ok()? == text).then_some(read)
}
