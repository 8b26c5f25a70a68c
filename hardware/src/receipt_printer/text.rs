//! Which characters the printer's own font has, how wide they are, and where a line may break.
//!
//! The printer's font is taken to be GBK: what GB 18030 encodes in two bytes. What takes four bytes prints as digits and
//! junk on a printer without the four-byte font, so a line that holds such a character is drawn by
//! [`raster`](super::raster) instead.
//!
//! A column is half a Chinese character: 12 dots. ASCII takes one, everything else two.

use encoding_rs::GB18030;

/// Columns of 80 mm paper: 576 dots, a Chinese character being 24 dots wide.
pub const COLUMNS: usize = 48;

/// What stands for a character that cannot be shown: a geta mark, so that nothing is left out silently.
pub const MISSING: char = '〓';

/// No line begins with one of these.
const CLOSING: &str = "，。、；：？！）》〉」』】〕”’…—·％℃,.;:?!)]}%";
/// No line ends with one of these.
const OPENING: &str = "（《〈「『【〔“‘￥([{";

/// Whether the printer's own font can draw `c`. Private-use characters have two-byte codes but no agreed shape.
pub fn in_printer_font(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_control();
    }
    let mut utf8 = [0; 4];
    let (bytes, _, unmappable) = GB18030.encode(c.encode_utf8(&mut utf8));
    bytes.len() == 2 && !unmappable && !('\u{E000}'..='\u{F8FF}').contains(&c)
}

/// Columns that `c` takes.
pub fn columns(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// Columns that `text` takes.
pub fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// `text` as one line that is safe to send.
///
/// Line breaks, tabs and no-break spaces become spaces; other control characters, which a printer would obey, become
/// [`MISSING`]; `¥` (U+00A5, four bytes) becomes `￥` (U+FFE5, two bytes).
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' | '\u{A0}' => ' ',
            '\u{A5}' => '\u{FFE5}',
            c if c.is_control() => MISSING,
            c => c,
        })
        .collect()
}

/// Breaks `text` into lines of at most `columns`, which is at least 2.
///
/// A word or number in ASCII stays whole when it fits on a line by itself; closing punctuation goes down together with
/// the character before it. An empty text is one empty line.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = Line::new(columns);
    for unit in units(text) {
        if !line.fits(unit.trim_end()) {
            lines.extend(line.finish());
        }
        if line.fits(unit.trim_end()) {
            line.push(unit);
            continue;
        }
        // Longer than a whole line: it breaks anywhere.
        for c in unit.chars() {
            let mut utf8 = [0; 4];
            let c: &str = c.encode_utf8(&mut utf8);
            if !line.fits(c) {
                lines.extend(line.finish());
            }
            line.push(c);
        }
    }
    lines.extend(line.finish());
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// A label at the left and its value at the right edge of the same line, when two columns stay free between them; else
/// the value goes below, indented by two columns.
pub fn pair(label: &str, value: &str, columns: usize) -> Vec<String> {
    let taken = width(label) + width(value);
    if taken + 2 <= columns {
        return vec![format!("{label}{}{value}", " ".repeat(columns - taken))];
    }
    let mut lines = wrap(label, columns);
    lines.extend(wrap(value, columns - 2).into_iter().map(|line| format!("  {line}")));
    lines
}

/// A line being filled. Its text is allocated once, so no copy is left behind as it grows.
struct Line {
    text: String,
    used: usize,
    columns: usize,
}

impl Line {
    fn new(columns: usize) -> Self {
        Self { text: String::with_capacity(4 * columns), used: 0, columns }
    }

    fn fits(&self, unit: &str) -> bool {
        self.used + width(unit) <= self.columns
    }

    fn push(&mut self, unit: &str) {
        self.text.push_str(unit);
        self.used += width(unit);
    }

    /// The line without the spaces at its end, and an empty one instead. `None` when nothing stands on it.
    fn finish(&mut self) -> Option<String> {
        let mut done = std::mem::replace(self, Self::new(self.columns)).text;
        done.truncate(done.trim_end().len());
        (!done.is_empty()).then_some(done)
    }
}

/// Cuts `text` where a line may break. Spaces stay at the end of what they follow.
fn units(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut before = rest.chars().next()?;
        let end = rest
            .char_indices()
            .skip(1)
            .find(|&(_, c)| may_break(std::mem::replace(&mut before, c), c))
            .map_or(rest.len(), |(at, _)| at);
        let (unit, left) = rest.split_at(end);
        rest = left;
        Some(unit)
    })
}

fn may_break(before: char, after: char) -> bool {
    let one_word = before.is_ascii_graphic() && after.is_ascii_graphic();
    !(one_word || after.is_whitespace() || CLOSING.contains(after) || OPENING.contains(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_byte_characters_are_in_the_font_and_four_byte_ones_are_not() {
        for c in "王一〓￥，─䶮Az 9".chars() {
            assert!(in_printer_font(c), "{c}");
        }
        for c in ['㛃', '𬭎', '\u{A5}', '\u{E000}', '\u{1b}', '😀'] {
            assert!(!in_printer_font(c), "{c:?}");
        }
    }

    #[test]
    fn a_yen_sign_becomes_the_one_the_printer_has() {
        assert_eq!(clean("¥12\t元"), "￥12 元");
    }

    #[test]
    fn a_control_character_never_reaches_the_printer() {
        assert_eq!(clean("王\u{1b}@\u{1d}V\0"), "王〓@〓V〓");
    }

    #[test]
    fn no_line_begins_with_closing_punctuation() {
        for closing in "，。、；：？！）》”".chars() {
            for before in 20..28 {
                let text = format!("{}{closing}后面还有字", "字".repeat(before));
                for line in wrap(&text, COLUMNS) {
                    assert!(!line.starts_with(closing), "{line}");
                    assert!(width(&line) <= COLUMNS, "{line}");
                }
            }
        }
    }

    #[test]
    fn wrapping_loses_no_character() {
        let text = "（示范市）政务服务中心一楼综合窗口，电话 0000-12345678；工作日 9:00-17:00。".repeat(4);
        let squeezed = |text: &str| text.replace(' ', "");
        for columns in 2..60 {
            assert_eq!(squeezed(&wrap(&text, columns).concat()), squeezed(&text), "{columns} columns");
        }
    }

    #[test]
    fn a_number_is_not_broken_when_it_fits_on_a_line() {
        let text = format!("{}4821-0937-5512", "字".repeat(20));
        assert_eq!(wrap(&text, COLUMNS), ["字".repeat(20), String::from("4821-0937-5512")]);
    }

    #[test]
    fn a_line_that_was_broken_begins_with_no_space() {
        for space in [" ", "　", " 　 "] {
            assert_eq!(wrap(&format!("  一{space}二"), 4), ["  一", "二"]);
        }
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken_rather_than_cut_off() {
        let lines = wrap(&"x".repeat(100), COLUMNS);
        assert_eq!(lines.iter().map(String::len).collect::<Vec<_>>(), [48, 48, 4]);
    }

    #[test]
    fn a_pair_fills_the_line_exactly_or_goes_below() {
        let short = pair("事项", "新生儿出生一件事", COLUMNS);
        assert_eq!(short.len(), 1);
        assert_eq!(width(&short[0]), COLUMNS);
        let long = pair("办理地点", &"示范路".repeat(12), COLUMNS);
        assert_eq!(long[0], "办理地点");
        assert!(long[1..].iter().all(|line| line.starts_with("  ") && width(line) <= COLUMNS));
    }
}
