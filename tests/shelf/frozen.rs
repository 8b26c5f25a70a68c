//! Somebody goes on serving what was the newest once.

use super::publisher::{FRESH_DAYS, Publisher, VALID_DAYS, day, refused, store_with};
use yici::shelf::{Freshness, Refused, Versions};

#[test]
fn a_timestamp_past_its_date_is_refused_and_a_new_one_is_taken() {
    let publisher = Publisher::new();
    let late = i64::from(FRESH_DAYS) + 1;
    let refusal = refused(publisher.offer(&publisher.repository(), late));
    assert!(matches!(&refusal, Refused::Expired { file, .. } if file == "metadata/timestamp.json"), "{refusal}");
    publisher.stamp(late);
    let signed = publisher.offer(&publisher.repository(), late).expect("fresh again").signed;
    assert_eq!((signed.made, signed.versions.targets), (day(late), 1));
}

#[test]
fn a_list_past_its_date_is_refused_however_fresh_the_timestamp_is() {
    let publisher = Publisher::new();
    let late = i64::from(VALID_DAYS) + 1;
    publisher.stamp(late);
    let refusal = refused(publisher.offer(&publisher.repository(), late));
    assert!(matches!(refusal, Refused::Expired { .. }), "{refusal}");
}

#[test]
fn what_is_kept_grows_old_and_closes_but_is_never_taken_for_a_forgery() {
    let publisher = Publisher::new();
    let (_state, store) = store_with(&publisher.offer(&publisher.repository(), 1).expect("taken"));
    let kept = store.read(&publisher.first_root(), Versions::default()).expect("kept").signed;
    assert_eq!(kept.freshness(day(13)), Freshness::Fresh);
    assert_eq!(kept.freshness(day(40)), Freshness::Old { days: 40 });
    assert_eq!(kept.freshness(day(i64::from(VALID_DAYS))), Freshness::Closed);
}
