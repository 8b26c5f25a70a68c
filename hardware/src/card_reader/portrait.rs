//! The portrait on a card, made visible by a program of the site's own.
//!
//! The chip holds 1,024 bytes of WLT, for which no open decoder exists: makers of readers hand out closed ones to those
//! who are licensed. Where the settings name such a program, it is given the bytes on its standard input and is to write
//! a BMP of 102 by 126 pixels, 24 bits each, on its standard output. Without one, everything else works.
//!
//! What is closed is not trusted:
//! - It runs without a shell, with an empty environment but for `LC_ALL=C`, in `/`, in a process group of its own.
//! - It has [`PATIENCE`]. Then, or as soon as its output ends, it is killed with all of its group, and waited for: it
//!   never outlives the call. It is judged by its output alone.
//! - Of its output [`MAX_OUTPUT`] bytes are read; more is a fault. What it says on standard error is thrown away.
//! - From its first instruction on, it and all that it starts may write not a byte to any file, leave no memory dump, and
//!   use, each, no more than [`MAX_MEMORY`] and [`PATIENCE`] of a processor. [`PRLIMIT`] (util-linux, on every Debian) sees
//!   to that: limits set from outside would come too late for what the program has started already.
//! - The picture is read by the strictest reader there can be: this one size, this one form.
//!
//! Limits: a process without rights cannot take the network away from another. The unit of the screen has none
//! (`PrivateNetwork=yes`), and what it starts has none either; run elsewhere, the program could reach what its user can.
//! One that leaves its process group and waits is killed by the unit's end only.

pub mod bmp;

use crate::{Frame, Personal};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Access, access};
use rustix::process::{Pid, Signal, kill_process_group};
use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// Pixels of a portrait, across.
pub const WIDTH: u32 = 102;
/// Pixels of a portrait, down.
pub const HEIGHT: u32 = 126;
/// The longest that the program may take.
pub const PATIENCE: Duration = Duration::from_secs(2);
/// The most bytes of its output; a right one has 38,862.
pub const MAX_OUTPUT: usize = 64 * 1024;
/// The most memory it may ask for, in bytes.
pub const MAX_MEMORY: u64 = 256 * 1024 * 1024;

/// The program that sets the limits.
pub const PRLIMIT: &str = "/usr/bin/prlimit";

/// A program that turns WLT into a picture.
pub struct PortraitDecoder {
    program: String,
    arguments: Vec<String>,
}

/// Why there is no picture. Nothing of it is personal.
#[derive(Debug, thiserror::Error)]
pub enum PortraitFault {
    /// It could not be started.
    #[error("cannot run {0} ({1}); give the portrait decoder's full path in the settings file, or leave it out")]
    NotThere(String, io::Error),
    /// It was still busy when its time was over.
    #[error("the portrait decoder was not done in {PATIENCE:?} and was stopped; try it by hand, or leave it out")]
    TooSlow,
    /// It wrote without end.
    #[error("the portrait decoder wrote more than {MAX_OUTPUT} bytes and was stopped; it is not a decoder for WLT")]
    TooMuch,
    /// What it wrote is no such picture. Most of them write nothing when their licence does not fit.
    #[error("the portrait decoder wrote no BMP of 102 by 126 pixels in 24 bits; check its licence and its version")]
    NoPicture,
    /// The system would not let it run as bounded as it must.
    #[error("the portrait decoder could not be watched ({0}); try again")]
    Unwatched(io::Error),
}

impl PortraitDecoder {
    /// The program's full path and its arguments. `None` when the list is empty: there is no decoder.
    pub fn new(command: &[String]) -> Option<Self> {
        let (program, arguments) = command.split_first()?;
        Some(Self { program: program.clone(), arguments: arguments.to_vec() })
    }

    /// The portrait as a picture. Blocks for [`PATIENCE`] and what it takes to stop the program.
    pub fn decode(&self, photo: &Personal<Vec<u8>>) -> Result<Frame, PortraitFault> {
        let deadline = Instant::now() + PATIENCE;
        let mut program = Guarded::start(self)?;
        program.give(photo.reveal());
        let output = program.output(deadline)?;
        bmp::decode(output.reveal()).ok_or(PortraitFault::NoPicture)
    }
}

/// A program that is stopped when this is dropped.
struct Guarded(Child);

impl Guarded {
    fn start(decoder: &PortraitDecoder) -> Result<Self, PortraitFault> {
        let not_there = |program: &str| {
            let program = program.to_owned();
            move |error| PortraitFault::NotThere(program, error)
        };
        let program = decoder.program.as_str();
        // A relative path would depend on where the kiosk was started.
        let is_full = program.starts_with('/');
        let found = if is_full { access(program, Access::EXEC_OK) } else { Err(rustix::io::Errno::NOENT) };
        found.map_err(io::Error::from).map_err(not_there(program))?;

        let mut command = Command::new(PRLIMIT);
        command.args(["--fsize=0", "--core=0"]);
        command.arg(format!("--as={MAX_MEMORY}")).arg(format!("--cpu={}", PATIENCE.as_secs()));
        command.arg(program).args(&decoder.arguments);
        command.env_clear().env("LC_ALL", "C").current_dir("/").process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        command.spawn().map(Self).map_err(not_there(PRLIMIT))
    }

    /// A pipe takes these few bytes at once, read or not. A program that closed its end is judged by its output.
    fn give(&mut self, photo: &[u8]) {
        if let Some(mut stdin) = self.0.stdin.take() {
            let _ = stdin.write_all(&photo[..photo.len().min(super::commands::PHOTO_LEN)]);
        }
    }

    fn output(&mut self, deadline: Instant) -> Result<Personal<Vec<u8>>, PortraitFault> {
        let mut stdout = self.0.stdout.take().expect("it was piped, and is taken once");
        // At its full size from the start: a buffer that grows leaves unerased copies behind.
        let mut output = Personal::new(vec![0; MAX_OUTPUT + 1]);
        let mut filled = 0;
        while let count @ 1.. = some(&mut stdout, &mut output.reveal_mut()[filled..], deadline)? {
            filled += count;
            if filled > MAX_OUTPUT {
                return Err(PortraitFault::TooMuch);
            }
        }
        output.reveal_mut().truncate(filled);
        Ok(output)
    }
}

/// What comes next; 0 at the end.
fn some(stdout: &mut ChildStdout, buffer: &mut [u8], deadline: Instant) -> Result<usize, PortraitFault> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let left = Timespec::try_from(left).expect("two seconds are a time");
        let ready = poll(&mut [PollFd::new(stdout, PollFlags::IN)], Some(&left));
        match ready {
            Ok(0) => return Err(PortraitFault::TooSlow),
            Ok(_) => return stdout.read(buffer).map_err(PortraitFault::Unwatched),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(PortraitFault::Unwatched(error.into())),
        }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // Both can only fail because it has ended already, and then nothing is left to be done.
        let _ = kill_process_group(Pid::from_child(&self.0), Signal::KILL);
        let _ = self.0.wait();
    }
}
