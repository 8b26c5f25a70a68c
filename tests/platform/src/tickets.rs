//! Numbers in a hall's queue, and bookings.
//!
//! One ticket a question; one a person, hall and day; a booking's slot holds [`SLOT`] of them, and no hall is open on
//! Saturdays and Sundays.

use crate::store::Store;
use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone};
use serde::Deserialize;
use serde_json::{Value, json};

/// Bookings that fit into one slot.
const SLOT: u64 = 2;

const HALLS: [(&str, &str); 5] = [
    ("city", "市政务服务中心"),
    ("district", "区政务服务中心"),
    ("tax", "办税服务厅"),
    ("property", "不动产登记中心"),
    ("police", "公安综合服务厅"),
];

/// A booking's slot: its key, and from when to when it lasts.
const SLOTS: [(&str, &str, &str); 4] =
    [("0900", "09:00", "10:00"), ("1000", "10:00", "11:30"), ("1330", "13:30", "15:00"), ("1500", "15:00", "17:00")];

#[derive(Deserialize)]
pub(crate) struct Field {
    field: String,
    value: String,
}

/// A ticket that is given.
pub(crate) struct Given<'a> {
    pub(crate) id: &'a str,
    pub(crate) person: &'a str,
    pub(crate) hall: &'a str,
    pub(crate) day: String,
    pub(crate) slot: &'a str,
}

/// Others book all that is left of a slot.
pub(crate) fn book_out(store: &Store, hall: &str, day: &str, slot: &str) -> anyhow::Result<()> {
    for number in 1..=SLOT {
        let (id, person) = (format!("another {number} at {hall} {day} {slot}"), format!("another {number}"));
        store.give_ticket(&Given { id: &id, person: &person, hall, day: day.to_owned(), slot }, "{}")?;
    }
    Ok(())
}

/// The ticket of a question, or why there is none.
pub(crate) fn answer(store: &Store, id: &str, person: &str, form: &[Field]) -> anyhow::Result<Value> {
    if let Some(known) = store.ticket(id)? {
        return Ok(serde_json::from_str(&known)?);
    }
    let stands = |key: &str| form.iter().find(|field| field.field == key).map_or("", |field| field.value.as_str());
    let refused = |why: &str| Ok(json!({ "version": 1, "id": id, "refused": why }));
    let Some((hall, name)) = HALLS.iter().find(|(key, _)| *key == stands("queue.hall")) else {
        return refused("unknown_hall");
    };
    let slot = SLOTS.iter().find(|(key, ..)| *key == stands("queue.slot"));
    let today = jiff::Timestamp::now().to_zoned(TimeZone::fixed(Offset::constant(8))).date();
    let day = if slot.is_some() { stands("queue.day").parse::<Date>().unwrap_or(today) } else { today };
    if slot.is_some() && (matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || day < today) {
        return refused("closed");
    }
    let given = Given { id, person, hall, day: day.to_string(), slot: slot.map_or("", |(key, ..)| key) };
    if let Some(known) = store.ticket_of(&given)? {
        // Said again under this question's id: the person has one already.
        let mut known: Value = serde_json::from_str(&known)?;
        known["id"] = id.into();
        return Ok(known);
    }
    let (before, in_slot) = store.tickets_before(&given)?;
    if slot.is_some() && in_slot >= SLOT {
        return refused("full");
    }
    let letter = if slot.is_some() { 'Y' } else { 'A' };
    let mut ticket = json!({
        "number": format!("{letter}{:03}", before + 1), "hall": name, "window": "综合服务区", "day": given.day,
    });
    match slot {
        Some((_, from, until)) => {
            ticket["from"] = (*from).into();
            ticket["until"] = (*until).into();
        }
        None => ticket["ahead"] = before.into(),
    }
    let answer = json!({ "version": 1, "id": id, "ticket": ticket });
    store.give_ticket(&given, &answer.to_string())?;
    Ok(answer)
}
