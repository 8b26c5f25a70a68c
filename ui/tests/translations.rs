//! Every fixed word on the screens has its English and its traditional characters, and none is left over; and each is of the one kind
//! of text that may be painted.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

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

#[test]
fn every_text_that_is_painted_is_of_the_kind_that_is_painted_when_it_changes() {
    let mut others = Vec::new();
    for (path, text) in screens() {
        let bare = text.lines().filter(|line| {
            let line = line.trim_start();
            line.starts_with("Text {")
                || line.contains(": Text {")
                || line.contains(":= Text {")
                || line.contains("inherits Text ")
        });
        others.extend(bare.map(|line| format!("{}: {line}", path.display())));
    }
    others.retain(|line| !line.contains("component Words ") && !line.contains("component Unseen "));
    assert!(others.is_empty(), "these are to be `Words`:\n{}", others.join("\n"));
}

/// What stands in `@tr("…")` in any screen.
fn words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (_, text) in screens() {
        words.extend(text.split("@tr(\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
    }
    words
}

/// The source of every screen.
fn screens() -> Vec<(PathBuf, String)> {
    let mut screens = Vec::new();
    gather(Path::new(env!("CARGO_MANIFEST_DIR")), &mut screens);
    screens
}

fn gather(folder: &Path, screens: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is read") {
        let path = entry.expect("the entry is read").path();
        if path.is_dir() {
            gather(&path, screens);
        } else if path.extension().is_some_and(|extension| extension == "slint") {
            let text = fs::read_to_string(&path).expect("the screen is read");
            screens.push((path, text));
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
