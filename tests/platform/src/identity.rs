//! Keys and certificates: made once, kept in the directory.
//!
//! The CA signs the server's certificate, one for a kiosk that was never enrolled, and those of the register. The first two
//! begin years back and end decades ahead, since a kiosk's clock may be wrong.

use crate::{
    Impostor,
    any_time::AtAnyTime,
    opening::{self, OpeningKeys},
};
use age::secrecy::ExposeSecret;
use anyhow::{Context, anyhow};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::SigningKey;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};
use rustls::{
    RootCertStore, ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::WebPkiClientVerifier,
    version::TLS13,
};
use std::{
    fs,
    io::Write,
    net::IpAddr,
    ops::Range,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What a kiosk needs to know and to have: text, ready for files.
#[derive(Clone)]
pub struct Credentials {
    /// The platform's CA, PEM.
    pub ca_pem: String,
    /// The kiosk's certificate, PEM.
    pub client_cert_pem: String,
    /// The kiosk's private key, PEM.
    pub client_key_pem: String,
    /// The public key of the receipts: Ed25519, 32 bytes in Base64.
    pub receipt_key: String,
    /// The public key to seal to: an age recipient, `age1…`.
    pub seal_recipient: String,
    /// The public key to seal to by the national algorithms: an SM2 point, `sm2:04…`.
    pub national_seal_recipient: String,
}

pub(crate) struct Identity {
    dir: PathBuf,
    credentials: Credentials,
    /// Signs the receipts.
    pub(crate) receipts: SigningKey,
    /// Signs the codes on citizens' phones.
    pub(crate) codes: SigningKey,
    /// Opens what was sealed.
    pub(crate) seal: OpeningKeys,
}

impl Identity {
    pub(crate) fn load_or_make(dir: &Path, address: IpAddr, years: Range<i32>) -> anyhow::Result<Self> {
        // The last file that is made: with it, all are there.
        if !dir.join("seal.pub").exists() {
            make_certificates(dir, address, years)?;
            make_keys(dir)?;
        }
        // A platform of before there was a choice has none, and no kiosk seals to it yet.
        if !dir.join("seal-national.pub").exists() {
            make_national_key(dir)?;
        }
        // As of before there were codes on phones.
        if !dir.join("identity.pub").exists() {
            make_signing_key(dir, "identity")?;
        }
        let read = |name: &str| fs::read_to_string(dir.join(name)).with_context(|| format!("cannot read {name}"));
        let signing = |name: &str| {
            let secret = STANDARD.decode(read(name)?.trim())?;
            let secret = secret.as_slice().try_into().map_err(|_| anyhow!("{name} does not hold 32 bytes"))?;
            Ok::<_, anyhow::Error>(SigningKey::from_bytes(secret))
        };
        let seal = OpeningKeys::from_text(&read("seal.key")?, &read("seal-national.key")?)?;
        let credentials = Credentials {
            ca_pem: read("ca.pem")?,
            client_cert_pem: read("kiosk.pem")?,
            client_key_pem: read("kiosk.key")?,
            receipt_key: read("receipt.pub")?,
            seal_recipient: read("seal.pub")?,
            national_seal_recipient: read("seal-national.pub")?,
        };
        let (receipts, codes) = (signing("receipt.key")?, signing("identity.key")?);
        Ok(Self { dir: dir.to_owned(), credentials, receipts, codes, seal })
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// TLS 1.3 only; a client certificate must be of our own CA. Who has none is a stranger, and whether one has ended or
    /// was taken back is the register's to say.
    ///
    /// With the server's own certificate, or another's.
    pub(crate) fn server_config(&self, impostor: Option<Impostor>) -> anyhow::Result<Arc<ServerConfig>> {
        let provider = Arc::new(ring::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(self.credentials.ca_pem.as_bytes())?)?;
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
        let verifier = Arc::new(AtAnyTime(verifier.allow_unauthenticated().build()?));
        let (certificate, key) = match impostor {
            Some(impostor) => self.impostor(impostor)?,
            None => (
                CertificateDer::from_pem_file(self.dir.join("server.pem"))?,
                PrivateKeyDer::from_pem_file(self.dir.join("server.key"))?,
            ),
        };
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&TLS13])?
            .with_client_cert_verifier(verifier)
            .with_single_cert(vec![certificate], key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }

    /// Right in everything but one.
    fn impostor(&self, impostor: Impostor) -> anyhow::Result<(CertificateDer<'static>, PrivateKeyDer<'static>)> {
        let (name, years) = match impostor {
            Impostor::OtherAuthority => ("127.0.0.1", 2020..2096),
            Impostor::OtherName => ("tax.example", 2020..2096),
            Impostor::Expired => ("127.0.0.1", 2018..2020),
        };
        let mut params = named("Yici server", vec![name.to_owned()])?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.not_before = date_time_ymd(years.start, 1, 1);
        params.not_after = date_time_ymd(years.end, 1, 1);
        let (key, authority) = (KeyPair::generate()?, authority()?);
        let issuer = match impostor {
            Impostor::OtherAuthority => Issuer::new(authority, KeyPair::generate()?),
            Impostor::OtherName | Impostor::Expired => {
                Issuer::new(authority, KeyPair::from_pem(&fs::read_to_string(self.dir.join("ca.key"))?)?)
            }
        };
        let certificate = params.signed_by(&key, &issuer)?;
        Ok((certificate.der().clone(), PrivateKeyDer::from_pem_slice(key.serialize_pem().as_bytes())?))
    }
}

fn make_certificates(dir: &Path, address: IpAddr, years: Range<i32>) -> anyhow::Result<()> {
    let ca = authority()?;
    let key = KeyPair::generate()?;
    write(dir, "ca.pem", &ca.self_signed(&key)?.pem())?;
    write(dir, "ca.key", &key.serialize_pem())?;
    let issuer = Issuer::new(ca, key);

    // The last is where an emulated machine finds the loop-back address of the machine around it.
    let mut names = ["localhost", "127.0.0.1", "10.0.2.2"].map(String::from).to_vec();
    names.extend((!address.is_loopback() && !address.is_unspecified()).then(|| address.to_string()));
    let usages = [ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    for ((file, names), usage) in [("server", names), ("kiosk", Vec::new())].into_iter().zip(usages) {
        let mut certificate = named(&format!("Yici {file}"), names)?;
        certificate.extended_key_usages = vec![usage];
        if file == "server" {
            certificate.not_before = date_time_ymd(years.start, 1, 1);
            certificate.not_after = date_time_ymd(years.end, 1, 1);
        }
        let key = KeyPair::generate()?;
        write(dir, &format!("{file}.pem"), &certificate.signed_by(&key, &issuer)?.pem())?;
        write(dir, &format!("{file}.key"), &key.serialize_pem())?;
    }
    Ok(())
}

fn authority() -> anyhow::Result<CertificateParams> {
    let mut ca = named("Yici reference platform CA", Vec::new())?;
    ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(ca)
}

pub(crate) fn named(name: &str, alternatives: Vec<String>) -> anyhow::Result<CertificateParams> {
    let mut params = CertificateParams::new(alternatives)?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2096, 1, 1);
    Ok(params)
}

fn make_keys(dir: &Path) -> anyhow::Result<()> {
    make_signing_key(dir, "receipt")?;
    let seal = age::x25519::Identity::generate();
    write(dir, "seal.key", seal.to_string().expose_secret())?;
    write(dir, "seal.pub", &seal.to_public().to_string())
}

fn make_signing_key(dir: &Path, name: &str) -> anyhow::Result<()> {
    let mut secret = [0; 32];
    ring::default_provider().secure_random.fill(&mut secret).map_err(|_| anyhow!("no randomness"))?;
    let key = SigningKey::from_bytes(&secret);
    write(dir, &format!("{name}.key"), &STANDARD.encode(secret))?;
    write(dir, &format!("{name}.pub"), &STANDARD.encode(key.verifying_key().to_bytes()))
}

fn make_national_key(dir: &Path) -> anyhow::Result<()> {
    let (secret, public) = opening::make_national_key();
    write(dir, "seal-national.key", &secret)?;
    write(dir, "seal-national.pub", &public)
}

/// Only the owner may read: half of these are secrets.
fn write(dir: &Path, name: &str, text: &str) -> anyhow::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(dir.join(name))?;
    file.write_all(text.trim_end().as_bytes())?;
    file.write_all(b"\n")?;
    Ok(())
}
