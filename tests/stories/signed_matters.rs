//! A kiosk that serves signed matters: they are renewed between citizens, grow old, and close.

#[path = "../shelf/publisher.rs"]
#[expect(dead_code, reason = "the attacks on the catalog are in the other binary")]
mod publisher;

use crate::support::{bench, recorded};
use publisher::Publisher;
use std::time::Duration;
use tempfile::TempDir;
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story};
use yici::shelf::Versions;
use yici::shelf::store::Store;
use yici::text::Language;

const DAY: Duration = Duration::from_secs(86_400);

/// A bench whose kiosk trusts this publisher and nobody else. The kiosk's clock stands on the day after the beginning.
struct Signed {
    bench: Bench,
    publisher: Publisher,
    _folder: TempDir,
}

impl Signed {
    fn new() -> Self {
        let (bench, folder) = bench();
        let publisher = Publisher::new();
        let root = publisher.repository().join("metadata/1.root.json");
        let settings = std::fs::read_to_string(bench.settings_file()).expect("settings");
        let settings = settings.replace("unsigned = true", &format!("root = \"{}\"", root.display()));
        std::fs::write(bench.settings_file(), settings).expect("written");
        let signed = Self { bench, publisher, _folder: folder };
        signed.bring();
        signed
    }

    /// What is published now comes on the shelf, as the courier or a stick brings it.
    fn bring(&self) {
        let verified = self.publisher.offer(&self.publisher.repository(), 1).expect("verified");
        self.store().keep(&verified).expect("kept");
    }

    fn store(&self) -> Store {
        Store::below(&self.bench.folder().join("state"))
    }
}

/// What the kiosk remembers to have served.
fn seen(bench: &Bench) -> String {
    std::fs::read_to_string(bench.folder().join("state/catalog-seen.json")).unwrap_or_default()
}

#[test]
fn newer_matters_serve_the_next_citizen_and_not_the_one_who_is_there() {
    let signed = Signed::new();
    let mut citizen = Citizen::arrive(&signed.bench).expect("a kiosk");
    citizen.touch_anywhere();
    citizen.wait_for("约8分钟").expect("the signed matters");
    signed.publisher.publish_change(1, 9);
    signed.bring();
    citizen.wait_until("it is taken", |_| seen(&signed.bench).contains("\"targets\":2")).expect("it is");
    for _ in 0..10 {
        citizen.pause();
    }
    assert!(citizen.sees("约8分钟"), "a citizen at work keeps the old ones");
    citizen.touch("离开").expect("leave");
    citizen.touch_anywhere();
    citizen.wait_for("约9分钟").expect("the next one has the new ones");
}

#[test]
fn a_shelf_that_was_tampered_with_changes_nothing_while_serving_and_is_not_served_after_a_restart() {
    let signed = Signed::new();
    let mut citizen = Citizen::arrive(&signed.bench).expect("a kiosk");
    citizen.wait_until("it is written down", |_| !seen(&signed.bench).is_empty()).expect("it is");
    let trusted = signed.bench.folder().join("state/shelf/trusted.json");
    let text = std::fs::read_to_string(&trusted).expect("the shelf");
    std::fs::write(&trusted, text.replace("newborn", "newporn")).expect("written");
    citizen.wait_until("it is told", |_| recorded(&signed.bench, "catalog-refused") > 0).expect("it is");
    citizen.touch_anywhere();
    citizen.wait_for("约8分钟").expect("the last good ones go on");
    drop(citizen);
    let refusal = Citizen::arrive(&signed.bench).map(|_| ()).expect_err("nothing else is there").to_string();
    assert!(refusal.contains("targets.json") && refusal.contains("signature"), "{refusal}");
    assert!(signed.store().read(&signed.publisher.first_root(), Versions::default()).is_err());
}

#[test]
fn old_matters_say_their_age_and_past_their_limit_they_close_with_a_reason() {
    let signed = Signed::new();
    let mut citizen = Citizen::arrive(&signed.bench).expect("a kiosk");
    if let Some(folder) = std::env::var_os("YICI_PICTURES") {
        citizen = citizen.with_pictures(std::path::Path::new(&folder));
    }
    citizen.skip(20 * DAY);
    citizen.wait_until("its age", |citizen| citizen.reads().contains("已21天未更新")).expect("it is said");
    citizen.picture("old-attract").expect("a picture");
    citizen.skip(200 * DAY);
    citizen.wait_until("its end", |citizen| citizen.reads().contains("已过期")).expect("it is said");
    citizen.picture("closed-attract").expect("a picture");
    citizen.touch_anywhere();
    citizen.wait_until("a reason", |citizen| citizen.reads().contains("请到窗口办理")).expect("it is given");
    citizen.picture("closed-home").expect("a picture");
}

#[test]
fn a_signed_picture_that_is_broken_is_left_out_and_the_technician_is_told() {
    let signed = Signed::new();
    signed.publisher.publish_unchecked(1, "samples/birth-record.png", "no picture");
    signed.bring();
    let mut citizen = Citizen::arrive(&signed.bench).expect("a kiosk");
    let mut story = Story::begin(&mut citizen, &signed.bench, Matter::Newborn).expect("attract");
    story.until(Place::Papers, Language::Chinese).expect("the papers");
    assert!(citizen.sees("医院出生记录单") && !citizen.sees("看样张"), "{}", citizen.reads());
    citizen.touch("居民户口簿").expect("another paper");
    citizen.wait_for("看样张").expect("its own picture is good");
    assert_eq!(recorded(&signed.bench, "samples/birth-record.png: no whole PNG"), 1);
}
