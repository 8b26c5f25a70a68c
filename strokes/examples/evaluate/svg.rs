//! The strokes of a KanjiVG file: the `d` of its paths, curves cut into straight pieces.

use yici_strokes::Stroke;

/// Pieces into which a curve is cut.
const CUTS: u8 = 8;

/// The strokes, in the order in which they stand.
pub fn strokes(svg: &str) -> Vec<Stroke> {
    svg.split(" d=\"").skip(1).filter_map(|rest| Some(path(rest.split_once('"')?.0))).collect()
}

fn path(text: &str) -> Stroke {
    let mut points: Stroke = Vec::new();
    let (mut command, mut control) = ('M', None);
    let mut numbers = Vec::new();
    for token in tokens(text) {
        if let Some(letter) = token.chars().next().filter(char::is_ascii_alphabetic) {
            command = letter;
            continue;
        }
        numbers.push(token.parse::<f32>().unwrap_or(0.0));
        let needed = match command.to_ascii_uppercase() {
            'M' | 'L' => 2,
            'S' => 4,
            _ => 6,
        };
        if numbers.len() == needed {
            let from = points.last().copied().unwrap_or((0.0, 0.0));
            let base = if command.is_ascii_lowercase() { from } else { (0.0, 0.0) };
            let given: Vec<(f32, f32)> = numbers.chunks(2).map(|two| (base.0 + two[0], base.1 + two[1])).collect();
            numbers.clear();
            control = match (command.to_ascii_uppercase(), given.as_slice()) {
                ('S', [second, to]) => {
                    let first: (f32, f32) = control.unwrap_or(from);
                    curve(&mut points, from, (2.0 * from.0 - first.0, 2.0 * from.1 - first.1), *second, *to)
                }
                ('C', [first, second, to]) => curve(&mut points, from, *first, *second, *to),
                (_, given) => {
                    points.extend(given);
                    None
                }
            };
        }
    }
    points
}

type Point = (f32, f32);

fn curve(points: &mut Stroke, from: Point, first: Point, second: Point, to: Point) -> Option<Point> {
    for cut in 1..=CUTS {
        let t = f32::from(cut) / f32::from(CUTS);
        let u = 1.0 - t;
        let mix =
            |a: f32, b: f32, c: f32, d: f32| u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d;
        points.push((mix(from.0, first.0, second.0, to.0), mix(from.1, first.1, second.1, to.1)));
    }
    Some(second)
}

/// Letters and numbers of a path; numbers may touch where a sign begins the next.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let ends = character.is_ascii_alphabetic()
            || matches!(character, ' ' | ',')
            || character == '-'
            || before.is_ascii_alphabetic();
        if ends {
            tokens.push(&text[start..at]);
            start = at;
        }
        before = character;
    }
    tokens.push(&text[start..]);
    tokens.into_iter().map(|token| token.trim_matches([' ', ','])).filter(|token| !token.is_empty()).collect()
}
