//! From a receipt as data to the bytes that the printer is sent: 60 lines, ten characters that the printer lacks, a QR
//! code.
//!
//! Beside it stands the time that those bytes take on a line of 115,200 baud, and what the characters cost that are drawn:
//! the same receipt with ten that the printer has. The font is opened once for a driver's life, which is told by itself.

use std::path::Path;
use std::time::{Duration, Instant};
use yici_hardware::receipt_printer::escpos::encode;
use yici_hardware::receipt_printer::font::{Font, STANDARD};
use yici_hardware::receipt_printer::layout::lay_out;
use yici_hardware::{Block, Paper};

const ROUNDS: usize = 200;
const GOAL: Duration = Duration::from_millis(5);
const BAUD: u32 = 115_200;
/// On lines of their own and in the middle of others, as names and places have them.
const RARE: [char; 10] = ['㛃', '𬭎', '𬱖', '𬘫', '𫍽', '𬍛', '𬺈', '𫖯', '𬴊', '𫓧'];

/// 60 lines with the code's among them; the characters of `rare` stand in ten of them.
fn receipt(rare: [char; 10]) -> Paper {
    let mut blocks = vec![
        Block::Title(String::from("一件事一次办 受理回执")),
        Block::Number(String::from("4821 0937 5512 8846")),
        Block::Rule,
    ];
    for (index, c) in rare.into_iter().enumerate() {
        blocks.push(Block::Pair(format!("申请人 {index}"), format!("王{c}满")));
    }
    while lay_out(&Paper { blocks: blocks.clone() }).len() < 59 {
        blocks.push(Block::Text(String::from("已收到您的申请。请保管好本回执；凭回执编号可查询进度。")));
    }
    blocks.push(Block::Qr(String::from("https://yici.example/r/4821093755128846")));
    Paper { blocks }
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut took: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .collect();
    took.sort();
    took[ROUNDS / 2]
}

fn main() {
    let started = Instant::now();
    let Ok(font) = Font::open(Path::new(STANDARD)) else {
        println!("receipt: skipped: no font at {STANDARD}; install fonts-noto-cjk");
        return;
    };
    let opened = started.elapsed();
    let (drawn, set) = (receipt(RARE), receipt(['王'; 10]));
    assert!(RARE.into_iter().all(|c| font.has(c)), "the font draws every one of them");
    let lines = lay_out(&drawn).len();
    let bytes = encode(&drawn, Some(&font)).len();
    // The first one is what a citizen waits for; the ones after it find their characters drawn.
    let started = Instant::now();
    std::hint::black_box(encode(&drawn, Some(&font)));
    let second = started.elapsed();
    let took = median(|| drop(std::hint::black_box(encode(&drawn, Some(&font)))));
    let plain = median(|| drop(std::hint::black_box(encode(&set, Some(&font)))));
    let wire = Duration::from_secs(10) * u32::try_from(bytes).expect("a receipt is short") / BAUD;
    let ratio = |of: Duration| took.as_secs_f64() / of.as_secs_f64();
    println!("receipt: {lines} lines, {} drawn characters, a QR code: {bytes} bytes; {ROUNDS} rounds", RARE.len());
    println!("  the second one {second:.1?}, median {took:.1?}: {:.4} of its {wire:.1?} on the wire", ratio(wire));
    println!("  with none to be drawn {plain:.1?}: drawing makes it {:.1} times as long", ratio(plain));
    println!("  the font was opened in {opened:.1?}, once");
    let verdict = if took <= GOAL { "met" } else { "MISSED" };
    println!("  goal: bytes ready in at most {GOAL:?}: {verdict}");
}
