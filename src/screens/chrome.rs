//! What stands around every page.

use super::{OnTouch, means};
use crate::session::view::{Chrome as View, STEPS};
use crate::session::{Reminder as Reminded, Touch};
use slint::ComponentHandle;
use yici_ui::{App, Chrome, Page, Reminder};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let chrome = app.global::<Chrome>();
    chrome.on_touched(means(touch, Touch::Anywhere));
    chrome.on_switch_language(means(touch, Touch::SwitchLanguage));
    chrome.on_back(means(touch, Touch::Back));
    chrome.on_leave(means(touch, Touch::Leave));
    chrome.on_leave_confirmed(means(touch, Touch::LeaveConfirmed));
    chrome.on_leave_cancelled(means(touch, Touch::LeaveCancelled));
    chrome.on_stay(means(touch, Touch::Stay));
    chrome.on_reminded(means(touch, Touch::Reminded));
    chrome.on_help_answered(means(touch, Touch::HelpAnswered));
    chrome.on_help_cancelled(means(touch, Touch::HelpCancelled));
    chrome.on_service(means(touch, Touch::Service));
}

pub(super) fn show(app: &App, view: &View, page: Page) {
    let chrome = app.global::<Chrome>();
    chrome.set_page(page);
    chrome.set_language(view.language.tag().into());
    chrome.set_site(view.site.as_str().into());
    chrome.set_clock(view.clock.as_str().into());
    chrome.set_line_up(view.line_up);
    chrome.set_prompt(view.prompt.as_str().into());
    chrome.set_matter(view.matter.as_str().into());
    chrome.set_demonstration(view.demonstration);
    chrome.set_step(view.step.into());
    chrome.set_steps(STEPS.into());
    chrome.set_step_name(view.step_name.as_str().into());
    chrome.set_can_go_back(view.can_go_back);
    chrome.set_can_leave(view.can_leave);
    chrome.set_idle_seconds(view.idle.and_then(|seconds| i32::try_from(seconds).ok()).unwrap_or(-1));
    chrome.set_leaving(view.leaving);
    chrome.set_reminder(match view.reminder {
        None => Reminder::None,
        Some(Reminded::Card) => Reminder::Card,
        Some(Reminded::SocialCard) => Reminder::SocialCard,
        Some(Reminded::LeftCard) => Reminder::LeftCard,
        Some(Reminded::Receipt) => Reminder::Receipt,
    });
    chrome.set_help_called(view.help_called);
    chrome.set_offers_service(view.offers_service);
}
