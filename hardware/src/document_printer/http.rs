//! One request, one answer, one connection: the HTTP/1.1 that IPP needs (RFC 9112), over TCP or a Unix socket.
//!
//! - An exchange ends at its deadline, however slowly the other side trickles; only connecting to a Unix socket has no
//!   time-out of its own, and waits while a server that is alive has too many callers.
//! - A head of an answer has at most [`MAX_HEAD`] bytes and 64 lines, a body at most [`MAX_ANSWER`] bytes.
//! - The document is written from where it lies: no copy of it is made here.
//! - No redirect is followed, no password sent, no connection kept.
//!
//! An HTTP library would do as well, but none that is in the house speaks over a Unix socket with one deadline for the
//! whole exchange; the parts that are easy to get wrong are left to `httparse`.

use super::address::{Address, Server};
use super::answer::MAX_ANSWER;
use crate::Fault;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

/// The longest head of an answer, in bytes.
pub const MAX_HEAD: usize = 8 * 1024;

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

enum Trouble {
    Line(io::Error),
    Garbled(&'static str),
    /// It is a server, but not for this.
    Refused(&'static str),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Line(error)
    }
}

fn garbled(what: &'static str) -> Trouble {
    Trouble::Garbled(what)
}

/// How long a body is.
#[derive(Clone, Copy)]
enum Length {
    Known(usize),
    Chunked,
    ToTheEnd,
}

/// Reads an answer; interim ones (1xx) are passed over, a head's worth of them at most.
fn receive(line: &mut impl Read) -> Result<Vec<u8>, Trouble> {
    let mut held = Vec::with_capacity(MAX_HEAD);
    let mut passed = 0;
    loop {
        if let Some((used, code, length)) = head(&held)? {
            held.drain(..used);
            match code {
                100..=199 => passed += used,
                200 => return body(line, held, length),
                401 | 403 => return Err(Trouble::Refused("the server does not let this kiosk print")),
                404 => return Err(Trouble::Refused("the server has no printer of that path")),
                426 => return Err(Trouble::Refused("the server insists on encryption")),
                _ => return Err(garbled("an HTTP status that is no success")),
            }
            if passed <= MAX_HEAD {
                continue;
            }
        }
        if passed + held.len() >= MAX_HEAD {
            return Err(garbled("a head without an end"));
        }
        more(line, &mut held)?;
    }
}

/// The first head in `bytes`, if it is whole: its length, the status code, and how long the body is.
fn head(bytes: &[u8]) -> Result<Option<(usize, u16, Length)>, Trouble> {
    let mut lines = [httparse::EMPTY_HEADER; 64];
    let mut answer = httparse::Response::new(&mut lines);
    let httparse::Status::Complete(used) = answer.parse(bytes).map_err(|_| garbled("no HTTP"))? else {
        return Ok(None);
    };
    let mut length = Length::ToTheEnd;
    for line in answer.headers.iter() {
        if line.name.eq_ignore_ascii_case("transfer-encoding") {
            length = Length::Chunked;
            break;
        }
        if line.name.eq_ignore_ascii_case("content-length") {
            let count = str::from_utf8(line.value).ok().and_then(|text| text.trim().parse().ok());
            length = Length::Known(count.ok_or_else(|| garbled("a length that is no number"))?);
        }
    }
    Ok(Some((used, answer.code.unwrap_or_default(), length)))
}

fn body(line: &mut impl Read, mut held: Vec<u8>, length: Length) -> Result<Vec<u8>, Trouble> {
    match length {
        Length::Known(count) if count > MAX_ANSWER => Err(garbled("an answer that is too long")),
        Length::Known(count) => {
            while held.len() < count {
                more(line, &mut held)?;
            }
            held.truncate(count);
            Ok(held)
        }
        Length::Chunked => {
            let mut whole = Vec::new();
            loop {
                let (start, count) = loop {
                    match httparse::parse_chunk_size(&held).map_err(|_| garbled("no chunk of an answer"))? {
                        httparse::Status::Complete(found) => break found,
                        httparse::Status::Partial if held.len() > MAX_HEAD => return Err(garbled("no chunk's end")),
                        httparse::Status::Partial => more(line, &mut held)?,
                    }
                };
                // The trailer after the last chunk is left unread: the connection ends here.
                if count == 0 {
                    return Ok(whole);
                }
                let count = usize::try_from(count).ok().filter(|count| *count <= MAX_ANSWER - whole.len());
                let count = count.ok_or_else(|| garbled("an answer that is too long"))?;
                while held.len() < start + count + 2 {
                    more(line, &mut held)?;
                }
                whole.extend_from_slice(&held[start..start + count]);
                held.drain(..start + count + 2);
            }
        }
        Length::ToTheEnd => {
            while held.len() <= MAX_ANSWER {
                match more(line, &mut held) {
                    Err(Trouble::Line(error)) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(held),
                    outcome => outcome?,
                }
            }
            Err(garbled("an answer that is too long"))
        }
    }
}

/// At least one more byte, or the reason why there is none.
fn more(line: &mut impl Read, held: &mut Vec<u8>) -> Result<(), Trouble> {
    let mut buffer = [0; 4_096];
    loop {
        match line.read(&mut buffer) {
            Ok(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            Ok(count) => {
                held.extend_from_slice(&buffer[..count]);
                return Ok(());
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
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
