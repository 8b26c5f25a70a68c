//! Calls for help at the kiosks, for whoever is on duty: in memory, since a call that is five minutes old is over.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// When a call that is not told of any more is over.
const OVER: Duration = Duration::from_secs(5 * 60);
/// The most kiosks whose calls are kept.
const MOST: usize = 10_000;

/// One call a kiosk: its id, and when it was last told of.
#[derive(Default)]
pub(crate) struct Calls(Mutex<BTreeMap<String, (String, Instant)>>);

impl Calls {
    /// A kiosk says that its call stands, or has ended.
    pub(crate) fn take(&self, kiosk: &str, id: &str, stands: bool) {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        calls.retain(|_, (_, told)| told.elapsed() < OVER);
        if stands && calls.len() < MOST {
            calls.insert(kiosk.to_owned(), (id.to_owned(), Instant::now()));
        } else if !stands && calls.get(kiosk).is_some_and(|(known, _)| known == id) {
            calls.remove(kiosk);
        }
    }

    /// The kiosks at which somebody calls now.
    pub(crate) fn standing(&self) -> Vec<String> {
        let calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        calls.iter().filter(|(_, (_, told))| told.elapsed() < OVER).map(|(kiosk, _)| kiosk.clone()).collect()
    }
}
