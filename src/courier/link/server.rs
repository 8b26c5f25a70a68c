//! The courier's side of the link.

use super::{Answer, Ask, Body, MAX_QUESTION, Question, Status, VERSION, line};
use crate::courier::{LineWord, Pace};
use crate::platform::{Platform, QueueFault, contract::SealedQuestion};
use jiff::Timestamp;
use std::{convert::Infallible, io, os::unix::fs::FileTypeExt, path::Path, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
    sync::{Notify, Semaphore, watch},
    time,
};

/// How many connections are served at once. Further ones wait to be accepted.
const CONNECTIONS: usize = 8;

/// How long a connection may be silent.
const SILENCE: Duration = Duration::from_secs(60);

/// How long a whole answer may take to be taken.
const TAKING: Duration = Duration::from_secs(1);

/// How long the platform may take over a question. A citizen waits, or goes on without.
const ANSWERING: Duration = Duration::from_secs(8);

/// The listening socket.
pub struct Server<P> {
    listener: UnixListener,
    seats: Arc<Semaphore>,
    desk: Arc<Desk<P>>,
}

/// What every connection needs.
struct Desk<P> {
    platform: P,
    status: watch::Receiver<Status>,
    nudge: Arc<Notify>,
    pace: Pace,
}

impl<P: Platform + 'static> Server<P> {
    /// Makes the socket, in place of one that an earlier courier left. Anything there that is no socket is an error.
    pub fn bind(
        path: &Path,
        platform: P,
        status: watch::Receiver<Status>,
        nudge: Arc<Notify>,
        pace: Pace,
    ) -> io::Result<Self> {
        if path.symlink_metadata().is_ok_and(|found| found.file_type().is_socket()) {
            std::fs::remove_file(path)?;
        }
        let listener = UnixListener::bind(path)?;
        let desk = Arc::new(Desk { platform, status, nudge, pace });
        Ok(Self { listener, seats: Arc::new(Semaphore::new(CONNECTIONS)), desk })
    }

    /// Answers for ever. Once the courier has ended, a connection is closed at its next question.
    pub async fn run(self) -> Infallible {
        loop {
            let seat = Arc::clone(&self.seats).acquire_owned().await.expect("the semaphore is never closed");
            let Ok((stream, _)) = self.listener.accept().await else {
                // Out of file descriptors, most likely: give the others time to close.
                time::sleep(TAKING).await;
                continue;
            };
            let desk = Arc::clone(&self.desk);
            tokio::spawn(async move {
                let _seat = seat;
                // A screen process that went away in the middle is no fault of the courier's.
                let _ended = desk.converse(stream).await;
            });
        }
    }
}

impl<P: Platform> Desk<P> {
    async fn converse(&self, mut stream: UnixStream) -> io::Result<()> {
        let (from, mut to) = stream.split();
        let mut from = BufReader::new(from);
        while let Some(question) = time::timeout(SILENCE, read_question(&mut from)).await?? {
            if self.status.has_changed().is_err() {
                break; // the courier ended: a state that nobody keeps up is worse than none
            }
            let ends = question == Err("length");
            let body = match question {
                Ok(question) => self.answer(question).await,
                Err(refused) => Body::Refused { refused: refused.to_owned() },
            };
            time::timeout(TAKING, to.write_all(&line(&Answer { version: VERSION, body }))).await??;
            if ends {
                break;
            }
        }
        Ok(())
    }

    async fn answer(&self, question: Question) -> Body {
        match (question.ask, question.question) {
            (Ask::Platform, Some(question)) => self.put(&question).await,
            (Ask::Platform, None) => Body::Refused { refused: "form".to_owned() },
            (Ask::Nudge, _) => {
                self.nudge.notify_one();
                Body::Status(self.status.borrow().clone())
            }
            (Ask::Status, _) => Body::Status(self.status.borrow().clone()),
        }
    }

    /// Puts it to the platform. A line that is down, or that rests, is not asked: it would only keep the citizen waiting.
    async fn put(&self, question: &SealedQuestion) -> Body {
        // By the clock, and not by the state: that is as old as the last round.
        if !self.pace.is_open(Timestamp::now()) {
            return Body::Unanswered { unanswered: "hours".to_owned() };
        }
        if self.status.borrow().line != LineWord::Up {
            return Body::Unanswered { unanswered: "line".to_owned() };
        }
        self.pace.spent(question.bytes().len());
        let answer = time::timeout(ANSWERING, self.platform.put_question(question)).await;
        match answer.unwrap_or(Err(QueueFault::Slow)) {
            Ok(answer) => {
                self.pace.spent(line(&answer).len());
                Body::Answered { answer }
            }
            Err(fault) => {
                tracing::warn!(%fault, "a question of the screen was not answered");
                Body::Unanswered { unanswered: fault.code().to_owned() }
            }
        }
    }
}

/// One question, or what is wrong with it; `None` at the end of the connection.
async fn read_question(from: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Result<Question, &'static str>>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_QUESTION).expect("17 KiB");
    from.take(most).read_until(b'\n', &mut bytes).await?;
    Ok(match bytes.last() {
        None => None,
        Some(b'\n') => Some(match serde_json::from_slice(&bytes) {
            Ok(question @ Question { version: VERSION, .. }) => Ok(question),
            Ok(_) => Err("version"),
            Err(_) => Err("form"),
        }),
        Some(_) if bytes.len() == MAX_QUESTION => Some(Err("length")),
        Some(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(bytes: &[u8]) -> Option<Result<Question, &'static str>> {
        read_question(&mut &bytes[..]).await.expect("memory does not fail")
    }

    #[tokio::test]
    async fn a_question_is_read_and_everything_else_is_refused() {
        let status = Question { version: 1, ask: Ask::Status, question: None };
        assert_eq!(read(b"{\"version\":1,\"ask\":\"status\"}\n").await, Some(Ok(status)));
        assert_eq!(read(b"{\"version\":2,\"ask\":\"status\"}\n").await, Some(Err("version")));
        assert_eq!(read(b"{\"version\":1,\"ask\":\"everything\"}\n").await, Some(Err("form")));
        assert_eq!(read(&[b'x'; 2 * MAX_QUESTION]).await, Some(Err("length")));
        assert_eq!(read(b"{\"version\":1,").await, None);
    }
}
