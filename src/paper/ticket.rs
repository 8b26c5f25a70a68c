//! The slip of a ticket or a booking: the number in the largest type, where and when. No name stands on it.

use crate::application::ticket::Ticket;
use crate::text::{Language, either};
use yici_hardware::{Block, Paper};

/// The slip.
pub fn slip(ticket: &Ticket, kiosk: &str, demonstration: bool, language: Language) -> Paper {
    let say = |chinese: &str, english: &str| either(language, chinese, english).to_owned();
    let pair = |chinese: &str, english: &str, value: String| Block::Pair(say(chinese, english), value);
    let title = if ticket.slot.is_some() { say("预约凭证", "Booking") } else { say("排队号", "Your number") };
    let mut blocks = vec![Block::Centred(ticket.hall.clone()), Block::Title(title)];
    if demonstration {
        blocks.push(Block::Centred(say("演示事项，不具法律效力", "Demonstration only, without legal effect")));
    }
    blocks.extend([Block::Space, Block::Number(ticket.number.clone()), Block::Space]);
    blocks.push(pair("时间", "When", ticket.when(language)));
    if !ticket.window.is_empty() {
        blocks.push(pair("地点", "Where", ticket.window.clone()));
    }
    if let Some(ahead) = ticket.waiting(language) {
        blocks.push(Block::Text(ahead));
    }
    blocks.extend([
        Block::Rule,
        Block::Text(say(
            "请带好身份证和材料，听到叫号再到窗口。",
            "Bring your ID card and papers; wait for your number.",
        )),
        Block::Centred(format!("{} {kiosk}", say("自助终端", "Kiosk"))),
    ]);
    Paper { blocks }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use yici_hardware::receipt_printer::layout::{Piece, lay_out};

    #[test]
    fn a_slip_says_number_place_and_time_in_both_languages() {
        let ticket = Ticket {
            number: "A017".into(),
            hall: "市政务服务中心".into(),
            window: "3号窗口".into(),
            day: date(2026, 11, 26),
            slot: Some((time(9, 0, 0, 0), time(10, 0, 0, 0))),
            ahead: Some(4),
        };
        let words = |piece: &Piece| match piece {
            Piece::Line { text, .. } => text.clone(),
            Piece::Qr(payload) => payload.clone(),
        };
        let text = |language| {
            let pieces = lay_out(&slip(&ticket, "test-001", true, language));
            pieces.iter().map(words).collect::<Vec<_>>().join("\n")
        };
        let (chinese, english) = (text(Language::Chinese), text(Language::English));
        for words in ["A017", "市政务服务中心", "3号窗口", "2026年11月26日 09:00–10:00", "前面还有4人等候", "演示"]
        {
            assert!(chinese.contains(words), "{words} is not in {chinese}");
        }
        for words in ["A017", "26 November 2026 09:00–10:00", "4 people wait before you", "Demonstration"] {
            assert!(english.contains(words), "{words} is not in {english}");
        }
    }
}
