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
