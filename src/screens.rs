//! The session's view <-> Slint: one adapter per screen.
//!
//! - A view goes in, properties are set; a touch comes out as an event. Nothing is decided here.
//! - A view that equals the last one sets nothing, so that lists keep their scroll and presses their feedback.
//! - [`Screens::wipe`] empties whatever the widgets were given, and forgets what was being composed.
//!
//! Limit: text that the screen shows is held by Slint in ordinary strings; they are dropped, not zeroed.

mod attract;
pub mod beat;
mod choice;
mod chrome;
mod closed;
mod delivery;
mod done;
mod evaluate;
mod face;
mod fees;
mod form;
mod guide;
mod handing_in;
mod home;
mod identify;
mod issuing;
mod keyboard;
mod licences;
mod papers;
mod picture;
mod privacy;
mod progress;
mod promises;
mod questions;
mod review;
mod script;
mod search;
mod service;
mod setup;
mod sign;
mod thanks;
mod ticket;
mod whom;

use crate::kiosk::{Happening, Post};
use crate::session::ease::TypeSize;
use crate::session::view::{PageView, ProgressViewStage, View};
use crate::session::{Event, Touch};
use crate::text::Language;
use keyboard::{Field, Keyboard};
use slint::{ComponentHandle, Model, ModelRc, PhysicalSize, VecModel};
use std::cell::RefCell;
use std::rc::Rc;
use yici_hardware::Frame;
use yici_ui::panel::{Panel, Wanted};
use yici_ui::{App, Page, keypad};

pub use keyboard::Writers;

/// The one window of the kiosk.
pub struct Screens {
    app: App,
    keyboard: Rc<RefCell<Keyboard>>,
    beat: beat::Beat,
    panel: Panel,
    /// What the page was last fitted to: the window, and what the citizen wants.
    fitted: Option<(PhysicalSize, Wanted)>,
    shown: Option<View>,
}

impl Screens {
    /// Opens the window on whatever display Slint was given.
    ///
    /// # Errors
    /// When there is no display.
    pub fn open(post: Post, panel: Panel, writers: Writers) -> Result<Self, slint::PlatformError> {
        let app = App::new()?;
        let keyboard = Rc::new(RefCell::new(Keyboard::new(writers)));
        let touch: OnTouch = Rc::new(move |touch| post.put(Happening::Event(Event::Touch(touch))));
        chrome::bind(&app, &touch);
        attract::bind(&app, &touch);
        home::bind(&app, &touch);
        search::bind(&app, &touch);
        progress::bind(&app, &touch);
        privacy::bind(&app, &touch);
        guide::bind(&app, &touch);
        questions::bind(&app, &touch);
        choice::bind(&app, &touch);
        whom::bind(&app, &touch);
        identify::bind(&app, &touch);
        form::bind(&app, &touch);
        keyboard::bind(&app, &keyboard, &touch);
        licences::bind(&app, &touch);
        papers::bind(&app, &touch);
        promises::bind(&app, &touch);
        delivery::bind(&app, &touch);
        fees::bind(&app, &touch);
        review::bind(&app, &touch);
        face::bind(&app, &touch);
        sign::bind(&app, &touch);
        handing_in::bind(&app, &touch);
        issuing::bind(&app, &touch);
        done::bind(&app, &touch);
        evaluate::bind(&app, &touch);
        thanks::bind(&app, &touch);
        ticket::bind(&app, &touch);
        service::bind(&app, &touch);
        setup::bind(&app, &touch);
        let beat = beat::Beat::bind(&app);
        chrome::on_panel(&app, &panel);
        app.show()?;
        Ok(Self { app, keyboard, beat, panel, fitted: None, shown: None })
    }

    /// Shows a view.
    pub fn show(&mut self, view: &View) {
        self.fit(view);
        if self.shown.as_ref() == Some(view) {
            return;
        }
        let app = &self.app;
        let tag = chrome::tag(&view.chrome);
        if self.shown.as_ref().map(|shown| chrome::tag(&shown.chrome)) != Some(tag) {
            // Simplified Chinese is what the screens are written in. Fails only for a language that was not compiled in;
            // then what is there stays.
            let _ = slint::select_bundled_translation(if tag == Language::Chinese.tag() { "" } else { tag });
        }
        script::set(tag == chrome::TRADITIONAL);
        if !matches!(view.page, PageView::Search(_) | PageView::Form(_) | PageView::Progress(_) | PageView::Setup(_)) {
            self.keyboard.borrow_mut().follow(app, None);
        }
        let page = match &view.page {
            PageView::Attract(page) => attract::show(app, page),
            PageView::Home(page) => home::show(app, page),
            PageView::Search(page) => {
                self.keyboard.borrow_mut().follow(app, Some(Field::SEARCH));
                search::show(app, page)
            }
            PageView::Progress(page) => {
                let is_written = page.stage == ProgressViewStage::Writing;
                self.keyboard.borrow_mut().follow(app, is_written.then_some(Field::RECEIPT));
                progress::show(app, page)
            }
            PageView::Privacy(page) => privacy::show(app, page),
            PageView::Guide(page) => guide::show(app, page),
            PageView::Questions(page) => questions::show(app, page),
            PageView::Choice(page) => choice::show(app, page),
            PageView::Whom(page) => whom::show(app, page),
            PageView::Identify(page) => identify::show(app, page),
            PageView::Form(page) => {
                let page_shown = form::show(app, page);
                self.keyboard.borrow_mut().follow(app, page.sheet.as_ref().map(Field::of));
                page_shown
            }
            PageView::Licences(page) => licences::show(app, page),
            PageView::Papers(page) => papers::show(app, page),
            PageView::Promises(page) => promises::show(app, page),
            PageView::Delivery(page) => delivery::show(app, page),
            PageView::Fees(page) => fees::show(app, page),
            PageView::Review(page) => review::show(app, page),
            PageView::Face(page) => face::show(app, page),
            PageView::Sign(page) => sign::show(app, page),
            PageView::HandingIn(page) => handing_in::show(app, page),
            PageView::Ticket(page) => ticket::show(app, page),
            PageView::Issuing(page) => issuing::show(app, page),
            PageView::Done(page) => done::show(app, page),
            PageView::Evaluate(page) => evaluate::show(app, page),
            PageView::Thanks => Page::Thanks,
            PageView::Closed(page) => closed::show(app, page),
            PageView::Service(page) => service::show(app, page),
            PageView::Setup(page) => {
                let page_shown = setup::show(app, page);
                self.keyboard.borrow_mut().follow(
                    app,
                    page.sheet.as_ref().map(
                        |(sheet, exact)| {
                            if *exact { Field::exact(sheet) } else { Field::of(sheet) }
                        },
                    ),
                );
                page_shown
            }
        };
        chrome::show(app, &view.chrome, page);
        self.shown = Some(view.clone());
    }

    /// Draws the page to the panel and the citizen's wish, when either has changed.
    fn fit(&mut self, view: &View) {
        let ease = &view.chrome.ease;
        let size = match ease.size {
            TypeSize::Normal => 1.0,
            TypeSize::Large => 1.5,
            TypeSize::Largest => 2.0,
        };
        let now = (self.app.window().size(), Wanted { size, low: ease.low });
        if self.fitted != Some(now) {
            self.fitted = Some(now);
            self.panel.fit(&self.app, now.1);
        }
    }

    /// Takes a key of the keypad.
    pub fn key(&self, key: keypad::Key) {
        keypad::press(&self.app, key);
    }

    /// Shows what the camera sees that is in use: on the page that shows it.
    pub fn show_live(&self, frame: &Frame) {
        match self.shown.as_ref().map(|shown| &shown.page) {
            Some(PageView::Face(_)) => face::show_live(&self.app, Some(frame)),
            _ => papers::show_live(&self.app, Some(frame)),
        }
    }

    /// Shows nothing of any camera any more.
    pub fn forget_live(&self) {
        papers::show_live(&self.app, None);
        face::show_live(&self.app, None);
    }

    /// Empties everything that held something of a citizen.
    pub fn wipe(&mut self) {
        let app = &self.app;
        self.keyboard.borrow_mut().wipe(app);
        search::wipe(app);
        progress::wipe(app);
        questions::wipe(app);
        choice::wipe(app);
        form::wipe(app);
        licences::wipe(app);
        papers::wipe(app);
        promises::wipe(app);
        delivery::wipe(app);
        review::wipe(app);
        face::wipe(app);
        sign::wipe(app);
        done::wipe(app);
        evaluate::wipe(app);
        ticket::wipe(app);
        service::wipe(app);
        self.shown = None;
    }

    /// Evidence that frames are painted.
    pub fn beat(&self) -> &beat::Beat {
        &self.beat
    }

    /// The window, for the event loop, for a finger and for a picture.
    pub fn app(&self) -> &App {
        &self.app
    }
}

/// Where touches go.
type OnTouch = Rc<dyn Fn(Touch)>;

/// A callback without arguments that always means the same.
fn means(touch: &OnTouch, meaning: Touch) -> impl Fn() + 'static {
    let touch = Rc::clone(touch);
    move || touch(meaning.clone())
}

/// A callback with a key.
fn keyed(touch: &OnTouch, meaning: fn(String) -> Touch) -> impl Fn(slint::SharedString) + 'static {
    let touch = Rc::clone(touch);
    move |key| touch(meaning(key.into()))
}

/// Puts a list on the screen. Where a list of the same length already stands, rows are changed in place, so that what is
/// being pressed or scrolled stays.
fn list<T: Clone + PartialEq + 'static>(shown: ModelRc<T>, rows: Vec<T>) -> ModelRc<T> {
    if shown.row_count() != rows.len() || shown.as_any().downcast_ref::<VecModel<T>>().is_none() {
        return ModelRc::new(VecModel::from(rows));
    }
    for (place, row) in rows.into_iter().enumerate() {
        if shown.row_data(place).as_ref() != Some(&row) {
            shown.set_row_data(place, row);
        }
    }
    shown
}

/// Things that can be picked.
fn picks(picks: &[crate::session::view::PickView]) -> Vec<yici_ui::Option> {
    let option = |pick: &crate::session::view::PickView| yici_ui::Option {
        key: pick.key.as_str().into(),
        label: script::say(&pick.label),
        detail: script::say(&pick.detail),
        selected: pick.selected,
    };
    picks.iter().map(option).collect()
}

/// Lines of the kiosk's own words.
fn said(lines: &[String]) -> Vec<slint::SharedString> {
    lines.iter().map(|line| script::say(line)).collect()
}

/// Lines as they were written.
fn lines(lines: &[String]) -> Vec<slint::SharedString> {
    lines.iter().map(slint::SharedString::from).collect()
}

/// Of a line that is being written at most this many characters are shown: the renderer cannot draw what is longer than 32,767
/// pixels, and the writing is at the end.
const LINE: usize = 200;

/// The end of a line that is being written.
fn end_of(line: &str) -> &str {
    line.char_indices().rev().nth(LINE - 1).map_or(line, |(start, _)| &line[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_very_long_line_the_end_is_shown() {
        assert_eq!(end_of("清溪镇"), "清溪镇");
        let line = format!("{}末", "字".repeat(10_000));
        assert_eq!((end_of(&line).chars().count(), end_of(&line).chars().last()), (LINE, Some('末')));
    }
}
