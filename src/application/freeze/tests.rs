//! The bytes that leave the kiosk.

use super::*;
use crate::application::agency::{Agent, Way};
use crate::application::{Entry, Origin};
use crate::catalog::{Source, parse};

/// Kiosks send this from 0.1 on. If it fails, undo your change; never touch the bytes.
const STATEMENT_V1: &str = r#"{"version":1,"id":"01970000-0000-7000-8000-000000000001","kiosk":"demo-001","matter":"m","matter_version":"2026.1","demonstration":false,"language":"zh","frozen_at":"2026-11-21T10:00:00+08:00","answers":{"q":"yes"},"items":["i"],"form":[{"field":"name","value":"王小满","origin":"card"}],"papers":[{"paper":"p","media_type":"image/jpeg","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}],"promises":[{"paper":"r","text":"承诺","due":"2026-12-21"}],"delivery":"window"}"#;
const SUBMISSION_V1_END: &str = r#","signature":[[[1,2],[3,4]]]}"#;

fn catalog() -> crate::catalog::Catalog {
    let matter = r#"
format = 2
delivery = [{ key = "window", name = { zh = "窗口", en = "Window" }, detail = { zh = "窗口", en = "Window" } }]
[matter]
key = "m"
version = "2026.1"
side = "person"
minutes = 1
devices = []
conditions = []
name = { zh = "事", en = "Matter" }
summary = { zh = "事", en = "Matter" }
[[item]]
key = "i"
name = { zh = "项", en = "Item" }
department = "o"
statutory-days = 1
promised-days = 1
fee = { zh = "免费", en = "Free" }
result = { zh = "证", en = "Paper" }
fields = []
"#;
    let departments = "department = [{ key = \"o\", name = { zh = \"局\", en = \"Office\" } }]";
    let sources = [("departments.toml", departments), ("m/matter.toml", matter)];
    let sources = sources.map(|(path, text)| Source { path: path.into(), text: text.into() });
    parse(&sources).unwrap_or_else(|found| panic!("{}", found[0]))
}

fn statement(note: &str) -> Statement {
    signed(note, Vec::new(), Some(Way::Card), None, None)
}

fn statement_knowing(note: &str, known: Vec<(&str, Origin)>) -> Statement {
    signed(note, known, Some(Way::Card), None, None)
}

fn signed_by(note: &str, identified: Option<Way>, agent: Option<&Agent>) -> Statement {
    signed(note, Vec::new(), identified, agent, None)
}

fn signed(
    note: &str,
    known: Vec<(&str, Origin)>,
    identified: Option<Way>,
    agent: Option<&Agent>,
    face: Option<&Face>,
) -> Statement {
    let catalog = catalog();
    let entry = |value: &str| Entry { value: value.into(), origin: Origin::Card };
    let form = Form::from([("name".into(), entry("王小满")), ("not-asked".into(), entry(note))]);
    freeze(&Draft {
        id: "01970000-0000-7000-8000-000000000001".parse().expect("an id"),
        kiosk: "demo-001",
        matter: &catalog.matters[0],
        language: Language::Chinese,
        at: "2026-11-21T10:00:00+08:00",
        answers: &Answers::from([("q".into(), "yes".into())]),
        items: vec!["i"],
        fields: vec!["name"],
        form: &form,
        photos: &[Photo { paper: "p".into(), jpeg: Personal::new(b"abc".to_vec()) }],
        known,
        promises: &[Promised { paper: "r".into(), text: "承诺".into(), due: jiff::civil::date(2026, 12, 21) }],
        delivery: "window",
        identified,
        agent,
        face,
    })
}

#[test]
fn statement_v1_is_frozen() {
    assert!(statement("x").text.reveal() == STATEMENT_V1);
}

/// As above. Only a statement that names such a paper is of version 2.
#[test]
fn statement_v2_is_frozen() {
    let papers = r#"61f20015ad"}],"#;
    let golden = STATEMENT_V1.replacen(r#""version":1"#, r#""version":2"#, 1).replacen(
        papers,
        &format!(r#"{papers}"known":[{{"paper":"r","origin":"licence"}}],"#),
        1,
    );
    assert!(statement_knowing("x", vec![("r", Origin::Licence)]).text.reveal() == &golden);
}

/// Kiosks send this from 0.1 on, where somebody hands in for another or showed a code. If it fails, undo your change; never
/// touch the bytes.
const STATEMENT_V2_END: &str = r#","delivery":"window","identified_by":null,"agent":{"name":"李明","number":"990101199102030078","identified_by":"code"}}"#;

#[test]
fn statement_v2_is_frozen_and_names_both_persons() {
    let agent = Agent { name: "李明".into(), number: "990101199102030078".into(), way: Way::Code };
    let by_agent = signed_by("x", None, Some(&agent));
    let start = STATEMENT_V1.strip_suffix(r#","delivery":"window"}"#).expect("the end of version 1");
    let start = start.replacen(r#""version":1"#, r#""version":2"#, 1);
    assert!(*by_agent.text.reveal() == format!("{start}{STATEMENT_V2_END}"));
    let by_code = signed_by("x", Some(Way::Code), None);
    assert!(by_code.text.reveal().ends_with(r#","delivery":"window","identified_by":"code","agent":null}"#));
}

/// Kiosks send this from 0.1 on, where a matter offers to take a picture of the face. If it fails, undo your change; never
/// touch the bytes.
#[test]
fn statement_v2_is_frozen_with_what_was_said_of_a_picture_of_the_face() {
    let start = STATEMENT_V1.strip_suffix("}").expect("an object").replacen(r#""version":1"#, r#""version":2"#, 1);
    let agreed = Face::Agreed { consent: "同意".into(), jpeg: Personal::new(b"abc".to_vec()) };
    for (face, end) in [
        (Face::Declined, r#","face":{"agreed":false}}"#),
        (
            agreed,
            r#","face":{"agreed":true,"picture":{"consent":"同意","media_type":"image/jpeg","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}}}"#,
        ),
    ] {
        let statement = signed("x", Vec::new(), Some(Way::Card), None, Some(&face));
        assert!(*statement.text.reveal() == format!("{start}{end}"));
    }
}

#[test]
fn submission_v1_is_frozen_and_carries_the_statement_word_for_word() {
    let statement = statement("x");
    let bytes = submission(&statement, &vec![vec![(1, 2), (3, 4)]]);
    let text = std::str::from_utf8(bytes.reveal()).expect("JSON");
    assert!(text.starts_with(r#"{"version":1,"statement":"{\"version\":1,"#) && text.ends_with(SUBMISSION_V1_END));
    let opened: serde_json::Value = serde_json::from_slice(bytes.reveal()).expect("JSON");
    assert!(opened["statement"] == STATEMENT_V1);
    assert!(opened["statement_sha256"] == sha256(STATEMENT_V1.as_bytes()));
}

#[test]
fn evaluation_v1_is_frozen() {
    let bytes =
        evaluation("01970000-0000-7000-8000-000000000001".parse().expect("an id"), 5, "2026-11-21T10:00:00+08:00", &[]);
    let expected =
        r#"{"version":1,"of":"01970000-0000-7000-8000-000000000001","level":5,"at":"2026-11-21T10:00:00+08:00"}"#;
    assert!(bytes.reveal() == expected.as_bytes());
}

#[test]
fn evaluation_v2_is_frozen() {
    let of = "01970000-0000-7000-8000-000000000001".parse().expect("an id");
    let bytes = evaluation(of, 2, "2026-11-21T10:00:00+08:00", &["slow", "unclear"]);
    let expected = r#"{"version":2,"of":"01970000-0000-7000-8000-000000000001","level":2,"at":"2026-11-21T10:00:00+08:00","reasons":["slow","unclear"]}"#;
    assert!(bytes.reveal() == expected.as_bytes());
}

#[test]
fn what_the_plan_does_not_ask_is_not_handed_in() {
    assert!(!statement("secret-note").text.reveal().contains("secret-note"));
}

const PAPERS: &str = r#"[{"paper":"p","media_type":"image/jpeg","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}]"#;
const AFTERWARDS: &str = r#"{"version":1,"id":"01970000-0000-7000-8000-000000000001","kiosk":"demo-001","of":"1234567890123452","language":"en","at":"2026-11-21T10:00:00+08:00""#;
const HOLDER: &str = r#"{"name":"王小满","number":"990101199001010078"}"#;

fn holder() -> (Personal, Personal) {
    ("王小满".into(), "990101199001010078".into())
}

/// Kiosks send this from 0.1 on. If it fails, undo your change; never touch the bytes.
#[test]
fn supplement_v1_is_frozen() {
    let supplement = |holder: Option<&(Personal, Personal)>| {
        supplement(&Supplement {
            id: "01970000-0000-7000-8000-000000000001".parse().expect("an id"),
            kiosk: "demo-001",
            of: "1234567890123452",
            language: Language::English,
            at: "2026-11-21T10:00:00+08:00",
            holder,
            photos: &[Photo { paper: "p".into(), jpeg: Personal::new(b"abc".to_vec()) }],
        })
    };
    let expected = format!(r#"{AFTERWARDS},"holder":{HOLDER},"papers":{PAPERS}}}"#);
    assert!(supplement(Some(&holder())).reveal() == expected.as_bytes());
    let by_receipt = format!(r#"{AFTERWARDS},"holder":null,"papers":{PAPERS}}}"#);
    assert!(supplement(None).reveal() == by_receipt.as_bytes());
}

/// As above.
#[test]
fn withdrawal_v1_is_frozen() {
    let bytes = withdrawal(&Withdrawal {
        id: "01970000-0000-7000-8000-000000000001".parse().expect("an id"),
        kiosk: "demo-001",
        of: "1234567890123452",
        language: Language::English,
        at: "2026-11-21T10:00:00+08:00",
        holder: &holder(),
    });
    assert!(bytes.reveal() == format!(r#"{AFTERWARDS},"holder":{HOLDER}}}"#).as_bytes());
}
