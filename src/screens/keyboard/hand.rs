//! The pad on which one or several characters are written, and what they may be.
//!
//! Bounds: [`MOST_POINTS`] points are taken; what is drawn beyond them is neither shown nor read. The ink is the citizen's:
//! it is zeroed when a character is picked, when the pad is cleared and when the field changes.

use crate::screens::sign::{path, pixel};
use yici_hardware::Personal;
use yici_strokes::{MOST_POINTS, Recogniser, Stroke};

/// Readings that are offered: two lines of eight characters.
const OFFERED: usize = 16;

/// One citizen's pad.
pub(super) struct Hand {
    recogniser: Recogniser,
    ink: Personal<Vec<Vec<(u16, u16)>>>,
    points: usize,
    offered: Vec<String>,
}

impl Hand {
    pub(super) fn new(recogniser: Recogniser) -> Self {
        Self { recogniser, ink: Personal::default(), points: 0, offered: Vec::new() }
    }

    /// A finger comes down.
    pub(super) fn down(&mut self, x: f32, y: f32) {
        if self.points < MOST_POINTS {
            self.ink.reveal_mut().push(Vec::new());
            self.go_on(x, y);
        }
    }

    /// It moves. A movement without a beginning is none.
    pub(super) fn go_on(&mut self, x: f32, y: f32) {
        let point = (pixel(x), pixel(y));
        if let Some(stroke) = self.ink.reveal_mut().last_mut().filter(|_| self.points < MOST_POINTS)
            && stroke.last() != Some(&point)
        {
            stroke.push(point);
            self.points += 1;
        }
    }

    /// It goes up: what is written may be one of these.
    pub(super) fn up(&mut self) {
        let stroke = |stroke: &Vec<(u16, u16)>| stroke.iter().map(|(x, y)| (f32::from(*x), f32::from(*y))).collect();
        let strokes: Vec<Stroke> = self.ink.reveal().iter().map(stroke).collect();
        self.offered = self.recogniser.read(&strokes, OFFERED).into_iter().map(|reading| reading.text).collect();
    }

    /// An empty pad.
    pub(super) fn clear(&mut self) {
        self.ink = Personal::default();
        self.points = 0;
        self.offered.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ink.reveal().is_empty()
    }

    /// Takes one of the readings offered, which empties the pad.
    pub(super) fn pick(&mut self, place: usize) -> Option<String> {
        let picked = self.offered.get(place).cloned()?;
        self.clear();
        Some(picked)
    }

    pub(super) fn offered(&self) -> Vec<String> {
        self.offered.clone()
    }

    /// The ink as SVG path commands.
    pub(super) fn path(&self) -> String {
        path(self.ink.reveal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yici_strokes::{Builder, Table};

    fn hand() -> Hand {
        let mut builder = Builder::default();
        builder.add('一', 0, &[vec![(1.0, 5.0), (9.0, 5.0)]]);
        builder.add('丨', 0, &[vec![(5.0, 1.0), (5.0, 9.0)]]);
        Hand::new(Recogniser::new(Table::read(&builder.finish()).expect("our own table")))
    }

    #[test]
    fn what_is_written_is_offered_and_picking_empties_the_pad() {
        let mut hand = hand();
        hand.down(100.0, 200.0);
        hand.go_on(500.0, 205.0);
        hand.up();
        assert_eq!(hand.offered()[0], "一");
        assert!(hand.path().starts_with("M 100 200"));
        assert_eq!(hand.pick(9), None);
        assert_eq!(hand.pick(0).as_deref(), Some("一"));
        assert!(hand.is_empty() && hand.offered().is_empty() && hand.path().is_empty());
    }

    #[test]
    fn a_full_pad_takes_no_more_and_still_answers() {
        let mut hand = hand();
        for touch in 0..10_000_u16 {
            hand.down(f32::from(touch % 500), 9.0);
            hand.go_on(f32::from(touch % 300), 5.0);
        }
        hand.up();
        assert!(hand.ink.reveal().len() <= MOST_POINTS && hand.points <= MOST_POINTS + 1);
        assert!(!hand.offered().is_empty());
    }

    #[test]
    fn a_movement_without_a_beginning_draws_nothing() {
        let mut hand = hand();
        hand.go_on(5.0, 5.0);
        hand.up();
        assert!(hand.is_empty() && hand.offered().is_empty());
    }
}
