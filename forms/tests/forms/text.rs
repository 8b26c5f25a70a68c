//! What is printed is what was said.

use crate::poppler;
use crate::samples::{all, application_of, order, typeset};
use yici_document::Document;
use yici_forms::fonts::FontTrouble;
use yici_forms::{Trouble, Typesetter};

fn name_as_printed(name: &str) -> Option<String> {
    let pdf = typeset(Document::Application(application_of(name))).expect("a page");
    poppler::text(&pdf)
}

#[test]
fn rare_characters_and_the_dot_of_a_name_come_out_as_they_are() {
    for name in ["王䶮", "李𬱖", "㛃", "阿依古丽·买买提", "𬭎堃翀甡"] {
        let Some(said) = name_as_printed(name) else { return };
        assert!(said.contains(name), "{name}: {said}");
    }
}

#[test]
fn a_character_that_the_usual_font_lacks_comes_from_the_other() {
    // Of extension B; it means the sound of thunder.
    let order = order(Document::Application(application_of("王𪚥")));
    match Typesetter::new().expect("fonts").pdf(&order) {
        Ok(pdf) => {
            let Some(said) = poppler::text(&pdf) else { return };
            assert!(said.contains("王𪚥"), "{said}");
        }
        Err(Trouble::Font(FontTrouble::NoGlyph)) => eprintln!("skipped: install the Debian package fonts-hanazono"),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_character_of_no_font_is_refused_and_not_quoted() {
    let error = typeset(Document::Application(application_of("王\u{e123}"))).expect_err("no font has it");
    assert!(matches!(error, Trouble::Font(FontTrouble::NoGlyph)), "{error}");
    assert!(!error.to_string().contains('\u{e123}') && error.to_string().contains("fonts-hanazono"), "{error}");
}

#[test]
fn markup_in_a_citizens_words_stays_text() {
    for words in
        ["#strong[x] *y* _z_", "$x^2$ @ref <a> = b", "#panic(\"no\")", "`code` \\u{41} ~ // c /* d */", "#{1+1}"]
    {
        let Some(said) = name_as_printed(words) else { return };
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_long_word_is_broken_and_no_character_lost() {
    let word = "a1b2c3d4".repeat(40);
    let Some(said) = name_as_printed(&word) else { return };
    let letters: String = said.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    assert!(letters.contains(&word), "{said}");
}

#[test]
fn every_document_says_where_when_and_which_page() {
    for (form, document) in all() {
        let pdf = typeset(document).expect(form);
        let Some(said) = poppler::text(&pdf) else { return };
        for words in ["示范市政务服务中心", "制表时间", "自助终端 demo-001"] {
            assert!(said.contains(words), "{form}: {words} in {said}");
        }
        let squeezed: String = said.split_whitespace().collect();
        assert!(squeezed.contains("第1页，共1页"), "{form}: {said}");
    }
}

#[test]
fn a_demonstration_says_on_paper_that_it_is_one() {
    let mut order = yici_document::Order::new(crate::samples::head(), crate::samples::guide());
    order.head.demonstration = true;
    let pdf = Typesetter::new().expect("fonts").pdf(&crate::samples::json(&order)).expect("a page");
    let Some(said) = poppler::text(&pdf) else { return };
    assert!(said.contains("不具法律效力"), "{said}");
}

#[test]
fn the_same_order_gives_the_same_bytes() {
    for (form, document) in all() {
        let again = document.clone();
        assert!(typeset(document).expect(form) == typeset(again).expect(form), "{form}");
    }
}
