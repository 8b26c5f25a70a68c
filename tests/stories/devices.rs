//! A technician drives each device by hand.

use crate::support::bench;
use std::process::{Command, Output};
use yici::demo::bench::Bench;
use yici::demo::story::planted_words;

fn devices(bench: &Bench, what: &[&str]) -> (Output, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yici"));
    let output =
        command.args(["devices", "--settings"]).arg(bench.settings_file()).args(what).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output, said)
}

#[test]
fn every_device_that_the_settings_name_is_listed_with_its_state() {
    let (bench, _folder) = bench();
    bench.printer.paper_low();
    let (output, said) = devices(&bench, &["list"]);
    assert!(output.status.success());
    for line in ["ok    card reader", "SOON  receipt printer", "ok    document camera", "ok    face camera"] {
        assert!(said.contains(line), "{said}");
    }
    assert!(!said.contains("A4 printer"), "none is fitted: {said}");
}

#[test]
fn a_card_is_read_and_shown_masked() {
    let (bench, _folder) = bench();
    bench.lay_card().expect("a card");
    let (output, said) = devices(&bench, &["card-reader"]);
    assert!(output.status.success() && said.contains("read: Resident"), "{said}");
    for word in planted_words() {
        assert!(!said.contains(&word));
    }
}

#[test]
fn a_test_page_comes_out_whole() {
    let (bench, _folder) = bench();
    let (output, said) = devices(&bench, &["receipt-printer"]);
    assert!(output.status.success(), "{said}");
    let page = &bench.printer.receipts()[0];
    assert!(page.cut && page.text.contains("测试页") && page.qr.len() == 1, "{}", page.text);
    assert!(bench.printer.errors().is_empty());
}

#[test]
fn a_picture_is_taken_with_advice() {
    let (bench, folder) = bench();
    let file = folder.path().join("picture.png");
    let (output, said) = devices(&bench, &["document-camera", &file.display().to_string()]);
    assert!(output.status.success() && said.contains("1280 x 960, Good"), "{said}");
    assert!(file.metadata().expect("a picture").len() > 10_000);
}

#[test]
fn of_whoever_stands_there_head_and_shoulders_are_kept_and_of_nobody_nothing() {
    let (bench, folder) = bench();
    let file = folder.path().join("face.png");
    let (output, said) = devices(&bench, &["face-camera", &file.display().to_string()]);
    assert!(output.status.success() && said.contains("Good"), "{said}");
    let kept = file.metadata().expect("a picture").len();
    std::fs::remove_file(&file).expect("gone");
    bench.face.place(&yici_hardware::camera::sample::sample_faces(&[], 1_280, 960)).expect("nobody");
    let (output, said) = devices(&bench, &["face-camera", &file.display().to_string()]);
    assert!(output.status.success() && said.contains("NoFace: nothing was kept"), "{said}");
    assert!(kept > 10_000 && !file.exists());
}

#[test]
fn a_device_that_is_not_fitted_names_the_section_to_add() {
    let (bench, _folder) = bench();
    let (output, said) = devices(&bench, &["social-card-reader"]);
    assert!(!output.status.success() && said.contains("[social-card-reader]"), "{said}");
}

#[test]
fn a_line_is_recorded_while_a_card_is_read_and_never_written_over() {
    let (bench, folder) = bench();
    bench.lay_card().expect("a card");
    let file = folder.path().join("reader.wire");
    let (output, said) = devices(&bench, &["record", "card-reader", &file.display().to_string()]);
    assert!(output.status.success() && said.contains("read: Resident"), "{said}");
    let wire = std::fs::read_to_string(&file).expect("a recording");
    assert!(wire.starts_with("yici-wire 1\n") && wire.contains("AAAAAA96690003300132"), "{wire}");
    let (output, said) = devices(&bench, &["record", "card-reader", &file.display().to_string()]);
    assert!(!output.status.success() && said.contains("reader.wire"), "{said}");
}
