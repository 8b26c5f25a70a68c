//! The QR scanner: the real driver against the simulator, over real pseudo-terminals, and a camera in its place.

#[path = "qr_scanner/babbling.rs"]
mod babbling;
#[path = "qr_scanner/bench.rs"]
mod bench;
#[path = "qr_scanner/camera_scanner.rs"]
mod camera_scanner;
#[path = "qr_scanner/contract.rs"]
mod contract;
#[path = "qr_scanner/framing.rs"]
mod framing;
#[path = "qr_scanner/line_ends.rs"]
mod line_ends;
#[path = "qr_scanner/looks_like_a_command.rs"]
mod looks_like_a_command;
#[path = "qr_scanner/newland.rs"]
mod newland;
#[path = "qr_scanner/presented_too_early.rs"]
mod presented_too_early;
#[path = "qr_scanner/stalled.rs"]
mod stalled;
#[path = "qr_scanner/unplugged.rs"]
mod unplugged;
