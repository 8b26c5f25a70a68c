//! What a key costs until its candidates are there, what follows a word, and one character of a name. `make bench` runs it
//! in release, on the dictionary that `YICI_RIME` names.
//!
//! The goal is a 99th percentile of 5 ms for a key. Every key of every phrase is one: whole pinyin, initials alone, and
//! pinyin with z for zh and n for l.

use std::path::PathBuf;
use std::time::{Duration, Instant};
use yici::writing::{Composer, Engine, NextWords, Rare, WritingSettings};

const PHRASES: [&str; 20] = [
    "zhongguorenmin",
    "budongchandengji",
    "tongyishehuixinyongdaima",
    "chushengyixuezhengming",
    "hunanshengchenzhoushisuxianqu",
    "wangxiaoman",
    "zhangsan",
    "yidong",
    "shi",
    "zgrm",
    "bdcdj",
    "shbzk",
    "ylbx",
    "zsls",
    "zongguo",
    "sehuibaoxian",
    "lanlin",
    "sengrikuaile",
    "laodonghetong",
    "shanghaishihuangpuqu",
];
const ROUNDS: usize = 25;

fn main() {
    let Some(built) = std::env::var_os("YICI_RIME").map(PathBuf::from) else {
        println!("writing: YICI_RIME names no dictionary; nothing was measured");
        return;
    };
    let settings = WritingSettings { shared_data: "/usr/share/rime-data".into(), built: built.clone() };
    let began = Instant::now();
    let engine = Engine::start(&settings).expect("run `make pinyin` first");
    println!("writing: the engine starts in {:.1} ms", ms(began.elapsed()));

    let mut keys = Vec::new();
    for _ in 0..ROUNDS {
        for phrase in PHRASES {
            let mut composer = Composer::new(&engine);
            for letter in phrase.chars() {
                let began = Instant::now();
                composer.key(letter);
                std::hint::black_box((composer.composing(), composer.candidates(), composer.more()));
                keys.push(began.elapsed());
            }
        }
    }
    say("a key", keys);

    let began = Instant::now();
    let (next, rare) = (NextWords::open(&built).expect("words"), Rare::open(&built).expect("characters"));
    println!("  both tables open in {:.1} ms", ms(began.elapsed()));
    let texts = ["本人的社会", "一", "湖南省郴州市苏仙区和", "劳动", "不动产"];
    say("what follows", timed(texts, |text| drop(std::hint::black_box(next.after(text, 12)))));
    let questions = ["yi", "yan9", "12", "s", "u4dae", "zhang"];
    say("one character", timed(questions, |question| drop(std::hint::black_box(rare.find(question)))));
}

fn timed<const N: usize>(questions: [&str; N], ask: impl Fn(&str)) -> Vec<Duration> {
    let once = |question: &str| {
        let began = Instant::now();
        ask(question);
        began.elapsed()
    };
    (0..ROUNDS * 20).map(|round| once(questions[round % N])).collect()
}

fn say(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |percent: usize| ms(took[(took.len() - 1) * percent / 100]);
    println!("  {what}: p50 {:.3} ms, p99 {:.3} ms, worst {:.3} ms, {} times", at(50), at(99), at(100), took.len());
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
