//! Claims about the plan, on a small matter made for them.

use super::*;
use crate::catalog::{Source, parse};

const FIELDS: &str = r#"
field = [
  { key = "a", kind = "text", name = { zh = "甲", en = "A" }, group = { zh = "一", en = "One" } },
  { key = "b", kind = "text", name = { zh = "乙", en = "B" }, group = { zh = "二", en = "Two" } },
  { key = "c", kind = "text", name = { zh = "丙", en = "C" }, group = { zh = "一", en = "One" } },
]
"#;

fn catalog(items: &str) -> Catalog {
    let matter = format!(
        r#"
format = 1
[matter]
key = "m"
version = "1"
side = "person"
minutes = 1
devices = []
conditions = []
name = {{ zh = "事", en = "Matter" }}
summary = {{ zh = "事", en = "Matter" }}
[[delivery]]
key = "window"
name = {{ zh = "窗口", en = "Window" }}
detail = {{ zh = "窗口", en = "Window" }}
[[paper]]
key = "p"
name = {{ zh = "证", en = "Paper" }}
form = {{ zh = "原件", en = "Original" }}
[[question]]
key = "q"
text = {{ zh = "问", en = "Question" }}
option = [ {{ key = "yes", text = {{ zh = "是", en = "Yes" }} }}, {{ key = "no", text = {{ zh = "否", en = "No" }} }} ]
{items}
"#
    );
    let sources = [("fields.toml", FIELDS), ("m/matter.toml", &matter)]
        .map(|(path, text)| Source { path: path.into(), text: text.into() });
    parse(&sources).unwrap_or_else(|findings| panic!("{}", findings[0]))
}

fn item(key: &str, statutory: u32, promised: u32, more: &str) -> String {
    format!(
        r#"
[[item]]
key = "{key}"
name = {{ zh = "{key}", en = "{key}" }}
department = {{ zh = "局", en = "Office" }}
statutory-days = {statutory}
promised-days = {promised}
fee = {{ zh = "免费", en = "Free" }}
result = {{ zh = "证", en = "Paper" }}
{more}
"#
    )
}

fn whole(catalog: &Catalog) -> Plan<'_> {
    plan(catalog, &catalog.matters[0], &Answers::new(), &Choice::All)
}

fn some(keys: &[&str]) -> Choice {
    Choice::Some(keys.iter().map(|key| (*key).to_owned()).collect())
}

#[test]
fn items_that_run_together_take_as_long_as_the_longest() {
    let catalog = catalog(&(item("x", 20, 5, "fields = []") + &item("y", 20, 7, "fields = []")));
    assert_eq!(whole(&catalog).limit.days, 7);
}

#[test]
fn items_in_order_take_three_tenths_of_their_statutory_sum_rounded_up() {
    let catalog = catalog(&(item("x", 20, 5, "fields = []") + &item("y", 21, 7, "fields = []\nafter = [\"x\"]")));
    assert_eq!(whole(&catalog).limit.days, 13); // 30 % of 41 is 12.3
}

#[test]
fn a_mixed_graph_takes_its_longest_path() {
    let items = item("x", 20, 5, "fields = []")
        + &item("y", 20, 5, "fields = []\nafter = [\"x\"]")
        + &item("z", 60, 14, "fields = []");
    assert_eq!(whole(&catalog(&items)).limit.days, 14);
}

#[test]
fn a_chain_is_never_promised_faster_than_its_slowest_item() {
    let catalog = catalog(&(item("x", 10, 9, "fields = []") + &item("y", 1, 1, "fields = []\nafter = [\"x\"]")));
    assert_eq!(whole(&catalog).limit.days, 9);
}

#[test]
fn a_field_and_a_paper_that_two_items_share_are_asked_once_and_say_why() {
    let shared = "fields = [\"b\", \"a\"]\npapers = [\"p\"]";
    let catalog = catalog(&(item("x", 1, 1, shared) + &item("y", 1, 1, "fields = [\"a\", \"c\"]\npapers = [\"p\"]")));
    let plan = whole(&catalog);
    let fields: Vec<_> = plan.fields.iter().map(|need| (need.what.key.as_str(), need.items.len())).collect();
    assert_eq!(fields, [("b", 1), ("a", 2), ("c", 1)], "each once, groups together");
    assert_eq!(plan.papers.len(), 1);
    assert_eq!(plan.papers[0].items.len(), 2);
}

#[test]
fn items_bound_by_law_are_chosen_together() {
    let items = item("x", 1, 1, "fields = []\ntogether = \"law\"")
        + &item("y", 1, 1, "fields = []\ntogether = \"law\"")
        + &item("z", 1, 1, "fields = []");
    let catalog = catalog(&items);
    let plan = plan(&catalog, &catalog.matters[0], &Answers::new(), &some(&["y"]));
    assert_eq!(plan.items.iter().map(|item| item.key.as_str()).collect::<Vec<_>>(), ["x", "y"]);
}

#[test]
fn a_situation_takes_items_out() {
    let when = "fields = []\nwhen = [{ question = \"q\", is = [\"yes\"] }]";
    let catalog = catalog(&(item("x", 1, 1, when) + &item("y", 1, 1, "fields = []")));
    let answers = Answers::from([("q".into(), "no".into())]);
    assert_eq!(plan(&catalog, &catalog.matters[0], &answers, &Choice::All).items.len(), 1);
}

#[test]
fn an_item_stands_after_the_one_it_waits_for_even_when_written_before_it() {
    let catalog = catalog(&(item("y", 1, 1, "fields = []\nafter = [\"x\"]") + &item("x", 1, 1, "fields = []")));
    assert_eq!(whole(&catalog).items[0].key, "x");
}

#[test]
fn nothing_chosen_needs_nothing() {
    let catalog = catalog(&item("x", 5, 5, "fields = [\"a\"]"));
    let plan = plan(&catalog, &catalog.matters[0], &Answers::new(), &some(&[]));
    assert!(plan.items.is_empty() && plan.fields.is_empty() && plan.limit.days == 0);
}
