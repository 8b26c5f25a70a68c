//! A matter's guide on receipt paper, for whoever goes home to prepare.
//!
//! It says what the catalog says, for every situation, and nothing of a citizen. Items that only some situations call for
//! say so. Each paper stands once, with a box to tick.

use crate::catalog::{Catalog, Hours, Item, Matter, PromiseKind};
use crate::plan::{self, Limit, limit};
use crate::text::{Language, Text, either};
use jiff::civil::Date;
use std::collections::BTreeSet;
use yici_hardware::{Block, Paper};

/// Everything that a guide on paper says.
pub struct TakeAway<'a> {
    /// What the matter's words refer to.
    pub catalog: &'a Catalog,
    /// The matter.
    pub matter: &'a Matter,
    /// Where the kiosk stands.
    pub site: &'a Text,
    /// The kiosk's name.
    pub kiosk: &'a str,
    /// What the QR code leads to, before the matter's key; none leaves the code out.
    pub guide_url: Option<&'a str>,
    /// The day on which it is printed: matters change.
    pub on: Date,
    /// The language of the guide.
    pub language: Language,
}

impl TakeAway<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let header = &self.matter.matter;
        let mut blocks = vec![
            Block::Centred(self.text(self.site)),
            Block::Title(self.text(&header.name)),
            Block::Centred(self.say("办事指南", "What to do and what to bring")),
        ];
        if header.demonstration || self.matter.items.iter().any(|item| item.demonstration) {
            blocks.push(Block::Centred(self.say("演示事项，不具法律效力", "Demonstration only, without legal effect")));
        }
        blocks.extend([Block::Space, Block::Text(self.text(&header.summary)), Block::Rule]);
        blocks.extend(self.facts());
        blocks.extend(self.conditions());
        blocks.extend(self.items());
        blocks.extend(self.papers());
        blocks.extend(self.code());
        blocks.extend([
            Block::Rule,
            Block::Text(self.say(
                "以受理时公布的规定为准。请带好身份证和材料，在自助终端或者窗口办理。",
                "The rules in force on the day you apply decide. Bring your ID card and papers to a kiosk or a window.",
            )),
            Block::Pair(self.say("打印日期", "Printed"), self.on.to_string()),
            Block::Pair(self.say("自助终端", "Kiosk"), self.kiosk.to_owned()),
        ]);
        Paper { blocks }
    }

    fn facts(&self) -> [Block; 3] {
        let all: Vec<&Item> = self.matter.items.iter().collect();
        let all = plan::order(all.iter().copied()).unwrap_or(all);
        let mut fees: Vec<String> = Vec::new();
        for fee in self.matter.items.iter().map(|item| self.text(&item.fee)) {
            if !fees.contains(&fee) {
                fees.push(fee);
            }
        }
        let hours: Vec<String> =
            self.matter.matter.hours.iter().map(|span: &Hours| span.words(self.language)).collect();
        let hours = if hours.is_empty() { self.say("全天", "at any time") } else { hours.join(self.stop()) };
        [
            self.pair("多久办好", "Done within", limit(&all, self.matter.matter.limit).at_most(self.language)),
            self.pair("收费", "Fees", fees.join(self.stop())),
            self.pair("办理时间", "Open", hours),
        ]
    }

    fn conditions(&self) -> Vec<Block> {
        let conditions = &self.matter.matter.conditions;
        let rows = conditions.iter().map(|condition| Block::Text(format!("· {}", self.text(condition)))).collect();
        self.section("什么人可以办", "Who can apply", rows)
    }

    fn items(&self) -> Vec<Block> {
        let mut rows = Vec::new();
        for (place, item) in self.matter.items.iter().enumerate() {
            let limit = Limit { days: item.promised(), kind: item.days_kind }.words(self.language);
            rows.push(Block::Text(format!("{}. {}", place + 1, self.text(&item.name))));
            rows.push(Block::Pair(format!("   {}", self.text(&item.department.name)), limit));
            if let Some(why) = plan::why::item(self.catalog, self.matter, item) {
                rows.push(Block::Text(match self.language {
                    Language::Chinese => format!("（只在{}时办理）", why.zh),
                    Language::English => format!("(only if {})", why.en),
                }));
            }
        }
        self.section("一次办好这些事", "Done in one go", rows)
    }

    fn papers(&self) -> Vec<Block> {
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for paper in self.matter.papers.iter().filter(|paper| seen.insert(paper.identity())) {
            let holder = self.catalog.holders.get(&paper.holder).map(|holder| self.text(&holder.name));
            let holder = holder.unwrap_or_else(|| self.say("申请人", "The applicant"));
            rows.push(Block::Text(format!("□ {}", self.text(&paper.name))));
            rows.push(Block::Pair(format!("   {holder}"), self.text(&paper.form)));
            let mark = match paper.promise.as_ref().map(|promise| promise.kind) {
                _ if self.matter.takes_agents() && paper.is_mandate() => {
                    self.say("   代办才要", "   Only if you act for somebody")
                }
                None => continue,
                Some(PromiseKind::Defer) => self.say("   可以先办，以后补交", "   May come later"),
                Some(PromiseKind::Commit) => self.say("   可以用承诺代替", "   A written promise will do"),
            };
            rows.push(Block::Text(mark));
        }
        self.section("要带的材料", "Bring these papers", rows)
    }

    fn code(&self) -> Vec<Block> {
        let Some(url) = self.guide_url else { return Vec::new() };
        vec![
            Block::Space,
            Block::Qr(format!("{url}{}", self.matter.matter.key)),
            Block::Centred(self.say("扫码看这份指南", "Scan to read this guide")),
        ]
    }

    /// A heading and what stands below it; nothing without anything below.
    fn section(&self, chinese: &str, english: &str, rows: Vec<Block>) -> Vec<Block> {
        if rows.is_empty() {
            return rows;
        }
        let heading = match self.language {
            Language::Chinese => format!("【{chinese}】"),
            Language::English => english.to_uppercase(),
        };
        [Block::Rule, Block::Text(heading)].into_iter().chain(rows).collect()
    }

    fn pair(&self, chinese: &str, english: &str, value: String) -> Block {
        Block::Pair(self.say(chinese, english), value)
    }

    fn text(&self, text: &Text) -> String {
        text.get(self.language).to_owned()
    }

    fn say(&self, chinese: &str, english: &str) -> String {
        either(self.language, chinese, english).to_owned()
    }

    fn stop(&self) -> &'static str {
        either(self.language, "；", "; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::shipped;
    use yici_hardware::receipt_printer::layout::{MAX_LINES, MAX_QR, Piece, lay_out};

    fn printed(catalog: &Catalog, matter: &Matter, language: Language, guide_url: Option<&str>) -> Vec<String> {
        let site = Text::new("示范市政务服务中心", "Demonstration Service Centre");
        let on = jiff::civil::date(2026, 11, 22);
        let guide = TakeAway { catalog, matter, site: &site, kiosk: "test-001", guide_url, on, language };
        let words = |piece: &Piece| match piece {
            Piece::Line { text, .. } => text.clone(),
            Piece::Qr(payload) => format!("qr {payload}"),
        };
        lay_out(&guide.paper()).iter().map(words).collect()
    }

    #[test]
    fn every_shipped_guide_fits_its_paper_in_both_languages() {
        let catalog = shipped();
        for matter in &catalog.matters {
            for language in [Language::Chinese, Language::English] {
                let lines = printed(&catalog, matter, language, None).len();
                assert!(lines < MAX_LINES, "{}: {lines} lines in {language:?}", matter.matter.key);
            }
        }
    }

    #[test]
    fn every_item_with_its_department_and_every_paper_with_its_holder_stands_on_it_once() {
        let catalog = shipped();
        let matter = catalog.matter("home-sale").expect("shipped");
        let words = printed(&catalog, matter, Language::Chinese, None).concat();
        for item in &matter.items {
            assert!(words.contains(&item.name.zh) && words.contains(&item.department.name.zh), "{}", item.name.zh);
        }
        assert_eq!(words.matches('□').count(), matter.papers.len());
        for paper in &matter.papers {
            assert!(words.contains(&format!("□ {}", paper.name.zh)), "{} is not in {words}", paper.name.zh);
        }
        assert!(words.contains("07:00—22:00"), "{words}");
    }

    #[test]
    fn the_code_leads_to_the_matter_and_is_left_out_where_guides_stand_nowhere() {
        let catalog = shipped();
        let matter = catalog.matter("newborn").expect("shipped");
        let code = |url| {
            let lines = printed(&catalog, matter, Language::English, url);
            lines.into_iter().find(|line| line.starts_with("qr "))
        };
        let address = "https://platform.example/g/";
        assert_eq!(code(Some(address)).as_deref(), Some("qr https://platform.example/g/newborn"));
        assert!(address.len() + 64 < MAX_QR);
        assert_eq!(code(None), None);
    }
}
