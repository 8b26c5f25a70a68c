//! Certificates that are printed at once (证明开具): who has a record gets one, with a seal and a code, as a PDF.
//!
//! Each is signed, with its case, by the key of the receipts.
//!
//! The same case gets the same certificate, byte for byte, from every instance: nothing of it is chance, and nothing kept.

use crate::{cases, store::Store};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use qrcode::{Color, QrCode};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Bytes a piece. The contract allows six times as many.
const PIECE: usize = 4 * 1024;

/// What a certificate is called, by the item that it is asked for.
const NAMES: [(&str, &str); 5] = [
    ("insurance", "社会保险参保缴费证明"),
    ("fund", "住房公积金缴存证明"),
    ("property", "不动产登记资料查询结果证明"),
    ("tax", "个人所得税纳税记录"),
    ("household", "户籍人员信息证明"),
];

/// What is asked for, inside the seal.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    case: String,
    items: Vec<String>,
    delivery: String,
    from: usize,
}

/// A piece of it, or why there is none.
pub(crate) fn answer(
    store: &Store,
    id: &str,
    person: (&str, &str),
    wanted: &Wanted,
    sign: impl Fn(&str) -> String,
) -> anyhow::Result<Value> {
    let withheld = store.decided(&cases::digest(person.1))?;
    let no_record = |item: &String| withheld.iter().any(|[what, state, _]| what == item && state == "no_record");
    let known = NAMES.iter().find(|(item, _)| wanted.items.iter().any(|asked| asked == item));
    let said = |state: &str| Ok(json!({ "version": 1, "id": id, "state": state }));
    let Some((_, name)) = known.filter(|_| !wanted.items.iter().any(no_record)) else { return said("no_record") };
    if wanted.delivery == "electronic" {
        return said("sent");
    }
    let pdf = certificate(name, person, &wanted.case)?;
    let Some(rest) = pdf.get(wanted.from..).filter(|rest| !rest.is_empty()) else { return said("no_record") };
    let (digest, length, case) = (hex(&Sha256::digest(&pdf)), pdf.len(), json!(wanted.case));
    let signed = format!(r#"{{"version":1,"kind":"certificate","case":{case},"sha256":"{digest}","length":{length}}}"#);
    Ok(json!({
        "version": 1,
        "id": id,
        "state": "issued",
        "total": length,
        "sha256": digest,
        "signature": sign(&signed),
        "certificate": signed,
        "piece": STANDARD.encode(&rest[..rest.len().min(PIECE)]),
    }))
}

/// One sheet of A4: title, whose it is, a round seal, and the code by which its reader checks it.
fn certificate(name: &str, (holder, number): (&str, &str), case: &str) -> anyhow::Result<Vec<u8>> {
    let serial = hex(&Sha256::digest(format!("{case} {name} {number}")))[..16].to_uppercase();
    let lines = [
        (200.0, 700.0, 24.0, name.to_owned()),
        (72.0, 620.0, 14.0, format!("姓名：{holder}")),
        (72.0, 590.0, 14.0, format!("公民身份号码：{number}")),
        (72.0, 560.0, 14.0, "经查询主管部门的记录，上述人员的情况与申请一致，特此证明。".to_owned()),
        (72.0, 530.0, 14.0, "演示文书，不具法律效力。".to_owned()),
        (72.0, 180.0, 11.0, format!("编号 {serial}")),
        (72.0, 160.0, 11.0, "扫码核对真伪".to_owned()),
        (405.0, 296.0, 12.0, "电子印章".to_owned()),
    ];
    let mut page = String::new();
    for (x, y, size, text) in lines {
        let text: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        writeln!(page, "BT /F {size} Tf {x} {y} Td <{text}> Tj ET")?;
    }
    // A circle of four curves, in the vermilion of seals.
    let (x, y, r, k) = (430.0, 300.0, 60.0, 33.1);
    writeln!(page, "0.72 0.15 0.11 RG 3 w {} {y} m", x + r)?;
    for [a, b, c, d, e, f] in
        [[r, k, k, r, 0.0, r], [-k, r, -r, k, -r, 0.0], [-r, -k, -k, -r, 0.0, -r], [k, -r, r, -k, r, 0.0]]
    {
        writeln!(page, "{} {} {} {} {} {} c", x + a, y + b, x + c, y + d, x + e, y + f)?;
    }
    writeln!(page, "S")?;
    let code = QrCode::new(format!("https://platform.example/c/{serial}"))?;
    for (place, _) in code.to_colors().iter().enumerate().filter(|(_, colour)| **colour == Color::Dark) {
        let (column, row) = (place % code.width(), place / code.width());
        writeln!(page, "{} {} 3 3 re f", 72 + 3 * column, 300 - 3 * row)?;
    }
    Ok(pdf(&page))
}

/// A file of one page, whose characters come from the printer: a certificate need not bring a font along.
fn pdf(page: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{page}endstream", page.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 >>".to_owned(),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>".to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut places = String::new();
    for (number, object) in objects.iter().enumerate() {
        let _ = writeln!(places, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let (at, count) = (file.len(), objects.len() + 1);
    let _ = write!(
        file,
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    );
    file.into_bytes()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
