//! A kiosk that makes its own key and is given a certificate for it.

use super::bench::{Bench, client_credentials, directory};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tempfile::TempDir;
use yici::courier::identity::{EnrolError, Files, NotRenewed, enrol, renew_if_wanted};
use yici::platform::provincial::{ClientCredentials, ProvincialPlatform};
use yici::platform::{Adapter, Clock, HttpPlatform, NotEnrolled, Patience, Platform, QueueFault};
use yici::settings::Settings;
use yici_platform::Behaviour;

/// A kiosk that knows the platform's address and its authority, and nothing else.
pub struct Kiosk {
    pub dir: TempDir,
    pub settings: Settings,
    pub ca_pem: String,
    client: Option<ClientCredentials>,
}

impl Kiosk {
    pub fn new(bench: &Bench) -> Self {
        Self::named(bench, "site-001")
    }

    pub fn named(bench: &Bench, name: &str) -> Self {
        let dir = directory();
        let ca_pem = bench.platform().credentials().ca_pem;
        fs::write(dir.path().join("ca.pem"), &ca_pem).expect("written");
        let file = dir.path().join("kiosk.toml");
        let settings = SETTINGS.replace("@URL@", &bench.platform().url()).replace("site-001", name);
        fs::write(&file, settings).expect("written");
        let client = client_credentials(bench.platform());
        Self { settings: Settings::read(&file).expect("settings"), dir, ca_pem, client }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.dir.path().join(name)
    }

    pub fn files(&self) -> Files {
        Files { certificate: self.path("kiosk.pem"), key: self.path("kiosk.key") }
    }

    pub fn certificate(&self) -> String {
        fs::read_to_string(self.path("kiosk.pem")).expect("a certificate")
    }

    /// As the courier reaches the platform after a restart.
    pub fn http(&self) -> Adapter {
        self.http_at(std::sync::Arc::new(jiff::Timestamp::now))
    }

    /// By this clock.
    fn http_at(&self, clock: Clock) -> Adapter {
        let connection = self.settings.courier().expect("every file is there").connection;
        let patience = Patience::default();
        match &self.client {
            None => Adapter::Reference(HttpPlatform::with_clock(&connection, patience, clock).expect("an adapter")),
            Some(client) => Adapter::Provincial(
                ProvincialPlatform::with_clock(&connection, client, patience, clock).expect("an adapter"),
            ),
        }
    }

    pub async fn renew(&self, platform: &Adapter) -> Result<bool, NotRenewed> {
        renew_if_wanted(platform, &self.files(), &self.ca_pem).await
    }
}

const SETTINGS: &str = r#"
kiosk = { name = "site-001", site = { zh = "示范", en = "Demonstration" }, progress-url = "https://platform.example/p/" }
folders = { services = "services", state = "state", run = "run" }
card-reader = { driver = "gat467-serial", port = "/dev/null" }
receipt-printer = { driver = "escpos-serial", port = "/dev/null" }
document-camera = { driver = "picture-file", path = "paper.png" }
[platform]
url = "@URL@"
authority = "ca.pem"
certificate = "kiosk.pem"
key = "kiosk.key"
receipt-key = "receipt.pub"
seal-key = "seal.pub"
"#;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("the file").permissions().mode() & 0o777
}

#[tokio::test]
async fn a_kiosk_with_a_token_makes_its_key_and_is_let_in() {
    let bench = Bench::new();
    let kiosk = Kiosk::new(&bench);
    let token = bench.platform().invite("site-001").expect("a token");
    enrol(&kiosk.settings, &format!("{token}\n")).await.expect("enrolled");
    assert_eq!(kiosk.http().ping().await, Ok(()));
    assert_eq!(mode(&kiosk.path("kiosk.key")), 0o600);
    let credentials = bench.platform().credentials();
    for (name, key) in [("receipt.pub", credentials.receipt_key), ("seal.pub", credentials.seal_recipient)] {
        assert_eq!(fs::read_to_string(kiosk.path(name)).expect("written").trim(), key.trim());
        assert_eq!(mode(&kiosk.path(name)), 0o644, "the screen process reads {name}");
    }
    assert!(!kiosk.path("kiosk.next").exists());
}

#[tokio::test]
async fn a_stranger_and_a_certificate_of_another_authority_are_not_let_in() {
    let bench = Bench::new();
    let (kiosk, elsewhere) = (Kiosk::new(&bench), Bench::new());
    let token = elsewhere.platform().invite("site-001").expect("a token");
    let refused = enrol(&kiosk.settings, &token).await;
    let Err(EnrolError::Platform(NotEnrolled::Refused { code })) = refused else { panic!("let in: {refused:?}") };
    assert_eq!(code, "token_unknown");
    let mut connection = super::bench::connection(bench.platform());
    let other = super::bench::connection(elsewhere.platform());
    (connection.client_cert_pem, connection.client_key_pem) = (other.client_cert_pem, other.client_key_pem);
    assert_eq!(HttpPlatform::new(&connection).expect("an adapter").ping().await, Err(QueueFault::Tls));
}

/// The answer never came, or the power failed before it was kept.
#[tokio::test]
async fn an_enrolment_whose_answer_was_lost_is_asked_for_again_with_the_same_key() {
    let bench = Bench::new();
    let kiosk = Kiosk::new(&bench);
    let token = bench.platform().invite("site-001").expect("a token");
    bench.behave(Behaviour::CutMidBody);
    assert!(matches!(enrol(&kiosk.settings, &token).await, Err(EnrolError::Platform(NotEnrolled::Line(_)))));
    bench.behave(Behaviour::Normal);
    enrol(&kiosk.settings, &token).await.expect("the token was used with this very key");
    assert_eq!(kiosk.http().ping().await, Ok(()));
}

#[tokio::test]
async fn a_token_enrols_one_kiosk_once_and_for_seven_days() {
    let bench = Bench::new();
    let (kiosk, thief) = (Kiosk::new(&bench), Kiosk::new(&bench));
    let token = bench.platform().invite("site-001").expect("a token");
    let code = |refused| match refused {
        Err(EnrolError::Platform(NotEnrolled::Refused { code })) => code,
        other => panic!("{other:?}"),
    };
    let other_name = bench.platform().invite("site-002").expect("a token");
    assert_eq!(code(enrol(&kiosk.settings, &other_name).await), "token_unknown");
    enrol(&kiosk.settings, &token).await.expect("enrolled");
    assert_eq!(code(enrol(&thief.settings, &token).await), "token_used");
    let late = bench.platform().invite("site-001").expect("a token");
    bench.platform().pass_days(8);
    assert_eq!(code(enrol(&thief.settings, &late).await), "token_expired");
    assert!(matches!(enrol(&thief.settings, "no token").await, Err(EnrolError::Token)));
    assert!(!thief.path("kiosk.pem").exists());
}

#[tokio::test]
async fn a_login_page_enrols_nobody() {
    let bench = Bench::new();
    let kiosk = Kiosk::new(&bench);
    let token = bench.platform().invite("site-001").expect("a token");
    bench.behave(Behaviour::LoginPage);
    let refused = enrol(&kiosk.settings, &token).await;
    let Err(EnrolError::Platform(NotEnrolled::Line(QueueFault::NotThePlatform(_)))) = refused else {
        panic!("{refused:?}")
    };
    assert!(!kiosk.path("kiosk.pem").exists());
}

#[tokio::test]
async fn a_certificate_is_renewed_when_a_third_of_its_life_is_left_and_the_courier_goes_on_with_it() {
    let bench = Bench::new();
    let kiosk = Kiosk::new(&bench);
    enrol(&kiosk.settings, &bench.platform().invite("site-001").expect("a token")).await.expect("enrolled");
    let (http, first) = (kiosk.http(), kiosk.certificate());
    bench.platform().pass_days(200);
    assert!(!kiosk.renew(&http).await.expect("asked"), "it is young");
    bench.platform().pass_days(50);
    assert!(kiosk.renew(&http).await.expect("asked"));
    assert!(kiosk.certificate() != first);
    // The first one has ended now.
    bench.platform().pass_days(150);
    assert_eq!(http.ping().await, Ok(()), "the same adapter, with the new certificate");
    assert_eq!(kiosk.http().ping().await, Ok(()), "so does a courier that is started again");
}

/// A winter in a shed, a clock that says 1970: nobody need come.
#[tokio::test]
async fn a_certificate_that_has_ended_is_renewed_whatever_the_kiosks_clock_says() {
    let bench = Bench::new();
    let kiosk = Kiosk::new(&bench);
    enrol(&kiosk.settings, &bench.platform().invite("site-001").expect("a token")).await.expect("enrolled");
    let http = kiosk.http_at(std::sync::Arc::new(|| jiff::Timestamp::UNIX_EPOCH));
    bench.platform().pass_days(400);
    assert_eq!(http.ping().await, Err(QueueFault::Auth(403)), "nothing is taken from it");
    let files = kiosk.files();
    assert!(renew_if_wanted(&http, &files, &kiosk.ca_pem).await.expect("renewed"));
    assert_eq!(http.ping().await, Ok(()));
}

#[tokio::test]
async fn a_kiosk_that_was_revoked_is_let_in_again_only_with_a_new_key_and_a_new_token() {
    let bench = Bench::new();
    let kiosk = Kiosk::new(&bench);
    enrol(&kiosk.settings, &bench.platform().invite("site-001").expect("a token")).await.expect("enrolled");
    let (http, key) = (kiosk.http(), fs::read(kiosk.path("kiosk.key")).expect("the key"));
    assert_eq!(bench.platform().revoke("site-001").expect("revoked"), 1);
    assert_eq!(http.ping().await, Err(QueueFault::Auth(403)));
    assert!(matches!(kiosk.renew(&http).await, Err(NotRenewed::Refused)));
    enrol(&kiosk.settings, &bench.platform().invite("site-001").expect("a token")).await.expect("enrolled");
    assert!(fs::read(kiosk.path("kiosk.key")).expect("the key") != key);
    assert_eq!(kiosk.http().ping().await, Ok(()));
    assert_eq!(http.ping().await, Err(QueueFault::Auth(403)), "the old one stays out");
}

/// A broken platform that answers with somebody else's certificate.
#[tokio::test]
async fn a_certificate_for_another_key_is_not_kept() {
    let bench = Bench::new();
    let kiosk = Kiosk::new(&bench);
    enrol(&kiosk.settings, &bench.platform().invite("site-001").expect("a token")).await.expect("enrolled");
    let (http, first) = (kiosk.http(), kiosk.certificate());
    // A key that is not the certificate's: what comes back for the one is not for the other.
    let other = Kiosk::new(&bench);
    enrol(&other.settings, &bench.platform().invite("site-001").expect("a token")).await.expect("enrolled");
    fs::copy(other.path("kiosk.key"), kiosk.path("kiosk.key")).expect("swapped");
    bench.platform().pass_days(300);
    assert!(matches!(kiosk.renew(&http).await, Err(NotRenewed::Refused)), "the platform notices first");
    assert_eq!(kiosk.certificate(), first);
}

#[tokio::test]
async fn every_disturbance_of_a_renewal_leaves_the_old_certificate() {
    let bench = Bench::new();
    let kiosk = Kiosk::new(&bench);
    enrol(&kiosk.settings, &bench.platform().invite("site-001").expect("a token")).await.expect("enrolled");
    let (http, first) = (kiosk.http(), kiosk.certificate());
    bench.platform().pass_days(300);
    for behaviour in [Behaviour::LoginPage, Behaviour::Rude, Behaviour::CutMidBody, Behaviour::Absent] {
        bench.behave(behaviour.clone());
        assert!(kiosk.renew(&http).await.is_err(), "{behaviour:?}");
        assert_eq!(kiosk.certificate(), first);
    }
    bench.behave(Behaviour::Normal);
    assert!(kiosk.renew(&http).await.expect("asked"));
}

#[tokio::test]
async fn a_kiosk_is_let_in_with_what_was_prepared_for_it_from_a_table() {
    let bench = Bench::new();
    let office = directory();
    let at = |name: &str| office.path().join(name);
    fs::create_dir(at("platform")).expect("made");
    fs::write(at("platform/ca.pem"), bench.platform().credentials().ca_pem).expect("written");
    let common = SETTINGS.replace("@URL@", &bench.platform().url()).replace("\"ca.pem\"", "\"platform/ca.pem\"");
    fs::write(at("common.toml"), common).expect("written");
    let token = |name: &str| bench.platform().invite(name).expect("a token");
    let table = format!(
        "name,token,kiosk.site.zh\nvillage-1,{},第一村\nvillage-2,{},第二村\n",
        token("village-1"),
        token("village-2")
    );
    fs::write(at("kiosks.csv"), table).expect("written");
    let prepared = std::process::Command::new(env!("CARGO_BIN_EXE_yici"))
        .arg("provision")
        .arg(at("kiosks.csv"))
        .arg("--settings")
        .arg(at("common.toml"))
        .arg("--platform")
        .arg(at("platform"))
        .arg("--out")
        .arg(at("sticks"))
        .output()
        .expect("it runs");
    assert!(prepared.status.success(), "{}", String::from_utf8_lossy(&prepared.stderr));
    for (name, site) in [("village-1", "第一村"), ("village-2", "第二村")] {
        let stick = at("sticks").join(name).join("yici");
        let settings = Settings::read(&stick.join("kiosk.toml")).expect("settings");
        assert_eq!((settings.kiosk.name.as_str(), settings.kiosk.site.zh.as_str()), (name, site));
        assert_eq!(mode(&stick.join("courier/token")), 0o600);
        let token = fs::read_to_string(stick.join("courier/token")).expect("a token");
        enrol(&settings, &token).await.expect("enrolled");
        let http = HttpPlatform::new(&settings.courier().expect("every file is there").connection).expect("an adapter");
        assert_eq!(http.ping().await, Ok(()));
    }
}
