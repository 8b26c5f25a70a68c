//! The courier's side of the link.

use super::{Answer, Ask, Body, MAX_QUESTION, Question, Status, VERSION, line};
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

/// The listening socket.
pub struct Server {
    listener: UnixListener,
    seats: Arc<Semaphore>,
    status: watch::Receiver<Status>,
    nudge: Arc<Notify>,
}

impl Server {
    /// Makes the socket, in place of one that an earlier courier left. Anything there that is no socket is an error.
    pub fn bind(path: &Path, status: watch::Receiver<Status>, nudge: Arc<Notify>) -> io::Result<Self> {
        if path.symlink_metadata().is_ok_and(|found| found.file_type().is_socket()) {
            std::fs::remove_file(path)?;
        }
        let listener = UnixListener::bind(path)?;
        Ok(Self { listener, seats: Arc::new(Semaphore::new(CONNECTIONS)), status, nudge })
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
            let (status, nudge) = (self.status.clone(), Arc::clone(&self.nudge));
            tokio::spawn(async move {
                let _seat = seat;
                // A screen process that went away in the middle is no fault of the courier's.
                let _ended = converse(stream, &status, &nudge).await;
            });
        }
    }
}

async fn converse(mut stream: UnixStream, status: &watch::Receiver<Status>, nudge: &Notify) -> io::Result<()> {
    let (from, mut to) = stream.split();
    let mut from = BufReader::with_capacity(MAX_QUESTION, from);
    while let Some(question) = time::timeout(SILENCE, read_question(&mut from)).await?? {
        if status.has_changed().is_err() {
            break; // the courier ended: a state that nobody keeps up is worse than none
        }
        let body = match &question {
            Ok(Question { ask, .. }) => {
                if *ask == Ask::Nudge {
                    nudge.notify_one();
                }
                Body::Status(status.borrow().clone())
            }
            Err(refused) => Body::Refused { refused: (*refused).to_owned() },
        };
        time::timeout(TAKING, to.write_all(&line(&Answer { version: VERSION, body }))).await??;
        if question == Err("length") {
            break;
        }
    }
    Ok(())
}

/// One question, or what is wrong with it; `None` at the end of the connection.
async fn read_question(from: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Result<Question, &'static str>>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_QUESTION).expect("a kibibyte");
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
        let status = Question { version: 1, ask: Ask::Status };
        assert_eq!(read(b"{\"version\":1,\"ask\":\"status\"}\n").await, Some(Ok(status)));
        assert_eq!(read(b"{\"version\":2,\"ask\":\"status\"}\n").await, Some(Err("version")));
        assert_eq!(read(b"{\"version\":1,\"ask\":\"everything\"}\n").await, Some(Err("form")));
        assert_eq!(read(&[b'x'; 2 * MAX_QUESTION]).await, Some(Err("length")));
        assert_eq!(read(b"{\"version\":1,").await, None);
    }
}
