//! Characters -> how they are read, without tones: the `pinyin` crate's commonest reading of each, corrected by the words
//! in which a character is read otherwise.
//!
//! `ü` is written `v`, as on a keyboard. A word that is not in [`WORDS`] keeps the commonest readings; a query typed with
//! the right one is then still found as a near match.

use pinyin::ToPinyin as _;

/// Words of public affairs that hold a character with another reading than its commonest. Longer words first where one
/// begins another.
const WORDS: &[(&str, &[&str])] = &[
    ("银行", &["yin", "hang"]),
    ("行业", &["hang", "ye"]),
    ("同行", &["tong", "hang"]),
    ("行长", &["hang", "zhang"]),
    ("商行", &["shang", "hang"]),
    ("长期", &["chang", "qi"]),
    ("长江", &["chang", "jiang"]),
    ("长度", &["chang", "du"]),
    ("长途", &["chang", "tu"]),
    ("长沙", &["chang", "sha"]),
    ("长春", &["chang", "chun"]),
    ("延长", &["yan", "chang"]),
    ("最长", &["zui", "chang"]),
    ("特长", &["te", "chang"]),
    ("重新", &["chong", "xin"]),
    ("重复", &["chong", "fu"]),
    ("重组", &["chong", "zu"]),
    ("重建", &["chong", "jian"]),
    ("重婚", &["chong", "hun"]),
    ("重庆", &["chong", "qing"]),
    ("重名", &["chong", "ming"]),
    ("重阳", &["chong", "yang"]),
    ("会计", &["kuai", "ji"]),
    ("调解", &["tiao", "jie"]),
    ("调整", &["tiao", "zheng"]),
    ("调节", &["tiao", "jie"]),
    ("调剂", &["tiao", "ji"]),
    ("空调", &["kong", "tiao"]),
    ("协调", &["xie", "tiao"]),
    ("首都", &["shou", "du"]),
    ("都市", &["du", "shi"]),
    ("成都", &["cheng", "du"]),
    ("音乐", &["yin", "yue"]),
    ("给付", &["ji", "fu"]),
    ("供给", &["gong", "ji"]),
    ("给予", &["ji", "yu"]),
    ("补给", &["bu", "ji"]),
    ("还款", &["huan", "kuan"]),
    ("退还", &["tui", "huan"]),
    ("返还", &["fan", "huan"]),
    ("归还", &["gui", "huan"]),
    ("偿还", &["chang", "huan"]),
    ("还贷", &["huan", "dai"]),
    ("宝藏", &["bao", "zang"]),
    ("西藏", &["xi", "zang"]),
    ("藏族", &["zang", "zu"]),
    ("藏语", &["zang", "yu"]),
    ("出差", &["chu", "chai"]),
    ("传记", &["zhuan", "ji"]),
    ("大夫", &["dai", "fu"]),
    ("称职", &["chen", "zhi"]),
    ("对称", &["dui", "chen"]),
    ("校对", &["jiao", "dui"]),
    ("角色", &["jue", "se"]),
    ("关卡", &["guan", "qia"]),
    ("率先", &["shuai", "xian"]),
    ("率领", &["shuai", "ling"]),
    ("埋没", &["mai", "mo"]),
    ("没收", &["mo", "shou"]),
    ("反省", &["fan", "xing"]),
    ("厦门", &["xia", "men"]),
    ("弹性", &["tan", "xing"]),
    ("投降", &["tou", "xiang"]),
    ("便宜", &["pian", "yi"]),
    ("参差", &["cen", "ci"]),
    ("人参", &["ren", "shen"]),
    ("海参", &["hai", "shen"]),
    ("六安", &["lu", "an"]),
    ("蚌埠", &["beng", "bu"]),
    ("番禺", &["pan", "yu"]),
    ("单县", &["shan", "xian"]),
    ("的士", &["di", "shi"]),
    ("目的", &["mu", "di"]),
    ("薄弱", &["bo", "ruo"]),
    ("模样", &["mu", "yang"]),
    ("模具", &["mu", "ju"]),
];

/// The reading of each character of a text; `None` where a character has none.
pub fn readings(text: &[char]) -> Vec<Option<String>> {
    let mut readings = Vec::with_capacity(text.len());
    while let Some(&next) = text.get(readings.len()) {
        let rest = &text[readings.len()..];
        let word = WORDS.iter().find(|(word, _)| word.chars().enumerate().all(|(at, c)| rest.get(at) == Some(&c)));
        match word {
            Some((_, syllables)) => readings.extend(syllables.iter().map(|syllable| Some((*syllable).to_owned()))),
            None => readings.push(next.to_pinyin().map(|pinyin| pinyin.plain().replace('ü', "v"))),
        }
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let characters: Vec<char> = text.chars().collect();
        readings(&characters)
            .into_iter()
            .map(|reading| reading.unwrap_or_else(|| "?".to_owned()))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn a_character_of_several_readings_is_read_as_its_word_wants() {
        for (text, wanted) in [
            ("银行开户", "yin hang kai hu"),
            ("行政许可", "xing zheng xu ke"),
            ("行业准营", "hang ye zhun ying"),
            ("家长", "jia zhang"),
            ("长期护理", "chang qi hu li"),
            ("重要", "zhong yao"),
            ("重新申请", "chong xin shen qing"),
            ("会计", "kuai ji"),
            ("社会", "she hui"),
            ("调解", "tiao jie"),
            ("调查", "diao cha"),
            ("还款", "huan kuan"),
            ("给付", "ji fu"),
            ("丧葬补助", "sang zang bu zhu"),
            ("出差", "chu chai"),
            ("女职工", "nv zhi gong"),
            ("参保", "can bao"),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_not_chinese_has_no_reading() {
        assert_eq!(read("A4纸"), "? ? zhi");
    }

    #[test]
    fn every_word_of_the_table_has_a_syllable_for_each_character() {
        for (word, syllables) in WORDS {
            assert_eq!(word.chars().count(), syllables.len(), "{word}");
        }
    }
}
