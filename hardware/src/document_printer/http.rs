//! One request, one answer, one connection: the HTTP/1.1 that IPP needs (RFC 9112), over TCP or a Unix socket.
//!
//! - An exchange ends at its deadline, however slowly the other side trickles; only connecting to a Unix socket has no
//!   time-out of its own, and waits while a server that is alive has too many callers.
//! - What comes back is bounded: [`incoming`].
//! - The document is written from where it lies: no copy of it is made here.
//! - No redirect is followed, no password sent, no connection kept.
//!
//! An HTTP library would do as well, but none that is in the house speaks over a Unix socket with one deadline for the
//! whole exchange; the parts that are easy to get wrong are left to `httparse`.

pub mod incoming;

use super::address::{Address, Server};
use crate::Fault;
use incoming::{Trouble, receive};
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

/// What went wrong, and whether the other side may have taken the request.
#[derive(Debug)]
pub struct Failure {
    /// Whether a byte of the request was sent.
    pub sent: bool,
    /// What went wrong.
    pub fault: Fault,
}

/// Sends an IPP message and the document after it (or nothing), and gives the body of the answer.
pub fn exchange(address: &Address, message: &[u8], document: &[u8], deadline: Instant) -> Result<Vec<u8>, Failure> {
    let begun = Instant::now();
    let mut line = Line::connect(address, deadline).map_err(|error| Failure {
        sent: false,
        fault: Fault::NotThere { port: address.uri(), why: error.to_string() },
    })?;
    let failure = |fault| Failure { sent: true, fault };
    let mut beginning = format!(
        "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/ipp\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        address.path,
        address.host(),
        message.len() + document.len()
    )
    .into_bytes();
    // In one piece: a second small one would wait for the first one's acknowledgement.
    beginning.extend_from_slice(message);
    let written = line.write_all(&beginning).and_then(|()| line.write_all(document));
    written.map_err(|error| failure(Fault::from_io(error, begun.elapsed())))?;
    receive(&mut line).map_err(|trouble| {
        failure(match trouble {
            Trouble::Line(error) => Fault::from_io(error, begun.elapsed()),
            Trouble::Garbled(what) => Fault::Garbled(what),
            Trouble::Refused(why) => Fault::NotThere { port: address.uri(), why: why.to_owned() },
        })
    })
}

/// A connection whose every read and write ends at one deadline.
struct Line {
    stream: Stream,
    deadline: Instant,
}

enum Stream {
    Tcp(TcpStream),
    Unix(UnixStream),
}

impl Line {
    fn connect(address: &Address, deadline: Instant) -> io::Result<Self> {
        let stream = match &address.server {
            Server::Tcp(socket) => Stream::Tcp(TcpStream::connect_timeout(socket, left(deadline)?)?),
            Server::Unix(path) => Stream::Unix(UnixStream::connect(path)?),
        };
        Ok(Self { stream, deadline })
    }
}

/// What is left of the time; never zero, which would mean "for ever".
fn left(deadline: Instant) -> io::Result<Duration> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
}

impl Read for Line {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = Some(left(self.deadline)?);
        match &mut self.stream {
            Stream::Tcp(stream) => stream.set_read_timeout(left).and_then(|()| stream.read(buffer)),
            Stream::Unix(stream) => stream.set_read_timeout(left).and_then(|()| stream.read(buffer)),
        }
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let left = Some(left(self.deadline)?);
        match &mut self.stream {
            Stream::Tcp(stream) => stream.set_write_timeout(left).and_then(|()| stream.write(bytes)),
            Stream::Unix(stream) => stream.set_write_timeout(left).and_then(|()| stream.write(bytes)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
