//! Claims about what a clerk should not publish.

use super::{found, refused, refused_in};

#[test]
fn catch_all_words_are_refused_wherever_they_stand() {
    for word in ["其他材料", "有关材料", "相关证明", "有关部门", "相关材料", "身份证等材料", "其它证件"]
    {
        refused("zh = \"居住证\"", &format!("zh = \"{word}\""), "paper.extra.name", "guessing");
    }
    refused("en = \"Residence permit\"", "en = \"Other documents\"", "paper.extra.name", "guessing");
    refused_in("papers.toml", "zh = \"居民身份证\"", "zh = \"有关证件\"", "paper.id-card.name", "guessing");
}

#[test]
fn a_text_that_is_empty_or_not_translated_is_refused() {
    refused("en = \"Married?\"", "en = \" \"", "question.q.text", "both Chinese");
    refused("en = \"Married?\"", "en = \"结婚了吗？\"", "question.q.text", "translate");
    refused("zh = \"结婚了吗？\"", "zh = \"Married?\"", "question.q.text", "translate");
}

#[test]
fn a_question_that_nothing_leads_to_or_that_changes_nothing_is_refused() {
    let more = |when: &str| {
        format!(
            "[[question]]\nkey = \"more\"\ntext = {{ zh = \"还有吗？\", en = \"More?\" }}\nwhen = [{when}]\n\
             option = [ {{ key = \"a\", text = {{ zh = \"有\", en = \"Yes\" }} }}, {{ key = \"b\", text = {{ zh = \"没有\", en = \"No\" }} }} ]\n[[item]]"
        )
    };
    refused("[[item]]", &more(""), "question.more", "hangs on this question");
    let never = "{ question = \"q\", is = [\"no\"] }, { question = \"then\", is = [\"yes\"] }";
    refused("[[item]]", &more(never), "question.more", "no answers lead");
}

#[test]
fn an_item_or_a_need_that_no_answers_lead_to_is_refused() {
    let never = "when = [{ field = \"size\", above = 300 }, { field = \"size\", at-most = 300 }]";
    // Each bound alone can be met, so the two are told apart only when they stand in one condition.
    let one = "when = [{ field = \"size\", above = 300, at-most = 300 }]";
    assert!(found("m/matter.toml", "when = [{ field = \"size\", above = 300 }]", never).is_empty());
    refused("when = [{ field = \"size\", above = 300 }]", one, "item.second", "no answers lead");
    let contrary = "when = [{ question = \"then\", is = [\"no\"] }, { question = \"q\", is = [\"no\"] }]\npapers";
    refused("when = [{ question = \"then\", is = [\"no\"] }]\npapers", contrary, "item.first.also", "no answers lead");
}

#[test]
fn codes_with_a_wrong_structure_are_refused() {
    refused("base-code = \"000131024000\"", "base-code = \"00013102400\"", "item.first.base-code", "12 digits");
    let with = |code: &str| format!("base-code = \"000117051000\"\nimplementation-code = \"{code}\"");
    let from = "base-code = \"000131024000\"";
    assert!(
        found("m/matter.toml", from, &with("11440232MB2D06811W4000117051000")).is_empty(),
        "as Guangdong publishes it"
    );
    refused(from, &with("11440232MB2D06811W400011705100"), "item.first.implementation-code", "31 characters");
    refused(from, &with("11440232MB2D06811W4000131024000"), "item.first.implementation-code", "another base code");
}

#[test]
fn what_is_never_used_is_named() {
    refused(
        "[[item.also]]\nwhen = [{ question = \"then\", is = [\"no\"] }]\npapers = [\"extra\"]\n",
        "",
        "paper.extra",
        "no item asks",
    );
    refused_in(
        "fields.toml",
        "key = \"a\"\nkind",
        "key = \"b\"\nkind = \"text\"\nname = { zh = \"乙\", en = \"B\" }\ngroup = { zh = \"组\", en = \"Group\" }\n[[field]]\nkey = \"a\"\nkind",
        "field.b",
        "no item asks",
    );
    let nobody = "[[holder]]\nkey = \"child\"\nname = { zh = \"孩子\", en = \"child\" }\n[[paper]]";
    refused_in("papers.toml", "[[paper]]", nobody, "holder.child", "no paper belongs");
    let office = "[[department]]\nkey = \"tax\"\nname = { zh = \"税务部门\", en = \"Tax\" }\n[[department]]";
    refused_in("departments.toml", "[[department]]", office, "department.tax", "no item belongs");
    refused_in("themes.toml", "[\"m\"]", "[]", "theme.birth", "leads to no matter");
}

#[test]
fn a_matter_names_devices_that_a_citizen_uses_and_the_reader_of_its_cards() {
    for own in ["power", "sensors", "lamps", "temperature", "sound"] {
        refused("devices = [", &format!("devices = [\"{own}\", "), "matter.devices", "the kiosk's own");
    }
    refused("devices = [", "devices = [\"face-camera\", ", "matter.devices", "[matter.face]");
    let only_social = "cards = [\"social-security\"]\ndevices = [";
    refused("devices = [", only_social, "matter.devices", "social-card-reader");
    let either = "cards = [\"resident\", \"social-security\"]\ndevices = [";
    assert!(found("m/matter.toml", "devices = [", either).is_empty());
}
