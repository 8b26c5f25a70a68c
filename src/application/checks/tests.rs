//! Claims about the checks.

use super::*;
use jiff::civil::date;

fn field(kind: &str) -> Field {
    let text = format!(
        "key = \"k\"\nkind = \"{kind}\"\nname = {{ zh = \"名\", en = \"Name\" }}\ngroup = {{ zh = \"组\", en = \"Group\" }}"
    );
    toml::from_str(&text).expect("a field")
}

fn says(kind: &str, value: &str) -> Option<Complaint> {
    complaint(&field(kind), value, date(2026, 11, 21))
}

fn is_wrong(kind: &str, value: &str) -> bool {
    matches!(says(kind, value), Some(Complaint::Wrong(_)))
}

#[test]
fn a_number_is_unfinished_until_its_last_digit_and_then_right_or_wrong() {
    assert_eq!(says("citizen-number", "1101051949123100"), Some(Complaint::Unfinished));
    assert_eq!(says("citizen-number", "11010519491231002X"), None);
    assert!(is_wrong("citizen-number", "110105194912310021"));
    assert!(is_wrong("citizen-number", "11010519491331002X"));
}

#[test]
fn a_mobile_number_is_wrong_from_its_second_digit_on() {
    assert_eq!(says("mobile", "1"), Some(Complaint::Unfinished));
    assert!(is_wrong("mobile", "12"));
    assert_eq!(says("mobile", "13900000000"), None);
    assert!(is_wrong("mobile", "139000000001"));
}

#[test]
fn a_day_must_exist_and_a_past_one_must_have_passed() {
    assert!(is_wrong("past-date", "2026-02-30"));
    assert!(is_wrong("past-date", "2026-11-22"));
    assert_eq!(says("past-date", "2026-11-21"), None);
    assert_eq!(says("date", "2027-01-01"), None);
}

#[test]
fn a_credit_code_with_an_odd_check_character_warns_and_does_not_bar() {
    let said = says("credit-code", "91350211M0000XUF46").expect("a doubt");
    assert!(!said.bars());
}

#[test]
fn a_minority_name_with_its_dot_is_a_name_and_digits_are_not() {
    assert_eq!(says("name", "阿依古丽·买买提"), None);
    assert!(is_wrong("name", "王2"));
}

#[test]
fn a_value_beyond_its_field_is_refused_and_no_character_can_break_a_check() {
    assert!(is_wrong("text", &"长".repeat(61)));
    for value in ["\u{202e}", "😀", "１", "é", "\u{0}", "--", "1é"] {
        for kind in ["name", "citizen-number", "mobile", "past-date", "credit-code", "text", "choice"] {
            let _ = says(kind, value);
        }
    }
}

#[test]
fn a_name_takes_rare_characters_and_names_a_dot_that_only_looks_right() {
    for name in ["𬱖", "㛃䶮", "王〇", "古丽娜尔·艾则孜", "Maria del Mar", "O'Neill"] {
        assert_eq!(says("name", name), None, "{name}");
    }
    for name in ["古丽•艾则孜", "古丽・艾", "·古丽", "古丽··艾", "王\u{e5e5}", "王⼩"] {
        assert!(is_wrong("name", name), "{name}");
    }
    assert_eq!(says("name", "古丽·"), Some(Complaint::Unfinished));
    assert!(says("name", "\u{f9dc}明").is_some_and(|said| !said.bars()), "a variant is a doubt");
}

#[test]
fn travel_permits_have_their_letter_and_their_length() {
    assert_eq!(says("home-permit", "H12345678"), None);
    assert_eq!(says("home-permit", "M1234567801"), None, "an old one with its renewals");
    assert_eq!(says("home-permit", "H1234567"), Some(Complaint::Unfinished));
    assert!(is_wrong("home-permit", "C12345678") && is_wrong("home-permit", "H1234567A"));
    assert_eq!(says("taiwan-permit", "12345678"), None);
    assert!(is_wrong("taiwan-permit", "123456789"));
}

#[test]
fn a_residence_permit_is_of_hong_kong_macau_or_taiwan_and_checks_like_a_citizens_number() {
    assert_eq!(says("residence-permit", "810000199408230021"), None);
    assert!(is_wrong("residence-permit", "710000"), "710000 is the area of Taiwan in another standard");
    assert!(is_wrong("residence-permit", "810000199408230022"));
    assert_eq!(says("residence-permit", "81"), Some(Complaint::Unfinished));
}

#[test]
fn both_forms_of_a_foreign_residents_number_are_known() {
    assert_eq!(says("foreign-resident", "ABC"), Some(Complaint::Unfinished));
    assert!(is_wrong("foreign-resident", "AB1"));
    // Made so that 7-3-1 over the first fourteen ends in its last digit.
    let sum =
        "XYZ44011990010".chars().zip([7, 3, 1].into_iter().cycle()).map(|(c, w)| c.to_digit(36).expect("a digit") * w);
    let last = sum.sum::<u32>() % 10;
    assert_eq!(says("foreign-resident", &format!("XYZ44011990010{last}")), None);
    let other = (last + 1) % 10;
    assert!(says("foreign-resident", &format!("XYZ44011990010{other}")).is_some_and(|said| !said.bars()), "a doubt");
}

#[test]
fn any_number_is_told_by_how_it_begins() {
    for number in ["11010519491231002X", "810000199408230021", "H12345678", "12345678"] {
        assert_eq!(says("any-number", number), None, "{number}");
    }
    assert!(is_wrong("any-number", "110105194912310021") && is_wrong("any-number", "C1234"));
}

#[test]
fn a_bank_card_is_checked_by_luhn_and_only_doubted() {
    assert_eq!(says("bank-card", "6212345678901232"), None);
    assert!(says("bank-card", "6212345678901233").is_some_and(|said| !said.bars()));
    assert_eq!(says("bank-card", "62123456"), Some(Complaint::Unfinished));
    assert!(is_wrong("bank-card", "62123456789012345678"));
}

#[test]
fn an_area_is_looked_up_and_what_the_list_lacks_is_only_doubted() {
    assert_eq!(says("area", "500103"), None);
    assert_eq!(says("area", "431003"), None);
    assert!(is_wrong("area", "990101") && is_wrong("area", "5001033") && is_wrong("area", "50a"));
    for odd in ["509903", "500199", "430003"] {
        assert!(says("area", odd).is_some_and(|said| !said.bars()), "{odd}");
    }
    assert_eq!(says("area", "5001"), Some(Complaint::Unfinished));
}

#[test]
fn an_address_is_compared_with_the_divisions_from_province_to_county_and_only_doubted() {
    for right in [
        "湖南省郴州市苏仙区苏仙北路1号",
        "湖南郴州苏仙区苏仙北路",
        "重庆市垫江县桂阳街道",
        "广东省东莞市莞城街道",
        "中国北京市东城区东长安街",
        "湖南省长沙市高新区尖山路",
        "221B Baker Street, London",
    ] {
        assert_eq!(says("address", right), None, "{right}");
    }
    for odd in ["示范区示范路1号附2号", "湖南省佛山市南海区", "湖南省郴州市南海区桂城街道", "重庆市苏仙区苏仙北路"]
    {
        assert!(says("address", odd).is_some_and(|said| !said.bars()), "{odd}");
    }
    assert_eq!(says("address", "重庆"), Some(Complaint::Unfinished));
}

#[test]
fn numbers_have_two_decimals_at_most_and_keep_their_bounds() {
    assert_eq!(says("number", "300.5"), None);
    assert_eq!(says("number", "300."), Some(Complaint::Unfinished));
    assert!(is_wrong("money", "1.234") && is_wrong("number", "-3"));
    let bounded = Field { at_least: Some(1), at_most: Some(10), ..field("number") };
    assert!(matches!(complaint(&bounded, "0.99", date(2026, 11, 21)), Some(Complaint::Wrong(_))));
    assert!(matches!(complaint(&bounded, "10.01", date(2026, 11, 21)), Some(Complaint::Wrong(_))));
    assert_eq!(complaint(&bounded, "10", date(2026, 11, 21)), None);
}

#[test]
fn a_case_number_is_doubted_where_its_structure_is_known_and_does_not_hold() {
    // The example that Guangdong publishes for an item's code, with a day and a count behind it.
    let published = "11440232MB2D06811W4000117051000202611200007";
    assert_eq!(published.len(), 43);
    let own = "1234567890123452";
    for right in [published, own, "BJ20261120A0007", "7H3K"] {
        assert_eq!(says("case-number", right), None, "{right}");
    }
    let tomorrow = published.replace("20261120", "20261122");
    for odd in [&published.replace("W4", "WA"), &tomorrow, &published.replace("1120", "1320"), "1234567890123456"] {
        assert!(says("case-number", odd).is_some_and(|said| !said.bars()), "{odd}");
    }
    assert!(is_wrong("case-number", "1234-567"));
    assert_eq!(says("case-number", "123"), Some(Complaint::Unfinished));
}

#[test]
fn an_unusual_start_of_a_credit_code_is_a_doubt() {
    assert_eq!(says("credit-code", "91110000101623741K"), None);
    // 21110108GLWURT0K9D passes and begins with 21, a start that is in use.
    assert_eq!(says("credit-code", "21110108GLWURT0K9D"), None);
}
