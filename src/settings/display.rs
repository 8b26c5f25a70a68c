//! The panel: what a tape measure says of it, and how far it is turned.

use serde::Deserialize;

/// What slint is told by its environment, in degrees to the right.
const PICTURE: &str = "SLINT_KMS_ROTATION";

/// The panel. With its size, text and targets are right in millimetres.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Display {
    /// Width of what lights up, in millimetres, as it stands.
    pub width_mm: Option<u16>,
    /// Its height.
    pub height_mm: Option<u16>,
    /// How far above its lower edge somebody in a wheelchair reaches, in millimetres.
    pub reach_mm: u16,
    /// How far the picture is turned on it.
    pub turned: Turn,
}

impl Default for Display {
    fn default() -> Self {
        Self { width_mm: None, height_mm: None, reach_mm: 900, turned: Turn::default() }
    }
}

impl Display {
    /// The panel as the screens take it. A side of nothing is a side that nobody measured.
    pub fn panel(&self) -> yici_ui::panel::Panel {
        let side = |side: Option<u16>| side.filter(|side| *side > 0).map(f32::from);
        yici_ui::panel::Panel {
            millimetres: side(self.width_mm).zip(side(self.height_mm)),
            reach: side(Some(self.reach_mm)),
        }
    }
}

/// How far the picture is turned to the right, on a panel that does not stand the way it was made. In the settings: 0, 90, 180
/// or 270.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u16")]
pub enum Turn {
    /// Not at all.
    #[default]
    Upright,
    /// A quarter: what is up in the picture is at the panel's own right.
    Right,
    /// Upside down.
    Over,
    /// Three quarters: what is up in the picture is at the panel's own left.
    Left,
}

impl TryFrom<u16> for Turn {
    type Error = String;

    fn try_from(degrees: u16) -> Result<Self, Self::Error> {
        match degrees {
            0 => Ok(Self::Upright),
            90 => Ok(Self::Right),
            180 => Ok(Self::Over),
            270 => Ok(Self::Left),
            other => Err(format!("a picture is turned by 0, 90, 180 or 270 degrees, and not by {other}")),
        }
    }
}

impl Turn {
    /// What this process was told by [`Turn::environment`], as slint was.
    pub fn told() -> Self {
        let degrees = std::env::var(PICTURE).ok().and_then(|degrees| degrees.parse::<u16>().ok());
        degrees.and_then(|degrees| degrees.try_into().ok()).unwrap_or_default()
    }

    /// Lines for a unit's environment, which turn the picture, and for udev's properties of a touch panel, which turn its touches:
    /// libinput multiplies a touch, in parts of the panel, by the first two rows of this matrix.
    pub fn environment(self) -> String {
        let (degrees, matrix) = match self {
            Self::Upright => (0, "1 0 0 0 1 0"),
            Self::Right => (90, "0 1 0 -1 0 1"),
            Self::Over => (180, "-1 0 1 0 -1 1"),
            Self::Left => (270, "0 -1 1 1 0 0"),
        };
        format!("{PICTURE}={degrees}\nLIBINPUT_CALIBRATION_MATRIX={matrix}\n")
    }

    /// A picture of this width and height, row by row, as it lies on the panel.
    pub fn lay(self, picture: Vec<[u8; 3]>, (width, height): (usize, usize)) -> Vec<[u8; 3]> {
        let across = if self.lies() { height } else { width };
        let mut laid = picture.clone();
        for (at, dot) in picture.into_iter().enumerate() {
            let (x, y) = (at % width, at / width);
            let (x, y) = match self {
                Self::Upright => (x, y),
                Self::Right => (height - 1 - y, x),
                Self::Over => (width - 1 - x, height - 1 - y),
                Self::Left => (y, width - 1 - x),
            };
            laid[y * across + x] = dot;
        }
        laid
    }

    /// Whether the panel's width is the picture's height.
    pub fn lies(self) -> bool {
        matches!(self, Self::Right | Self::Left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a touch on this corner of the panel is meant, by the matrix, in parts of the picture.
    fn meant(turn: Turn, (x, y): (f32, f32)) -> (f32, f32) {
        let said = turn.environment();
        let matrix: Vec<f32> = said
            .lines()
            .nth(1)
            .and_then(|line| line.split_once('='))
            .map(|(_, numbers)| numbers)
            .into_iter()
            .flat_map(str::split_whitespace)
            .map(|number| number.parse().unwrap())
            .collect();
        let row = |row: &[f32]| row[0] * x + row[1] * y + row[2];
        (row(&matrix[..3]), row(&matrix[3..]))
    }

    #[test]
    fn a_touch_means_what_is_seen_under_it() {
        let picture: Vec<[u8; 3]> = (0..6).map(|dot| [dot, 0, 0]).collect();
        for turn in [Turn::Upright, Turn::Right, Turn::Over, Turn::Left] {
            let (width, height) = (3, 2);
            let laid = turn.lay(picture.clone(), (width, height));
            let (across, down) = if turn.lies() { (height, width) } else { (width, height) };
            for (corner_x, corner_y) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let seen = laid[corner_y * (down - 1) * across + corner_x * (across - 1)];
                let touch = (f32::from(u8::try_from(corner_x).unwrap()), f32::from(u8::try_from(corner_y).unwrap()));
                let (x, y) = meant(turn, touch);
                let under = |part: f32, side: usize| if part > 0.5 { side - 1 } else { 0 };
                assert_eq!(seen, picture[under(y, height) * width + under(x, width)], "{turn:?} {touch:?}");
            }
        }
    }

    #[test]
    fn what_is_no_quarter_turn_is_refused_with_what_may_be_said() {
        let refused = toml::from_str::<Display>("turned = 45").unwrap_err();
        assert!(refused.to_string().contains("0, 90, 180 or 270 degrees, and not by 45"), "{refused}");
        assert_eq!(toml::from_str::<Display>("turned = 270").unwrap().turned, Turn::Left);
    }
}
