//! Loading a catalog of 2,000 items in 300 matters, and of ten times as many, and planning one matter of it.
//!
//! What counts is the processor's time. Beside each stands what the same run takes to read the same text as TOML and do
//! nothing with it, so that a slow machine does not change the ratios. Goals: load in 150 ms, plan in 1 ms, and both linear.

mod processor;

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;
use yici::catalog::{Catalog, Source, parse};
use yici::plan::{Answers, Choice, Situation, plan};

const ROUNDS: usize = 9;
const FIELDS: usize = 200;

fn main() {
    let small = measure(2_000, 300);
    let large = measure(20_000, 3_000);
    let growth = |large: Duration, small: Duration| large.as_secs_f64() / small.as_secs_f64() / 10.0;
    println!("  ten times the items, per item: load {:.2}, one plan {:.2}", growth(large.load, small.load), {
        large.plan.as_secs_f64() / small.plan.as_secs_f64()
    });
    let met = |yes: bool| if yes { "met" } else { "MISSED" };
    println!("  goal: load of 2,000 items in 150 ms: {}", met(small.load <= Duration::from_millis(150)));
    println!("  goal: a plan in 1 ms: {}", met(small.plan <= Duration::from_millis(1)));
    println!("  goal: load linear, at most 1.30 an item: {}", met(growth(large.load, small.load) <= 1.3));
}

struct Took {
    load: Duration,
    plan: Duration,
}

fn measure(items: usize, matters: usize) -> Took {
    let sources = sources(items, matters);
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let read = median(|| {
        for source in &sources {
            black_box(source.text.parse::<toml::Table>().expect("TOML"));
        }
    });
    let load = median(|| {
        black_box(loaded(&sources));
    });
    let catalog = loaded(&sources);
    let answers = Answers::from([("q".to_owned(), "yes".to_owned())]);
    let mut turn = 0;
    let plan = median(|| {
        let matter = &catalog.matters[turn % catalog.matters.len()];
        turn += 37;
        black_box(plan(&catalog, matter, &Situation::new(&answers), &Choice::All).fields.len());
    });
    println!(
        "matters: {items} items in {matters} matters, {} KiB: load {load:.1?} ({:.2} of reading the text as TOML, {read:.1?}), \
         one plan {plan:.1?}",
        bytes / 1024,
        load.as_secs_f64() / read.as_secs_f64()
    );
    Took { load, plan }
}

fn loaded(sources: &[Source]) -> Catalog {
    parse(sources).unwrap_or_else(|findings| panic!("{}", findings[0]))
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut took: Vec<Duration> = (0..ROUNDS).map(|_| processor::timed(&mut work).1).collect();
    took.sort();
    took[ROUNDS / 2]
}

/// Matters of the same shape as the shipped ones: a question, a chain and parallel items, shared fields, two papers.
fn sources(items: usize, matters: usize) -> Vec<Source> {
    let text = |word: &str| format!("{{ zh = \"示范{word}\", en = \"Sample {word}\" }}");
    let mut fields = String::new();
    for n in 0..FIELDS {
        let _ = writeln!(
            fields,
            "[[field]]\nkey = \"f{n}\"\nkind = \"text\"\nname = {0}\ngroup = {0}",
            text(&n.to_string())
        );
    }
    let departments = format!("[[department]]\nkey = \"o\"\nname = {}", text("o"));
    let mut sources = vec![
        Source { path: "fields.toml".into(), text: fields },
        Source { path: "departments.toml".into(), text: departments },
    ];
    for m in 0..matters {
        let own = items * (m + 1) / matters - items * m / matters;
        sources.push(Source { path: format!("m{m}/matter.toml"), text: matter(m, own, &text) });
    }
    sources
}

fn matter(m: usize, items: usize, text: &dyn Fn(&str) -> String) -> String {
    let mut out = format!(
        "format = 2\n[matter]\nkey = \"m{m}\"\nversion = \"1\"\nside = \"person\"\nminutes = 5\ndevices = [\"card-reader\"]\n\
         conditions = [{0}]\nname = {0}\nsummary = {0}\n[[delivery]]\nkey = \"w\"\nname = {0}\ndetail = {0}\n\
         [[question]]\nkey = \"q\"\ntext = {0}\noption = [{{ key = \"yes\", text = {0} }}, {{ key = \"no\", text = {0} }}]\n\
         [[paper]]\nkey = \"p0\"\nname = {0}\nform = {0}\n[[paper]]\nkey = \"p1\"\nname = {0}\nform = {0}\n",
        text("m")
    );
    for n in 0..items {
        let fields: Vec<String> = (0..8).map(|k| format!("\"f{}\"", (m * 7 + n + k * 3) % FIELDS)).collect();
        let after = if n % 3 == 1 { format!("after = [\"i{}\"]\n", n - 1) } else { String::new() };
        let when = if n % 4 == 3 { "when = [{ question = \"q\", is = [\"yes\"] }]\n" } else { "" };
        let _ = writeln!(
            out,
            "[[item]]\nkey = \"i{n}\"\nname = {0}\ndepartment = \"o\"\nstatutory-days = 20\npromised-days = 5\nfee = {0}\n\
             result = {0}\nfields = [{1}]\npapers = [\"p{2}\"]\n{after}{when}",
            text("i"),
            fields.join(", "),
            n % 2
        );
    }
    out
}
