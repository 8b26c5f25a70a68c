//! What citizens ask for, and what the shipped matters answer first.

use super::{Hit, Index, Part, entries};
use crate::shelf::shipped;

/// What people say, and the key of the matter that they mean. Several where either may come first.
const ASKED: &[(&str, &str)] = &[
    // What happened.
    ("生孩子", "newborn"),
    ("上户口", "newborn"),
    ("结婚", "marriage"),
    ("领证", "marriage"),
    ("买房", "home-sale"),
    ("房产证", "home-sale property-enterprise"),
    ("退休", "retirement"),
    ("养老金", "retirement"),
    ("去世", "farewell"),
    ("丧葬费", "farewell"),
    ("退伍", "veteran"),
    ("残疾证", "disability"),
    ("打零工", "freelance"),
    ("自己交社保", "freelance"),
    ("开公司", "opening"),
    ("营业执照", "opening"),
    ("开饭店", "restaurant"),
    ("奶茶店", "restaurant"),
    ("招工", "hiring"),
    ("注销公司", "closing"),
    ("厂房过户", "property-enterprise"),
    ("打证明", "certificates"),
    ("查进度", "progress"),
    ("投诉", "complaint"),
    ("12345", "complaint"),
    ("取号", "queue"),
    ("电费", "utilities"),
    // Whole sentences.
    ("我要给孩子上户口", "newborn"),
    ("怎么开一家饭店", "restaurant"),
    ("我妈退休了去哪里办养老金", "retirement"),
    // Pinyin, initials, slips of the finger, characters that sound alike.
    ("shenghaizi", "newborn"),
    ("kaifandian", "restaurant"),
    ("tuixiu", "retirement"),
    ("shz", "newborn"),
    ("kfd", "restaurant"),
    ("kaifandain", "restaurant"),
    ("残急证", "disability"),
];

fn first<'a>(hits: &[Hit<'a>]) -> &'a str {
    hits.first().map_or("nothing", |hit| hit.key)
}

#[test]
fn what_people_say_finds_the_matter_that_they_mean() {
    let catalog = shipped();
    let index = Index::new(entries(&catalog));
    let wrong: Vec<String> = ASKED
        .iter()
        .map(|(asked, wanted)| (asked, wanted, index.find(asked, 3)))
        .filter(|(_, wanted, hits)| !wanted.split(' ').any(|key| key == first(hits)))
        .map(|(asked, wanted, hits)| format!("{asked}: {wanted} is meant, {hits:?} found"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_word_by_which_a_clerk_says_that_people_ask_finds_its_matter() {
    let catalog = shipped();
    let index = Index::new(entries(&catalog));
    for matter in &catalog.matters {
        for alias in &matter.matter.aliases {
            let hits = index.find(alias, catalog.matters.len());
            assert!(hits.iter().any(|hit| hit.key == matter.matter.key), "{alias}: {hits:?}");
        }
    }
}

#[test]
fn the_words_of_a_life_stage_lead_to_all_its_matters_those_that_claim_them_first() {
    let catalog = shipped();
    let index = Index::new(entries(&catalog));
    for theme in &catalog.themes {
        for words in [&theme.name.zh, &theme.name.en].into_iter().chain(&theme.aliases) {
            let hits = index.find(words, catalog.matters.len());
            for key in &theme.matters {
                assert!(hits.iter().any(|hit| hit.key == key), "{words} does not lead to {key}: {hits:?}");
            }
        }
    }
    let hits = index.find("生孩子", 3);
    let parts: Vec<(&str, Part)> = hits.iter().map(|hit| (hit.key, hit.why.part)).collect();
    assert_eq!(parts[..2], [("newborn", Part::Alias), ("marriage", Part::Theme)]);
}
