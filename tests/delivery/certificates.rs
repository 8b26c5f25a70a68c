use super::bench::{connection, directory};
use jiff::Timestamp;
use std::ops::Range;
use std::sync::Arc;
use tempfile::TempDir;
use yici::platform::{HttpPlatform, Patience, Platform, QueueFault};
use yici_platform::{Behaviour, Impostor, ReferencePlatform};

fn platform(years: Range<i32>) -> (ReferencePlatform, TempDir) {
    let dir = directory();
    (ReferencePlatform::start_valid(dir.path(), years).expect("a platform"), dir)
}

/// A ping, by a kiosk whose clock says this.
async fn ping(platform: &ReferencePlatform, clock: &str) -> Result<(), QueueFault> {
    let clock: Timestamp = clock.parse().expect("a time");
    let http = HttpPlatform::with_clock(&connection(platform), Patience::default(), Arc::new(move || clock));
    http.expect("an adapter").ping().await
}

#[tokio::test]
async fn a_clock_ten_years_off_either_way_still_delivers() {
    let (platform, _dir) = platform(2026..2028);
    for clock in ["1970-01-01T00:00:00Z", "2016-11-22T00:00:00Z", "2026-11-22T00:00:00Z", "2036-11-22T00:00:00Z"] {
        assert_eq!(ping(&platform, clock).await, Ok(()), "{clock}");
    }
}

#[tokio::test]
async fn a_certificate_that_was_renewed_while_the_clock_stood_is_accepted() {
    let (platform, _dir) = platform(2028..2030);
    assert_eq!(ping(&platform, "1970-01-01T00:00:00Z").await, Ok(()));
    assert_eq!(ping(&platform, "2029-01-01T00:00:00Z").await, Ok(()));
}

#[tokio::test]
async fn a_certificate_that_had_expired_before_this_program_was_made_is_refused_whatever_the_clock_says() {
    let (platform, _dir) = platform(2021..2023);
    for clock in ["1970-01-01T00:00:00Z", "2022-06-01T00:00:00Z", "2026-11-22T00:00:00Z", "2036-11-22T00:00:00Z"] {
        assert_eq!(ping(&platform, clock).await, Err(QueueFault::Tls), "{clock}");
    }
}

#[tokio::test]
async fn a_certificate_that_begins_many_years_from_now_is_refused() {
    let (platform, _dir) = platform(2040..2042);
    assert_eq!(ping(&platform, "2026-11-22T00:00:00Z").await, Err(QueueFault::Tls));
}

/// As after a name server's lie: another machine of the same authority answers, whose certificate bears another name.
#[tokio::test]
async fn a_certificate_with_another_name_is_refused_whatever_the_clock_says() {
    let dir = directory();
    let elsewhere = "127.0.0.2:0".parse().expect("an address");
    let platform = ReferencePlatform::start_at(dir.path(), elsewhere).expect("a platform");
    for clock in ["1970-01-01T00:00:00Z", "2026-11-22T00:00:00Z", "2036-11-22T00:00:00Z"] {
        assert_eq!(ping(&platform, clock).await, Err(QueueFault::Tls), "{clock}");
    }
}

#[tokio::test]
async fn a_platform_whose_certificate_becomes_another_is_not_spoken_to_until_it_is_its_own_again() {
    let (platform, _dir) = platform(2026..2028);
    let http = HttpPlatform::new(&connection(&platform)).expect("an adapter");
    for impostor in [Impostor::OtherAuthority, Impostor::OtherName, Impostor::Expired] {
        assert_eq!(http.ping().await, Ok(()));
        platform.behave(Behaviour::Impostor(impostor));
        // The connection that stood breaks; every one after it is refused.
        assert!(matches!(http.ping().await, Err(QueueFault::Tls | QueueFault::Unreachable)), "{impostor:?}");
        assert_eq!(http.ping().await, Err(QueueFault::Tls), "{impostor:?}");
        platform.behave(Behaviour::Normal);
    }
    assert_eq!(http.ping().await, Ok(()));
}
