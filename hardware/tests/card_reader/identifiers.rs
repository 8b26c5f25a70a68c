//! The numbers on permits and foreigners' cards.

use yici_hardware::card_reader::identifiers::{
    Region, icao_check_digit_fits, is_permanent_resident_2017, is_permanent_resident_2023, residence_region,
    travel_permit_region,
};

#[test]
fn a_residence_permits_number_names_its_region() {
    for (number, region) in [
        ("810000199408230021", Some(Region::HongKong)), // the published specimen
        ("820000199408230021", Some(Region::Macau)),
        ("830000199408230021", Some(Region::Taiwan)),
        ("710000199408230021", None),
        ("810001199408230021", None),
        ("8100", None),
        ("", None),
        ("港澳台居民", None),
    ] {
        assert_eq!(residence_region(number), region, "{number}");
    }
}

#[test]
fn a_travel_permit_has_one_of_the_published_forms() {
    for (number, region) in [
        ("H00000000", Some(Region::HongKong)),
        ("M00000000", Some(Region::Macau)),
        ("00000000", Some(Region::Taiwan)),
        ("H0000000000", Some(Region::HongKong)),
        ("M0000000000", Some(Region::Macau)),
        ("0000000000", None),
        ("H0000000", None),
        ("H000000000", None),
        ("h00000000", None),
        ("C00000000", None),
        ("H0000000O", None),
        ("", None),
    ] {
        assert_eq!(travel_permit_region(number), region, "{number}");
    }
}

#[test]
fn a_foreigners_number_of_2017_is_three_letters_and_twelve_digits() {
    assert!(is_permanent_resident_2017("XXA990193051809"));
    for wrong in ["XXA99019305180", "XXA9901930518090", "XX0990193051809", "xxa990193051809", "XXA99019305180X", "路路"]
    {
        assert!(!is_permanent_resident_2017(wrong), "{wrong}");
    }
}

#[test]
fn the_rule_of_travel_documents_agrees_with_its_own_specimen() {
    // ICAO 9303, the specimen's document number and birth date, each with its check digit.
    assert!(icao_check_digit_fits("L898902C36") && icao_check_digit_fits("7408122"));
    assert!(!icao_check_digit_fits("L898902C37") && !icao_check_digit_fits("L898902C3X"));
    assert!(!icao_check_digit_fits("") && !icao_check_digit_fits("a0"));
}

#[test]
fn every_single_wrong_digit_of_a_number_of_2023_is_noticed() {
    let number = "999999199305180022";
    for position in 0..18 {
        for digit in '0'..='9' {
            let wrong = [&number[..position], &String::from(digit), &number[position + 1..]].concat();
            assert_eq!(is_permanent_resident_2023(&wrong), wrong == number, "position {position}");
        }
    }
}

#[test]
fn a_number_of_2023_begins_with_nine_and_has_eighteen_characters() {
    // A citizen's specimen: its check digit fits, and it is no foreigner's.
    assert!(!is_permanent_resident_2023("11010519491231002X"));
    assert!(!is_permanent_resident_2023("99999919930518002"));
    assert!(!is_permanent_resident_2023("9999991993051800222"));
    assert!(!is_permanent_resident_2023(""));
}
