//! The receipt of what concerns an earlier application: papers that were brought, or that it was taken back.
//!
//! It bears the application's number: one number is enough to keep.

use crate::application::number;
use crate::paper::job::{Printable, Purpose};
use crate::platform::contract::SubmissionId;
use crate::session::Line;
use crate::text::{Language, Text, either};
use jiff::civil::DateTime;
use yici_hardware::{Block, Paper};

/// What was handed in.
#[derive(Clone, Copy)]
pub enum What<'a> {
    /// These papers.
    Supplement(&'a [Text]),
    /// The application of this name was taken back.
    Withdrawal(&'a Text),
}

/// Everything that the slip says.
pub struct Slip<'a> {
    /// What was handed in.
    pub what: What<'a>,
    /// The application's number.
    pub number: &'a str,
    /// When it was kept.
    pub at: DateTime,
    /// This kiosk's name.
    pub kiosk: &'a str,
    /// Where it stands.
    pub site: &'a Text,
    /// What the QR code leads to, before the number.
    pub progress_url: &'a str,
    /// Whether it goes out at once.
    pub line: Line,
    /// The language of the slip.
    pub language: Language,
}

impl Slip<'_> {
    /// What the QR code says.
    pub fn address(&self) -> String {
        number::address(self.progress_url, self.number)
    }

    /// What was done, in a sentence.
    pub fn sentence(&self, language: Language) -> String {
        match self.what {
            What::Supplement(papers) => match language {
                Language::Chinese => format!("补交的{}份材料已收下", papers.len()),
                Language::English => format!("Papers added: {}", papers.len()),
            },
            What::Withdrawal(_) => {
                either(language, "撤回申请已收下", "Your wish to take it back is recorded").to_owned()
            }
        }
    }

    /// What is printed, as often as it takes, for the submission of this id. Nothing personal stands on it.
    pub fn printable(&self, id: SubmissionId) -> Printable {
        Printable::plain(Purpose::Receipt, id, self.paper(), self.language)
    }

    /// The paper.
    pub fn paper(&self) -> Paper {
        let title = match self.what {
            What::Supplement(_) => self.say("材料补交回执", "Receipt for papers"),
            What::Withdrawal(_) => self.say("撤回申请回执", "Receipt of withdrawal"),
        };
        let mut blocks = vec![Block::Centred(self.site.get(self.language).to_owned()), Block::Title(title)];
        blocks.extend([
            Block::Space,
            Block::Centred(self.say("原受理号", "Number of the application")),
            Block::Number(number::grouped(self.number)),
            Block::Space,
            Block::Pair(self.say("时间", "Time"), self.at.strftime("%Y-%m-%d %H:%M").to_string()),
        ]);
        match self.what {
            What::Supplement(papers) => {
                blocks.extend([Block::Rule, Block::Text(self.say("补交的材料", "Papers added"))]);
                let name = |(place, paper): (usize, &Text)| {
                    Block::Text(format!("{}. {}", place + 1, paper.get(self.language)))
                };
                blocks.extend(papers.iter().enumerate().map(name));
            }
            What::Withdrawal(name) => {
                blocks.push(Block::Pair(self.say("事项", "Matter"), name.get(self.language).to_owned()));
                blocks.push(Block::Text(self.say(
                    "平台还没有受理的，撤回后不再办理；已经受理的，以平台答复为准。",
                    "What was not accepted yet will not be worked on; of what was, the platform decides.",
                )));
            }
        }
        blocks.push(Block::Rule);
        blocks.push(Block::Text(match self.line {
            Line::Up => self.say("已安全保存，正在送达政务平台。", "Kept safe and on its way to the platform."),
            Line::Down | Line::Resting => self.say(
                "已安全保存，网络恢复后自动送达，不用再跑一趟。",
                "Kept safe; it is sent by itself once the line is back.",
            ),
        }));
        blocks.extend([Block::Space, Block::Qr(self.address())]);
        blocks.push(Block::Centred(self.say("扫码或凭受理号查询进度", "Scan, or use the number, to follow it")));
        blocks.push(Block::Centred(format!("{} {}", self.say("自助终端", "Kiosk"), self.kiosk)));
        Paper { blocks }
    }

    fn say(&self, chinese: &str, english: &str) -> String {
        either(self.language, chinese, english).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yici_hardware::receipt_printer::layout::{Piece, lay_out};

    fn text(what: What<'_>, language: Language) -> String {
        let slip = Slip {
            what,
            number: "1234567890123452",
            at: jiff::civil::date(2026, 11, 21).at(10, 0, 0, 0),
            kiosk: "test-001",
            site: &Text::new("测试", "Test"),
            progress_url: "https://platform.example/p/",
            line: Line::Down,
            language,
        };
        let words = |piece: &Piece| match piece {
            Piece::Line { text, .. } => text.clone(),
            Piece::Qr(payload) => payload.clone(),
        };
        lay_out(&slip.paper()).iter().map(words).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn it_bears_the_applications_number_and_says_what_was_done_in_both_languages() {
        let papers = [Text::new("户口簿", "Household register")];
        let supplement = What::Supplement(&papers);
        let name = Text::new("新生儿出生", "A child is born");
        for (text, wanted) in [
            (text(supplement, Language::Chinese), ["材料补交回执", "户口簿", "原受理号", "网络恢复后自动送达"]),
            (
                text(supplement, Language::English),
                ["Receipt for papers", "Household register", "1234", "once the line"],
            ),
            (text(What::Withdrawal(&name), Language::Chinese), ["撤回申请回执", "新生儿出生", "原受理号", "不再办理"]),
        ] {
            assert!(text.contains("https://platform.example/p/1234567890123452"), "{text}");
            assert!(wanted.iter().all(|wanted| text.contains(wanted)), "{text}");
        }
    }
}
