//! Linux's input events: bytes in, events out, and back. No I/O.
//!
//! An event is 24 bytes in the machine's byte order: the time (two words of eight bytes), the type and the code (two bytes
//! each) and the value (four bytes, signed) (`linux/input.h`, `linux/input-event-codes.h`). The time is not used.
//!
//! Limit: machines of 64 bits, where an event has that size.

/// The size of an event.
pub const EVENT_LEN: usize = 24;

/// An event, as far as a pad with a pen sends them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum InputEvent {
    /// `EV_SYN`, `SYN_REPORT`: what came before belongs to one moment.
    Report,
    /// `EV_SYN`, `SYN_DROPPED`: events were lost, up to the next report.
    Dropped,
    /// `EV_KEY`, `BTN_TOUCH`: whether the pen touches the pad.
    Touch(bool),
    /// `EV_ABS`: where the pen is, or how hard it presses, in the pad's own units.
    Axis(Axis, i32),
    /// Anything else: buttons, tilt, keys.
    Other,
}

/// An axis of the pad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// `ABS_X`, to the right.
    X,
    /// `ABS_Y`, down.
    Y,
    /// `ABS_PRESSURE`.
    Pressure,
}

const EV_SYN: u16 = 0;
const EV_KEY: u16 = 1;
const EV_ABS: u16 = 3;
const SYN_REPORT: u16 = 0;
const SYN_DROPPED: u16 = 3;
const BTN_TOUCH: u16 = 0x14a;
const ABS_X: u16 = 0;
const ABS_Y: u16 = 1;
const ABS_PRESSURE: u16 = 0x18;

/// Takes an event apart.
pub fn decode(bytes: &[u8; EVENT_LEN]) -> InputEvent {
    let [.., t0, t1, c0, c1, v0, v1, v2, v3] = *bytes;
    let value = i32::from_ne_bytes([v0, v1, v2, v3]);
    match (u16::from_ne_bytes([t0, t1]), u16::from_ne_bytes([c0, c1])) {
        (EV_SYN, SYN_REPORT) => InputEvent::Report,
        (EV_SYN, SYN_DROPPED) => InputEvent::Dropped,
        (EV_KEY, BTN_TOUCH) => InputEvent::Touch(value != 0),
        (EV_ABS, ABS_X) => InputEvent::Axis(Axis::X, value),
        (EV_ABS, ABS_Y) => InputEvent::Axis(Axis::Y, value),
        (EV_ABS, ABS_PRESSURE) => InputEvent::Axis(Axis::Pressure, value),
        _ => InputEvent::Other,
    }
}

/// Puts an event together, at time zero. [`InputEvent::Other`] becomes a key that no pad has.
pub fn encode(event: InputEvent) -> [u8; EVENT_LEN] {
    let (kind, code, value) = match event {
        InputEvent::Report => (EV_SYN, SYN_REPORT, 0),
        InputEvent::Dropped => (EV_SYN, SYN_DROPPED, 0),
        InputEvent::Touch(touches) => (EV_KEY, BTN_TOUCH, i32::from(touches)),
        InputEvent::Axis(Axis::X, value) => (EV_ABS, ABS_X, value),
        InputEvent::Axis(Axis::Y, value) => (EV_ABS, ABS_Y, value),
        InputEvent::Axis(Axis::Pressure, value) => (EV_ABS, ABS_PRESSURE, value),
        InputEvent::Other => (EV_KEY, 0, 0),
    };
    let mut bytes = [0; EVENT_LEN];
    bytes[16..18].copy_from_slice(&u16::to_ne_bytes(kind));
    bytes[18..20].copy_from_slice(&u16::to_ne_bytes(code));
    bytes[20..].copy_from_slice(&i32::to_ne_bytes(value));
    bytes
}
