//! The trusted connection: TLS 1.3 only, the given CA as the only root, this kiosk's own certificate.
//!
//! Limit: certificates are judged by the kiosk's clock. A clock that is years off keeps the queue waiting until it is put
//! right; it loses nothing.

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    version::TLS13,
};
use std::sync::Arc;

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

pub(super) fn client(ca_pem: &str, cert_pem: &str, key_pem: &str) -> Result<ClientConfig, TlsSettings> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates("ca", ca_pem)? {
        roots.add(certificate)?;
    }
    let key = PrivateKeyDer::from_pem_slice(key_pem.as_bytes()).map_err(|error| wrong("client_key", &error))?;
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&TLS13])?
        .with_root_certificates(roots)
        .with_client_auth_cert(certificates("client_cert", cert_pem)?, key)?;
    Ok(config)
}

fn certificates(setting: &'static str, pem: &str) -> Result<Vec<CertificateDer<'static>>, TlsSettings> {
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
