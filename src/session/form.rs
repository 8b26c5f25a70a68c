//! The one form (一表申报), prefilled from the card.

mod fitting;

use super::delivery::Delivering;
use super::fees::Paying;
use super::licences::Borrowing;
use super::promises::Promising;
use super::state::State;
use super::ticket::Taking;
use super::view::PickView;
use super::visit::{Asking, Visit};
use super::whom::Whom;
use super::{Effect, Event, Shared, Touch};
use crate::application::checks::{Complaint, complaint};
use crate::application::{Origin, credit_code, mask, rules};
use crate::catalog::{CardField, Device, Field, FieldKind, MatterKind, Paper};
use crate::plan::{Calendar, Need, Plan};
use crate::text::{Language, Text, weekday};
use fitting::{fitting, longest};
use jiff::civil::Date;
use std::time::Duration;
use yici_hardware::Personal;
use yici_hardware::qr_scanner::Scan;
use yici_hardware::sound::Cue;

/// How long "may still come" is said of what is known elsewhere. The courier gives up before.
const KNOWN_COMES: Duration = Duration::from_secs(10);

/// The form, and the field being written.
pub struct Filling {
    pub(super) visit: Box<Visit>,
    editing: Option<String>,
    /// A code was held out that does not hold what the field asks for.
    misread: bool,
    /// The way of delivery asked for more, so review comes next and not the papers.
    delivering: bool,
}

/// What the page shows.
#[derive(Clone, PartialEq)]
pub struct FormView {
    /// Groups of fields: heading and rows.
    pub groups: Vec<(String, Vec<FieldView>)>,
    /// What is still missing, in words; empty when nothing is.
    pub missing: String,
    /// What is known from elsewhere, in words; empty when nothing is.
    pub known: String,
    /// The field being written.
    pub sheet: Option<SheetView>,
}

/// A field in the list.
#[derive(Clone, PartialEq)]
#[expect(missing_docs, reason = "the parts of a field's row")]
pub struct FieldView {
    pub key: String,
    pub label: String,
    pub value: Personal,
    pub origin: String,
    pub complaint: String,
    pub reason: String,
    pub settled: bool,
    pub required: bool,
}

/// The sheet in which one field is written.
#[derive(Clone, PartialEq)]
#[expect(missing_docs, reason = "the parts of the sheet")]
pub struct SheetView {
    pub key: String,
    pub label: String,
    pub value: Personal,
    pub note: String,
    pub sample: String,
    pub complaint: String,
    pub kind: FieldKind,
    pub options: Vec<PickView>,
    pub last: bool,
}

impl Filling {
    pub(super) fn enter(visit: Box<Visit>) -> State {
        State::Filling(Self { visit, editing: None, misread: false, delivering: false })
    }

    /// What the way of delivery still asks for; the review, when that is nothing.
    pub(super) fn finish(visit: Box<Visit>, shared: &mut Shared) -> State {
        Self { visit, editing: None, misread: false, delivering: true }.go_on(shared)
    }

    /// To the first field that is missing, or on.
    fn go_on(mut self, shared: &mut Shared) -> State {
        let (open, barred) = {
            let plan = self.visit.plan();
            let faults = self.faults(&plan, shared.moment.wall.date());
            let bars =
                || plan.fields.iter().zip(&faults).filter(|(_, found)| found.as_ref().is_some_and(Complaint::bars));
            let open = bars().find(|(need, _)| !self.visit.is_settled(&need.what.key));
            (open.map(|(need, _)| need.what.key.clone()), bars().next().is_some())
        };
        self.editing = open;
        match (barred, self.delivering) {
            (true, _) => State::Filling(self),
            (false, true) => self.after_delivery(shared),
            (false, false) if self.visit.matter().matter.kind == MatterKind::Queue => Taking::enter(self.visit, shared),
            (false, false) => Borrowing::enter(self.visit, shared),
        }
    }

    /// The way of delivery opened the whole form again, and what was changed in it may ask for papers and promises that
    /// were not asked for before.
    fn after_delivery(self, shared: &mut Shared) -> State {
        let (missing, promised) = {
            let plan = self.visit.plan();
            let agreed = |paper: &&Paper| self.visit.agreed.contains(&paper.key);
            (self.visit.missing(&plan).next().is_some(), self.visit.deferred(&plan).iter().all(agreed))
        };
        match (missing, promised) {
            (true, _) => Borrowing::enter(self.visit, shared),
            (false, false) => Promising::enter(self.visit),
            (false, true) => Paying::enter(self.visit),
        }
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        let touch = match event {
            Event::Touch(touch) => touch,
            Event::Scanned(id, scan) if id == self.visit.id => {
                self.scanned(&scan, shared);
                return State::Filling(self);
            }
            _ => return State::Filling(self),
        };
        self.misread = false;
        match (touch, &self.editing) {
            (Touch::Edit(key), None) if !self.visit.is_settled(&key) && self.asks(&key) => self.editing = Some(key),
            (Touch::Write(text), Some(key)) => self.write(&key.clone(), text.reveal()),
            (Touch::EraseLast, Some(key)) => {
                let mut value = self.visit.value(key).to_owned();
                value.pop();
                // The dash of a date comes and goes by itself.
                if value.ends_with('-') && self.field(key).is_some_and(|field| field.kind.is_day()) {
                    value.pop();
                }
                self.put(&key.clone(), value);
            }
            (Touch::EraseAll, Some(key)) => self.put(&key.clone(), String::new()),
            (Touch::Pick(option), Some(key)) => self.put(&key.clone(), option.reveal().clone()),
            (Touch::CloseSheet, _) => self.editing = None,
            (Touch::NextField, Some(key)) => self.editing = self.after(key, shared.moment.wall.date()),
            (Touch::Back, None) if self.delivering => return State::Delivering(Delivering { visit: self.visit }),
            (Touch::Back, None) => return Whom::again(self.visit),
            (Touch::Back, Some(_)) => self.editing = None,
            (Touch::Next, _) => return self.go_on(shared),
            _ => {}
        }
        State::Filling(self)
    }

    /// Whether what is being written can be taken from a code: so far a company's, from its licence.
    pub(super) fn takes_codes(&self) -> bool {
        let field = self.editing.as_ref().and_then(|key| self.field(key));
        field.is_some_and(|field| field.kind == FieldKind::CreditCode)
    }

    fn scanned(&mut self, scan: &Scan, shared: &mut Shared) {
        let Some(key) = self.editing.clone().filter(|_| self.takes_codes()) else { return };
        let found = scan.text().and_then(|text| credit_code::find(text.reveal()));
        self.misread = found.is_none();
        shared.effects.push(Effect::Cue(if found.is_some() { Cue::Done } else { Cue::Failed }));
        if let Some(code) = found {
            self.put(&key, code);
        }
    }

    /// How a code is held out here, where something can take it; empty where nothing can.
    fn where_codes_go<'a>(&self, shared: &'a Shared) -> &'a str {
        let works = |device| shared.readiness.state(device).works();
        match self.takes_codes() {
            true if works(Device::QrScanner) => {
                shared.words("也可以把营业执照上的二维码对准扫码口", "Or hold the licence's QR code to the scanner")
            }
            true if works(Device::DocumentCamera) => shared
                .words("也可以把营业执照平放在拍摄台上扫码", "Or lay the licence with its QR code under the camera"),
            _ => "",
        }
    }

    /// The field that is being written.
    pub(super) fn being_written(&self) -> Option<String> {
        self.editing.clone()
    }

    fn asks(&self, key: &str) -> bool {
        self.visit.plan().fields.iter().any(|need| need.what.key == key)
    }

    fn field(&self, key: &str) -> Option<&Field> {
        self.visit.catalog.fields.get(key)
    }

    /// Puts text at the end, as much of it as the field can hold. Control characters and what the field's kind never has
    /// are dropped: a citizen cannot see them, and cannot take them out.
    fn write(&mut self, key: &str, text: &str) {
        let Some(field) = self.field(key) else { return };
        let mut value = self.visit.value(key).to_owned();
        for character in text.chars().filter_map(|character| fitting(field.kind, character)) {
            if value.chars().count() >= longest(field) {
                break;
            }
            if field.kind.is_day() && matches!(value.len(), 4 | 7) {
                value.push('-');
            }
            value.push(character);
        }
        self.put(key, value);
    }

    fn put(&mut self, key: &str, value: String) {
        self.visit.fill(key, value, Origin::Citizen);
    }

    /// The next field that is empty or wrong.
    fn after(&self, key: &str, today: Date) -> Option<String> {
        let plan = self.visit.plan();
        let faults = self.faults(&plan, today);
        let place = plan.fields.iter().position(|need| need.what.key == key)?;
        let open = |(need, found): &(&Need<'_, Field>, &Option<Complaint>)| {
            let key = &need.what.key;
            let bars = found.as_ref().is_some_and(Complaint::bars);
            !self.visit.is_settled(key) && (self.visit.value(key).is_empty() || bars)
        };
        plan.fields.iter().zip(&faults).skip(place + 1).find(open).map(|(need, _)| need.what.key.clone())
    }

    /// What is wrong with each field of the plan, in its order. What the card says is not judged by itself: it was checked
    /// when it was read, and the citizen could not put it right. It may still break a rule of the matter, such as an age.
    fn faults(&self, plan: &Plan<'_>, today: Date) -> Vec<Option<Complaint>> {
        let asked = |key: &str| plan.fields.iter().any(|need| need.what.key == key);
        let value = |key: &str| asked(key).then(|| self.visit.value(key));
        let broken = rules::broken(&self.visit.matter().rules, value, today);
        let fault = |need: &Need<'_, Field>| {
            let field = need.what;
            let value = self.visit.value(&field.key);
            let own = match value.is_empty() {
                true => need.required.then_some(Complaint::Missing),
                false => complaint(field, value, today).or_else(|| self.is_not_offered(field, value, today)),
            };
            let own = own.filter(|_| !self.visit.is_settled(&field.key)).or_else(|| self.is_agents_own(field, value));
            let rule = || broken.iter().find(|broken| broken.field == field.key);
            own.or_else(|| rule().map(|broken| Complaint::Wrong(broken.say.clone())))
        };
        plan.fields.iter().map(fault).collect()
    }

    /// A draft may hold a day that has gone by.
    fn is_not_offered(&self, field: &Field, value: &str, today: Date) -> Option<Complaint> {
        let days = offered(field, Calendar::of(&self.visit.catalog), today);
        let stands = days.iter().any(|day| day.to_string() == value);
        (field.kind.is_offered() && !stands).then(|| {
            Complaint::Wrong(Text::new("这一天不能选了，请另选一天", "This day cannot be had any more: choose another"))
        })
    }

    /// Whoever comes for another is not the other.
    fn is_agents_own(&self, field: &Field, value: &str) -> Option<Complaint> {
        let agent = self.visit.agent.as_ref().filter(|_| field.card == Some(CardField::Number))?;
        (agent.number.reveal() == value).then(|| {
            Complaint::Wrong(Text::new("这是代办人自己的号码，请填委托人的", "This is the agent's own number"))
        })
    }

    pub(super) fn view(&self, shared: &Shared) -> FormView {
        let plan = self.visit.plan();
        let today = shared.moment.wall.date();
        let mut groups: Vec<(String, Vec<FieldView>)> = Vec::new();
        let mut missing = 0;
        for (need, found) in plan.fields.iter().zip(self.faults(&plan, today)) {
            missing += usize::from(found.as_ref().is_some_and(Complaint::bars));
            let row = self.row(need, &plan, found.as_ref(), shared);
            let title = shared.text(&need.what.group);
            match groups.last_mut() {
                Some((known, rows)) if *known == title => rows.push(row),
                _ => groups.push((title, vec![row])),
            }
        }
        let missing = match (missing, shared.language) {
            (0, _) => String::new(),
            (count, Language::Chinese) => format!("还有{count}项要填写"),
            (1, Language::English) => "1 field still to fill in".to_owned(),
            (count, Language::English) => format!("{count} fields still to fill in"),
        };
        let known = self.known_in_words(&plan, shared);
        FormView { groups, missing, known, sheet: self.editing.as_ref().and_then(|key| self.sheet(key, shared)) }
    }

    /// Whether more may still come from elsewhere, and how much has.
    fn known_in_words(&self, plan: &Plan<'_>, shared: &Shared) -> String {
        let comes = |since: Duration| shared.moment.elapsed.saturating_sub(since) < KNOWN_COMES;
        match (self.visit.asking, self.visit.known_count(plan), shared.language) {
            (Asking::Since(since), ..) if comes(since) => shared
                .words("正在调取您已有的信息，可以先往下填", "Fetching what is known of you already; you can begin")
                .to_owned(),
            (_, 0, _) => String::new(),
            (_, count, Language::Chinese) => format!("有{count}项不用您再填、再交，请核对；有变化的点开改"),
            (_, 1, Language::English) => {
                "1 thing is known already: please check it, or touch it to change it".to_owned()
            }
            (_, count, Language::English) => {
                format!("{count} things are known already: please check them, or touch one to change it")
            }
        }
    }

    fn row(&self, need: &Need<'_, Field>, plan: &Plan<'_>, found: Option<&Complaint>, shared: &Shared) -> FieldView {
        let field = need.what;
        let value = self.visit.value(&field.key);
        let shown = match field.kind {
            FieldKind::Mobile | FieldKind::BankCard | FieldKind::HomePermit | FieldKind::TaiwanPermit
                if !value.is_empty() =>
            {
                mask::mask(field.kind, value)
            }
            kind if kind.tells_birth() && !value.is_empty() => mask::mask(kind, value),
            _ => in_words(field, value, shared.language),
        };
        let origin = match self.visit.form.get(&field.key).map(|entry| entry.origin) {
            Some(Origin::Card) => shared.words("来自身份证", "from the ID card"),
            Some(Origin::Code) => shared.words("来自手机身份码", "from the code on your phone"),
            Some(Origin::Platform) => {
                shared.words("来自政务共享数据，请核对", "from shared government data: please check")
            }
            Some(Origin::Licence) => shared.words("来自电子证照，请核对", "from an electronic licence: please check"),
            Some(Origin::Earlier) => {
                shared.words("来自您以前的申请，请核对", "from your earlier application: please check")
            }
            Some(Origin::Citizen) => shared.words("本人填写", "filled in here"),
            None => "",
        };
        FieldView {
            key: field.key.clone(),
            label: shared.text(&field.name),
            value: Personal::new(shown),
            origin: origin.to_owned(),
            complaint: found.map(|found| in_list(found, shared)).unwrap_or_default(),
            reason: shared.text(&self.visit.why(need, plan)),
            settled: self.visit.is_settled(&field.key),
            required: need.required,
        }
    }

    fn sheet(&self, key: &str, shared: &Shared) -> Option<SheetView> {
        let field = self.field(key)?;
        let value = self.visit.value(key);
        let plan = self.visit.plan();
        let place = plan.fields.iter().position(|need| need.what.key == key)?;
        let found = self.faults(&plan, shared.moment.wall.date()).swap_remove(place);
        let option = |option: &crate::catalog::FieldOption| PickView {
            key: option.key.clone(),
            label: shared.text(&option.name),
            detail: String::new(),
            selected: option.key == value,
        };
        Some(SheetView {
            key: key.to_owned(),
            label: shared.text(&field.name),
            value: Personal::new(value.to_owned()),
            note: match (field.note.as_ref().map(|note| shared.text(note)), self.where_codes_go(shared)) {
                (Some(note), "") => note,
                (Some(note), codes) => format!("{note}{}{codes}", shared.words("；", ". ")),
                (None, codes) => codes.to_owned(),
            },
            sample: field.sample.clone().unwrap_or_default(),
            complaint: match found {
                _ if self.misread => shared
                    .words("这个二维码里没有统一社会信用代码", "This code holds no unified social credit code")
                    .to_owned(),
                Some(Complaint::Wrong(words) | Complaint::Doubtful(words)) => shared.text(&words),
                _ => String::new(),
            },
            kind: field.kind,
            options: match field.kind.is_offered() {
                true => {
                    let days = offered(field, Calendar::of(&self.visit.catalog), shared.moment.wall.date());
                    days.into_iter().map(|day| pick(day, value, shared.language)).collect()
                }
                false => field.options.iter().map(option).collect(),
            },
            last: self.after(key, shared.moment.wall.date()).is_none(),
        })
    }
}

/// What stands in the list beside a field.
fn in_list(found: &Complaint, shared: &Shared) -> String {
    match found {
        Complaint::Missing => String::new(),
        Complaint::Unfinished => shared.words("没有填完", "not complete").to_owned(),
        Complaint::Wrong(words) | Complaint::Doubtful(words) => shared.text(words),
    }
}

/// The days from which one is picked.
fn offered(field: &Field, calendar: Calendar<'_>, today: Date) -> Vec<Date> {
    let count = field.at_most.filter(|_| field.kind.is_offered()).and_then(|count| usize::try_from(count).ok());
    calendar.next_working(today, count.unwrap_or_default())
}

fn pick(day: Date, value: &str, language: Language) -> PickView {
    let key = day.to_string();
    PickView { selected: key == value, label: weekday(day, language), detail: String::new(), key }
}

/// A value as words: the name of the option that was picked, the day with its weekday, else the value itself.
pub(super) fn in_words(field: &Field, value: &str, language: Language) -> String {
    let option = field.options.iter().find(|option| option.key == value);
    let day = value.parse().ok().filter(|_| field.kind.is_offered()).map(|day| weekday(day, language));
    let words = option.map(|option| option.name.get(language).to_owned());
    words.or(day).unwrap_or_else(|| value.to_owned())
}
