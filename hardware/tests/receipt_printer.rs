//! The receipt printer: the real driver against the simulator, over a real pseudo-terminal.

#[path = "receipt_printer/answers.rs"]
mod answers;
#[path = "receipt_printer/bench.rs"]
mod bench;
#[path = "receipt_printer/contract.rs"]
mod contract;
#[path = "receipt_printer/cover_open.rs"]
mod cover_open;
#[path = "receipt_printer/cutter_jam.rs"]
mod cutter_jam;
#[path = "receipt_printer/frozen.rs"]
mod frozen;
#[path = "receipt_printer/off_mid_print.rs"]
mod off_mid_print;
#[path = "receipt_printer/on_paper.rs"]
mod on_paper;
#[path = "receipt_printer/paper_out.rs"]
mod paper_out;
#[path = "receipt_printer/places.rs"]
mod places;
#[path = "receipt_printer/presented.rs"]
mod presented;
#[path = "receipt_printer/stalled.rs"]
mod stalled;
#[path = "receipt_printer/unplugged.rs"]
mod unplugged;

use std::path::{Path, PathBuf};
use std::time::Duration;
use yici_hardware::receipt_printer::escpos::EscposPrinter;
use yici_hardware::receipt_printer::font::{Font, STANDARD};
use yici_hardware::receipt_printer::simulator::ReceiptPrinterSimulator;
use yici_hardware::{Block, Paper};

/// Far more than anything here takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// A printer and the driver plugged into it.
struct Bench {
    simulator: ReceiptPrinterSimulator,
    printer: EscposPrinter,
    link: PathBuf,
    _dir: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("printer");
        let simulator = ReceiptPrinterSimulator::start(&link).unwrap();
        let printer = EscposPrinter::new(link.to_str().unwrap(), 115_200, None);
        Self { simulator, printer, link, _dir: dir }
    }

    /// The end of every test: the printer has understood all it was sent.
    fn understood(&self) {
        assert_eq!(self.simulator.errors(), Vec::<String>::new());
    }
}

fn font() -> Font {
    Font::open(Path::new(STANDARD)).unwrap()
}

fn paper(blocks: impl IntoIterator<Item = Block>) -> Paper {
    Paper { blocks: blocks.into_iter().collect() }
}

fn text(line: &str) -> Block {
    Block::Text(line.to_owned())
}

fn pair(label: &str, value: &str) -> Block {
    Block::Pair(label.to_owned(), value.to_owned())
}

const URL: &str = "https://yici.example/r/4821093755128846";

/// A receipt with every kind of block. Nobody's data.
fn receipt() -> Paper {
    paper([
        Block::Title(String::from("一件事一次办 受理回执")),
        Block::Centred(String::from("示范市政务服务中心")),
        Block::Rule,
        Block::Number(String::from("4821 0937 5512 8846")),
        Block::Rule,
        pair("事项", "新生儿出生一件事"),
        pair("申请人", "王*满"),
        pair("受理时间", "2026-03-02 09:41"),
        pair("承诺办结", "2026-03-11（7 个工作日）"),
        pair("领取地点", "示范市示范区幸福路 1 号 政务服务中心一楼 3 号综合窗口（工作日 9:00-17:00）"),
        Block::Rule,
        text("已收到您的申请。请保管好本回执；凭回执编号可在任何一台自助终端、手机或窗口查询进度。工本费 ¥0.00。"),
        Block::Space,
        Block::Qr(URL.to_owned()),
        Block::Centred(String::from("扫码查询进度")),
        Block::Centred(String::from("咨询电话 0000-12345")),
    ])
}
