//! A camera that looks at a picture file.
//!
//! - [`FileCamera`] serves the picture that the file holds now. It is decoded again only when the file was replaced or
//!   changed, so asking often is cheap.
//! - [`CameraHand`] is the hand above the desk. It puts every picture there whole, by renaming, so that no frame is ever
//!   half of one and half of another.
//!
//! Limits: PNG, at most [`MAX_SIDE`] a side. Transparency is ignored.

use super::{Camera, CameraFault, Frame, sample};
use crate::Personal;
use png::{ColorType, Limits, Transformations};
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Pixels across and down that a picture may have.
pub const MAX_SIDE: u32 = 4096;

/// What a decoder may allocate beside the picture itself.
const WORKSPACE: Limits = Limits { bytes: 16 << 20 };

/// A camera backed by a PNG file. No file is no camera.
pub struct FileCamera {
    path: PathBuf,
    seen: Option<(Stamp, Frame)>,
}

/// Changes when the file does.
#[derive(PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    inode: u64,
}

impl FileCamera {
    /// A camera that looks at `path`. Opens nothing yet.
    pub fn new(path: PathBuf) -> Self {
        Self { path, seen: None }
    }

    fn look(&mut self) -> Result<&Frame, CameraFault> {
        let gone = |why: io::Error| CameraFault::Gone(format!("{} ({why})", self.path.display()));
        let file = File::open(&self.path).map_err(gone)?;
        let found = file.metadata().map_err(gone)?;
        let stamp = Stamp { modified: found.modified().ok(), length: found.len(), inode: found.ino() };
        let seen = match self.seen.take() {
            Some(seen) if seen.0 == stamp => seen,
            _ => (stamp, decode(file)?),
        };
        Ok(&self.seen.insert(seen).1)
    }
}

impl Camera for FileCamera {
    fn frame(&mut self) -> Result<Frame, CameraFault> {
        self.look().cloned()
    }

    fn rest(&mut self) -> Result<(), CameraFault> {
        self.seen = None;
        let gone = |why: io::Error| CameraFault::Gone(format!("{} ({why})", self.path.display()));
        fs::metadata(&self.path).map(|_| ()).map_err(gone)
    }
}

fn decode(file: File) -> Result<Frame, CameraFault> {
    let unusable = |why: png::DecodingError| CameraFault::Unusable(why.to_string());
    let mut decoder = png::Decoder::new_with_limits(BufReader::new(file), WORKSPACE);
    // Palettes and fewer or more than 8 bits become 8-bit grey or RGB.
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(unusable)?;
    let (width, height) = reader.info().size();
    if width > MAX_SIDE || height > MAX_SIDE {
        return Err(CameraFault::Unusable(format!("{width} by {height} pixels, more than {MAX_SIDE} a side")));
    }
    let size = reader.output_buffer_size().ok_or_else(|| CameraFault::Unusable(String::from("too large")))?;
    let mut pixels = Personal::new(vec![0; size]);
    let output = reader.next_frame(pixels.reveal_mut()).map_err(unusable)?;
    let pixels = pixels.reveal();
    let rgb = match output.color_type {
        ColorType::Rgb | ColorType::Indexed => pixels.clone(),
        ColorType::Rgba => pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect(),
        ColorType::Grayscale => pixels.iter().flat_map(|&grey| [grey; 3]).collect(),
        ColorType::GrayscaleAlpha => pixels.chunks_exact(2).flat_map(|pixel| [pixel[0]; 3]).collect(),
    };
    Ok(Frame { width, height, rgb: Personal::new(rgb) })
}

/// What a person does under the camera.
pub struct CameraHand {
    path: PathBuf,
}

impl CameraHand {
    /// A hand for the camera that looks at `path`. It does nothing yet: there is a camera once something was placed.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Lays a picture under the camera, and plugs it in if it was unplugged.
    ///
    /// `InvalidInput` when the frame's bytes do not match its size.
    pub fn place(&self, picture: &Frame) -> io::Result<()> {
        let fresh = self.fresh();
        let placed = write(&fresh, picture).and_then(|()| fs::rename(&fresh, &self.path));
        if placed.is_err() {
            // Nothing half-written stays behind; the first error is the one worth telling.
            let _ = fs::remove_file(&fresh);
        }
        placed
    }

    /// Clears the desk: the camera sees it empty.
    pub fn clear(&self) -> io::Result<()> {
        self.place(&sample::empty_desk(sample::WIDTH, sample::HEIGHT))
    }

    /// Unplugs the camera. Unplugging it twice is no error.
    pub fn unplug(&self) -> io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Beside the picture, since renaming works only within a file system.
    fn fresh(&self) -> PathBuf {
        let mut name = self.path.as_os_str().to_owned();
        name.push(".fresh");
        PathBuf::from(name)
    }
}

fn write(path: &Path, picture: &Frame) -> io::Result<()> {
    let mut encoder = png::Encoder::new(io::BufWriter::new(File::create(path)?), picture.width, picture.height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let invalid = |why: png::EncodingError| match why {
        png::EncodingError::IoError(why) => why,
        other => io::Error::new(io::ErrorKind::InvalidInput, other),
    };
    let mut writer = encoder.write_header().map_err(invalid)?;
    writer.write_image_data(picture.rgb.reveal()).map_err(invalid)?;
    writer.finish().map_err(invalid)
}
