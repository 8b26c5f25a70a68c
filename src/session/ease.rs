//! How one citizen wants the page to be: larger type, fewer choices, stronger contrast, everything lower or for the left
//! hand. Chosen on any page without losing anything, and gone with the citizen.

use super::{Shared, Touch};
use crate::text::Language;

/// What a citizen chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ease {
    /// How large type is.
    pub size: TypeSize,
    /// Fewer and larger choices on each page.
    pub elder: bool,
    /// Black on white.
    pub contrast: bool,
    /// Everything within a seated person's reach.
    pub low: bool,
    /// The main action on the left.
    pub left: bool,
    /// Nothing moves by itself.
    pub still: bool,
    /// Chinese in traditional characters. What is signed stays as it is filed.
    pub traditional: bool,
}

/// How large type is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeSize {
    /// As drawn.
    #[default]
    Normal,
    /// One and a half times.
    Large,
    /// Twice.
    Largest,
}

/// What can be asked of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each sets the field of that name, or turns it over")]
pub enum Wish {
    Size(TypeSize),
    Elder,
    Contrast,
    Low,
    Left,
    Still,
    /// Chinese, in traditional characters or not.
    Chinese {
        traditional: bool,
    },
    English,
    /// Everything as the next citizen will find it.
    Reset,
}

impl Shared {
    /// Deals with what a citizen asks of the page. Gives back any other touch.
    pub(super) fn ease(&mut self, touch: Touch) -> Option<Touch> {
        match touch {
            Touch::EaseSheet(up) => self.easing = up,
            Touch::Ease(wish) => self.ease.grant(wish, &mut self.language),
            touch => return Some(touch),
        }
        None
    }
}

impl Ease {
    /// Grants a wish; one for a language changes that.
    pub(crate) fn grant(&mut self, wish: Wish, language: &mut Language) {
        match wish {
            Wish::Size(size) => self.size = size,
            Wish::Elder => {
                self.elder = !self.elder;
                // It promises larger type. Whoever chose a size keeps it.
                self.size = match (self.elder, self.size) {
                    (true, TypeSize::Normal) => TypeSize::Large,
                    (false, TypeSize::Large) => TypeSize::Normal,
                    (_, size) => size,
                };
            }
            Wish::Contrast => self.contrast = !self.contrast,
            Wish::Low => self.low = !self.low,
            Wish::Left => self.left = !self.left,
            Wish::Still => self.still = !self.still,
            Wish::Chinese { traditional } => {
                self.traditional = traditional;
                *language = Language::Chinese;
            }
            Wish::English => *language = Language::English,
            Wish::Reset => *self = Self::default(),
        }
    }
}
