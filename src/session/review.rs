//! Everything once more, masked until a finger rests on "show".

use super::face::Facing;
use super::fees::Paying;
use super::form::in_words;
use super::issuing::Issuing;
use super::papers::elsewhere;
use super::state::State;
use super::visit::{Visit, due};
use super::{Event, Shared, Touch};
use crate::application::mask;
use crate::catalog::{FieldKind, MatterKind};
use crate::plan::Plan;
use crate::text::{Language, day};
use yici_hardware::Personal;

/// All that will be handed in.
pub struct Review {
    pub(super) visit: Box<Visit>,
    revealed: bool,
}

/// What the page shows.
#[derive(Clone, PartialEq)]
pub struct ReviewView {
    /// Sections: heading, and rows of label and value.
    pub sections: Vec<(String, Vec<(String, Personal)>)>,
    /// Whether values stand open.
    pub revealed: bool,
}

impl Review {
    pub(super) fn enter(visit: Box<Visit>) -> State {
        State::Review(Self { visit, revealed: false })
    }

    pub(super) fn on(self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::Reveal(revealed)) => State::Review(Self { revealed, ..self }),
            Event::Touch(Touch::Next) if self.visit.matter().matter.kind == MatterKind::Certificate => {
                Issuing::enter(self.visit, shared)
            }
            Event::Touch(Touch::Next) => Facing::enter(self.visit, shared),
            Event::Touch(Touch::Back) => Paying::again(self.visit),
            _ => State::Review(self),
        }
    }

    /// Papers that are owed, and until when.
    fn owed(&self, plan: &Plan<'_>, shared: &Shared) -> Vec<(String, Personal)> {
        let owed = self.visit.deferred(plan).into_iter().filter_map(|paper| {
            let end = due(shared.moment.wall.date(), paper.deferral()?.days);
            let end = day(end, shared.language);
            let words = match shared.language {
                Language::Chinese => format!("{end}前补交"),
                Language::English => format!("to be handed in by {end}"),
            };
            Some((shared.text(&paper.name), Personal::new(words)))
        });
        owed.collect()
    }

    pub(super) fn view(&self, shared: &Shared) -> ReviewView {
        let plan = self.visit.plan();
        let plain = |label: String, value: &str| (label, Personal::from(value));
        let items =
            plan.items.iter().map(|item| plain(shared.text(&item.name), item.department.name.get(shared.language)));
        let mut sections = vec![(shared.words("办理事项", "Items").to_owned(), items.collect::<Vec<_>>())];
        if let Some(agent) = &self.visit.agent {
            let shown = |kind, value: &Personal| match self.revealed {
                true => value.clone(),
                false => Personal::new(mask::mask(kind, value.reveal())),
            };
            let name = shared.words("代办人姓名", "Agent's name").to_owned();
            let number = shared.words("代办人身份证号码", "Agent's ID number").to_owned();
            let rows =
                vec![(name, shown(FieldKind::Name, &agent.name)), (number, shown(FieldKind::AnyNumber, &agent.number))];
            sections.push((shared.words("代办", "Handed in by").to_owned(), rows));
        }
        for need in &plan.fields {
            let value = self.visit.value(&need.what.key);
            let words = in_words(need.what, value, shared.language);
            let shown = if self.revealed { words } else { mask::mask(need.what.kind, &words) };
            let row = (shared.text(&need.what.name), Personal::new(shown));
            let title = shared.text(&need.what.group);
            match sections.last_mut() {
                Some((known, rows)) if *known == title => rows.push(row),
                _ => sections.push((title, vec![row])),
            }
        }
        let papers = plan.papers.iter().map(|need| {
            let later = self.visit.deferred.contains(&need.what.key);
            let state = if let Some(origin) = need.known.filter(|_| self.visit.stands_elsewhere(need)) {
                elsewhere(origin, shared)
            } else if later {
                shared.words("容缺，承诺后补", "promised, comes later")
            } else if self.visit.photo(&need.what.key).is_some() {
                shared.words("已拍照", "photographed")
            } else {
                shared.words("还没有拍照", "not photographed yet")
            };
            plain(shared.text(&need.what.name), state)
        });
        let papers: Vec<_> = papers.collect();
        if !papers.is_empty() {
            sections.push((shared.words("材料", "Papers").to_owned(), papers));
        }
        let delivery =
            self.visit.matter().deliveries.iter().find(|delivery| self.visit.delivery.as_ref() == Some(&delivery.key));
        let delivery = delivery
            .map(|delivery| plain(shared.words("领取方式", "Delivery").to_owned(), delivery.name.get(shared.language)));
        let limit = shared.limit(&self.visit.catalog, plan.limit);
        let limit = plain(shared.words("办结时限", "Done within").to_owned(), &limit);
        sections.push((
            shared.words("结果领取", "Results").to_owned(),
            delivery.into_iter().chain([limit]).chain(self.owed(&plan, shared)).collect(),
        ));
        ReviewView { sections, revealed: self.revealed }
    }
}
