//! A platform in the manner of a province's. The promises are the same, so the tests are the same; what is its own stands
//! below.

use super::bench::{ADAPTER, adapter, connection, directory, submission};
use std::process::Command;
use yici::courier::Courier;
use yici::outbox::{Outbox, Seal};
use yici::platform::provincial::ClientCredentials;
use yici::platform::{Adapter, Platform, QueueFault};
use yici_hardware::Personal;
use yici_platform::{Behaviour, ReferencePlatform, cluster};

/// This program once more, with the tests of delivery and of the catalog's road that are not of the reference contract's own
/// form.
#[test]
fn whatever_holds_with_the_reference_contract_holds_with_the_provincial_adapter() {
    if std::env::var_os(ADAPTER).is_some() || std::env::var_os(cluster::NAME).is_some() {
        return;
    }
    // Not these: they speak to the reference adapter itself or start the program with its settings, are about the database, count bytes of the reference contract's
    // requests, are about attachments sent whole or kept in the middle of a piece, which this platform does not do, or
    // expect the first call after a fault to be the submission, which here is the token.
    let others = [
        "delivery::city",
        "delivery::provincial",
        "certificates",
        "wrong_ca",
        "dns_lies",
        "cut_anywhere",
        "goes_on_from_the_byte",
        "of_the_first_version",
        "answer_cut",
        "platform_slow",
    ];
    let mut tests = Command::new(std::env::current_exe().expect("this program"));
    tests.args(["delivery::", "shelf::brought::", "shelf::bad_data::"]).env(ADAPTER, "provincial");
    for other in others {
        tests.args(["--skip", other]);
    }
    let ended = tests.output().expect("it runs");
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{said}\n{}", String::from_utf8_lossy(&ended.stderr));
    let passed = said.lines().filter(|line| line.ends_with("... ok")).count();
    println!("{passed} tests passed with the provincial adapter");
    assert!(passed > 40, "{said}");
}

fn client(platform: &ReferencePlatform, secret: Option<&str>) -> ClientCredentials {
    let (id, known) = platform.client();
    ClientCredentials { id, secret: Personal::new(secret.map_or(known, str::to_owned)) }
}

fn provincial(platform: &ReferencePlatform) -> Adapter {
    Adapter::new(&connection(platform), Some(&client(platform, None))).expect("an adapter")
}

#[tokio::test]
async fn a_case_gets_the_provinces_own_number_and_its_receipt_survives_a_restart() {
    let (dir, outbox) = (directory(), directory());
    let platform = ReferencePlatform::start(dir.path()).expect("a platform");
    let now = jiff::Timestamp::now();
    let mut screen = Outbox::open(outbox.path()).expect("an outbox");
    let seal = Seal::to(&platform.credentials().seal_recipient).expect("a recipient");
    let one = submission("an application", &[&vec![7; 1_500_000]]);
    screen.commit(&one, &seal, now).expect("committed");
    let mut courier = Courier::new(outbox.path(), provincial(&platform)).expect("a courier");
    assert_eq!(courier.round(now).await.expect("a round").delivered, 1);

    let kept = screen.receipts(1).expect("asked").remove(0);
    let said: serde_json::Value = serde_json::from_slice(&kept.body).expect("JSON");
    let number = said["data"]["projectNo"].as_str().expect("a number");
    assert!(number.starts_with("11440232MB2D06811W4000117051000") && number.len() == 31 + 8 + 10, "{number}");
    // Read again, as after a restart: by whichever adapter.
    let key = yici::platform::http::receipt_key(&platform.credentials().receipt_key).expect("a key");
    let receipt = yici::platform::verify_receipt(&kept.body, &key, kept.id, kept.digest).expect("it still counts");
    assert_eq!(receipt.case(), number);
    assert_eq!(platform.received().expect("opens")[0].attachments[0].len(), 1_500_000);
}

#[tokio::test]
async fn a_token_that_is_not_taken_any_more_is_asked_for_anew() {
    let dir = directory();
    let platform = ReferencePlatform::start(dir.path()).expect("a platform");
    let adapter = provincial(&platform);
    assert_eq!(adapter.ping().await, Ok(()));
    platform.forget_tokens();
    assert_eq!(adapter.ping().await, Ok(()));
}

#[tokio::test]
async fn a_client_with_another_secret_pauses_the_queue() {
    let dir = directory();
    let platform = ReferencePlatform::start(dir.path()).expect("a platform");
    let wrong = client(&platform, Some("another"));
    let adapter = Adapter::new(&connection(&platform), Some(&wrong)).expect("an adapter");
    assert_eq!(adapter.ping().await, Err(QueueFault::Auth(401)));
}

#[tokio::test]
async fn a_login_page_is_no_token() {
    let dir = directory();
    let platform = ReferencePlatform::start(dir.path()).expect("a platform");
    platform.behave(Behaviour::LoginPage);
    assert!(matches!(provincial(&platform).ping().await, Err(QueueFault::NotThePlatform(_))));
}

#[tokio::test]
async fn the_reference_adapter_is_the_one_that_nobody_has_to_choose() {
    let dir = directory();
    let platform = ReferencePlatform::start(dir.path()).expect("a platform");
    assert!(matches!(adapter(&platform), Adapter::Reference(_)));
}
