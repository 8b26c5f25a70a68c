//! A kiosk's wiring, and short words for what was told.

use std::time::Duration;
use yici_hardware::sensors::settings::GpioSettings;
use yici_hardware::sensors::simulator::SensorSimulator;
use yici_hardware::{Edge, Input, Inputs, SensorFault};

pub const GENEROUS: Duration = Duration::from_secs(20);

/// Some lines of each polarity. The lamp at the receipt, and the door's switch, are active low.
pub const WIRING: &str = r#"
chip = "/dev/gpiochip0"
[inputs.presence]
line = 0
debounce-ms = 0
[inputs.door-open]
line = 1
active-low = true
bias = "pull-up"
debounce-ms = 0
[inputs.help]
line = 2
debounce-ms = 0
[outputs.card-reader-light]
line = 4
[outputs.receipt-light]
line = 5
active-low = true
[outputs.door-release]
line = 6
"#;

pub fn wiring() -> GpioSettings {
    toml::from_str(WIRING).unwrap()
}

pub fn simulator() -> SensorSimulator {
    SensorSimulator::new(wiring()).unwrap()
}

/// The next edge; waits for it for long.
pub fn told(inputs: &mut dyn Inputs) -> Edge {
    for _ in 0..GENEROUS.as_secs() {
        if let Some(edge) = inputs.next_edge(Duration::from_secs(1)).unwrap() {
            return edge;
        }
    }
    panic!("nothing was told in {GENEROUS:?}");
}

pub fn edge(input: Input, active: bool) -> Edge {
    Edge { input, active }
}

/// Nothing more is waiting to be told.
pub fn nothing_more(inputs: &mut dyn Inputs) -> bool {
    inputs.next_edge(Duration::ZERO) == Ok(None)
}

/// What kind of fault it is, to be compared.
pub fn kind<T>(result: &Result<T, SensorFault>) -> &'static str {
    match result {
        Ok(_) => "well",
        Err(SensorFault::NoChip { .. }) => "no chip",
        Err(SensorFault::NotAPi) => "not a pi",
        Err(SensorFault::NoLines(_)) => "no lines",
        Err(SensorFault::Gone(_)) => "gone",
        Err(SensorFault::NotWired(_)) => "not wired",
        Err(SensorFault::Twice { .. }) => "twice",
    }
}
