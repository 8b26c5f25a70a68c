//! Claims about the plan, on a small matter made for them.

use super::*;
use crate::application::known::KnownPapers;
use crate::application::{Entry, Form, Origin};
use crate::catalog::{Source, parse};

const FIELDS: &str = r#"
field = [
  { key = "a", kind = "text", name = { zh = "甲", en = "A" }, group = { zh = "一", en = "One" } },
  { key = "b", kind = "text", name = { zh = "乙", en = "B" }, group = { zh = "二", en = "Two" } },
  { key = "c", kind = "text", name = { zh = "丙", en = "C" }, group = { zh = "一", en = "One" } },
  { key = "d", kind = "text", required = false, name = { zh = "丁", en = "D" }, group = { zh = "二", en = "Two" } },
  { key = "size", kind = "number", name = { zh = "面积", en = "Area" }, group = { zh = "一", en = "One" }, unit = { zh = "平方米", en = "m²" } },
]
"#;

const DEPARTMENTS: &str = "department = [{ key = \"o\", name = { zh = \"局\", en = \"Office\" } }]";

fn catalog(items: &str) -> Catalog {
    let matter = format!(
        r#"
format = 2
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
    let sources = [("fields.toml", FIELDS), ("departments.toml", DEPARTMENTS), ("m/matter.toml", &matter)]
        .map(|(path, text)| Source { path: path.into(), text: text.into() });
    parse(&sources).unwrap_or_else(|findings| panic!("{}", findings[0]))
}

fn item(key: &str, statutory: u32, promised: u32, more: &str) -> String {
    format!(
        r#"
[[item]]
key = "{key}"
name = {{ zh = "{key}", en = "{key}" }}
department = "o"
statutory-days = {statutory}
promised-days = {promised}
fee = {{ zh = "免费", en = "Free" }}
result = {{ zh = "证", en = "Paper" }}
{more}
"#
    )
}

fn whole(catalog: &Catalog) -> Plan<'_> {
    plan(catalog, &catalog.matters[0], &Situation::new(&Answers::new()), &Choice::All)
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
    let fields: Vec<_> = plan.fields.iter().map(|need| (need.what.key.as_str(), need.items().len())).collect();
    assert_eq!(fields, [("b", 1), ("a", 2), ("c", 1)], "each once, groups together");
    assert_eq!(plan.papers.len(), 1);
    assert_eq!(plan.papers[0].items().len(), 2);
}

#[test]
fn items_bound_by_law_are_chosen_together() {
    let items = item("x", 1, 1, "fields = []\ntogether = \"law\"")
        + &item("y", 1, 1, "fields = []\ntogether = \"law\"")
        + &item("z", 1, 1, "fields = []");
    let catalog = catalog(&items);
    let plan = plan(&catalog, &catalog.matters[0], &Situation::new(&Answers::new()), &some(&["y"]));
    assert_eq!(plan.items.iter().map(|item| item.key.as_str()).collect::<Vec<_>>(), ["x", "y"]);
}

#[test]
fn a_situation_takes_items_out() {
    let when = "fields = []\nwhen = [{ question = \"q\", is = [\"yes\"] }]";
    let catalog = catalog(&(item("x", 1, 1, when) + &item("y", 1, 1, "fields = []")));
    let answers = Answers::from([("q".into(), "no".into())]);
    assert_eq!(plan(&catalog, &catalog.matters[0], &Situation::new(&answers), &Choice::All).items.len(), 1);
}

#[test]
fn an_item_stands_after_the_one_it_waits_for_even_when_written_before_it() {
    let catalog = catalog(&(item("y", 1, 1, "fields = []\nafter = [\"x\"]") + &item("x", 1, 1, "fields = []")));
    assert_eq!(whole(&catalog).items[0].key, "x");
}

#[test]
fn nothing_chosen_needs_nothing() {
    let catalog = catalog(&item("x", 5, 5, "fields = [\"a\"]"));
    let plan = plan(&catalog, &catalog.matters[0], &Situation::new(&Answers::new()), &some(&[]));
    assert!(plan.items.is_empty() && plan.fields.is_empty() && plan.limit.days == 0);
}

fn form(values: &[(&str, &str)]) -> Form {
    let entry = |value: &str| Entry { value: value.into(), origin: Origin::Citizen };
    values.iter().map(|(key, value)| ((*key).to_owned(), entry(value))).collect()
}

/// Keys of the items, when this stands in the form.
fn with(catalog: &Catalog, choice: &Choice, values: &[(&str, &str)]) -> Vec<String> {
    let (answers, form) = (Answers::new(), form(values));
    let plan = plan(catalog, &catalog.matters[0], &Situation::new(&answers).with_form(&form), choice);
    plan.items.iter().map(|item| item.key.clone()).collect()
}

const SHOP: &str = "when = [{ field = \"size\", above = 300 }]\nfields = [\"b\"]";

#[test]
fn an_item_that_a_field_calls_for_comes_by_itself_above_the_bound_and_not_at_it() {
    let catalog = catalog(&(item("shop", 5, 5, "fields = [\"size\"]") + &item("fire", 9, 9, SHOP)));
    assert_eq!(with(&catalog, &Choice::All, &[]), ["shop"]);
    assert_eq!(with(&catalog, &Choice::All, &[("size", "300")]), ["shop"]);
    assert_eq!(with(&catalog, &Choice::All, &[("size", "300.01")]), ["shop", "fire"]);
    assert_eq!(with(&catalog, &some(&["shop"]), &[("size", "301")]), ["shop", "fire"], "it cannot be left out");
}

#[test]
fn an_item_that_hangs_on_an_empty_field_is_said_to_be_pending() {
    let catalog = catalog(&(item("shop", 5, 5, "fields = [\"size\"]") + &item("fire", 9, 9, SHOP)));
    let plan = whole(&catalog);
    assert_eq!(
        plan.pending.iter().map(|(item, field)| (item.key.as_str(), *field)).collect::<Vec<_>>(),
        [("fire", "size")]
    );
}

#[test]
fn what_nobody_asks_for_calls_for_nothing() {
    let items =
        item("shop", 5, 5, "fields = [\"size\"]") + &item("other", 1, 1, "fields = []") + &item("fire", 9, 9, SHOP);
    assert_eq!(with(&catalog(&items), &some(&["other"]), &[("size", "400")]), ["other"]);
}

#[test]
fn an_answer_to_a_question_that_is_no_longer_asked_counts_for_nothing() {
    let questions = r#"
[[question]]
key = "then"
text = { zh = "又问", en = "Then" }
when = [{ question = "q", is = ["yes"] }]
option = [ { key = "a", text = { zh = "甲", en = "A" } }, { key = "b", text = { zh = "乙", en = "B" } } ]
"#;
    let when = "fields = []\nwhen = [{ question = \"then\", is = [\"a\"] }]";
    let catalog = catalog(&(questions.to_owned() + &item("x", 1, 1, when) + &item("y", 1, 1, "fields = []")));
    let keys = |answer: &str| {
        let answers = Answers::from([("q".into(), answer.into()), ("then".into(), "a".into())]);
        let plan = plan(&catalog, &catalog.matters[0], &Situation::new(&answers), &Choice::All);
        plan.items.len()
    };
    assert_eq!((keys("yes"), keys("no")), (2, 1));
}

#[test]
fn what_an_item_asks_for_in_one_situation_only_says_which() {
    let also = "fields = [\"a\"]\n[[item.also]]\nwhen = [{ question = \"q\", is = [\"yes\"] }]\nfields = [\"c\"]\npapers = [\"p\"]";
    let catalog = catalog(&item("x", 1, 1, also));
    let matter = &catalog.matters[0];
    let answers = Answers::from([("q".into(), "yes".into())]);
    let yes = plan(&catalog, matter, &Situation::new(&answers), &Choice::All);
    let said = why::need(&catalog, matter, &yes.papers[0], yes.items.len());
    assert_eq!(said.zh, "用于：x（因为“问”选了“是”）");
    assert_eq!(said.en, "For: x (because you chose “Yes” for “Question”)");
    assert_eq!(why::need(&catalog, matter, &yes.fields[0], yes.items.len()).zh, "用于：x", "asked in any situation");
    let answers = Answers::from([("q".into(), "no".into())]);
    let no = plan(&catalog, matter, &Situation::new(&answers), &Choice::All);
    assert_eq!((no.fields.len(), no.papers.len()), (1, 0));
}

#[test]
fn a_way_of_delivery_asks_for_its_own_fields_only_when_it_is_chosen() {
    let way = "\n[[delivery]]\nkey = \"post\"\nname = { zh = \"邮寄\", en = \"Post\" }\ndetail = { zh = \"邮寄\", en = \"Post\" }\nfields = [\"b\"]\n";
    let catalog = catalog(&(item("x", 1, 1, "fields = [\"a\"]") + way));
    let answers = Answers::new();
    let fields = |way: Option<&str>| {
        let plan = plan(&catalog, &catalog.matters[0], &Situation::new(&answers).by(way), &Choice::All);
        plan.fields.iter().map(|need| need.what.key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(fields(None), ["a"]);
    assert_eq!(fields(Some("window")), ["a"]);
    assert_eq!(fields(Some("post")), ["a", "b"]);
}

#[test]
fn a_rule_makes_an_optional_field_needed() {
    let rule = "\n[[rule]]\nkey = \"r\"\nsay = { zh = \"要填\", en = \"Needed\" }\nrequired-if = { field = \"d\", when = [{ question = \"q\", is = [\"yes\"] }] }\n";
    let catalog = catalog(&(item("x", 1, 1, "fields = [\"d\"]") + rule));
    let required = |answer: &str| {
        let answers = Answers::from([("q".into(), answer.into())]);
        plan(&catalog, &catalog.matters[0], &Situation::new(&answers), &Choice::All).fields[0].required
    };
    assert!(required("yes") && !required("no"));
}

#[test]
fn a_paper_that_is_known_of_this_person_says_where_it_is() {
    let catalog = catalog(&item("x", 1, 1, "fields = []\npapers = [\"p\"]"));
    let answers = Answers::new();
    let known = |holder: &str| {
        let known = KnownPapers::from([(("p".to_owned(), holder.to_owned()), Origin::Licence)]);
        plan(&catalog, &catalog.matters[0], &Situation::new(&answers).knowing(&known), &Choice::All).papers[0].known
    };
    assert_eq!(known("applicant"), Some(Origin::Licence));
    assert_eq!(known("spouse"), None, "another person's is another paper");
}

#[test]
fn fees_are_summed_when_every_item_says_its_own() {
    let priced = item("x", 1, 1, "fields = []\nfee-amount = 500") + &item("y", 1, 1, "fields = []\nfee-amount = 0");
    assert_eq!(whole(&catalog(&priced)).fees.total, Some(500));
    let open = priced + &item("z", 1, 1, "fields = []");
    assert_eq!(whole(&catalog(&open)).fees.total, None);
    assert_eq!(whole(&catalog(&open)).fees.rows.len(), 1, "the same words once");
}

#[test]
fn days_of_both_kinds_are_counted_in_the_matters_own() {
    let calendar = item("x", 14, 7, "fields = []\ndays-kind = \"calendar\"");
    assert_eq!(whole(&catalog(&calendar)).limit.days, 5, "seven calendar days hold five working days");
}

#[test]
fn a_timeline_runs_items_after_each_other_and_ends_within_the_limit() {
    let items = item("x", 10, 9, "fields = []")
        + &item("y", 10, 9, "fields = []\nafter = [\"x\"]")
        + &item("z", 3, 2, "fields = []");
    let catalog = catalog(&items);
    let plan = whole(&catalog);
    let spans: Vec<_> = plan.timeline.iter().map(|span| (span.item.key.as_str(), span.from, span.to)).collect();
    assert_eq!(plan.limit.days, 9);
    assert_eq!(spans, [("x", 0, 5), ("y", 4, 9), ("z", 0, 1)]);
}
