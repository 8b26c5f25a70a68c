//! `form-render` as the kiosk runs it.

use crate::samples::{guide, order};
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

fn form_render(order: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_form-render"));
    command.env_clear().current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    // One that refuses may have closed its input already.
    let _ = child.stdin.take().expect("piped").write_all(order);
    child.wait_with_output().expect("it ends")
}

#[test]
fn an_order_goes_in_and_a_whole_pdf_comes_out() {
    let output = form_render(&order(guide()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.starts_with(b"%PDF-") && output.stdout.trim_ascii_end().ends_with(b"%%EOF"));
    assert!(output.stderr.is_empty());
}

#[test]
fn what_is_wrong_is_said_in_a_sentence_and_nothing_comes_out() {
    let output = form_render(b"{\"version\":1}");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(said.starts_with("form-render: no order of version 1") && said.lines().count() == 1, "{said}");
}

#[test]
fn an_input_without_end_is_not_read_to_its_end() {
    let output = form_render(&vec![b' '; 8 << 20]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("more than"));
}

#[test]
fn bounds_that_are_narrower_than_its_own_stay() {
    let prlimit = "prlimit --core=0 --cpu=20 --as=900000000";
    let line = format!("{prlimit} {}", env!("CARGO_BIN_EXE_form-render"));
    let mut words = line.split(' ');
    let mut command = Command::new(words.next().expect("prlimit"));
    command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("util-linux is on every Debian");
    child.stdin.take().expect("piped").write_all(&order(guide())).expect("taken");
    assert!(child.wait_with_output().expect("it ends").stdout.starts_with(b"%PDF-"));
}
