//! A picture of the citizen's face, as it is kept: head and shoulders of one person, and nobody else.

use super::still::jpeg;
use crate::platform::contract::SubmissionId;
use crate::session::Event;
use std::sync::Arc;
use yici_hardware::Frame;
use yici_hardware::camera::still::face;

/// The event that tells of it; `None` for a frame that no JPEG holds. What may not be kept does not leave this thread.
pub fn keep(visit: SubmissionId, frame: Frame) -> Option<Event> {
    let (advice, portrait) = face(&frame);
    let picture = match portrait {
        Some(portrait) => Some((jpeg(&portrait)?, Arc::new(portrait))),
        None => None,
    };
    Some(Event::Face(visit, advice, picture))
}

/// As in a mirror.
pub fn mirrored(mut frame: Frame) -> Frame {
    let across = 3 * usize::try_from(frame.width).unwrap_or(0);
    for row in frame.rgb.reveal_mut().chunks_exact_mut(across.max(3)) {
        row.reverse();
        row.chunks_exact_mut(3).for_each(<[u8]>::reverse);
    }
    frame
}

#[cfg(test)]
mod tests {
    use super::*;
    use yici_hardware::Personal;
    use yici_hardware::camera::sample::{sample_face, sample_faces};

    #[test]
    fn a_picture_without_a_face_or_with_two_never_leaves_the_camera() {
        let two = sample_faces(&[(0.42, (0.42, 0.46)), (0.40, (0.68, 0.46))], 1_280, 720);
        for frame in [sample_faces(&[], 640, 480), two] {
            assert!(matches!(keep(SubmissionId::generate(), frame), Some(Event::Face(_, _, None))));
        }
        let kept = keep(SubmissionId::generate(), sample_face(640, 480));
        assert!(matches!(kept, Some(Event::Face(_, _, Some((jpeg, _)))) if jpeg.reveal().starts_with(&[0xFF, 0xD8])));
    }

    #[test]
    fn a_mirror_swaps_left_and_right_and_nothing_else() {
        let frame = Frame { width: 2, height: 2, rgb: Personal::new((1..=12).collect()) };
        let seen = mirrored(frame.clone());
        assert!(*seen.rgb.reveal() == [4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9]);
        assert!(mirrored(seen).rgb.reveal() == frame.rgb.reveal());
    }
}
