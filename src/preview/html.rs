//! The guide as one HTML page without a reference to anything outside it: pictures of papers are in it.

use super::{Guide, escaped};
use crate::text::{Language, either};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write as _;

const STYLE: &str = "body{font:16px/1.7 'Noto Sans CJK SC',sans-serif;color:#1d2733;max-width:860px;margin:32px auto;\
padding:0 16px}img{width:240px;margin-top:6px}h1{font-size:30px;margin:0}h2{font-size:20px;margin:32px 0 8px;border-left:5px solid #1a5fb4;\
padding-left:10px}table{border-collapse:collapse;width:100%}td,th{border:1px solid #c9d2dc;padding:6px 10px;\
text-align:left;vertical-align:top}th{background:#eef3f8;font-weight:600}small{color:#5b6a7a}\
.mark{display:inline-block;background:#fdf1d6;padding:0 10px;border-radius:4px}.facts{display:flex;gap:48px;margin:16px 0}\
.facts b{display:block;font-size:20px;color:#1a5fb4}.bar{position:relative;height:14px;background:#eef3f8;min-width:160px}\
.bar i{position:absolute;height:14px;background:#1a5fb4;min-width:4px}";

/// The guide as a page.
pub fn html(guide: &Guide) -> String {
    let language = if guide.language == "zh" { Language::Chinese } else { Language::English };
    let say = |zh: &'static str, en: &'static str| either(language, zh, en);
    let e = escaped;
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{1}</title><style>{STYLE}</style></head>\
         <body>\n<h1>{1}</h1>\n<p>{2}</p>\n",
        guide.language,
        e(&guide.name),
        e(&guide.summary)
    );
    if guide.demonstration {
        let _ = writeln!(
            out,
            "<p class=\"mark\">{}</p>",
            say("演示事项，不具法律效力", "Demonstration only, without legal effect")
        );
    }
    let fact = |label: &str, value: &str| format!("<div><small>{label}</small><b>{}</b></div>", e(value));
    let facts = [
        fact(say("办结时限", "Done within"), &guide.limit),
        fact(say("收费", "Fees"), &guide.fees.join(say("；", "; "))),
        fact(say("版本", "Version"), &guide.version),
    ];
    let _ = writeln!(out, "<div class=\"facts\">{}</div>", facts.concat());
    list(&mut out, say("受理条件", "Conditions"), guide.conditions.iter().map(|text| e(text)));
    let asked = guide.questions.iter().map(|(question, answer)| format!("{} <b>{}</b>", e(question), e(answer)));
    list(&mut out, say("情形", "Situation"), asked);
    items(&mut out, guide, language);
    list(&mut out, say("可能还有", "Perhaps also"), guide.pending.iter().map(|text| e(text)));
    for group in &guide.form {
        let heads = [say("填写项", "Field"), say("怎么填", "How"), say("用途", "Why")];
        let rows = group.fields.iter().map(|field| {
            let mut how: Vec<String> = Vec::new();
            if field.from_card {
                how.push(say("来自身份证", "from the ID card").to_owned());
            }
            if !field.required {
                how.push(say("选填", "optional").to_owned());
            }
            how.extend(
                [&field.note, &field.options.join(say("、", ", "))]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .cloned(),
            );
            if !field.sample.is_empty() {
                how.push(format!("{}{}", say("例如：", "e.g. "), field.sample));
            }
            [e(&field.name), e(&how.join(say("；", "; "))), format!("<small>{}</small>", e(&field.why))]
        });
        let title = format!("{} · {}", say("一张表", "One form"), e(&group.title));
        table(&mut out, &title, heads, rows);
    }
    let heads = [say("材料", "Paper"), say("要求", "Form"), say("用途", "Why")];
    let rows = guide.papers.iter().map(|paper| {
        let form = format!("{} ×{}<br><small>{}</small>", e(&paper.form), paper.copies, e(&paper.instead));
        let picture = paper.sample.as_ref().map(|sample| {
            let (png, alt) = (STANDARD.encode(&sample.png), say("样张", "Sample"));
            format!("<br><img alt=\"{alt}\" src=\"data:image/png;base64,{png}\">")
        });
        let name = e(&paper.name) + &picture.unwrap_or_default();
        [name, form, format!("<small>{}</small>", e(&paper.why))]
    });
    table(&mut out, say("材料", "Papers"), heads, rows);
    let ways = guide.deliveries.iter().map(|(name, detail)| format!("<b>{}</b> {}", e(name), e(detail)));
    list(&mut out, say("结果领取", "Results"), ways);
    out.push_str("</body></html>\n");
    out
}

fn items(out: &mut String, guide: &Guide, language: Language) {
    let say = |zh: &'static str, en: &'static str| either(language, zh, en);
    let e = escaped;
    let whole = guide.items.iter().map(|item| item.days.1).max().unwrap_or(0).max(1);
    let heads = [say("办理事项", "Item"), say("时限和收费", "Limit and fee"), say("时间表", "Timeline")];
    let rows = guide.items.iter().map(|item| {
        let mut more: Vec<String> = vec![item.department.clone(), item.code.clone()];
        more.extend(item.basis.iter().cloned());
        if !item.why.is_empty() {
            more.push(format!("{}{}", say("因为", "because "), item.why));
        }
        more.retain(|text| !text.is_empty());
        let (from, to) = item.days;
        let percent = |days: u32| u64::from(days) * 100 / u64::from(whole);
        let bar = format!(
            "<div class=\"bar\"><i style=\"left:{}%;width:{}%\"></i></div><small>{from}–{to}</small>",
            percent(from),
            percent(to - from)
        );
        let limit = format!("{}<br>{}<br><small>{}</small>", e(&item.limit), e(&item.fee), e(&item.result));
        [
            format!(
                "{}<br><small>{}</small>",
                e(&item.name),
                more.iter().map(|text| e(text)).collect::<Vec<_>>().join("<br>")
            ),
            limit,
            bar,
        ]
    });
    table(out, say("办理事项", "Items"), heads, rows);
}

fn list(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.map(|line| format!("<li>{line}</li>")).collect();
    if !lines.is_empty() {
        let _ = writeln!(out, "<h2>{title}</h2>\n<ul>{}</ul>", lines.concat());
    }
}

/// A table of cells that are HTML already.
fn table(out: &mut String, title: &str, heads: [&str; 3], rows: impl Iterator<Item = [String; 3]>) {
    let heads = heads.map(|head| format!("<th>{head}</th>")).concat();
    let rows: Vec<String> =
        rows.map(|row| format!("<tr>{}</tr>\n", row.map(|cell| format!("<td>{cell}</td>")).concat())).collect();
    if !rows.is_empty() {
        let _ = writeln!(out, "<h2>{title}</h2>\n<table><tr>{heads}</tr>\n{}</table>", rows.concat());
    }
}
