//! The guide as an order for A4 paper, which `form-render` sets.

use super::Guide;
use yici_document::{Document, Head, Item, Order, Paper};

/// The order. The page's own words are Chinese, so the guide should be.
pub fn order(guide: &Guide, head: Head) -> Order {
    let mut summary = guide.summary.clone();
    if !guide.pending.is_empty() {
        summary.push_str(&format!("根据填写的内容，还可能办理：{}。", guide.pending.join("；")));
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
        summary,
        limit: guide.limit.clone(),
        conditions: guide.conditions.clone(),
        items: items.collect(),
        papers: papers.collect(),
        deliveries: guide.deliveries.iter().map(|(name, detail)| format!("{name}：{detail}")).collect(),
    };
    Order::new(head, Document::Guide(document))
}
