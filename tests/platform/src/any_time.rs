//! Judges a client's certificate at the moment that suits it: whether it has ended is the register's to say, which lets a
//! kiosk renew it afterwards.

use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, Error, SignatureScheme,
    client::danger::HandshakeSignatureValid,
    pki_types::{CertificateDer, UnixTime},
    server::danger::{ClientCertVerified, ClientCertVerifier},
};
use std::{sync::Arc, time::Duration};

/// Between two moments that are tried. A certificate lives longer than that.
const STEP: u64 = 30 * 24 * 60 * 60;

/// How many are tried, before now and after: some twenty-four years.
const STEPS: u64 = 300;

#[derive(Debug)]
pub(crate) struct AtAnyTime(pub(crate) Arc<dyn ClientCertVerifier>);

impl ClientCertVerifier for AtAnyTime {
    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        let now = now.as_secs();
        let around = (1..=STEPS).flat_map(|step| [now.saturating_sub(step * STEP), now + step * STEP]);
        let mut refused = Error::InvalidCertificate(CertificateError::Expired);
        for moment in std::iter::once(now).chain(around) {
            let at = UnixTime::since_unix_epoch(Duration::from_secs(moment));
            match self.0.verify_client_cert(end_entity, intermediates, at) {
                Err(error) if is_about_time(&error) => refused = error,
                judged => return judged,
            }
        }
        Err(refused)
    }

    fn client_auth_mandatory(&self) -> bool {
        self.0.client_auth_mandatory()
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.0.root_hint_subjects()
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

fn is_about_time(error: &Error) -> bool {
    use CertificateError::{Expired, ExpiredContext, NotValidYet, NotValidYetContext};
    matches!(
        error,
        Error::InvalidCertificate(Expired | ExpiredContext { .. } | NotValidYet | NotValidYetContext { .. })
    )
}
