//! On the real librime and the dictionary that `make pinyin` built; `YICI_RIME` names its folder.

use super::*;
use std::process::Command;
use std::time::Instant;

fn built() -> PathBuf {
    match std::env::var_os("YICI_RIME") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("target/rime"),
    }
}

fn settings() -> WritingSettings {
    WritingSettings { shared_data: "/usr/share/rime-data".into(), built: built() }
}

fn composer() -> Composer {
    Composer::new(&Engine::start(&settings()).expect("run `make pinyin` first"))
}

fn typed(pinyin: &str) -> Composer {
    let mut composer = composer();
    type_in(&mut composer, pinyin);
    composer
}

fn type_in(composer: &mut Composer, pinyin: &str) {
    for letter in pinyin.chars() {
        assert!(composer.key(letter), "{letter} of {pinyin} was not taken");
    }
}

/// Picks `character` for the syllable that is next, turning pages until it is found.
fn pick(composer: &mut Composer, character: &str) -> Option<String> {
    loop {
        if let Some(index) = composer.candidates().iter().position(|candidate| candidate == character) {
            return composer.pick(index);
        }
        assert!(composer.more(), "{character} is not offered");
        composer.next_page();
    }
}

fn files_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be listed");
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn common_words_come_first_in_simplified_characters() {
    for (pinyin, words) in [
        ("zhongguorenmin", "中国人民"),
        ("budongchandengji", "不动产登记"),
        ("gongjijin", "公积金"),
        ("hukoubu", "户口簿"),
        ("xinshenger", "新生儿"),
        ("yufangjiezhong", "预防接种"),
        ("shenfenzheng", "身份证"),
        ("shehuibaozhangka", "社会保障卡"),
        ("yibaocanbao", "医保参保"),
        ("chushengyixuezhengming", "出生医学证明"),
        ("tongyishehuixinyongdaima", "统一社会信用代码"),
        ("laodonghetong", "劳动合同"),
    ] {
        assert_eq!(typed(pinyin).candidates()[0], words);
    }
}

#[test]
fn rare_characters_of_names_are_on_the_first_three_pages() {
    for (pinyin, character) in
        [("yan", "䶮"), ("kun", "堃"), ("chong", "翀"), ("jie", "㛃"), ("hong", "𬭎"), ("di", "𬱖")]
    {
        let mut composer = typed(pinyin);
        let mut offered = composer.candidates();
        for _ in 0..2 {
            composer.next_page();
            offered.extend(composer.candidates());
        }
        assert!(offered.iter().any(|candidate| candidate == character), "{character} is not among {offered:?}");
    }
}

#[test]
fn a_picked_word_comes_back_and_the_composition_is_empty_again() {
    let mut composer = typed("zhongguorenmin");
    assert_eq!(composer.composing(), "zhong guo ren min");
    assert_eq!(composer.pick(0).as_deref(), Some("中国人民"));
    assert_eq!(composer.composing(), "");
    assert!(composer.candidates().is_empty());
    assert_eq!(composer.pick(0), None);
}

#[test]
fn a_name_is_picked_character_by_character() {
    let mut composer = typed("zhangyan");
    assert_eq!(pick(&mut composer, "章"), None);
    assert_eq!(composer.composing(), "章yan");
    assert_eq!(pick(&mut composer, "烟").as_deref(), Some("章烟"));
}

#[test]
fn picking_beyond_the_page_changes_nothing() {
    let mut composer = typed("yi");
    let offered = composer.candidates();
    assert_eq!(composer.pick(PAGE + NEAR), None);
    assert_eq!(composer.pick(usize::MAX), None);
    assert_eq!(composer.candidates(), offered);
}

#[test]
fn an_apostrophe_parts_syllables() {
    assert_eq!(typed("xian").candidates()[0].chars().count(), 1);
    assert_eq!(typed("xi'an").candidates()[0], "西安");
    assert!(!composer().key('\''), "a break with nothing before it was taken");
}

#[test]
fn v_stands_for_u_with_dots() {
    let composer = typed("lvshi");
    assert_eq!(composer.composing(), "lü shi");
    assert!(composer.candidates().iter().any(|candidate| candidate == "律师"));
}

/// Types an unusual name three times over and then looks whether it is offered to the next citizen.
fn three_rounds_of_an_unusual_name_change_nothing() {
    let before = typed("zhangyan").candidates();
    assert_ne!(before[0], "章烟");
    for _ in 0..3 {
        let mut composer = typed("zhangyan");
        assert_eq!(pick(&mut composer, "章"), None);
        assert_eq!(pick(&mut composer, "烟").as_deref(), Some("章烟"));
        type_in(&mut composer, "zhangyan");
        assert_eq!(composer.candidates(), before, "the same citizen is offered what he wrote");
    }
    assert_eq!(typed("zhangyan").candidates(), before, "the next citizen is offered what the last one wrote");
}

#[test]
fn nothing_is_learned_by_this_process_or_the_next() {
    const AGAIN: &str = "YICI_TEST_SECOND_PROCESS";
    let before = files_in(&built());
    three_rounds_of_an_unusual_name_change_nothing();
    if std::env::var_os(AGAIN).is_none() {
        let name = concat!(module_path!(), "::nothing_is_learned_by_this_process_or_the_next");
        let (_, name) = name.split_once("::").expect("a test is in a crate");
        let output = Command::new(std::env::current_exe().unwrap()).args(["--exact", name]).env(AGAIN, "1").output();
        let output = output.expect("the test program starts again");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "in the second process: {said}");
    }
    let after = files_in(&built());
    assert_eq!(after, before, "the engine left something in its folder");
    assert!(!after.iter().any(|name| name.contains("userdb")));
}

#[test]
fn backspace_takes_back_a_letter_and_then_a_pick() {
    let mut composer = typed("nihao");
    composer.backspace();
    assert_eq!(composer.composing(), "ni ha");
    composer.clear();

    type_in(&mut composer, "zhangyan");
    assert_eq!(pick(&mut composer, "章"), None);
    composer.backspace();
    assert_eq!(composer.composing(), "zhangyan");
    assert!(composer.candidates().iter().any(|candidate| candidate == "章"), "the pick is open again");
}

#[test]
fn backspace_on_an_empty_composition_does_nothing() {
    let mut composer = composer();
    composer.backspace();
    assert_eq!(composer.composing(), "");
}

#[test]
fn pages_go_forth_and_back_and_stop_at_both_ends() {
    let mut composer = typed("yi");
    let first = composer.candidates();
    assert_eq!(first.len(), PAGE + NEAR);
    assert!(composer.more());
    composer.previous_page();
    assert_eq!(composer.candidates(), first);

    composer.next_page();
    assert_ne!(composer.candidates(), first);
    composer.previous_page();
    assert_eq!(composer.candidates(), first);

    let mut pages = 1;
    while composer.more() {
        composer.next_page();
        pages += 1;
        assert!(pages < 1000);
    }
    let last = composer.candidates();
    composer.next_page();
    assert_eq!(composer.candidates(), last);
}

#[test]
fn the_sixty_first_letter_is_not_taken_and_no_letter_is_slow() {
    // Initials alone are the worst case: every letter may be any of thousands of syllables.
    let mut composer = composer();
    let started = Instant::now();
    for letter in "zhangsanlisi".chars().cycle().take(MAX_LETTERS) {
        assert!(composer.key(letter));
    }
    assert!(!composer.key('a'));
    let letters: usize = composer.composing().chars().filter(char::is_ascii_lowercase).count();
    assert_eq!(letters, MAX_LETTERS);
    composer.clear();
    for letter in "zsxjbq".chars().cycle().take(MAX_LETTERS) {
        assert!(composer.key(letter));
    }
    assert!(!composer.candidates().is_empty());
    assert!(started.elapsed().as_secs() < 20, "120 letters took {:?}", started.elapsed());
}

#[test]
fn only_letters_are_taken() {
    let mut composer = composer();
    for character in ['1', ' ', '\n', 'ü', '中', '.'] {
        assert!(!composer.key(character));
    }
    assert_eq!(composer.composing(), "");
    assert!(composer.key('N') && composer.key('i'));
    assert_eq!(composer.candidates()[0], "你");
}

#[test]
fn two_composers_do_not_see_each_others_text() {
    let mut one = typed("zhongguo");
    let other = typed("beijing");
    assert_eq!(one.composing(), "zhong guo");
    assert_eq!(other.composing(), "bei jing");
    one.clear();
    assert_eq!(other.candidates()[0], "北京");
    drop(other);
    assert_eq!(one.composing(), "");
}

#[test]
fn composers_on_several_threads_do_not_mix() {
    let engine = Engine::start(&settings()).expect("run `make pinyin` first");
    std::thread::scope(|threads| {
        for (pinyin, word) in [("zhongguo", "中国"), ("beijing", "北京"), ("shanghai", "上海")] {
            threads.spawn(move || {
                for _ in 0..20 {
                    let mut composer = Composer::new(&engine);
                    type_in(&mut composer, pinyin);
                    assert_eq!(composer.pick(0).as_deref(), Some(word));
                }
            });
        }
    });
}

#[test]
fn a_missing_dictionary_is_named_with_what_to_install_and_does_not_stop_a_later_start() {
    let empty = tempfile::tempdir().unwrap();
    let Err(error) = Engine::start(&WritingSettings { built: empty.path().into(), ..settings() }) else {
        panic!("it started without a dictionary");
    };
    let says = error.to_string();
    for part in ["default.yaml", "make pinyin", "rime-data-luna-pinyin"] {
        assert!(says.contains(part), "{says}");
    }
    assert!(Engine::start(&settings()).is_ok());
}

#[test]
fn a_second_dictionary_in_the_same_process_is_refused() {
    let _first = composer();
    let copy = tempfile::tempdir().unwrap();
    for name in files_in(&built()) {
        std::fs::copy(built().join(&name), copy.path().join(&name)).unwrap();
    }
    let second = Engine::start(&WritingSettings { built: copy.path().into(), ..settings() });
    assert!(matches!(second, Err(WritingError::Elsewhere(_))));
}

#[test]
fn initials_alone_find_a_word() {
    for (initials, word) in
        [("zgrm", "中国人民"), ("bdcdj", "不动产登记"), ("shbzk", "社会保障卡"), ("ylbx", "医疗保险")]
    {
        assert!(typed(initials).candidates().iter().any(|candidate| candidate == word), "{word} by {initials}");
    }
}

#[test]
fn near_sounds_stand_behind_what_is_spelt_right() {
    for (exact, near) in [("si", "是"), ("lan", "南"), ("sen", "生"), ("zi", "知")] {
        let candidates = typed(exact).candidates();
        let (right, behind) = candidates.split_at(PAGE);
        assert!(!right.iter().any(|candidate| candidate == near), "{near} for {exact} among {right:?}");
        assert!(behind.len() <= NEAR && !behind.is_empty(), "{candidates:?}");
    }
    for (near, word) in [
        ("zongguo", "中国"),
        ("sehuibaoxian", "社会保险"),
        ("lanjing", "南京"),
        ("sengri", "生日"),
        ("hunanseng", "湖南省"),
    ] {
        let offered = typed(near).candidates();
        assert!(offered.iter().any(|candidate| candidate == word), "{word} for {near} among {offered:?}");
    }
}

#[test]
fn whoever_picks_a_near_sound_goes_on_with_it_and_the_next_word_begins_anew() {
    let mut composer = typed("zongguo");
    let place = composer.candidates().iter().position(|candidate| candidate == "中国").expect("offered");
    assert!(place >= PAGE, "what is spelt so comes first");
    assert_eq!(composer.pick(place).as_deref(), Some("中国"));
    assert_eq!(composer.composing(), "");
    type_in(&mut composer, "zhongguo");
    assert_eq!(composer.candidates()[0], "中国");
    composer.clear();

    type_in(&mut composer, "zongguoyan");
    let place = composer.candidates().iter().position(|candidate| candidate == "中国").expect("offered");
    assert!(place >= PAGE);
    assert_eq!(composer.pick(place), None);
    assert_eq!(pick(&mut composer, "烟").as_deref(), Some("中国烟"));
    assert_eq!(composer.composing(), "");
}

#[test]
fn what_follows_a_word_comes_from_the_table_and_one_character_of_a_name_is_found() {
    let next = NextWords::open(&built()).expect("run `make pinyin` first");
    let after = |text: &str| next.after(text, 12);
    assert!(after("本人的社会").iter().take(4).any(|word| word == "保险"), "{:?}", after("本人的社会"));
    assert!(after("劳动").iter().any(|word| word == "合同"), "{:?}", after("劳动"));
    let rare = Rare::open(&built()).expect("run `make pinyin` first");
    for (question, character) in
        [("yan9", '䶮'), ("kun11", '堃'), ("di", '𬱖'), ("hong", '𬭎'), ("jie9", '㛃'), ("cao9", '草')]
    {
        assert!(rare.find(question).contains(&character), "{character} by {question}");
    }
    assert_eq!(rare.find("u30edd"), ['\u{30edd}']);
}
