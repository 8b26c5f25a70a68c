//! A number in a hall's queue (叫号), or a booking (预约): what is asked of the platform and what it gives, as the bytes
//! inside the seals.
//!
//! - The question's id is the visit's: asked again, because the first answer was lost, it gets the same ticket.
//! - A ticket promises what stands on it and nothing else; texts come from the hall and are shown as they stand.
//!
//! Limits: 60 characters a text of the answer; a longer one, or one with a control character, is no answer.

use super::question::{self, Asker, FieldV1, HeadV1};
use crate::platform::contract::SubmissionId;
use crate::text::{Language, day};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use yici_hardware::Personal;

/// The longest text of a ticket, in characters.
const LONGEST: usize = 60;

/// What is wanted, by whom.
pub struct Wanted {
    /// The matter's key, and the version it was filled in under.
    pub matter: (String, String),
    /// Keys of the items chosen: a ticket, or a booking.
    pub items: Vec<String>,
    /// The form: field and value.
    pub form: Vec<(String, Personal)>,
    /// Name and number on the card.
    pub person: Asker,
}

/// What the hall gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Such as A017.
    pub number: String,
    /// The hall.
    pub hall: String,
    /// Where in it; may be empty.
    pub window: String,
    /// The day.
    pub day: Date,
    /// From when to when; none for "now".
    pub slot: Option<(Time, Time)>,
    /// How many wait before.
    pub ahead: Option<u32>,
}

impl Ticket {
    /// The day, and the time where there is one.
    pub fn when(&self, language: Language) -> String {
        let on = day(self.day, language);
        match self.slot {
            Some((from, until)) => format!("{on} {}–{}", from.strftime("%H:%M"), until.strftime("%H:%M")),
            None => on,
        }
    }

    /// How many wait before.
    pub fn waiting(&self, language: Language) -> Option<String> {
        Some(match (self.ahead?, language) {
            (0, Language::Chinese) => "前面没有人等候".to_owned(),
            (0, Language::English) => "nobody waits before you".to_owned(),
            (count, Language::Chinese) => format!("前面还有{count}人等候"),
            (1, Language::English) => "1 person waits before you".to_owned(),
            (count, Language::English) => format!("{count} people wait before you"),
        })
    }
}

/// Why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTicket {
    /// Nothing is free then.
    Full,
    /// The hall does not serve then.
    Closed,
    /// It gives none for another reason.
    Refused,
    /// It was not asked, or did not answer.
    Unanswered,
}

#[derive(Serialize)]
struct QuestionV1<'a> {
    #[serde(flatten)]
    head: HeadV1<'a>,
    items: &'a [String],
    form: Vec<FieldV1<'a>>,
}

#[derive(Deserialize)]
struct AnswerV1 {
    #[serde(default)]
    ticket: Option<TicketV1>,
    #[serde(default)]
    refused: Option<String>,
}

#[derive(Deserialize)]
struct TicketV1 {
    number: String,
    hall: String,
    #[serde(default)]
    window: String,
    day: Date,
    #[serde(default)]
    from: Option<Time>,
    #[serde(default)]
    until: Option<Time>,
    #[serde(default)]
    ahead: Option<u32>,
}

impl Wanted {
    /// The bytes to be sealed to the platform. The answer is to be sealed to `reply_to`.
    pub fn bytes(&self, id: SubmissionId, reply_to: &str) -> Personal<Vec<u8>> {
        let head = HeadV1::new(id, reply_to).about(&self.matter.0, &self.matter.1);
        question::bytes(&QuestionV1 {
            head: head.of(&self.person.0, &self.person.1),
            items: &self.items,
            form: question::fields(&self.form),
        })
    }
}

/// Reads the answer to the question of this id; `None` when it is none.
pub fn read(answer: &[u8], id: SubmissionId) -> Option<Result<Ticket, NoTicket>> {
    let answer: AnswerV1 = question::answer(answer, id)?;
    match (answer.ticket, answer.refused.as_deref()) {
        (Some(ticket), None) => Some(Ok(ticket.checked()?)),
        (None, Some("full")) => Some(Err(NoTicket::Full)),
        (None, Some("closed")) => Some(Err(NoTicket::Closed)),
        (None, Some(_)) => Some(Err(NoTicket::Refused)),
        _ => None,
    }
}

impl TicketV1 {
    fn checked(self) -> Option<Ticket> {
        let Self { number, hall, window, day, from, until, ahead } = self;
        let plain = |text: &String| text.chars().count() <= LONGEST && !text.contains(char::is_control);
        let whole = !number.is_empty() && !hall.is_empty() && [&number, &hall, &window].into_iter().all(plain);
        whole.then_some(Ticket { number, hall, window, day, slot: from.zip(until), ahead })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    fn answered(rest: &str) -> Option<Result<Ticket, NoTicket>> {
        read(format!(r#"{{"version":1,"id":"{ID}",{rest}}}"#).as_bytes(), ID.parse().expect("an id"))
    }

    /// Kiosks ask so from 0.1 on. If it fails, undo your change; never touch the bytes.
    #[test]
    fn the_question_v1_is_frozen() {
        let wanted = Wanted {
            matter: ("queue".into(), "2026.1".into()),
            items: vec!["ticket".into()],
            form: vec![("queue.hall".into(), "city".into())],
            person: ("王小满".into(), "110105199003075514".into()),
        };
        let golden = concat!(
            r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","reply_to":"age1abc","matter":"queue","#,
            r#""matter_version":"2026.1","person":{"name":"王小满","number":"110105199003075514"},"#,
            r#""items":["ticket"],"form":[{"field":"queue.hall","value":"city"}]}"#,
        );
        assert!(wanted.bytes(ID.parse().expect("an id"), "age1abc").reveal() == golden.as_bytes());
    }

    /// Platforms answer so from 0.1 on.
    #[test]
    fn the_answer_v1_is_frozen() {
        let ticket = answered(
            r#""ticket":{"number":"A017","hall":"市政务服务中心","window":"3号窗口","day":"2026-11-26","from":"09:00","until":"10:00","ahead":4}"#,
        );
        let wanted = Ticket {
            number: "A017".into(),
            hall: "市政务服务中心".into(),
            window: "3号窗口".into(),
            day: date(2026, 11, 26),
            slot: Some((time(9, 0, 0, 0), time(10, 0, 0, 0))),
            ahead: Some(4),
        };
        assert_eq!(ticket, Some(Ok(wanted)));
        assert_eq!(answered(r#""refused":"full""#), Some(Err(NoTicket::Full)));
        assert_eq!(answered(r#""refused":"closed""#), Some(Err(NoTicket::Closed)));
        assert_eq!(answered(r#""refused":"something_new""#), Some(Err(NoTicket::Refused)));
    }

    #[test]
    fn what_is_no_ticket_is_no_answer() {
        let long = format!(r#""ticket":{{"number":"{}","hall":"x","day":"2026-11-26"}}"#, "A".repeat(61));
        for rest in [
            r#""ticket":{"number":"","hall":"x","day":"2026-11-26"}"#,
            r#""ticket":{"number":"A\n1","hall":"x","day":"2026-11-26"}"#,
            r#""ticket":{"number":"A1","hall":"x","day":"tomorrow"}"#,
            r#""ticket":null"#,
            &long,
        ] {
            assert_eq!(answered(rest), None, "{rest}");
        }
        assert_eq!(read(b"<html>", ID.parse().expect("an id")), None);
    }
}
