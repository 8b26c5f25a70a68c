//! Sealing to the platform's public key.
//!
//! The design had an opening key in the courier process. It has none: what the kiosk takes in is sealed to the
//! platform's own key, so that no process, disk or backup of the kiosk can ever open it. That is one key fewer on a
//! machine that stands in the street; the price is that the kiosk cannot show a citizen again what was handed in.
//!
//! The seal keeps secret; it does not say who sealed. That is for the kiosk's certificate on the connection to say.
//! Sealing is randomised: the same bytes sealed twice differ, which is why sealed bytes are stored, not made again.
//!
//! There are two [`Suite`]s: [`international`] and [`national`]. The key that the settings name is of one of them and so
//! chooses it; what is sealed begins with bytes that say which it was, and its version.

mod international;
mod national;

use std::io::{self, Write};
use std::sync::Arc;
use yici_hardware::Personal;

/// One way to seal.
pub trait Suite: Send + Sync {
    /// Its algorithms, for a technician.
    fn name(&self) -> &'static str;

    /// Who has examined the code that does it, for a technician who must answer for it.
    fn audited(&self) -> &'static str;

    /// Seals the bytes, in memory. About 200 bytes longer than they were, at most.
    fn close(&self, bytes: &Personal<Vec<u8>>) -> Result<Vec<u8>, CannotSeal>;

    /// Seals what is written and passes it on to `to`; the same form as [`Suite::close`] gives. How much of it is in
    /// memory meanwhile, and how much it takes, is the suite's to say.
    fn stream<'a>(&self, to: Box<dyn Write + 'a>) -> Result<Box<dyn Sealing + 'a>, CannotSeal>;

    /// A fresh key of the same suite, to which the platform seals one answer.
    fn reply_key(&self) -> Box<dyn ReplyKey>;
}

/// The one opening key that a kiosk ever has: for one answer, in memory, made for one question and dropped with it.
pub trait ReplyKey {
    /// Its public part, in the form that [`Seal::to`] reads.
    fn recipient(&self) -> String;

    /// What was sealed to it; `None` when it was another's, or was changed on its way.
    fn open(&self, sealed: &[u8]) -> Option<Personal<Vec<u8>>>;
}

/// Something that is being sealed as it is written.
pub trait Sealing: Write {
    /// Seals the rest and ends. Without it what was sealed cannot be opened.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// A suite and the platform's public key for it.
#[derive(Clone)]
pub struct Seal(Arc<dyn Suite>);

/// The text is not a public key for sealing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "neither an age recipient (`age1…`) nor an SM2 public key (`sm2:04…`); put the line that the platform's operator gave \
     into the file that `seal-key` names"
)]
pub struct NotARecipient;

/// The system gave no random numbers, or none that will do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct CannotSeal(String);

impl Seal {
    /// Reads the key as the platform's operator gives it: `age1…` or `sm2:04…`, surrounding blanks allowed.
    pub fn to(recipient: &str) -> Result<Self, NotARecipient> {
        let recipient = recipient.trim();
        Ok(match recipient.strip_prefix("sm2:") {
            Some(point) => Self(Arc::new(national::Sm2::to(point)?)),
            None => Self(Arc::new(international::Age::to(recipient)?)),
        })
    }

    /// The suite that the key is for.
    pub fn suite(&self) -> &dyn Suite {
        &*self.0
    }

    /// A fresh key for one answer.
    pub fn reply_key(&self) -> Box<dyn ReplyKey> {
        self.0.reply_key()
    }

    /// Seals the bytes, in memory.
    pub fn close(&self, bytes: &Personal<Vec<u8>>) -> Result<Vec<u8>, CannotSeal> {
        self.0.close(bytes)
    }

    /// Seals what is written, in a stream. Call [`Sealing::finish`], or it cannot be opened.
    pub(super) fn stream<'a>(&self, to: Box<dyn Write + 'a>) -> Result<Box<dyn Sealing + 'a>, CannotSeal> {
        self.0.stream(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_public_key_is_refused() {
        let other_point = format!("sm2:04{}", "11".repeat(64));
        for text in ["", "sm2:", "sm2:04", "AGE-SECRET-KEY-1QQQQ", &"11".repeat(32), &other_point] {
            assert!(Seal::to(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_answer_is_opened_by_the_key_of_its_question_and_by_no_other() {
        let age = Seal::to(&age::x25519::Identity::generate().to_public().to_string()).expect("a recipient");
        let sm2 = Seal::to(national::tests::PUBLIC).expect("a recipient");
        for seal in [age, sm2] {
            let (mine, anothers) = (seal.reply_key(), seal.reply_key());
            let to_me = Seal::to(&mine.recipient()).expect("a recipient of the same suite");
            assert_eq!(to_me.suite().name(), seal.suite().name());
            let mut sealed = to_me.close(&Personal::new(b"an answer".to_vec())).expect("sealed");
            assert!(mine.open(&sealed).is_some_and(|opened| opened.reveal() == b"an answer"));
            assert!(anothers.open(&sealed).is_none());
            *sealed.last_mut().expect("bytes") ^= 1;
            assert!(mine.open(&sealed).is_none() && mine.open(b"").is_none());
        }
    }

    #[test]
    fn the_key_chooses_the_suite_and_the_suite_says_who_examined_it() {
        let age = Seal::to(&age::x25519::Identity::generate().to_public().to_string()).expect("a recipient");
        let sm2 = Seal::to(national::tests::PUBLIC).expect("a recipient");
        assert!(age.suite().name().contains("X25519") && sm2.suite().name().contains("SM2"));
        assert!([age, sm2].iter().all(|seal| seal.suite().audited().contains("audit")));
    }
}
