//! Claims about recognising, on a small table that is made here, and on the real one where `make strokes` has left it.

use yici_strokes::{Builder, Candidate, MOST_POINTS, Recogniser, Stroke, Table, TableError};

type Drawn = (char, &'static [&'static [(f32, f32)]]);

/// Characters of straight strokes, drawn on a square of ten by ten.
const DRAWN: &[Drawn] = &[
    ('一', &[&[(1.0, 5.0), (9.0, 5.0)]]),
    ('二', &[&[(2.0, 3.0), (8.0, 3.0)], &[(1.0, 8.0), (9.0, 8.0)]]),
    ('三', &[&[(2.0, 2.0), (8.0, 2.0)], &[(2.5, 5.0), (7.5, 5.0)], &[(1.0, 8.5), (9.0, 8.5)]]),
    ('十', &[&[(1.0, 4.5), (9.0, 4.5)], &[(5.0, 1.0), (5.0, 9.5)]]),
    ('人', &[&[(5.0, 1.0), (4.5, 5.0), (1.0, 9.0)], &[(4.8, 4.0), (9.0, 9.0)]]),
    ('口', &[&[(2.0, 2.0), (2.0, 8.0)], &[(2.0, 2.0), (8.0, 2.0), (8.0, 8.0)], &[(2.0, 8.0), (8.0, 8.0)]]),
    (
        '中',
        &[
            &[(2.0, 3.0), (2.0, 6.0)],
            &[(2.0, 3.0), (8.0, 3.0), (8.0, 6.0)],
            &[(2.0, 6.0), (8.0, 6.0)],
            &[(5.0, 1.0), (5.0, 9.5)],
        ],
    ),
    ('丨', &[&[(5.0, 1.0), (5.0, 9.0)]]),
];

fn drawn(character: char) -> Vec<Stroke> {
    let (_, strokes) = DRAWN.iter().find(|(known, _)| *known == character).expect("it is drawn");
    strokes.iter().map(|stroke| stroke.to_vec()).collect()
}

fn bytes() -> Vec<u8> {
    let mut builder = Builder::default();
    DRAWN.iter().for_each(|(character, _)| builder.add(*character, 0, &drawn(*character)));
    builder.finish()
}

fn recogniser() -> Recogniser {
    Recogniser::new(Table::read(&bytes()).expect("our own table"))
}

fn moved(strokes: &[Stroke], by: impl Fn((f32, f32)) -> (f32, f32)) -> Vec<Stroke> {
    strokes.iter().map(|stroke| stroke.iter().copied().map(&by).collect()).collect()
}

fn first(strokes: &[Stroke]) -> char {
    recogniser().recognise(strokes, 1)[0].character
}

#[test]
fn every_character_is_recognised_as_itself() {
    for (character, _) in DRAWN {
        assert_eq!(first(&drawn(*character)), *character);
    }
}

#[test]
fn place_and_size_on_the_pad_do_not_matter() {
    for (character, _) in DRAWN {
        let strokes = drawn(*character);
        assert_eq!(first(&moved(&strokes, |(x, y)| (x + 700.0, y - 300.0))), *character);
        assert_eq!(first(&moved(&strokes, |(x, y)| (x * 90.0, y * 90.0))), *character);
        assert_eq!(first(&moved(&strokes, |(x, y)| (x * 0.01, y * 0.01))), *character);
    }
}

#[test]
fn a_character_may_be_written_broad_or_tall() {
    for character in ['十', '口', '中', '三'] {
        assert_eq!(first(&moved(&drawn(character), |(x, y)| (x * 1.5, y))), character);
        assert_eq!(first(&moved(&drawn(character), |(x, y)| (x, y * 1.5))), character);
    }
}

#[test]
fn the_order_of_strokes_does_not_matter() {
    for (character, _) in DRAWN {
        let mut strokes = drawn(*character);
        strokes.reverse();
        assert_eq!(first(&strokes), *character);
    }
}

#[test]
fn joined_strokes_are_recognised() {
    for character in ['二', '三', '十', '人', '口', '中'] {
        assert_eq!(first(&[drawn(character).concat()]), character);
    }
}

#[test]
fn an_empty_field_has_no_candidates() {
    assert_eq!(recogniser().recognise(&[], 10), []);
    assert_eq!(recogniser().recognise(&[vec![], vec![]], 10), []);
    let empty = Recogniser::new(Table::read(&Builder::default().finish()).expect("an empty table"));
    assert_eq!(empty.recognise(&drawn('十'), 10), []);
}

#[test]
fn one_point_is_answered_with_numbers() {
    for strokes in [vec![vec![(3.0, 3.0)]], vec![vec![(3.0, 3.0); 50]], vec![vec![(0.0, 0.0)], vec![(9.0, 9.0)]]] {
        assert_answered(&recogniser().recognise(&strokes, 10));
    }
}

#[test]
fn what_is_no_number_is_left_out() {
    let nonsense = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, -f32::MAX];
    assert_eq!(recogniser().recognise(&[nonsense.map(|x| (x, 1.0)).to_vec()], 10), []);
    let mut strokes = drawn('十');
    strokes[0].insert(1, (f32::NAN, 4.0));
    strokes.push(vec![(f32::INFINITY, f32::NAN)]);
    assert_eq!(first(&strokes), '十');
}

#[test]
fn ten_thousand_points_and_strokes_are_cut_to_the_bounds() {
    let long: Stroke = (0..10_000_u16).map(|step| (f32::from(step), 5.0)).collect();
    assert_eq!(first(std::slice::from_ref(&long)), '一');
    assert_answered(&recogniser().recognise(&vec![long; 40], 10));
    assert_answered(&recogniser().recognise(&vec![vec![(1.0, 1.0), (2.0, 2.0)]; 10_000], 10));
    assert_eq!(MOST_POINTS, 2_048);
}

fn assert_answered(candidates: &[Candidate]) {
    assert!(!candidates.is_empty() && candidates.iter().all(|candidate| candidate.fit.is_finite()), "{candidates:?}");
}

#[test]
fn no_more_candidates_come_back_than_were_asked_for_and_they_come_best_first() {
    let found = recogniser().recognise(&drawn('口'), 3);
    assert_eq!(found.len(), 3);
    assert!(found.is_sorted_by(|one, next| one.fit >= next.fit));
    assert!(recogniser().recognise(&drawn('口'), 0).is_empty());
}

#[test]
fn a_damaged_table_is_refused() {
    let good = bytes();
    assert!(matches!(Table::read(b""), Err(TableError::Foreign)));
    assert!(matches!(Table::read(&[b'x'; 64]), Err(TableError::Foreign)));
    for cut in [16, 40, good.len() / 2, good.len() - 1] {
        assert!(matches!(Table::read(&good[..cut]), Err(TableError::Damaged)), "{cut}");
    }
    let longer = [good.as_slice(), &[0]].concat();
    assert!(matches!(Table::read(&longer), Err(TableError::Damaged)));
    for at in (0..good.len()).step_by(7) {
        let mut bad = good.clone();
        bad[at] ^= 0xff;
        // Whatever was changed: an error or a table, and never a panic.
        let _ = Table::read(&bad).map(|table| Recogniser::new(table).recognise(&drawn('口'), 3).len());
    }
}

#[test]
fn the_beginning_of_a_table_is_frozen() {
    let mut builder = Builder::default();
    builder.add('一', 200, &drawn('一'));
    let bytes = builder.finish();
    // Kiosks read this from version 1 on. If it fails, undo your change or count the version up.
    assert_eq!(&bytes[..21], b"YICIINK1\x01\0\0\0\x06\0\0\0\x00\x4e\0\0\xc8");
}

#[test]
fn the_real_table_recognises_what_is_drawn_here() {
    let Some(folder) = std::env::var_os("YICI_STROKES") else {
        println!("skipped: YICI_STROKES names no folder; run `make strokes`");
        return;
    };
    let file = std::path::Path::new(&folder).join("characters");
    let Ok(bytes) = std::fs::read(&file) else {
        println!("skipped: no table at {}; run `make strokes`", file.display());
        return;
    };
    let recogniser = Recogniser::new(Table::read(&bytes).expect("a table"));
    for character in ['一', '二', '三', '十', '人', '口', '中'] {
        let found: String = recogniser.recognise(&drawn(character), 8).iter().map(|found| found.character).collect();
        assert!(found.contains(character), "{character}: {found}");
    }
}

/// Characters from left to right, this far apart.
fn line(characters: &str, gap: f32) -> Vec<Stroke> {
    let shift = |place: usize| f32::from(u8::try_from(place).expect("a few")) * (10.0 + gap);
    let beside = |(place, character)| moved(&drawn(character), move |(x, y)| (x + shift(place), y));
    characters.chars().enumerate().flat_map(beside).collect()
}

fn read(strokes: &[Stroke]) -> String {
    recogniser().read(strokes, 16).first().map_or_else(String::new, |reading| reading.text.clone())
}

#[test]
fn characters_side_by_side_are_told_apart() {
    for text in ["中人", "十口", "人口", "口中十", "中口人十"] {
        assert_eq!(read(&line(text, 1.0)), text);
        assert_eq!(read(&line(text, 4.0)), text);
    }
}

#[test]
fn one_character_is_read_as_one() {
    for (character, _) in DRAWN {
        assert_eq!(read(&drawn(*character)), character.to_string());
    }
}

#[test]
fn another_reading_of_each_place_is_offered() {
    let readings: Vec<String> =
        recogniser().read(&line("十口", 2.0), 16).into_iter().map(|reading| reading.text).collect();
    assert!(readings.iter().any(|text| text.starts_with('十') && !text.ends_with('口')), "{readings:?}");
    assert!(readings.iter().any(|text| !text.starts_with('十') && text.ends_with('口')), "{readings:?}");
    assert!(readings.len() <= 16);
}

#[test]
fn any_line_is_answered() {
    let recogniser = recogniser();
    assert!(recogniser.read(&[], 9).is_empty() && recogniser.read(&[vec![]], 9).is_empty());
    let dots: Vec<Stroke> =
        (0..500_u16).map(|place| vec![(f32::from(place) * 9.0, 1.0), (f32::from(place) * 9.0, 3.0)]).collect();
    assert!(!recogniser.read(&dots, 9).is_empty());
    recogniser.read(&[vec![(f32::NAN, 1.0)], vec![(1.0, f32::INFINITY)]], 9);
    recogniser.read(&[vec![(0.0, 0.0)], vec![(9.0, 0.0)]], 9);
    assert!(recogniser.read(&line("十口", 2.0), 0).is_empty());
}
