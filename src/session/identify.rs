//! Who is there, by the identity card, by the code on a phone or, where the matter takes it, by the social-security card; and first the agent, where somebody comes for another.
//!
//! Whoever comes for another may have the other's card along, or write down who it is: the form asks for it.

use super::form::Filling;
use super::state::State;
use super::visit::{Asking, Visit};
use super::whom::Whom;
use super::{Effect, Event, Line, Moment, Shared, Touch};
use crate::application::agency::{Agent, Way};
use crate::application::known::Asked;
use crate::application::progress;
use crate::catalog::{Card, CardField, Device, FieldKind};
use crate::platform::contract::identity_code::{IdentityCode, NotTaken};
use crate::voice::Prompt;
use jiff::ToSpan;
use jiff::civil::Date;
use yici_hardware::card_reader::{CardKind, ReadFault, nation};
use yici_hardware::qr_scanner::Scan;
use yici_hardware::sound::Cue;
use yici_hardware::{IdCard, Personal, SocialCard, SocialCardFault, citizen_number};

/// Waits for a card, or a code.
pub struct Identifying {
    pub(super) visit: Box<Visit>,
    trouble: Option<Trouble>,
}

/// Why a card or a code did not lead on.
#[derive(Clone, Copy)]
enum Trouble {
    /// It could not be read.
    Unread(ReadFault),
    /// A social-security card could not be read.
    SocialUnread(SocialCardFault),
    /// It was read, but the matter does not take cards of its kind.
    KindNotTaken,
    /// The code was not taken.
    Code(NotTaken),
    /// The agent and the person for whom it is done are the same.
    SamePerson,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct IdentifyView {
    /// Whose card is asked for.
    pub person: Person,
    /// What is going on at the reader.
    pub reader: ReaderView,
    /// What to do now.
    pub message: String,
    /// Where a phone's code can be held instead; empty where nothing takes it.
    pub code: String,
    /// Where a social-security card can be put instead; empty where none is taken.
    pub social: String,
}

/// Whose card is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// The citizen's own.
    Own,
    /// The agent's.
    Agent,
    /// That of the person for whom the agent comes. It may be left out.
    Principal,
}

/// What is going on at the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderView {
    /// It waits.
    Waiting,
    /// The card must be lifted and laid down again, or the code shown again.
    Unreadable,
    /// The reader itself is out of order, and nothing stands in for it.
    Closed,
}

/// What a card or a code says of somebody.
enum Shown<'a> {
    Card(&'a IdCard),
    Code(&'a IdentityCode),
    Social(&'a SocialCard),
}

impl Identifying {
    /// Waits for whoever is not known yet, or goes on.
    pub(super) fn enter(visit: Box<Visit>, shared: &mut Shared) -> State {
        // A card that was read is not found again before it is lifted, and need not be: who is there is known.
        if visit.holder.is_some() && visit.on_behalf == visit.agent.is_some() {
            return Filling::enter(visit);
        }
        shared.effects.push(Effect::Reader(Some(visit.id)));
        State::Identifying(Self { visit, trouble: None })
    }

    fn person(&self) -> Person {
        match (self.visit.on_behalf, &self.visit.agent) {
            (false, _) => Person::Own,
            (true, None) => Person::Agent,
            (true, Some(_)) => Person::Principal,
        }
    }

    /// Whether a social-security card will do here and now.
    pub(super) fn takes_social_cards(&self, shared: &Shared) -> bool {
        self.takes(Some(Card::SocialSecurity)) && shared.readiness.closes(&[Device::SocialCardReader]).is_none()
    }

    pub(super) fn prompt(&self, shared: &Shared) -> Prompt {
        match (self.trouble, self.person()) {
            _ if !shared.around.lying.is_empty() => Prompt::CardLeft,
            (Some(Trouble::Unread(_) | Trouble::KindNotTaken), _) => Prompt::LiftAndRetry,
            (_, Person::Own) if self.takes_social_cards(shared) => Prompt::IdentifyEither,
            (_, Person::Own) => Prompt::Identify,
            (_, Person::Agent) => Prompt::IdentifyAgent,
            (_, Person::Principal) => Prompt::IdentifyPrincipal,
        }
    }

    pub(super) fn on(self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Card(id, card) if id == self.visit.id => {
                if !self.takes(kind(&card)) {
                    return self.not_taken(Trouble::KindNotTaken, shared);
                }
                self.shown(&Shown::Card(&card), shared)
            }
            Event::CardUnreadable(id, fault) if id == self.visit.id => self.not_taken(Trouble::Unread(fault), shared),
            Event::SocialCard(id, card) if id == self.visit.id && self.takes_social_cards(shared) => {
                self.shown(&Shown::Social(&card), shared)
            }
            Event::SocialCardUnreadable(id, fault) if id == self.visit.id => {
                self.not_taken(Trouble::SocialUnread(fault), shared)
            }
            Event::Scanned(id, scan) if id == self.visit.id => match self.read(&scan, shared) {
                Ok(code) => {
                    shared.effects.push(Effect::Cue(Cue::Done));
                    self.shown(&Shown::Code(&code), shared)
                }
                Err(trouble) => self.not_taken(trouble, shared),
            },
            Event::Touch(Touch::Skip) if self.person() == Person::Principal => {
                shared.effects.push(Effect::Reader(None));
                Filling::enter(self.visit)
            }
            Event::Touch(Touch::Back) => {
                shared.effects.push(Effect::Reader(None));
                Whom::again(self.visit)
            }
            _ => State::Identifying(self),
        }
    }

    fn not_taken(self, trouble: Trouble, shared: &mut Shared) -> State {
        shared.effects.push(Effect::Cue(Cue::Failed));
        State::Identifying(Self { trouble: Some(trouble), ..self })
    }

    fn takes(&self, card: Option<Card>) -> bool {
        card.is_some_and(|card| self.visit.matter().matter.cards.contains(&card))
    }

    /// A code that the platform signed, that holds now, and that was not shown before.
    fn read(&self, scan: &Scan, shared: &mut Shared) -> Result<IdentityCode, Trouble> {
        let not_taken = |why| Trouble::Code(why);
        let key = shared.rules.identity_key.as_ref().ok_or(not_taken(NotTaken::Other))?;
        let text = scan.text().ok_or(not_taken(NotTaken::Other))?;
        let code = IdentityCode::verify(text.reveal(), key, seconds(&shared.moment)).map_err(not_taken)?;
        if !self.takes(kind_of_code(&code.kind)) {
            return Err(Trouble::KindNotTaken);
        }
        shared.used_codes.take(&code).map_err(not_taken)?;
        Ok(code)
    }

    /// One person more is known.
    fn shown(mut self, shown: &Shown<'_>, shared: &mut Shared) -> State {
        match shown {
            Shown::Card(_) => shared.give_back(Device::CardReader),
            Shown::Social(_) => shared.give_back(Device::SocialCardReader),
            Shown::Code(_) => {}
        }
        let (name, number, way) = match shown {
            Shown::Card(card) => (&card.name, &card.number, Way::Card),
            Shown::Code(code) => (&code.name, &code.number, Way::Code),
            Shown::Social(card) => (&card.name, &card.number, Way::Card),
        };
        let is_agent = |agent: &Agent| agent.number == *number;
        match self.person() {
            Person::Principal if self.visit.agent.as_ref().is_some_and(is_agent) => {
                return self.not_taken(Trouble::SamePerson, shared);
            }
            Person::Agent => {
                self.visit.agent = Some(Agent { name: name.clone(), number: number.clone(), way });
            }
            Person::Own | Person::Principal => {
                self.visit.holder = Some(name.clone());
                self.visit.identified = Some(way);
                self.visit.is_child = is_child(shown, shared.moment.wall.date());
                prefill(&mut self.visit, shown, way);
                ask_what_is_known(&mut self.visit, name, number, shared);
                // Whoever comes for another, or with a code, has no card that could open it again.
                if let (false, Shown::Card(card)) = (self.visit.on_behalf, shown) {
                    shared.ask_for_a_draft(&self.visit, card);
                }
            }
        }
        shared.effects.push(Effect::Reader(None));
        Self::enter(self.visit, shared)
    }

    pub(super) fn view(&self, shared: &Shared) -> IdentifyView {
        let (code, social) = (self.where_codes_go(shared).to_owned(), self.where_social_cards_go(shared).to_owned());
        let person = self.person();
        let closed = shared.readiness.closes(&[Device::CardReader]).filter(|_| code.is_empty() && social.is_empty());
        let (reader, message) = match (closed, self.trouble) {
            _ if !shared.around.lying.is_empty() => (ReaderView::Unreadable, take_the_card_away(shared)),
            (Some(reason), _) => {
                return IdentifyView {
                    person,
                    reader: ReaderView::Closed,
                    message: shared.text(&reason),
                    code,
                    social,
                };
            }
            (None, None) => (ReaderView::Waiting, self.what_to_do(shared)),
            (None, Some(trouble)) => (ReaderView::Unreadable, what_went_wrong(trouble, shared)),
        };
        IdentifyView { person, reader, message: message.to_owned(), code, social }
    }

    fn where_social_cards_go<'a>(&self, shared: &'a Shared) -> &'a str {
        if !self.takes_social_cards(shared) {
            return "";
        }
        shared.words(
            "没带身份证？把社会保障卡插进社保卡读卡口也可以",
            "No ID card with you? Put your social security card into its slot",
        )
    }

    fn where_codes_go<'a>(&self, shared: &'a Shared) -> &'a str {
        let works = |device| shared.readiness.state(device).works();
        match shared.rules.identity_key {
            Some(_) if works(Device::QrScanner) => shared.words(
                "也可以打开手机上的电子身份码，对准扫码口",
                "Or open the ID code on your phone and hold it to the scanner",
            ),
            Some(_) if works(Device::DocumentCamera) => shared.words(
                "也可以打开手机上的电子身份码，屏幕朝上放在拍摄台上",
                "Or open the ID code on your phone and lay it under the camera, screen up",
            ),
            _ => "",
        }
    }

    fn what_to_do<'a>(&self, shared: &'a Shared) -> &'a str {
        match self.person() {
            Person::Own => shared
                .words("请将身份证平放在读卡区，不要移动", "Lay your ID card flat on the reader and leave it there"),
            Person::Agent => shared.words(
                "请先放代办人（您自己）的身份证，不要移动",
                "First lay your own ID card on the reader and leave it there",
            ),
            Person::Principal => {
                shared.words("请换上委托人的身份证，不要移动", "Now lay down the card of the person you act for")
            }
        }
    }
}

/// What to do about a card that lies there and is nobody's, or the last citizen's.
pub(super) fn take_the_card_away(shared: &Shared) -> &str {
    shared.words(
        "读卡的地方还有一张卡，请先拿开。不是您的，请交给工作人员",
        "A card still lies on the reader: take it away first. If it is not yours, give it to a clerk",
    )
}

/// What to do about a card that could not be read.
pub(super) fn unread(fault: ReadFault, shared: &Shared) -> &str {
    match fault {
        ReadFault::LiftedTooSoon => shared.words(
            "身份证拿开得太早，请重新放好，停留两秒",
            "The card was lifted too soon: lay it down again and wait two seconds",
        ),
        ReadFault::NotAnIdCard => shared.words(
            "这不是居民身份证，请拿开，换身份证再放",
            "This is not a resident ID card: take it away and use your ID card",
        ),
        ReadFault::UnknownLayout => shared.words(
            "本机暂不能读取这种证件，请到窗口办理",
            "This kiosk cannot read this kind of card yet: please go to the counter",
        ),
        ReadFault::Inconsistent => shared.words(
            "身份证内容没有读对，请拿开后重新放好",
            "The card was not read correctly: take it away and lay it down again",
        ),
    }
}

fn what_went_wrong(trouble: Trouble, shared: &Shared) -> &str {
    match trouble {
        Trouble::Unread(fault) => unread(fault, shared),
        Trouble::KindNotTaken => shared.words(
            "这件事要用居民身份证办理，其他证件请到窗口",
            "This matter takes resident ID cards: please go to the counter with this one",
        ),
        Trouble::SamePerson => shared.words(
            "这是代办人自己的证件，请换上委托人的身份证",
            "This is your own card: please use that of the person you act for",
        ),
        Trouble::SocialUnread(SocialCardFault::TakenTooSoon) => shared.words(
            "社会保障卡拔得太早，请重新插好，停留两秒",
            "The card was taken out too soon: put it in again and wait two seconds",
        ),
        Trouble::SocialUnread(SocialCardFault::Mute) => shared.words(
            "读不到社会保障卡，请看清芯片的方向，重新插好",
            "The card does not answer: look which way the chip goes, and put it in again",
        ),
        Trouble::SocialUnread(SocialCardFault::NotASocialCard) => shared.words(
            "这不是社会保障卡，请拔出，换一张再插",
            "This is not a social security card: take it out and use another one",
        ),
        Trouble::SocialUnread(SocialCardFault::UnknownLayout) => shared.words(
            "本机暂不能读取这种社会保障卡，请用身份证",
            "This kiosk cannot read this kind of card yet: please use your ID card",
        ),
        Trouble::SocialUnread(SocialCardFault::Inconsistent) => shared.words(
            "社会保障卡没有读对，请拔出后重新插好",
            "The card was not read correctly: take it out and put it in again",
        ),
        Trouble::Code(NotTaken::Other) => shared.words(
            "这不是电子身份码，请打开政务服务平台的身份码",
            "This is no ID code: please open the ID code of the government's app",
        ),
        Trouble::Code(NotTaken::Forged) => shared.words(
            "这个身份码不是政务平台发出的，不能使用",
            "This code was not issued by the government's platform and cannot be used",
        ),
        Trouble::Code(NotTaken::Expired) => shared.words(
            "身份码已经过期，请在手机上刷新后再扫",
            "The code has expired: refresh it on your phone and show it again",
        ),
        Trouble::Code(NotTaken::Used) => shared.words(
            "这个身份码已经用过，请在手机上刷新后再扫",
            "This code was used already: refresh it on your phone and show it again",
        ),
    }
}

/// The wall's clock in seconds since 1970. China keeps one time, eight hours ahead.
fn seconds(moment: &Moment) -> i64 {
    jiff::tz::Offset::constant(8).to_timestamp(moment.wall).map_or(0, jiff::Timestamp::as_second)
}

/// Fills every field of the dictionary that the card or the code knows, so that a later change of items asks nothing
/// twice. Another card replaces what an earlier one said.
fn prefill(visit: &mut Visit, shown: &Shown<'_>, way: Way) {
    let catalog = std::sync::Arc::clone(&visit.catalog);
    for field in catalog.fields.values() {
        let Some(line) = field.card else { continue };
        let value = match shown {
            Shown::Card(card) => on_card(card, line, field.kind),
            Shown::Code(code) => by_number(&code.name, &code.number, line, field.kind),
            Shown::Social(card) => by_number(&card.name, &card.number, line, field.kind),
        };
        visit.fill(&field.key, value, way.origin());
    }
}

fn on_card(card: &IdCard, line: CardField, wanted: FieldKind) -> String {
    match line {
        CardField::Name => card.name.reveal().clone(),
        CardField::Number => card.number.reveal().clone(),
        CardField::Address => card.current_address().reveal().clone(),
        CardField::Birth => dashed(card.birth.reveal()),
        CardField::Nation if wanted == FieldKind::Nation => card.nation.reveal().clone(),
        CardField::Nation => nation::name(card.nation.reveal()).unwrap_or_default().to_owned(),
        CardField::Sex if wanted == FieldKind::Choice => card.sex.reveal().clone(),
        CardField::Sex => sex(card.sex.reveal()).to_owned(),
    }
}

/// Whether whoever is shown is under fourteen. A number that holds no birth says nothing.
fn is_child(shown: &Shown<'_>, today: Date) -> bool {
    let birth = match shown {
        Shown::Card(card) => Some(card.birth.clone()),
        Shown::Code(code) => citizen_number::check(code.number.reveal()).ok().map(|facts| facts.birth),
        Shown::Social(card) => citizen_number::check(card.number.reveal()).ok().map(|facts| facts.birth),
    };
    let born = birth.and_then(|birth| Date::strptime("%Y%m%d", birth.reveal()).ok());
    born.is_some_and(|born| born.saturating_add(14.years()) > today)
}

/// A code, or a social-security card, holds name and number; the number of a resident holds birth and sex. The rest is asked for.
fn by_number(name: &Personal, number: &Personal, line: CardField, wanted: FieldKind) -> String {
    let resident = citizen_number::check(number.reveal()).is_ok().then_some(number.reveal());
    let part = |from: usize, to: usize| resident.and_then(|number| number.get(from..to)).unwrap_or_default();
    let is_odd = part(16, 17).parse::<u8>().map(|digit| digit % 2 == 1);
    let code_of_sex = is_odd.map_or("", |is_odd| if is_odd { "1" } else { "2" });
    match line {
        CardField::Name => name.reveal().clone(),
        CardField::Number => number.reveal().clone(),
        CardField::Birth => dashed(part(6, 14)),
        CardField::Sex if wanted == FieldKind::Choice => code_of_sex.to_owned(),
        CardField::Sex => sex(code_of_sex).to_owned(),
        CardField::Address | CardField::Nation => String::new(),
    }
}

/// Asks the platform what is known of the holder, so that it need only be checked, and whether earlier cases want
/// something. Not without the line: the citizen
/// fills everything in then, as ever.
fn ask_what_is_known(visit: &mut Visit, name: &Personal, number: &Personal, shared: &mut Shared) {
    // What is known of the applicant is not shown to whoever comes for the applicant.
    if shared.line != Line::Up || visit.on_behalf {
        return;
    }
    let person = Some((name.clone(), number.clone()));
    shared.effects.push(Effect::AskProgress(visit.id, Box::new(progress::Asked { person, number: None })));
    if let Some(asked) = Asked::of(&visit.catalog, visit.matter(), name, number) {
        visit.asking = Asking::Since(shared.moment.elapsed);
        shared.effects.push(Effect::AskKnown(visit.id, Box::new(asked)));
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

fn kind(card: &IdCard) -> Option<Card> {
    Some(match card.kind() {
        CardKind::Resident => Card::Resident,
        CardKind::HkMacauTaiwan => Card::HkMacauTaiwan,
        CardKind::PermanentResident2017 | CardKind::PermanentResident2023 => Card::PermanentResident,
    })
}

fn kind_of_code(kind: &str) -> Option<Card> {
    Some(match kind {
        "resident" => Card::Resident,
        "hk-macau-taiwan" => Card::HkMacauTaiwan,
        "permanent-resident" => Card::PermanentResident,
        _ => return None,
    })
}
