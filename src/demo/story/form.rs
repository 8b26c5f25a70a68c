//! What a citizen of the stories writes into forms, and so what must never be found afterwards.

use super::{Matter, NEXT, Story};
use crate::demo::citizen::Words;
use crate::demo::traces::Planted;
use crate::session::HandedIn;
use yici_hardware::card_reader::simulator::sample_card;

/// Everything of these stories that must never be found afterwards: what a citizen wrote and showed, the card's portrait,
/// and of what was handed in a part of each photographed paper and of the ink.
pub fn planted(handed_in: &[HandedIn]) -> Planted {
    let part =
        |bytes: &[u8]| bytes.get(bytes.len() / 2..).map(|half| half[..half.len().min(64)].to_vec()).unwrap_or_default();
    let papers = handed_in.iter().flat_map(|submission| &submission.photos).map(|photo| part(photo.jpeg.reveal()));
    // The ink ends a submission; an evaluation has none.
    let ink = handed_in.iter().map(|submission| submission.bytes.reveal()).filter(|bytes| bytes.len() > 512);
    let ink = ink.map(|bytes| bytes[bytes.len() - 64..].to_vec());
    let portrait = part(sample_card().photo.reveal());
    Planted { words: planted_words(), bytes: papers.chain(ink).chain([portrait]).collect() }
}

/// The words among them.
pub fn planted_words() -> Vec<String> {
    let card = sample_card();
    let card = [&card.name, &card.number, &card.address].map(|word| word.reveal().clone());
    card.into_iter()
        .chain([MOBILE, SPOUSE_NUMBER, EMPLOYEE_NUMBER, "王安", "示范市妇幼保健院", "李明", "张林"].map(String::from))
        .collect()
}

const MOBILE: &str = "13912345678";
const SPOUSE_NUMBER: &str = "990101199102030078";
const EMPLOYEE_NUMBER: &str = "990101200006150016";
const CREDIT_CODE: &str = "91350100M000100Y43";

impl Story<'_> {
    /// Touches "done": the form itself leads to what is missing, field after field.
    pub(super) fn fill_in(&mut self) -> anyhow::Result<()> {
        self.citizen.tap(("填好了", "All filled in"))?;
        match self.matter {
            Matter::Hiring => self.fill_in_hiring()?,
            Matter::Newborn | Matter::PartOfNewborn | Matter::NewbornOfOneKnown => self.fill_in_newborn()?,
        }
        self.citizen.tap(("完成", "Done"))?;
        self.citizen.picture("form-filled")?;
        self.citizen.tap(("填好了", "All filled in"))?;
        if self.matter == Matter::NewbornOfOneKnown {
            self.citizen.wait_for(self.citizen.say(("这些材料不用带", "These papers need not be shown")))?;
            self.citizen.picture("licences")?;
            self.citizen.tap(NEXT)?;
        }
        Ok(())
    }

    fn next_field(&mut self, expected: Words) -> anyhow::Result<()> {
        self.citizen.tap(("下一项", "Next field"))?;
        self.citizen.wait_for(self.citizen.say(expected))
    }

    /// Whether the form asks for the first of two fields: it does not for what is known of somebody who was here before.
    fn asks_for(&mut self, first: Words, second: Words) -> anyhow::Result<bool> {
        let (first, second) = (self.citizen.say(first), self.citizen.say(second));
        self.citizen.wait_until("the next field", |citizen| citizen.sees(first) || citizen.sees(second))?;
        Ok(self.citizen.sees(first))
    }

    fn fill_in_newborn(&mut self) -> anyhow::Result<()> {
        let name = ("新生儿姓名", "Child's name");
        self.citizen.wait_for(self.citizen.say(("下一项", "Next field")))?;
        if self.asks_for(("手机号码", "Mobile"), name)? {
            self.citizen.type_keys(MOBILE)?;
            self.citizen.picture("writing-digits")?;
            self.next_field(name)?;
        }
        self.citizen.write_pinyin(&[("wang", "王")])?;
        self.citizen.type_keys("an")?;
        self.citizen.picture("writing-pinyin")?;
        self.citizen.touch("安")?;
        self.next_field(("新生儿性别", "Child's sex"))?;
        self.citizen.tap(("男", "Male"))?;
        self.citizen.picture("writing-options")?;
        self.next_field(("出生日期", "Date of birth"))?;
        self.citizen.type_keys("20261101")?;
        self.next_field(("出生医院", "Hospital of birth"))?;
        let hospital = [("shifan", "示范"), ("shi", "市"), ("fuyou", "妇幼"), ("baojian", "保健"), ("yuan", "院")];
        self.citizen.write_pinyin(&hospital)?;
        if !self.citizen.can_touch(self.citizen.say(("下一项", "Next field"))) {
            return Ok(()); // of the spouse everything is known
        }
        self.citizen.tap(("下一项", "Next field"))?;
        let number = ("配偶身份证号码", "Spouse's ID number");
        if self.asks_for(("配偶姓名", "Spouse's name"), number)? {
            self.citizen.write_pinyin(&[("li", "李"), ("ming", "明")])?;
            self.next_field(number)?;
        }
        self.citizen.type_keys(SPOUSE_NUMBER)
    }

    fn fill_in_hiring(&mut self) -> anyhow::Result<()> {
        self.citizen.type_keys(MOBILE)?;
        self.next_field(("单位名称", "Employer's name"))?;
        self.citizen.write_pinyin(&[("shifan", "示范"), ("shangmao", "商贸"), ("gongsi", "公司")])?;
        self.next_field(("统一社会信用代码", "Unified social credit code"))?;
        self.citizen.type_keys(CREDIT_CODE)?;
        self.citizen.picture("writing-letters")?;
        self.next_field(("员工姓名", "Employee's name"))?;
        self.citizen.write_pinyin(&[("zhang", "张"), ("lin", "林")])?;
        self.next_field(("员工身份证号码", "Employee's ID number"))?;
        self.citizen.type_keys(EMPLOYEE_NUMBER)?;
        self.citizen.picture("writing-id-number")?;
        self.next_field(("员工手机号码（选填）", "Employee's mobile (optional)"))?;
        self.next_field(("劳动合同起始日", "First day of the contract"))?;
        self.citizen.type_keys("20261201")?;
        self.next_field(("合同期限类型", "Kind of contract"))?;
        self.citizen.tap(("固定期限", "Fixed term"))
    }
}
