//! The platform of a city: several instances behind one address, over one PostgreSQL.

use super::bench::{Bench, GENEROUS, connection, directory, submission};
use super::enrolment::Kiosk;
use std::process::Command;
use yici::courier::identity::{EnrolError, enrol};
use yici::platform::{Answer, HttpPlatform, NotEnrolled, Platform, QueueFault};
use yici_platform::cluster::{self, Cluster};
use yici_platform::{City, ReferencePlatform};

/// This program once more, with every other delivery test, on a cluster.
#[test]
fn whatever_holds_on_sqlite_holds_with_three_instances_on_postgresql() {
    if std::env::var_os(cluster::NAME).is_some() {
        return;
    }
    let Some(cluster) = Cluster::start() else { return };
    let mut tests = Command::new(std::env::current_exe().expect("this program"));
    // Not these: they start a platform of their own, or reach into SQLite's file.
    tests.arg("delivery::");
    for other in ["delivery::city", "delivery::provincial", "certificates", "stopped_before_it_closed"] {
        tests.args(["--skip", other]);
    }
    let ended = tests.env(cluster::NAME, cluster.folder()).output().expect("it runs");
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{said}\n{}", String::from_utf8_lossy(&ended.stderr));
    let passed = said.lines().filter(|line| line.ends_with("... ok")).count();
    println!("{passed} tests passed on PostgreSQL");
    assert!(passed > 50, "{said}");
}

fn city(cluster: &Cluster) -> (Bench, String) {
    let database = cluster::database(cluster.folder(), "city");
    let dir = directory();
    let city = City { database: &database, instances: 3 };
    let platform = ReferencePlatform::start_city(dir.path(), &city).expect("a city's platform");
    (Bench::before(platform, dir), database)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_reaches_several_instances_at_the_same_moment_is_taken_in_once_and_receipted_alike() {
    let Some(cluster) = Cluster::start() else { return };
    let (mut bench, _) = city(&cluster);
    for round in 0..10 {
        let text = format!("application {round}");
        let id = bench.hand_in(&text);
        let due = bench.outbox.next_due(bench.now()).expect("asked").expect("due");
        let mut asked = tokio::task::JoinSet::new();
        for _ in 0..6 {
            // A connection of its own, which the relay gives to the next instance.
            let (platform, due) = (HttpPlatform::new(&connection(bench.platform())).expect("an adapter"), due.clone());
            asked.spawn(async move { platform.put_submission(due.id, due.digest, due.envelope).await });
        }
        let mut receipts = Vec::new();
        while let Some(answer) = asked.join_next().await {
            match answer.expect("no panic").expect("taken in") {
                Answer::Received(receipt) => receipts.push(receipt),
                Answer::Missing(_) => panic!("it has no attachment"),
            }
        }
        assert!(receipts.iter().all(|receipt| receipt.body() == receipts[0].body()), "round {round}");
        bench.round().await;
        let received = bench.received();
        assert_eq!(received.iter().filter(|one| one.id == id.to_string()).count(), 1, "round {round}");
    }
    let mut cases: Vec<String> = bench.received().into_iter().map(|one| one.case).collect();
    cases.sort();
    cases.dedup();
    assert_eq!(cases.len(), 10, "every case has a number of its own");
}

#[tokio::test]
async fn instances_that_die_are_passed_over() {
    let Some(cluster) = Cluster::start() else { return };
    let (mut bench, _) = city(&cluster);
    let paper = vec![7; 2_500_000];
    bench.outbox.commit(&submission("the first", &[&paper]), &bench.seal(), bench.now()).expect("committed");
    assert_eq!(bench.round().await.delivered, 1);
    for instance in [1, 2] {
        bench.platform().end_instance(instance);
        bench.hand_in("another");
        bench.later().await;
        bench.later().await;
        assert_eq!(bench.counts().waiting, 0, "after instance {instance} died");
    }
    assert_eq!(bench.received().len(), 3, "once each");
}

#[tokio::test]
async fn a_database_that_was_away_costs_a_wait_and_nothing_else() {
    let Some(mut cluster) = Cluster::start() else { return };
    let (mut bench, _) = city(&cluster);
    bench.hand_in("the first");
    assert_eq!(bench.round().await.delivered, 1);
    cluster.stop();
    bench.hand_in("the second");
    assert!(matches!(bench.later().await.fault, Some(QueueFault::Server(500))));
    assert_eq!(bench.counts().waiting, 1);
    cluster.go_on();
    for _ in 0..3 {
        bench.later().await;
    }
    assert_eq!(bench.counts().delivered, 2);
    assert_eq!(bench.received().len(), 2);
}

#[tokio::test]
async fn what_was_taken_in_before_a_city_was_restarted_is_known_after_it() {
    let Some(cluster) = Cluster::start() else { return };
    let (mut bench, database) = city(&cluster);
    let id = bench.hand_in("an application");
    let due = bench.outbox.next_due(bench.now()).expect("asked").expect("due");
    assert_eq!(bench.round().await.delivered, 1);
    drop(bench.platform.take());
    let city = City { database: &database, instances: 2 };
    bench.platform = Some(ReferencePlatform::start_city(bench.platform_dir.path(), &city).expect("the same"));
    let again = bench.http().put_submission(id, due.digest, due.envelope).await.expect("taken in before");
    assert!(matches!(again, Answer::Received(receipt) if receipt.id() == id));
    assert!(bench.platform().wait_for(1, GENEROUS));
    assert_eq!((bench.received().len(), bench.received()[0].puts), (1, 2));
}

/// Each of them on a connection of its own, which the relay gives to the next instance.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_token_that_reaches_several_instances_at_the_same_moment_enrols_one_key() {
    let Some(cluster) = Cluster::start() else { return };
    let (bench, _) = city(&cluster);
    for round in 0..5 {
        let token = bench.platform().invite("site-001").expect("a token");
        let mut enrolling = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let (kiosk, token) = (Kiosk::new(&bench), token.clone());
            enrolling.spawn(async move { (enrol(&kiosk.settings, &token).await, kiosk) });
        }
        let mut let_in = 0;
        while let Some(enrolled) = enrolling.join_next().await {
            match enrolled.expect("no panic") {
                (Ok(()), kiosk) => {
                    let_in += 1;
                    assert_eq!(kiosk.http().ping().await, Ok(()), "round {round}");
                }
                (Err(EnrolError::Platform(NotEnrolled::Refused { code })), _) => assert_eq!(code, "token_used"),
                (Err(other), _) => panic!("round {round}: {other}"),
            }
        }
        assert_eq!(let_in, 1, "round {round}");
    }
}

#[tokio::test]
async fn a_kiosk_that_is_revoked_at_one_instance_is_out_at_all_and_after_a_restart() {
    let Some(cluster) = Cluster::start() else { return };
    let (mut bench, database) = city(&cluster);
    let kiosk = Kiosk::new(&bench);
    enrol(&kiosk.settings, &bench.platform().invite("site-001").expect("a token")).await.expect("enrolled");
    // As many connections as there are instances: the relay gives each to the next.
    for _ in 0..3 {
        assert_eq!(kiosk.http().ping().await, Ok(()));
    }
    assert_eq!(bench.platform().revoke("site-001").expect("revoked"), 1);
    for _ in 0..3 {
        assert_eq!(kiosk.http().ping().await, Err(QueueFault::Auth(403)));
    }
    drop(bench.platform.take());
    let city = City { database: &database, instances: 2 };
    bench.platform = Some(ReferencePlatform::start_city(bench.platform_dir.path(), &city).expect("the same"));
    assert_eq!(kiosk.http().ping().await, Err(QueueFault::Auth(403)));
    assert!(!bench.platform_dir.path().join("register.sqlite").exists(), "nothing of it is in one instance's folder");
}
