//! Did a citizen leave traces? A search of files for planted words.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A planted word, found where nothing personal may be. Names the word by its place in the list, so that a report of
/// traces is not itself one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The file.
    pub file: PathBuf,
    /// Place in the list of words.
    pub word: usize,
    /// As what it stands there.
    pub encoding: &'static str,
}

/// What to search for.
#[derive(Default)]
pub struct Planted {
    /// Words, looked for as UTF-8, as UTF-16 and as GB 18030.
    pub words: Vec<String>,
    /// Bytes, looked for as they are: a part of a photographed paper, of a portrait, of the ink.
    pub bytes: Vec<Vec<u8>>,
}

/// Searches every file below these folders.
///
/// # Errors
/// When a file that is there cannot be read: a search that skips files proves nothing.
pub fn search(folders: &[PathBuf], planted: &Planted) -> std::io::Result<Vec<Trace>> {
    let mut files = Vec::new();
    for folder in folders {
        list(folder, &mut files)?;
    }
    let words = planted.words.iter().enumerate().flat_map(|(place, word)| encodings(place, word));
    let bytes = planted.bytes.iter().enumerate().map(|(place, bytes)| (place, "bytes", bytes.clone()));
    let needles: Vec<_> = words.chain(bytes).filter(|(_, _, needle)| !needle.is_empty()).collect();
    let mut traces = Vec::new();
    for file in files {
        let bytes = match fs::read(&file) {
            // A log that the kiosk takes away while it closes its store: what is not there bears no trace.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            read => read?,
        };
        let found = needles.iter().filter(|(_, _, needle)| bytes.windows(needle.len()).any(|window| window == needle));
        traces.extend(found.map(|&(word, encoding, _)| Trace { file: file.clone(), word, encoding }));
    }
    Ok(traces)
}

fn encodings(place: usize, word: &str) -> [(usize, &'static str, Vec<u8>); 3] {
    let (gb, ..) = encoding_rs::GB18030.encode(word);
    [
        (place, "UTF-8", word.as_bytes().to_vec()),
        (place, "UTF-16", word.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        (place, "GB 18030", gb.into_owned()),
    ]
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            list(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_planted_word_is_found_in_every_encoding() {
        let folder = tempfile::tempdir().expect("a folder");
        let (gb, ..) = encoding_rs::GB18030.encode("王小满");
        let utf16: Vec<u8> = "王小满".encode_utf16().flat_map(u16::to_le_bytes).collect();
        fs::create_dir(folder.path().join("deep")).expect("made");
        fs::write(folder.path().join("deep/a"), ["x".as_bytes(), &gb].concat()).expect("written");
        fs::write(folder.path().join("b"), [&utf16, "x".as_bytes()].concat()).expect("written");
        fs::write(folder.path().join("c"), "王小满").expect("written");
        fs::write(folder.path().join("d"), "王小").expect("written");
        fs::write(folder.path().join("e"), [1, 2, 3, 4, 5]).expect("written");
        let planted = Planted { words: vec!["王小满".into()], bytes: vec![vec![2, 3, 4], vec![4, 3]] };
        let traces = search(&[folder.path().to_owned()], &planted).expect("searched");
        assert_eq!(traces.len(), 4);
    }
}
