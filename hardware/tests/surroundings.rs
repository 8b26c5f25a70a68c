//! What surrounds a citizen's matter: power, sensors and lamps, sound, the signature pad. Real drivers throughout.

#[path = "power/bench.rs"]
mod power_bench;
#[path = "power/contract.rs"]
mod power_contract;
#[path = "power/flapping.rs"]
mod power_flapping;
#[path = "power/nonsense.rs"]
mod power_nonsense;
#[path = "power/server_killed.rs"]
mod power_server_killed;
#[path = "power/silent.rs"]
mod power_silent;
#[path = "power/ups_lost.rs"]
mod power_ups_lost;
#[path = "power/upsd.rs"]
mod power_upsd;
#[path = "power/words.rs"]
mod power_words;

#[path = "sensors/bench.rs"]
mod sensors_bench;
#[path = "sensors/chip_gone.rs"]
mod sensors_chip_gone;
#[path = "sensors/contract.rs"]
mod sensors_contract;
#[path = "sensors/mirror.rs"]
mod sensors_mirror;
#[path = "sensors/no_gpio.rs"]
mod sensors_no_gpio;
#[path = "sensors/outrun.rs"]
mod sensors_outrun;
#[path = "sensors/settings.rs"]
mod sensors_settings;
#[path = "sensors/temperature.rs"]
mod sensors_temperature;

#[path = "signature/bench.rs"]
mod signature_bench;
#[path = "signature/contract.rs"]
mod signature_contract;
#[path = "signature/cut_anywhere.rs"]
mod signature_cut_anywhere;
#[path = "signature/lost_events.rs"]
mod signature_lost_events;
#[path = "signature/recorded.rs"]
mod signature_recorded;
#[path = "signature/strokes.rs"]
mod signature_strokes;
#[path = "signature/uinput.rs"]
mod signature_uinput;
#[path = "signature/unplugged.rs"]
mod signature_unplugged;

#[path = "sound/bench.rs"]
mod sound_bench;
#[path = "sound/clips.rs"]
mod sound_clips;
#[path = "sound/contract.rs"]
mod sound_contract;
#[path = "sound/hangs.rs"]
mod sound_hangs;
#[path = "sound/no_card.rs"]
mod sound_no_card;
#[path = "sound/one_at_a_time.rs"]
mod sound_one_at_a_time;
