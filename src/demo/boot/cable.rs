//! The display's cable. The emulated display tells the kernel of a plug only as a viewer's window would: by its size, over VNC (RFC
//! 6143, with its extension `SetDesktopSize`); no height is no
//! display. (No width either would be what the emulator believes at first, and no news.)

use anyhow::ensure;
use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

/// The protocol, as both sides say it first.
const VERSION: &[u8; 12] = b"RFB 003.008\n";
/// "No authentication", as the server offers it and the client takes it.
const NOBODY: u8 = 1;
/// The client's message that asks for another size.
const SET_DESKTOP_SIZE: u8 = 251;
/// How long the emulator may be silent.
const SILENCE: Duration = Duration::from_secs(30);

/// Has the display of the emulator that listens here be this large from now on; no height pulls its cable.
pub(super) fn put(socket: &Path, width: u32, height: u32) -> anyhow::Result<()> {
    let (width, height) = (u16::try_from(width)?.to_be_bytes(), u16::try_from(height)?.to_be_bytes());
    let mut viewer = UnixStream::connect(socket)?;
    viewer.set_read_timeout(Some(SILENCE))?;
    let mut version = [0; VERSION.len()];
    viewer.read_exact(&mut version)?;
    ensure!(&version == VERSION, "not a viewer's socket: {version:?}");
    viewer.write_all(VERSION)?;
    let mut count = [0];
    viewer.read_exact(&mut count)?;
    let mut offered = vec![0; count[0].into()];
    viewer.read_exact(&mut offered)?;
    ensure!(offered.contains(&NOBODY), "the emulator asks a viewer for a password");
    viewer.write_all(&[NOBODY])?;
    let mut refused = [0; 4];
    viewer.read_exact(&mut refused)?;
    ensure!(refused == [0; 4], "the emulator lets no viewer in");
    // Other viewers may stay. Then the server describes the display: size, format of a dot, and a name.
    viewer.write_all(&[1])?;
    let mut display = [0; 24];
    viewer.read_exact(&mut display)?;
    viewer.write_all(&[SET_DESKTOP_SIZE, 0, width[0], width[1], height[0], height[1], 0, 0])?;
    // The size is taken up when the socket is read; whoever hangs up at once may not be read any more.
    std::thread::sleep(Duration::from_secs(1));
    Ok(())
}
