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
#[path = "card_reader/fuzz.rs"]
mod fuzz;
#[path = "card_reader/layout.rs"]
mod layout;
#[path = "card_reader/lifted_mid_read.rs"]
mod lifted_mid_read;
#[path = "card_reader/looks.rs"]
mod looks;
#[path = "card_reader/pty.rs"]
mod pty;
#[path = "card_reader/unplugged.rs"]
mod unplugged;
