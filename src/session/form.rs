//! The one form (一表申报), prefilled from the card.

use super::choice::Choosing;
use super::papers::Photographing;
use super::state::State;
use super::view::PickView;
use super::visit::Visit;
use super::{Effect, Event, Shared, Touch};
use crate::application::checks::{Complaint, complaint};
use crate::application::{Origin, credit_code, mask};
use crate::catalog::{Device, Field, FieldKind, Item};
use crate::text::Language;
use jiff::civil::Date;
use yici_hardware::Personal;
use yici_hardware::qr_scanner::Scan;
use yici_hardware::sound::Cue;

/// The form, and the field being written.
pub struct Filling {
    pub(super) visit: Box<Visit>,
    editing: Option<String>,
    /// A code was held out that does not hold what the field asks for.
    misread: bool,
}

/// What the page shows.
#[derive(Clone, PartialEq)]
pub struct FormView {
    /// Groups of fields: heading and rows.
    pub groups: Vec<(String, Vec<FieldView>)>,
    /// What is still missing, in words; empty when nothing is.
    pub missing: String,
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
        State::Filling(Self { visit, editing: None, misread: false })
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
                if value.ends_with('-') && self.field(key).is_some_and(|field| is_date(field.kind)) {
                    value.pop();
                }
                self.put(&key.clone(), value);
            }
            (Touch::EraseAll, Some(key)) => self.put(&key.clone(), String::new()),
            (Touch::Pick(option), Some(key)) => self.put(&key.clone(), option.reveal().clone()),
            (Touch::CloseSheet, _) => self.editing = None,
            (Touch::NextField, Some(key)) => self.editing = self.after(key, shared.moment.wall.date()),
            (Touch::Back, None) => return State::Choosing(Choosing { visit: self.visit }),
            (Touch::Back, Some(_)) => self.editing = None,
            (Touch::Next, _) => {
                self.editing = self.first_open(shared);
                if self.editing.is_none() {
                    return Photographing::enter(self.visit, shared);
                }
            }
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
            if is_date(field.kind) && matches!(value.len(), 4 | 7) {
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
        let place = plan.fields.iter().position(|need| need.what.key == key)?;
        let open = |field: &Field| self.visit.value(&field.key).is_empty() || self.bars(field, today);
        plan.fields[place + 1..].iter().map(|need| need.what).find(|field| open(field)).map(|field| field.key.clone())
    }

    /// The first field with which the form cannot be handed in.
    fn first_open(&self, shared: &Shared) -> Option<String> {
        let today = shared.moment.wall.date();
        let plan = self.visit.plan();
        plan.fields.iter().map(|need| need.what).find(|field| self.bars(field, today)).map(|field| field.key.clone())
    }

    /// What is wrong with a field. What the card says is never wrong: it was checked when it was read, and the citizen
    /// could not put it right.
    fn complaint(&self, field: &Field, today: Date) -> Option<Complaint> {
        complaint(field, self.visit.value(&field.key), today).filter(|_| !self.visit.is_settled(&field.key))
    }

    fn bars(&self, field: &Field, today: Date) -> bool {
        self.complaint(field, today).is_some_and(|found| found.bars())
    }

    pub(super) fn view(&self, shared: &Shared) -> FormView {
        let plan = self.visit.plan();
        let today = shared.moment.wall.date();
        let mut groups: Vec<(String, Vec<FieldView>)> = Vec::new();
        let mut missing = 0;
        for need in &plan.fields {
            let found = self.complaint(need.what, today);
            missing += usize::from(found.as_ref().is_some_and(Complaint::bars));
            let row = self.row(need.what, &need.items, found.as_ref(), shared);
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
        FormView { groups, missing, sheet: self.editing.as_ref().and_then(|key| self.sheet(key, shared)) }
    }

    fn row(&self, field: &Field, items: &[&Item], found: Option<&Complaint>, shared: &Shared) -> FieldView {
        let value = self.visit.value(&field.key);
        let shown = match field.kind {
            FieldKind::CitizenNumber | FieldKind::Mobile if !value.is_empty() => mask::mask(field.kind, value),
            _ => in_words(field, value, shared.language),
        };
        let origin = match self.visit.form.get(&field.key).map(|entry| entry.origin) {
            Some(Origin::Card) => shared.words("来自身份证", "from the ID card"),
            Some(Origin::Citizen) => shared.words("本人填写", "filled in here"),
            None => "",
        };
        FieldView {
            key: field.key.clone(),
            label: shared.text(&field.name),
            value: Personal::new(shown),
            origin: origin.to_owned(),
            complaint: found.map(|found| in_list(found, shared)).unwrap_or_default(),
            reason: for_items(items, self.visit.plan().items.len(), shared),
            settled: self.visit.is_settled(&field.key),
            required: field.required,
        }
    }

    fn sheet(&self, key: &str, shared: &Shared) -> Option<SheetView> {
        let field = self.field(key)?;
        let value = self.visit.value(key);
        let found = self.complaint(field, shared.moment.wall.date());
        let option = |option: &crate::catalog::FieldOption| PickView {
            key: option.key.clone(),
            label: shared.text(&option.name),
            detail: String::new(),
            selected: option.key == value,
        };
        Some(SheetView {
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
            options: field.options.iter().map(option).collect(),
            last: self.after(key, shared.moment.wall.date()).is_none(),
        })
    }
}

/// Why something is asked for: the items that need it, of so many.
pub(super) fn for_items(items: &[&Item], of: usize, shared: &Shared) -> String {
    if items.len() == of && of > 1 {
        return shared.words("用于：全部事项", "For: all items").to_owned();
    }
    let names: Vec<String> = items.iter().map(|item| shared.text(&item.name)).collect();
    match shared.language {
        Language::Chinese => format!("用于：{}", names.join("、")),
        Language::English => format!("For: {}", names.join(", ")),
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

/// A value as words: the name of the option that was picked, else the value itself.
pub(super) fn in_words(field: &Field, value: &str, language: Language) -> String {
    let option = field.options.iter().find(|option| option.key == value);
    option.map_or_else(|| value.to_owned(), |option| option.name.get(language).to_owned())
}

/// The character as the field takes it, or nothing where it takes none such.
fn fitting(kind: FieldKind, character: char) -> Option<char> {
    match kind {
        FieldKind::Mobile | FieldKind::Date | FieldKind::PastDate => character.is_ascii_digit().then_some(character),
        FieldKind::CitizenNumber => {
            let upper = character.to_ascii_uppercase();
            (upper.is_ascii_digit() || upper == 'X').then_some(upper)
        }
        FieldKind::CreditCode => character.is_ascii_alphanumeric().then(|| character.to_ascii_uppercase()),
        FieldKind::Name | FieldKind::Text => (!is_invisible(character)).then_some(character),
        FieldKind::Choice => None,
    }
}

/// Control characters, and the marks that turn the direction of writing: on a form they could only deceive.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_date(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Date | FieldKind::PastDate)
}

fn longest(field: &Field) -> usize {
    match field.kind {
        FieldKind::CitizenNumber | FieldKind::CreditCode => 18,
        FieldKind::Mobile => 11,
        FieldKind::Date | FieldKind::PastDate => 10,
        _ => field.longest,
    }
}
