//! What the page says.

use super::{Progress, Stage, Trouble};
use crate::application::number;
use crate::application::progress::{self, Case, CaseName, OwedPaper};
use crate::catalog::Catalog;
use crate::outbox::{Held, HeldAt};
use crate::platform::contract::Kind;
use crate::session::{Line, Shared, identify};
use crate::text::{Language, Text, day};
use jiff::tz::{Offset, TimeZone};
use yici_hardware::Personal;

/// What the page shows. All of it may be personal, so it has no `Debug`.
#[derive(Clone, PartialEq)]
pub struct ProgressView {
    /// Which part of the page is up.
    pub stage: ProgressViewStage,
    /// What to do, or how things are.
    pub message: String,
    /// Whether that is a trouble.
    pub trouble: bool,
    /// What was written of the number.
    pub typed: Personal,
    /// All digits are there.
    pub complete: bool,
    /// Codes are taken beside cards.
    pub takes_codes: bool,
    /// The cases to choose from.
    pub cases: Vec<CaseLine>,
    /// The case that is looked at.
    pub case: Option<CaseDetail>,
    /// "Take it back?" is up.
    pub confirming: bool,
}

/// Which part of the page is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressViewStage {
    /// Card or code.
    Asking,
    /// The number.
    Writing,
    /// The platform is asked.
    Waiting,
    /// Several cases.
    List,
    /// One case.
    Case,
    /// There is none.
    Nothing,
    /// The platform could not be asked.
    Unanswered,
}

/// A case among several.
#[derive(Clone, PartialEq)]
#[expect(missing_docs, reason = "the parts of a line")]
pub struct CaseLine {
    pub key: String,
    pub name: String,
    pub number: String,
    pub state: String,
    pub mark: Mark,
}

/// A case in full.
#[derive(Clone, PartialEq)]
#[expect(missing_docs, reason = "the parts of the page")]
pub struct CaseDetail {
    pub name: String,
    pub number: String,
    pub received: String,
    pub state: String,
    pub mark: Mark,
    pub steps: Vec<Step>,
    pub owed: Vec<String>,
    pub can_top_up: bool,
    pub can_withdraw: bool,
    /// A word about topping up or taking back; may be empty.
    pub note: String,
}

/// One item on its way.
#[derive(Clone, PartialEq)]
#[expect(missing_docs, reason = "the parts of a step")]
pub struct Step {
    pub name: String,
    pub state: String,
    pub mark: Mark,
}

/// How a state is marked, beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It waits.
    Waiting,
    /// It is worked on.
    UnderWay,
    /// It is done.
    Done,
    /// The citizen has to do something, or it was not granted.
    Attention,
}

impl Progress {
    pub(in crate::session) fn view(&self, shared: &Shared) -> ProgressView {
        let (stage, message) = match &self.stage {
            Stage::Asking(trouble) => (ProgressViewStage::Asking, self.asking(*trouble, shared)),
            Stage::Writing { wrong: false, .. } => (
                ProgressViewStage::Writing,
                shared.words("写回执上的16位受理号", "Write the 16 digits on your receipt").to_owned(),
            ),
            Stage::Writing { .. } => (
                ProgressViewStage::Writing,
                shared
                    .words("受理号不对，请和回执再核对一遍", "That is no number of a receipt: please check it again")
                    .to_owned(),
            ),
            Stage::Waiting(_) => {
                (ProgressViewStage::Waiting, shared.words("正在查询……", "Asking the platform…").to_owned())
            }
            Stage::Answered { cases, .. } if cases.reveal().is_empty() => {
                (ProgressViewStage::Nothing, self.nothing(shared))
            }
            Stage::Answered { chosen: None, .. } => {
                (ProgressViewStage::List, shared.words("点一件看详情", "Touch one to see more").to_owned())
            }
            Stage::Answered { .. } => (ProgressViewStage::Case, String::new()),
            Stage::Unanswered => (ProgressViewStage::Unanswered, self.unanswered(shared)),
        };
        let typed = match &self.stage {
            Stage::Writing { typed, .. } => Personal::new(number::grouped(typed.reveal())),
            _ => Personal::default(),
        };
        let cases = match &self.stage {
            Stage::Answered { cases, chosen: None, .. } => {
                cases.reveal().iter().enumerate().map(|(place, case)| self.line(place, case, shared)).collect()
            }
            _ => Vec::new(),
        };
        ProgressView {
            stage,
            message,
            trouble: matches!(self.stage, Stage::Asking(Some(_)) | Stage::Writing { wrong: true, .. }),
            complete: matches!(&self.stage, Stage::Writing { typed, .. } if typed.reveal().len() == super::DIGITS),
            typed,
            takes_codes: self.takes_codes(shared),
            cases,
            case: self.case().map(|case| self.detail(case, shared)),
            confirming: matches!(self.stage, Stage::Answered { confirming: true, .. }),
        }
    }

    fn asking(&self, trouble: Option<Trouble>, shared: &Shared) -> String {
        match trouble {
            _ if !shared.around.lying.is_empty() => identify::take_the_card_away(shared),
            Some(Trouble::Unread(fault)) => identify::unread(fault, shared),
            Some(Trouble::OtherCode) => shared.words(
                "这不是回执上的二维码，请换一张再扫",
                "That code is not from a receipt: hold out the receipt's own",
            ),
            None if self.number.is_some() => shared
                .words("请再放上身份证，确认是您本人的办件", "Now lay your ID card down, to show that it is yours"),
            None if !self.takes_codes(shared) => {
                shared.words("放身份证，看您的全部办件", "Lay your ID card down to see all your cases")
            }
            None => shared.words(
                "放身份证，看您的全部办件；或者把回执上的二维码对准扫码口",
                "Lay your ID card down to see all your cases, or hold your receipt's code to the scanner",
            ),
        }
        .to_owned()
    }

    fn nothing(&self, shared: &Shared) -> String {
        if let Some(held) = held(&self.held, shared) {
            return held;
        }
        match (&self.number, &self.holder) {
            (Some(_), Some(_)) => shared.words(
                "没有查到这个受理号，或者不是您本人的办件。请和回执核对，也可以问工作人员。",
                "There is no such case of yours. Please check the number with your receipt, or ask a clerk.",
            ),
            (Some(_), None) => shared.words(
                "平台还没有这个受理号的记录。如果是刚刚在别的机器上办的，请过一会儿再查。",
                "The platform does not know this number yet. If you handed it in at another kiosk just now, try later.",
            ),
            _ => shared.words("没有查到您的办件。", "There are no cases of yours."),
        }
        .to_owned()
    }

    fn unanswered(&self, shared: &Shared) -> String {
        let down = match shared.line {
            Line::Resting => shared.words(
                "本机这个时间不联网，查不到平台上的进度。",
                "This machine is not connected at this hour, so the platform cannot be asked now.",
            ),
            _ => shared
                .words("现在网络不通，查不到平台上的进度。", "The line is down, so the platform cannot be asked now."),
        };
        let more = held(&self.held, shared).unwrap_or_else(|| {
            if self.number.is_some() {
                shared.words(
                    "本机没有这个受理号的记录。您交的申请不受影响，请过一会儿再查。",
                    "This kiosk has nothing under this number. What you handed in is not affected; please try later.",
                )
            } else {
                shared.words(
                    "您交的申请不受影响。有回执的，可以扫回执上的码，看本机有没有送达。",
                    "What you handed in is not affected. With a receipt, scan its code to see whether this kiosk has sent it.",
                )
            }
            .to_owned()
        });
        format!("{down}\n{more}")
    }

    fn line(&self, place: usize, case: &Case, shared: &Shared) -> CaseLine {
        let (state, mark) = stage(case.state, shared);
        CaseLine {
            key: place.to_string(),
            name: shared.text(&name_of(case, &self.visit.catalog)),
            number: number::grouped(&case.number),
            state: state.to_owned(),
            mark,
        }
    }

    fn detail(&self, case: &Case, shared: &Shared) -> CaseDetail {
        let (state, mark) = stage(case.state, shared);
        let matter = self.visit.catalog.matter(&case.matter);
        let step = |item: &progress::CaseItem| {
            let known = matter.and_then(|matter| matter.items.iter().find(|known| known.key == item.item));
            let name = known.map(|known| known.name.clone()).or_else(|| item.name.as_ref().map(text));
            let (state, mark) = stage(item.state, shared);
            let state = match item.on {
                Some(on) => format!("{}　{state}", day(on, shared.language)),
                None => state.to_owned(),
            };
            Step { name: name.map_or_else(|| item.item.clone(), |name| shared.text(&name)), state, mark }
        };
        let owed = self.owed();
        let china = TimeZone::fixed(Offset::constant(8));
        let note = if !owed.is_empty() && !self.can_top_up(shared) {
            shared.words(
                "本机的拍摄台用不了，请到别的机器或者窗口补交。",
                "The camera here is out of order: please use another kiosk, or the counter.",
            )
        } else if case.may_withdraw && self.holder.is_none() {
            shared.words("要撤回申请，请返回，用身份证查询。", "To take it back, go back and use your ID card.")
        } else {
            ""
        };
        CaseDetail {
            name: shared.text(&name_of(case, &self.visit.catalog)),
            number: number::grouped(&case.number),
            received: day(case.received_at.to_zoned(china).date(), shared.language),
            state: state.to_owned(),
            mark,
            steps: case.items.iter().map(step).collect(),
            owed: owed.into_iter().map(|owed| self.owed_in_words(case, owed, shared)).collect(),
            can_top_up: self.can_top_up(shared),
            can_withdraw: self.can_withdraw(),
            note: note.to_owned(),
        }
    }

    fn owed_in_words(&self, case: &Case, owed: &OwedPaper, shared: &Shared) -> String {
        let name = shared.text(&paper_name(case, owed, &self.visit.catalog));
        match (owed.until, shared.language) {
            (None, _) => name,
            (Some(until), Language::Chinese) => format!("{name}：{}前补交", day(until, shared.language)),
            (Some(until), Language::English) => format!("{name}: by {}", day(until, Language::English)),
        }
    }
}

/// What this kiosk itself knows, in words; the application's own state counts.
fn held(held: &[Held], shared: &Shared) -> Option<String> {
    let one = held.iter().find(|held| held.kind == Kind::Application).or(held.first())?;
    let china = TimeZone::fixed(Offset::constant(8));
    Some(match (one.place, shared.language) {
        (HeldAt::Waiting, Language::Chinese) => {
            "这件申请安全地保存在本机，还没有送出；网络恢复后自动送达，不用再来。".to_owned()
        }
        (HeldAt::Waiting, Language::English) => {
            "This application is kept safe in this kiosk and not sent yet; it goes by itself once the line is back.".to_owned()
        }
        (HeldAt::Delivered(at), _) => {
            let on = day(at.to_zoned(china).date(), shared.language);
            match shared.language {
                Language::Chinese => format!("这件申请本机已在{on}送达政务平台。"),
                Language::English => format!("This kiosk delivered this application to the platform on {on}."),
            }
        }
        (HeldAt::SetAside, Language::Chinese) => {
            "这件申请保存在本机，平台没有收，要工作人员处理。请拿着回执问工作人员。".to_owned()
        }
        (HeldAt::SetAside, Language::English) => {
            "This application is kept in this kiosk; the platform did not take it, and a clerk must see to it. Please ask one, with your receipt.".to_owned()
        }
    })
}

/// The name of a case: the catalog's, else the platform's own.
pub(super) fn name_of(case: &Case, catalog: &Catalog) -> Text {
    let known = catalog.matter(&case.matter).map(|matter| matter.matter.name.clone());
    known.or_else(|| case.name.as_ref().map(text)).unwrap_or_else(|| Text::new("一件申请", "An application"))
}

/// The name of a paper that is owed.
pub(in crate::session) fn paper_name(case: &Case, owed: &OwedPaper, catalog: &Catalog) -> Text {
    let matter = catalog.matter(&case.matter);
    let paper = matter.and_then(|matter| matter.papers.iter().find(|paper| paper.key == owed.paper));
    let known = paper.map(|paper| paper.name.clone()).or_else(|| owed.name.as_ref().map(text));
    known.unwrap_or_else(|| Text::new("要补交的材料", "The paper that is missing"))
}

fn text(name: &CaseName) -> Text {
    Text::new(&name.zh, name.en.as_deref().unwrap_or(&name.zh))
}

fn stage(stage: progress::Stage, shared: &Shared) -> (&'static str, Mark) {
    use progress::Stage;
    let (zh, en, mark) = match stage {
        Stage::Received => ("已收到，待受理", "Received", Mark::Waiting),
        Stage::Accepted => ("已受理，办理中", "Being worked on", Mark::UnderWay),
        Stage::MissingPapers => ("缺材料，等您补交", "A paper is missing", Mark::Attention),
        Stage::Done => ("已办结", "Done", Mark::Done),
        Stage::Ready => ("已办结，可以领证", "Done, ready for you", Mark::Done),
        Stage::Refused => ("没有受理，请问窗口", "Not accepted", Mark::Attention),
        Stage::Withdrawn => ("已撤回", "Taken back", Mark::Waiting),
    };
    (crate::text::either(shared.language, zh, en), mark)
}
