//! The one form, and the sheet in which a field is written. The sheet's keys are in `keyboard`.

use super::{OnTouch, keyed, list, means, picks};
use crate::catalog::FieldKind;
use crate::session::Touch;
use crate::session::view::{FieldView, FormView, SheetView};
use slint::{ComponentHandle, Model, ModelRc};
use yici_hardware::Personal;
use yici_ui::{App, FieldGroup, FieldRow, FormAdapter, Page, Writing};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<FormAdapter>();
    adapter.on_edit(keyed(touch, Touch::Edit));
    adapter.on_pick(keyed(touch, |option| Touch::Pick(Personal::new(option))));
    adapter.on_done(means(touch, Touch::CloseSheet));
    adapter.on_next_field(means(touch, Touch::NextField));
    adapter.on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &FormView) -> Page {
    let adapter = app.global::<FormAdapter>();
    let shown = adapter.get_groups();
    let group = |(place, (title, rows)): (usize, &(String, Vec<FieldView>))| FieldGroup {
        title: title.as_str().into(),
        rows: list(shown.row_data(place).map(|group| group.rows).unwrap_or_default(), rows.iter().map(row).collect()),
    };
    let groups = view.groups.iter().enumerate().map(group).collect();
    adapter.set_groups(list(adapter.get_groups(), groups));
    adapter.set_missing(view.missing.as_str().into());
    adapter.set_known(view.known.as_str().into());
    // The button leads to the first field that is missing, so it is never dead.
    adapter.set_can_go_on(true);
    adapter.set_editing(view.sheet.is_some());
    if let Some(sheet) = &view.sheet {
        show_sheet(&adapter, sheet);
    }
    Page::Form
}

pub(super) fn row(field: &FieldView) -> FieldRow {
    FieldRow {
        key: field.key.as_str().into(),
        label: field.label.as_str().into(),
        value: field.value.reveal().into(),
        origin: field.origin.as_str().into(),
        complaint: field.complaint.as_str().into(),
        reason: field.reason.as_str().into(),
        settled: field.settled,
        required: field.required,
    }
}

pub(super) fn show_sheet(adapter: &FormAdapter, sheet: &SheetView) {
    adapter.set_label(sheet.label.as_str().into());
    adapter.set_value(super::end_of(sheet.value.reveal()).into());
    adapter.set_note(sheet.note.as_str().into());
    adapter.set_sample(sheet.sample.as_str().into());
    adapter.set_complaint(sheet.complaint.as_str().into());
    adapter.set_writing(match sheet.kind {
        FieldKind::Mobile | FieldKind::Area | FieldKind::BankCard | FieldKind::TaiwanPermit => Writing::Digits,
        FieldKind::CitizenNumber | FieldKind::ResidencePermit => Writing::CitizenNumber,
        FieldKind::Number | FieldKind::Money => Writing::Decimal,
        FieldKind::Date | FieldKind::PastDate => Writing::Date,
        FieldKind::CreditCode
        | FieldKind::HomePermit
        | FieldKind::ForeignResident
        | FieldKind::AnyNumber
        | FieldKind::CaseNumber => Writing::Latin,
        FieldKind::Name | FieldKind::Text | FieldKind::Address | FieldKind::Lines => Writing::Chinese,
        FieldKind::Choice | FieldKind::Nation | FieldKind::YesNo | FieldKind::WorkingDay => Writing::Options,
    });
    adapter.set_options(list(adapter.get_options(), picks(&sheet.options)));
    adapter.set_last(sheet.last);
}

pub(super) fn wipe(app: &App) {
    let adapter = app.global::<FormAdapter>();
    adapter.set_groups(ModelRc::default());
    adapter.set_options(ModelRc::default());
    adapter.set_known("".into());
    adapter.set_value("".into());
    adapter.set_complaint("".into());
    adapter.set_editing(false);
}
