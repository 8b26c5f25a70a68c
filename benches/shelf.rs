//! What it costs to verify a signed catalog of 300 matters, beside what nobody can spare: reading the same bytes from the
//! disk and taking their SHA-256.
//!
//! Each round reads everything anew from a shelf on the disk, whose pages are in memory after the first. The matters are
//! copies of the shipped ones, all but the first of each with a key of its own; the sample pictures are the shipped ones, once.
//! Parsing, and decoding the pictures, are the catalog's own and are shown beside it;
//! at the end stands the whole way in one figure, from the bytes on the disk to a plan of every matter. The same at three
//! times the size, which is nearly the 1,000 matters that a shelf takes, says how it grows. What counts is the processor's time;
//! a disk that is asked for the first time is not in it.

mod processor;

use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::Path;
use std::time::Duration;
use yici::catalog::SAMPLES;
use yici::plan::{Answers, Choice, Situation, plan};
use yici::shelf::author::{Pack, Roles, make_key, new_root, pack, read_public, sign};
use yici::shelf::store::{Store, from_folder};
use yici::shelf::{self, Versions};

const MATTERS: usize = 300;
/// How many times as many matters the second run has.
const TIMES: u32 = 3;
const ROUNDS: usize = 15;

fn main() {
    let small = measure(MATTERS);
    let large = measure(MATTERS * usize::try_from(TIMES).expect("a small number"));
    let growth = large.as_secs_f64() / small.as_secs_f64() / f64::from(TIMES);
    let met = |yes: bool| if yes { "met" } else { "MISSED" };
    let goal = Duration::from_millis(150);
    println!("  goal: verified, parsed and illustrated in at most {goal:.0?}, {small:.1?}: {}", met(small <= goal));
    println!("  goal: linear, at most 1.30 a matter, {growth:.2}: {}", met(growth <= 1.3));
}

/// What it takes to verify, parse and illustrate so many matters.
fn measure(matters: usize) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    let (services, repository) = (folder.path().join("services"), folder.path().join("repository"));
    synthesise(&services, matters);
    let key = folder.path().join("key");
    let public = make_key(&key).expect("a key");
    let keys = || vec![read_public(&public).expect("a key")];
    let roles = Roles { root: keys(), root_threshold: 1, matters: keys(), matters_threshold: 1, newest: keys() };
    let made = "2026-11-20T00:00:00Z".parse().expect("a time");
    let expires = "2036-11-20T00:00:00Z".parse().expect("a time");
    let root = new_root(&repository, &roles, expires).expect("a root");
    pack(&services, &repository, &Pack { made, fresh_days: 14, valid_days: 180 }).expect("packed");
    sign(&repository, &key).expect("signed");
    let root = fs::read(root).expect("the root");
    let verified = from_folder(&repository, &root, Versions::default(), None).expect("verified");
    let store = Store::below(folder.path());
    store.keep(&verified).expect("kept");
    let files: Vec<_> = fs::read_dir(folder.path().join("shelf/files")).expect("listed").flatten().collect();
    let bytes: u64 = files.iter().map(|file| file.metadata().expect("a size").len()).sum();

    let verify = median(|| drop(store.read(&root, Versions::default()).expect("verified")));
    let floor = median(|| {
        for file in &files {
            std::hint::black_box(Sha256::digest(fs::read(file.path()).expect("a file")));
        }
    });
    let load = median(|| drop(shelf::catalog(&verified).expect("in order")));
    let ratio = |took: Duration| took.as_secs_f64() / floor.as_secs_f64();
    println!("shelf: {} files, {bytes} bytes; medians of {ROUNDS} rounds", files.len());
    println!(
        "  read and hashed {floor:.1?} (1.00)  verified {verify:.1?} ({:.2})  parsed and illustrated {load:.1?} ({:.2})",
        ratio(verify),
        ratio(load)
    );
    let mut items = 0;
    let whole = median(|| {
        let verified = store.read(&root, Versions::default()).expect("verified");
        let catalog = shelf::catalog(&verified).expect("in order");
        items = catalog.matters.iter().map(|matter| matter.items.len()).sum();
        let answers = Answers::new();
        for matter in &catalog.matters {
            std::hint::black_box(plan(&catalog, matter, &Situation::new(&answers), &Choice::All).fields.len());
        }
    });
    println!(
        "  {items} items in {matters} matters verified, parsed, illustrated and each planned once, in one go: {whole:.1?} ({:.2})",
        ratio(whole)
    );
    verify + load
}

/// The shipped matters, again and again under other keys.
fn synthesise(services: &Path, count: usize) {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("services");
    let mut matters = Vec::new();
    fs::create_dir_all(services).expect("made");
    for entry in fs::read_dir(&shipped).expect("listed").flatten() {
        if entry.path().is_file() {
            fs::copy(entry.path(), services.join(entry.file_name())).expect("copied");
        } else if let Ok(text) = fs::read_to_string(entry.path().join("matter.toml")) {
            matters.push((entry.file_name().to_string_lossy().into_owned(), text));
        }
    }
    let samples = services.join(SAMPLES);
    fs::create_dir_all(&samples).expect("made");
    for entry in fs::read_dir(shipped.join(SAMPLES)).expect("listed").flatten() {
        fs::copy(entry.path(), samples.join(entry.file_name())).expect("copied");
    }
    for number in 0..count {
        let (name, text) = &matters[number % matters.len()];
        // The first of each keeps its own, by which its life stage knows it.
        let key = if number < matters.len() { name.clone() } else { format!("{name}-{number}") };
        let text = text.replacen(&format!("key = \"{name}\""), &format!("key = \"{key}\""), 1);
        let folder = services.join(&key);
        fs::create_dir_all(&folder).expect("made");
        fs::write(folder.join("matter.toml"), text).expect("written");
    }
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut took: Vec<_> = (0..ROUNDS).map(|_| processor::timed(&mut work).1).collect();
    took.sort();
    took[ROUNDS / 2]
}
