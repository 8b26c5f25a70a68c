use super::bench::{Bench, connection, directory, platform};
use yici::platform::{HttpPlatform, Platform, QueueFault};

#[tokio::test]
async fn a_platform_with_another_ca_is_not_trusted() {
    let bench = Bench::new();
    let elsewhere = directory();
    let other = platform(elsewhere.path());
    let mut mixed = connection(bench.platform());
    mixed.base_url = other.url();
    let http = HttpPlatform::new(&mixed).expect("an adapter");
    assert_eq!(http.ping().await, Err(QueueFault::Tls));
}

#[tokio::test]
async fn a_kiosk_with_another_cas_certificate_is_not_let_in() {
    let bench = Bench::new();
    let elsewhere = directory();
    let other = platform(elsewhere.path()).credentials();
    let mut mixed = connection(bench.platform());
    (mixed.client_cert_pem, mixed.client_key_pem) = (other.client_cert_pem, other.client_key_pem);
    let http = HttpPlatform::new(&mixed).expect("an adapter");
    assert_eq!(http.ping().await, Err(QueueFault::Tls));
}

#[test]
fn an_address_without_tls_is_refused_before_anything_is_sent() {
    let bench = Bench::new();
    let mut plain = connection(bench.platform());
    plain.base_url = plain.base_url.replace("https", "http");
    assert!(HttpPlatform::new(&plain).is_err());
}
