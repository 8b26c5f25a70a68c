//! The kernel's plain framebuffer: what the display shows while no program holds it.
//!
//! A program that draws through DRM covers it; when that program ends, however it ends, the kernel shows this again. So a
//! picture put here once is what citizens see until the screen is back.
//!
//! Limits: 32 or 16 bits a pixel, 8,192 pixels a side. On a display that is mounted turned, the caller turns the picture.

use std::fs::{self, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

const MOST: usize = 8_192;

/// A framebuffer and its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framebuffer {
    node: PathBuf,
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    depth: Depth,
    /// Bytes from a row to the next.
    stride: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    /// Blue, green, red, nothing.
    Bits32,
    /// Five, six and five bits.
    Bits16,
}

impl Framebuffer {
    /// The display's own.
    ///
    /// # Errors
    /// When the machine has none, or one of another form.
    pub fn first() -> io::Result<Self> {
        Self::open(Path::new("/sys/class/graphics/fb0"), Path::new("/dev/fb0"))
    }

    /// The one that `about` describes, as the kernel does in `/sys/class/graphics`.
    ///
    /// # Errors
    /// As [`Framebuffer::first`].
    pub fn open(about: &Path, node: &Path) -> io::Result<Self> {
        let odd = |what: &str| {
            io::Error::new(io::ErrorKind::InvalidData, format!("a framebuffer of an unknown form: {what}"))
        };
        let read = |name: &str| fs::read_to_string(about.join(name)).map(|text| text.trim().to_owned());
        let number = |text: &str| text.parse().ok().filter(|number| (1..=8 * MOST).contains(number));
        let size = read("virtual_size")?;
        let (width, height) = size.split_once(',').ok_or_else(|| odd(&size))?;
        let (width, height) = number(width).zip(number(height)).ok_or_else(|| odd(&size))?;
        let depth = match read("bits_per_pixel")?.as_str() {
            "32" => Depth::Bits32,
            "16" => Depth::Bits16,
            other => return Err(odd(other)),
        };
        let stride = read("stride")?;
        let stride = number(&stride).ok_or_else(|| odd(&stride))?;
        let row = width * if depth == Depth::Bits32 { 4 } else { 2 };
        if width > MOST || height > MOST || stride < row {
            return Err(odd(&format!("{size}, {stride} bytes a row")));
        }
        Ok(Self { node: node.to_owned(), width, height, depth, stride })
    }

    /// Puts a picture there: red, green, blue of every pixel, row after row.
    ///
    /// # Errors
    /// The system's, and when the picture has another size.
    pub fn put(&self, picture: &[[u8; 3]]) -> io::Result<()> {
        if picture.len() != self.width * self.height {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a picture of another size"));
        }
        let mut bytes = vec![0; self.stride * self.height];
        for (row, pixels) in bytes.chunks_exact_mut(self.stride).zip(picture.chunks_exact(self.width)) {
            match self.depth {
                Depth::Bits32 => {
                    for (to, [red, green, blue]) in row.chunks_exact_mut(4).zip(pixels) {
                        to.copy_from_slice(&[*blue, *green, *red, 0]);
                    }
                }
                Depth::Bits16 => {
                    for (to, [red, green, blue]) in row.chunks_exact_mut(2).zip(pixels) {
                        let packed = u16::from(red >> 3) << 11 | u16::from(green >> 2) << 5 | u16::from(blue >> 3);
                        to.copy_from_slice(&packed.to_le_bytes());
                    }
                }
            }
        }
        let mut file = OpenOptions::new().write(true).open(&self.node)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(size: &str, bits: &str, stride: &str) -> (tempfile::TempDir, io::Result<Framebuffer>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("virtual_size", size), ("bits_per_pixel", bits), ("stride", stride)] {
            fs::write(folder.path().join(name), format!("{text}\n")).unwrap();
        }
        let node = folder.path().join("fb0");
        fs::write(&node, "").unwrap();
        let opened = Framebuffer::open(folder.path(), &node);
        (folder, opened)
    }

    #[test]
    fn a_picture_lies_in_the_kernels_form_with_its_rows_apart() {
        let picture = [[255, 128, 0], [1, 2, 3]];
        let (folder, opened) = made("1,2", "32", "8");
        opened.unwrap().put(&picture).unwrap();
        let bytes = fs::read(folder.path().join("fb0")).unwrap();
        assert_eq!(bytes, [0, 128, 255, 0, 0, 0, 0, 0, 3, 2, 1, 0, 0, 0, 0, 0]);
        let (folder, opened) = made("2,1", "16", "4");
        opened.unwrap().put(&picture).unwrap();
        assert_eq!(fs::read(folder.path().join("fb0")).unwrap(), [0x00, 0xfc, 0x00, 0x00]);
    }

    #[test]
    fn what_is_no_framebuffer_that_we_know_is_refused() {
        for (size, bits, stride) in [
            ("", "32", "8"),
            ("1", "32", "8"),
            ("2,2", "24", "8"),
            ("2,2", "32", "7"),
            ("99999,1", "32", "400000"),
            ("0,2", "32", "8"),
        ] {
            let (_folder, opened) = made(size, bits, stride);
            assert_eq!(opened.unwrap_err().kind(), io::ErrorKind::InvalidData, "{size} {bits} {stride}");
        }
    }
}
