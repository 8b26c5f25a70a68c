//! One A4 page: from an order to a PDF, warm, and in a program of its own from its start to its end.
//!
//! The measure is a `form-render` that only says that its input is no order: what starting a program costs anyhow.
//! Everything is optimised, as it ships.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use yici_document::{Document, Head, List, Order};
use yici_forms::Typesetter;

const ROUNDS: usize = 15;

fn page() -> Vec<u8> {
    let head =
        Head { site: "示范市".into(), kiosk: "bench".into(), made: "2026年11月21日".into(), demonstration: true };
    let row = |n: usize| vec![format!("第 {n} 项"), "一件事一次办，让群众少跑腿。".to_owned()];
    let list = List {
        title: "测算用表".into(),
        number: "0001".into(),
        paragraphs: vec!["本页只用于测算排版所需的时间。".into()],
        columns: vec!["名称".into(), "内容".into()],
        rows: (1..=20).map(row).collect(),
        issuer: String::new(),
        issued: String::new(),
        check: None,
    };
    serde_json::to_vec(&Order::new(head, Document::List(list))).expect("an order")
}

/// Best, median and worst.
fn measure(mut once: impl FnMut()) -> [Duration; 3] {
    let mut took: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            once();
            started.elapsed()
        })
        .collect();
    took.sort();
    [took[0], took[ROUNDS / 2], took[ROUNDS - 1]]
}

fn run(order: &[u8]) -> Vec<u8> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_form-render"));
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = program.spawn().expect("it starts");
    child.stdin.take().expect("piped").write_all(order).expect("it reads");
    child.wait_with_output().expect("it ends").stdout
}

fn main() {
    let order = page();
    let bare = measure(|| assert!(run(b"{}").is_empty()));
    let cold = measure(|| assert!(run(&order).starts_with(b"%PDF-")));
    let typesetter = Typesetter::new().expect("fonts");
    let warm = measure(|| assert!(typesetter.pdf(&order).expect("a page").starts_with(b"%PDF-")));
    let ratio = |took: Duration| took.as_secs_f64() / bare[1].as_secs_f64();
    println!(
        "forms: one page with a table of 20 rows; {ROUNDS} rounds; 1.00 is a form-render that refuses: {:.1?}",
        bare[1]
    );
    for (what, [best, median, worst]) in [("a program of its own", cold), ("one after the other", warm)] {
        println!(
            "  {what}: best {best:.1?} ({:.2})  median {median:.1?} ({:.2})  worst {worst:.1?} ({:.2})",
            ratio(best),
            ratio(median),
            ratio(worst)
        );
    }
}
