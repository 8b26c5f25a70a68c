//! The contract as it is written for those who build a platform, beside the reference platform and the kiosk's own words.

use super::bench::{Bench, connection};
use std::sync::Arc;
use yici::platform::contract::{Kind, QuestionKind};

const CONTRACT: &str = include_str!("../../docs/platform.openapi.yaml");

/// Every call: its path and its method.
fn calls() -> Vec<(String, String)> {
    let (mut calls, mut path) = (Vec::new(), String::new());
    for line in CONTRACT.lines() {
        if let Some(found) = line.strip_prefix("  /v1/") {
            path = format!("/v1/{}", found.trim_end_matches(':'));
        }
        let method = line.strip_prefix("    ").and_then(|line| line.strip_suffix(':'));
        if let Some(method) = method.filter(|method| ["get", "put", "post", "patch"].contains(method)) {
            calls.push((path.clone(), method.to_uppercase()));
        }
    }
    calls
}

/// A client with the kiosk's certificate, and nothing of the kiosk's adapter.
fn client(bench: &Bench) -> reqwest::Client {
    use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
    let connection = connection(bench.platform());
    let certificate = |pem: &str| CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate");
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificate(&connection.ca_pem)).expect("a root");
    let key = PrivateKeyDer::from_pem_slice(connection.client_key_pem.as_bytes()).expect("a key");
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .expect("TLS 1.3")
        .with_root_certificates(roots)
        .with_client_auth_cert(vec![certificate(&connection.client_cert_pem)], key)
        .expect("a certificate");
    reqwest::Client::builder().tls_backend_preconfigured(tls).no_proxy().build().expect("a client")
}

#[tokio::test]
async fn every_call_of_the_contract_is_answered_by_the_reference_platform() {
    let bench = Bench::new();
    let catalog = bench.platform_dir.path().join("catalog");
    std::fs::create_dir(&catalog).expect("made");
    std::fs::write(catalog.join("file"), "a file").expect("written");
    let calls = calls();
    assert!(calls.len() >= 9, "{calls:?}");
    for (path, method) in calls {
        let filled = path
            .replace("{id}", "01890a5d-ac96-774b-bcce-b302099a8057")
            .replace("{sha256}", &"0".repeat(64))
            .replace("{row}", "1")
            .replace("{path}", "file");
        assert!(!filled.contains('{'), "{filled}");
        let method = method.parse().expect("a method");
        let url = format!("{}{filled}", bench.platform().url());
        let answer = client(&bench).request(method, url).send().await.expect("an answer");
        assert!(![404, 405].contains(&answer.status().as_u16()), "{path}: {}", answer.status());
    }
}

#[test]
fn the_contract_names_every_kind_that_a_kiosk_sends() {
    let kinds = [Kind::Application, Kind::Evaluation, Kind::Complaint, Kind::Supplement, Kind::Withdrawal];
    use QuestionKind::{Certificate, Help, Known, Progress, Ticket};
    let questions = [Known, Ticket, Progress, Certificate, Help];
    for words in [kinds.map(Kind::as_str).join(", "), questions.map(QuestionKind::as_str).join(", ")] {
        assert!(CONTRACT.contains(&format!("enum: [{words}]")), "{words}");
    }
}
