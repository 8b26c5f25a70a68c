//! The identity-card reader: the real driver against the simulator, over real pseudo-terminals.

#[path = "card_reader/bad_checksum.rs"]
mod bad_checksum;
#[path = "card_reader/bench.rs"]
mod bench;
#[path = "card_reader/citizen_number.rs"]
mod citizen_number;
#[path = "card_reader/commands.rs"]
mod commands;
#[path = "card_reader/contract.rs"]
mod contract;
#[path = "card_reader/frames.rs"]
mod frames;
#[path = "card_reader/garbage.rs"]
mod garbage;
#[path = "card_reader/identifiers.rs"]
mod identifiers;
#[path = "card_reader/kinds.rs"]
mod kinds;
#[path = "card_reader/layout.rs"]
mod layout;
#[path = "card_reader/left_behind.rs"]
mod left_behind;
#[path = "card_reader/lifted_mid_read.rs"]
mod lifted_mid_read;
#[path = "card_reader/looks.rs"]
mod looks;
#[path = "card_reader/merged.rs"]
mod merged;
#[path = "card_reader/newest_address.rs"]
mod newest_address;
#[path = "card_reader/pace.rs"]
mod pace;
#[path = "card_reader/portrait.rs"]
mod portrait;
#[path = "card_reader/pty.rs"]
mod pty;
#[path = "card_reader/scrub.rs"]
mod scrub;
#[path = "card_reader/short_or_long.rs"]
mod short_or_long;
#[path = "card_reader/somebody.rs"]
mod somebody;
#[path = "card_reader/split.rs"]
mod split;
#[path = "card_reader/spoken.rs"]
mod spoken;
#[path = "card_reader/transcript.rs"]
mod transcript;
#[path = "card_reader/unplugged.rs"]
mod unplugged;
#[path = "card_reader/usb.rs"]
mod usb;
