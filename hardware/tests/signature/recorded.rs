//! Bytes as a kernel of a little-endian machine of 64 bits hands them out, written by a script and not by this code:
//! three strokes of 40, 50 and 70 points, with a pen that hovers, tilts and names its tool in between. Its pad goes from 0 to
//! 8,191 across and 0 to 5,119 down, with 2,047 steps of pressure.

use yici_hardware::signature::events::{EVENT_LEN, decode};
use yici_hardware::signature::pen::{Follower, Range, Ranges};
use yici_hardware::signature::{Point, Strokes};

const RECORDED: &[u8] = include_bytes!("three-strokes.evdev");

fn read(pressure: Option<Range>) -> Strokes {
    let ranges = Ranges { x: Range { min: 0, max: 8_191 }, y: Range { min: 0, max: 5_119 }, pressure };
    let mut follower = Follower::new(ranges);
    let mut strokes = Strokes::new();
    let (events, rest) = RECORDED.as_chunks::<EVENT_LEN>();
    assert!(rest.is_empty());
    events.iter().filter_map(|event| follower.take(decode(event))).for_each(|pen| strokes.take(pen));
    strokes
}

#[cfg(all(target_endian = "little", target_pointer_width = "64"))]
#[test]
fn a_recorded_signature_is_read_stroke_by_stroke() {
    let strokes = read(Some(Range { min: 0, max: 2_047 }));
    assert_eq!(strokes.iter().map(<[Point]>::len).collect::<Vec<_>>(), [40, 50, 70]);
    let share = |value: i64, most: i64| u16::try_from(value * 65_535 / most).unwrap();
    let first = strokes.iter().next().unwrap();
    // The pen came down at 2000, 3000 and was lifted at 6290, 2844.
    let ends = [(2_000, 3_000, 600), (6_290, 2_844, 912)];
    for (point, (x, y, pressure)) in [first[0], first[39]].iter().zip(ends) {
        assert_eq!((point.x, point.y), (share(x, 8_191), share(y, 5_119)));
        assert_eq!(point.pressure, share(pressure, 2_047));
    }
}

#[cfg(all(target_endian = "little", target_pointer_width = "64"))]
#[test]
fn a_pad_that_feels_no_pressure_presses_fully() {
    let strokes = read(None);
    assert!(strokes.points() >= 160 - 3 && strokes.iter().flatten().all(|point| point.pressure == u16::MAX));
}

#[test]
fn a_share_of_a_range_ends_at_its_edges_and_a_range_without_width_has_none() {
    let range = Range { min: -100, max: 100 };
    let shares = [-101, -100, 0, 100, 101, i32::MIN, i32::MAX].map(|value| range.share(value));
    assert_eq!(shares, [0, 0, 32_767, 65_535, 65_535, 0, 65_535]);
    assert_eq!(Range { min: i32::MIN, max: i32::MAX }.share(i32::MAX), 65_535);
    assert_eq!(Range { min: 5, max: 5 }.share(5), 0);
    assert_eq!(Range { min: 9, max: 5 }.share(7), 0);
}
