//! Bytes that nobody planned, for whatever takes bytes from outside apart: no panic, nothing that contradicts itself, and
//! no more memory than was stated.
//!
//! Each decoder is declared once, in `decoders/all.rs`. Here every one of them is fed for a moment with fresh random
//! numbers; a failure prints its seed, to be run again as `ARBTEST_SEED=0x… cargo test --test decoders NAME`. The long
//! run, guided by what the bytes reach, is `make fuzz DECODER=NAME` (`examples/fuzz.rs`).
//!
//! Of the tools, `bolero` has one declaration for both as well; it brings thirteen crates into every test build, some of
//! them pinned to versions that hold back the workspace's own. `cargo-fuzz` wants a package, a lock file and a compiler
//! of its own (nightly), and has no brief run. `arbtest` is one file over `arbitrary`, which is what libFuzzer's own
//! binding hands to a target, so that both runs take the same function.

#[path = "decoders/all.rs"]
mod all;

use std::time::Duration;

/// For each decoder, unless `ARBTEST_BUDGET_MS` says otherwise.
const BRIEF: Duration = Duration::from_millis(400);

fn briefly(feed: all::Feed) {
    let run = arbtest::arbtest(feed).size_max(8_192);
    if std::env::var_os("ARBTEST_BUDGET_MS").is_some() { run.run() } else { run.budget(BRIEF).run() }
}

macro_rules! test_each {
    ($($name:ident in $room:ident,)+) => {
        mod nothing_upsets {
            $(#[test]
            fn $name() {
                super::briefly(super::all::$room::$name);
            })+
        }
    };
}

all::decoders!(test_each);

#[test]
fn a_decoder_that_takes_more_memory_than_it_may_is_caught() {
    let caught = std::panic::catch_unwind(|| all::within(1_000, || vec![0_u8; 1_001]));
    assert!(caught.is_err());
    assert_eq!(all::within(1_000, || vec![0_u8; 1_000]).len(), 1_000);
}
