//! Makes the table of strokes: `table MEDIANS DICTIONARY FILE`.
//!
//! MEDIANS is the folder of hanzi-writer-data, one JSON file a character, whose `medians` are the middle lines of its
//! strokes, y upwards from -124 to 900. DICTIONARY is a dictionary of librime, a word, its reading and its weight a line: a
//! character is as common as the words that it stands in.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use yici_strokes::{Builder, Stroke};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [medians, dictionary, file] = arguments.as_slice() else {
        return Err("usage: table MEDIANS DICTIONARY FILE".into());
    };
    let common = common(&std::fs::read_to_string(dictionary)?);
    let mut builder = Builder::default();
    let mut names: Vec<_> = std::fs::read_dir(medians)?.collect::<Result<Vec<_>, _>>()?;
    names.sort_by_key(std::fs::DirEntry::file_name);
    let mut count = 0;
    for name in names {
        let path = name.path();
        let Some(character) = character(&path) else { continue };
        let strokes = strokes(&std::fs::read_to_string(&path)?)?;
        builder.add(character, common.get(&character).copied().unwrap_or(0), &strokes);
        count += 1;
    }
    if count < 9_000 {
        return Err(format!("only {count} characters in {medians}; is it hanzi-writer-data?").into());
    }
    std::fs::write(file, builder.finish())?;
    println!("{count} characters");
    Ok(())
}

/// The character that a file is named after.
fn character(path: &Path) -> Option<char> {
    let mut name = path.file_name()?.to_str()?.strip_suffix(".json")?.chars();
    name.next().filter(|character| !character.is_ascii() && name.next().is_none())
}

fn strokes(text: &str) -> Result<Vec<Stroke>, Box<dyn Error>> {
    let data: serde_json::Value = serde_json::from_str(text)?;
    let medians: Vec<Vec<(f32, f32)>> = serde_json::from_value(data["medians"].clone())?;
    let turned = |stroke: Vec<(f32, f32)>| stroke.into_iter().map(|(x, y)| (x, 900.0 - y)).collect();
    Ok(medians.into_iter().map(turned).collect())
}

/// How common each character is, by the logarithm of its words' weights: 255 the commonest, 0 unknown.
fn common(dictionary: &str) -> HashMap<char, u8> {
    let mut weights: HashMap<char, f64> = HashMap::new();
    for line in dictionary.lines() {
        let mut columns = line.split('\t');
        let (Some(word), Some(_), Some(Ok(weight))) =
            (columns.next(), columns.next(), columns.next().map(str::parse::<f64>))
        else {
            continue;
        };
        word.chars().for_each(|character| *weights.entry(character).or_default() += weight);
    }
    let most = weights.values().copied().fold(1.0, f64::max).ln_1p();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
    let byte = |weight: f64| (255.0 * weight.ln_1p() / most).round() as u8;
    weights.into_iter().map(|(character, weight)| (character, byte(weight))).collect()
}
