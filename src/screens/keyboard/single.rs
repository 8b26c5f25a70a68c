//! The panel of single characters: what was asked so far, and what it may be.

use crate::writing::Rare;
use yici_hardware::Personal;

/// Characters on a page: two lines of eight, and the like again behind the arrow.
const PAGE: usize = 32;

/// The panel. What was asked is the citizen's: it is zeroed with every character that is picked.
pub(super) struct Single {
    rare: Rare,
    asked: Personal,
    found: Vec<char>,
    page: usize,
}

impl Single {
    pub(super) fn new(rare: Rare) -> Self {
        Self { rare, asked: Personal::default(), found: Vec::new(), page: 0 }
    }

    /// Takes a key that belongs to the question; says whether it did.
    pub(super) fn key(&mut self, key: &str) -> bool {
        let asked = self.asked.reveal_mut();
        match key {
            "backspace" if !asked.is_empty() => drop(asked.pop()),
            "clear" if !asked.is_empty() => asked.clear(),
            _ if key.len() == 1 && key.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                if asked.len() < crate::writing::LONGEST_QUESTION {
                    asked.push_str(&key.to_ascii_lowercase());
                }
            }
            _ => return false,
        }
        self.found = self.rare.find(self.asked.reveal());
        self.page = 0;
        true
    }

    pub(super) fn turn(&mut self, forward: bool) {
        if forward && self.more() {
            self.page += 1;
        } else if !forward {
            self.page = self.page.saturating_sub(1);
        }
    }

    /// Takes one of the characters offered, which ends the question.
    pub(super) fn pick(&mut self, place: usize) -> Option<String> {
        let picked = self.found.get(self.page * PAGE + place)?.to_string();
        self.clear();
        Some(picked)
    }

    pub(super) fn clear(&mut self) {
        self.asked = Personal::default();
        self.found.clear();
        self.page = 0;
    }

    pub(super) fn asked(&self) -> String {
        self.asked.reveal().clone()
    }

    pub(super) fn more(&self) -> bool {
        self.found.len() > (self.page + 1) * PAGE
    }

    pub(super) fn offered(&self) -> Vec<String> {
        self.found.iter().skip(self.page * PAGE).take(PAGE).map(char::to_string).collect()
    }
}
