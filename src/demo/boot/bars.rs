//! What the kernel's simulated camera shows: eight bars of colour, as the twin's camera then shows them too. Where the two saw
//! different things, their pages would say different things of the picture.

use yici_hardware::{Frame, Personal};

/// As the image's settings ask it of the camera.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 480;
/// White, yellow, cyan, green, magenta, red, blue, black, at three quarters.
const BARS: [[u8; 3]; 8] =
    [[191, 191, 191], [191, 191, 0], [0, 191, 191], [0, 191, 0], [191, 0, 191], [191, 0, 0], [0, 0, 191], [0, 0, 0]];

/// A picture of them.
pub(super) fn bars() -> Frame {
    let row: Vec<u8> =
        BARS.iter().flat_map(|colour| colour.repeat(usize::try_from(WIDTH).unwrap_or(0) / BARS.len())).collect();
    let rgb = row.repeat(usize::try_from(HEIGHT).unwrap_or(0));
    Frame { width: WIDTH, height: HEIGHT, rgb: Personal::new(rgb) }
}
