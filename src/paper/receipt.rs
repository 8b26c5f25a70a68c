//! The receipt: our word, on paper.

use crate::application::agency::Agent;
use crate::application::freeze::Promised;
use crate::application::{mask, number};
use crate::catalog::{FieldKind, Matter, PromiseKind};
use crate::paper::job::{PrintJob, Printable, Purpose};
use crate::plan::{Calendar, Plan};
use crate::platform::contract::SubmissionId;
use crate::session::{Line, view};
use crate::text::{Language, Text, day, either};
use jiff::civil::DateTime;
use yici_hardware::{Block, Paper, Personal};

/// Everything that a receipt says.
pub struct Receipt<'a> {
    /// The submission's id.
    pub id: SubmissionId,
    /// The number that the citizen keeps.
    pub number: String,
    /// The matter.
    pub matter: &'a Matter,
    /// The working days.
    pub calendar: Calendar<'a>,
    /// What was chosen.
    pub plan: &'a Plan<'a>,
    /// The name on the card.
    pub holder: Option<&'a Personal>,
    /// Who handed it in for the applicant, where somebody did.
    pub agent: Option<&'a Agent>,
    /// The promises made.
    pub promises: &'a [Promised],
    /// Key of the delivery.
    pub delivery: &'a str,
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
    /// The language of the receipt.
    pub language: Language,
}

impl Receipt<'_> {
    /// What the QR code says.
    pub fn address(&self) -> String {
        number::address(self.progress_url, &self.number)
    }

    /// The limit of the whole, in words.
    pub fn limit(&self, language: Language) -> String {
        view::limit_in_words(self.plan.limit, self.calendar, self.at.date(), language)
    }

    /// What the citizen still owes, in words: papers that come later, not those in whose place a promise stands.
    pub fn owed(&self) -> Vec<Text> {
        let owed = |promised: &Promised| {
            let name = self.promised(promised, PromiseKind::Defer)?;
            Some(Text {
                zh: format!("{}：{}前补交", name.zh, day(promised.due, Language::Chinese)),
                en: format!("{}: by {}", name.en, day(promised.due, Language::English)),
            })
        };
        self.promises.iter().filter_map(owed).collect()
    }

    /// The name of the paper for which this kind of promise was made.
    fn promised(&self, promised: &Promised, kind: PromiseKind) -> Option<&Text> {
        let paper = self.matter.papers.iter().find(|paper| paper.key == promised.paper)?;
        (paper.promise.as_ref()?.kind == kind).then_some(&paper.name)
    }

    /// What is printed, as often as it takes. The name on the card stands on the paper and not in the job's identity: a
    /// digest of few names could be guessed.
    pub fn printable(&self) -> Printable {
        let nobody = Receipt { number: self.number.clone(), holder: None, agent: None, ..*self };
        Printable::new(Purpose::Receipt, self.id, self.paper(), nobody.paper(), self.language)
    }

    /// The paper.
    pub fn paper(&self) -> Paper {
        let header = &self.matter.matter;
        let mut blocks = vec![
            Block::Centred(self.site.get(self.language).to_owned()),
            Block::Title(self.say("一件事一次办 受理回执", "Receipt")),
        ];
        if header.demonstration {
            blocks.push(Block::Centred(self.say("演示事项，不具法律效力", "Demonstration only, without legal effect")));
        }
        blocks.extend([
            Block::Space,
            Block::Centred(self.say("受理号", "Number")),
            Block::Number(number::grouped(&self.number)),
            Block::Space,
            self.pair("事项", "Matter", header.name.get(self.language).to_owned()),
        ]);
        if let Some(holder) = self.holder {
            blocks.push(self.pair("申请人", "Applicant", mask::mask(FieldKind::Name, holder.reveal())));
        }
        if let Some(agent) = self.agent {
            blocks.push(self.pair("代办人", "Handed in by", mask::mask(FieldKind::Name, agent.name.reveal())));
        }
        blocks.extend([
            self.pair("时间", "Time", self.at.strftime("%Y-%m-%d %H:%M").to_string()),
            self.pair("办结时限", "Done within", self.limit(self.language)),
        ]);
        let delivery = self.matter.deliveries.iter().find(|delivery| delivery.key == self.delivery);
        if let Some(delivery) = delivery {
            blocks.push(self.pair("领取方式", "Delivery", delivery.name.get(self.language).to_owned()));
        }
        blocks.push(Block::Rule);
        blocks.push(Block::Text(self.say("一并办理的事项", "Items")));
        for (place, item) in self.plan.items.iter().enumerate() {
            let name = format!("{}. {}", place + 1, item.name.get(self.language));
            blocks.push(Block::Pair(name, item.department.name.get(self.language).to_owned()));
        }
        let owed = self.owed();
        if !owed.is_empty() {
            blocks.push(Block::Rule);
            blocks.push(Block::Text(self.say("承诺后补的材料", "Papers promised for later")));
            blocks.extend(owed.iter().map(|owed| Block::Text(owed.get(self.language).to_owned())));
        }
        let committed = self.promises.iter().filter_map(|promised| self.promised(promised, PromiseKind::Commit));
        let committed: Vec<Block> = committed.map(|name| Block::Text(name.get(self.language).to_owned())).collect();
        if !committed.is_empty() {
            blocks.push(Block::Rule);
            blocks.push(Block::Text(
                self.say("以承诺代替的材料，不用补交", "Replaced by your promise, nothing to bring"),
            ));
            blocks.extend(committed);
        }
        blocks.push(Block::Rule);
        blocks.extend(self.sending().map(Block::Text));
        blocks.extend([Block::Space, Block::Qr(self.address())]);
        blocks.push(Block::Centred(self.say("扫码或凭受理号查询进度", "Scan, or use the number, to follow it")));
        blocks.push(Block::Centred(format!("{} {}", self.say("自助终端", "Kiosk"), self.kiosk)));
        Paper { blocks }
    }

    fn sending(&self) -> [String; 2] {
        let second = match self.line {
            Line::Up => self.say("正在送达政务平台。", "It is on its way to the platform."),
            Line::Down | Line::Resting => {
                self.say("网络恢复后自动送达，不用再跑一趟。", "It is sent by itself once the line is back.")
            }
        };
        [self.say("申请已安全保存。", "Your application is kept safe."), second]
    }

    fn pair(&self, chinese: &str, english: &str, value: String) -> Block {
        Block::Pair(self.say(chinese, english), value)
    }

    fn say(&self, chinese: &str, english: &str) -> String {
        either(self.language, chinese, english).to_owned()
    }
}

/// The receipt of an application that was kept just before the power went: the number alone, since all else is sealed.
pub fn number_only(id: SubmissionId, number: &str, site: &Text, kiosk: &str, progress_url: &str) -> PrintJob {
    let paper = Paper {
        blocks: vec![
            Block::Centred(site.zh.clone()),
            Block::Title("一件事一次办 受理回执".into()),
            Block::Centred("（补打）".into()),
            Block::Space,
            Block::Centred("受理号".into()),
            Block::Number(number::grouped(number)),
            Block::Space,
            Block::Text("您的申请在断电前已安全保存，会自动送达政务平台，请勿重复提交。".into()),
            Block::Text(
                "Your application was kept before the power went and will be sent. Please do not apply again.".into(),
            ),
            Block::Space,
            Block::Qr(number::address(progress_url, number)),
            Block::Centred("扫码或凭受理号查询进度".into()),
            Block::Centred(format!("自助终端 {kiosk}")),
        ],
    };
    PrintJob::slip(Purpose::Receipt, id, paper)
}
