//! A batch on its way: the envelopes of several submissions, a few at a time, each on a connection of its own.
//!
//! - Begun in the order in which they were handed in. After a fault none is begun any more; those under way are waited
//!   for, since the platform may have them.
//! - Envelopes only. What has attachments goes on by itself afterwards, so that one piece is in memory at a time.
//!
//! Limits: four under way. A line with a rate takes one submission a batch, so that the receipt of what was paid for is
//! on the disk before the next is sent.

use super::attempt::{Offered, Outcome, offer};
use super::metered::Pace;
use crate::outbox::Due;
use crate::platform::Platform;
use futures_util::stream::{self, StreamExt};
use std::sync::atomic::{AtomicBool, Ordering};

/// The most submissions of a batch, once the platform was seen to answer.
const MOST: u32 = 32;

/// Envelopes under way at once.
const UNDER_WAY: usize = 4;

/// How many submissions the next batch may have.
pub(super) fn size(pace: &Pace) -> u32 {
    if pace.is_limited() { 1 } else { MOST }
}

/// Hands the envelopes in; `None` for those that were not begun. The answers are in the order of the batch.
pub(super) async fn offer_all<P: Platform>(platform: &P, batch: &[Due]) -> Vec<Option<Offered>> {
    let is_over = &AtomicBool::new(false);
    let mut offers = Vec::with_capacity(batch.len());
    for due in batch {
        offers.push(async move {
            if is_over.load(Ordering::Relaxed) {
                return None;
            }
            let offered = offer(platform, due).await;
            if matches!(offered, Offered::Ended(Outcome::Fault(_))) {
                is_over.store(true, Ordering::Relaxed);
            }
            Some(offered)
        });
    }
    stream::iter(offers).buffered(UNDER_WAY).collect().await
}
