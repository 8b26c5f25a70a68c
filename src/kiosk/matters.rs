//! The matters that are served, and the thread that watches the shelf: a newer catalog, or on a bench a clerk's change, serves the next citizen, without a
//! restart.
//!
//! A change that cannot be used is said once, and the last good matters go on.

use super::Kiosk;
use super::keeper::Order;
use crate::audit;
use crate::session::Event;
use crate::shelf::{Seen, Shelf, ShelfError, Stamp, Taken};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// Between two looks at the shelf.
const LOOKS: Duration = Duration::from_secs(2);

/// Watches until it is dropped.
pub struct Matters {
    _stop: Sender<()>,
}

impl Matters {
    /// Watches the shelf as it was at `stamp`; `changed` gets what was taken from it after each change. Nothing older than
    /// `seen` is taken.
    pub fn watch(
        shelf: Shelf,
        mut stamp: Option<Stamp>,
        mut seen: Seen,
        changed: impl Fn(Result<Taken, ShelfError>) + Send + 'static,
    ) -> Self {
        let (stop, stopped) = channel::<()>();
        std::thread::spawn(move || {
            while stopped.recv_timeout(LOOKS) == Err(RecvTimeoutError::Timeout) {
                let fresh = shelf.stamp();
                if fresh != stamp {
                    stamp = fresh;
                    let taken = shelf.take(&seen.versions);
                    if let Ok(Taken { signed: Some(signed), .. }) = &taken {
                        seen.served(signed);
                    }
                    changed(taken);
                }
            }
        });
        Self { _stop: stop }
    }
}

impl Kiosk {
    /// Good matters serve from the next citizen on; what is wrong with bad ones is said to the technician.
    pub(super) fn put_matters(&mut self, taken: Result<Taken, ShelfError>) {
        let (good, findings) = match taken {
            Ok(taken) => (Some((taken.catalog, taken.signed)), taken.findings),
            Err(ShelfError::NothingGood(findings)) => (None, findings),
        };
        for finding in &findings {
            tracing::error!(%finding, "the matters on disk cannot be used; the last good ones go on");
        }
        if let Some(first) = findings.first() {
            let refused = audit::Event::CatalogRefused { finding: first.to_string() };
            self.keeper.order(Order::Record(self.clock.now().stamp(), refused));
        }
        if let Some((catalog, signed)) = good {
            if let Some(signed) = &signed {
                let version = signed.versions.targets;
                let taken = audit::Event::CatalogTaken { version, made: signed.made.to_string() };
                self.keeper.order(Order::Record(self.clock.now().stamp(), taken));
            }
            for flaw in &catalog.flaws {
                tracing::error!(%flaw, "a sample picture cannot be shown; its paper is shown without it");
            }
            if let Some(first) = catalog.flaws.first() {
                let flawed = audit::Event::CatalogFlawed { finding: first.to_string() };
                self.keeper.order(Order::Record(self.clock.now().stamp(), flawed));
            }
            self.catalog_age.served(signed, self.clock.now().elapsed);
            self.keep_what_was_seen();
            self.on(Event::Catalog(Arc::new(catalog)));
            self.tell_the_catalogs_age();
        }
    }

    pub(super) fn tell_the_catalogs_age(&mut self) {
        if let Some(freshness) = self.catalog_age.changed(&self.clock.now()) {
            self.on(Event::Freshness(freshness));
        }
    }

    pub(super) fn keep_what_was_seen(&mut self) {
        if let Some(seen) = self.catalog_age.settled(self.clock.now().elapsed) {
            self.keeper.order(Order::Seen(seen));
        }
    }
}
