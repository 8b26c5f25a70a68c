//! Carried by the program itself, as a technician runs it: at the village's kiosk, at the machine in town, and back.

use super::bench::{Bench, directory, submission};
use super::enrolment::Kiosk;
use std::path::Path;
use std::process::{Command, Output};
use yici::courier::identity::enrol;
use yici::outbox::{Counts, Outbox};
use yici_platform::Behaviour;

fn outbox(kiosk: &Kiosk, what: &str, stick: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yici"));
    command.args(["outbox", what]).arg(stick).arg("--settings").arg(kiosk.dir.path().join("kiosk.toml"));
    command.output().expect("it runs")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

async fn enrolled(bench: &Bench, name: &str) -> Kiosk {
    let kiosk = Kiosk::named(bench, name);
    enrol(&kiosk.settings, &bench.platform().invite(name).expect("a token")).await.expect("enrolled");
    kiosk
}

#[tokio::test]
async fn a_technician_carries_what_waits_to_town_and_the_receipts_back() {
    let bench = Bench::new();
    let stick = directory();
    let (village, town) = (enrolled(&bench, "village-1").await, enrolled(&bench, "town-1").await);
    let mut waiting = Outbox::open(&village.settings.folders.state).expect("the village's outbox");
    for text in ["the first", "the second"] {
        waiting.commit(&submission(text, &[b"a paper"]), &bench.seal(), bench.now()).expect("committed");
    }
    let carried = outbox(&village, "carry", stick.path());
    assert!(carried.status.success() && said(&carried).contains("2 submissions written"), "{}", said(&carried));

    bench.behave(Behaviour::Absent);
    let in_vain = outbox(&town, "deliver", stick.path());
    assert!(!in_vain.status.success() && said(&in_vain).contains("then do the same again"), "{}", said(&in_vain));
    bench.behave(Behaviour::Normal);
    let delivered = outbox(&town, "deliver", stick.path());
    assert!(delivered.status.success() && said(&delivered).contains("2 delivered"), "{}", said(&delivered));

    let back = outbox(&village, "carry", stick.path());
    assert!(back.status.success() && said(&back).contains("2 receipts taken in"), "{}", said(&back));
    assert_eq!(waiting.counts().expect("counted"), Counts { waiting: 0, delivered: 2, quarantined: 0 });
    assert_eq!(bench.received().len(), 2, "once each");
}
