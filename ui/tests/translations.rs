//! Every fixed word on the screens has its English, and no English is left over.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn every_word_on_the_screens_has_its_english() {
    let english = translated();
    let missing = words().into_iter().filter(|word| !english.contains(word)).collect::<Vec<_>>();
    assert!(missing.is_empty(), "without English in lang/en: {missing:#?}");
}

#[test]
fn no_english_is_kept_for_a_word_that_is_gone() {
    let words = words();
    let stale = translated().into_iter().filter(|word| !words.contains(word)).collect::<Vec<_>>();
    assert!(stale.is_empty(), "no longer on any screen: {stale:#?}");
}

/// What stands in `@tr("…")` in any screen.
fn words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    gather(Path::new(env!("CARGO_MANIFEST_DIR")), &mut words);
    words
}

fn gather(folder: &Path, words: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the folder is read") {
        let path = entry.expect("the entry is read").path();
        if path.is_dir() {
            gather(&path, words);
        } else if path.extension().is_some_and(|extension| extension == "slint") {
            let text = fs::read_to_string(&path).expect("the screen is read");
            words.extend(text.split("@tr(\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
        }
    }
}

/// The words that have a non-empty English, with as many places for values.
fn translated() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lang/en/LC_MESSAGES/yici-ui.po");
    let text = fs::read_to_string(path).expect("the translation is read");
    let quoted =
        |line: &str, key: &str| Some(line.strip_prefix(key)?.strip_prefix(" \"")?.strip_suffix('"')?.to_owned());
    let lines = text.lines().collect::<Vec<_>>();
    lines
        .windows(2)
        .filter_map(|pair| Some((quoted(pair[0], "msgid")?, quoted(pair[1], "msgstr")?)))
        .filter(|(word, english)| !english.is_empty() && word.matches("{}").count() == english.matches("{}").count())
        .map(|(word, _)| word)
        .collect()
}
