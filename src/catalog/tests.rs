//! Claims about what a catalog refuses, each with bad data. A small good catalog is broken in one place; the finding must
//! name the place and the mend.

mod lint;

use super::*;

const FIELDS: &str = r#"
[[field]]
key = "a"
kind = "text"
name = { zh = "甲", en = "A" }
group = { zh = "组", en = "Group" }
[[field]]
key = "size"
kind = "number"
name = { zh = "面积", en = "Area" }
group = { zh = "组", en = "Group" }
unit = { zh = "平方米", en = "square metres" }
[[field]]
key = "day"
kind = "date"
required = false
name = { zh = "日期", en = "Day" }
group = { zh = "组", en = "Group" }
"#;

const PAPERS: &str = r#"
[[holder]]
key = "spouse"
name = { zh = "配偶", en = "spouse" }
[[paper]]
key = "id-card"
name = { zh = "居民身份证", en = "ID card" }
form = { zh = "原件，现场拍照", en = "Original, photographed here" }
promise = { days = 15, text = { zh = "本人承诺按期补交。", en = "I promise to hand it in in time." } }
"#;

const DEPARTMENTS: &str = "[[department]]\nkey = \"police\"\nname = { zh = \"公安部门\", en = \"Police\" }\n";

const THEMES: &str =
    "[[theme]]\nkey = \"birth\"\nside = \"person\"\nname = { zh = \"生育\", en = \"Birth\" }\nmatters = [\"m\"]\n";

const MATTER: &str = r#"
format = 2
[matter]
key = "m"
version = "1"
side = "person"
minutes = 1
devices = []
conditions = []
name = { zh = "一件事", en = "Matter" }
summary = { zh = "一次办齐", en = "All at once" }
[[question]]
key = "q"
text = { zh = "结婚了吗？", en = "Married?" }
option = [ { key = "yes", text = { zh = "是", en = "Yes" } }, { key = "no", text = { zh = "否", en = "No" } } ]
[[question]]
key = "then"
text = { zh = "在本市吗？", en = "Here?" }
when = [{ question = "q", is = ["yes"] }]
option = [ { key = "yes", text = { zh = "在", en = "Yes" } }, { key = "no", text = { zh = "不在", en = "No" } } ]
[[item]]
key = "first"
name = { zh = "登记", en = "Entry" }
department = "police"
base-code = "000131024000"
basis = [{ zh = "示范条例第一条", en = "Sample rules, article 1" }]
statutory-days = 10
promised-days = 5
fee = { zh = "不收费", en = "Free" }
result = { zh = "登记信息", en = "Entry" }
fields = ["a", "size", "day"]
papers = ["own", "hers"]
[[item.also]]
when = [{ question = "then", is = ["no"] }]
papers = ["extra"]
[[item]]
key = "second"
name = { zh = "领证", en = "Licence" }
department = "police"
immediate = true
after = ["first"]
when = [{ field = "size", above = 300 }]
fee = { zh = "不收费", en = "Free" }
result = { zh = "证", en = "Licence" }
fields = ["a"]
[[paper]]
key = "own"
use = "id-card"
[[paper]]
key = "hers"
use = "id-card"
holder = "spouse"
[[paper]]
key = "extra"
name = { zh = "居住证", en = "Residence permit" }
form = { zh = "原件", en = "Original" }
[[delivery]]
key = "window"
name = { zh = "窗口领取", en = "Counter" }
detail = { zh = "到窗口领取", en = "At the counter" }
[[rule]]
key = "day-needed"
say = { zh = "请填写日期", en = "Please write the day" }
required-if = { field = "day", when = [{ question = "q", is = ["yes"] }] }
"#;

/// Every finding, of the kiosk's checks first, of lint's when those are silent; `change` breaks one file.
fn found(file: &str, from: &str, to: &str) -> Vec<Finding> {
    let files = [
        ("fields.toml", FIELDS),
        ("papers.toml", PAPERS),
        ("departments.toml", DEPARTMENTS),
        ("themes.toml", THEMES),
        ("m/matter.toml", MATTER),
    ];
    let sources = files.map(|(path, text)| {
        let text = if path == file { text.replacen(from, to, 1) } else { text.to_owned() };
        assert!(path != file || from == to || text.contains(to), "{from} is not there");
        Source { path: path.into(), text }
    });
    match parse(&sources) {
        Ok(catalog) => lint(&catalog, &sources),
        Err(findings) => findings,
    }
}

/// Breaks the matter: there is one finding, at this key, which says this.
fn refused(from: &str, to: &str, key: &str, says: &str) {
    refused_in("m/matter.toml", from, to, key, says);
}

fn refused_in(file: &str, from: &str, to: &str, key: &str, says: &str) {
    let findings = found(file, from, to);
    let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(
        findings.iter().any(|finding| finding.file == file && finding.key == key && finding.problem.contains(says)),
        "no finding at {key} with “{says}”, but: {said:#?}"
    );
    assert!(findings.iter().all(|finding| finding.line > 0));
}

#[test]
fn the_good_catalog_has_nothing_to_mend() {
    assert_eq!(found("", "", ""), []);
}

#[test]
fn a_paper_of_another_person_carries_the_persons_name_and_the_shared_promise() {
    let sources = [
        ("papers.toml", PAPERS),
        ("departments.toml", DEPARTMENTS),
        ("fields.toml", FIELDS),
        ("m/matter.toml", MATTER),
    ];
    let sources = sources.map(|(path, text)| Source { path: path.into(), text: text.into() });
    let catalog = parse(&sources).expect("good");
    let papers = &catalog.matters[0].papers;
    assert_eq!((papers[0].name.zh.as_str(), papers[1].name.zh.as_str()), ("居民身份证", "居民身份证（配偶）"));
    assert!(papers[1].promise.is_some() && papers[0].identity() != papers[1].identity());
}

#[test]
fn a_condition_that_reads_what_is_not_there_or_comes_later_is_refused() {
    refused(
        "question = \"q\", is = [\"yes\"] }]\noption",
        "question = \"p\", is = [\"yes\"] }]\noption",
        "question.then.when.question",
        "no earlier question",
    );
    refused(
        "question = \"then\", is = [\"no\"]",
        "question = \"then\", is = [\"nein\"]",
        "item.first.also.when.is",
        "it has yes, no",
    );
    refused("field = \"size\", above = 300", "field = \"a\", above = 300", "item.second.when", "no number");
    refused(
        "when = [{ question = \"q\", is = [\"yes\"] }]\noption",
        "when = [{ field = \"size\", above = 3 }]\noption",
        "question.then.when",
        "before the form",
    );
}

#[test]
fn a_field_that_decides_must_be_asked_before_it_does() {
    refused(
        "fields = [\"a\", \"size\", \"day\"]",
        "fields = [\"a\", \"day\"]",
        "item",
        "no item asks for it beforehand",
    );
}

#[test]
fn a_circle_an_unknown_reference_and_a_key_that_is_there_twice_are_refused() {
    refused("papers = [\"own\", \"hers\"]", "papers = [\"own\", \"hers\"]\nafter = [\"second\"]", "item", "circle");
    refused("after = [\"first\"]", "after = [\"fist\"]", "item.second.after", "fist");
    refused("department = \"police\"", "department = \"polite\"", "item.first.department", "departments.toml");
    refused("use = \"id-card\"", "use = \"id-cord\"", "paper.own.use", "papers.toml");
    refused("holder = \"spouse\"", "holder = \"house\"", "paper.hers.holder", "[[holder]]");
    refused("key = \"second\"", "key = \"first\"", "item.first.key", "twice");
    refused_in("themes.toml", "[\"m\"]", "[\"n\"]", "theme.birth.matters", "no matter is called");
    refused_in("fields.toml", "key = \"size\"", "key = \"a\"", "field.a.key", "twice");
}

#[test]
fn the_same_paper_of_the_same_person_twice_is_refused() {
    refused("holder = \"spouse\"\n", "", "paper.hers", "same paper of the same person");
}

#[test]
fn an_essential_paper_cannot_come_later_and_a_promise_has_its_time() {
    let promise = |days: u32, essential: &str| {
        format!(
            "form = {{ zh = \"原件\", en = \"Original\" }}\n{essential}promise = {{ days = {days}, text = {{ zh = \"本人承诺。\", en = \"I promise.\" }} }}\n[[delivery]]"
        )
    };
    let from = "form = { zh = \"原件\", en = \"Original\" }\n[[delivery]]";
    refused(from, &promise(30, "essential = true\n"), "paper.extra.promise", "essential");
    refused(from, &promise(0, ""), "paper.extra.promise", "from 1 to 365");
    // One that is only inherited is taken away.
    assert!(found("m/matter.toml", "use = \"id-card\"", "use = \"id-card\"\nessential = true").is_empty());
}

#[test]
fn limits_that_contradict_themselves_or_rest_on_nothing_are_refused() {
    refused("promised-days = 5", "promised-days = 11", "item.first.promised-days", "longer than the statutory");
    refused(
        "immediate = true",
        "immediate = true\npromised-days = 2",
        "item.second.promised-days",
        "while the citizen waits",
    );
    refused("immediate = true\n", "", "item.second", "when it is done");
    refused(
        "basis = [{ zh = \"示范条例第一条\", en = \"Sample rules, article 1\" }]\n",
        "",
        "item.first.statutory-days",
        "rests on a law",
    );
    let demonstration = "basis = []\ndemonstration = true\n";
    assert!(
        found(
            "m/matter.toml",
            "basis = [{ zh = \"示范条例第一条\", en = \"Sample rules, article 1\" }]\n",
            demonstration
        )
        .is_empty()
    );
}

#[test]
fn rules_that_read_what_nobody_asks_or_what_they_cannot_read_are_refused() {
    refused(
        "required-if = { field = \"day\"",
        "required-if = { field = \"night\"",
        "rule.day-needed",
        "no item of this matter asks",
    );
    refused(
        "required-if = { field = \"day\"",
        "required-if = { field = \"a\"",
        "rule.day-needed",
        "required in any case",
    );
    let age = "age = { of = \"size\", at-least = 18 }";
    refused(
        "required-if = { field = \"day\", when = [{ question = \"q\", is = [\"yes\"] }] }",
        age,
        "rule.day-needed",
        "no birth date",
    );
}

#[test]
fn an_unknown_key_a_wrong_format_and_a_wrong_folder_are_refused() {
    assert!(found("m/matter.toml", "minutes = 1", "minuets = 1")[0].problem.contains("minuets"));
    refused("format = 2", "format = 1", "format", "reads format 2");
    refused("key = \"m\"", "key = \"n\"", "matter.key", "both must be the same");
}

#[test]
fn a_finding_names_the_line_of_the_very_word() {
    let findings = found("m/matter.toml", "papers = [\"own\", \"hers\"]", "papers = [\n  \"own\",\n  \"his\",\n]");
    let line = MATTER.lines().position(|line| line.starts_with("papers = [\"own\"")).expect("there") + 3;
    assert!(findings.iter().any(|finding| finding.line == line && finding.problem.contains("his")), "{findings:?}");
}

#[test]
fn the_schema_knows_every_file_and_the_words_of_a_matter() {
    for file in SHARED.iter().chain(&["matter.toml"]) {
        assert!(schema(file).is_some(), "{file}");
    }
    assert!(schema("other.toml").is_none());
    let text = serde_json::to_string(&schema("matter.toml")).expect("JSON");
    for word in ["statutory-days", "required-if", "above", "mon-fri", "together"] {
        assert!(text.contains(word), "{word} is not in the schema");
    }
}
