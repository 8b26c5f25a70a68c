//! The name of the platform leads elsewhere: to a stranger, to another of the authority's own servers, to nobody.

use super::bench::{Bench, connection, directory};
use rcgen::{CertificateParams, ExtendedKeyUsagePurpose, Issuer, KeyPair};
use std::fs;
use std::path::Path;
use yici::courier::Courier;
use yici::platform::{Adapter, HttpPlatform, QueueFault};
use yici_platform::ReferencePlatform;

/// Sends one round to wherever the name leads now.
async fn round_to(bench: &mut Bench, elsewhere: &ReferencePlatform) -> Option<QueueFault> {
    let mut settings = connection(bench.platform());
    settings.base_url = elsewhere.url();
    let http = HttpPlatform::new(&settings).expect("an adapter");
    bench.courier = Courier::new(bench.outbox_dir.path(), Adapter::Reference(http)).expect("a courier");
    bench.later().await.fault
}

#[tokio::test]
async fn a_name_that_leads_to_a_stranger_hands_him_nothing() {
    let mut bench = Bench::new();
    bench.hand_in("an application");
    let dir = directory();
    let stranger = ReferencePlatform::start(dir.path()).expect("another platform, of another authority");
    assert_eq!(round_to(&mut bench, &stranger).await, Some(QueueFault::Tls));
    assert!(stranger.received().expect("its store").is_empty());
    assert_eq!(bench.counts().waiting, 1);
}

/// The same authority, the same keys, and a certificate for another name: a server of another office's.
#[tokio::test]
async fn a_name_that_leads_to_another_of_the_authoritys_servers_hands_it_nothing() {
    let mut bench = Bench::new();
    bench.hand_in("an application");
    let dir = directory();
    copy(bench.platform_dir.path(), dir.path());
    let ca_key = KeyPair::from_pem(&fs::read_to_string(dir.path().join("ca.key")).expect("a key")).expect("a key");
    let ca = fs::read_to_string(dir.path().join("ca.pem")).expect("a certificate");
    let mut other = CertificateParams::new(vec![String::from("tax.example")]).expect("a name");
    other.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let key = KeyPair::generate().expect("a key");
    let issuer = Issuer::from_ca_cert_pem(&ca, ca_key).expect("the authority");
    let certificate = other.signed_by(&key, &issuer).expect("signed");
    fs::write(dir.path().join("server.pem"), certificate.pem()).expect("written");
    fs::write(dir.path().join("server.key"), key.serialize_pem()).expect("written");
    let elsewhere = ReferencePlatform::start(dir.path()).expect("another office's platform");
    assert_eq!(round_to(&mut bench, &elsewhere).await, Some(QueueFault::Tls));
    assert!(elsewhere.received().expect("its store").is_empty());
}

#[tokio::test]
async fn a_name_that_leads_nowhere_and_then_home_again_delivers() {
    let mut bench = Bench::new();
    let id = bench.hand_in("an application");
    let mut settings = connection(bench.platform());
    settings.base_url = String::from("https://no-such-name.invalid");
    let nowhere = HttpPlatform::new(&settings).expect("an adapter");
    bench.courier = Courier::new(bench.outbox_dir.path(), Adapter::Reference(nowhere)).expect("a courier");
    assert_eq!(bench.round().await.fault, Some(QueueFault::Unreachable));
    bench.courier = Courier::new(bench.outbox_dir.path(), bench.http()).expect("a courier");
    assert_eq!(bench.later().await.delivered, 1);
    bench.assert_received_once(id, "an application", 1);
}

/// Keys and certificates; not the port and not what was received.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ending| ["pem", "key", "pub"].iter().any(|known| ending == *known)) {
            fs::copy(&path, to.join(entry.file_name())).expect("copied");
        }
    }
}
