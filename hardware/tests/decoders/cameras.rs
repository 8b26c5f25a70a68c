//! What a camera sends, and what lies under it.

use super::input::{damaged, nearly, picture};
use super::within;
use arbtest::arbitrary::{Result, Unstructured};
use std::sync::LazyLock;
use yici_hardware::camera::sample::{empty_desk, sample_document, sample_face};
use yici_hardware::camera::still::{face, look, upright};
use yici_hardware::camera::v4l2::negotiate::{Coding, Mode, Offer, Sizes, choose};
use yici_hardware::camera::v4l2::{mjpeg, yuyv};
use yici_hardware::qr_scanner::MAX_CODE;
use yici_hardware::qr_scanner::camera_scanner::find;
use yici_hardware::{Frame, Personal};

/// Bytes of the largest picture.
const LARGEST: usize = 3 * 4_096 * 4_096;

static JPEG: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let frame = sample_document("样本", &["一行"], 96, 64);
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.encode(frame.rgb.reveal(), 96, 64, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
});

static PAPER: LazyLock<Frame> = LazyLock::new(|| sample_document("样本", &["一行"], 160, 120));

static FACE: LazyLock<Frame> = LazyLock::new(|| sample_face(160, 120));

/// A sheet with a code on it, as dark and light squares.
static CODE: LazyLock<Frame> = LazyLock::new(|| {
    let code = qrcode::QrCode::new(b"https://yici.example/r/1").unwrap();
    let Frame { width, height, rgb: desk } = empty_desk(160, 120);
    let mut rgb = vec![250; desk.reveal().len()];
    for (at, colour) in code.to_colors().into_iter().enumerate() {
        let (x, y) = (at % code.width() * 3 + 20, at / code.width() * 3 + 10);
        for dot in (0..9).filter(|_| colour == qrcode::Color::Dark) {
            let pixel = 3 * ((y + dot / 3) * 160 + x + dot % 3);
            rgb[pixel..pixel + 3].fill(10);
        }
    }
    Frame { width, height, rgb: Personal::new(rgb) }
});

pub fn jpegs(u: &mut Unstructured<'_>) -> Result<()> {
    let bytes = nearly(u, &JPEG, 2_000)?;
    // The picture; the decoder's coefficients where the JPEG is a progressive one, two bytes each; its rows and tables.
    if let Ok(frame) = within(3 * LARGEST + (4 << 20), || mjpeg::decode(&bytes)) {
        assert_eq!(frame.rgb.reveal().len(), usize::try_from(3 * frame.width * frame.height).unwrap());
        assert!(frame.width <= 4_096 && frame.height <= 4_096);
    }
    Ok(())
}

pub fn yuyv_pictures(u: &mut Unstructured<'_>) -> Result<()> {
    let bytes = vec![u.arbitrary()?; u.int_in_range(0..=40_000)?];
    let mut side = || -> Result<u32> { if u.ratio(9, 10)? { u.int_in_range(0..=200) } else { u.arbitrary() } };
    let (width, height, stride) = (side()?, side()?, side()?.saturating_mul(2));
    // Three bytes for two that came.
    let bound = bytes.len() * 2 + 256;
    if let Ok(frame) = within(bound, || yuyv::decode(&bytes, width, height, stride)) {
        assert_eq!(frame.rgb.reveal().len(), usize::try_from(3 * frame.width * frame.height).unwrap());
    }
    Ok(())
}

pub fn camera_modes(u: &mut Unstructured<'_>) -> Result<()> {
    let mut side = || if u.ratio(4, 5)? { u.int_in_range(0..=5_000) } else { u.arbitrary() };
    let (least, most, step) = ((side()?, side()?), (side()?, side()?), (side()?, side()?));
    let these = Sizes::These(vec![(side()?, side()?), (side()?, side()?)]);
    let wish = (side()?, side()?);
    let (granted, stride) = ((side()?, side()?), side()?);
    let between = Sizes::Between { least, most, step };
    let offers = [Offer { coding: Coding::Mjpeg, sizes: between }, Offer { coding: Coding::Yuyv, sizes: these }];
    if let Some(mode) = within(4 * 1_024, || choose(&offers, wish)) {
        assert!((1..=4_096).contains(&mode.width) && (1..=4_096).contains(&mode.height));
    }
    let fourcc = *u.choose(&[*b"YUYV", *b"MJPG", *b"H264", [0xFF; 4]])?;
    if let Ok(mode) = within(1_024, || Mode::granted(fourcc, granted.0, granted.1, stride)) {
        let frame = damaged(u, &JPEG)?;
        let _ = within(3 * LARGEST + (4 << 20), || mode.decode(&frame));
    }
    Ok(())
}

pub fn papers_under_the_camera(u: &mut Unstructured<'_>) -> Result<()> {
    let frame = picture(u, &PAPER)?;
    let bytes = frame.rgb.reveal().len();
    // Brightness in full and reduced, and patches, of a picture of `bytes / 3` pixels.
    let seen = within(16 * bytes + 64 * 1_024, || look(&frame));
    if let Some(corners) = seen.corners
        && let Some(page) = within(LARGEST, || upright(&frame, &corners))
    {
        assert!(page.width <= 4_096 && page.height <= 4_096);
        assert_eq!(page.rgb.reveal().len(), usize::try_from(3 * page.width * page.height).unwrap());
    }
    Ok(())
}

pub fn faces_before_the_camera(u: &mut Unstructured<'_>) -> Result<()> {
    let frame = picture(u, &FACE)?;
    let bytes = frame.rgb.reveal().len();
    // The finder's model, its copy for one look, and its pyramid of pictures.
    if let (_, Some(portrait)) = within(16 * bytes + (16 << 20), || face(&frame)) {
        assert!(portrait.width <= frame.width && portrait.height <= frame.height);
        assert_eq!(portrait.rgb.reveal().len(), usize::try_from(3 * portrait.width * portrait.height).unwrap());
    }
    Ok(())
}

pub fn codes_under_the_camera(u: &mut Unstructured<'_>) -> Result<()> {
    let frame = picture(u, &CODE)?;
    let bytes = frame.rgb.reveal().len();
    if let Some(scan) = within(32 * bytes + (1 << 20), || find(&frame)) {
        assert!((1..=MAX_CODE).contains(&scan.bytes().reveal().len()));
    }
    Ok(())
}
