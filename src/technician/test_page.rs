//! What a printer is tried with: everything that a real paper has, and nobody's data.

use crate::paper::forms::code;
use crate::settings::Settings;
use yici_document::{Check, Document, Head, List, Order};
use yici_hardware::{Block, Paper};

/// Characters that a printer's own font, or a document's, may lack.
const RARE: &str = "䶮㛃𬭎𬱖";

/// A receipt.
pub fn receipt(settings: &Settings) -> Paper {
    Paper {
        blocks: vec![
            Block::Title("测试页 Test page".into()),
            Block::Centred(settings.kiosk.name.clone()),
            Block::Rule,
            Block::Text("汉字 䶮堃 与打印机没有的字 㛃𬭎".into()),
            Block::Pair("左 left".into(), "右 right".into()),
            Block::Number("0123 4567 8901 2345".into()),
            Block::Qr(settings.kiosk.progress_url.clone()),
        ],
    }
}

/// An A4 page. `made` is the time in words.
pub fn a4(settings: &Settings, made: &str) -> Order {
    let row = |what: &str, look: &str| vec![what.to_owned(), look.to_owned()];
    let list = List {
        title: "打印测试页".into(),
        number: String::new(),
        paragraphs: vec!["本页用于检查 A4 打印机。页面应当完整、端正、清晰，四边没有缺字，二维码可以扫读。".into()],
        columns: vec!["检查内容".into(), "样例".into()],
        rows: vec![
            row("常用字", "一件事一次办，让群众少跑腿。"),
            row("生僻字", RARE),
            row("间隔号", "阿依古丽·买买提"),
            row("数字和字母", "0123456789 ABCDEFGHIJ abcdefghij"),
        ],
        issuer: settings.kiosk.site.zh.clone(),
        issued: made.to_owned(),
        check: code(&settings.kiosk.progress_url)
            .map(|modules| Check { text: "扫码应当打开进度查询页".into(), modules }),
    };
    Order::new(head(settings, made), Document::List(list))
}

/// Head and foot of the technician's pages.
pub fn head(settings: &Settings, made: &str) -> Head {
    let kiosk = &settings.kiosk;
    Head { site: kiosk.site.zh.clone(), kiosk: kiosk.name.clone(), made: made.to_owned(), demonstration: false }
}
