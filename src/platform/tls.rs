//! The trusted connection: TLS 1.3 only, the given CA as the only root, this kiosk's own certificate unless it
//! has none yet.
//!
//! A clock that is years off does not keep the queue waiting: [`Floor`] says at which moments a certificate is judged.

use super::{Clock, caller::Pair, floor::Floor};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime, pem::PemObject},
    time_provider::TimeProvider,
    version::TLS13,
};
use std::{fmt, sync::Arc, time::Duration};

/// Why no trusted connection can be set up from the settings.
#[derive(Debug, thiserror::Error)]
pub enum TlsSettings {
    /// A file does not hold what its setting says.
    #[error("the setting `{setting}` does not name a PEM file of the right kind ({why}); take it from the enrolment")]
    Pem {
        /// Which setting.
        setting: &'static str,
        /// The parser's words.
        why: String,
    },
    /// Each file is right for itself, but together they do not fit.
    #[error("the platform's CA, this kiosk's certificate and its key do not fit together: {0}; enrol the kiosk again")]
    Misfit(#[from] rustls::Error),
}

pub(super) fn client(
    ca_pem: &str,
    pair: Option<Pair<'_>>,
    floor: Arc<Floor>,
    clock: Clock,
) -> Result<ClientConfig, TlsSettings> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates("ca", ca_pem)? {
        roots.add(certificate)?;
    }
    let provider = Arc::new(ring::default_provider());
    let judge = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
        .build()
        .map_err(|why| TlsSettings::Pem { setting: "ca", why: why.to_string() })?;
    let config = ClientConfig::builder_with_details(provider, Arc::new(TimeOf(clock)))
        .with_protocol_versions(&[&TLS13])?
        .dangerous() // it checks all that the usual one checks, at the moments that the floor allows
        .with_custom_certificate_verifier(Arc::new(Verifier { judge, floor }));
    Ok(match pair {
        Some(Pair { certificate_pem, key_pem }) => {
            config.with_client_auth_cert(certificates("client_cert", certificate_pem)?, private_key(key_pem)?)?
        }
        None => config.with_no_client_auth(),
    })
}

struct TimeOf(Clock);

impl fmt::Debug for TimeOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TimeOf")
    }
}

impl TimeProvider for TimeOf {
    fn current_time(&self) -> Option<UnixTime> {
        Some(unix_time(self.0().as_second()))
    }
}

/// A clock before 1970 is one that says 1970.
fn unix_time(second: i64) -> UnixTime {
    UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(second).unwrap_or(0)))
}

/// The usual verifier, asked at each moment of the floor until the time is no objection.
#[derive(Debug)]
struct Verifier {
    judge: Arc<WebPkiServerVerifier>,
    floor: Arc<Floor>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let clock = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        let mut refused = rustls::Error::InvalidCertificate(CertificateError::Expired);
        for moment in self.floor.moments(clock) {
            let at = unix_time(moment);
            match self.judge.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, at) {
                Err(error) if is_about_time(&error) => refused = error,
                judged => return judged,
            }
        }
        Err(refused)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.judge.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.judge.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.judge.supported_verify_schemes()
    }
}

fn is_about_time(error: &rustls::Error) -> bool {
    use CertificateError::{Expired, ExpiredContext, NotValidYet, NotValidYetContext};
    matches!(
        error,
        rustls::Error::InvalidCertificate(Expired | ExpiredContext { .. } | NotValidYet | NotValidYetContext { .. })
    )
}

pub(super) fn private_key(pem: &str) -> Result<PrivateKeyDer<'static>, TlsSettings> {
    PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|error| wrong("client_key", &error))
}

pub(super) fn certificates(setting: &'static str, pem: &str) -> Result<Vec<CertificateDer<'static>>, TlsSettings> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(|error| wrong(setting, &error))?;
    if certificates.is_empty() {
        return Err(TlsSettings::Pem { setting, why: String::from("no certificate in it") });
    }
    Ok(certificates)
}

fn wrong(setting: &'static str, error: &rustls::pki_types::pem::Error) -> TlsSettings {
    TlsSettings::Pem { setting, why: error.to_string() }
}
