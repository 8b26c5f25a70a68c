//! A technician asks whether the kiosk is ready.

use crate::support::bench;
use std::process::{Command, Output};
use yici::demo::bench::Bench;

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
    assert!(said.contains("MEND  receipt printer") && said.contains("PaperOut"), "{said}");
}
