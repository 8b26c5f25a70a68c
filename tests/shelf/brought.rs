//! The courier brings the catalog from the platform, over the real line.

use super::publisher::{Publisher, copy, day, files};
use crate::delivery::bench::{adapter, directory};
use jiff::Timestamp;
use tempfile::TempDir;
use yici::courier::catalog::{NotBrought, bring};
use yici::courier::{Hours, Metered, Pace};
use yici::platform::{Adapter, QueueFault};
use yici::shelf::store::Store;
use yici::shelf::{Refused, Signed, Versions};
use yici_platform::{Behaviour, ReferencePlatform};

/// A publisher, the platform that serves what it publishes, and a kiosk's shelf.
pub struct Line {
    pub publisher: Publisher,
    pub platform: ReferencePlatform,
    pub store: Store,
    http: Adapter,
    folders: (TempDir, TempDir),
}

impl Line {
    pub fn new() -> Self {
        let (folder, state) = (directory(), directory());
        let platform = ReferencePlatform::start(folder.path()).expect("a platform");
        let http = adapter(&platform);
        let store = Store::below(state.path());
        let line = Self { publisher: Publisher::new(), platform, store, http, folders: (folder, state) };
        line.publish();
        line
    }

    /// Puts what is published now on the platform.
    pub fn publish(&self) {
        copy(&self.publisher.repository(), &self.folders.0.path().join("catalog"));
    }

    pub async fn bring(&self, now: Timestamp) -> Result<Option<Signed>, NotBrought> {
        self.bring_over(now, Metered::default()).await
    }

    /// Over a line that costs.
    pub async fn bring_over(&self, now: Timestamp, metered: Metered) -> Result<Option<Signed>, NotBrought> {
        bring(&self.http, &self.publisher.first_root(), &self.store, now, &mut Pace::new(metered)).await
    }

    pub fn kept(&self) -> u32 {
        let kept = self.store.read(&self.publisher.first_root(), Versions::default()).expect("a whole catalog");
        kept.signed.versions.targets
    }
}

#[tokio::test]
async fn what_is_newer_is_brought_once_and_kept() {
    let line = Line::new();
    let first = line.bring(day(1)).await.expect("brought").expect("new");
    assert_eq!((first.versions.targets, line.kept()), (1, 1));
    assert!(line.bring(day(1)).await.expect("looked").is_none(), "nothing is newer");
    line.publisher.publish_change(2, 9);
    line.publish();
    assert_eq!(line.bring(day(3)).await.expect("brought").expect("new").versions.targets, 2);
    assert_eq!(line.kept(), 2);
}

#[tokio::test]
async fn matters_that_lie_on_the_shelf_are_not_brought_again() {
    let line = Line::new();
    line.bring(day(1)).await.expect("brought").expect("new");
    line.publisher.publish_change(2, 9);
    line.publish();
    // The platform has lost every file that did not change.
    let served = line.folders.0.path().join("catalog/targets");
    for file in files(&served).into_iter().filter(|file| !file.starts_with(served.join("newborn"))) {
        std::fs::remove_file(file).expect("removed");
    }
    line.bring(day(3)).await.expect("brought all the same").expect("new");
    assert_eq!(line.kept(), 2);
}

#[tokio::test]
async fn bytes_that_do_not_end_are_cut_off_and_the_kept_one_goes_on() {
    let line = Line::new();
    line.bring(day(1)).await.expect("brought").expect("new");
    line.platform.behave(Behaviour::Endless);
    let refusal = line.bring(day(2)).await.expect_err("refused");
    assert!(matches!(refusal, NotBrought::Refused(Refused::TooLong { .. })), "{refusal}");
    assert_eq!(line.kept(), 1);
}

#[tokio::test]
async fn a_login_page_a_broken_platform_and_a_line_that_is_down_change_nothing() {
    let line = Line::new();
    line.bring(day(1)).await.expect("brought").expect("new");
    line.publisher.publish_change(2, 9);
    line.publish();
    line.platform.behave(Behaviour::LoginPage);
    let page = line.bring(day(3)).await.expect_err("a page is no catalog");
    let is_told = matches!(page, NotBrought::Line(QueueFault::NotThePlatform(_)));
    assert!(
        is_told || matches!(page, NotBrought::Refused(Refused::Untrusted { .. })),
        "by form or by signature: {page}"
    );
    line.platform.behave(Behaviour::Rude);
    assert!(matches!(line.bring(day(3)).await, Err(NotBrought::Line(QueueFault::Server(500)))));
    line.platform.behave(Behaviour::CutMidBody);
    assert!(matches!(line.bring(day(3)).await, Err(NotBrought::Line(_))));
    line.platform.behave(Behaviour::Absent);
    assert!(matches!(line.bring(day(3)).await, Err(NotBrought::Line(_))));
    assert_eq!(line.kept(), 1);
    line.platform.behave(Behaviour::Normal);
    line.bring(day(3)).await.expect("brought").expect("new");
    assert_eq!(line.kept(), 2);
}

#[tokio::test]
async fn a_clock_that_is_years_ahead_keeps_no_fresh_catalog_out() {
    let line = Line::new();
    line.bring(day(1)).await.expect("brought").expect("new");
    line.publisher.publish_change(2, 9);
    line.publish();
    line.bring("2062-01-01T00:00:00Z".parse().expect("a time")).await.expect("brought").expect("new");
    assert_eq!(line.kept(), 2);
}

#[tokio::test]
async fn a_clock_that_is_years_behind_lets_no_frozen_catalog_in() {
    let line = Line::new();
    line.publisher.stamp(100);
    line.publish();
    line.bring(day(100)).await.expect("brought").expect("new");
    // A newer number, but a date that had passed when the kept one was signed.
    line.publisher.stamp(1);
    line.publish();
    let refusal = line.bring("1970-01-01T00:00:00Z".parse().expect("a time")).await.expect_err("refused");
    assert!(matches!(refusal, NotBrought::Refused(Refused::Expired { .. })), "{refusal}");
}

#[tokio::test]
async fn on_a_line_that_costs_the_catalog_keeps_the_hours_and_the_rate() {
    let line = Line::new();
    let hours = |text: &str| Some(Hours::try_from(text.to_owned()).expect("hours"));
    // `day` is at midnight, eight in the morning in China.
    let night = Metered { hours: hours("22:00-06:00"), ..Metered::default() };
    assert!(matches!(line.bring_over(day(1), night).await, Err(NotBrought::Resting)));
    let files = super::publisher::files(&line.publisher.repository());
    let bytes: u64 = files.iter().map(|file| file.metadata().expect("a size").len()).sum();
    let a_second = u32::try_from(bytes).ok().and_then(std::num::NonZeroU32::new);
    let slow = Metered { bytes_per_second: a_second, hours: hours("07:00-09:00") };
    let begun = std::time::Instant::now();
    line.bring_over(day(1), slow).await.expect("brought").expect("new");
    assert!(begun.elapsed().as_millis() > 300, "a line that brings all of it in a second: {:?}", begun.elapsed());
}
