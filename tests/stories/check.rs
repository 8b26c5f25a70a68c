//! A technician asks whether the kiosk is ready.

use crate::support::{bench, citizen};
use std::process::{Command, Output};
use std::time::Duration;
use yici::demo::bench::Bench;
use yici::demo::story::{Matter, Story};
use yici::text::Language;

fn check(bench: &Bench) -> (Output, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yici"));
    let output = command.args(["check", "--settings"]).arg(bench.settings_file()).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    (output, said)
}

#[test]
fn everything_in_order_is_ready_to_serve() {
    let (bench, _folder) = bench();
    let (output, said) = check(&bench);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("ready to serve") && !said.contains("MEND"), "{said}");
}

#[test]
fn what_is_missing_is_named_with_what_to_do() {
    let (bench, _folder) = bench();
    bench.reader.unplug();
    bench.printer.run_out_of_paper();
    let (output, said) = check(&bench);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("MEND  card reader") && said.contains("plug the device in"), "{said}");
    assert!(said.contains("MEND  receipt printer") && said.contains("paper"), "{said}");
}

#[test]
fn what_the_devices_have_done_is_counted_across_restarts() {
    let (bench, _folder) = bench();
    for _ in 0..2 {
        let mut citizen = citizen(&bench);
        let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
        story.to_the_end(Language::Chinese).expect("to the end");
        citizen.skip(Duration::from_secs(600));
    }
    let (_, said) = check(&bench);
    for device in ["card reader", "receipt printer", "document camera"] {
        let counted = said.lines().any(|line| line.contains(device) && line.contains("2 uses"));
        assert!(counted, "{device}: {said}");
    }
}

#[test]
fn the_outbox_is_made_for_the_group_so_that_both_processes_can_write_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let (bench, _folder) = bench();
    let state = bench.folder().join("state-of-two-users");
    let settings = std::fs::read_to_string(bench.settings_file()).expect("settings");
    std::fs::write(bench.settings_file(), settings.replace("state = \"state\"", "state = \"state-of-two-users\""))
        .expect("written");
    // The mask of both units.
    let line = format!(
        "umask 0007 && exec {} check --settings {}",
        env!("CARGO_BIN_EXE_yici"),
        bench.settings_file().display()
    );
    assert!(Command::new("sh").args(["-c", &line]).status().expect("it runs").success());
    let files: Vec<_> = std::fs::read_dir(&state).expect("the state folder").flatten().collect();
    assert!(!files.is_empty());
    for file in files.iter().filter(|file| file.file_name().to_string_lossy().contains("outbox")) {
        let mode = file.metadata().expect("its mode").permissions().mode() & 0o777;
        assert_eq!(mode, 0o660, "{}", file.file_name().to_string_lossy());
    }
}

/// `form-render` lies beside `yici` where the whole workspace was built.
pub fn form_render_is_built() -> bool {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_yici")).with_file_name(yici::paper::forms::PROGRAM);
    let built = program.exists();
    if !built {
        eprintln!("skipped: there is no form-render; build the whole workspace");
    }
    built
}

pub fn check_with(bench: &Bench, arguments: &[&str], answers: &str) -> (Output, String) {
    use std::io::Write as _;
    use std::process::Stdio;
    let mut command = Command::new(env!("CARGO_BIN_EXE_yici"));
    command.args(["check", "--settings"]).arg(bench.settings_file()).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    child.stdin.take().expect("piped").write_all(answers.as_bytes()).expect("taken");
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output, said)
}

#[test]
fn the_report_is_written_as_json() {
    let (bench, folder) = bench();
    bench.printer.run_out_of_paper();
    let file = folder.path().join("report.json");
    let (output, said) = check_with(&bench, &["--json", &file.display().to_string()], "");
    assert_eq!(output.status.code(), Some(1), "{said}");
    let report: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&file).expect("a report")).expect("it is JSON");
    assert_eq!(
        (&report["version"], &report["level"], &report["verdict"]),
        (&1.into(), &"internal".into(), &"mend".into())
    );
    let printer =
        report["findings"].as_array().expect("findings").iter().find(|found| found["what"] == "receipt-printer");
    let printer = printer.expect("the printer");
    assert_eq!((&printer["state"], &printer["actor"]), (&"mend".into(), &"clerk".into()));
    assert!(printer["said"]["zh"].as_str().expect("words").contains("缺纸"), "{printer}");
}

#[test]
fn the_report_is_written_as_a_pdf() {
    if !form_render_is_built() {
        return;
    }
    let (bench, folder) = bench();
    let file = folder.path().join("report.pdf");
    let (output, said) = check_with(&bench, &["--pdf", &file.display().to_string()], "");
    assert!(output.status.success(), "{said}");
    assert!(std::fs::read(&file).expect("a report").starts_with(b"%PDF-"));
}

#[test]
fn a_typesetter_that_is_missing_is_named_with_what_to_do() {
    let (bench, folder) = bench();
    let settings = std::fs::read_to_string(bench.settings_file()).expect("settings");
    std::fs::write(bench.settings_file(), settings + "\n[forms]\nprogram = \"not-there\"\n").expect("written");
    let file = folder.path().join("report.pdf");
    let (output, said) = check_with(&bench, &["--pdf", &file.display().to_string()], "");
    assert!(!output.status.success() && said.contains("not-there") && said.contains("[forms]"), "{said}");
    assert!(!file.exists());
}

#[test]
fn a_report_cannot_be_printed_where_there_is_no_printer() {
    let (bench, _folder) = bench();
    let (output, said) = check_with(&bench, &["--print"], "");
    assert!(!output.status.success() && said.contains("[document-printer]"), "{said}");
}

#[test]
fn the_external_level_prints_a_test_page_and_the_internal_one_does_not() {
    let (bench, _folder) = bench();
    check(&bench);
    assert!(bench.printer.receipts().is_empty());
    let (output, said) = check_with(&bench, &["--level", "external"], "");
    assert!(output.status.success() && said.contains("receipt test page: printed"), "{said}");
    assert!(bench.printer.receipts()[0].text.contains("测试页"));
}

#[test]
fn the_interactive_level_asks_a_person_and_reads_the_card_that_is_laid_down() {
    let (bench, _folder) = bench();
    bench.lay_card().expect("a card");
    // The receipt is good, the card lies there, the paper too.
    let (output, said) = check_with(&bench, &["--level", "interactive"], "y\ny\ny\n");
    assert!(output.status.success(), "{said}");
    for line in ["test receipt, as seen: seen to be good", "card, as laid down: read", "paper, as laid down: sharp"] {
        assert!(said.contains(line), "{line}: {said}");
    }
    for word in yici::demo::story::planted_words() {
        assert!(!said.contains(&word));
    }
}

#[test]
fn what_a_person_sees_to_be_bad_is_to_be_mended_and_what_is_left_out_is_not() {
    let (bench, _folder) = bench();
    let (output, said) = check_with(&bench, &["--level", "interactive"], "n\ns\n");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("MEND  test receipt, as seen"), "{said}");
    assert!(said.contains("card, as laid down: left out") && said.contains("paper, as laid down: left out"), "{said}");
}
