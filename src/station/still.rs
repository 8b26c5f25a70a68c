//! A picture of a paper, as it is kept: upright and cropped where the sheet was found, else whole; with a word of advice,
//! which forbids nothing.

use crate::platform::contract::SubmissionId;
use crate::session::Event;
use std::sync::Arc;
use yici_hardware::camera::still::{look, upright};
use yici_hardware::{Frame, Personal};

/// Good enough to read small print, a third of a megabyte a page.
const JPEG_QUALITY: u8 = 85;

/// The event that tells of it; `None` for a frame that no JPEG holds.
pub fn keep(visit: SubmissionId, frame: Frame) -> Option<Event> {
    let look = look(&frame);
    let page = look.corners.and_then(|corners| upright(&frame, &corners)).unwrap_or(frame);
    Some(Event::Still(visit, jpeg(&page)?, Arc::new(page), look.advice))
}

pub(super) fn jpeg(frame: &Frame) -> Option<Personal<Vec<u8>>> {
    let (width, height) = (u16::try_from(frame.width).ok()?, u16::try_from(frame.height).ok()?);
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, JPEG_QUALITY);
    encoder.encode(frame.rgb.reveal(), width, height, jpeg_encoder::ColorType::Rgb).ok()?;
    Some(Personal::new(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use yici_hardware::camera::sample::{HEIGHT, WIDTH, empty_desk, sample_document};
    use yici_hardware::camera::still::Advice;

    fn kept(frame: Frame) -> (Arc<Frame>, Advice) {
        match keep(SubmissionId::generate(), frame) {
            Some(Event::Still(_, _, page, advice)) => (page, advice),
            _ => panic!("no picture"),
        }
    }

    #[test]
    fn a_sheet_is_kept_without_the_desk_around_it() {
        let (page, advice) = kept(sample_document("出生记录单", &["新生儿：王安"], WIDTH, HEIGHT));
        assert_eq!(advice, Advice::Good);
        assert!(page.width < WIDTH && page.height < HEIGHT, "{} x {}", page.width, page.height);
    }

    #[test]
    fn a_picture_without_a_sheet_is_kept_whole_and_the_citizen_is_told() {
        let (page, advice) = kept(empty_desk(WIDTH, HEIGHT));
        assert_eq!((page.width, page.height), (WIDTH, HEIGHT));
        assert_eq!(advice, Advice::NoPaper);
    }
}
