//! What stands on the paper, read back from what the printer was sent.

use crate::{Bench, PATIENCE, URL, font, pair, paper, receipt, text};
use yici_hardware::receipt_printer::raster;
use yici_hardware::receipt_printer::simulator::PrintedReceipt;
use yici_hardware::receipt_printer::text::{COLUMNS, width};
use yici_hardware::{Block, Paper, ReceiptPrinter};

fn printed(paper: &Paper) -> PrintedReceipt {
    let mut bench = Bench::new();
    bench.printer.print(paper).unwrap();
    bench.understood();
    let receipt = bench.simulator.wait_for_receipt(1, PATIENCE).expect("a receipt was cut");
    if let Ok(folder) = std::env::var("YICI_KEEP_PICTURES") {
        let name = format!("{}.png", receipt.text.chars().filter(|c| c.is_alphanumeric()).take(6).collect::<String>());
        std::fs::write(std::path::Path::new(&folder).join(name), &receipt.png).unwrap();
    }
    receipt
}

/// Pixels of a PNG in 8-bit grey: width, and one byte each.
fn pixels(png: &[u8]) -> (usize, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut grey = vec![0; reader.output_buffer_size().unwrap()];
    let width = reader.next_frame(&mut grey).unwrap().width;
    (usize::try_from(width).unwrap(), grey)
}

#[test]
fn every_line_of_a_receipt_is_read_back() {
    let receipt = printed(&receipt());
    assert!(receipt.cut);
    let wide = "─".repeat(24);
    let expected = [
        "一件事一次办 受理回执",
        "示范市政务服务中心",
        &wide,
        "4821 0937 5512 8846",
        &wide,
        "事项                            新生儿出生一件事",
        "申请人                                     王*满",
        "受理时间                        2026-03-02 09:41",
        "承诺办结                2026-03-11（7 个工作日）",
        "领取地点",
        "  示范市示范区幸福路 1 号 政务服务中心一楼 3 号",
        "  综合窗口（工作日 9:00-17:00）",
        &wide,
        "已收到您的申请。请保管好本回执；凭回执编号可在任",
        "何一台自助终端、手机或窗口查询进度。工本费",
        "￥0.00。",
        "",
        "",
        "[qr]",
        "",
        "扫码查询进度",
        "咨询电话 0000-12345",
    ];
    assert_eq!(receipt.text.lines().collect::<Vec<_>>(), expected);
    assert!(receipt.text.lines().all(|line| width(line) <= COLUMNS));
    assert_eq!(receipt.qr, [URL]);
}

#[test]
fn a_phone_reads_the_qr_code_off_the_paper() {
    for payload in [URL.to_owned(), "0123456789".repeat(15), "x".repeat(300)] {
        let receipt = printed(&paper([text("在上"), Block::Qr(payload.clone()), text("在下")]));
        let (width, grey) = pixels(&receipt.png);
        let height = u32::try_from(grey.len() / width).unwrap();
        let read = rxing::helpers::detect_in_luma(grey, u32::try_from(width).unwrap(), height, None).unwrap();
        assert_eq!(read.getText(), payload);
    }
}

#[test]
fn a_rare_character_of_two_bytes_is_sent_as_text() {
    let receipt = printed(&paper([pair("姓名", "王䶮")]));
    assert!(receipt.text.ends_with("王䶮"), "{}", receipt.text);
    assert!(receipt.escpos.windows(2).any(|bytes| bytes == [0xFE, 0x9F]));
}

#[test]
fn a_line_with_a_rare_character_of_four_bytes_is_drawn_whole() {
    let receipt =
        printed(&paper([text("上一行"), pair("姓名", "王㛃𬭎"), Block::Title(String::from("㛃")), text("下一行")]));
    assert_eq!(receipt.text, "上一行\n[raster 576x30]\n[raster 312x48]\n下一行");
    // Drawn on the same grid: the label stands under the left edge, the value ends at the right one.
    let drawn = raster::draw(&format!("姓名{}王㛃𬭎", " ".repeat(38)), false, false, &font());
    assert!(receipt.escpos.windows(drawn.bits.len()).any(|bytes| bytes == drawn.bits));
    let inked = |from: usize, to: usize| {
        drawn.bits.chunks(drawn.row_bytes).any(|row| row[from / 8..to / 8].iter().any(|&byte| byte != 0))
    };
    assert!(inked(0, 48) && !inked(48, 504) && inked(504, 528) && inked(528, 552) && inked(552, 576));
}

#[test]
fn a_character_that_no_font_has_is_drawn_as_a_geta_mark() {
    let (unknown, geta) =
        (raster::draw("王\u{E000}", false, false, &font()), raster::draw("王〓", false, false, &font()));
    assert!(unknown.bits == geta.bits);
}

#[test]
fn a_yen_sign_is_set_as_text() {
    assert_eq!(printed(&paper([text("¥12.00")])).text, "￥12.00");
}

#[test]
fn what_a_citizen_typed_is_never_a_command() {
    let receipt = printed(&paper([pair("备注", "\u{1b}@\u{1d}V\0\u{10}\u{4}\u{1}"), text("\u{1c}.后面")]));
    assert_eq!(receipt.text.lines().last(), Some("〓.后面"));
    assert!(receipt.text.lines().next().is_some_and(|line| line.ends_with("〓@〓V〓〓〓〓")));
}

#[test]
fn a_full_page_of_rare_characters_comes_out() {
    let receipt = printed(&paper((0..60).map(|_| text("㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎㛃𬭎"))));
    assert_eq!(receipt.text.lines().count(), 60);
    assert!(receipt.escpos.len() > 100_000, "much more than the line holds at once");
}
