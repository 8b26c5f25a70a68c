//! How often a hand other than the table's is recognised: `evaluate TABLE KANJI [CHARACTERS]`.
//!
//! KANJI is the folder of KanjiVG, one SVG file a character; CHARACTERS a file of the characters to try, by default those
//! of GB 2312. Each is tried plain, with every fifth stroke joined to the next, and with all of them joined; then
//! some of them side by side.

use std::error::Error;
use std::time::Instant;
use yici_strokes::{Recogniser, Stroke, Table};

#[path = "evaluate/svg.rs"]
mod svg;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [table, folder, rest @ ..] = arguments.as_slice() else {
        return Err("usage: evaluate TABLE KANJI [CHARACTERS]".into());
    };
    let recogniser = Recogniser::new(Table::read(&std::fs::read(table)?)?);
    let wanted: Vec<char> = match rest.first() {
        Some(file) => std::fs::read_to_string(file)?.chars().filter(|c| !c.is_whitespace()).collect(),
        None => gb_2312(),
    };
    let mut samples: Vec<(char, Vec<Stroke>)> = Vec::new();
    for character in wanted {
        let file = format!("{folder}/{:05x}.svg", u32::from(character));
        if let Ok(text) = std::fs::read_to_string(file) {
            samples.push((character, svg::strokes(&text)));
        }
    }
    println!("{} characters of {}", samples.len(), recogniser.table().len());
    for (name, change) in [("plain", 0), ("every fifth joined", 5), ("all joined", 1)] {
        report(&recogniser, &samples, name, change);
    }
    report_lines(&recogniser, &samples);
    Ok(())
}

/// One character read as a line, and two and three of them side by side, with narrow and with wide gaps.
fn report_lines(recogniser: &Recogniser, samples: &[(char, Vec<Stroke>)]) {
    for (count, gap) in [(1, 0.0), (2, 20.0), (2, 35.0), (3, 30.0)] {
        let (mut right, mut first, mut all) = (0_u32, 0_u32, 0_u32);
        for number in (0..samples.len()).step_by(7) {
            let chosen: Vec<_> = (0..count).map(|place| &samples[(number + place * 997) % samples.len()]).collect();
            let text: String = chosen.iter().map(|(character, _)| *character).collect();
            let mut line: Vec<Stroke> = Vec::new();
            let mut begin = 0.0;
            for (_, strokes) in chosen {
                let points = || strokes.iter().flatten().map(|point| point.0);
                let (left, end) = (points().fold(f32::INFINITY, f32::min), points().fold(f32::NEG_INFINITY, f32::max));
                line.extend(
                    strokes.iter().map(|stroke| stroke.iter().map(|(x, y)| (x - left + begin, *y)).collect::<Stroke>()),
                );
                begin += end - left + gap;
            }
            let readings = recogniser.read(&line, 16);
            all += 1;
            right += u32::from(readings.first().is_some_and(|reading| reading.text.chars().count() == count));
            first += u32::from(readings.first().is_some_and(|reading| reading.text == text));
        }
        let part = |count: u32| 100.0 * f64::from(count) / f64::from(all.max(1));
        println!(
            "{count} side by side, {gap} of 109 apart: cut rightly {:.1} %, all right {:.1} %",
            part(right),
            part(first)
        );
    }
}

fn report(recogniser: &Recogniser, samples: &[(char, Vec<Stroke>)], name: &str, joined: usize) {
    let began = Instant::now();
    let mut places = [0_u32; 10];
    let mut halves = [[0_u32; 3]; 2];
    for (number, (character, strokes)) in samples.iter().enumerate() {
        let found = recogniser.recognise(&join(strokes, joined, number), 10);
        let place = found.iter().position(|candidate| candidate.character == *character);
        let half = &mut halves[number % 2];
        half[0] += 1;
        half[1] += u32::from(place == Some(0));
        half[2] += u32::from(place.is_some());
        if let Some(place) = place {
            places[place..].iter_mut().for_each(|count| *count += 1);
        } else if std::env::var_os("MISSED").is_some() {
            println!("{character}: {}", found.iter().map(|candidate| candidate.character).collect::<String>());
        }
    }
    let part = |count: u32, of: u32| 100.0 * f64::from(count) / f64::from(of.max(1));
    let all = u32::try_from(samples.len()).unwrap_or(u32::MAX);
    let half = |half: &[u32; 3]| format!("{:.1}/{:.1}", part(half[1], half[0]), part(half[2], half[0]));
    println!(
        "{name}: first {:.1} %, first five {:.1} %, first ten {:.1} % (halves {} and {}); {:.2} ms each",
        part(places[0], all),
        part(places[4], all),
        part(places[9], all),
        half(&halves[0]),
        half(&halves[1]),
        began.elapsed().as_secs_f64() * 1e3 / f64::from(all.max(1)),
    );
}

/// Joins strokes to the next without lifting: each, or every so many, counted through the whole set.
fn join(strokes: &[Stroke], every: usize, number: usize) -> Vec<Stroke> {
    let mut joined: Vec<Stroke> = Vec::new();
    for (place, stroke) in strokes.iter().enumerate() {
        match joined.last_mut() {
            Some(last) if every > 0 && (place + number).is_multiple_of(every) => last.extend(stroke),
            _ => joined.push(stroke.clone()),
        }
    }
    joined
}

/// GB 2312: rows 16 to 87, which GB 18030 keeps.
fn gb_2312() -> Vec<char> {
    let bytes = (0xb0..=0xf7_u8).flat_map(|high| (0xa1..=0xfe_u8).map(move |low| [high, low]));
    let read = |bytes: [u8; 2]| {
        encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(&bytes)?.chars().next()
    };
    bytes.filter_map(read).filter(|character| ('\u{4e00}'..='\u{9fff}').contains(character)).collect()
}
