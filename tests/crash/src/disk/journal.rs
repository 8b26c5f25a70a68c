//! What was done to the files, in order, and what a power cut at any moment leaves of it. Pure.
//!
//! What was synced stays. Of what was not, any part may be there: [`Cut`] says which.

use crate::dice::Dice;
use std::collections::BTreeMap;

/// The unit that a disk writes whole or not at all, in bytes.
const SECTOR: usize = 512;

/// One change, by the file's name.
#[derive(Clone, Debug)]
pub enum Op {
    /// Bytes were written at an offset.
    Write(String, u64, Vec<u8>),
    /// The file was cut, or filled up with zeros, to this length.
    Truncate(String, u64),
    /// Everything that was done to the file so far is on the disk.
    Sync(String),
    /// The file was deleted; the flag says whether its folder was synced afterwards.
    Delete(String, bool),
}

/// What becomes of the changes that were not synced when the power was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// None is there.
    Nothing,
    /// All are there, as after a kill.
    Everything,
    /// Any of them, in any order, and of a write any of its sectors.
    Torn,
}

/// The files, by name.
pub type Image = BTreeMap<String, Vec<u8>>;

/// What was done.
#[derive(Clone, Debug, Default)]
pub struct Journal(Vec<Op>);

impl Journal {
    pub(super) fn push(&mut self, op: Op) {
        self.0.push(op);
    }

    /// How many changes and syncs there were.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How often files whose name ends so were synced.
    pub fn syncs(&self, ending: &str) -> usize {
        self.0.iter().filter(|op| matches!(op, Op::Sync(name) if name.ends_with(ending))).count()
    }

    /// How many changes to files whose name ends so no sync has followed yet.
    pub fn unsynced(&self, ending: &str) -> usize {
        self.0.iter().fold(0, |unsynced, op| match op {
            Op::Sync(name) if name.ends_with(ending) => 0,
            Op::Write(name, ..) | Op::Truncate(name, _) if name.ends_with(ending) => unsynced + 1,
            Op::Delete(name, _) if name.ends_with(ending) => 0,
            _ => unsynced,
        })
    }

    /// The files as each of these moments' power cut leaves them; moments must ascend.
    pub fn cuts(&self, moments: &[(usize, Cut)], dice: &mut Dice, mut each: impl FnMut(usize, Cut, Image)) {
        let (mut durable, mut pending, mut done) = (Image::new(), BTreeMap::<&str, Vec<&Op>>::new(), 0);
        for &(moment, cut) in moments {
            for op in &self.0[done..moment] {
                settle(&mut durable, &mut pending, op);
            }
            done = moment;
            let mut image = durable.clone();
            for op in pending.values().flatten() {
                match cut {
                    Cut::Nothing => {}
                    Cut::Everything => apply(&mut image, op, |_| true),
                    Cut::Torn if dice.one_in(2) => apply(&mut image, op, |_| dice.one_in(2)),
                    Cut::Torn => {}
                }
            }
            each(moment, cut, image);
        }
    }
}

fn settle<'a>(durable: &mut Image, pending: &mut BTreeMap<&'a str, Vec<&'a Op>>, op: &'a Op) {
    match op {
        Op::Sync(name) => {
            // SQLite syncs the folder with the first sync of a log that it made: what was deleted is gone from then on.
            if is_log(name) && !durable.contains_key(name) {
                let deleted = pending.extract_if(.., |_, ops| ops.iter().any(|op| matches!(op, Op::Delete(..))));
                deleted.flat_map(|(_, ops)| ops).for_each(|op| apply(durable, op, |_| true));
            }
            for op in pending.remove(name.as_str()).into_iter().flatten().chain([op]) {
                apply(durable, op, |_| true);
            }
        }
        Op::Delete(name, true) => {
            pending.remove(name.as_str());
            apply(durable, op, |_| true);
        }
        Op::Write(name, ..) | Op::Truncate(name, _) | Op::Delete(name, false) => {
            pending.entry(name).or_default().push(op);
        }
    }
}

fn is_log(name: &str) -> bool {
    name.ends_with("-wal") || name.ends_with("-journal")
}

/// Does it to the image; of a write, the sectors that `keep` says.
fn apply(image: &mut Image, op: &Op, mut keep: impl FnMut(usize) -> bool) {
    let place = |at: u64| usize::try_from(at).expect("files that fit into memory");
    match op {
        Op::Write(name, at, bytes) => {
            let file = image.entry(name.clone()).or_default();
            let mut at = place(*at);
            let mut bytes = bytes.as_slice();
            while !bytes.is_empty() {
                let (sector, rest) = bytes.split_at(bytes.len().min(SECTOR - at % SECTOR));
                if keep(at) {
                    file.resize(file.len().max(at + sector.len()), 0);
                    file[at..at + sector.len()].copy_from_slice(sector);
                }
                at += sector.len();
                bytes = rest;
            }
        }
        Op::Truncate(name, length) => image.entry(name.clone()).or_default().resize(place(*length), 0),
        Op::Sync(name) => {
            image.entry(name.clone()).or_default();
        }
        Op::Delete(name, _) => {
            image.remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(cut: Cut) -> Image {
        let file = String::from("file");
        let journal = Journal(vec![
            Op::Write(file.clone(), 0, vec![1; 600]),
            Op::Sync(file.clone()),
            Op::Write(file.clone(), 300, vec![2; 600]),
            Op::Truncate(file, 800),
        ]);
        let mut images = Vec::new();
        journal.cuts(&[(4, cut)], &mut Dice::new(1), |_, _, image| images.push(image));
        images.remove(0)
    }

    #[test]
    fn what_was_synced_stays_and_nothing_else_must() {
        assert_eq!(image(Cut::Nothing)["file"], [1; 600]);
        let everything = [[1; 300].as_slice(), &[2; 500]].concat();
        assert_eq!(image(Cut::Everything)["file"], everything);
    }

    #[test]
    fn a_torn_write_keeps_whole_sectors_only() {
        let torn = &image(Cut::Torn)["file"];
        assert!(torn[..300].iter().all(|byte| *byte == 1), "what lay there before");
        assert!(torn[300..512].windows(2).all(|pair| pair[0] == pair[1]), "one sector, one fate");
    }
}
