//! The page that is cut out lies straight and says what stood on the sheet.

use crate::scene::{STRAIGHT, View, document, keep, seen};
use yici_hardware::camera::still::{Corners, Point, look, upright};
use yici_hardware::{Frame, Personal};

fn page(frame: &Frame) -> Frame {
    upright(frame, &look(frame).corners.unwrap()).unwrap()
}

fn grey(frame: &Frame, x: u32, y: u32) -> i32 {
    let at = usize::try_from(3 * (y * frame.width + x)).unwrap();
    i32::from(frame.rgb.reveal()[at + 1])
}

#[test]
fn a_page_is_a4_and_paper_up_to_its_edges() {
    for turned in [-15.0, 0.0, 9.0] {
        let (frame, _) = seen(View { turned, near: 0.8, ..STRAIGHT });
        let page = page(&frame);
        keep(&format!("page{turned}.png"), &page);
        let shape = f64::from(page.height) / f64::from(page.width);
        assert!((shape - std::f64::consts::SQRT_2).abs() < 0.005, "{shape}");
        assert!(page.height.abs_diff(714) <= 4, "as tall as the sheet was: {}", page.height);
        let (right, bottom) = (page.width - 1, page.height - 1);
        let edge = (0..=20).flat_map(|i| {
            let (x, y) = (3 + i * (right - 6) / 20, 3 + i * (bottom - 6) / 20);
            [(x, 3), (x, bottom - 3), (3, y), (right - 3, y)]
        });
        let dark = edge.filter(|&(x, y)| grey(&page, x, y) < 170).count();
        assert_eq!(dark, 0, "turned by {turned}: the desk is seen");
    }
}

#[test]
fn however_the_sheet_lay_the_page_is_the_same() {
    let first = page(&seen(View { near: 0.8, ..STRAIGHT }).0);
    for view in [
        View { turned: 13.0, near: 0.8, ..STRAIGHT },
        View { turned: -8.0, near: 0.76, tilt: (0.1, -0.1), moved: (20.0, 10.0) },
    ] {
        let other = page(&seen(view).0);
        let (mut sum, mut count) = (0_i64, 0_i64);
        for y in (10..first.height - 10).step_by(2) {
            for x in (10..first.width - 10).step_by(2) {
                let (u, v) = (x * other.width / first.width, y * other.height / first.height);
                sum += i64::from((grey(&first, x, y) - grey(&other, u, v)).abs());
                count += 1;
            }
        }
        let mean = sum / count;
        println!("mean difference {mean}");
        // Of 256. A page that is off by a line of text differs by more than 20.
        assert!(mean <= 8, "mean difference {mean}");
    }
}

#[test]
fn a_page_of_another_shape_keeps_it() {
    let corners = Corners([(10.0, 10.0), (310.0, 10.0), (310.0, 210.0), (10.0, 210.0)].map(|(x, y)| Point { x, y }));
    let page = upright(&document(), &corners).unwrap();
    assert_eq!((page.width, page.height), (300, 200));
    assert_eq!(page.rgb.reveal().len(), 300 * 200 * 3);
}

#[test]
fn pixels_pass_unchanged_where_nothing_is_turned() {
    let document = document();
    let whole = [(0.0, 0.0), (1280.0, 0.0), (1280.0, 960.0), (0.0, 960.0)].map(|(x, y)| Point { x, y });
    assert!(upright(&document, &Corners(whole)).unwrap().rgb == document.rgb);
}

#[test]
fn corners_that_enclose_nothing_have_no_page_and_none_is_too_large() {
    let same = Corners([Point { x: 5.0, y: 5.0 }; 4]);
    assert!(upright(&document(), &same).is_none());
    let nonsense = Corners([Point { x: f32::NAN, y: 0.0 }; 4]);
    assert!(upright(&document(), &nonsense).is_none());
    let huge = [(0.0, 0.0), (9e6, 0.0), (9e6, 50.0), (0.0, 50.0)].map(|(x, y)| Point { x, y });
    let small = Frame { width: 2, height: 2, rgb: Personal::new(vec![9; 12]) };
    let page = upright(&small, &Corners(huge)).unwrap();
    assert_eq!((page.width, page.height), (4096, 50));
}
