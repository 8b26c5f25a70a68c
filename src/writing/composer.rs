//! One citizen's composition: letters that are becoming characters.
//!
//! Every letter goes to two compositions of librime: one that reads pinyin as it is spelt, one that also hears z for zh, n
//! for l and en for eng. What is spelt right comes first; the near sounds stand behind it, and whoever picks one goes on
//! with them until the composition ends.
//!
//! Limit: near sounds are heard in the first [`NEAR_LETTERS`] letters. Beyond, everything that might be meant is too much to
//! weigh between two keys.

use super::rime::{Key, Rime, SessionId, View};
use super::{Engine, MAX_LETTERS, NEAR};

/// The most letters of which near sounds are looked for.
const NEAR_LETTERS: usize = 16;

/// Turns pinyin into characters for one citizen.
///
/// Make one when a citizen starts to write and drop it when the session ends: what was written leaves librime with it.
/// Two composers do not see each other's text. What the methods return is the citizen's own text: what is kept goes into
/// a [`yici_hardware::Personal`].
pub struct Composer {
    engine: Engine,
    exact: SessionId,
    near: SessionId,
    lead: Lead,
}

/// Which of the two the citizen follows.
#[derive(Clone, Copy, PartialEq)]
enum Lead {
    /// Nothing was picked yet.
    Both,
    /// A part was picked as it is spelt.
    Exact,
    /// A near sound was picked.
    Near,
}

impl Composer {
    /// An empty composition.
    pub fn new(engine: &Engine) -> Self {
        let (exact, near) = engine.with(|rime| (rime.open(c"kiosk"), rime.open(c"kiosk_near")));
        Self { engine: *engine, exact, near, lead: Lead::Both }
    }

    /// Types a letter: `a` to `z` in either case (`v` stands for `ü`), or `'` between two syllables.
    ///
    /// Returns whether it was taken: other characters are not, nor is the letter after [`MAX_LETTERS`].
    pub fn key(&mut self, letter: char) -> bool {
        let letter = letter.to_ascii_lowercase();
        let Some(key) = Key::letter(letter) else {
            return false;
        };
        let leading = self.leading();
        if self.lead == Lead::Both && self.engine.with(|rime| rime.typed(leading)) >= NEAR_LETTERS {
            self.follow(Lead::Exact);
        }
        let both = self.lead == Lead::Both;
        self.engine.with(|rime| {
            let typed = rime.typed(leading);
            // A break with no syllable before it would be committed as it stands.
            let taken = typed < MAX_LETTERS && (letter != '\'' || typed > 0) && rime.press(leading, key);
            if taken && both {
                rime.press(self.near, key);
            }
            taken
        })
    }

    /// Takes back the last step: the last pick if there was one since the last letter, else the last letter.
    pub fn backspace(&mut self) {
        self.press_while_composing(Key::BACKSPACE);
        if self.composing().is_empty() {
            self.clear();
        }
    }

    /// What was typed so far, with a space between syllables; what was already picked stands before it as characters.
    /// Empty when nothing is being composed.
    pub fn composing(&self) -> String {
        self.view().composing
    }

    /// The candidates on the current page, best first: at most [`super::PAGE`] and, on the first one, [`NEAR`].
    pub fn candidates(&self) -> Vec<String> {
        let lead = self.lead;
        self.engine.with(|rime| {
            let shown = rime.view(self.leading());
            let near = near(rime, lead, &shown, self.near);
            shown.candidates.into_iter().chain(near.into_iter().map(|(_, text)| text)).collect()
        })
    }

    /// Whether there is a page after this one.
    pub fn more(&self) -> bool {
        self.view().more
    }

    /// Turns to the next page; on the last one nothing happens.
    pub fn next_page(&mut self) {
        if self.more() {
            self.turn(Key::PAGE_DOWN);
        }
    }

    /// Turns back a page; on the first one nothing happens.
    pub fn previous_page(&mut self) {
        self.turn(Key::PAGE_UP);
    }

    /// Picks a candidate of the current page, counted from 0.
    ///
    /// When that settles the last syllable, the whole text comes back and the composition is empty again. Otherwise, and
    /// when there is no such candidate, `None` comes back and the composition goes on.
    pub fn pick(&mut self, index: usize) -> Option<String> {
        let (leading, lead) = (self.leading(), self.lead);
        let (followed, text) = self.engine.with(|rime| {
            let shown = rime.view(leading);
            let count = shown.candidates.len();
            if index < count {
                let picked = rime.select(leading, index);
                let followed = if lead == Lead::Both { Lead::Exact } else { lead };
                return picked.then(|| (followed, rime.committed(leading)));
            }
            let (place, _) = near(rime, lead, &shown, self.near).into_iter().nth(index - count)?;
            rime.select(self.near, place).then(|| (Lead::Near, rime.committed(self.near)))
        })?;
        self.follow(followed);
        if text.is_some() {
            self.clear();
        }
        text
    }

    /// Throws the composition away.
    pub fn clear(&mut self) {
        self.engine.with(|rime| {
            rime.clear(self.exact);
            rime.clear(self.near);
        });
        self.lead = Lead::Both;
    }

    /// From now on only this one counts.
    fn follow(&mut self, lead: Lead) {
        self.lead = lead;
        let left = if lead == Lead::Near { self.exact } else { self.near };
        self.engine.with(|rime| rime.clear(left));
    }

    fn leading(&self) -> SessionId {
        if self.lead == Lead::Near { self.near } else { self.exact }
    }

    fn view(&self) -> View {
        self.engine.with(|rime| rime.view(self.leading()))
    }

    fn turn(&mut self, key: Key) {
        let leading = self.leading();
        self.engine.with(|rime| {
            if rime.typed(leading) > 0 {
                rime.press(leading, key);
            }
        });
    }

    fn press_while_composing(&mut self, key: Key) {
        let (leading, both) = (self.leading(), self.lead == Lead::Both);
        self.engine.with(|rime| {
            if rime.typed(leading) > 0 {
                rime.press(leading, key);
                if both {
                    rime.press(self.near, key);
                }
            }
        });
    }
}

/// The near sounds behind the first page, each with its place among those of its composition.
fn near(rime: &mut Rime, lead: Lead, shown: &View, near: SessionId) -> Vec<(usize, String)> {
    if lead != Lead::Both || shown.page > 0 {
        return Vec::new();
    }
    let heard = rime.view(near).candidates.into_iter().enumerate();
    heard.filter(|(_, text)| !shown.candidates.contains(text)).take(NEAR).collect()
}

impl Drop for Composer {
    fn drop(&mut self) {
        self.engine.with(|rime| {
            rime.close(self.exact);
            rime.close(self.near);
        });
    }
}
