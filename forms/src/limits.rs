//! What the program may use of the machine. It sets them on itself before the first byte of an order is read, by
//! prlimit64, which the units' filters allow (setrlimit, of systemd's `@resources`, they do not).

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The most memory that it may map, in bytes; the longest order takes a fifth of it.
pub const MEMORY: u64 = 1 << 30;
/// The most seconds of a processor; the longest order takes half of them where nothing is optimised.
pub const SECONDS: u64 = 30;

/// Sets the bounds; narrower ones that are there already stay. At the bound of memory or time the system ends the program,
/// and whoever waits for it sees no PDF. No memory dump is written: it would hold a citizen's form.
///
/// # Errors
/// When the system does not know one of them.
pub fn set() -> std::io::Result<()> {
    for (resource, bound) in [(Resource::As, MEMORY), (Resource::Cpu, SECONDS), (Resource::Core, 0)] {
        let there = getrlimit(resource);
        let bound = Some(there.maximum.map_or(bound, |maximum| maximum.min(bound)));
        setrlimit(resource, Rlimit { current: bound, maximum: bound })?;
    }
    Ok(())
}
