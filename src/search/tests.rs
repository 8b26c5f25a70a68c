//! Queries and what they find first, on a small town's worth of matters.

use super::*;

/// Key, name, words by which people ask, items, papers.
type Sample = (&'static str, &'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

const TOWN: &[Sample] = &[
    (
        "newborn",
        "新生儿出生",
        &["生孩子", "孩子上户口", "A newborn child"],
        &["出生医学证明首次签发", "出生户口登记", "社会保障卡申领", "生育医疗费用报销"],
        &["医院出生记录单", "居民户口簿"],
    ),
    (
        "hiring",
        "员工录用",
        &["招工", "招人", "给员工交社保", "Hiring an employee"],
        &["企业职工参保登记", "劳动用工备案", "社会保障卡申领", "档案接收"],
        &["劳动合同"],
    ),
    (
        "company",
        "企业开办",
        &["开公司", "注册公司", "办营业执照"],
        &["企业设立登记", "公章刻制", "银行开户预约", "住房公积金开户"],
        &["公司章程", "住所证明"],
    ),
    (
        "restaurant",
        "开办餐饮店",
        &["开饭店", "开餐馆", "准营"],
        &["食品经营许可", "公众聚集场所消防安全检查"],
        &["平面图"],
    ),
    ("flexible-work", "灵活就业", &["自己交社保", "没有单位"], &["灵活就业人员参保登记", "就业困难人员认定"], &[]),
    (
        "retirement",
        "企业职工退休",
        &["退休", "领养老金"],
        &["职工正常退休审批", "养老保险待遇核定", "公积金提取"],
        &["职工档案"],
    ),
    (
        "deceased",
        "公民身后",
        &["去世", "死亡", "老人走了", "丧葬费"],
        &["户口注销", "丧葬补助金给付", "遗属待遇"],
        &["死亡证明"],
    ),
    ("marriage", "公民婚育", &["结婚", "领证"], &["婚姻登记预约", "户口迁移", "生育登记"], &["居民户口簿"]),
    ("veteran", "军人退役", &["退伍", "转业"], &["退役报到", "恢复户口", "预备役登记"], &[]),
    ("disabled", "扶残助困", &["残疾证"], &["残疾人证办理", "困难残疾人生活补贴"], &["评残表"]),
    (
        "house",
        "二手房转移登记及水电气联动过户",
        &["买房", "卖房", "房子过户"],
        &["不动产转移登记", "水表过户"],
        &["不动产权证书"],
    ),
    ("account", "会计人员信息采集", &["行业登记", "长期护理"], &["重新采集", "女职工调解"], &[]),
];

fn town() -> Index {
    Index::new(TOWN.iter().map(|(key, name, aliases, items, papers)| {
        let texts = [(Part::Name, *name)].into_iter();
        let texts = texts.chain(aliases.iter().map(|text| (Part::Alias, *text)));
        let texts = texts.chain(items.iter().map(|text| (Part::Item, *text)));
        Entry { key, texts: texts.chain(papers.iter().map(|text| (Part::Paper, *text))).collect() }
    }))
}

fn first(typed: &str) -> String {
    town().find(typed, 1).first().map_or("nothing", |hit| hit.key).to_owned()
}

fn all_find(queries: &[(&str, &str)]) {
    let found: Vec<(&str, String)> = queries.iter().map(|(typed, _)| (*typed, first(typed))).collect();
    let wanted: Vec<(&str, String)> = queries.iter().map(|(typed, key)| (*typed, (*key).to_owned())).collect();
    assert_eq!(found, wanted);
}

#[test]
fn chinese_words_find_their_matter() {
    all_find(&[
        ("新生儿", "newborn"),
        ("出生", "newborn"),
        ("退休", "retirement"),
        ("公积金提取", "retirement"),
        ("营业执照", "company"),
        ("残疾", "disabled"),
        ("水电气", "house"),
        ("劳动合同", "hiring"),
        ("餐饮", "restaurant"),
    ]);
}

#[test]
fn full_pinyin_finds_its_matter() {
    all_find(&[
        ("xinshenger", "newborn"),
        ("xin sheng er", "newborn"),
        ("XINSHENGER", "newborn"),
        ("tuixiu", "retirement"),
        ("jiehun", "marriage"),
        ("canji", "disabled"),
        ("kaigongsi", "company"),
        ("maifang", "house"),
    ]);
}

#[test]
fn a_syllable_under_the_finger_already_finds() {
    all_find(&[("xinsheng", "newborn"), ("xinshe", "newborn"), ("tuixi", "retirement"), ("jieh", "marriage")]);
}

#[test]
fn initials_find_their_matter() {
    all_find(&[
        ("xsecs", "newborn"),
        ("xshe", "newborn"),
        ("qykb", "company"),
        ("lhjy", "flexible-work"),
        ("yglu", "hiring"),
        ("gmsh", "deceased"),
        ("esf", "house"),
    ]);
}

#[test]
fn characters_syllables_and_initials_may_be_mixed() {
    all_find(&[("新生er", "newborn"), ("xs儿", "newborn"), ("qiye开b", "company"), ("灵活jy", "flexible-work")]);
}

#[test]
fn a_character_of_several_readings_is_found_by_the_right_one() {
    all_find(&[
        ("yinhang", "company"),
        ("kuaiji", "account"),
        ("hangye", "account"),
        ("changqi", "account"),
        ("chongxin", "account"),
        ("tiaojie", "account"),
        ("nvzhigong", "account"),
        ("nuzhigong", "account"),
        ("jifu", "deceased"),
    ]);
}

#[test]
fn the_habits_of_the_south_are_understood() {
    all_find(&[
        ("xinsenger", "newborn"),
        ("xinshener", "newborn"),
        ("tuixiou", "retirement"),
        ("zigongtuixiu", "retirement"),
    ]);
}

#[test]
fn events_of_a_life_find_their_matter() {
    all_find(&[
        ("生孩子", "newborn"),
        ("孩子上户口怎么办", "newborn"),
        ("老人走了要办什么", "deceased"),
        ("我想开一家饭店", "restaurant"),
        ("我要结婚", "marriage"),
        ("怎么注册公司", "company"),
        ("房子过户", "house"),
        ("没有单位怎么交社保", "flexible-work"),
    ]);
}

#[test]
fn slips_of_the_finger_are_forgiven() {
    all_find(&[
        ("xinshneger", "newborn"),
        ("xinshengger", "newborn"),
        ("xinshrnger", "newborn"),
        ("tuixuu", "retirement"),
        ("jeihun", "marriage"),
        ("linghuojiuye", "flexible-work"),
        ("yuangongluyon", "hiring"),
        ("yuangonglvyong", "hiring"),
    ]);
}

#[test]
fn characters_that_sound_alike_are_forgiven() {
    all_find(&[("新生二", "newborn"), ("推休", "retirement"), ("残级", "disabled"), ("社会保章卡", "newborn")]);
}

#[test]
fn every_word_of_a_query_must_be_found() {
    all_find(&[
        ("社保 员工", "hiring"),
        ("户口 结婚", "marriage"),
        ("公积金 退休", "retirement"),
        ("户口 去世", "deceased"),
    ]);
}

#[test]
fn english_is_found_from_the_beginning_of_its_words() {
    all_find(&[("newborn", "newborn"), ("Hiring", "hiring"), ("employee", "hiring"), ("iring", "hiring")]);
    let town = town();
    assert_eq!(town.find("hir", 5)[0].key, "hiring");
    assert_eq!(town.find("newborn child", 5)[0].key, "newborn");
}

#[test]
fn chinese_read_aloud_is_not_taken_for_english() {
    let index = Index::new([Entry { key: "data", texts: vec![(Part::Result, "Registered data")] }]);
    assert_eq!(index.find("data", 1).len(), 1);
    assert!(index.find("龘龘", 1).is_empty());
}

#[test]
fn two_characters_are_not_taken_for_two_others_that_sound_a_little_like_them() {
    all_find(&[("驾照", "nothing"), ("失业", "nothing")]);
}

#[test]
fn a_name_weighs_more_than_an_item_and_an_item_more_than_a_paper() {
    let town = town();
    let order: Vec<&str> = town.find("公司", 9).iter().map(|hit| hit.key).collect();
    assert_eq!(order, ["company"]);
    let parts: Vec<Part> = town.find("户口", 9).iter().map(|hit| hit.why.part).collect();
    assert!(parts.is_sorted(), "{parts:?}");
}

#[test]
fn a_hit_says_which_part_of_which_text_answered() {
    let town = town();
    let said = |typed: &str| {
        let hit = town.find(typed, 1).remove(0);
        (hit.why.part, hit.why.text.to_owned(), hit.why.text[hit.why.range].to_owned())
    };
    assert_eq!(said("shenger"), (Part::Name, "新生儿出生".into(), "生儿".into()));
    assert_eq!(said("yhkh"), (Part::Item, "银行开户预约".into(), "银行开户".into()));
    assert_eq!(said("newborn"), (Part::Alias, "A newborn child".into(), "newborn".into()));
    assert_eq!(said("jiehnu"), (Part::Alias, "结婚".into(), "结婚".into()));
    assert_eq!(said("我要上户口了"), (Part::Alias, "孩子上户口".into(), "上户口".into()));
}

#[test]
fn nothing_typed_and_nonsense_find_nothing() {
    let town = town();
    for typed in ["", "   ", "，。！", "qqqqqqqq", "vvvv", "zzzzzzzzzz", "\u{0}\u{202e}", "😀😀", "龘龘龘"] {
        assert_eq!(town.find(typed, 9), [], "{typed:?}");
    }
    assert_eq!(Index::default().find("退休", 9), []);
}

#[test]
fn no_more_come_back_than_were_asked_for_and_they_come_best_first() {
    let town = town();
    let hits = town.find("s", 4);
    assert_eq!(hits.len(), 4);
    assert!(hits.is_sorted_by(|one, next| one.score >= next.score));
    assert!(town.find("s", 0).is_empty());
}

#[test]
fn a_query_of_ten_thousand_characters_comes_to_an_end() {
    let town = town();
    for typed in ["a".repeat(10_000), "生".repeat(10_000), "s ".repeat(5_000), "生s".repeat(5_000)] {
        town.find(&typed, 9);
    }
}

#[test]
fn a_text_longer_than_the_bound_is_found_by_its_beginning_only() {
    let long = format!("开头{}结尾", "字".repeat(LONGEST_TEXT));
    let index = Index::new([Entry { key: "long", texts: vec![(Part::Name, long.as_str())] }]);
    assert_eq!(index.find("开头", 1).len(), 1);
    assert!(index.find("结尾", 1).is_empty());
}

#[test]
fn every_text_finds_its_own_matter_as_it_stands_in_pinyin_and_in_initials() {
    let town = town();
    for (key, name, ..) in TOWN {
        let characters: Vec<char> = name.chars().collect();
        let aloud: Vec<String> = reading::readings(&characters).into_iter().flatten().collect();
        let initials: String = aloud.iter().map(|syllable| &syllable[..1]).collect();
        for typed in [(*name).to_owned(), aloud.concat(), initials] {
            assert_eq!(town.find(&typed, 1)[0].key, *key, "{typed}");
        }
    }
}
