//! The report that leaves the kiosk.

use super::*;
use std::path::Path;
use yici_document::Document;
use yici_hardware::Actor;

fn settings() -> Settings {
    Settings::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/kiosk.toml")).expect("the sample")
}

fn report_of(findings: Vec<Finding>) -> Report {
    let counts = Counts { working_seconds: 7_200, uses: 5, faults: 1 };
    Report {
        level: Level::External,
        at: jiff::civil::date(2026, 11, 21).at(10, 0, 0, 0),
        findings,
        counts: vec![(Device::CardReader, counts)],
    }
}

fn low() -> Finding {
    Finding::soon(Thing::ReceiptPrinter, Actor::Clerk, "纸卷即将用完", "the paper ends soon")
}

/// Fleets read this from 0.1 on. If it fails, undo the change or make a new version; never touch the bytes.
#[test]
fn the_json_report_v1_is_frozen() {
    let golden = r#"{
  "version": 1,
  "kiosk": "site-001",
  "site": {
    "zh": "示范市政务服务中心",
    "en": "Demonstration Service Centre"
  },
  "program": "PROGRAM",
  "at": "2026-11-21T10:00:00",
  "level": "external",
  "verdict": "soon",
  "findings": [
    {
      "what": "receipt-printer",
      "state": "soon",
      "actor": "clerk",
      "said": {
        "zh": "纸卷即将用完",
        "en": "the paper ends soon"
      }
    }
  ],
  "counts": [
    {
      "what": "card-reader",
      "working_seconds": 7200,
      "uses": 5,
      "faults": 1
    }
  ]
}"#;
    let json = json(&report_of(vec![low()]), &settings());
    assert_eq!(json, golden.replace("PROGRAM", env!("CARGO_PKG_VERSION")));
}

#[test]
fn what_is_absent_or_soon_to_be_seen_to_does_not_close_the_kiosk() {
    let absent = || Finding::not_fitted(Thing::QrScanner);
    let broken = || Finding::mend(Thing::CardReader, Actor::Clerk, "未连接", "gone");
    let verdict = |findings| report_of(findings).verdict();
    assert_eq!(verdict(vec![absent()]), State::Ready);
    assert_eq!(verdict(vec![absent(), low()]), State::Soon);
    assert_eq!(verdict(vec![broken(), low()]), State::Mend);
    assert!(report_of(vec![low()]).is_ready() && !report_of(vec![broken()]).is_ready());
}

#[test]
fn the_paper_says_who_must_act_and_nothing_that_steers() {
    let wild = Finding::mend(Thing::CardReader, Actor::Technician, "故障", "bell\u{7} and\nlines ".repeat(200));
    let order = order(&report_of(vec![low(), wild]), &settings());
    let Document::Readiness(paper) = &order.document else { panic!("another paper") };
    assert_eq!((paper.verdict, paper.findings[0].actor.as_str()), (State::Mend, "现场人员"));
    assert_eq!(paper.summary, "暂不能正常服务：1 项需要处理");
    assert_eq!(paper.findings[1].detail.chars().count(), 600);
    assert!(!paper.findings[1].detail.contains(char::is_control));
    assert_eq!((paper.counts[0].hours, order.head.made.as_str()), (2, "2026年11月21日 10:00"));
}
