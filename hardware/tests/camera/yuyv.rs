//! YUYV to RGB.

use yici_hardware::camera::v4l2::yuyv::decode;

fn one(y: u8, u: u8, v: u8) -> [u8; 3] {
    let frame = decode(&[y, u, y, v], 2, 1, 4).unwrap();
    let rgb = frame.rgb.reveal();
    assert_eq!(rgb[..3], rgb[3..]);
    [rgb[0], rgb[1], rgb[2]]
}

#[test]
fn the_colour_bars_of_bt_601_come_out_within_two_steps() {
    for (yuv, rgb) in [
        ((16, 128, 128), [0, 0, 0]),
        ((235, 128, 128), [255, 255, 255]),
        ((126, 128, 128), [128, 128, 128]),
        ((82, 90, 240), [255, 0, 0]),
        ((145, 54, 34), [0, 255, 0]),
        ((41, 240, 110), [0, 0, 255]),
        ((210, 16, 146), [255, 255, 0]),
        ((170, 166, 16), [0, 255, 255]),
        ((107, 202, 222), [255, 0, 255]),
    ] {
        let seen = one(yuv.0, yuv.1, yuv.2);
        assert!(seen.iter().zip(rgb).all(|(a, b)| a.abs_diff(b) <= 2), "{yuv:?} became {seen:?}, not {rgb:?}");
    }
}

#[test]
fn values_beyond_the_range_stop_at_its_ends() {
    assert_eq!(one(255, 128, 128), [255, 255, 255]);
    assert_eq!(one(0, 128, 128), [0, 0, 0]);
    for extreme in [one(255, 255, 255), one(0, 0, 0), one(255, 0, 255), one(0, 255, 0)] {
        assert_eq!(extreme.len(), 3);
    }
}

#[test]
fn two_pixels_share_a_colour_and_keep_their_brightness() {
    let frame = decode(&[16, 128, 235, 128], 2, 1, 4).unwrap();
    assert_eq!(*frame.rgb.reveal(), [0, 0, 0, 255, 255, 255]);
}

#[test]
fn padding_after_a_row_is_left_out() {
    let row = |y: u8| [y, 128, y, 128, 77, 77, 77, 77];
    let bytes = [row(16), row(235)].concat();
    // The last row's padding may be missing.
    for end in [12, 16] {
        let frame = decode(&bytes[..end], 2, 2, 8).unwrap();
        assert_eq!(*frame.rgb.reveal(), [0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255]);
    }
}

#[test]
fn a_picture_cut_short_is_refused_and_one_with_a_tail_is_not() {
    let whole = vec![128; 640 * 480 * 2];
    for length in [0, 1, 640, whole.len() - 1] {
        let why = decode(&whole[..length], 640, 480, 1280).err().unwrap();
        assert!(why.contains("cut short"), "{why}");
    }
    assert!(decode(&[whole, vec![0; 4096]].concat(), 640, 480, 1280).is_ok());
}

#[test]
fn sizes_that_yuyv_cannot_have_are_refused() {
    for (width, height, stride) in [(0, 1, 4), (1, 1, 4), (3, 1, 8), (2, 0, 4), (2, 1, 3)] {
        assert!(decode(&[128; 64], width, height, stride).is_err(), "{width} by {height}, {stride}");
    }
}
