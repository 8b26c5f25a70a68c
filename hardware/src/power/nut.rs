//! The driver that asks NUT's server `upsd`.
//!
//! - One connection, kept; after any fault it is closed, and the next call opens another.
//! - A call ends within [`ASK`], whatever the server does; a line of more than [`words::LINE`] bytes is a fault.
//! - It only reads: no name, no password, no command.
//! - Plain text, so the server belongs on the same machine.
//!
//! No crate does this: the one there is, `rups` 0.6 (once `nut-client`), gives its reads no time limit and its lines no
//! bound; and what a kiosk needs of the protocol is three questions.

use super::words::{self, Reply, Variable};
use super::{PowerFault, PowerSource, PowerState};
use serde::Deserialize;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// The longest call; below the two seconds of [`PowerSource::state`].
pub const ASK: Duration = Duration::from_millis(1_800);

/// Where the server is and what it calls the UPS.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NutSettings {
    /// An address and no name: looking a name up has no bound. NUT's port is 3493 (RFC 9271 section 3).
    #[serde(default = "NutSettings::usual_address")]
    pub address: SocketAddr,
    /// The UPS's section in `ups.conf`.
    pub ups: String,
}

impl NutSettings {
    fn usual_address() -> SocketAddr {
        (Ipv4Addr::LOCALHOST, 3493).into()
    }
}

/// A UPS behind a NUT server.
pub struct NutPowerSource {
    settings: NutSettings,
    line: Option<TcpStream>,
}

impl NutPowerSource {
    /// Names the server and the UPS. Nothing is opened yet.
    ///
    /// [`PowerFault::BadName`] for a name that would break the protocol's line.
    pub fn new(settings: NutSettings) -> Result<Self, PowerFault> {
        if !words::is_name(&settings.ups) {
            return Err(PowerFault::BadName(settings.ups));
        }
        Ok(Self { settings, line: None })
    }
}

impl PowerSource for NutPowerSource {
    fn state(&mut self) -> Result<PowerState, PowerFault> {
        let asked = Instant::now();
        let line = match self.line.take() {
            Some(line) => line,
            None => open(self.settings.address)?,
        };
        let mut call = Call { line, ups: &self.settings.ups, asked };
        let state = call.state()?;
        // Kept only after success: after a fault nobody knows which answer comes next.
        self.line = Some(call.line);
        Ok(state)
    }
}

fn open(address: SocketAddr) -> Result<TcpStream, PowerFault> {
    let no_server = |error: io::Error| PowerFault::NoServer { address, why: error.to_string() };
    let line = TcpStream::connect_timeout(&address, ASK / 2).map_err(no_server)?;
    // Questions are a line each; waiting for more would only delay them.
    line.set_nodelay(true).map_err(no_server)?;
    Ok(line)
}

/// One call's questions, with the time it began.
struct Call<'a> {
    line: TcpStream,
    ups: &'a str,
    asked: Instant,
}

impl Call<'_> {
    fn state(&mut self) -> Result<PowerState, PowerFault> {
        let status = self.get(Variable::Status)?.ok_or(PowerFault::UpsLost("it says no status"))?;
        let on_battery = words::state(&status, None, None) == PowerState::OnBattery { charge: None, runtime: None };
        let charge = if on_battery { self.get(Variable::Charge)? } else { None };
        let runtime = if on_battery { self.get(Variable::Runtime)? } else { None };
        Ok(words::state(&status, charge.as_deref(), runtime.as_deref()))
    }

    /// The variable's value; `None` where this UPS has no such variable.
    fn get(&mut self, variable: Variable) -> Result<Option<String>, PowerFault> {
        let question = words::question(self.ups, variable);
        let left = self.left()?;
        self.line.set_write_timeout(Some(left)).map_err(PowerFault::HungUp)?;
        self.line.write_all(question.as_bytes()).map_err(|error| self.sort(error))?;
        let line = self.read_line()?;
        match words::reply(&line, self.ups, variable) {
            Some(Reply::Value(value)) => Ok(Some(value)),
            Some(Reply::Error(word)) => match word.as_str() {
                "VAR-NOT-SUPPORTED" => Ok(None),
                "UNKNOWN-UPS" => Err(PowerFault::NoSuchUps(self.ups.to_owned())),
                "DATA-STALE" => Err(PowerFault::UpsLost("its data is stale")),
                "DRIVER-NOT-CONNECTED" => Err(PowerFault::UpsLost("its driver does not run")),
                _ => Err(PowerFault::Refused(word)),
            },
            None => Err(PowerFault::Garbled("not an answer to the question")),
        }
    }

    fn read_line(&mut self) -> Result<String, PowerFault> {
        let mut read = Vec::with_capacity(64);
        let mut buffer = [0; 64];
        loop {
            let left = self.left()?;
            self.line.set_read_timeout(Some(left)).map_err(PowerFault::HungUp)?;
            match self.line.read(&mut buffer) {
                Ok(0) => return Err(PowerFault::HungUp(io::ErrorKind::UnexpectedEof.into())),
                Ok(count) => read.extend_from_slice(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.sort(error)),
            }
            match read.iter().position(|byte| *byte == b'\n') {
                Some(end) if end + 1 < read.len() => return Err(PowerFault::Garbled("more than one answer")),
                Some(end) if end <= words::LINE => {
                    read.truncate(end);
                    return String::from_utf8(read).map_err(|_| PowerFault::Garbled("not text"));
                }
                None if read.len() <= words::LINE => {}
                _ => return Err(PowerFault::Garbled("a line without end")),
            }
        }
    }

    fn left(&self) -> Result<Duration, PowerFault> {
        let left = ASK.saturating_sub(self.asked.elapsed());
        // A time limit of zero means none at all to the system.
        if left.is_zero() { Err(PowerFault::Silent(ASK)) } else { Ok(left) }
    }

    fn sort(&self, error: io::Error) -> PowerFault {
        match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => PowerFault::Silent(self.asked.elapsed()),
            _ => PowerFault::HungUp(error),
        }
    }
}
