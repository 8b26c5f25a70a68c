//! From a [`Paper`]'s blocks to the lines that stand on it. Pure.
//!
//! At most [`MAX_LINES`] lines: a longer paper ends with a line that says so. A QR code of more than [`MAX_QR`] bytes is
//! set as text, so that what it says is not lost; so is one with control characters, which a printer would obey on their
//! way into the code: it looks for real-time commands everywhere.

use super::text::{self, COLUMNS};
use super::{Block, Paper};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Lines on one paper: about 75 cm.
pub const MAX_LINES: usize = 200;

/// Bytes in a QR code: at the middle correction level it then still fits across the paper.
pub const MAX_QR: usize = 300;

/// Stands at the end of a paper that was too long.
const CUT_SHORT: &str = "（内容过长，以下未打印）";

/// What is printed in one go.
#[derive(Zeroize, ZeroizeOnDrop)]
pub enum Piece {
    /// One line of text, safe to send and no wider than the paper. An empty one only feeds.
    Line {
        /// The characters.
        text: String,
        /// In the middle; otherwise at the left.
        centred: bool,
        /// Twice as wide and twice as high.
        double: bool,
    },
    /// A QR code of this text, centred.
    Qr(String),
}

/// Sets a paper. Every line fits: [`COLUMNS`], or half of it in double size.
pub fn lay_out(paper: &Paper) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = paper.blocks.iter().flat_map(set).take(MAX_LINES + 1).collect();
    if pieces.len() > MAX_LINES {
        pieces.truncate(MAX_LINES - 1);
        pieces.extend(lines(vec![CUT_SHORT.to_owned()], true, false));
    }
    pieces
}

fn set(block: &Block) -> Vec<Piece> {
    match block {
        Block::Title(text) | Block::Number(text) => lines(text::wrap(&text::clean(text), COLUMNS / 2), true, true),
        Block::Centred(text) => lines(text::wrap(&text::clean(text), COLUMNS), true, false),
        Block::Pair(label, value) => lines(text::pair(&text::clean(label), &text::clean(value), COLUMNS), false, false),
        Block::Rule => lines(vec!["─".repeat(COLUMNS / 2)], false, false),
        Block::Space => lines(vec![String::new()], false, false),
        Block::Qr(payload) if payload.len() <= MAX_QR && !payload.contains(char::is_control) => {
            vec![Piece::Qr(payload.clone())]
        }
        Block::Text(text) | Block::Qr(text) => {
            text.lines().flat_map(|line| lines(text::wrap(&text::clean(line), COLUMNS), false, false)).collect()
        }
    }
}

fn lines(texts: Vec<String>, centred: bool, double: bool) -> Vec<Piece> {
    texts.into_iter().map(|text| Piece::Line { text, centred, double }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(blocks: Vec<Block>) -> Vec<String> {
        lay_out(&Paper { blocks })
            .iter()
            .map(|piece| match piece {
                Piece::Line { text, .. } => text.clone(),
                Piece::Qr(payload) => format!("qr {payload}"),
            })
            .collect()
    }

    #[test]
    fn a_paper_that_is_too_long_says_so_at_its_end() {
        let set = texts(vec![Block::Text("行\n".repeat(1_000))]);
        assert_eq!(set.len(), MAX_LINES);
        assert_eq!(set.last().map(String::as_str), Some(CUT_SHORT));
    }

    #[test]
    fn a_qr_code_that_is_too_long_is_set_as_text() {
        assert_eq!(texts(vec![Block::Qr("x".repeat(MAX_QR))]), [format!("qr {}", "x".repeat(MAX_QR))]);
        assert_eq!(texts(vec![Block::Qr("x".repeat(MAX_QR + 1))]).concat(), "x".repeat(MAX_QR + 1));
    }

    #[test]
    fn a_qr_code_never_carries_a_command_to_the_printer() {
        assert_eq!(texts(vec![Block::Qr(String::from("a\u{10}\u{4}\u{1}b"))]), ["a〓〓〓b"]);
    }

    #[test]
    fn a_long_title_breaks_at_half_the_columns() {
        let set = texts(vec![Block::Title("字".repeat(20))]);
        assert_eq!(set, ["字".repeat(12), "字".repeat(8)]);
    }
}
