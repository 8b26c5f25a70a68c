//! Commands to a card and its answers (ISO 7816-4): bytes in, bytes out, no I/O.
//!
//! ```text
//! command  CLA INS P1 P2 | Lc data, or Le
//! answer   data, at most 256 bytes | SW1 SW2
//! ```
//!
//! Source of the names and files: the structure of the social-security card (LD/T 32), as published for developers.

use crate::Personal;

/// The longest answer: data and status word.
pub const MAX_ANSWER: usize = 258;

/// The name of the social-security environment on the card: `sx1.sh.社会保障` in GB 2312.
pub const ENVIRONMENT: [u8; 15] = *b"sx1.sh.\xC9\xE7\xBB\xE1\xB1\xA3\xD5\xCF";

/// A file that is read without a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// Who issued the card (发卡机构数据文件).
    Issuer,
    /// Whose it is (持卡人基本信息文件).
    Holder,
}

impl File {
    /// Its identifier.
    pub fn id(self) -> [u8; 2] {
        match self {
            Self::Issuer => [0xEF, 0x05],
            Self::Holder => [0xEF, 0x06],
        }
    }
}

/// SELECT the environment, by name.
pub fn select_environment() -> Vec<u8> {
    [&[0x00, 0xA4, 0x04, 0x00, 0x0F][..], &ENVIRONMENT].concat()
}

/// SELECT a file, by identifier.
pub fn select(file: File) -> Vec<u8> {
    [&[0x00, 0xA4, 0x02, 0x00, 0x02][..], &file.id()].concat()
}

/// READ RECORD, by its place in the file, from 1.
pub fn read_place(place: u8) -> Vec<u8> {
    vec![0x00, 0xB2, place, 0x04, 0x00]
}

/// READ RECORD, by its tag.
pub fn read_tag(tag: u8) -> Vec<u8> {
    vec![0x00, 0xB2, tag, 0x00, 0x00]
}

/// GET RESPONSE: the rest of an answer, `length` bytes (0 for 256).
pub fn get_response(length: u8) -> Vec<u8> {
    vec![0x00, 0xC0, 0x00, 0x00, length]
}

/// What a status word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Done.
    Done,
    /// So many bytes more can be had (0 for 256).
    More(u8),
    /// Ask again for exactly so many bytes (0 for 256).
    Exactly(u8),
    /// No such file, record or application, or not in this way.
    NotHere,
    /// Anything else.
    Refused,
}

/// An answer, taken apart.
pub struct Answer {
    /// What the card says of itself; may be personal.
    pub data: Personal<Vec<u8>>,
    /// How it went.
    pub status: Status,
}

impl Answer {
    /// Takes an answer apart. `None` when it is shorter than a status word or longer than [`MAX_ANSWER`].
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (data, word) = bytes.split_last_chunk::<2>()?;
        let status = match *word {
            // 62xx and 63xx are warnings: of a file that was deactivated, of an end reached.
            [0x90, 0x00] => Status::Done,
            [0x61, count] => Status::More(count),
            [0x6C, count] => Status::Exactly(count),
            [0x6A, 0x81 | 0x82 | 0x83 | 0x86 | 0x88] | [0x6B, 0x00] | [0x6D | 0x6E, _] => Status::NotHere,
            _ => Status::Refused,
        };
        (bytes.len() <= MAX_ANSWER).then(|| Self { data: Personal::new(data.to_vec()), status })
    }
}
