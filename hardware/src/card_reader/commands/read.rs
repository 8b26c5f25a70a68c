//! 30 01: read text and portrait.

use super::{Command, Refusal, Status};
use crate::Personal;
use std::time::Duration;

/// Bytes of a card's text block.
pub const TEXT_LEN: usize = 256;
/// Bytes of a card's portrait.
pub const PHOTO_LEN: usize = 1_024;

/// Reads text and portrait of the selected card. The third step of a read.
///
/// Its reply is 1,295 bytes long, 112 ms at 115,200 baud.
pub struct ReadTextAndPhoto;

/// The answer to [`ReadTextAndPhoto`].
pub struct TextAndPhoto {
    /// [`TEXT_LEN`] bytes; see [`super::super::layout`].
    pub text: Personal<Vec<u8>>,
    /// [`PHOTO_LEN`] bytes of WLT.
    pub photo: Personal<Vec<u8>>,
}

impl TextAndPhoto {
    /// The two lengths that stand before text and photo, big-endian.
    pub const LENGTHS: [u8; 4] = [0x01, 0x00, 0x04, 0x00];
}

impl Command for ReadTextAndPhoto {
    const CODE: u8 = 0x30;
    const PARAMETER: u8 = 0x01;
    const PATIENCE: Duration = Duration::from_millis(1_200);
    type Reply = TextAndPhoto;

    fn parse(status: Status, data: &[u8]) -> Result<TextAndPhoto, Refusal> {
        match status {
            Status::Ok => {}
            Status::Found => return Err(Refusal::Malformed("no reply to read")),
            refused => return Err(Refusal::Status(refused)),
        }
        let block = data.strip_prefix(&TextAndPhoto::LENGTHS).filter(|block| block.len() == TEXT_LEN + PHOTO_LEN);
        let (text, photo) = block.ok_or(Refusal::Malformed("text or photo of a wrong length"))?.split_at(TEXT_LEN);
        Ok(TextAndPhoto { text: Personal::new(text.to_vec()), photo: Personal::new(photo.to_vec()) })
    }
}
