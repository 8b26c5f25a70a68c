//! The guide as an order for A4 paper, which `form-render` sets.

use super::Guide;
use yici_document::{Document, Head, Item, Order, Paper};

/// The order. The page's own words are Chinese, so the guide should be.
pub fn order(guide: &Guide, head: Head) -> Order {
    let mut summary = vec![guide.summary.trim_end_matches('。').to_owned()];
    if !guide.questions.is_empty() {
        let said = |answer: &str| {
            if answer.is_empty() { "（未答，可能还有事项）".to_owned() } else { answer.to_owned() }
        };
        let asked = guide.questions.iter().map(|(question, answer)| format!("{question}{}", said(answer)));
        summary.push(format!("本页按这样的情形列出：{}", asked.collect::<Vec<_>>().join("；")));
    }
    if !guide.pending.is_empty() {
        summary.push(format!("根据填写的内容，还可能办理：{}", guide.pending.join("；")));
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
            .join("；"),
        deferrable: paper.deferrable,
    });
    let document = yici_document::Guide {
        matter: guide.name.clone(),
        summary: summary.join("。") + "。",
        limit: guide.limit.clone(),
        conditions: guide.conditions.clone(),
        items: items.collect(),
        papers: papers.collect(),
        deliveries: guide.deliveries.iter().map(|(name, detail)| format!("{name}：{detail}")).collect(),
    };
    Order::new(head, Document::Guide(document))
}
