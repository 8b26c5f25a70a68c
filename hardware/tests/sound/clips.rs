//! Sound as data.

use std::io::Cursor;
use std::time::Duration;
use yici_hardware::sound::{Clip, ClipError, Cue, Volume};

fn wav(clip: &Clip, volume: Volume) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    clip.write_wav(volume, &mut out).unwrap();
    out.into_inner()
}

#[test]
fn what_is_written_is_read_back() {
    let clip = Clip::new(22_050, 2, vec![1, -1, i16::MAX, i16::MIN]).unwrap();
    let bytes = wav(&clip, Volume::FULL);
    assert_eq!(&bytes[..4], b"RIFF");
    assert!(Clip::from_wav(&bytes).unwrap() == clip);
}

#[test]
fn volume_goes_from_silence_to_as_recorded_and_half_is_a_quarter_of_the_amplitude() {
    let clip = Clip::new(8_000, 1, vec![10_000, i16::MIN]).unwrap();
    let at = |per_cent| Clip::from_wav(&wav(&clip, Volume::new(per_cent))).unwrap().samples().to_vec();
    assert_eq!(at(0), [0, 0]);
    assert_eq!(at(50), [2_500, -8_192]);
    assert_eq!(at(100), [10_000, i16::MIN]);
    assert_eq!(at(255), at(100));
}

#[test]
fn every_cue_is_heard_starts_and_ends_in_silence_and_is_short() {
    for cue in Cue::ALL {
        let clip = cue.clip();
        assert!(clip.length() < Duration::from_secs(2), "{cue:?}");
        assert_eq!((clip.samples().first(), clip.samples().last()), (Some(&0), Some(&0)), "{cue:?} clicks");
        let loudest = clip.samples().iter().map(|sample| sample.unsigned_abs()).max();
        assert!((9_000..11_000).contains(&loudest.unwrap()), "{cue:?}");
    }
}

#[test]
fn a_cue_has_a_name_in_settings() {
    let names: Vec<Cue> =
        ["key", "done", "failed", "forgotten", "attention"]
            .map(|name| {
                toml::from_str::<std::collections::BTreeMap<String, Cue>>(&format!("cue = \"{name}\"")).unwrap()["cue"]
            })
            .to_vec();
    assert_eq!(names, Cue::ALL);
}

#[test]
fn what_is_no_clip_is_refused() {
    assert!(matches!(Clip::from_wav(b""), Err(ClipError::NotWav(_))));
    assert!(matches!(Clip::from_wav(b"RIFF\xff\xff\xff\xffWAVE"), Err(ClipError::NotWav(_))));
    assert!(matches!(Clip::new(4_000, 1, vec![]), Err(ClipError::Kind)));
    assert!(matches!(Clip::new(8_000, 3, vec![]), Err(ClipError::Kind)));
    assert!(matches!(Clip::new(8_000, 2, vec![0]), Err(ClipError::Kind)));
    assert!(matches!(Clip::new(8_000, 1, vec![0; 8_000 * 121]), Err(ClipError::TooLong)));
}

#[test]
fn a_file_that_claims_more_than_it_has_is_refused_without_taking_room_for_it() {
    let clip = Clip::new(8_000, 1, vec![1; 100]).unwrap();
    let mut bytes = wav(&clip, Volume::FULL);
    let place = bytes.windows(4).position(|word| word == b"data").unwrap() + 4;
    bytes[place..place + 4].copy_from_slice(&0x7fff_fff0_u32.to_le_bytes());
    assert!(Clip::from_wav(&bytes).is_err());
}

#[test]
fn a_wav_that_is_damaged_anywhere_never_panics() {
    let whole = wav(&Cue::Key.clip(), Volume::FULL);
    for place in 0..60 {
        for byte in [0, 1, 0x7f, 0x80, 0xff] {
            let mut bytes = whole.clone();
            bytes[place] = byte;
            let _ = Clip::from_wav(&bytes);
        }
        let _ = Clip::from_wav(&whole[..place]);
    }
}
