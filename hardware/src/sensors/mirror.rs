//! What the caller of [`Inputs`](super::Inputs) has been told, and what it is still to be told. No I/O.
//!
//! - The edges told of one input alternate, whatever is seen.
//! - At most [`WAITING`] edges wait, and one more for each input. Past that, an input's newest edge and the one that
//!   undoes it vanish together.

use super::{Edge, Input};
use std::collections::VecDeque;

/// How many edges wait to be told.
pub const WAITING: usize = 64;

/// The levels as the caller knows them.
#[derive(Clone, Debug, Default)]
pub struct Mirror {
    active: Vec<Input>,
    waiting: VecDeque<Edge>,
}

impl Mirror {
    /// Notes that an input was seen so.
    pub fn see(&mut self, input: Input, active: bool) {
        let last = self.waiting.iter().rposition(|edge| edge.input == input);
        let known = match last {
            Some(place) => self.waiting[place].active,
            None => self.active.contains(&input),
        };
        match last {
            _ if known == active => {}
            Some(place) if self.waiting.len() >= WAITING => drop(self.waiting.remove(place)),
            _ => self.waiting.push_back(Edge { input, active }),
        }
    }

    /// The next edge to be told.
    pub fn tell(&mut self) -> Option<Edge> {
        let edge = self.waiting.pop_front()?;
        self.active.retain(|active| *active != edge.input);
        if edge.active {
            self.active.push(edge.input);
        }
        Some(edge)
    }
}
