//! A technician misspells a setting.

use crate::support::bench;
use yici::settings::Settings;

fn refusal(from: &str, to: &str) -> String {
    let (bench, _folder) = bench();
    let text = std::fs::read_to_string(bench.settings_file()).expect("settings");
    assert!(text.contains(from));
    std::fs::write(bench.settings_file(), text.replacen(from, to, 1)).expect("written");
    Settings::read(bench.settings_file()).expect_err("refused").to_string()
}

#[test]
fn an_unknown_key_is_named_with_file_and_line() {
    let said = refusal("[card-reader]", "[idle]\nquite-seconds = 90\n\n[card-reader]");
    assert!(said.contains("kiosk.toml:") && said.contains("quite-seconds"), "{said}");
}

#[test]
fn an_unknown_driver_is_named_with_those_there_are() {
    let said = refusal("gat467-serial", "gat467-cereal");
    assert!(said.contains("gat467-cereal") && said.contains("gat467-serial"), "{said}");
}

#[test]
fn a_missing_part_is_named() {
    let said = refusal("seal-key = \"platform/seal.pub\"\n", "");
    assert!(said.contains("seal-key"), "{said}");
}

#[test]
fn the_sample_in_the_documentation_is_a_whole_settings_file() {
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/kiosk.toml");
    let settings = Settings::read(&sample).expect("good");
    assert_eq!(settings.kiosk.name, "site-001");
}
