//! Somebody who cannot type pinyin well writes all the same, and leaves nothing of it to the next.

use crate::support::{bench, citizen};
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;

/// Opens a field of the newborn's form.
fn open(citizen: &mut Citizen, field: &str) {
    citizen.touch(field).expect(field);
    citizen.wait_for("完成").expect("the sheet");
}

#[test]
fn a_rare_name_is_found_by_reading_and_strokes_and_by_its_code() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Form, Language::Chinese).expect("the form");
    open(story.citizen, "新生儿姓名");
    let citizen = &mut *story.citizen;
    citizen.write_pinyin(&[("wang", "王")]).expect("the family name");
    citizen.touch("生僻字").expect("the panel");
    citizen.picture("rare-empty").expect("a picture");
    citizen.type_keys("yan9").expect("reading and strokes");
    citizen.picture("rare").expect("a picture");
    citizen.touch("䶮").expect("it is offered");
    citizen.wait_for("王䶮").expect("it stands in the field");
    citizen.type_keys("U2CB4E").expect("a code");
    citizen.touch("𬭎").expect("it is offered");
    citizen.wait_for("王䶮𬭎").expect("it stands in the field");
    citizen.picture("rare-written").expect("a picture");
}

#[test]
fn z_for_zh_finds_the_word_and_the_next_word_follows_without_a_key() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Form, Language::Chinese).expect("the form");
    open(story.citizen, "出生医院");
    let citizen = &mut *story.citizen;
    citizen.type_keys("zongguo").expect("as it is spoken");
    citizen.picture("near-sounds").expect("a picture");
    citizen.touch("中国").expect("it is offered behind what is spelt so");
    citizen.wait_until("what follows", |citizen| citizen.can_touch("人民")).expect("it is offered at once");
    citizen.picture("what-follows").expect("a picture");
    citizen.touch("人民").expect("picked");
    citizen.wait_for("中国人民").expect("it stands in the field");
    citizen.touch("符号").expect("the panel");
    citizen.picture("symbols").expect("a picture");
    citizen.touch("（").expect("a mark");
    citizen.wait_for("中国人民（").expect("it stands in the field");
}

#[test]
fn nothing_that_one_citizen_writes_is_suggested_to_the_next() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut offered = Vec::new();
    for _ in 0..2 {
        let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
        story.until(Place::Form, Language::Chinese).expect("the form");
        open(story.citizen, "出生医院");
        let citizen = &mut *story.citizen;
        citizen.type_keys("zhangyan").expect("keys");
        offered.push(citizen.reads());
        citizen.touch("清空").expect("cleared");
        for _ in 0..3 {
            citizen.write_pinyin(&[("zhang", "章"), ("yan", "烟")]).expect("an unusual word, three times over");
        }
        citizen.touch("完成").expect("done");
        citizen.touch("离开").expect("leave");
        citizen.touch("离开并清除").expect("and erase");
        citizen.wait_for("点击屏幕任意位置开始").expect("the first page");
    }
    assert_eq!(offered[0], offered[1], "the next citizen is offered what the first one was");
}
