//! A camera of the Linux kernel (Video4Linux2, so every UVC camera), streaming MJPEG or YUYV.
//!
//! - Name it by its link below [`BY_ID`], which follows the camera from one socket to another: a camera may be pulled and
//!   put back without a restart.
//! - Each opening asks anew what the camera offers ([`negotiate`]) and takes what it grants. What becomes of the stream is
//!   [`stream`](super::stream)'s.
//!
//! Limits: opening, and starting the stream, take as long as the kernel takes, for a healthy camera some tens of
//! milliseconds; only the wait for a picture is bounded by [`WAIT`](super::stream::WAIT). Multi-planar
//! devices (camera modules of boards, not UVC) are refused. It streams from the first call until it is told to rest, also while nobody asks for pictures. The
//! kernel's buffers are not zeroed.
//!
//! The crate `linuxvideo` was taken for the ioctls: it is safe to call, maintained, and builds in two seconds without
//! libclang, which `v4l` needs for bindgen. It panics on a device name that is cut in the middle of a character, which is
//! why names are taken from [`list`] and never from it.

pub mod mjpeg;
pub mod negotiate;
pub mod yuyv;

use super::stream::{Source, Stream, StreamingCamera, Trouble};
use linuxvideo::format::{FrameSizes, PixFormat, PixelFormat};
use linuxvideo::stream::ReadStream;
use linuxvideo::{BufType, BufTypes, Device};
use negotiate::{Coding, Mode, Offer, Sizes, choose};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where udev keeps links to cameras, named by maker, model and serial number.
pub const BY_ID: &str = "/dev/v4l/by-id";

/// Cameras that are listed, and formats that are looked at; more are left out.
const MANY: usize = 64;

/// A camera that can be opened.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The link's name: maker, model, serial number.
    pub name: String,
    /// What to write as `port` in the settings file.
    pub port: PathBuf,
}

/// The cameras below `folder` ([`BY_ID`]), sorted by name, at most 64. No folder is no camera.
///
/// A UVC camera has several nodes; only the first, `…-video-index0`, gives pictures.
pub fn list(folder: &Path) -> Vec<Found> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries
        .filter_map(|entry| {
            let name = entry.file_name().to_str()?.strip_suffix("-video-index0")?.to_owned();
            Some(Found { name, port: entry.path() })
        })
        .collect();
    found.sort();
    found.truncate(MANY);
    found
}

/// A Video4Linux2 camera.
pub type V4l2Camera = StreamingCamera<Kernel>;

impl V4l2Camera {
    /// Names the device and the size to ask for, across and down, in pixels. Nothing is opened yet. The frames that come
    /// may have another size: the nearest that the camera has.
    pub fn new(port: &Path, wish: (u32, u32)) -> Self {
        Self::over(Kernel { port: port.to_owned(), wish })
    }
}

/// A camera as the kernel knows it.
pub struct Kernel {
    port: PathBuf,
    wish: (u32, u32),
}

impl Source for Kernel {
    type Stream = ReadStream;

    fn open(&mut self) -> Result<(ReadStream, Mode), Trouble> {
        start(&self.port, self.wish)
    }

    fn find(&self) -> io::Result<()> {
        std::fs::metadata(&self.port).map(|_| ())
    }

    fn name(&self) -> String {
        self.port.display().to_string()
    }
}

fn start(port: &Path, wish: (u32, u32)) -> Result<(ReadStream, Mode), Trouble> {
    let device = Device::open(port)?;
    if !device.supported_buf_types().contains(BufTypes::VIDEO_CAPTURE) {
        return Err(Trouble::Unusable(format!("{} gives no pictures; name another node of it", port.display())));
    }
    let offers = offers(&device)?;
    let Some(mode) = choose(&offers, wish) else {
        let why = "it offers neither MJPEG nor YUYV of at most 4,096 pixels a side";
        return Err(Trouble::Unusable(String::from(why)));
    };
    let asked = PixFormat::new(mode.width, mode.height, PixelFormat::from_fourcc(mode.coding.fourcc()));
    let device = device.video_capture(asked)?;
    let granted = device.format();
    let fourcc = granted.pixel_format().as_fourcc();
    let mode = Mode::granted(fourcc, granted.width(), granted.height(), granted.bytes_per_line());
    let mode = mode.map_err(Trouble::Unusable)?;
    tracing::debug!(?mode, "camera");
    Ok((device.into_stream()?, mode))
}

fn offers(device: &Device) -> io::Result<Vec<Offer>> {
    let mut offers = Vec::new();
    for format in device.formats(BufType::VIDEO_CAPTURE).take(MANY) {
        let format = format?.pixel_format();
        let Some(coding) = Coding::of(format.as_fourcc()) else {
            continue;
        };
        let sizes = match device.frame_sizes(format)? {
            FrameSizes::Discrete(sizes) => {
                Sizes::These(sizes.iter().take(MANY).map(|size| (size.width(), size.height())).collect())
            }
            FrameSizes::Stepwise(sizes) | FrameSizes::Continuous(sizes) => Sizes::Between {
                least: (sizes.min_width(), sizes.min_height()),
                most: (sizes.max_width(), sizes.max_height()),
                step: (sizes.step_width(), sizes.step_height()),
            },
        };
        offers.push(Offer { coding, sizes });
    }
    Ok(offers)
}

impl Stream for ReadStream {
    fn ready(&mut self, patience: Duration) -> io::Result<bool> {
        let mut polled = [PollFd::new(&*self, PollFlags::IN)];
        let patience = Timespec::try_from(patience).map_err(io::Error::other)?;
        match poll(&mut polled, Some(&patience)) {
            Err(rustix::io::Errno::INTR) | Ok(0) => Ok(false),
            Err(why) => Err(why.into()),
            Ok(_) if polled[0].revents().intersects(PollFlags::ERR | PollFlags::HUP) => {
                Err(io::Error::other("it was unplugged or its stream broke"))
            }
            Ok(_) => Ok(true),
        }
    }

    fn take(&mut self, see: &mut dyn FnMut(Option<&[u8]>)) -> io::Result<()> {
        self.dequeue(|picture| {
            see((!picture.is_error()).then_some(&*picture));
            Ok(())
        })
    }
}
