//! NUT's lines, byte by byte.

use std::time::Duration;
use yici_hardware::power::PowerState;
use yici_hardware::power::nut::NutSettings;
use yici_hardware::power::words::{Reply, Variable, question, reply, state};

#[test]
fn the_questions_are_frozen() {
    assert_eq!(question("kiosk", Variable::Status), "GET VAR kiosk ups.status\n");
    assert_eq!(question("kiosk", Variable::Charge), "GET VAR kiosk battery.charge\n");
    assert_eq!(question("kiosk", Variable::Runtime), "GET VAR kiosk battery.runtime\n");
}

#[test]
fn a_quoted_value_is_unescaped_and_nothing_may_follow_it() {
    let read = |line: &str| reply(line, "kiosk", Variable::Status);
    assert_eq!(read(r#"VAR kiosk ups.status "O\"L\\""#), Some(Reply::Value(r#"O"L\"#.into())));
    assert_eq!(read(r#"VAR kiosk ups.status """#), Some(Reply::Value(String::new())));
    assert_eq!(read(r#"VAR kiosk ups.status "OL" "#), None);
    assert_eq!(read(r#"VAR kiosk ups.status "OL\"#), None);
    assert_eq!(read(r#"VAR kiosk2 ups.status "OL""#), None);
    assert_eq!(read("ERR DATA-STALE extra"), Some(Reply::Error("DATA-STALE".into())));
}

#[test]
fn figures_that_cannot_be_are_not_told() {
    let figures = |charge, runtime| match state("OB", Some(charge), Some(runtime)) {
        PowerState::OnBattery { charge, runtime } => (charge, runtime),
        other => panic!("{other:?}"),
    };
    assert_eq!(figures("42.9", "61.5"), (Some(42), Some(Duration::from_secs(61))));
    assert_eq!(figures("100", "0"), (Some(100), Some(Duration::ZERO)));
    for (charge, runtime) in [("101", "99999999"), ("-1", "-1"), ("", ""), ("1.x", "1e3"), ("99999999999", "nan")] {
        assert_eq!(figures(charge, runtime), (None, None), "{charge} {runtime}");
    }
}

#[test]
fn the_address_has_a_usual_value_and_a_misspelt_setting_is_refused() {
    let settings: NutSettings = toml::from_str("ups = \"kiosk\"").unwrap();
    assert_eq!(settings.address.to_string(), "127.0.0.1:3493");
    assert!(toml::from_str::<NutSettings>("ups = \"kiosk\"\nadress = \"127.0.0.1:1\"").is_err());
}

#[test]
fn an_answer_damaged_anywhere_never_panics_and_never_grows() {
    let whole = r#"VAR kiosk ups.status "OB \\ \"LB\" 42.5""#;
    let spare: Vec<char> = "\"\\ .-0eVAR\u{7535}\0".chars().collect();
    for place in 0..whole.len() {
        for damage in &spare {
            let mut line: Vec<char> = whole.chars().collect();
            line[place] = *damage;
            let line: String = line.into_iter().collect();
            for line in [&line, &line.chars().skip(place).collect(), &line.chars().take(place).collect()] {
                if let Some(Reply::Value(said) | Reply::Error(said)) = reply(line, "kiosk", Variable::Status) {
                    assert!(said.len() <= line.len());
                    let _ = state(&said, Some(&said), Some(line));
                }
            }
        }
    }
}
