//! Somebody has not brought the papers, and goes home with the guide.

use super::check::form_render_is_built;
use crate::support::{PATIENCE, bench, citizen, print_jobs};
use std::path::Path;
use std::process::Command;
use yici::demo::story::{Matter, Place, Story};
use yici::outbox::Outbox;
use yici::text::Language;

const PRINT: &str = "打印指南";

#[test]
fn a_guide_is_printed_with_its_code_and_nothing_is_kept_of_it() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Guide, Language::Chinese).expect("the guide");
    story.citizen.picture("guide").expect("a picture");
    story.citizen.touch(PRINT).expect("print");
    story.citizen.wait_for("请在出纸口取走").expect("it says so");
    story.citizen.picture("guide-printed").expect("a picture");
    let guide = bench.printer.wait_for_receipt(1, PATIENCE).expect("it came out");
    assert!(guide.cut && guide.qr == ["https://platform.example/g/newborn"], "{:?}", guide.qr);
    for words in ["办事指南", "新生儿出生", "要带的材料", "居民户口簿"] {
        assert!(guide.text.contains(words), "{words} is not in {}", guide.text);
    }
    if let Some(folder) = std::env::var_os("YICI_PICTURES") {
        std::fs::write(Path::new(&folder).join("guide-paper.png"), &guide.png).expect("written");
    }
    assert!(bench.printer.errors().is_empty(), "{:?}", bench.printer.errors());
    assert!(!story.citizen.can_touch(PRINT), "one is enough");

    // The matter goes on as if nothing had been printed, to a receipt of its own.
    story.to_the_end(Language::Chinese).expect("to the end");
    let papers = bench.printer.receipts();
    assert!(papers.len() == 2 && papers[1].text.contains("受理回执"), "{} papers", papers.len());
    drop(citizen);
    assert_eq!(print_jobs(&bench), ["guide printed", "receipt printed"]);
    let outbox = Outbox::open(&bench.folder().join("state")).expect("the outbox");
    let owed = outbox.without_receipt(jiff::Timestamp::UNIX_EPOCH).expect("read");
    assert!(owed.is_empty(), "no receipt is owed");
}

#[test]
fn a_guide_that_does_not_come_out_says_so_and_holds_nobody_up() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Guide, Language::Chinese).expect("the guide");
    bench.printer.run_out_of_paper_after_lines(4);
    story.citizen.touch(PRINT).expect("print");
    story.citizen.wait_for("可能没有打印完整").expect("it says so");
    story.citizen.picture("guide-torn").expect("a picture");
    bench.printer.load_paper();
    story.citizen.wait_until("the printer is back", |citizen| citizen.can_touch(PRINT)).expect("it is");
    story.to_the_end(Language::Chinese).expect("to the end");
}

#[test]
fn a_clerk_has_the_guide_on_a4_paper() {
    if !form_render_is_built() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("guide.pdf");
    let services = Path::new(env!("CARGO_MANIFEST_DIR")).join("services");
    let preview = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yici"));
        command.args(["services", "preview", "newborn", "--format", "pdf", "--out"]).arg(&file).args(more);
        command.arg("--folder").arg(&services).output().expect("it runs")
    };
    let output = preview(&[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(std::fs::read(&file).expect("the page").starts_with(b"%PDF-"));
    let output = preview(&["--english", "--guide-url", "https://platform.example/g/"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(std::fs::read(&file).expect("the page").starts_with(b"%PDF-"));
}
