//! Heads of the kiosks' audit trails, kept for ever and sealed. `PUT /v1/audit/heads/{row}`.
//!
//! A trail only grows: a head behind the newest, or another link for a row that is known, is refused with 409 and means
//! that somebody made the trail anew.

use crate::desk::{Reply, refusal};
use crate::store::Store;
use serde::Deserialize;

#[derive(Deserialize)]
struct Head {
    version: u32,
    kiosk: String,
    row: u64,
    chain: String,
}

/// Takes a head in. `sign` makes the sealed answer from its text.
pub(crate) fn take(store: &Store, row: &str, body: &[u8], sign: impl Fn(&str) -> String) -> anyhow::Result<Reply> {
    let Ok(head) = serde_json::from_slice::<Head>(body) else {
        return Ok(refusal(400, "malformed"));
    };
    let is_chain = head.chain.len() == 64 && head.chain.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
    if head.version != 1 || !is_chain || head.row == 0 || head.row.to_string() != row {
        return Ok(refusal(400, "malformed"));
    }
    if let Some((chain, seal)) = store.head(&head.kiosk, head.row)? {
        let same = chain == head.chain;
        return Ok(if same { Reply { status: 200, body: seal } } else { refusal(409, "another_chain") });
    }
    if store.newest_head(&head.kiosk)? > head.row {
        return Ok(refusal(409, "behind"));
    }
    let kiosk = serde_json::to_string(&head.kiosk)?;
    let seal = sign(&format!(
        r#"{{"version":1,"kiosk":{kiosk},"row":{},"chain":"{}","received_at":"{}"}}"#,
        head.row,
        head.chain,
        jiff::Timestamp::now()
    ));
    store.keep_head(&head.kiosk, head.row, &head.chain, &seal)?;
    Ok(Reply { status: 201, body: seal })
}
