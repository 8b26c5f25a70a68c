//! The screen's side of the link. Blocking: half a second at most for a question to the courier, ten for one to the
//! platform.

use super::{Answer, Ask, Body, MAX_ANSWER, Question, Status, VERSION, line};
use crate::platform::contract::{SealedAnswer, SealedQuestion};
use std::{
    io::{self, Read, Write},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The most time that a question and its answer take together.
const PATIENCE: Duration = Duration::from_millis(500);

/// The same where the platform is asked. Longer than the courier waits for it.
const PLATFORM_PATIENCE: Duration = Duration::from_secs(10);

/// A connection to the courier. It connects again by itself when the courier was started anew.
///
/// Limit: connecting itself has no time-out. It waits only when a hundred others wait to be accepted before it.
pub struct Client {
    path: PathBuf,
    stream: Option<UnixStream>,
}

/// Why the courier did not answer. The screen goes on without: it shows the line as down.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The courier is not there, or not in time.
    #[error("the courier does not answer ({0}); it is started again by itself, look at its journal if this lasts")]
    Silent(#[from] io::Error),
    /// It answered something else.
    #[error("the courier answered in another form; screen and courier must be of the same version")]
    Form,
    /// It did not take the question.
    #[error("the courier did not take the question ({0}); screen and courier must be of the same version")]
    Refused(String),
    /// The platform did not answer it.
    #[error("the platform did not answer ({0}); the citizen goes on without, nothing to do")]
    Unanswered(String),
}

impl Client {
    /// Connects to the courier's socket.
    pub fn connect(path: &Path) -> Result<Self, LinkError> {
        let stream = UnixStream::connect(path)?;
        Ok(Self { path: path.to_owned(), stream: Some(stream) })
    }

    /// How are the line and the queue?
    pub fn status(&mut self) -> Result<Status, LinkError> {
        self.ask_courier(Ask::Status)
    }

    /// Something was committed: look now. Returns the state as it was before that look.
    pub fn nudge(&mut self) -> Result<Status, LinkError> {
        self.ask_courier(Ask::Nudge)
    }

    /// Puts a question to the platform.
    pub fn question(&mut self, question: SealedQuestion) -> Result<SealedAnswer, LinkError> {
        let question = Question { version: VERSION, ask: Ask::Platform, question: Some(question) };
        match self.ask(&question, PLATFORM_PATIENCE)? {
            Body::Answered { answer } => Ok(answer),
            Body::Unanswered { unanswered } => Err(LinkError::Unanswered(unanswered)),
            _ => Err(LinkError::Form),
        }
    }

    fn ask_courier(&mut self, ask: Ask) -> Result<Status, LinkError> {
        match self.ask(&Question { version: VERSION, ask, question: None }, PATIENCE)? {
            Body::Status(status) => Ok(status),
            _ => Err(LinkError::Form),
        }
    }

    fn ask(&mut self, question: &Question, patience: Duration) -> Result<Body, LinkError> {
        let until = Instant::now() + patience;
        // A connection that was idle may have been closed; every question may be asked twice.
        if let Some(stream) = self.stream.take()
            && let Ok(answer) = exchange(&stream, question, until)
        {
            self.stream = Some(stream);
            return read(&answer);
        }
        let stream = UnixStream::connect(&self.path)?;
        let answer = exchange(&stream, question, until)?;
        self.stream = Some(stream);
        read(&answer)
    }
}

fn exchange(mut stream: &UnixStream, question: &Question, until: Instant) -> io::Result<Vec<u8>> {
    stream.set_write_timeout(Some(left(until)?))?;
    stream.write_all(&line(question))?;
    let mut answer = Vec::new();
    while answer.last() != Some(&b'\n') {
        if answer.len() >= MAX_ANSWER {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        stream.set_read_timeout(Some(left(until)?))?;
        let mut bytes = [0; 4096];
        let count = stream.read(&mut bytes)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        answer.extend_from_slice(&bytes[..count]);
    }
    Ok(answer)
}

fn left(until: Instant) -> io::Result<Duration> {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
}

fn read(answer: &[u8]) -> Result<Body, LinkError> {
    match serde_json::from_slice(answer) {
        Ok(Answer { body: Body::Refused { refused }, .. }) => Err(LinkError::Refused(refused)),
        Ok(Answer { version: VERSION, body }) => Ok(body),
        _ => Err(LinkError::Form),
    }
}
