//! A page of paper for each kiosk's code: one HTML file, which any browser prints.

use super::Row;
use crate::paper::forms::code;
use crate::preview::escaped;
use std::fmt::Write as _;

/// The sheet. `codes` has each kiosk with the text of its code.
pub fn sheet<'a>(codes: impl IntoIterator<Item = (&'a Row, &'a str)>) -> String {
    let mut page = String::from(HEAD);
    for (row, text) in codes {
        let site = row.set.iter().find(|(key, _)| key == "kiosk.site.zh").map_or("", |(_, site)| site);
        // Text that fits a kiosk's code fits a QR code, which takes twice as much.
        let modules = code(text).unwrap_or_default();
        let side = modules.len() + 8;
        let mut dark = String::new();
        for (y, line) in modules.iter().enumerate() {
            for (x, _) in line.bytes().enumerate().filter(|(_, module)| *module == b'1') {
                let _ = write!(dark, "M{} {}h1v1h-1z", x + 4, y + 4);
            }
        }
        let _ = writeln!(
            page,
            "<section><h1>{}</h1><p>{}</p><svg viewBox=\"0 0 {side} {side}\" role=\"img\"><path d=\"{dark}\"/></svg>\
             <p>开机后点“用设置码”，把本码对准扫码窗口。<br>本码等同于钥匙：用后请销毁，不要拍照。</p></section>",
            escaped(&row.name),
            escaped(site),
        );
    }
    page + "</body></html>\n"
}

const HEAD: &str = "<!DOCTYPE html><html lang=\"zh\"><head><meta charset=\"utf-8\"><title>设置码</title><style>\
    section{break-after:page;text-align:center;font-family:sans-serif}svg{width:120mm;height:120mm}\
    </style></head><body>\n";
