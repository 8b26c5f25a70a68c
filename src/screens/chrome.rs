//! What stands around every page.

use super::script::say;
use super::{OnTouch, means};
use crate::session::ease::{Ease as Wanted, TypeSize, Wish};
use crate::session::view::{Chrome as View, STEPS};
use crate::session::{Reminder as Reminded, Touch};
use crate::text::Language;
use slint::ComponentHandle;
use std::rc::Rc;
use yici_ui::{App, Chrome, Ease, EaseView, Page, Reminder, Theme};

/// The tag of Chinese in traditional characters.
pub(super) const TRADITIONAL: &str = "zh-Hant";

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
    chrome.on_help(means(touch, Touch::Help));
    chrome.on_help_answered(means(touch, Touch::HelpAnswered));
    chrome.on_help_cancelled(means(touch, Touch::HelpCancelled));
    chrome.on_service(means(touch, Touch::Service));
    chrome.on_ease_reset(means(touch, Touch::Ease(Wish::Reset)));
    let on = Rc::clone(touch);
    chrome.on_ease_sheet(move |up| on(Touch::EaseSheet(up)));
    let on = Rc::clone(touch);
    chrome.on_choose_size(move |size| {
        on(Touch::Ease(Wish::Size(match size {
            0 => TypeSize::Normal,
            1 => TypeSize::Large,
            _ => TypeSize::Largest,
        })));
    });
    let on = Rc::clone(touch);
    chrome.on_choose_language(move |tag| {
        on(Touch::Ease(match tag.as_str() {
            "en" => Wish::English,
            tag => Wish::Chinese { traditional: tag == TRADITIONAL },
        }));
    });
    let on = Rc::clone(touch);
    chrome.on_switch_ease(move |ease| {
        on(Touch::Ease(match ease {
            Ease::Contrast => Wish::Contrast,
            Ease::Elder => Wish::Elder,
            Ease::Low => Wish::Low,
            Ease::Left => Wish::Left,
            Ease::Still => Wish::Still,
        }));
    });
}

/// What this panel can offer at all.
pub(super) fn on_panel(app: &App, panel: &yici_ui::panel::Panel) {
    app.global::<Chrome>().set_can_lower(panel.can_lower());
}

pub(super) fn show(app: &App, view: &View, page: Page) {
    let chrome = app.global::<Chrome>();
    chrome.set_page(page);
    chrome.set_language(tag(view).into());
    chrome.set_easing(view.easing);
    ease(app, view.ease);
    chrome.set_site(say(&view.site));
    chrome.set_clock(say(&view.clock));
    chrome.set_line_up(view.line_up);
    chrome.set_prompt(say(&view.prompt));
    chrome.set_matter(say(&view.matter));
    chrome.set_demonstration(view.demonstration);
    chrome.set_step(view.step.into());
    chrome.set_steps(STEPS.into());
    chrome.set_step_name(say(&view.step_name));
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
        Some(Reminded::Document) => Reminder::Document,
    });
    chrome.set_help_called(view.help_called);
    chrome.set_nobody_comes(say(&view.nobody_comes));
    chrome.set_news(say(&view.news));
    chrome.set_offers_service(view.offers_service);
}

/// The tag of the words on the screen, with their script.
pub(super) fn tag(view: &View) -> &'static str {
    match view.language {
        Language::Chinese if view.ease.traditional => TRADITIONAL,
        language => language.tag(),
    }
}

fn ease(app: &App, wanted: Wanted) {
    app.global::<Chrome>().set_ease(EaseView {
        size: match wanted.size {
            TypeSize::Normal => 0,
            TypeSize::Large => 1,
            TypeSize::Largest => 2,
        },
        contrast: wanted.contrast,
        elder: wanted.elder,
        low: wanted.low,
        left: wanted.left,
        still: wanted.still,
    });
    let theme = app.global::<Theme>();
    theme.set_high_contrast(wanted.contrast);
    theme.set_elder(wanted.elder);
    theme.set_left_handed(wanted.left);
    theme.set_still(wanted.still);
    // The same fonts hold the shapes that either script expects.
    theme.set_family(if wanted.traditional { "Noto Sans CJK TC" } else { "Noto Sans CJK SC" }.into());
}
