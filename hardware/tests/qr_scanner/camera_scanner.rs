//! The document camera as a scanner: real pictures of real codes.

use crate::bench::Seen;
use yici_hardware::camera::file::{CameraHand, FileCamera};
use yici_hardware::camera::sample::{empty_desk, sample_document};
use yici_hardware::qr_scanner::camera_scanner::{AWAY, CameraScanner, find};
use yici_hardware::{Frame, QrScanner};

/// A camera above a desk on which codes are laid.
pub struct Desk {
    hand: CameraHand,
    directory: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let desk = Self { hand: CameraHand::new(directory.path().join("desk.png")), directory };
        desk.clear();
        desk
    }

    pub fn scanner(&self) -> CameraScanner<FileCamera> {
        CameraScanner::new(FileCamera::new(self.directory.path().join("desk.png")))
    }

    pub fn lay_down(&self, code: &str) {
        self.hand.place(&picture(code, 640, 480)).unwrap();
    }

    pub fn clear(&self) {
        self.hand.place(&empty_desk(640, 480)).unwrap();
    }
}

/// A code printed on a card that lies on the desk.
fn picture(code: &str, width: u32, height: u32) -> Frame {
    let code = qrcode::QrCode::new(code).unwrap();
    let (modules, colours) = (code.width(), code.to_colors());
    let mut frame = empty_desk(width, height);
    let across = usize::try_from(width).unwrap();
    let pixel = usize::try_from(height).unwrap() / (modules + 12);
    for y in 0..(modules + 8) * pixel {
        for x in 0..(modules + 8) * pixel {
            let (column, row) = ((x / pixel).wrapping_sub(4), (y / pixel).wrapping_sub(4));
            let dark = column < modules && row < modules && colours[row * modules + column] == qrcode::Color::Dark;
            let at = 3 * ((y + 2 * pixel) * across + x + 2 * pixel);
            frame.rgb.reveal_mut()[at..at + 3].fill(if dark { 40 } else { 235 });
        }
    }
    frame
}

fn scan(scanner: &mut CameraScanner<FileCamera>) -> Seen {
    Seen::from(scanner.scan())
}

#[test]
fn a_code_that_stays_in_view_is_passed_on_once() {
    let desk = Desk::new();
    let mut scanner = desk.scanner();
    assert_eq!(scan(&mut scanner), Seen::Nothing);
    desk.lay_down("第一个");
    assert_eq!(scan(&mut scanner), Seen::code("第一个"));
    assert_eq!(scan(&mut scanner), Seen::Nothing);
    desk.lay_down("another");
    assert_eq!(scan(&mut scanner), Seen::code("another"));
}

#[test]
fn a_code_held_out_again_is_passed_on_again_but_a_missed_picture_is_not_enough() {
    let desk = Desk::new();
    let mut scanner = desk.scanner();
    desk.lay_down("again");
    assert_eq!(scan(&mut scanner), Seen::code("again"));
    desk.clear();
    assert_eq!(scan(&mut scanner), Seen::Nothing);
    desk.lay_down("again");
    assert_eq!(scan(&mut scanner), Seen::Nothing);
    desk.clear();
    (0..AWAY).for_each(|_| assert_eq!(scan(&mut scanner), Seen::Nothing));
    desk.lay_down("again");
    assert_eq!(scan(&mut scanner), Seen::code("again"));
}

#[test]
fn a_code_that_lay_there_before_the_question_is_forgotten() {
    let desk = Desk::new();
    let mut scanner = desk.scanner();
    desk.lay_down("the citizen before");
    scanner.forget().unwrap();
    assert_eq!(scan(&mut scanner), Seen::Nothing);
    desk.lay_down("this citizen");
    assert_eq!(scan(&mut scanner), Seen::code("this citizen"));
}

#[test]
fn a_camera_that_is_gone_is_a_scanner_that_is_not_there() {
    let desk = Desk::new();
    let mut scanner = desk.scanner();
    desk.hand.unplug().unwrap();
    assert_eq!(scan(&mut scanner), Seen::NotThere);
    assert!(scanner.check().is_err());
    desk.lay_down("back");
    assert_eq!(scan(&mut scanner), Seen::code("back"));
}

#[test]
fn a_paper_without_a_code_has_none_and_neither_has_a_broken_frame() {
    assert!(find(&sample_document("申请表", &["没有二维码"], 640, 480)).is_none());
    let broken = Frame { width: 640, height: 480, rgb: yici_hardware::Personal::new(vec![0; 11]) };
    assert!(find(&broken).is_none());
    let none = Frame { width: 0, height: 0, rgb: yici_hardware::Personal::default() };
    assert!(find(&none).is_none());
}
