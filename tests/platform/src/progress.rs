//! Where a case stands: what the statement said, what came after it, and what clerks decided.
//!
//! Nobody is told who neither holds the receipt nor the card.

use crate::{
    cases,
    opening::OpeningKeys,
    store::{Found, Key, Store},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The most cases of an answer, and the most bytes of them: sealed and in Base64 they have to go into 64 KiB.
const MOST: u64 = 20;
const MOST_BYTES: usize = 40 * 1024;

/// The newest cases. Somebody else's and none at all are answered in the same way.
pub(crate) fn cases(
    store: &Store,
    keys: &OpeningKeys,
    number: Option<&str>,
    holder: Option<&str>,
) -> anyhow::Result<Vec<Value>> {
    let found = match (number, holder) {
        (Some(number), _) => store.find("application", Key::Number(number), MOST)?,
        (None, Some(holder)) => store.find("application", Key::Holder(holder), MOST)?,
        (None, None) => Vec::new(),
    };
    let (mut told, mut bytes) = (Vec::new(), 0);
    for found in found.iter().filter(|found| holder.is_none_or(|holder| holder == found.holder)) {
        let case = case(store, keys, found)?;
        bytes += case.to_string().len();
        if bytes > MOST_BYTES {
            break;
        }
        told.push(case);
    }
    Ok(told)
}

fn case(store: &Store, keys: &OpeningKeys, found: &Found) -> anyhow::Result<Value> {
    let statement = cases::statement(&cases::open(&found.envelope, keys));
    let decided: BTreeMap<String, (String, String)> =
        store.decided(&found.number)?.into_iter().map(|[what, state, day]| (what, (state, day))).collect();

    let of_case = |kind| store.find(kind, Key::Number(&found.number), MOST);
    let withdrawn = of_case("withdrawal")?.iter().any(|one| one.holder == found.holder && !found.holder.is_empty());

    let mut items = Vec::new();
    for key in statement["items"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let (state, day) = decided.get(key).map_or(("received", None), |(state, day)| (state.as_str(), Some(day)));
        items.push(json!({ "item": key, "state": state, "on": day }));
    }
    let mut owed: BTreeMap<&str, &str> = BTreeMap::new();
    for promise in statement["promises"].as_array().into_iter().flatten() {
        owed.extend(promise["paper"].as_str().zip(promise["due"].as_str()));
    }
    for (what, (state, day)) in &decided {
        if let Some(paper) = what.strip_prefix("paper:") {
            if state == "missing_papers" {
                owed.insert(paper, day)
            } else {
                owed.remove(paper)
            };
        }
    }
    for supplement in of_case("supplement")? {
        // Whoever holds the receipt may bring a paper; somebody else's card may not.
        if !supplement.holder.is_empty() && supplement.holder != found.holder {
            continue;
        }
        let opened = cases::open(&supplement.envelope, keys);
        for paper in opened["papers"].as_array().into_iter().flatten() {
            owed.remove(paper["paper"].as_str().unwrap_or_default());
        }
    }
    let receipt: Value = serde_json::from_str(&found.answer)?;
    let receipt: Value = serde_json::from_str(receipt["receipt"].as_str().unwrap_or("null"))?;
    let states: Vec<&str> = items.iter().filter_map(|item| item["state"].as_str()).collect();
    let begun = states.iter().any(|state| *state != "received");
    // Only before anybody has begun with it.
    let withdrawn = withdrawn && !begun;
    if withdrawn {
        owed.clear();
    }
    Ok(json!({
        "number": found.number,
        "case": found.case,
        "matter": statement["matter"].as_str().unwrap_or("unknown"),
        "received_at": receipt["received_at"],
        "state": if withdrawn { "withdrawn" } else { overall(&states, !owed.is_empty()) },
        "items": items,
        "owed": owed.iter().map(|(paper, until)| json!({ "paper": paper, "until": until })).collect::<Vec<_>>(),
        "may_withdraw": !begun && !withdrawn && !found.holder.is_empty(),
    }))
}

/// The state of the whole: what needs the citizen first, then the slowest of its items.
fn overall(states: &[&str], owes: bool) -> &'static str {
    let all = |wanted: &[&str]| !states.is_empty() && states.iter().all(|state| wanted.contains(state));
    let any = |wanted| states.contains(&wanted);
    match () {
        () if owes && any("missing_papers") => "missing_papers",
        () if all(&["refused"]) => "refused",
        () if all(&["done", "ready", "refused"]) && any("ready") => "ready",
        () if all(&["done", "refused"]) => "done",
        () if !all(&["received"]) && !states.is_empty() => "accepted",
        () => "received",
    }
}
