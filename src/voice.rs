//! What the kiosk says: one short sentence for every page and moment.
//!
//! Invariants:
//! - Whatever is said also stands on the screen, so nobody needs to hear it.
//! - Only a [`Prompt`] can be said, never text: a citizen's name or number cannot be spoken into a public hall, nor given
//!   to another program.
//! - Silent by default. Where a site wants speech, its settings name a command ([`Command`]), or a folder of recordings
//!   ([`Recorded`]).
//!
//! Limits: one sentence at a time. A new one cuts the old one off; nothing is queued.

mod command;
mod prompt;
mod recorded;
#[cfg(test)]
mod tests;

pub use command::{Command, NotACommand};
pub use prompt::Prompt;
pub use recorded::{Play, Recorded};

/// Something that can say a [`Prompt`].
pub trait Speaker: Send {
    /// Says the prompt in `language` (see [`Prompt::text`]), cutting off what is still being said. Returns at once.
    ///
    /// It cannot fail: the sentence also stands on the screen, so a broken voice is a matter for the log.
    fn say(&mut self, prompt: Prompt, language: &str);
}

/// Says nothing.
pub struct Silent;

impl Speaker for Silent {
    fn say(&mut self, _: Prompt, _: &str) {}
}
