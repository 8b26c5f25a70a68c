//! What the courier knows at a moment: the trail's sums, the queue, the line, the machine.

use super::Tally;
use crate::courier::{LineWord, Status};
use crate::outbox::Overview;
use jiff::Timestamp;

/// Everything that metrics are made of.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The moment, by the kiosk's clock.
    pub now: Timestamp,
    /// The trail's sums since it began.
    pub tally: Tally,
    /// The queue.
    pub queue: Overview,
    /// The line.
    pub line: Status,
    /// When the kiosk's certificate expires, where it could be read.
    pub certificate_expires: Option<Timestamp>,
    /// When the platform sealed the trail last.
    pub sealed_at: Option<Timestamp>,
    /// The slot that the machine booted from, where there are slots.
    pub slot: Option<String>,
    /// How much of the data partition is free, from 0 to 1.
    pub disk_free: Option<f64>,
}

impl Facts {
    /// Whether the platform answers.
    pub fn line_is_up(&self) -> bool {
        self.line.line == LineWord::Up
    }
}

/// The slot that the kernel was booted from: `rauc.slot=` on its command line.
pub fn slot(command_line: &str) -> Option<String> {
    let slot = command_line.split_whitespace().find_map(|word| word.strip_prefix("rauc.slot="))?;
    (slot.len() <= 16 && slot.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| slot.to_owned())
}

/// When a certificate (PEM) expires.
pub fn expires(pem: &str) -> Option<Timestamp> {
    use rustls::pki_types::{CertificateDer, pem::PemObject as _};
    let der = CertificateDer::from_pem_slice(pem.as_bytes()).ok()?;
    not_after(&der)
}

/// Walks DER as far as X.509's `notAfter`: certificate, tbsCertificate, [version], serial, algorithm, issuer, validity.
fn not_after(der: &[u8]) -> Option<Timestamp> {
    let certificate = value(der, 0x30)?.0;
    let mut rest = value(certificate, 0x30)?.0;
    if rest.first() == Some(&0xa0) {
        rest = value(rest, 0xa0)?.1;
    }
    for tag in [0x02, 0x30, 0x30] {
        rest = value(rest, tag)?.1;
    }
    let validity = value(rest, 0x30)?.0;
    let (tag, not_before) = (*validity.first()?, validity);
    let rest = value(not_before, tag)?.1;
    let tag = *rest.first()?;
    let text = std::str::from_utf8(value(rest, tag)?.0).ok()?;
    // UTCTime has two digits of a year: 50 and later are of the last century.
    let text = match tag {
        0x17 => format!("{}{text}", if text.get(..2)?.parse::<u8>().ok()? < 50 { "20" } else { "19" }),
        0x18 => text.to_owned(),
        _ => return None,
    };
    let time = jiff::civil::DateTime::strptime("%Y%m%d%H%M%SZ", &text).ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
}

/// A value with this tag, and what follows it.
fn value(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = der.split_first().filter(|(first, _)| **first == tag)?;
    debug_assert_eq!(first, tag);
    let (&length, rest) = rest.split_first()?;
    if length < 0x80 {
        return rest.split_at_checked(usize::from(length));
    }
    let (bytes, rest) = rest.split_at_checked(usize::from(length & 0x7f)).filter(|(bytes, _)| bytes.len() <= 4)?;
    let length = bytes.iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slot_is_read_off_the_kernels_command_line() {
        assert_eq!(slot("quiet root=/dev/x rauc.slot=B ro"), Some("B".into()));
        assert_eq!(slot("quiet"), None);
        assert_eq!(slot("rauc.slot=\"><script>"), None);
    }

    #[test]
    fn what_is_no_certificate_expires_at_no_time() {
        assert_eq!(expires("nothing"), None);
        for length in 0..40 {
            assert_eq!(not_after(&vec![0x30; length]), None);
        }
    }
}
