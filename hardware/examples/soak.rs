//! Days of a kiosk's devices in minutes: reads, prints, scans and re-plugs by the thousand, and memory that must stay flat.
//!
//! `make soak` runs it: the real drivers on the simulators, over real pseudo-terminals, [`WORKERS`] of each kind at once.
//! Each look, print and scan must succeed, and each re-plug must be noticed and got over.
//!
//! - Ends after `ROUNDS` of each kind of work (100,000 unless said otherwise) or after `MINUTES` (30), whichever is first,
//!   and says how far it came.
//! - The resident set is sampled [`SAMPLES`] times. Fails when the mean of the last quarter is more than [`GROWTH`] of that
//!   of the second (the first one is for warming up), or when files stay open.
//! - A look that finds nothing, a print that fails, is tried again: a machine that stands still for a second must not end a
//!   long run. More than [`PATIENCE`] failures in a row do.

use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use yici_hardware::card_reader::serial::SerialCardReader;
use yici_hardware::card_reader::simulator::{CardReaderSimulator, sample_card};
use yici_hardware::qr_scanner::serial::SerialQrScanner;
use yici_hardware::qr_scanner::simulator::{QrScannerSimulator, Suffix};
use yici_hardware::receipt_printer::escpos::EscposPrinter;
use yici_hardware::receipt_printer::simulator::ReceiptPrinterSimulator;
use yici_hardware::{Block, CardReader, Look, Paper, QrScanner, ReceiptPrinter};

/// Of each kind of work at once. Most of their time they wait for each other's line.
const WORKERS: usize = 4;
/// Of the resident set over the run.
const SAMPLES: usize = 40;
/// What it may have grown to, as a share of what it was.
const GROWTH: f64 = 1.05;
/// Failures in a row before the run is given up.
const PATIENCE: usize = 20;

/// A kind of work: what it is called, and how far it is.
struct Work {
    name: &'static str,
    begun: AtomicUsize,
    done: AtomicUsize,
    bench: fn(&Path) -> Box<dyn FnMut() -> bool>,
}

impl Work {
    const fn new(name: &'static str, bench: fn(&Path) -> Box<dyn FnMut() -> bool>) -> Self {
        Self { name, begun: AtomicUsize::new(0), done: AtomicUsize::new(0), bench }
    }
}

static WORK: [Work; 4] = [
    Work::new("reads", reading),
    Work::new("prints", printing),
    Work::new("scans", scanning),
    Work::new("re-plugs", replugging),
];
static OVER: AtomicBool = AtomicBool::new(false);

fn main() {
    let rounds = setting("ROUNDS", 100_000);
    let limit = Duration::from_secs(60 * u64::try_from(setting("MINUTES", 30)).expect("minutes"));
    let directory = tempfile::tempdir().expect("a directory for the ports");
    let began = Instant::now();
    let mut samples = Vec::new();
    // None is taken down before all are done: what it gives back would hide what others lost.
    let all_done = Barrier::new(WORKERS * WORK.len());
    std::thread::scope(|scope| {
        let all_done = &all_done;
        let workers: Vec<_> = (0..WORKERS * WORK.len())
            .map(|number| {
                let (work, place) = (&WORK[number % WORK.len()], directory.path().join(number.to_string()));
                std::fs::create_dir(&place).expect("a directory for a port");
                scope.spawn(move || drive(work, &place, rounds, all_done))
            })
            .collect();
        while workers.iter().any(|worker| !worker.is_finished()) {
            if began.elapsed() > limit {
                OVER.store(true, Ordering::Relaxed);
            }
            let least = WORK.iter().map(|work| work.done.load(Ordering::Relaxed)).min().unwrap_or_default();
            let by_time = began.elapsed().as_secs_f64() / limit.as_secs_f64();
            let by_work = f64::from(u32::try_from(least).unwrap_or(u32::MAX))
                / f64::from(u32::try_from(rounds.max(1)).unwrap_or(u32::MAX));
            // Once all is done, what is left is taken down, and would pass for memory saved.
            let busy = least < rounds && !OVER.load(Ordering::Relaxed);
            if busy && by_time.max(by_work) * SAMPLES as f64 >= samples.len() as f64 {
                samples.push(look_at_itself(began));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    verdict(&samples, began.elapsed());
}

/// Does this kind of work until all of it was begun.
fn drive(work: &Work, place: &Path, rounds: usize, all_done: &Barrier) {
    let mut once = (work.bench)(place);
    while !OVER.load(Ordering::Relaxed) && work.begun.fetch_add(1, Ordering::Relaxed) < rounds {
        let tries = (0..PATIENCE).take_while(|_| !once()).count();
        if tries == PATIENCE {
            eprintln!("{}: {PATIENCE} failures in a row", work.name);
            std::process::exit(1);
        }
        work.done.fetch_add(1, Ordering::Relaxed);
    }
    all_done.wait();
}

fn reading(place: &Path) -> Box<dyn FnMut() -> bool> {
    let link = place.join("port");
    let hand = CardReaderSimulator::start(&link).expect("a pseudo-terminal");
    let mut reader = SerialCardReader::new(link.to_str().expect("a plain path"), 115_200);
    let card = sample_card();
    Box::new(move || {
        hand.insert(&card).expect("the sample fits");
        let read = matches!(reader.look(), Ok(Look::Card(read)) if *read == card);
        hand.lift();
        read
    })
}

fn printing(place: &Path) -> Box<dyn FnMut() -> bool> {
    let link = place.join("port");
    let hand = ReceiptPrinterSimulator::start(&link).expect("a pseudo-terminal, and fonts-noto-cjk");
    let mut printer = EscposPrinter::new(link.to_str().expect("a plain path"), 115_200, None);
    let blocks = vec![
        Block::Title(String::from("受理回执")),
        Block::Text(String::from("㛃")),
        Block::Qr(String::from("https://yici.example/r/1")),
    ];
    let paper = Paper { blocks };
    Box::new(move || printer.print(&paper).is_ok() && hand.errors().is_empty())
}

fn scanning(place: &Path) -> Box<dyn FnMut() -> bool> {
    let link = place.join("port");
    let hand = QrScannerSimulator::start(&link).expect("a pseudo-terminal");
    let mut scanner = SerialQrScanner::new(link.to_str().expect("a plain path"), 9_600);
    scanner.check().expect("the port is there");
    Box::new(move || {
        hand.present(b"https://yici.example/r/1", Suffix::Cr)
            && (0..PATIENCE).any(|_| matches!(scanner.scan(), Ok(Some(_))))
    })
}

/// One device after the other: the plug is pulled, the driver notices, it is put back, the driver is well.
fn replugging(place: &Path) -> Box<dyn FnMut() -> bool> {
    let [card, code, paper] = ["card", "code", "paper"].map(|name| place.join(name));
    let port = |link: &Path| link.to_str().expect("a plain path").to_owned();
    let card_hand = CardReaderSimulator::start(&card).expect("a pseudo-terminal");
    let code_hand = QrScannerSimulator::start(&code).expect("a pseudo-terminal");
    let paper_hand = ReceiptPrinterSimulator::start(&paper).expect("a pseudo-terminal, and fonts-noto-cjk");
    let mut reader = SerialCardReader::new(&port(&card), 115_200);
    let mut scanner = SerialQrScanner::new(&port(&code), 9_600);
    let mut printer = EscposPrinter::new(&port(&paper), 115_200, None);
    let mut turn = 0_usize;
    Box::new(move || {
        turn += 1;
        match turn % 3 {
            0 => {
                card_hand.unplug();
                let noticed = reader.check().is_err();
                noticed && card_hand.plug_in().is_ok() && reader.check().is_ok()
            }
            1 => {
                code_hand.unplug();
                let noticed = scanner.check().is_err();
                // An open line breaks first, and only then is there none to open.
                noticed && code_hand.plug_in().is_ok() && (scanner.check().is_ok() || scanner.check().is_ok())
            }
            _ => {
                paper_hand.unplug();
                let noticed = printer.status().is_err();
                noticed && paper_hand.plug_in().is_ok() && printer.status().is_ok()
            }
        }
    })
}

/// A line of the table, and the resident set in kilobytes.
fn look_at_itself(began: Instant) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let said =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")).and_then(|rest| rest.split_whitespace().next());
    let resident: u32 = said.and_then(|kilobytes| kilobytes.parse().ok()).expect("the kernel says it");
    let done: Vec<_> = WORK.iter().map(|work| format!("{} {}", work.done.load(Ordering::Relaxed), work.name)).collect();
    println!("{:6.1} s  {resident:7} kB  {}", began.elapsed().as_secs_f64(), done.join("  "));
    let _ = io::stdout().flush();
    f64::from(resident)
}

fn verdict(samples: &[f64], took: Duration) {
    for work in &WORK {
        let done = work.done.load(Ordering::Relaxed);
        let rate = f64::from(u32::try_from(done).unwrap_or(u32::MAX)) / took.as_secs_f64();
        println!("{done} {}, {rate:.1} a second", work.name);
    }
    let quarter = samples.len() / 4;
    let mean =
        |part: &[f64]| part.iter().sum::<f64>() / f64::from(u32::try_from(part.len().max(1)).unwrap_or(u32::MAX));
    let (before, after) = (mean(&samples[quarter..2 * quarter]), mean(&samples[samples.len() - quarter..]));
    println!("resident set: {before:.0} kB, then {after:.0} kB: {:.3} of it, {GROWTH} are allowed", after / before);
    let open = std::fs::read_dir("/proc/self/fd").expect("Linux").count();
    println!("{open} files open at the end, of all the ports none");
    if samples.len() < 8 {
        eprintln!("too short a run to say anything: raise ROUNDS or MINUTES");
        std::process::exit(1);
    }
    if after > before * GROWTH || open > 16 {
        eprintln!("memory or files were lost on the way");
        std::process::exit(1);
    }
}

fn setting(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().map_or(usual, |text| text.parse().expect("a whole number"))
}
