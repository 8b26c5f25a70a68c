//! Programs that do not behave, run for real.

use super::*;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Instant;
use yici_document::{Document, Head, List};

fn order(characters: usize) -> Order {
    let head = Head { site: "示范市".into(), kiosk: "demo".into(), made: String::new(), demonstration: false };
    let list = List {
        title: "表".into(),
        number: String::new(),
        paragraphs: vec!["字".repeat(characters)],
        columns: vec![],
        rows: vec![],
        issuer: String::new(),
        issued: String::new(),
        check: None,
    };
    Order::new(head, Document::List(list))
}

/// What comes of a program with this text, which has `patience`.
fn run_for(script: &str, patience: Duration, order: &Order) -> Result<Personal<Vec<u8>>, FormError> {
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("renderer");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program");
    // A program that was just written may still be open in a child that another test is starting at this moment.
    let mut tries = 0;
    loop {
        match FormRenderer::new(Some(&program)).expect("named").with_patience(patience).pdf(order) {
            Err(FormError::NotThere { why, .. })
                if why.kind() == std::io::ErrorKind::ExecutableFileBusy && tries < 1_000 =>
            {
                tries += 1;
                std::thread::yield_now();
            }
            result => return result,
        }
    }
}

fn run(script: &str) -> Result<Personal<Vec<u8>>, FormError> {
    run_for(script, PATIENCE, &order(1))
}

#[test]
fn a_whole_pdf_is_taken() {
    let pdf = run("cat >/dev/null; printf '%%PDF-1.7 ... %%%%EOF\\n'").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(pdf.reveal(), b"%PDF-1.7 ... %%EOF\n");
}

#[test]
fn half_a_pdf_is_none() {
    assert!(matches!(run("printf '%%PDF-1.7 ...'"), Err(FormError::NoPdf(_))));
}

#[test]
fn a_program_that_hangs_is_ended_with_all_that_it_started() {
    let folder = tempfile::tempdir().expect("a folder");
    let mark = folder.path().join("still-here");
    // The grandchild would leave its mark when the pipe that it waits on ends, if it were still there.
    let script = format!("(sleep 3600; touch {0}) & echo $! > {0}.pid; wait", mark.display());
    let started = Instant::now();
    let patience = Duration::from_millis(1_500);
    let result = run_for(&script, patience, &order(1));
    assert!(matches!(result, Err(FormError::TooSlow(over)) if over == patience));
    assert!(started.elapsed() < Duration::from_secs(60));
    let pid = fs::read_to_string(mark.with_extension("pid")).expect("it had started");
    let status = format!("/proc/{}/status", pid.trim());
    let gone = || match fs::read_to_string(&status) {
        Ok(status) => status.contains("State:\tZ") || status.contains("State:\tX"),
        Err(_) => true,
    };
    while !gone() {
        assert!(started.elapsed() < Duration::from_secs(60), "the grandchild lives on");
        std::thread::yield_now();
    }
}

#[test]
fn a_program_that_never_reads_a_long_order_is_ended_too() {
    let long = order(MAX_ORDER / 4);
    let result = run_for("exec sleep 3600", Duration::from_millis(200), &long);
    assert!(matches!(result, Err(FormError::TooSlow(_))));
}

#[test]
fn a_program_that_writes_without_end_is_ended() {
    assert!(matches!(run("exec cat /dev/zero"), Err(FormError::TooMuch)));
}

#[test]
fn what_the_program_says_reaches_the_technician() {
    let Err(error) = run("echo 'form-render: no font; install it' >&2; exit 1") else { panic!("no PDF was written") };
    assert_eq!(error.to_string(), "no PDF was made: form-render: no font; install it");
    let Err(error) = run("kill -KILL $$") else { panic!("no PDF was written") };
    assert!(error.to_string().contains("shorter document"), "{error}");
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let renderer = FormRenderer::new(Some(Path::new("/nowhere/form-render"))).expect("named");
    let Err(error) = renderer.pdf(&order(1)) else { panic!("there is none") };
    assert!(error.to_string().contains("/nowhere/form-render") && error.to_string().contains("[forms]"), "{error}");
}

#[test]
fn an_order_that_is_too_long_is_refused_before_anything_runs() {
    let renderer = FormRenderer::new(Some(Path::new("/nowhere/form-render"))).expect("named");
    assert!(matches!(renderer.pdf(&order(MAX_ORDER)), Err(FormError::TooLong)));
}

#[test]
fn without_a_name_the_program_lies_beside_this_one() {
    let renderer = FormRenderer::new(None).expect("a place");
    assert_eq!(renderer.program().parent(), std::env::current_exe().expect("a place").parent());
    assert!(renderer.program().ends_with(PROGRAM));
}
