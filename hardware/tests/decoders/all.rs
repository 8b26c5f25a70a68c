//! Every decoder: its name, and the function that feeds it. What it may hold in memory stands where it is called.

mod input;

pub mod cameras;
pub mod cards;
pub mod paper;
pub mod social_cards;
pub mod surroundings;

use arbtest::arbitrary::{Result, Unstructured};

/// Feeds a decoder with whatever the source gives; ends when it is used up.
pub type Feed = fn(&mut Unstructured<'_>) -> Result<()>;

/// Hands the list to `$each`.
macro_rules! decoders {
    ($each:ident) => {
        $each! {
            card_frames in cards,
            card_lines in cards,
            card_texts in cards,
            card_numbers in cards,
            card_pipes in cards,
            portraits in cards,
            transcripts in cards,
            social_records in social_cards,
            social_cards in social_cards,
            social_recordings in social_cards,
            recordings in surroundings,
            scanner_lines in surroundings,
            power_answers in surroundings,
            pad_events in surroundings,
            temperatures in surroundings,
            sound_clips in surroundings,
            jpegs in cameras,
            yuyv_pictures in cameras,
            camera_modes in cameras,
            papers_under_the_camera in cameras,
            faces_before_the_camera in cameras,
            codes_under_the_camera in cameras,
            printer_statuses in paper,
            receipts in paper,
            escpos_bytes in paper,
            ipp_answers in paper,
            http_answers in paper,
            printer_addresses in paper,
        }
    };
}
pub(crate) use decoders;

/// Does `work`, and fails when it held more than `bound` bytes of memory at any moment.
pub fn within<T>(bound: usize, work: impl FnOnce() -> T) -> T {
    let mut done = None;
    let held = allocation_counter::measure(|| done = Some(work())).bytes_max;
    assert!(u64::try_from(bound).is_ok_and(|bound| held <= bound), "{held} bytes were held, {bound} are allowed");
    done.expect("the work was done")
}
