//! One citizen's composition: letters that are becoming characters.

use super::rime::{Key, SessionId};
use super::{Engine, MAX_LETTERS};

/// Turns pinyin into characters for one citizen.
///
/// Make one when a citizen starts to write and drop it when the session ends: what was written leaves librime with it.
/// Two composers do not see each other's text. What the methods return is the citizen's own text: what is kept goes into
/// a [`yici_hardware::Personal`].
pub struct Composer {
    engine: Engine,
    session: SessionId,
}

impl Composer {
    /// An empty composition.
    pub fn new(engine: &Engine) -> Self {
        Self { engine: *engine, session: engine.with(|rime| rime.open()) }
    }

    /// Types a letter: `a` to `z` in either case (`v` stands for `ü`), or `'` between two syllables.
    ///
    /// Returns whether it was taken: other characters are not, nor is the letter after [`MAX_LETTERS`].
    pub fn key(&mut self, letter: char) -> bool {
        let letter = letter.to_ascii_lowercase();
        let Some(key) = Key::letter(letter) else {
            return false;
        };
        self.engine.with(|rime| {
            let typed = rime.typed(self.session);
            // A break with no syllable before it would be committed as it stands.
            typed < MAX_LETTERS && (letter != '\'' || typed > 0) && rime.press(self.session, key)
        })
    }

    /// Takes back the last step: the last pick if there was one since the last letter, else the last letter.
    pub fn backspace(&mut self) {
        self.press_while_composing(Key::BACKSPACE);
    }

    /// What was typed so far, with a space between syllables; what was already picked stands before it as characters.
    /// Empty when nothing is being composed.
    pub fn composing(&self) -> String {
        self.engine.with(|rime| rime.view(self.session)).composing
    }

    /// The candidates on the current page, best first: at most [`super::PAGE`].
    pub fn candidates(&self) -> Vec<String> {
        self.engine.with(|rime| rime.view(self.session)).candidates
    }

    /// Whether there is a page after this one.
    pub fn more(&self) -> bool {
        self.engine.with(|rime| rime.view(self.session)).more
    }

    /// Turns to the next page; on the last one nothing happens.
    pub fn next_page(&mut self) {
        if self.more() {
            self.press_while_composing(Key::PAGE_DOWN);
        }
    }

    /// Turns back a page; on the first one nothing happens.
    pub fn previous_page(&mut self) {
        self.press_while_composing(Key::PAGE_UP);
    }

    /// Picks a candidate of the current page, counted from 0.
    ///
    /// When that settles the last syllable, the whole text comes back and the composition is empty again. Otherwise, and
    /// when there is no such candidate, `None` comes back and the composition goes on.
    pub fn pick(&mut self, index: usize) -> Option<String> {
        self.engine.with(|rime| match rime.select(self.session, index) {
            true => rime.committed(self.session),
            false => None,
        })
    }

    /// Throws the composition away.
    pub fn clear(&mut self) {
        self.engine.with(|rime| rime.clear(self.session));
    }

    fn press_while_composing(&mut self, key: Key) {
        self.engine.with(|rime| {
            if rime.typed(self.session) > 0 {
                rime.press(self.session, key);
            }
        });
    }
}

impl Drop for Composer {
    fn drop(&mut self) {
        self.engine.with(|rime| rime.close(self.session));
    }
}
