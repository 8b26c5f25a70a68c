//! The cameras: the one backed by a file, with the hand above the desk, and the kernel's; and what is made of a picture.

#[path = "camera/advice.rs"]
mod advice;
#[path = "camera/changes_format.rs"]
mod changes_format;
#[path = "camera/contract.rs"]
mod contract;
#[path = "camera/corners.rs"]
mod corners;
#[path = "camera/cost.rs"]
mod cost;
#[path = "camera/disappears.rs"]
mod disappears;
#[path = "camera/face.rs"]
mod face;
#[path = "camera/mjpeg.rs"]
mod mjpeg;
#[path = "camera/negotiation.rs"]
mod negotiation;
#[path = "camera/page.rs"]
mod page;
#[path = "camera/rests.rs"]
mod rests;
#[path = "camera/scene.rs"]
mod scene;
#[path = "camera/stalls.rs"]
mod stalls;
#[path = "camera/streams.rs"]
mod streams;
#[path = "camera/v4l2_gone.rs"]
mod v4l2_gone;
#[path = "camera/vivid.rs"]
mod vivid;
#[path = "camera/yuyv.rs"]
mod yuyv;

use std::fs;
use std::path::PathBuf;
use yici_hardware::camera::file::{CameraHand, FileCamera, MAX_SIDE};
use yici_hardware::camera::sample::{HEIGHT, WIDTH, empty_desk, sample_document};
use yici_hardware::{Actor, Camera, CameraFault, Frame, Personal};

struct Desk {
    camera: FileCamera,
    hand: CameraHand,
    path: PathBuf,
    _dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("desk.png");
        Self { camera: FileCamera::new(path.clone()), hand: CameraHand::new(path.clone()), path, _dir: dir }
    }

    /// What the camera sees: size and pixels.
    fn sees(&mut self) -> (u32, u32, Vec<u8>) {
        let frame = self.camera.frame().unwrap();
        (frame.width, frame.height, frame.rgb.reveal().clone())
    }

    fn unusable(&mut self) -> bool {
        matches!(self.camera.frame(), Err(CameraFault::Unusable(_)))
    }
}

/// A picture in one colour.
fn plain(width: u32, height: u32, colour: [u8; 3]) -> Frame {
    let pixels = usize::try_from(width * height).unwrap();
    Frame { width, height, rgb: Personal::new(colour.repeat(pixels)) }
}

fn png(width: u32, height: u32, colour: png::ColorType, pixels: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(colour);
    encoder.write_header().unwrap().write_image_data(pixels).unwrap();
    bytes
}

#[test]
fn the_camera_sees_what_was_placed() {
    let mut desk = Desk::new();
    desk.hand.place(&plain(3, 2, [1, 2, 3])).unwrap();
    assert!(desk.sees() == (3, 2, [1, 2, 3].repeat(6)));
    // The same length and, on a fast machine, the same time.
    desk.hand.place(&plain(3, 2, [3, 2, 1])).unwrap();
    assert!(desk.sees() == (3, 2, [3, 2, 1].repeat(6)));
    assert!(desk.sees() == (3, 2, [3, 2, 1].repeat(6)), "it stays until something changes");
}

#[test]
fn a_cleared_desk_is_dark_and_empty() {
    let mut desk = Desk::new();
    desk.hand.clear().unwrap();
    let (width, height, rgb) = desk.sees();
    assert_eq!((width, height), (WIDTH, HEIGHT));
    assert!(rgb.iter().all(|&value| value < 90));
}

#[test]
fn an_unplugged_camera_is_gone_until_something_is_placed() {
    let mut desk = Desk::new();
    let gone = |found| matches!(found, Err(why @ CameraFault::Gone(_)) if why.actor() == Actor::Clerk);
    assert!(gone(desk.camera.frame()));
    desk.hand.place(&plain(1, 1, [9; 3])).unwrap();
    assert!(desk.camera.frame().is_ok());
    desk.hand.unplug().unwrap();
    desk.hand.unplug().unwrap();
    assert!(gone(desk.camera.frame()));
    desk.hand.place(&plain(1, 1, [9; 3])).unwrap();
    assert!(desk.camera.frame().is_ok());
}

#[test]
fn grey_and_transparent_pictures_are_seen_in_colour() {
    let mut desk = Desk::new();
    for (colour, pixels, seen) in [
        (png::ColorType::Grayscale, &[7, 8][..], [7, 7, 7, 8, 8, 8]),
        (png::ColorType::GrayscaleAlpha, &[7, 0, 8, 255], [7, 7, 7, 8, 8, 8]),
        (png::ColorType::Rgb, &[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]),
        (png::ColorType::Rgba, &[1, 2, 3, 0, 4, 5, 6, 255], [1, 2, 3, 4, 5, 6]),
    ] {
        fs::write(&desk.path, png(2, 1, colour, pixels)).unwrap();
        assert!(desk.sees() == (2, 1, seen.to_vec()), "{colour:?}");
    }
}

#[test]
fn a_broken_picture_is_unusable_and_a_good_one_mends_it() {
    let mut desk = Desk::new();
    desk.hand.place(&plain(40, 40, [200, 10, 10])).unwrap();
    let whole = fs::read(&desk.path).unwrap();
    for length in (0..whole.len() - 12).step_by(7) {
        fs::write(&desk.path, &whole[..length]).unwrap();
        assert!(desk.unusable(), "the first {length} bytes");
    }
    fs::write(&desk.path, b"no picture at all").unwrap();
    assert!(desk.unusable());
    desk.hand.place(&plain(1, 1, [5; 3])).unwrap();
    assert!(desk.sees() == (1, 1, vec![5; 3]));
}

#[test]
fn a_picture_that_is_too_large_is_unusable() {
    let mut desk = Desk::new();
    desk.hand.place(&plain(MAX_SIDE, 1, [0; 3])).unwrap();
    assert!(desk.camera.frame().is_ok());
    desk.hand.place(&plain(MAX_SIDE + 1, 1, [0; 3])).unwrap();
    assert!(desk.unusable());
    desk.hand.place(&plain(1, MAX_SIDE + 1, [0; 3])).unwrap();
    assert!(desk.unusable());
}

#[test]
fn a_frame_whose_bytes_do_not_match_its_size_changes_nothing() {
    let mut desk = Desk::new();
    desk.hand.place(&plain(2, 2, [6; 3])).unwrap();
    let wrong = Frame { width: 2, height: 2, rgb: Personal::new(vec![0; 11]) };
    assert_eq!(desk.hand.place(&wrong).unwrap_err().kind(), std::io::ErrorKind::InvalidInput);
    assert!(desk.sees() == (2, 2, vec![6; 12]));
    assert_eq!(fs::read_dir(desk.path.parent().unwrap()).unwrap().count(), 1, "nothing half-written is left");
}

#[test]
fn a_sample_document_looks_like_a_paper_under_a_camera() {
    let document = sample_document(
        "出生医学证明",
        &[
            "新生儿姓名：王小满　　　性别：女",
            "出生日期：2026 年 02 月 21 日 08 时 16 分",
            "出生孕周：39 周　　　体重：3250 克　　　身长：50 厘米",
            "出生地点：示范省示范市示范区　示范市妇幼保健院",
            "母亲姓名：王大满　　　年龄：32　　　国籍：中国　　　民族：汉",
            "住址：示范省示范市示范区幸福路 1 号",
            "父亲姓名：李大方　　　年龄：33　　　国籍：中国　　　民族：汉",
            "住址：示范省示范市示范区幸福路 1 号",
            "证件编号：X 990 000 001",
            "本页为演示用的样本，由程序绘制，不是任何人的证件，也不具有任何效力；其中的姓名、日期、地址均为虚构。",
            "签发机构：示范市妇幼保健院",
            "签发日期：2026 年 02 月 24 日",
        ],
        WIDTH,
        HEIGHT,
    );
    if let Ok(folder) = std::env::var("YICI_KEEP_PICTURES") {
        CameraHand::new(PathBuf::from(folder).join("sample_document.png")).place(&document).unwrap();
    }
    let rgb = document.rgb.reveal();
    let at = |x: usize, y: usize| -> [u8; 3] {
        let start = (y * 1280 + x) * 3;
        [rgb[start], rgb[start + 1], rgb[start + 2]]
    };
    assert_eq!(rgb.len(), 1280 * 960 * 3);
    assert!(at(40, 40).iter().all(|&value| value < 90), "the desk is dark");
    let count = |holds: fn(&[u8]) -> bool| rgb.chunks(3).filter(|pixel| holds(pixel)).count();
    assert!(count(|p| p.iter().all(|&value| value > 190)) > 350_000, "most of the picture is paper");
    assert!(count(|p| p.iter().all(|&value| value < 120)) > 500_000, "the desk, the shadow and the ink");
    assert!(count(|p| p[0] > 150 && p[1] < 110 && p[2] < 110) > 2_000, "the stamp is red");
    // The upper edge of the sheet is not level: it is laid a little askew.
    let edge = |x: usize| (0..960).find(|&y| at(x, y)[0] > 190).unwrap();
    assert!(edge(400).abs_diff(edge(860)) > 8);
}

#[test]
fn a_sample_document_is_the_same_every_time_and_at_every_size() {
    let draw = |width, height| sample_document("样本", &["一行"], width, height);
    assert!(draw(320, 240).rgb == draw(320, 240).rgb);
    for (width, height) in [(0, 0), (64, 4096), (640, 480)] {
        let frame = draw(width, height);
        assert_eq!(frame.rgb.reveal().len(), usize::try_from(frame.width * frame.height * 3).unwrap());
    }
    assert!(empty_desk(320, 240).rgb != draw(320, 240).rgb);
}
