//! Somebody at the terminal, who lays cards down and looks at paper.
//!
//! Nobody is waited for without end where nobody is: the end of the input is "nobody", and so are [`MAX_TRIES`] answers in a
//! row that are neither yes nor no.

use std::io::{BufRead, Read as _, Write};

/// How often an answer may be something else.
const MAX_TRIES: usize = 3;
/// How much of a line is read.
const MAX_LINE: u64 = 256;

/// What a person answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Left out, or nobody is there.
    LeftOut,
}

/// Somebody who can be asked for a hand.
pub trait Person {
    /// Says what to do; expects nothing.
    fn tell(&mut self, what: &str);

    /// Asks, and waits for the answer as long as a person may take.
    fn ask(&mut self, question: &str) -> Answer;
}

/// A person at a terminal: y, n, or s to leave it out.
pub struct Terminal<R, W> {
    input: R,
    output: W,
}

impl<R: BufRead, W: Write> Terminal<R, W> {
    /// Reads answers from `input` and writes questions to `output`.
    pub fn new(input: R, output: W) -> Self {
        Self { input, output }
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        match (&mut self.input).take(MAX_LINE).read_line(&mut line) {
            Ok(1..) => Some(line.trim().to_lowercase()),
            Ok(0) | Err(_) => None,
        }
    }
}

impl<R: BufRead, W: Write> Person for Terminal<R, W> {
    fn tell(&mut self, what: &str) {
        // A terminal that is gone also gives no answer, which is then seen.
        let _ = writeln!(self.output, "{what}");
    }

    fn ask(&mut self, question: &str) -> Answer {
        for _ in 0..MAX_TRIES {
            let _ = write!(self.output, "{question} [y/n, s to leave it out] ");
            let _ = self.output.flush();
            match self.line().as_deref() {
                Some("y" | "yes" | "是") => return Answer::Yes,
                Some("n" | "no" | "否") => return Answer::No,
                Some("s" | "skip") | None => return Answer::LeftOut,
                Some(_) => {}
            }
        }
        Answer::LeftOut
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(input: &str) -> Answer {
        Terminal::new(input.as_bytes(), Vec::new()).ask("well?")
    }

    #[test]
    fn yes_and_no_are_taken_in_both_languages() {
        assert_eq!((answer("Y\n"), answer("是\n")), (Answer::Yes, Answer::Yes));
        assert_eq!((answer("no\n"), answer("否\n")), (Answer::No, Answer::No));
    }

    #[test]
    fn where_nobody_answers_it_is_left_out() {
        assert_eq!(answer(""), Answer::LeftOut);
        assert_eq!(answer("what?\nwhat?\nwhat?\ny\n"), Answer::LeftOut, "three tries");
        assert_eq!(answer("what?\ny\n"), Answer::Yes);
    }

    #[test]
    fn a_line_without_end_is_not_read_to_its_end() {
        assert_eq!(answer(&"y".repeat(100_000)), Answer::LeftOut);
    }
}
