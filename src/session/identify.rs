//! The citizen shows who is there, by the identity card.

use super::choice::Choosing;
use super::form::Filling;
use super::state::State;
use super::visit::Visit;
use super::{Effect, Event, Reminder, Shared, Touch};
use crate::application::Origin;
use crate::catalog::{Card, CardField, Device, FieldKind};
use yici_hardware::IdCard;
use yici_hardware::card_reader::{CardKind, ReadFault, nation};
use yici_hardware::sound::Cue;

/// Waits for a card.
pub struct Identifying {
    pub(super) visit: Box<Visit>,
    trouble: Option<Trouble>,
}

/// Why a card did not lead on.
#[derive(Clone, Copy)]
enum Trouble {
    /// It could not be read.
    Unread(ReadFault),
    /// It was read, but the matter does not take cards of its kind.
    NotTaken,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct IdentifyView {
    /// What is going on at the reader.
    pub reader: ReaderView,
    /// What to do now.
    pub message: String,
}

/// What is going on at the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderView {
    /// It waits.
    Waiting,
    /// The card must be lifted and laid down again.
    Unreadable,
    /// The reader itself is out of order.
    Closed,
}

impl Identifying {
    /// Waits for a card, or goes on where one was read before.
    pub(super) fn enter(visit: Box<Visit>, shared: &mut Shared) -> State {
        // A card that was read is not found again before it is lifted, and need not be: who is there is known.
        if visit.holder.is_some() {
            return Filling::enter(visit);
        }
        shared.effects.push(Effect::Reader(Some(visit.id)));
        State::Identifying(Self { visit, trouble: None })
    }

    pub(super) fn must_lift(&self) -> bool {
        self.trouble.is_some()
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Card(id, card) if id == self.visit.id => {
                if !self.visit.matter().matter.cards.contains(&kind(&card)) {
                    shared.effects.push(Effect::Cue(Cue::Failed));
                    return State::Identifying(Self { trouble: Some(Trouble::NotTaken), ..self });
                }
                shared.effects.push(Effect::Reader(None));
                shared.remind(Reminder::Card);
                prefill(&mut self.visit, &card);
                Filling::enter(self.visit)
            }
            Event::CardUnreadable(id, fault) if id == self.visit.id => {
                shared.effects.push(Effect::Cue(Cue::Failed));
                State::Identifying(Self { trouble: Some(Trouble::Unread(fault)), ..self })
            }
            Event::Touch(Touch::Back) => {
                shared.effects.push(Effect::Reader(None));
                State::Choosing(Choosing { visit: self.visit })
            }
            _ => State::Identifying(self),
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> IdentifyView {
        if let Some(reason) = shared.readiness.closes(&[Device::CardReader]) {
            return IdentifyView { reader: ReaderView::Closed, message: shared.text(&reason) };
        }
        let (reader, message) = match self.trouble {
            Some(Trouble::NotTaken) => (
                ReaderView::Unreadable,
                shared.words(
                    "这件事要用居民身份证办理，其他证件请到窗口",
                    "This matter takes resident ID cards: please go to the counter with this one",
                ),
            ),
            None => (
                ReaderView::Waiting,
                shared.words(
                    "请将身份证平放在读卡区，不要移动",
                    "Lay your ID card flat on the reader and leave it there",
                ),
            ),
            Some(Trouble::Unread(ReadFault::LiftedTooSoon)) => (
                ReaderView::Unreadable,
                shared.words(
                    "身份证拿开得太早，请重新放好，停留两秒",
                    "The card was lifted too soon: lay it down again and wait two seconds",
                ),
            ),
            Some(Trouble::Unread(ReadFault::NotAnIdCard)) => (
                ReaderView::Unreadable,
                shared.words(
                    "这不是居民身份证，请拿开，换身份证再放",
                    "This is not a resident ID card: take it away and use your ID card",
                ),
            ),
            Some(Trouble::Unread(ReadFault::UnknownLayout)) => (
                ReaderView::Unreadable,
                shared.words(
                    "本机暂不能读取这种证件，请到窗口办理",
                    "This kiosk cannot read this kind of card yet: please go to the counter",
                ),
            ),
            Some(Trouble::Unread(ReadFault::Inconsistent)) => (
                ReaderView::Unreadable,
                shared.words(
                    "身份证内容没有读对，请拿开后重新放好",
                    "The card was not read correctly: take it away and lay it down again",
                ),
            ),
        };
        IdentifyView { reader, message: message.to_owned() }
    }
}

/// Fills every field of the dictionary that the card knows, so that a later change of items asks nothing twice. Another
/// card replaces what an earlier one said.
fn prefill(visit: &mut Visit, card: &IdCard) {
    visit.holder = Some(card.name.clone());
    let catalog = std::sync::Arc::clone(&visit.catalog);
    for field in catalog.fields.values() {
        let Some(line) = field.card else { continue };
        let value = match line {
            CardField::Name => card.name.reveal().clone(),
            CardField::Number => card.number.reveal().clone(),
            CardField::Address => card.current_address().reveal().clone(),
            CardField::Birth => dashed(card.birth.reveal()),
            CardField::Nation if field.kind == FieldKind::Nation => card.nation.reveal().clone(),
            CardField::Nation => nation::name(card.nation.reveal()).unwrap_or_default().to_owned(),
            CardField::Sex if field.kind == FieldKind::Choice => card.sex.reveal().clone(),
            CardField::Sex => sex(card.sex.reveal()).to_owned(),
        };
        visit.fill(&field.key, value, Origin::Card);
    }
}

fn dashed(day: &str) -> String {
    match (day.get(..4), day.get(4..6), day.get(6..8)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => String::new(),
    }
}

/// The sex in words; empty where the card does not state it.
fn sex(code: &str) -> &'static str {
    match code {
        "1" => "男",
        "2" => "女",
        _ => "",
    }
}

fn kind(card: &IdCard) -> Card {
    match card.kind() {
        CardKind::Resident => Card::Resident,
        CardKind::HkMacauTaiwan => Card::HkMacauTaiwan,
        CardKind::PermanentResident2017 | CardKind::PermanentResident2023 => Card::PermanentResident,
    }
}
