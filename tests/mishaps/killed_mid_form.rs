//! The power goes in the middle of a form. The kiosk runs in a process of its own, which is killed with signal 9.

use crate::support::{card_wanted, lay_card_for, no_traces, wait_until};
use std::path::Path;
use std::process::{Command, Stdio};
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;
use yici_hardware::card_reader::simulator::sample_card;
use yici_hardware::{IdCard, Personal};

/// Names the bench's folder to the child.
const CHILD: &str = "YICI_TEST_FORM_CHILD";

/// What the child makes in the bench's folder once the form is kept.
const KEPT: &str = "kept";

const NEXT: (&str, &str) = ("下一步", "Next");
const OFFER: &str = "上次填到一半，接着填吗？";

#[test]
fn the_form_is_there_for_the_same_card_and_for_no_other_and_is_erased_when_its_citizen_leaves() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).expect("a bench");
    cut_off(&bench);

    // Somebody else comes first, to the same matter.
    let somebody = IdCard {
        name: "李明".into(),
        sex: "1".into(),
        number: "990101199102030078".into(),
        birth: "19910203".into(),
        photo: Personal::new(vec![9; 1024]),
        ..sample_card()
    };
    let mut citizen = Citizen::arrive(&bench).expect("the kiosk opens again");
    lay(&mut citizen, &bench, &somebody);
    citizen.wait_for("填好了").expect("an empty form");
    for _ in 0..20 {
        citizen.pause();
        assert!(!citizen.sees(OFFER), "a second person is never offered it");
    }
    assert!(!citizen.reads().contains("1*********8"), "nor sees anything of it");
    leave(&mut citizen);

    lay(&mut citizen, &bench, &sample_card());
    citizen.wait_for(OFFER).expect("the same card is offered it");
    citizen.picture("draft-offered").expect("drawn");
    citizen.tap(("接着上次填", "Go on where I was")).expect("picked");
    citizen.tap(NEXT).expect("on");
    citizen.wait_for("填好了").expect("the form");
    assert!(citizen.sees("1*********8"), "the telephone is there, masked: {}", citizen.reads());
    assert!(citizen.sees("还有5项要填写"), "and is not asked for again: {}", citizen.reads());
    citizen.touch("向下翻").expect("the rest of the form");
    citizen.wait_for("新生儿姓名").expect("the field that was being written");
    let form = citizen.reads();
    assert!(form.contains("新生儿姓名\n本人填写\n王\n"), "with what was in it: {form}");
    leave(&mut citizen);

    lay(&mut citizen, &bench, &sample_card());
    citizen.wait_for("填好了").expect("an empty form");
    for _ in 0..20 {
        citizen.pause();
        assert!(!citizen.sees(OFFER), "it was erased when its citizen left");
    }
    no_traces(&bench, &citizen);
}

/// A citizen fills a form in until the kiosk has kept it, and the power goes.
fn cut_off(bench: &Bench) {
    let program = std::env::current_exe().expect("this program");
    let mut kiosk = Command::new(program)
        .args(["--exact", "mishaps::killed_mid_form::child", "--nocapture"])
        .env(CHILD, bench.folder())
        .stdout(Stdio::null())
        .spawn()
        .expect("a kiosk in a process of its own");
    lay_card_for(bench);
    wait_until("the form is kept", || bench.folder().join(KEPT).exists());
    kiosk.kill().expect("kill -9");
    kiosk.wait().expect("dead");
}

/// To the card reader in a newborn's matter, and the card on it.
fn lay(citizen: &mut Citizen, bench: &Bench, card: &IdCard) {
    Story::begin(citizen, bench, Matter::Newborn)
        .and_then(|mut story| story.until(Place::Identify, Language::Chinese))
        .expect("at the reader");
    assert!(bench.reader.insert(card).is_ok(), "a card");
    citizen.wait_for("请取回身份证").expect("read");
    bench.reader.lift();
    citizen.tap(("拿好了", "I have it")).expect("taken back");
}

fn leave(citizen: &mut Citizen) {
    citizen.skip(std::time::Duration::from_secs(600));
    citizen.wait_for("点击屏幕任意位置开始").expect("left alone, everything is wiped");
}

/// The kiosk's own process. Does nothing in an ordinary run of the tests.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(CHILD) else { return };
    let folder = Path::new(&folder);
    let mut citizen = Citizen::arrive_at(&folder.join("kiosk.toml")).expect("a kiosk");
    let mut story =
        Story::begin_with_card_from_elsewhere(&mut citizen, Matter::Newborn, card_wanted(folder)).expect("attract");
    story.until(Place::Form, Language::Chinese).expect("form");
    citizen.tap(("填好了", "All filled in")).expect("to what is missing");
    citizen.type_keys("13912345678").expect("typed");
    citizen.tap(("下一项", "Next field")).expect("on");
    citizen.wait_for("新生儿姓名").expect("the next field");
    let first = sealed(folder);
    citizen.write_pinyin(&[("wang", "王")]).expect("written");
    citizen.skip(std::time::Duration::from_secs(6));
    citizen.wait_until("the form is kept", |_| sealed(folder) != first).expect("kept");
    std::fs::write(folder.join(KEPT), "").expect("said");
    loop {
        citizen.pause();
    }
}

/// What the kiosk has kept; nothing before there is anything.
fn sealed(folder: &Path) -> Option<Vec<u8>> {
    let file = folder.join("state/drafts.sqlite");
    let db = rusqlite::Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    db.query_row("SELECT sealed FROM draft", [], |row| row.get(0)).ok()
}
