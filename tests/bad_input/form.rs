//! A citizen writes something wrong.

use crate::support::{bench, citizen};
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;

#[test]
fn a_wrong_check_digit_is_shown_beside_its_field_at_the_last_key_and_not_before() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Form, Language::Chinese).expect("form");
    citizen.touch("配偶身份证号码").expect("the field opens");
    citizen.type_keys("99010119910203007").expect("seventeen digits");
    assert!(!citizen.sees("号码有误"), "unfinished is not wrong");
    citizen.type_keys("9").expect("a wrong last one");
    assert!(citizen.sees("号码有误"));
    citizen.touch("删除").expect("take it back");
    citizen.type_keys("8").expect("the right one");
    assert!(!citizen.sees("号码有误"));
}

#[test]
fn the_form_cannot_be_handed_in_while_something_is_missing_and_leads_there() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Form, Language::Chinese).expect("form");
    assert!(citizen.sees("还有"));
    citizen.touch("填好了").expect("too early");
    assert!(citizen.sees("手机号码"), "the first missing field is open");
}

#[test]
fn what_the_card_said_cannot_be_overwritten_by_hand() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Form, Language::Chinese).expect("form");
    assert!(citizen.sees("申请人身份证号码") && citizen.sees("来自身份证"));
    assert!(!citizen.can_touch("申请人身份证号码"), "the number is settled");
    assert!(citizen.can_touch("户籍地址"), "the address may differ from the card's");
}
