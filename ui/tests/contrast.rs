//! Every pair of text and ground on the screens can be read: WCAG 2.2, success criterion 1.4.3, computed from the
//! numbers in `theme.slint` for both palettes.
//!
//! Limit: the pairs are listed here by hand; what is really painted under a text is not looked at.

use std::fs;
use std::path::Path;

use yici_ui::testing::contrast;

/// Text and the grounds it stands on.
const PAIRS: [(&str, &[&str]); 7] = [
    ("ink", &["ground", "surface", "tint", "tint-pressed", "remark-tint", "caution-tint"]),
    ("soft-ink", &["ground", "surface", "tint", "tint-pressed"]),
    ("accent", &["ground", "surface", "tint", "tint-pressed"]),
    ("remark", &["ground", "surface", "idle", "remark-tint", "tint-pressed"]),
    ("on-accent", &["accent", "accent-pressed"]),
    ("idle-ink", &["idle"]),
    ("on-device", &["device", "scrim"]),
];

/// Edges of what is touched, and marks that tell something: success criterion 1.4.11.
const EDGES: [(&str, &[&str]); 4] = [
    ("edge", &["ground", "surface"]),
    ("accent", &["ground", "surface", "tint"]),
    ("glow", &["device"]),
    ("recording", &["scrim"]),
];

/// The least contrast of text of any size, and of edges and marks.
const TEXT: f64 = 4.5;
const MARK: f64 = 3.0;

#[test]
fn every_text_can_be_read_on_its_ground_in_both_palettes() {
    let faults = faults(&PAIRS, TEXT);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_edge_can_be_seen_in_both_palettes() {
    let faults = faults(&EDGES, MARK);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn black_on_white_is_21_to_1() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
}

fn faults(pairs: &[(&str, &[&str])], least: f64) -> Vec<String> {
    let theme = Theme::read();
    let mut faults = Vec::new();
    for palette in 0..2 {
        for (text, grounds) in pairs {
            for ground in *grounds {
                let found = contrast(theme.colour(text, palette), theme.colour(ground, palette));
                if found < least {
                    faults.push(format!("palette {palette}: {text} on {ground} has {found:.2}, needs {least}"));
                }
            }
        }
    }
    faults
}

struct Theme(String);

impl Theme {
    fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("theme.slint");
        Self(fs::read_to_string(path).expect("the theme is read"))
    }

    /// The colour in palette 0, the plain one, or 1, of high contrast.
    fn colour(&self, name: &str, palette: usize) -> [u8; 3] {
        let start = format!("out property <color> {name}: ");
        let line = self.0.lines().find_map(|line| line.trim().strip_prefix(&start));
        let line = line.unwrap_or_else(|| panic!("no colour {name} in the theme"));
        // `high-contrast ? #second : #first`, or one colour for both.
        let mut found = line.split('#').skip(1).map(|rest| &rest[..6]).collect::<Vec<_>>();
        found.reverse();
        let hex = found.get(palette).or(found.first()).expect("a colour begins with #");
        [0, 2, 4].map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("two hexadecimal digits"))
    }
}
