//! Told once (一次告知): on the page, and on paper for whoever wants to prepare at home.
//!
//! The paper has nothing of a citizen on it. It is printed once a visit, and tried again only when it failed,
//! [`MOST_TRIES`] times at most; whoever goes on meanwhile goes on.

use super::home::Home;
use super::questions::Questions;
use super::state::State;
use super::visit::Visit;
use super::{Effect, Event, ReceiptOutcome, Shared, Touch};
use crate::audit;
use crate::catalog::{Device, Item, PromiseKind};
use crate::paper::guide::TakeAway;
use crate::paper::job::{Printable, Purpose};
use crate::plan::{self, Limit, limit};
use crate::text::Language;

/// How often one page may ask for paper.
const MOST_TRIES: u8 = 3;

/// Everything to know before beginning, on one page.
pub struct Guide {
    pub(super) visit: Box<Visit>,
    printing: Printing,
    tries: u8,
    /// Which copy is wanted: the same one for as long as nothing of it was printed.
    copy: u32,
}

/// How the guide on paper is getting on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Printing {
    /// Not asked for.
    Offered,
    /// The printer has it.
    UnderWay,
    /// It came out, or did not.
    Ended(ReceiptOutcome),
}

/// What the page says of the guide on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct TakeAwayView {
    /// Whether it can be had here at all.
    pub offered: bool,
    /// Whether it can be asked for now.
    pub can_print: bool,
    /// What became of it, or what it is for; empty when it cannot be had.
    pub note: String,
    /// It did not come out, or perhaps not whole.
    pub trouble: bool,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct GuideView {
    /// The matter's name.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// The limit of the whole.
    pub limit: String,
    /// The fees.
    pub fees: String,
    /// Conditions of acceptance.
    pub conditions: Vec<String>,
    /// The items.
    pub items: Vec<GuideItem>,
    /// The papers.
    pub papers: Vec<GuidePaper>,
    /// The guide on paper.
    pub take_away: TakeAwayView,
}

/// An item in the guide.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields of an item, in words")]
pub struct GuideItem {
    pub name: String,
    pub department: String,
    pub limit: String,
    pub fee: String,
    pub result: String,
    pub basis: String,
    pub when: String,
}

/// A paper in the guide.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields of a paper, in words")]
pub struct GuidePaper {
    pub name: String,
    pub form: String,
    pub mark: String,
}

impl Guide {
    pub(super) fn enter(visit: Box<Visit>, shared: &mut Shared) -> State {
        let matter = visit.matter().matter.key.clone();
        shared.effects.push(Effect::Record(audit::Event::VisitBegan { matter }));
        Self::again(visit)
    }

    /// The way back from what follows.
    pub(super) fn again(visit: Box<Visit>) -> State {
        State::Guide(Self { visit, printing: Printing::Offered, tries: 0, copy: 0 })
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::PrintGuide) if self.can_print(shared) => {
                let copy = self.copy + u32::from(self.printing == Printing::Ended(ReceiptOutcome::Unknown));
                let paper = self.take_away(shared).paper();
                let guide = Printable::plain(Purpose::Guide, self.visit.id, paper, shared.language);
                shared.effects.push(Effect::PrintGuide(self.visit.id, guide.job(copy)));
                State::Guide(Self { printing: Printing::UnderWay, tries: self.tries + 1, copy, ..self })
            }
            Event::GuidePrinted(id, outcome) if self.printing == Printing::UnderWay && id == self.visit.id => {
                self.printing = Printing::Ended(outcome);
                State::Guide(self)
            }
            Event::Touch(Touch::Next) => Questions::first(self.visit),
            Event::Touch(Touch::Back) => Home::enter(),
            _ => State::Guide(self),
        }
    }

    /// What became of the guide on paper, once the printer has said; `None` where none was asked for.
    pub(super) fn paper(&self) -> Option<Option<ReceiptOutcome>> {
        match self.printing {
            Printing::Offered => None,
            Printing::UnderWay => Some(None),
            Printing::Ended(outcome) => Some(Some(outcome)),
        }
    }

    fn can_print(&self, shared: &Shared) -> bool {
        let asked = match self.printing {
            Printing::Offered => false,
            Printing::UnderWay | Printing::Ended(ReceiptOutcome::Printed) => true,
            Printing::Ended(ReceiptOutcome::Unknown | ReceiptOutcome::Failed(_)) => self.tries >= MOST_TRIES,
        };
        !asked && printer_works(shared)
    }

    fn take_away<'a>(&'a self, shared: &'a Shared) -> TakeAway<'a> {
        TakeAway {
            catalog: &self.visit.catalog,
            matter: self.visit.matter(),
            site: &shared.rules.site,
            kiosk: &shared.rules.kiosk,
            guide_url: shared.rules.guide_url.as_deref(),
            on: shared.moment.wall.date(),
            language: shared.language,
        }
    }

    fn take_away_view(&self, shared: &Shared) -> TakeAwayView {
        let (offered, can_print) = (printer_works(shared), self.can_print(shared));
        let note = match self.printing {
            Printing::Offered if !offered => "",
            Printing::Offered => shared.words(
                "想先回去准备？打印一份带走，照着备齐材料再来。",
                "Need to prepare first? Print this page and take it with you.",
            ),
            Printing::UnderWay => shared.words("正在打印指南……", "Printing the guide…"),
            Printing::Ended(ReceiptOutcome::Printed) => {
                shared.words("指南打印好了，请在出纸口取走。", "The guide is printed: please take it from the slot.")
            }
            Printing::Ended(ReceiptOutcome::Unknown) if can_print => shared.words(
                "指南可能没有打印完整，可以重新打印，也可以直接办理。",
                "The guide may be incomplete. Print it again, or go on without it.",
            ),
            Printing::Ended(ReceiptOutcome::Unknown) => shared.words(
                "指南可能没有打印完整。不影响办理，请接着办。",
                "The guide may be incomplete. You can go on all the same.",
            ),
            Printing::Ended(ReceiptOutcome::Failed(_)) if can_print => shared.words(
                "指南没有打印出来，可以重新打印，也可以直接办理。",
                "The guide was not printed. Try again, or go on without it.",
            ),
            Printing::Ended(ReceiptOutcome::Failed(_)) => shared.words(
                "指南没有打印出来。不影响办理，请接着办。",
                "The guide was not printed. You can go on all the same.",
            ),
        };
        let trouble = matches!(self.printing, Printing::Ended(ReceiptOutcome::Unknown | ReceiptOutcome::Failed(_)));
        TakeAwayView { offered, can_print, note: note.to_owned(), trouble }
    }

    pub(super) fn view(&self, shared: &Shared) -> GuideView {
        let matter = self.visit.matter();
        let all: Vec<_> = matter.items.iter().collect();
        let all = crate::plan::order(all.iter().copied()).unwrap_or(all);
        let mut fees: Vec<String> = Vec::new();
        for fee in matter.items.iter().map(|item| shared.text(&item.fee)) {
            if !fees.contains(&fee) {
                fees.push(fee);
            }
        }
        GuideView {
            name: shared.text(&matter.matter.name),
            summary: shared.text(&matter.matter.summary),
            limit: shared.limit(&self.visit.catalog, limit(&all, matter.matter.limit)),
            fees: fees.join(shared.words("；", "; ")),
            conditions: matter.matter.conditions.iter().map(|text| shared.text(text)).collect(),
            items: matter
                .items
                .iter()
                .map(|item| GuideItem {
                    name: shared.text(&item.name),
                    department: shared.text(&item.department.name),
                    limit: Limit { days: item.promised(), kind: item.days_kind }.words(shared.language),
                    fee: shared.text(&item.fee),
                    result: shared.text(&item.result),
                    basis: item
                        .basis
                        .iter()
                        .map(|basis| shared.text(basis))
                        .collect::<Vec<_>>()
                        .join(shared.words("；", "; ")),
                    when: only_when(&self.visit, item, shared),
                })
                .collect(),
            papers: matter
                .papers
                .iter()
                .map(|paper| GuidePaper {
                    name: shared.text(&paper.name),
                    form: shared.text(&paper.form),
                    mark: match paper.promise.as_ref().map(|promise| promise.kind) {
                        _ if matter.takes_agents() && paper.is_mandate() => {
                            shared.words("代办才要", "Only if you act for somebody").to_owned()
                        }
                        None => String::new(),
                        Some(PromiseKind::Defer) => shared.words("可以后补", "May come later").to_owned(),
                        Some(PromiseKind::Commit) => shared.words("可承诺代替", "A promise will do").to_owned(),
                    },
                })
                .collect(),
            take_away: self.take_away_view(shared),
        }
    }
}

fn printer_works(shared: &Shared) -> bool {
    shared.readiness.closes(&[Device::ReceiptPrinter]).is_none()
}

/// In which situation an item is needed; empty when always.
fn only_when(visit: &Visit, item: &Item, shared: &Shared) -> String {
    let why = plan::why::item(&visit.catalog, visit.matter(), item);
    why.map(|why| match shared.language {
        Language::Chinese => format!("只在{}时办理", why.zh),
        Language::English => format!("Only if {}", why.en),
    })
    .unwrap_or_default()
}
