//! Every fixed word on the screens has its English and its traditional characters, and none is left over.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const LANGUAGES: [&str; 2] = ["en", "zh-Hant"];

#[test]
fn every_word_on_the_screens_is_there_in_each_language() {
    for language in LANGUAGES {
        let translated = translated(language);
        let missing = words().into_iter().filter(|word| !translated.contains(word)).collect::<Vec<_>>();
        assert!(missing.is_empty(), "not in lang/{language}: {missing:#?}");
    }
}

#[test]
fn nothing_is_kept_for_a_word_that_is_gone() {
    let words = words();
    for language in LANGUAGES {
        let stale = translated(language).into_iter().filter(|word| !words.contains(word)).collect::<Vec<_>>();
        assert!(stale.is_empty(), "in lang/{language}, no longer on any screen: {stale:#?}");
    }
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

/// The words that are there in a language, not empty and with as many places for values.
fn translated(language: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lang").join(language).join("LC_MESSAGES/yici-ui.po");
    let text = fs::read_to_string(path).expect("the translation is read");
    let quoted =
        |line: &str, key: &str| Some(line.strip_prefix(key)?.strip_prefix(" \"")?.strip_suffix('"')?.to_owned());
    let lines = text.lines().collect::<Vec<_>>();
    lines
        .windows(2)
        .filter_map(|pair| Some((quoted(pair[0], "msgid")?, quoted(pair[1], "msgstr")?)))
        .filter(|(word, said)| !said.is_empty() && word.matches("{}").count() == said.matches("{}").count())
        .map(|(word, _)| word)
        .collect()
}
