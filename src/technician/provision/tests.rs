//! Claims about tables of kiosks.

use super::*;

const COMMON: &str = include_str!("../../../docs/kiosk.toml");

fn settings(kiosk: &Kiosk) -> Settings {
    Settings::parse(&kiosk.settings, SETTINGS.as_ref()).expect("the kiosk reads it")
}

fn problems(table: &str) -> String {
    let wrong = kiosks(table.as_bytes(), COMMON).err().expect("refused");
    wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_hundred_kiosks_come_out_of_one_table_each_with_its_own_settings() {
    let mut table = String::from("name,token,kiosk.site.zh,kiosk.site.en,display.reach-mm,card-reader.port\n");
    for number in 1..=100 {
        table += &format!(
            "village-{number:03},token-{number:04},\"第{number}村，服务点\",Village {number},850,/dev/ttyS{number}\n"
        );
    }
    let made = kiosks(table.as_bytes(), COMMON).unwrap_or_default();
    assert_eq!(made.len(), 100);
    let last = settings(&made[99]);
    assert_eq!((last.kiosk.name.as_str(), last.kiosk.site.zh.as_str()), ("village-100", "第100村，服务点"));
    assert_eq!(made[99].row.token, "token-0100");
    assert!(made[99].settings.contains("reach-mm = 850") && made[99].settings.contains("\"/dev/ttyS100\""));
    assert!(made[99].settings.contains("# how far above its lower edge"), "the comments stay for the technician");
}

#[test]
fn an_empty_cell_leaves_what_all_have_and_a_spreadsheets_mark_is_passed_over() {
    let made = kiosks("\u{feff}name,token,kiosk.site.zh\nsite-7,12345678,\n".as_bytes(), COMMON).unwrap_or_default();
    assert_eq!(settings(&made[0]).kiosk.site.zh, "示范市政务服务中心");
}

#[test]
fn everything_that_is_wrong_is_named_by_row_and_column_and_nothing_comes_out() {
    let said = problems(
        "name,token,display.reach-mm,kiosk.sight\n\
         a b,12345678,900,\n\
         site-2,short,900,\n\
         site-3,12345678,high,\n\
         site-4,12345678,900,x\n\
         site-5,12345678,900,\n\
         site-5,12345678,900,\n",
    );
    for part in ["row 2: `a b`", "row 3: the token", "row 4: column display.reach-mm", "row 5:", "row 7: `site-5`"] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
    assert!(said.contains("sight"), "an unknown key is refused by name: {said}");
    assert!(!said.contains("short"), "a token is a secret");
}

#[test]
fn a_table_without_its_columns_without_kiosks_or_of_uneven_rows_is_refused() {
    assert!(problems("kiosk,token\n").contains("`name` and `token`"));
    assert!(problems("name,token\n").contains("no kiosk"));
    assert!(problems("name,token\nsite-1,12345678,more\n").contains("row 2"));
    assert!(problems("").contains("`name` and `token`"));
    assert!(kiosks(b"name,token\n\xff\xfe,12345678\n", COMMON).is_err());
    assert!(matches!(kiosks(b"name,token\nsite-1,12345678\n", "= x").err().as_deref(), Some([Wrong::Common(_)])));
}

#[test]
fn a_line_without_a_cable_stands_beside_the_settings_and_never_in_them() {
    let table = "name,token,wifi.name,wifi.passphrase,sim.access-point\n\
                 site-1,12345678,幸福村,sesame-open,\n\
                 site-2,12345678,,,auto\n\
                 site-3,12345678,,,\n";
    let made = kiosks(table.as_bytes(), COMMON).unwrap_or_default();
    let lines: Vec<_> = made.iter().map(|kiosk| kiosk.wireless.as_ref().map(Wireless::lines)).collect();
    assert_eq!(lines, [Some("wifi\n幸福村\nsesame-open\n\n".into()), Some("sim\n\n\n\n".into()), None]);
    assert!(made.iter().all(|kiosk| !kiosk.settings.contains("sesame") && !kiosk.settings.contains("wifi")));
    let said = problems("name,token,wifi.name,wifi.passphrase\nsite-1,12345678,幸福村,sesame\n");
    assert!(said.contains("row 2: column wifi.passphrase") && !said.contains("sesame"), "{said}");
}
