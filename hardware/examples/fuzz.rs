//! The long run of one decoder, guided by what its bytes reach: `make fuzz DECODER=NAME` builds this with libFuzzer's
//! counters and runs it. The decoders, and what they may hold in memory, are those of `tests/decoders.rs`.
//!
//! `YICI_DECODER` names the decoder; without it, or with a name that there is none of, the names are printed.

#![no_main]

#[path = "../tests/decoders/all.rs"]
mod all;

use arbtest::arbitrary::Unstructured;
use std::sync::LazyLock;

macro_rules! list {
    ($($name:ident in $room:ident,)+) => {
        const ALL: &[(&str, all::Feed)] = &[$((stringify!($name), all::$room::$name),)+];
    };
}

all::decoders!(list);

static CHOSEN: LazyLock<all::Feed> = LazyLock::new(|| {
    let wanted = std::env::var("YICI_DECODER").unwrap_or_default();
    let found = ALL.iter().find(|(name, _)| *name == wanted);
    found.map(|(_, feed)| *feed).unwrap_or_else(|| {
        eprintln!("make fuzz DECODER=, one of:");
        ALL.iter().for_each(|(name, _)| eprintln!("  {name}"));
        std::process::exit(2)
    })
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Bytes that end too soon are no failure.
    let _ = CHOSEN(&mut Unstructured::new(bytes));
});
