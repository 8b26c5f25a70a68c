//! The processor's time of this thread: how long the machine let it wait is no property of what is measured.

use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// What comes of this work, and the processor's time that it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = spent();
    let done = work();
    (done, spent().saturating_sub(began))
}

fn spent() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.try_into().expect("time goes forward"), now.tv_nsec.try_into().expect("under a second"))
}
