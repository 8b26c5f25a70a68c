//! What recognising one character costs, against the real table where `YICI_STROKES` names it, else against a made-up one
//! of the same size.
//!
//! The ink is drawn by chance, from 1 to 24 strokes of 12 points: what counts is the work, not the answer. The goal is a
//! 99th percentile of 15 ms.

use std::time::{Duration, Instant};
use yici_strokes::{Builder, Recogniser, Stroke, Table};

const CHARACTERS: u32 = 9_574;
const ROUNDS: usize = 400;

fn main() {
    let real = std::env::var_os("YICI_STROKES");
    let real = real.and_then(|folder| std::fs::read(std::path::Path::new(&folder).join("characters")).ok());
    let name = if real.is_some() { "the real table" } else { "a made-up table" };
    let mut chance = Chance(7);
    let bytes = real.unwrap_or_else(|| made_up(&mut chance));
    let began = Instant::now();
    let recogniser = Recogniser::new(Table::read(&bytes).expect("a table"));
    let opened = began.elapsed();
    let mut took: Vec<Duration> = (0..ROUNDS)
        .map(|round| {
            let ink = chance.ink(1 + round % 24);
            let began = Instant::now();
            std::hint::black_box(recogniser.recognise(&ink, 10));
            began.elapsed()
        })
        .collect();
    took.sort_unstable();
    let mut lines: Vec<Duration> = (0..ROUNDS / 4)
        .map(|round| {
            let mut ink = chance.ink(1 + round % 12);
            ink.extend(chance.ink(1 + round % 12).into_iter().map(beside));
            let began = Instant::now();
            std::hint::black_box(recogniser.read(&ink, 16));
            began.elapsed()
        })
        .collect();
    lines.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let table = recogniser.table();
    println!(
        "strokes: {name}, {} characters, {} kB, opened in {:.1} ms",
        table.len(),
        table.bytes() / 1_000,
        ms(opened)
    );
    println!(
        "  p50 {:.2} ms, p99 {:.2} ms, worst {:.2} ms",
        ms(took[ROUNDS / 2]),
        ms(took[ROUNDS * 99 / 100]),
        ms(took[ROUNDS - 1])
    );
    println!(
        "  two side by side: p50 {:.2} ms, p99 {:.2} ms",
        ms(lines[lines.len() / 2]),
        ms(lines[lines.len() * 99 / 100])
    );
}

fn beside(stroke: Stroke) -> Stroke {
    stroke.into_iter().map(|(x, y)| (x + 75_000.0, y)).collect()
}

fn made_up(chance: &mut Chance) -> Vec<u8> {
    let mut builder = Builder::default();
    for (place, code) in (0x4e00..0x4e00 + CHARACTERS).enumerate() {
        builder.add(char::from_u32(code).expect("a character"), 0, &chance.ink(1 + place % 24));
    }
    builder.finish()
}

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f32::from(u16::try_from(self.0 >> 48).expect("16 bits"))
    }

    fn ink(&mut self, strokes: usize) -> Vec<Stroke> {
        (0..strokes).map(|_| (0..12).map(|_| (self.next(), self.next())).collect()).collect()
    }
}
