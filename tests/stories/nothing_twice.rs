//! Nothing is asked twice: what the platform knows of a citizen stands in the form and among the papers, with its origin,
//! and is only checked. Without a line everything is asked, and nobody waits.

use crate::support::{arrived_as_signed, bench, citizen, line_is_back, no_traces};
use serde_json::Value;
use yici::demo::story::{Matter, Place, Story};
use yici::demo::traces::{self, Planted};
use yici::session::HandedIn;
use yici::text::Language;
use yici_hardware::card_reader::simulator::sample_card;
use yici_platform::Behaviour;

/// What nobody types in these stories, and so must have come from the platform.
const KNOWN_MOBILE: &str = "13700001234";
const KNOWN_SPOUSE: &str = "周小禾";

fn know(bench: &yici::demo::bench::Bench) {
    let known = serde_json::json!({
        "fields": [
            { "field": "applicant.mobile", "value": KNOWN_MOBILE, "origin": "platform" },
            { "field": "spouse.name", "value": KNOWN_SPOUSE, "origin": "platform" },
            { "field": "child.name", "value": "不该出现", "origin": "platform" },
            { "field": "spouse.number", "value": "123", "origin": "platform" },
        ],
        "papers": [{ "type": "household-register", "holder": "applicant", "origin": "licence" }],
    });
    bench.platform.know(sample_card().number.reveal(), &known.to_string()).expect("it is kept");
}

fn statement(handed_in: &HandedIn) -> Value {
    let submission: Value = serde_json::from_slice(handed_in.bytes.reveal()).expect("JSON");
    serde_json::from_str(submission["statement"].as_str().expect("text")).expect("JSON")
}

fn origin_of<'a>(statement: &'a Value, field: &str) -> &'a str {
    let form = statement["form"].as_array().expect("a form");
    let entry = form.iter().find(|entry| entry["field"] == field).expect("it was handed in");
    entry["origin"].as_str().expect("a word")
}

/// To the form, as soon as the courier has said that the line is up: before, nothing is asked.
fn to_the_form(story: &mut Story<'_>) {
    story.until(Place::Home, Language::Chinese).expect("home");
    story.citizen.wait_for("线路正常").expect("the line is up");
    story.until(Place::Form, Language::Chinese).expect("the form");
}

#[test]
fn what_the_platform_knows_is_only_checked_and_goes_out_with_its_origin() {
    let (bench, _folder) = bench();
    know(&bench);
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::NewbornOfOneKnown).expect("attract");
    to_the_form(&mut story);
    story.citizen.wait_for("有3项不用您再填").expect("two fields and a paper are known");
    story.citizen.picture("form-known").expect("a picture");
    let page = story.citizen.reads();
    assert!(page.contains("来自政务共享数据"), "{page}");
    assert!(!page.contains("不该出现"), "what may not come from elsewhere stays empty");

    // Mobile and the spouse's name are not asked for; the spouse's number, which failed its check, is.
    story.until(Place::Papers, Language::Chinese).expect("the papers");
    story.citizen.wait_for("已有，不用拍").expect("the licence stands in");
    story.citizen.picture("papers-known").expect("a picture");
    story.to_the_end(Language::Chinese).expect("to the end");

    let handed_in = citizen.handed_in();
    let signed = statement(&handed_in[0]);
    assert_eq!(origin_of(&signed, "applicant.mobile"), "platform");
    assert_eq!(origin_of(&signed, "spouse.name"), "platform");
    assert_eq!(origin_of(&signed, "child.name"), "citizen");
    assert_eq!(signed["known"][0]["paper"], "household-register");
    assert_eq!((&signed["version"], &signed["papers"].as_array().expect("papers").len()), (&Value::from(2), &1));
    arrived_as_signed(&bench, &citizen);
    no_traces(&bench, &citizen);
    let known = Planted { words: [KNOWN_MOBILE, KNOWN_SPOUSE].map(String::from).into(), bytes: Vec::new() };
    let found = traces::search(&bench.kiosk_folders(), &known).expect("searched");
    assert!(found.is_empty(), "what the platform told was left behind: {found:?}");
}

#[test]
fn what_one_application_said_the_next_one_of_the_same_person_does_not_ask() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract").to_the_end(Language::Chinese).expect("first");
    arrived_as_signed(&bench, &citizen);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract again");
    to_the_form(&mut story);
    story.citizen.wait_for("来自您以前的申请").expect("the mobile number is known");
    story.citizen.tap(("填好了", "All filled in")).expect("to what is missing");
    story.citizen.wait_for("新生儿姓名").expect("the child, whom nobody knew before");
    assert!(!story.citizen.sees("手机号码"), "not asked again");
}

#[test]
fn without_a_line_everything_is_asked_at_once_and_what_comes_late_belongs_to_nobody() {
    let (bench, _folder) = bench();
    know(&bench);
    bench.platform.behave(Behaviour::Absent);
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Form, Language::Chinese).expect("the form");
    assert!(!story.citizen.sees("正在调取"), "a line that is down is not waited for");
    story.to_the_end(Language::Chinese).expect("to the end");
    line_is_back(&bench);
    arrived_as_signed(&bench, &citizen);
}
