//! Claims about what a clerk sees.

use super::*;
use crate::catalog::{Catalog, Source, parse};
use crate::plan::{Answers, Situation};
use crate::text::Language;

fn catalog() -> Catalog {
    let matter = r#"
format = 2
[matter]
key = "shop"
version = "1"
side = "enterprise"
minutes = 1
devices = []
conditions = []
name = { zh = "开店", en = "A shop <1>" }
summary = { zh = "一次办齐", en = "All at once" }
[[delivery]]
key = "window"
name = { zh = "窗口", en = "Window" }
detail = { zh = "窗口", en = "Window" }
[[question]]
key = "sign"
text = { zh = "要不要招牌？", en = "A sign?" }
option = [ { key = "yes", text = { zh = "要", en = "Yes" } }, { key = "no", text = { zh = "不要", en = "No" } } ]
[[item]]
key = "licence"
name = { zh = "营业执照", en = "Licence" }
department = "o"
statutory-days = 5
promised-days = 3
fee = { zh = "免费", en = "Free" }
result = { zh = "执照", en = "Licence" }
fields = ["size"]
[[item]]
key = "board"
name = { zh = "户外招牌", en = "Sign" }
department = "o"
statutory-days = 10
promised-days = 4
after = ["licence"]
when = [{ question = "sign", is = ["yes"] }]
fee = { zh = "免费", en = "Free" }
result = { zh = "批准书", en = "Permit" }
fields = []
[[item]]
key = "fire"
name = { zh = "消防检查", en = "Fire check" }
department = "o"
immediate = true
when = [{ field = "size", above = 300 }]
fee = { zh = "免费", en = "Free" }
result = { zh = "合格证", en = "Certificate" }
fields = []
"#;
    let text = |zh: &str, en: &str| format!("{{ zh = \"{zh}\", en = \"{en}\" }}");
    let fields = format!(
        "[[field]]\nkey = \"size\"\nkind = \"number\"\nname = {}\ngroup = {}\nunit = {}",
        text("经营面积", "Floor area"),
        text("店铺", "Shop"),
        text("平方米", "square metres")
    );
    let departments = format!("[[department]]\nkey = \"o\"\nname = {}", text("局", "Office"));
    let sources = [("fields.toml", fields), ("departments.toml", departments), ("shop/matter.toml", matter.into())];
    let sources = sources.map(|(path, text)| Source { path: path.into(), text });
    parse(&sources).unwrap_or_else(|findings| panic!("{}", findings[0]))
}

fn said(answer: &str, language: Language) -> Guide {
    let catalog = catalog();
    let answers = Answers::from([("sign".into(), answer.into())]);
    guide(&catalog, &catalog.matters[0], &Situation::new(&answers), language)
}

#[test]
fn the_guide_says_why_an_item_is_there_and_what_may_still_come() {
    let text = text(&said("yes", Language::Chinese));
    assert!(text.contains("因为“要不要招牌？”选了“要”"), "{text}");
    assert!(text.contains("可能还有：消防检查（“经营面积”大于300平方米时办理）"), "{text}");
    assert!(!super::text(&said("no", Language::Chinese)).contains("户外招牌"));
}

#[test]
fn the_guide_is_whole_in_english() {
    let text = text(&said("yes", Language::English));
    assert!(!text.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}')), "{text}");
    assert!(text.contains("perhaps also: Fire check (if “Floor area” is above 300 square metres)"), "{text}");
}

#[test]
fn a_page_escapes_what_a_clerk_wrote_and_refers_to_nothing_outside() {
    let page = html(&said("yes", Language::English));
    assert!(page.contains("A shop &lt;1&gt;") && !page.contains("<1>"));
    assert!(!page.contains("src=") && !page.contains("href=") && !page.contains("url("));
}

#[test]
fn the_chart_has_every_item_every_question_and_the_field_that_decides() {
    let catalog = catalog();
    let svg = chart(&catalog, &catalog.matters[0], Language::Chinese);
    for word in ["营业执照", "户外招牌", "消防检查", "要不要招牌？", "填表时：经营面积", "选了“要”"]
    {
        assert!(svg.contains(word), "{word} is not in {svg}");
    }
    assert_eq!(svg.matches("class=\"edge\"").count(), 1, "one item waits for one other");
    assert_eq!(svg.matches("class=\"maybe\"").count(), 2, "two hang on the situation");
}

#[test]
fn the_order_for_a4_paper_has_what_the_guide_has() {
    let guide = said("yes", Language::Chinese);
    let head = yici_document::Head {
        site: String::new(),
        kiosk: String::new(),
        made: String::new(),
        demonstration: guide.demonstration,
    };
    let order = order(&guide, head.clone(), Some("https://platform.example/g/shop"));
    let yici_document::Document::Guide(page) = &order.document else { panic!("a guide") };
    assert_eq!((&page.matter, &page.limit), (&guide.name, &guide.limit));
    let items: Vec<&String> = page.items.iter().map(|item| &item.name).collect();
    assert_eq!(items, guide.items.iter().map(|item| &item.name).collect::<Vec<_>>());
    assert!(page.summary.contains("要不要招牌？要。"), "{}", page.summary);
    assert!(page.summary.contains("还可能办理：消防检查"), "{}", page.summary);
    assert_eq!(page.deliveries, ["窗口：窗口"]);
    assert!(!page.english && page.code.as_ref().is_some_and(|code| code.text == "扫码看这份指南"));

    let guide = said("yes", Language::English);
    let order = super::order(&guide, head, None);
    let yici_document::Document::Guide(page) = &order.document else { panic!("a guide") };
    assert!(page.english && page.code.is_none());
    let words = serde_json::to_string(page).expect("JSON");
    assert!(!words.contains(['，', '。', '：', '；']), "no Chinese stops on the English page: {words}");
}
