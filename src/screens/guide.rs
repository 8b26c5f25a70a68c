//! Told once.

use super::script::say;
use super::{OnTouch, list, means, said};
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
    adapter.set_name(say(&view.name));
    adapter.set_summary(say(&view.summary));
    adapter.set_limit(say(&view.limit));
    adapter.set_fees(say(&view.fees));
    adapter.set_conditions(list(adapter.get_conditions(), said(&view.conditions)));
    let items = view.items.iter().map(|item| GuideItem {
        name: say(&item.name),
        department: say(&item.department),
        limit: say(&item.limit),
        fee: say(&item.fee),
        result: say(&item.result),
        basis: say(&item.basis),
        when: say(&item.when),
    });
    adapter.set_items(list(adapter.get_items(), items.collect()));
    let papers = view.papers.iter().map(|paper| GuidePaper {
        name: say(&paper.name),
        form: say(&paper.form),
        mark: say(&paper.mark),
    });
    adapter.set_papers(list(adapter.get_papers(), papers.collect()));
    adapter.set_offers_paper(view.take_away.offered);
    adapter.set_can_print(view.take_away.can_print);
    adapter.set_print_note(say(&view.take_away.note));
    adapter.set_print_trouble(view.take_away.trouble);
    Page::Guide
}
