//! The citizen number, as a form checks it while it is typed.

use yici_hardware::citizen_number::{NumberFault, check, check_digit};

#[test]
fn the_published_specimens_pass() {
    // The first two are the standard's own; the third is the specimen of a residence permit.
    for (number, birth, sex) in [
        ("11010519491231002X", "19491231", "2"),
        ("440524188001010014", "18800101", "1"),
        ("810000199408230021", "19940823", "2"),
    ] {
        let facts = check(number).expect(number);
        assert!(facts.birth.reveal() == birth && facts.sex.reveal() == sex);
    }
}

#[test]
fn a_small_x_is_an_x() {
    assert!(check("11010519491231002x").is_ok());
}

#[test]
fn an_unknown_area_is_not_refused() {
    assert!(check("990101199305180025").is_ok());
}

#[test]
fn a_wrong_check_digit_names_the_right_one() {
    let fault = NumberFault::CheckDigit { expected: 'X' };
    assert_eq!(check("110105194912310021").err(), Some(fault));
    assert_eq!(check_digit("11010519491231002"), Ok('X'));
}

#[test]
fn every_single_wrong_digit_is_noticed() {
    let number = "990101199305180025";
    for position in 0..18 {
        for digit in '0'..='9' {
            let wrong = [&number[..position], &String::from(digit), &number[position + 1..]].concat();
            assert_eq!(check(&wrong).is_ok(), wrong == number, "position {position}");
        }
    }
}

#[test]
fn a_number_that_is_still_being_typed_is_only_too_short() {
    let number = "11010519491231002X";
    for typed in 0..18 {
        assert_eq!(check(&number[..typed]).err(), Some(NumberFault::Length));
    }
}

#[test]
fn what_typing_on_cannot_mend_is_said_at_once() {
    let not_a_digit = |position| Some(NumberFault::NotADigit { position });
    assert_eq!(check("11010O").err(), not_a_digit(6));
    assert_eq!(check("1101051949123100X").err(), not_a_digit(17));
    assert_eq!(check("11010519491231002Y").err(), not_a_digit(18));
    assert_eq!(check("１").err(), not_a_digit(1));
    assert_eq!(check("11010519491331").err(), Some(NumberFault::BirthDate));
}

#[test]
fn a_number_that_is_too_long_has_the_wrong_length() {
    assert_eq!(check("11010519491231002X1").err(), Some(NumberFault::Length));
    assert_eq!(check("11010519491231002X路").err(), Some(NumberFault::Length));
}

#[test]
fn only_days_of_the_calendar_are_birth_dates() {
    for (date, exists) in [
        ("20000229", true),
        ("19000229", false),
        ("20230229", false),
        ("20240229", true),
        ("20230431", false),
        ("20231301", false),
        ("20230001", false),
        ("20230100", false),
        ("17991231", false),
        ("21000101", false),
    ] {
        let first = format!("990101{date}002");
        let digit = check_digit(&first).unwrap();
        assert_eq!(check(&format!("{first}{digit}")).is_ok(), exists, "{date}");
    }
}

#[test]
fn a_check_digit_needs_seventeen_digits() {
    assert_eq!(check_digit("1101051949123100"), Err(NumberFault::Length));
    assert_eq!(check_digit("110105194912310021"), Err(NumberFault::Length));
    let fault = NumberFault::NotADigit { position: 2 };
    assert_eq!(check_digit("1a010519491231002"), Err(fault));
}
