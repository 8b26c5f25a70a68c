//! What a search costs. `make bench` runs it in release.
//!
//! The catalogs are made up: names of matters and items put together from common words of public affairs. The goal
//! is a 99th percentile of 3 ms over every kind of query, and ten times the time for ten times the catalog.
//!
//! What counts is the processor's time.

mod processor;

use processor::timed;
use std::time::Duration;
use yici::search::{Entry, Index, Part};

const WORDS: [&str; 40] = [
    "企业",
    "职工",
    "退休",
    "新生儿",
    "出生",
    "登记",
    "社会",
    "保障",
    "医疗",
    "保险",
    "公积金",
    "提取",
    "不动产",
    "转移",
    "许可",
    "食品",
    "经营",
    "消防",
    "安全",
    "检查",
    "残疾人",
    "补贴",
    "婚姻",
    "生育",
    "户口",
    "迁移",
    "注销",
    "劳动",
    "合同",
    "档案",
    "银行",
    "开户",
    "印章",
    "刻制",
    "住房",
    "租赁",
    "学校",
    "入学",
    "证明",
    "审批",
];

const QUERIES: [&str; 16] = [
    "s",
    "tx",
    "退休",
    "新生儿",
    "xinshenger",
    "ygcb",
    "qiyezhigong",
    "tuixiu dengji",
    "企业 登记",
    "xinshneger",
    "我要给孩子上户口",
    "怎么开一家饭店",
    "zzzzzzzzzzzzzzz",
    "公积金tq",
    "社会保章卡申请表格在哪里领取呢",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

fn main() {
    let small = measure(300, 2_000);
    let large = measure(3_000, 20_000);
    let growth = large.slowest / small.slowest;
    println!(
        "search: ten times the catalog takes {growth:.1} times the time (slowest query), per item {:.2}",
        growth / 10.0
    );
    let met = |yes: bool| if yes { "met" } else { "MISSED" };
    println!("  goal: p99 of 3 ms at 2,000 items: {}", met(small.p99 <= 3e-3));
    println!("  goal: linear to 20,000 items, at most 1.30 an item: {}", met(growth <= 13.0));
}

/// Seconds of the processor.
struct Cost {
    p99: f64,
    slowest: f64,
}

/// Builds a catalog of so many matters and items, and says what it and its queries cost.
fn measure(matters: u32, items: u32) -> Cost {
    let texts: Vec<Vec<(Part, String)>> =
        (0..matters).map(|matter| texts(matter, items / matters + u32::from(matter % 3 > 0))).collect();
    let keys: Vec<String> = (0..matters).map(|matter| format!("matter-{matter}")).collect();
    let entries = keys
        .iter()
        .zip(&texts)
        .map(|(key, texts)| Entry { key, texts: texts.iter().map(|(part, text)| (*part, text.as_str())).collect() });
    let (index, built) = timed(|| Index::new(entries));
    let mut times: Vec<(Duration, &str)> = Vec::new();
    let rounds = if matters > 1_000 { 30 } else { 200 };
    for _ in 0..rounds {
        for query in QUERIES {
            let (found, took) = timed(|| index.find(query, 20));
            std::hint::black_box(found);
            times.push((took, query));
        }
    }
    times.sort_unstable();
    let median = |query: &str| {
        let of: Vec<Duration> = times.iter().filter(|(_, asked)| *asked == query).map(|(took, _)| *took).collect();
        of[of.len() / 2]
    };
    let (slow, slowest) = QUERIES.map(|query| (median(query), query)).into_iter().max().expect("there are queries");
    let at = |hundredths: usize| times[(times.len() - 1) * hundredths / 100];
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!("search: {items} items in {matters} matters: {} kB, built in {:.1} ms", index.bytes() / 1_000, ms(built));
    let (p50, p99) = (ms(at(50).0), ms(at(99).0));
    println!(
        "  p50 {p50:.2} ms, p99 {p99:.2} ms; the slowest query, `{slowest}`, has its median at {:.2} ms",
        ms(slow)
    );
    for query in QUERIES {
        println!("    {:.3} ms  {query}", ms(median(query)));
    }
    Cost { p99: at(99).0.as_secs_f64(), slowest: slow.as_secs_f64() }
}

/// A matter's texts: a name, four aliases, a summary, and for each item its name, result and paper.
fn texts(matter: u32, items: u32) -> Vec<(Part, String)> {
    let words = |seed: u32, count: usize| -> String {
        let mut chance = u64::from(seed) * 2 + 1;
        let mut next = || {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(chance >> 40).expect("24 bits")
        };
        next();
        (0..count).map(|_| WORDS[next() % WORDS.len()]).collect()
    };
    let mut texts = vec![(Part::Name, words(matter, 3)), (Part::Summary, words(200_000 + matter, 9))];
    texts.extend((0..4).map(|alias| (Part::Alias, words(500_000 + matter * 5 + alias, 3))));
    for item in 0..items {
        let seed = 1_000_000 + matter * 64 + item * 3;
        texts.push((Part::Item, words(seed, 4)));
        texts.push((Part::Result, words(seed + 1, 2)));
        texts.push((Part::Paper, words(seed + 2, 2)));
        texts.push((Part::Item, format!("Registration {} of item {}", seed % 97, item)));
    }
    texts
}
