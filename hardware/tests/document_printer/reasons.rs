//! What a printer says of itself, and what is made of it.

use crate::answers::Written;
use yici_hardware::document_printer::reasons;
use yici_hardware::{Actor, DocumentPrinterStatus as Is};

const IDLE: i32 = 3;
const PRINTING: i32 = 4;
const STOPPED: i32 = 5;

fn status(state: i32, said: &[&str]) -> Is {
    let answer = Written::new(0).group(4).number("printer-state", state).keywords("printer-state-reasons", said);
    reasons::status(&answer.read().unwrap()).unwrap()
}

#[test]
fn every_reason_has_its_status() {
    for (reason, is) in [
        ("none", Is::Ready),
        ("media-empty", Is::PaperOut),
        ("media-empty-error", Is::PaperOut),
        ("media-needed", Is::PaperOut),
        ("media-low-warning", Is::PaperLow),
        ("media-jam-error", Is::Jam),
        ("cover-open", Is::CoverOpen),
        ("door-open-error", Is::CoverOpen),
        ("toner-low-report", Is::TonerLow),
        ("toner-empty-error", Is::TonerOut),
        ("marker-supply-low-warning", Is::TonerLow),
        ("marker-supply-empty", Is::TonerOut),
        ("input-tray-missing", Is::TrayMissing),
        ("output-area-full", Is::OutputFull),
        ("spool-area-full", Is::Busy),
        ("paused", Is::Paused),
        ("connecting-to-device", Is::Offline),
        ("fuser-over-temp-error", Is::Broken),
        ("of-some-maker", Is::Ready),
    ] {
        assert_eq!(status(IDLE, &[reason]), is, "{reason}");
    }
}

#[test]
fn a_warning_is_weighed_by_what_the_printer_does() {
    assert_eq!(status(IDLE, &["media-empty-warning"]), Is::PaperLow);
    assert_eq!(status(IDLE, &["media-empty-report"]), Is::Ready);
    assert_eq!(status(PRINTING, &["toner-empty-warning"]), Is::TonerLow);
    assert_eq!(status(PRINTING, &["media-empty-warning"]), Is::PaperOut);
    assert_eq!(status(IDLE, &["cover-open-warning"]), Is::CoverOpen);
    assert_eq!(status(PRINTING, &["media-jam-report"]), Is::Busy);
    assert_eq!(status(STOPPED, &["media-empty-warning"]), Is::PaperOut);
}

#[test]
fn what_keeps_it_from_printing_is_told_before_what_does_not() {
    assert_eq!(status(STOPPED, &["toner-low", "media-jam", "media-empty"]), Is::Jam);
    assert_eq!(status(IDLE, &["media-low", "toner-low"]), Is::PaperLow);
    assert_eq!(status(PRINTING, &["media-low"]), Is::PaperLow);
    assert_eq!(status(STOPPED, &["toner-low"]), Is::Broken);
    assert_eq!(status(STOPPED, &[]), Is::Broken);
    assert_eq!(status(PRINTING, &[]), Is::Busy);
}

#[test]
fn a_printer_that_takes_no_jobs_is_paused_and_one_without_a_state_is_none() {
    let closed = Written::new(0).group(4).number("printer-state", IDLE).truth("printer-is-accepting-jobs", false);
    assert_eq!(reasons::status(&closed.read().unwrap()), Some(Is::Paused));
    for state in [0, 2, 6, -1] {
        let odd = Written::new(0).group(4).number("printer-state", state);
        assert_eq!(reasons::status(&odd.read().unwrap()), None);
    }
    assert_eq!(reasons::status(&Written::new(0).group(2).read().unwrap()), None);
}

#[test]
fn only_a_printer_that_prints_needs_nobody() {
    for is in [Is::Offline, Is::CoverOpen, Is::Jam, Is::TrayMissing, Is::PaperOut, Is::TonerOut, Is::OutputFull] {
        assert!(!is.can_print() && is.actor() == Actor::Clerk, "{is}");
    }
    for is in [Is::Broken, Is::Paused] {
        assert!(!is.can_print() && is.actor() == Actor::Technician, "{is}");
    }
    for is in [Is::PaperLow, Is::TonerLow] {
        assert!(is.can_print() && is.actor() == Actor::Clerk, "{is}");
    }
    for is in [Is::Busy, Is::Ready] {
        assert!(is.can_print() && is.actor() == Actor::Nobody, "{is}");
    }
}
