//! The options of a nation field: GB/T 3304, codes `01` to `56`, `97` and `98`. Chinese names are the card reader's.

use super::FieldOption;
use crate::text::Text;
use yici_hardware::card_reader::nation;

/// Names in Latin letters (GB/T 3304), in the order of their codes.
const LATIN: [&str; 56] = [
    "Han",
    "Mongol",
    "Hui",
    "Zang",
    "Uygur",
    "Miao",
    "Yi",
    "Zhuang",
    "Buyei",
    "Chosen",
    "Man",
    "Dong",
    "Yao",
    "Bai",
    "Tujia",
    "Hani",
    "Kazak",
    "Dai",
    "Li",
    "Lisu",
    "Va",
    "She",
    "Gaoshan",
    "Lahu",
    "Sui",
    "Dongxiang",
    "Naxi",
    "Jingpo",
    "Kirgiz",
    "Tu",
    "Daur",
    "Mulao",
    "Qiang",
    "Blang",
    "Salar",
    "Maonan",
    "Gelao",
    "Xibe",
    "Achang",
    "Pumi",
    "Tajik",
    "Nu",
    "Uzbek",
    "Russ",
    "Ewenki",
    "Deang",
    "Bonan",
    "Yugur",
    "Gin",
    "Tatar",
    "Derung",
    "Oroqen",
    "Hezhen",
    "Monba",
    "Lhoba",
    "Jino",
];

/// Every nation, in the order of their codes.
pub(super) fn options() -> Vec<FieldOption> {
    let listed = LATIN.iter().enumerate().map(|(place, latin)| (format!("{:02}", place + 1), *latin));
    let last = [("97".to_owned(), "Other"), ("98".to_owned(), "Naturalised")];
    listed
        .chain(last)
        .map(|(code, latin)| {
            let name = Text::new(nation::name(&code).unwrap_or_default(), latin);
            FieldOption { key: code, name }
        })
        .collect()
}

/// The two options of a yes-no field.
pub(super) fn yes_no() -> Vec<FieldOption> {
    vec![
        FieldOption { key: "yes".into(), name: Text::new("是", "Yes") },
        FieldOption { key: "no".into(), name: Text::new("否", "No") },
    ]
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_nation_has_a_code_and_both_names() {
        let options = super::options();
        assert_eq!(options.len(), 58);
        assert!(options.iter().all(|option| !option.name.zh.is_empty() && !option.name.en.is_empty()));
        assert_eq!((options[4].key.as_str(), options[4].name.zh.as_str()), ("05", "维吾尔族"));
    }
}
