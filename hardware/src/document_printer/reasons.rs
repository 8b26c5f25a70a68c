//! What a printer says of itself: `printer-state` and `printer-state-reasons` (RFC 8011, 5.4.11 and 5.4.12; PWG 5100.9).
//! Pure.
//!
//! A reason may end in `-report`, `-warning` or `-error`. It means what it says, but while the printer has not stopped:
//! - a report keeps it from nothing;
//! - a warning of toner that is out means one colour of several, or a cartridge that gives a little more;
//! - a warning of paper that is out means, of an idle printer, one tray of several. Of one in the middle of a job it is
//!   believed: print servers (CUPS) and small printers word a halt for paper that way.

use super::DocumentPrinterStatus;
use super::answer::{Answer, Group};
use super::message::group;

/// What to ask the printer for.
pub const ASKED: [&str; 3] = ["printer-state", "printer-state-reasons", "printer-is-accepting-jobs"];

/// The most reasons that are looked at.
const MAX_REASONS: usize = 64;

/// Reads the answer to Get-Printer-Attributes. `None` when it does not name a state.
pub fn status(answer: &Answer) -> Option<DocumentPrinterStatus> {
    let printer = answer.groups(group::PRINTER).next()?;
    let state = State::of(printer)?;
    let stopped = state == State::Stopped;
    let reasons = printer.texts("printer-state-reasons").take(MAX_REASONS);
    let worst = reasons.filter_map(|reason| meaning(reason, state)).min();
    let worst = worst.filter(|worst| !stopped || !worst.can_print());
    let refuses = printer.truth("printer-is-accepting-jobs") == Some(false);
    let itself = match state {
        State::Stopped => DocumentPrinterStatus::Broken,
        _ if refuses => DocumentPrinterStatus::Paused,
        State::Processing => DocumentPrinterStatus::Busy,
        State::Idle => DocumentPrinterStatus::Ready,
    };
    Some(match worst {
        // A printer that stopped for a reason it gives is not "broken" as well.
        Some(worst) if stopped => worst,
        Some(worst) => worst.min(itself),
        None => itself,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Idle,
    Processing,
    Stopped,
}

impl State {
    fn of(printer: &Group) -> Option<Self> {
        match printer.numbers("printer-state").next()? {
            3 => Some(Self::Idle),
            4 => Some(Self::Processing),
            5 => Some(Self::Stopped),
            _ => None,
        }
    }
}

/// How much a reason weighs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Report,
    Warning,
    Error,
}

fn meaning(reason: &str, state: State) -> Option<DocumentPrinterStatus> {
    use DocumentPrinterStatus as Is;
    let (keyword, weight) = weigh(reason);
    let is = match keyword {
        "offline" | "connecting-to-device" | "timed-out" | "shutdown" => Is::Offline,
        "cover-open" | "door-open" | "interlock-open" => Is::CoverOpen,
        "media-jam" => Is::Jam,
        "input-tray-missing" | "output-tray-missing" => Is::TrayMissing,
        "media-empty" | "media-needed" => Is::PaperOut,
        "media-low" => Is::PaperLow,
        "toner-empty" | "marker-supply-empty" | "developer-empty" => Is::TonerOut,
        "toner-low" | "marker-supply-low" | "developer-low" => Is::TonerLow,
        "output-area-full" => Is::OutputFull,
        "paused" | "moving-to-paused" | "hold-new-jobs" | "stopping" => Is::Paused,
        "spool-area-full" => Is::Busy,
        _ if weight == Some(Weight::Error) => Is::Broken,
        _ => return None,
    };
    match (weight, is) {
        _ if state == State::Stopped => Some(is),
        (Some(Weight::Report), Is::PaperLow | Is::TonerLow) => Some(is),
        (Some(Weight::Report), _) => None,
        (Some(Weight::Warning), Is::PaperOut) if state == State::Idle => Some(Is::PaperLow),
        (Some(Weight::Warning), Is::TonerOut) => Some(Is::TonerLow),
        _ => Some(is),
    }
}

fn weigh(reason: &str) -> (&str, Option<Weight>) {
    [("-report", Weight::Report), ("-warning", Weight::Warning), ("-error", Weight::Error)]
        .into_iter()
        .find_map(|(ending, weight)| reason.strip_suffix(ending).map(|keyword| (keyword, Some(weight))))
        .unwrap_or((reason, None))
}
