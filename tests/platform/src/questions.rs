//! Questions of a citizen's before the kiosk, sealed both ways: what is known of a person, a ticket, where cases stand,
//! and certificates.
//!
//! What is known comes from two places: what somebody told this platform to know (shared data, electronic licences), and
//! the applications that it received of the same person. The same name and number make the same person.

use crate::{
    calls::Calls,
    cases, certificates,
    desk::{Reply, refusal},
    opening::{OpeningKeys, seal_to},
    progress,
    store::{Key, Store},
    tickets,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::{Value, json};

/// The most applications of a person that are looked through: the newest.
const MOST: u64 = 20;

#[derive(Deserialize)]
struct Sealed {
    version: u32,
    id: String,
    kind: String,
    sealed: String,
}

/// What stands inside the seal of every question.
#[derive(Deserialize)]
struct Opened {
    version: u32,
    id: String,
    reply_to: String,
    #[serde(default)]
    person: Person,
    /// The number on a receipt.
    #[serde(default)]
    number: Option<String>,
    #[serde(default)]
    certificate: Option<certificates::Wanted>,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    papers: Vec<Paper>,
    #[serde(default)]
    form: Vec<tickets::Field>,
    /// A call for help.
    #[serde(default)]
    kiosk: String,
    #[serde(default)]
    stands: bool,
}

#[derive(Default, Deserialize)]
struct Person {
    name: String,
    number: String,
}

#[derive(Deserialize, PartialEq)]
struct Paper {
    r#type: String,
    holder: String,
}

pub(crate) fn answer(
    store: &Store,
    keys: &OpeningKeys,
    calls: &Calls,
    id: &str,
    body: &[u8],
    sign: impl Fn(&str) -> String,
) -> anyhow::Result<Reply> {
    let Ok(question) = serde_json::from_slice::<Sealed>(body) else {
        return Ok(refusal(400, "malformed"));
    };
    if question.version != 1 {
        return Ok(refusal(400, "version_or_kind"));
    }
    if question.id != id {
        return Ok(refusal(422, "id_differs"));
    }
    let opened = STANDARD.decode(&question.sealed).ok().and_then(|sealed| keys.open(&sealed).ok());
    let opened = opened.and_then(|opened| serde_json::from_slice::<Opened>(&opened).ok());
    let Some(opened) = opened.filter(|opened| opened.version == 1 && opened.id == id) else {
        return Ok(refusal(422, "cannot_be_opened"));
    };
    let answer = match question.kind.as_str() {
        "known" => known(store, keys, &opened)?,
        "ticket" => tickets::answer(store, id, &opened.person.number, &opened.form)?,
        "progress" => {
            let holder = (!opened.person.number.is_empty()).then(|| cases::digest(&opened.person.number));
            let told = progress::cases(store, keys, opened.number.as_deref(), holder.as_deref())?;
            json!({ "version": 1, "id": id, "cases": told })
        }
        "certificate" => match &opened.certificate {
            Some(wanted) => {
                certificates::answer(store, id, (&opened.person.name, &opened.person.number), wanted, sign)?
            }
            None => return Ok(refusal(422, "cannot_be_opened")),
        },
        "help" => {
            calls.take(&opened.kiosk, id, opened.stands);
            json!({ "version": 1, "id": id, "told": true })
        }
        _ => return Ok(refusal(400, "version_or_kind")),
    };
    let sealed = STANDARD.encode(seal_to(&opened.reply_to, answer.to_string().as_bytes())?);
    Ok(Reply { status: 200, body: json!({ "version": 1, "id": id, "sealed": sealed }).to_string() })
}

/// Of what is asked about, what is known: told first, then from the newest application that has it.
fn known(store: &Store, keys: &OpeningKeys, question: &Opened) -> anyhow::Result<Value> {
    let told = store.known_of(&question.person.number)?.unwrap_or_else(|| "{}".into());
    let told: Value = serde_json::from_str(&told)?;
    let list = |name: &str| told[name].as_array().cloned().unwrap_or_default();
    let asked = |known: &Value| question.fields.iter().any(|key| known["field"] == **key);
    let mut fields: Vec<Value> = list("fields").into_iter().filter(asked).collect();
    for application in store.find("application", Key::Holder(&cases::digest(&question.person.number)), MOST)? {
        let opened = cases::open(&application.envelope, keys);
        for field in form_of(&opened, &question.person).into_iter().filter(asked) {
            if !fields.iter().any(|known| known["field"] == field["field"]) {
                fields.push(json!({ "field": field["field"], "value": field["value"], "origin": "earlier" }));
            }
        }
    }
    let wanted = |paper: &Value| {
        question.papers.iter().any(|wanted| paper["type"] == wanted.r#type && paper["holder"] == wanted.holder)
    };
    let papers: Vec<Value> = list("papers").into_iter().filter(wanted).collect();
    Ok(json!({ "version": 1, "id": question.id, "fields": fields, "papers": papers }))
}

/// The form of an application, if this person handed it in.
fn form_of(submission: &Value, person: &Person) -> Vec<Value> {
    let statement = cases::statement(submission);
    let form = statement["form"].as_array().cloned().unwrap_or_default();
    let stands = |field: &str, value: &str| form.iter().any(|entry| entry["field"] == field && entry["value"] == value);
    if stands("applicant.name", &person.name) && stands("applicant.number", &person.number) { form } else { Vec::new() }
}
