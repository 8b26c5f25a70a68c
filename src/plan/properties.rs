//! What holds for any matter, in any situation, with any choice: seeded loops over matters made at random.

use super::*;
use crate::application::{Entry, Form, Origin};
use crate::catalog::{Source, parse};
use std::fmt::Write as _;
use yici_hardware::Personal;

const MATTERS: u64 = 300;

/// SplitMix64: the same matters on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most
    }

    fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }

    fn some(&mut self, word: &str, count: u64) -> String {
        let keys: Vec<String> = (0..count).filter(|_| self.one_in(3)).map(|n| format!("\"{word}{n}\"")).collect();
        keys.join(", ")
    }

    fn when(&mut self) -> String {
        match self.below(5) {
            0 => format!(
                "{{ question = \"q{}\", is = [\"{}\"] }}",
                self.below(3),
                ["yes", "no"][usize::from(self.one_in(2))]
            ),
            1 => format!("{{ field = \"size\", above = {} }}", self.below(500)),
            _ => String::new(),
        }
    }
}

/// A matter of up to ten items, with questions, conditions, order, groups and shared needs.
fn catalog(chance: &mut Chance) -> Catalog {
    let text = |word: &str| format!("{{ zh = \"{word}\", en = \"{word}\" }}");
    let mut fields = format!("[[field]]\nkey = \"size\"\nkind = \"number\"\nname = {0}\ngroup = {0}\n", text("g"));
    for n in 0..6 {
        let group = text(&format!("g{}", n % 3));
        let _ = writeln!(fields, "[[field]]\nkey = \"f{n}\"\nkind = \"text\"\nname = {}\ngroup = {group}", text("n"));
    }
    let mut matter = format!(
        "format = 2\n[matter]\nkey = \"m\"\nversion = \"1\"\nside = \"person\"\nminutes = 1\ndevices = []\nconditions = []\n\
         name = {0}\nsummary = {0}\n[[delivery]]\nkey = \"w\"\nname = {0}\ndetail = {0}\n",
        text("m")
    );
    for n in 0..3 {
        let option = |key: &str| format!("{{ key = \"{key}\", text = {} }}", text(key));
        let option = [option("yes"), option("no")].join(", ");
        let _ = writeln!(matter, "[[question]]\nkey = \"q{n}\"\ntext = {}\noption = [{option}]", text("q"));
    }
    for n in 0..5 {
        let _ = writeln!(matter, "[[paper]]\nkey = \"p{n}\"\nname = {0}\nform = {0}", text("p"));
    }
    for n in 0..=chance.below(10) {
        let statutory = chance.below(60);
        let promised = chance.below(statutory + 1);
        let (size, when) = if n == 0 { ("\"size\", ", String::new()) } else { ("", chance.when()) };
        let (fields, papers, after) = (chance.some("f", 6), chance.some("p", 5), chance.some("i", n));
        let together = if chance.one_in(4) { "together = \"law\"\n" } else { "" };
        let kind = if chance.one_in(4) { "calendar" } else { "working" };
        let _ = writeln!(
            matter,
            "[[item]]\nkey = \"i{n}\"\nname = {0}\ndepartment = \"o\"\nstatutory-days = {statutory}\n\
             promised-days = {promised}\ndays-kind = \"{kind}\"\nfee = {0}\nresult = {0}\nfields = [{size}{fields}]\n\
             papers = [{papers}]\nafter = [{after}]\nwhen = [{when}]\n{together}",
            text("i")
        );
        if chance.one_in(2) {
            let (when, fields) = (chance.when(), chance.some("f", 6));
            if !when.is_empty() && !fields.is_empty() {
                let _ = writeln!(matter, "[[item.also]]\nwhen = [{when}]\nfields = [{fields}]");
            }
        }
    }
    let departments = format!("[[department]]\nkey = \"o\"\nname = {}", text("o"));
    let sources = [("fields.toml", fields), ("departments.toml", departments), ("m/matter.toml", matter)];
    let sources = sources.map(|(path, text)| Source { path: path.into(), text });
    parse(&sources).unwrap_or_else(|findings| panic!("{}", findings[0]))
}

/// Answers, a form and the keys of every item, all at random.
struct Case {
    catalog: Catalog,
    answers: Answers,
    form: Form,
}

impl Case {
    fn matter(&self) -> &Matter {
        &self.catalog.matters[0]
    }

    fn plan(&self, choice: &Choice) -> Plan<'_> {
        let situation = Situation::new(&self.answers).with_form(&self.form);
        plan(&self.catalog, self.matter(), &situation, choice)
    }
}

fn for_each(mut claim: impl FnMut(&mut Chance, &Case)) {
    for seed in 0..MATTERS {
        let mut chance = Chance(seed);
        let catalog = catalog(&mut chance);
        let answers =
            (0..3).map(|n| (format!("q{n}"), ["yes", "no"][usize::from(chance.one_in(2))].to_owned())).collect();
        let mut form = Form::new();
        if chance.one_in(2) {
            let value = chance.below(600).to_string();
            form.insert("size".into(), Entry { value: Personal::new(value), origin: Origin::Citizen });
        }
        claim(&mut chance, &Case { catalog, answers, form });
    }
}

fn choice(chance: &mut Chance, case: &Case) -> BTreeSet<String> {
    case.matter().items.iter().filter(|_| chance.one_in(2)).map(|item| item.key.clone()).collect()
}

fn fields(plan: &Plan<'_>) -> BTreeSet<String> {
    plan.fields.iter().map(|need| need.what.key.clone()).collect()
}

fn papers(plan: &Plan<'_>) -> BTreeSet<String> {
    plan.papers.iter().map(|need| need.what.key.clone()).collect()
}

#[test]
fn adding_an_item_takes_no_need_and_no_item_away_and_shortens_no_limit() {
    for_each(|chance, case| {
        let keys = choice(chance, case);
        let before = case.plan(&Choice::Some(keys.clone()));
        for item in &case.matter().items {
            let more = keys.iter().cloned().chain([item.key.clone()]).collect();
            let after = case.plan(&Choice::Some(more));
            assert!(fields(&before).is_subset(&fields(&after)) && papers(&before).is_subset(&papers(&after)));
            assert!(before.items.iter().all(|item| after.items.iter().any(|other| other.key == item.key)));
            assert!(before.limit.days <= after.limit.days);
        }
    });
}

#[test]
fn a_set_takes_no_less_than_any_of_its_items_alone() {
    for_each(|_, case| {
        let whole = case.plan(&Choice::All);
        for item in &whole.items {
            assert!(limit(&[item], case.matter().matter.limit).days <= whole.limit.days);
        }
    });
}

#[test]
fn every_need_has_a_reason_and_no_field_or_paper_is_there_twice() {
    for_each(|chance, case| {
        let plan = case.plan(&Choice::Some(choice(chance, case)));
        assert!(plan.fields.iter().all(|need| !need.reasons.is_empty() && !need.items().is_empty()));
        assert!(plan.papers.iter().all(|need| !need.reasons.is_empty() && !need.items().is_empty()));
        assert_eq!((fields(&plan).len(), papers(&plan).len()), (plan.fields.len(), plan.papers.len()));
        for need in &plan.fields {
            let asks = |item: &&Item| {
                item.fields.contains(&need.what.key)
                    || item.also.iter().any(|also| also.fields.contains(&need.what.key))
            };
            assert!(need.items().iter().all(asks), "a reason names an item that does not ask");
            let mut items: Vec<&str> = need.items().iter().map(|item| item.key.as_str()).collect();
            items.dedup();
            assert_eq!(items.len(), need.reasons.len(), "each asker once");
        }
    });
}

#[test]
fn the_order_in_which_items_are_chosen_does_not_matter() {
    for_each(|chance, case| {
        let keys: Vec<String> = choice(chance, case).into_iter().collect();
        let forwards = case.plan(&Choice::Some(keys.iter().cloned().collect()));
        let backwards = case.plan(&Choice::Some(keys.iter().rev().cloned().collect()));
        let keys = |plan: &Plan<'_>| plan.items.iter().map(|item| item.key.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&forwards), keys(&backwards));
    });
}

#[test]
fn what_was_chosen_runs_and_stands_after_what_it_waits_for() {
    for_each(|chance, case| {
        let plan = case.plan(&Choice::Some(choice(chance, case)));
        for (place, item) in plan.items.iter().enumerate() {
            assert!(plan.items[place..].iter().all(|later| !item.after.contains(&later.key)));
        }
    });
}

#[test]
fn a_group_bound_by_law_is_whole_or_absent() {
    for_each(|chance, case| {
        let situation = Situation::new(&case.answers).with_form(&case.form);
        let offered = offered(case.matter(), &situation);
        let plan = case.plan(&Choice::Some(choice(chance, case)));
        let chosen = |item: &&&Item| plan.items.iter().any(|other| other.key == item.key);
        // Items that fields call for come by themselves and do not pull the group.
        let group: Vec<&&Item> = offered
            .iter()
            .filter(|item| item.together.is_some() && item.when.iter().all(|c| c.field().is_none()))
            .collect();
        let taken = group.iter().filter(|item| chosen(item)).count();
        let pulled = offered.iter().filter(|item| item.together.is_some()).count() > group.len();
        assert!(taken == 0 || taken == group.len() || pulled);
    });
}

#[test]
fn a_timeline_ends_with_the_limit_and_nothing_ends_before_it_begins() {
    for_each(|_, case| {
        let plan = case.plan(&Choice::All);
        assert_eq!(plan.timeline.len(), plan.items.len());
        assert!(plan.timeline.iter().all(|span| span.from <= span.to && span.to <= plan.limit.days));
    });
}
