//! Told once.

use super::{OnTouch, lines, list, means};
use crate::session::Touch;
use crate::session::view::GuideView;
use slint::ComponentHandle;
use yici_ui::{App, GuideAdapter, GuideItem, GuidePaper, Page};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<GuideAdapter>();
    adapter.on_begin(means(touch, Touch::Next));
    adapter.on_print(means(touch, Touch::PrintGuide));
}

pub(super) fn show(app: &App, view: &GuideView) -> Page {
    let adapter = app.global::<GuideAdapter>();
    adapter.set_name(view.name.as_str().into());
    adapter.set_summary(view.summary.as_str().into());
    adapter.set_limit(view.limit.as_str().into());
    adapter.set_fees(view.fees.as_str().into());
    adapter.set_conditions(list(adapter.get_conditions(), lines(&view.conditions)));
    let items = view.items.iter().map(|item| GuideItem {
        name: item.name.as_str().into(),
        department: item.department.as_str().into(),
        limit: item.limit.as_str().into(),
        fee: item.fee.as_str().into(),
        result: item.result.as_str().into(),
        basis: item.basis.as_str().into(),
        when: item.when.as_str().into(),
    });
    adapter.set_items(list(adapter.get_items(), items.collect()));
    let papers = view.papers.iter().map(|paper| GuidePaper {
        name: paper.name.as_str().into(),
        form: paper.form.as_str().into(),
        mark: paper.mark.as_str().into(),
    });
    adapter.set_papers(list(adapter.get_papers(), papers.collect()));
    adapter.set_offers_paper(view.take_away.offered);
    adapter.set_can_print(view.take_away.can_print);
    adapter.set_print_note(view.take_away.note.as_str().into());
    adapter.set_print_trouble(view.take_away.trouble);
    Page::Guide
}
