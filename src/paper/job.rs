//! Print jobs: what is printed, and what for.
//!
//! - A job's identity follows from its purpose, its occasion and its content, and from nothing else: the same three are the
//!   same job after any crash, so that a retry can be told from another paper, and a changed paper from a retry.
//! - A wanted second copy says on the paper that it is one, and so is a job of its own.
//! - Version 1, frozen by a test. The digest stands in the clear on the disk, so what is personal stays out of it: the
//!   occasion, a submission's id, stands for it.

use crate::catalog::Device;
use crate::platform::contract::SubmissionId;
use crate::text::{Language, either};
use sha2::{Digest, Sha256};
use std::fmt;
use yici_hardware::{Block, Paper, Personal};

/// What a paper is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// A receipt: our word.
    Receipt,
    /// A guide to take away: nothing is promised by it.
    Guide,
    /// A certificate, on A4 paper.
    Certificate,
}

impl Purpose {
    /// The word in the digest and on the disk.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Guide => "guide",
            Self::Certificate => "certificate",
        }
    }
}

/// The identity of a print job; written as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId([u8; 32]);

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl JobId {
    /// Of this content for this purpose, on this occasion.
    pub fn of(purpose: Purpose, occasion: SubmissionId, content: &Paper) -> Self {
        let mut digest = begun(purpose, occasion);
        for block in &content.blocks {
            let (kind, texts): (u8, [&str; 2]) = match block {
                Block::Title(text) => (1, [text, ""]),
                Block::Centred(text) => (2, [text, ""]),
                Block::Text(text) => (3, [text, ""]),
                Block::Pair(label, value) => (4, [label, value]),
                Block::Number(text) => (5, [text, ""]),
                Block::Rule => (6, ["", ""]),
                Block::Qr(text) => (7, [text, ""]),
                Block::Space => (8, ["", ""]),
            };
            digest.update([kind]);
            // Lengths keep the boundary between two texts from being moved.
            texts.iter().for_each(|text| text_into(&mut digest, text));
        }
        Self(digest.finalize().into())
    }
}

impl JobId {
    /// Of this A4 document, so many times.
    pub fn of_document(purpose: Purpose, occasion: SubmissionId, pdf: &Personal<Vec<u8>>, copies: u8) -> Self {
        let mut digest = begun(purpose, occasion);
        digest.update([9, copies]);
        digest.update(pdf.reveal());
        Self(digest.finalize().into())
    }
}

fn begun(purpose: Purpose, occasion: SubmissionId) -> Sha256 {
    let mut digest = Sha256::new_with_prefix("yici print job 1\n");
    text_into(&mut digest, purpose.as_str());
    text_into(&mut digest, &occasion.to_string());
    digest
}

fn text_into(digest: &mut Sha256, text: &str) {
    digest.update((text.len() as u64).to_be_bytes());
    digest.update(text);
}

/// Something on its way to a printer.
#[derive(Clone)]
pub struct PrintJob {
    /// Its identity.
    pub id: JobId,
    /// What it is for.
    pub purpose: Purpose,
    /// What is printed, and so where.
    pub sheet: Sheet,
}

/// What is printed.
#[derive(Clone)]
pub enum Sheet {
    /// A strip from the receipt printer.
    Slip(Paper),
    /// A document from the A4 printer, so many times.
    A4(Personal<Vec<u8>>, u8),
}

impl PrintJob {
    /// A slip with nothing personal in it that its occasion does not stand for.
    pub fn slip(purpose: Purpose, occasion: SubmissionId, paper: Paper) -> Self {
        Self { id: JobId::of(purpose, occasion, &paper), purpose, sheet: Sheet::Slip(paper) }
    }

    /// An A4 document. It bears a number that nobody can guess, so its digest tells nothing.
    pub fn document(purpose: Purpose, occasion: SubmissionId, pdf: Personal<Vec<u8>>, copies: u8) -> Self {
        Self { id: JobId::of_document(purpose, occasion, &pdf, copies), purpose, sheet: Sheet::A4(pdf, copies) }
    }

    /// The printer that it needs.
    pub fn printer(&self) -> Device {
        match self.sheet {
            Sheet::Slip(_) => Device::ReceiptPrinter,
            Sheet::A4(..) => Device::DocumentPrinter,
        }
    }

    /// The strip, if it is one.
    pub fn as_slip(&self) -> Option<&Paper> {
        match &self.sheet {
            Sheet::Slip(paper) => Some(paper),
            Sheet::A4(..) => None,
        }
    }
}

/// A paper that may have to be printed more than once.
#[derive(Clone)]
pub struct Printable {
    purpose: Purpose,
    occasion: SubmissionId,
    paper: Paper,
    /// The paper without what is personal.
    content: Paper,
    language: Language,
}

impl Printable {
    /// A paper. `content` is the same without what is personal.
    pub fn new(purpose: Purpose, occasion: SubmissionId, paper: Paper, content: Paper, language: Language) -> Self {
        Self { purpose, occasion, paper, content, language }
    }

    /// One with nothing personal in it.
    pub fn plain(purpose: Purpose, occasion: SubmissionId, paper: Paper, language: Language) -> Self {
        Self::new(purpose, occasion, paper.clone(), paper, language)
    }

    /// The job of a copy: the first one is 0, and any later one says below its title that it is a reprint, and which.
    pub fn job(&self, copy: u32) -> PrintJob {
        let mark = match copy {
            0 => None,
            1 => Some(either(self.language, "（补打）", "(reprint)").to_owned()),
            _ => Some(match self.language {
                Language::Chinese => format!("（补打，第{copy}次）"),
                Language::English => format!("(reprint {copy})"),
            }),
        };
        let marked = |paper: &Paper| {
            let mut paper = paper.clone();
            let below = paper.blocks.iter().position(|block| matches!(block, Block::Title(_))).map_or(0, |at| at + 1);
            paper.blocks.splice(below..below, mark.clone().map(Block::Centred));
            paper
        };
        let id = JobId::of(self.purpose, self.occasion, &marked(&self.content));
        PrintJob { id, purpose: self.purpose, sheet: Sheet::Slip(marked(&self.paper)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn occasion(last: char) -> SubmissionId {
        format!("01970000-0000-7000-8000-00000000000{last}").parse().expect("an id")
    }

    fn slip(name: &str) -> Paper {
        let blocks = vec![
            Block::Title("回执".into()),
            Block::Pair("申请人".into(), name.into()),
            Block::Number("1234 5678".into()),
            Block::Rule,
            Block::Qr("https://a.example/1".into()),
        ];
        Paper { blocks }
    }

    fn paper(job: &PrintJob) -> &Paper {
        job.as_slip().expect("a slip")
    }

    fn printable(occasion: SubmissionId) -> Printable {
        Printable::plain(Purpose::Receipt, occasion, slip("王"), Language::Chinese)
    }

    /// Kiosks keep these. If it fails, undo your change: a receipt would be printed twice after an update.
    #[test]
    fn a_jobs_identity_is_frozen() {
        let id = printable(occasion('1')).job(0).id;
        assert_eq!(id.to_string(), "34feed2b0ce451a2f143c45d2809df39b195685cd269d0a363edf99d2b5b5e72");
    }

    #[test]
    fn the_same_is_the_same_job_and_any_change_is_another() {
        let base = printable(occasion('1'));
        assert_eq!(base.job(0).id, printable(occasion('1')).job(0).id);
        let moved = Paper { blocks: vec![Block::Pair("申请".into(), "人王".into())] };
        let joined = Paper { blocks: vec![Block::Pair("申请人".into(), "王".into())] };
        let jobs = [
            base.job(0).id,
            base.job(1).id,
            base.job(2).id,
            printable(occasion('2')).job(0).id,
            JobId::of(Purpose::Guide, occasion('1'), &slip("王")),
            JobId::of(Purpose::Receipt, occasion('1'), &slip("李")),
            JobId::of(Purpose::Receipt, occasion('1'), &moved),
            JobId::of(Purpose::Receipt, occasion('1'), &joined),
        ];
        assert_eq!(jobs.iter().collect::<BTreeSet<_>>().len(), jobs.len());
    }

    #[test]
    fn a_document_is_told_from_another_as_a_slip_is() {
        let of = |pdf: &str, last, copies| {
            let pdf = Personal::new(pdf.as_bytes().to_vec());
            JobId::of_document(Purpose::Certificate, occasion(last), &pdf, copies)
        };
        assert_eq!(of("a", '1', 1), of("a", '1', 1));
        for other in [of("b", '1', 1), of("a", '2', 1), of("a", '1', 2)] {
            assert_ne!(of("a", '1', 1), other);
        }
    }

    #[test]
    fn each_copy_but_the_first_says_which_it_is() {
        let base = printable(occasion('1'));
        assert!(*paper(&base.job(0)) == slip("王"));
        for (copy, mark) in [(1, "（补打）"), (2, "（补打，第2次）")] {
            assert!(paper(&base.job(copy)).blocks[1] == Block::Centred(mark.into()));
        }
    }

    #[test]
    fn what_is_personal_is_on_the_paper_and_not_in_the_identity() {
        let of = |name: &str| {
            let content = Paper { blocks: vec![Block::Title("回执".into())] };
            Printable::new(Purpose::Receipt, occasion('1'), slip(name), content, Language::Chinese).job(0)
        };
        assert!(of("王").id == of("李").id && paper(&of("王")) != paper(&of("李")));
    }
}
