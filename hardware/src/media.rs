//! Whether a card lies on a reader, or is in it.

/// Whether a card is there, in XFS4IoT's words. Nothing of the card is read for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// A card is there.
    Present,
    /// None is.
    NotPresent,
    /// The reader cannot say.
    Unknown,
}
