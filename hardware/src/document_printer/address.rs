//! Where a printer is.
//!
//! - `ipp://127.0.0.1:631/printers/a4` or `http://…`: TCP. The host is an address or `localhost`: a name would need a
//!   resolver, whose time nobody bounds. Without a port it is 631.
//! - `unix:/run/cups/cups.sock#/printers/a4`: a Unix socket, and the printer's path on the server behind it. A process
//!   without a network of its own (`PrivateNetwork=yes`) still reaches CUPS this way.
//! - No TLS (`ipps://`, `https://`): the printer hangs on this machine, by USB (ipp-usb serves it on the loopback) or
//!   through its CUPS.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// The port of IPP (RFC 8010).
const IPP_PORT: u16 = 631;

/// A printer's address, as the settings have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The server.
    pub server: Server,
    /// The printer's path on it, from its first `/`. Printable ASCII, at most 255 characters.
    pub path: String,
}

/// What to connect to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Server {
    /// TCP.
    Tcp(SocketAddr),
    /// A Unix socket.
    Unix(PathBuf),
}

/// Why a text is no printer's address. The settings file is to be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// Neither `ipp://`, `http://` nor `unix:/`.
    #[error("a printer's address starts with ipp://, http:// or unix:/; correct `port` in the settings file")]
    Scheme,
    /// The host is a name, or the port no number.
    #[error("the printer's host must be an IP address or localhost, with a port from 1 to 65535; correct `port`")]
    Host,
    /// The path is missing or has characters that no path has.
    #[error("the printer's path is missing or wrong: write it like /ipp/print, or #/printers/NAME after a socket")]
    Path,
}

impl Address {
    /// Reads an address.
    ///
    /// ```
    /// use yici_hardware::document_printer::{Address, BadAddress};
    ///
    /// assert!(Address::parse("unix:/run/cups/cups.sock#/printers/a4").is_ok());
    /// assert_eq!(Address::parse("ipp://printer.example/ipp/print"), Err(BadAddress::Host));
    /// ```
    pub fn parse(text: &str) -> Result<Self, BadAddress> {
        let (server, path) = if let Some(rest) = text.strip_prefix("unix:").filter(|rest| rest.starts_with('/')) {
            let (socket, path) = rest.split_once('#').ok_or(BadAddress::Path)?;
            (Server::Unix(PathBuf::from(socket)), path)
        } else {
            let rest = text.strip_prefix("ipp://").or_else(|| text.strip_prefix("http://"));
            let rest = rest.ok_or(BadAddress::Scheme)?;
            let (host, path) = rest.split_at(rest.find('/').ok_or(BadAddress::Path)?);
            (Server::Tcp(socket_address(host).ok_or(BadAddress::Host)?), path)
        };
        let fits = path.starts_with('/') && path.len() <= 255 && path.bytes().all(|byte| byte.is_ascii_graphic());
        if fits { Ok(Self { server, path: path.to_owned() }) } else { Err(BadAddress::Path) }
    }

    /// What stands in the `Host` line of a request.
    pub fn host(&self) -> String {
        match &self.server {
            Server::Tcp(address) => address.to_string(),
            Server::Unix(_) => String::from("localhost"),
        }
    }

    /// The printer's name in IPP (`printer-uri`).
    pub fn uri(&self) -> String {
        format!("ipp://{}{}", self.host(), self.path)
    }
}

fn socket_address(host: &str) -> Option<SocketAddr> {
    if let Ok(address) = host.parse::<SocketAddr>() {
        return (address.port() != 0).then_some(address);
    }
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) if !host.ends_with(':') && !port.ends_with(']') => (host, port.parse().ok()?),
        _ => (host, IPP_PORT),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let address = if host == "localhost" { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { host.parse().ok()? };
    (port != 0).then(|| SocketAddr::new(address, port))
}
