//! The guide as an order for A4 paper, which `form-render` sets.

use super::Guide;
use crate::paper::forms::code;
use yici_document::{Check, Document, Head, Item, Order, Paper};

/// The order, with a code that leads to `address` where the guide stands somewhere.
pub fn order(guide: &Guide, head: Head, address: Option<&str>) -> Order {
    let english = guide.language == "en";
    let say = |chinese: &'static str, other: &'static str| if english { other } else { chinese };
    let mut summary = vec![guide.summary.trim_end_matches(['。', '.']).to_owned()];
    if !guide.questions.is_empty() {
        let said = |answer: &str| {
            let open = say("（未答，可能还有事项）", "(not answered; there may be more)");
            if answer.is_empty() { open.to_owned() } else { answer.to_owned() }
        };
        let between = say("", " ");
        let asked = guide.questions.iter().map(|(question, answer)| format!("{question}{between}{}", said(answer)));
        let asked = asked.collect::<Vec<_>>().join(say("；", "; "));
        summary.push(format!("{}{asked}", say("本页按这样的情形列出：", "Listed for this situation: ")));
    }
    if !guide.pending.is_empty() {
        let more = guide.pending.join(say("；", "; "));
        summary.push(format!("{}{more}", say("根据填写的内容，还可能办理：", "What you fill in may add: ")));
    }
    let items = guide.items.iter().map(|item| Item {
        name: item.name.clone(),
        department: item.department.clone(),
        limit: item.limit.clone(),
        fee: item.fee.clone(),
        result: item.result.clone(),
    });
    let papers = guide.papers.iter().map(|paper| Paper {
        name: paper.name.clone(),
        form: paper.form.clone(),
        note: [&paper.why, &paper.replaced]
            .into_iter()
            .filter(|words| !words.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(say("；", "; ")),
        deferrable: paper.deferrable,
    });
    let document = yici_document::Guide {
        matter: guide.name.clone(),
        summary: summary.join(say("。", ". ")) + say("。", "."),
        limit: guide.limit.clone(),
        conditions: guide.conditions.clone(),
        items: items.collect(),
        papers: papers.collect(),
        deliveries: guide
            .deliveries
            .iter()
            .map(|(name, detail)| format!("{name}{}{detail}", say("：", ": ")))
            .collect(),
        english,
        code: address
            .and_then(code)
            .map(|modules| Check { text: say("扫码看这份指南", "Scan to read this guide").into(), modules }),
    };
    Order::new(head, Document::Guide(document))
}
