//! Sample pictures of papers: signed like the matters, and never what a kiosk waits for.

use super::publisher::{Publisher, store_with};
use std::fs;
use std::path::Path;
use yici::catalog::Catalog;
use yici::shelf::author::{Pack, pack};
use yici::shelf::{self, Shelf, Trust, Versions};

fn services() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/services"))
}

/// The services folder as a bench serves it, without a signature.
fn plain(publisher: &Publisher, state: &Path) -> Catalog {
    let shelf = Shelf::new(&publisher.services(), state, Trust::Unsigned);
    let taken = shelf.take(&Versions::default()).expect("served");
    assert!(taken.findings.is_empty(), "{:?}", taken.findings);
    taken.catalog
}

#[test]
fn every_shared_paper_that_is_shipped_has_a_picture_and_all_can_be_shown() {
    let (_, catalog) = shelf::read(services()).unwrap_or_else(|findings| panic!("{}", findings[0]));
    assert!(catalog.flaws.is_empty(), "{}", catalog.flaws[0]);
    for paper in catalog.papers.values() {
        assert!(catalog.sample(paper).is_some(), "{} has no sample", paper.key);
    }
    for (name, sample) in &catalog.samples {
        let pixels = sample.pixels().unwrap_or_else(|| panic!("{name} cannot be shown"));
        assert_eq!(u32::try_from(pixels.rgb.len()), Ok(pixels.width * pixels.height * 3), "{name}");
        assert!(services().join("samples").join(name).with_extension("typ").is_file(), "{name} has no source");
    }
}

#[test]
fn no_number_on_a_sample_can_be_anybodys() {
    let sources = fs::read_dir(services().join("samples")).expect("listed").flatten();
    let sources = sources.map(|entry| entry.path()).filter(|file| file.extension().is_some_and(|kind| kind == "typ"));
    let mut numbers = 0;
    for file in sources {
        let text = fs::read_to_string(&file).expect("a source");
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() >= 15);
        for word in words.filter(|word| word.chars().filter(char::is_ascii_digit).count() >= 12) {
            numbers += 1;
            assert!(yici_hardware::citizen_number::check(word).is_err(), "{}: {word}", file.display());
            // Area 99 is nowhere; a credit code has its area after the first two characters.
            assert!(word.starts_with("99") || word.starts_with("9199"), "{}: {word}", file.display());
        }
    }
    assert!(numbers > 5, "only {numbers} were looked at");
}

#[test]
fn pictures_are_signed_with_the_matters_and_come_through_store_and_stick() {
    let publisher = Publisher::new();
    let brought = publisher.offer(&publisher.repository(), 1).expect("verified");
    let (_, written) = shelf::read(services()).expect("in order");
    assert!(!written.samples.is_empty());
    assert_eq!(shelf::catalog(&brought).expect("in order").samples, written.samples);
    let (_state, store) = store_with(&brought);
    let kept = store.read(&publisher.first_root(), Versions::default()).expect("kept");
    assert_eq!(shelf::catalog(&kept).expect("in order").samples, written.samples);
}

#[test]
fn a_picture_that_cannot_be_shown_is_not_packed_and_is_named_where_it_is_asked_for() {
    let wrong: [(&[u8], &str); 3] = [
        (b"<svg/>", "no whole PNG"),
        (&fs::read(services().join("samples/lease.png")).expect("a picture")[..9_000], "no whole PNG"),
        (&vec![0; 300_000], "256 KiB"),
    ];
    for (bytes, why) in wrong {
        let publisher = Publisher::new();
        fs::write(publisher.services().join("samples/lease.png"), bytes).expect("written");
        let on = Pack { made: super::publisher::day(1), fresh_days: 14, valid_days: 180 };
        let refused = pack(&publisher.services(), &publisher.repository(), &on).expect_err("refused").to_string();
        let papers = fs::read_to_string(services().join("papers.toml")).expect("the papers");
        let line = papers.lines().position(|line| line == "sample = \"lease.png\"").expect("it is asked for") + 1;
        assert!(
            refused.contains(&format!("papers.toml:{line}: paper.lease.sample")) && refused.contains(why),
            "{refused}"
        );
    }
}

#[test]
fn a_signed_picture_that_is_broken_leaves_its_paper_without_one_and_the_matters_serving() {
    let publisher = Publisher::new();
    publisher.publish_unchecked(2, "samples/lease.png", "no picture");
    let catalog = shelf::catalog(&publisher.offer(&publisher.repository(), 3).expect("signed")).expect("served");
    assert!(catalog.matter("restaurant").is_some());
    assert!(catalog.sample(&catalog.papers["lease"]).is_none() && catalog.sample(&catalog.papers["photo"]).is_some());
    assert_eq!(catalog.flaws.len(), 1, "said once, though three matters ask for it: {:?}", catalog.flaws);
    assert_eq!(catalog.flaws[0].key, "paper.lease.sample");
}

#[test]
fn a_missing_picture_is_a_flaw_and_a_name_that_leads_elsewhere_is_never_followed() {
    let (publisher, state) = (Publisher::new(), tempfile::tempdir().expect("a folder"));
    fs::remove_file(publisher.services().join("samples/lease.png")).expect("removed");
    let file = publisher.services().join("papers.toml");
    let text = fs::read_to_string(&file).expect("the papers");
    fs::write(&file, text.replacen("\"photo.png\"", "\"../newborn/matter.toml\"", 1)).expect("written");
    let catalog = plain(&publisher, state.path());
    let said: Vec<String> = catalog.flaws.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|flaw| flaw.contains("there is no samples/lease.png")), "{said:?}");
    assert!(said.iter().any(|flaw| flaw.contains("small letters, digits and hyphens")), "{said:?}");
    assert_eq!(said.len(), 2, "{said:?}");
}

#[test]
fn the_last_good_copy_of_a_plain_folder_keeps_its_pictures() {
    let (publisher, state) = (Publisher::new(), tempfile::tempdir().expect("a folder"));
    let before = plain(&publisher, state.path());
    fs::write(publisher.services().join("newborn/matter.toml"), "format = 9").expect("written");
    let shelf = Shelf::new(&publisher.services(), state.path(), Trust::Unsigned);
    let taken = shelf.take(&Versions::default()).expect("the last good one");
    assert!(!taken.findings.is_empty() && taken.catalog.samples == before.samples);
}
