//! The kiosk's signature on what leaves it by another road than the line: made with the key of its certificate, so that
//! whoever gets it can tell which kiosk it came from, and that nobody changed it on the way.
//!
//! Limits: a chain of four certificates; the first must be for clients and lead to the platform's CA. When they are judged
//! is said by [`Floor`].

use super::{
    Connection,
    contract::Digest,
    expires,
    floor::Floor,
    tls::{TlsSettings, certificates, private_key},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::{SignedDuration, Timestamp};
use rustls::{
    SignatureScheme,
    crypto::ring,
    pki_types::{CertificateDer, SignatureVerificationAlgorithm, UnixTime},
    sign::SigningKey,
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

const LONGEST_CHAIN: usize = 4;

/// The schemes that a kiosk's key may have, by the name that stands in what is signed.
const SCHEMES: [(&str, SignatureScheme, &dyn SignatureVerificationAlgorithm); 3] = [
    ("ecdsa_p256_sha256", SignatureScheme::ECDSA_NISTP256_SHA256, webpki::ring::ECDSA_P256_SHA256),
    ("ecdsa_p384_sha384", SignatureScheme::ECDSA_NISTP384_SHA384, webpki::ring::ECDSA_P384_SHA384),
    ("ed25519", SignatureScheme::ED25519, webpki::ring::ED25519),
];

/// A kiosk's key and its certificate.
pub struct KioskKey {
    chain: Vec<String>,
    certificate: Digest,
    valid_at: Timestamp,
    key: Arc<dyn SigningKey>,
}

/// A signature, with what is needed to check it. Serialized as JSON, it is part of the frozen bytes of what is carried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KioskSignature {
    /// The kiosk's certificate and what leads to its CA: DER in Base64.
    certificates: Vec<String>,
    /// Its scheme's name.
    scheme: String,
    /// The signature in Base64.
    signature: String,
}

/// Why something is not signed by a kiosk of this platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSigned {
    /// Not the form of a signature.
    #[error("no signature in the form that a kiosk writes")]
    Form,
    /// The certificate is none of this platform's kiosks.
    #[error("signed with a certificate that this platform's authority did not give to a kiosk")]
    Certificate,
    /// The bytes are not the ones that were signed.
    #[error("changed since it was signed")]
    Changed,
}

impl KioskKey {
    /// The key that the settings name.
    pub fn new(connection: &Connection) -> Result<Self, TlsSettings> {
        let chain = certificates("client_cert", &connection.client_cert_pem)?;
        let key = ring::sign::any_supported_type(&private_key(&connection.client_key_pem)?)?;
        Ok(Self {
            certificate: Digest::of(&chain[0]),
            chain: chain.iter().map(|certificate| STANDARD.encode(certificate)).collect(),
            valid_at: last_moment(&connection.client_cert_pem),
            key,
        })
    }

    /// The SHA-256 of the kiosk's certificate, DER.
    pub fn certificate(&self) -> Digest {
        self.certificate
    }

    /// When its certificate holds for certain: what the kiosk itself signed is judged then, not by its clock.
    pub fn valid_at(&self) -> Timestamp {
        self.valid_at
    }

    /// Whether this signature names the certificate that the kiosk has now.
    pub fn is_of_this_certificate(&self, signature: &KioskSignature) -> bool {
        signature.certificates == self.chain
    }

    /// Signs these bytes.
    pub fn sign(&self, message: &[u8]) -> Result<KioskSignature, rustls::Error> {
        let schemes = SCHEMES.map(|(_, scheme, _)| scheme);
        let signer = self.key.choose_scheme(&schemes);
        let signer = signer.ok_or_else(|| rustls::Error::General(String::from("a key of an unusual kind")))?;
        let name = SCHEMES.iter().find(|(_, scheme, _)| *scheme == signer.scheme()).map(|(name, ..)| *name);
        Ok(KioskSignature {
            certificates: self.chain.clone(),
            scheme: name.unwrap_or_default().to_owned(),
            signature: STANDARD.encode(signer.sign(message)?),
        })
    }
}

/// An hour before a certificate ends.
pub fn last_moment(certificate_pem: &str) -> Timestamp {
    expires(certificate_pem).unwrap_or_default().saturating_sub(SignedDuration::from_hours(1)).unwrap_or_default()
}

impl KioskSignature {
    /// Checks that a kiosk whose certificate leads to this CA signed these bytes.
    pub fn verify(&self, ca_pem: &str, message: &[u8], clock: Timestamp) -> Result<(), NotSigned> {
        if self.certificates.is_empty() || self.certificates.len() > LONGEST_CHAIN {
            return Err(NotSigned::Form);
        }
        let chain = self.certificates.iter().map(|text| STANDARD.decode(text).map(CertificateDer::from));
        let chain: Vec<_> = chain.collect::<Result<_, _>>().map_err(|_| NotSigned::Form)?;
        let signature = STANDARD.decode(&self.signature).map_err(|_| NotSigned::Form)?;
        let scheme = SCHEMES.iter().find(|(name, ..)| *name == self.scheme).ok_or(NotSigned::Form)?;
        let kiosk = webpki::EndEntityCert::try_from(&chain[0]).map_err(|_| NotSigned::Form)?;
        let roots = certificates("ca", ca_pem).map_err(|_| NotSigned::Certificate)?;
        let anchors: Vec<_> = roots.iter().filter_map(|root| webpki::anchor_from_trusted_cert(root).ok()).collect();
        let is_trusted = |moment: i64| {
            let at = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(moment).unwrap_or(0)));
            let usage = webpki::KeyUsage::client_auth();
            kiosk.verify_for_usage(webpki::ALL_VERIFICATION_ALGS, &anchors, &chain[1..], at, usage, None, None).is_ok()
        };
        if !Floor::default().moments(clock.as_second()).any(is_trusted) {
            return Err(NotSigned::Certificate);
        }
        kiosk.verify_signature(scheme.2, message, &signature).map_err(|_| NotSigned::Changed)
    }
}
