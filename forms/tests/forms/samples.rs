//! Orders, of nobody's data.

use yici_document::{
    Application, Check, Count, Document, Field, Finding, Guide, Head, Item, List, Order, Paper, Promise, Readiness,
    Signature, State,
};
use yici_forms::{Trouble, Typesetter};

pub fn head() -> Head {
    Head {
        site: "示范市政务服务中心".into(),
        kiosk: "demo-001".into(),
        made: "2026年11月21日 10:00".into(),
        demonstration: false,
    }
}

pub fn order(document: Document) -> Vec<u8> {
    json(&Order::new(head(), document))
}

pub fn json(order: &Order) -> Vec<u8> {
    serde_json::to_vec(order).expect("an order")
}

pub fn typeset(document: Document) -> Result<Vec<u8>, Trouble> {
    Typesetter::new().expect("fonts").pdf(&order(document))
}

pub fn readiness() -> Document {
    let finding = |what: &str, state, said: &str, detail: &str, actor: &str| Finding {
        what: what.into(),
        state,
        said: said.into(),
        detail: detail.into(),
        actor: actor.into(),
    };
    Document::Readiness(Readiness {
        program: "0.1.0".into(),
        level: "内部自检".into(),
        verdict: State::Mend,
        summary: "暂不能正常服务：1 项需要处理".into(),
        findings: vec![
            finding("身份证读卡器", State::Ready, "应答正常", "", ""),
            finding("回执打印机", State::Mend, "缺纸：请装入纸卷", "out of paper; load a roll", "现场人员"),
            finding("A4 打印机", State::Soon, "纸张即将用完", "the paper ends soon", "现场人员"),
            finding("二维码扫描器", State::Absent, "未配备", "", ""),
        ],
        counts: vec![Count { what: "身份证读卡器".into(), hours: 1203, uses: 881, faults: 3 }],
    })
}

pub fn guide() -> Document {
    Document::Guide(Guide {
        matter: "新生儿出生一件事".into(),
        summary: "只交一套材料，只填一张表，只跑一次。".into(),
        limit: "10 个工作日".into(),
        conditions: vec!["新生儿在本市出生。".into()],
        items: vec![Item {
            name: "出生登记".into(),
            department: "公安机关".into(),
            limit: "3 个工作日".into(),
            fee: "不收费".into(),
            result: "居民户口簿".into(),
        }],
        papers: vec![Paper {
            name: "结婚证".into(), form: "原件，1 份".into(), note: String::new(), deferrable: true
        }],
        deliveries: vec!["邮寄到家".into()],
        english: false,
        code: None,
    })
}

/// An application of somebody whose name is `name`.
pub fn application_of(name: &str) -> Application {
    Application {
        matter: "新生儿出生一件事".into(),
        number: "0123 4567 8901 2345".into(),
        items: vec!["出生登记（户口）".into()],
        fields: vec![Field { label: "姓名".into(), value: name.into() }],
        papers: vec!["结婚证（1 张照片）".into()],
        promises: vec![Promise { text: "本人承诺按期补交。".into(), due: "2026年12月5日".into() }],
        delivery: "邮寄到家".into(),
        declaration: "本人所填写的内容真实、完整、有效。\n如有不实，愿承担相应的法律责任。".into(),
        signature: Some(Signature {
            width: 400,
            height: 160,
            strokes: vec![vec![(10, 20), (200, 90), (390, 30)], vec![(50, 60)], vec![(500, 900), (1, 1)]],
        }),
        signed: "2026年11月21日".into(),
        digest: "0123456789abcdef".repeat(4),
    }
}

pub fn application() -> Document {
    Document::Application(application_of("阿依古丽·买买提"))
}

pub fn list_of(rows: usize) -> List {
    List {
        title: "查询结果证明".into(),
        number: "示（2026）证字第 000123 号".into(),
        paragraphs: vec!["兹证明查询结果如下。".into()],
        columns: vec!["坐落".into(), "面积".into()],
        rows: (1..=rows).map(|row| vec![format!("幸福里 {row} 号"), "89.60".into()]).collect(),
        issuer: "示范市登记中心".into(),
        issued: "2026年11月21日".into(),
        check: Some(Check { text: "扫码核验".into(), modules: vec!["101".into(), "010".into(), "111".into()] }),
    }
}

pub fn list() -> Document {
    Document::List(list_of(3))
}

/// One of each.
pub fn all() -> [(&'static str, Document); 4] {
    [("readiness", readiness()), ("guide", guide()), ("application", application()), ("list", list())]
}
