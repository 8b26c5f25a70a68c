//! The whole matter as a flow chart: questions and deciding fields at the left, items from left to right in the order in
//! which they run, every situation at once. SVG without a reference to anything outside it.
//!
//! A layered layout of its own: an item stands one column to the right of the last it waits for, so arrows only ever go
//! to the right. In a column, items keep the order of the file.

use super::escaped;
use crate::catalog::{Catalog, Item, Matter};
use crate::plan::{Limit, limit, order, why};
use crate::text::{Language, either};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const BOX: i32 = 250;
const GAP: i32 = 70;
const ROW: i32 = 24;
const LINE: i32 = 20;
const TOP: i32 = 110;
const LEFT: i32 = 30;
/// Half-width places in a line of a box.
const PLACES: usize = 30;

/// A box with its place, once it was laid out.
struct Node {
    x: i32,
    y: i32,
    height: i32,
    lines: Vec<(String, &'static str)>,
    style: &'static str,
}

impl Node {
    fn middle(&self) -> i32 {
        self.y + self.height / 2
    }
}

/// The chart of a matter.
pub fn chart(catalog: &Catalog, matter: &Matter, language: Language) -> String {
    let all: Vec<&Item> = matter.items.iter().collect();
    let items = order(all.iter().copied()).unwrap_or(all);
    let columns = columns(&items);
    let mut bottoms: BTreeMap<usize, i32> = BTreeMap::new();
    let mut place = |column: usize, lines: Vec<(String, &'static str)>, style: &'static str| {
        let y = *bottoms.get(&column).unwrap_or(&TOP);
        let height = LINE * i32::try_from(lines.len()).unwrap_or(1) + 22;
        bottoms.insert(column, y + height + ROW);
        let column = i32::try_from(column).unwrap_or(0);
        Node { x: LEFT + column * (BOX + GAP), y, height, lines, style }
    };
    let deciding: BTreeSet<&str> = matter.conditions().filter_map(|condition| condition.field()).collect();
    let mut sources: Vec<Node> = Vec::new();
    for question in &matter.questions {
        let mut lines = wrapped(question.text.get(language), "head");
        for option in &question.options {
            lines.extend(wrapped(&format!("· {}", option.text.get(language)), "small"));
        }
        lines.extend(situation(catalog, matter, &question.when, language));
        sources.push(place(0, lines, "question"));
    }
    for key in deciding {
        let name = catalog.fields.get(key).map_or(key, |field| field.name.get(language));
        let label = format!("{}{name}", either(language, "填表时：", "On the form: "));
        sources.push(place(0, wrapped(&label, "head"), "field"));
    }
    let first = usize::from(!sources.is_empty());
    let mut nodes: BTreeMap<&str, Node> = BTreeMap::new();
    for item in &items {
        let column = columns.get(item.key.as_str()).copied().unwrap_or(0) + first;
        let style = if item.when.is_empty() { "item" } else { "maybe" };
        nodes.insert(&item.key, place(column, of_item(catalog, matter, item, language), style));
    }
    let mut edges = String::new();
    for item in &items {
        for before in item.after.iter().filter_map(|key| nodes.get(key.as_str())) {
            arrow(&mut edges, before, &nodes[item.key.as_str()]);
        }
    }
    let width = LEFT * 2 + nodes.values().chain(&sources).map(|node| node.x + BOX).max().unwrap_or(BOX);
    let height = nodes.values().chain(&sources).map(|node| node.y + node.height).max().unwrap_or(TOP) + LEFT;
    let mut out = head(matter, &items, width, height, language);
    out.push_str(&edges);
    sources.iter().chain(nodes.values()).for_each(|node| draw(&mut out, node));
    out.push_str("</svg>\n");
    out
}

/// The column of each item: one to the right of the last it waits for.
fn columns<'a>(items: &[&'a Item]) -> BTreeMap<&'a str, usize> {
    let mut columns: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items {
        let before = item.after.iter().filter_map(|key| columns.get(key.as_str())).max();
        columns.insert(&item.key, before.map_or(0, |column| column + 1));
    }
    columns
}

fn of_item(catalog: &Catalog, matter: &Matter, item: &Item, language: Language) -> Vec<(String, &'static str)> {
    let mut lines = wrapped(item.name.get(language), "head");
    let limit = Limit { days: item.promised(), kind: item.days_kind }.words(language);
    lines.extend(wrapped(&format!("{} · {limit}", item.department.name.get(language)), "small"));
    let counts = match language {
        Language::Chinese => format!("{}项填写 · {}份材料", item.fields.len(), item.papers.len()),
        Language::English => format!("{} fields · {} papers", item.fields.len(), item.papers.len()),
    };
    lines.extend(wrapped(&counts, "small"));
    if let Some(group) = &item.together {
        lines.extend(wrapped(&format!("{}{group}", either(language, "依规定一并办理：", "bound by law: ")), "small"));
    }
    lines.extend(situation(catalog, matter, &item.when, language));
    for also in &item.also {
        let names: Vec<&str> = also
            .fields
            .iter()
            .filter_map(|key| Some(catalog.fields.get(key)?.name.get(language)))
            .chain(
                also.papers
                    .iter()
                    .filter_map(|key| Some(matter.papers.iter().find(|paper| paper.key == *key)?.name.get(language))),
            )
            .collect();
        let more = names.join(either(language, "、", ", "));
        let when = why::situation(catalog, matter, also.when.iter()).unwrap_or_default();
        let words = match language {
            Language::Chinese => format!("若{}，另需{more}", when.zh),
            Language::English => format!("if {}, also {more}", when.en),
        };
        lines.extend(wrapped(&words, "when"));
    }
    lines
}

fn situation(
    catalog: &Catalog,
    matter: &Matter,
    when: &[crate::catalog::Condition],
    language: Language,
) -> Vec<(String, &'static str)> {
    let Some(words) = why::situation(catalog, matter, when.iter()) else { return Vec::new() };
    match language {
        Language::Chinese => wrapped(&format!("仅当{}", words.zh), "when"),
        Language::English => wrapped(&format!("only if {}", words.en), "when"),
    }
}

/// Text in lines that fit a box. A Chinese character takes two places, a word of Latin letters is not broken.
fn wrapped(text: &str, style: &'static str) -> Vec<(String, &'static str)> {
    let width = |c: char| if c.is_ascii() { 1 } else { 2 };
    let room = if style == "head" { PLACES - 4 } else { PLACES - 1 };
    let mut lines: Vec<String> = vec![String::new()];
    let mut used = 0;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if first.is_ascii() && first != ' ' {
            rest.find(|c: char| !c.is_ascii() || c == ' ').unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, next) = rest.split_at(end);
        let size: usize = word.chars().map(width).sum();
        // Closing marks stay on the line that they close.
        if used + size > room && !"，。、”）；：".contains(word) {
            lines.push(String::new());
            used = 0;
        }
        if used > 0 || word != " " {
            if let Some(line) = lines.last_mut() {
                line.push_str(word);
            }
            used += size;
        }
        rest = next;
    }
    lines.into_iter().map(|line| (line, style)).collect()
}

fn arrow(out: &mut String, from: &Node, to: &Node) {
    let (x1, y1, x2, y2) = (from.x + BOX, from.middle(), to.x - 8, to.middle());
    let bend = (x1 + x2) / 2;
    let _ = writeln!(
        out,
        "<path d=\"M{x1} {y1} C{bend} {y1} {bend} {y2} {x2} {y2}\" class=\"edge\" marker-end=\"url(#tip)\"/>"
    );
}

fn draw(out: &mut String, node: &Node) {
    let Node { x, y, height, style, .. } = node;
    let _ = writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{BOX}\" height=\"{height}\" rx=\"8\" class=\"{style}\"/>");
    let mut line = y + 11 + 15;
    for (words, style) in &node.lines {
        let _ = writeln!(out, "<text x=\"{}\" y=\"{line}\" class=\"{style}\">{}</text>", x + 14, escaped(words));
        line += LINE;
    }
}

fn head(matter: &Matter, items: &[&Item], width: i32, height: i32, language: Language) -> String {
    let header = &matter.matter;
    let whole = limit(items, header.limit).at_most(language);
    let demonstration =
        if header.demonstration { either(language, " · 演示事项", " · demonstration") } else { "" };
    let legend = either(
        language,
        "左栏是情形，向右按办理先后；虚线框只在所写情形办理；没有箭头的同时办理",
        "Left: the situation. To the right: in running order. Dashed: only in that situation. Without arrows: at the same time",
    );
    // The head never runs out of a narrow chart.
    let width = width.max(760);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"'Noto Sans CJK SC',sans-serif\">\n<style>.question{{fill:#fdf6e3;stroke:#b58900}}\
         .field{{fill:#eef7ee;stroke:#2e7d32}}.item{{fill:#eef3f8;stroke:#1a5fb4}}\
         .maybe{{fill:#fff;stroke:#1a5fb4;stroke-dasharray:6 4}}.edge{{fill:none;stroke:#44546a;stroke-width:1.6}}\
         .head{{font-size:16px;font-weight:600;fill:#1d2733}}.small{{font-size:14px;fill:#44546a}}\
         .when{{font-size:14px;fill:#8a4b08}}.title{{font-size:26px;font-weight:700;fill:#1d2733}}</style>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"1\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
         orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#44546a\"/></marker></defs>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"46\" class=\"title\">{}</text>\n\
         <text x=\"{LEFT}\" y=\"72\" class=\"small\">{} · {}{demonstration}</text>\n\
         <text x=\"{LEFT}\" y=\"94\" class=\"small\">{legend}</text>\n",
        escaped(header.name.get(language)),
        escaped(&header.version),
        escaped(&whole),
    )
}
