//! The fonts: one for what is usual, two more for what is rare.
//!
//! Noto Sans CJK SC holds what GB 2312 and most of GB 18030 ask for, and every rare name character that we tried;
//! HanaMin the rest of the Han extensions up to F. Reading 50 MB for the sake of a name in a thousand would make every
//! other citizen wait, so HanaMin is opened when a document needs it.

use serde_json::Value;
use std::sync::OnceLock;
use typst::foundations::Bytes;
use typst::text::Font;

/// Debian's `fonts-noto-cjk`: file and face. Face 2 of the collection is simplified Chinese.
const USUAL: [(&str, u32); 2] = [
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2),
];
/// Debian's `fonts-hanazono`.
const RARE: [(&str, u32); 2] =
    [("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf", 0), ("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf", 0)];

/// The fonts that are open.
pub struct Fonts {
    usual: Vec<Font>,
    rare: OnceLock<Vec<Font>>,
}

/// Why a document cannot be set. The character itself is not told: it is a part of a name.
#[derive(Debug, thiserror::Error)]
pub enum FontTrouble {
    /// A file is not there, or is no font.
    #[error("cannot read the font {0} ({1}); install the package fonts-noto-cjk")]
    Missing(&'static str, String),
    /// No font has a character.
    #[error("a character is in no font that is installed; install the package fonts-hanazono")]
    NoGlyph,
}

/// The fonts for one document.
pub(crate) struct Chosen(pub(crate) Vec<Font>);

impl Chosen {
    /// Their families, in the order in which a character is looked for.
    pub(crate) fn families(&self) -> Vec<String> {
        let mut families: Vec<String> = self.0.iter().map(|font| font.info().family.to_string()).collect();
        families.dedup();
        families
    }
}

impl Fonts {
    /// Opens the usual ones.
    ///
    /// # Errors
    /// Names the one that is missing.
    pub fn open() -> Result<Self, FontTrouble> {
        let usual = USUAL.into_iter().map(|(file, face)| open(file, face)).collect::<Result<_, _>>()?;
        Ok(Self { usual, rare: OnceLock::new() })
    }

    /// The fonts that all texts in `value` need.
    pub(crate) fn for_texts(&self, value: &Value) -> Result<Chosen, FontTrouble> {
        if every_char(value, &mut |c| has(&self.usual[..1], c)) {
            return Ok(Chosen(self.usual.clone()));
        }
        // One that is missing is found out by the character that it would have had.
        let rare = self.rare.get_or_init(|| RARE.into_iter().flat_map(|(file, face)| open(file, face)).collect());
        let all: Vec<Font> = self.usual.iter().chain(rare).cloned().collect();
        if every_char(value, &mut |c| has(&all, c)) { Ok(Chosen(all)) } else { Err(FontTrouble::NoGlyph) }
    }
}

fn open(file: &'static str, face: u32) -> Result<Font, FontTrouble> {
    let bytes = std::fs::read(file).map_err(|error| FontTrouble::Missing(file, error.to_string()))?;
    Font::new(Bytes::new(bytes), face).ok_or_else(|| FontTrouble::Missing(file, "not a font".into()))
}

/// Whether one of the fonts has the character. Ends of lines and variation selectors need none.
fn has(fonts: &[Font], c: char) -> bool {
    let invisible = matches!(c, '\n' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    invisible || fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)))
}

fn every_char(value: &Value, holds: &mut dyn FnMut(char) -> bool) -> bool {
    match value {
        Value::String(text) => text.chars().all(holds),
        Value::Array(list) => list.iter().all(|value| every_char(value, holds)),
        Value::Object(fields) => fields.values().all(|value| every_char(value, holds)),
        Value::Number(_) | Value::Bool(_) | Value::Null => true,
    }
}
