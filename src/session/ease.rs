//! How one citizen wants the page to be: larger type, fewer choices, stronger contrast, everything lower or for the left
//! hand. Chosen on any page without losing anything, and gone with the citizen.

use super::{Shared, Touch};

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
            Touch::Ease(wish) => self.grant(wish),
            touch => return Some(touch),
        }
        None
    }

    fn grant(&mut self, wish: Wish) {
        let ease = &mut self.ease;
        match wish {
            Wish::Size(size) => ease.size = size,
            Wish::Elder => {
                ease.elder = !ease.elder;
                // It promises larger type. Whoever chose a size keeps it.
                ease.size = match (ease.elder, ease.size) {
                    (true, TypeSize::Normal) => TypeSize::Large,
                    (false, TypeSize::Large) => TypeSize::Normal,
                    (_, size) => size,
                };
            }
            Wish::Contrast => ease.contrast = !ease.contrast,
            Wish::Low => ease.low = !ease.low,
            Wish::Left => ease.left = !ease.left,
            Wish::Still => ease.still = !ease.still,
            Wish::Chinese { traditional } => {
                ease.traditional = traditional;
                self.language = super::Language::Chinese;
            }
            Wish::English => self.language = super::Language::English,
            Wish::Reset => *ease = Ease::default(),
        }
    }
}
