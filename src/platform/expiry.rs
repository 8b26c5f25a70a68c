//! When a certificate ends, by its own word.

use jiff::Timestamp;

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
    fn what_is_no_certificate_expires_at_no_time() {
        assert_eq!(expires("nothing"), None);
        for length in 0..40 {
            assert_eq!(not_after(&vec![0x30; length]), None);
        }
    }
}
