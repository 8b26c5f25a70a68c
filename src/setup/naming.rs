//! Which kiosk this is: its name, its place, the platform and the token. What a code said stands there already.

use super::draft::Blank;
use super::form::Form;
use super::panel::Panel;
use super::view::SetupView;
use super::ways::Ways;
use super::{Page, Shared};
use crate::session::Touch;

pub(super) struct Naming {
    form: Form,
    /// What the settings as a whole say against it.
    problems: Vec<String>,
}

impl Naming {
    pub(super) fn new() -> Self {
        Self { form: Form::of(&Blank::NAMING), problems: Vec::new() }
    }

    pub(super) fn touch(mut self, touch: Touch, shared: &mut Shared) -> Page {
        match touch {
            Touch::Back if !self.form.is_open() => return Page::Ways(Ways::Choosing),
            Touch::Next if !self.form.is_open() => return self.go_on(shared),
            Touch::Write(_) => self.problems.clear(),
            _ => {}
        }
        self.form.touch(touch, shared);
        Page::Naming(self)
    }

    /// To the first blank that is wrong, or on.
    fn go_on(mut self, shared: &mut Shared) -> Page {
        if !self.form.is_filled(shared) {
            return Page::Naming(self);
        }
        match shared.kiosk() {
            Ok(_) => Page::Panel(Panel),
            Err(problems) => {
                self.problems = problems;
                Page::Naming(self)
            }
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> SetupView {
        SetupView {
            title: shared.words("这台机器是谁", "Which kiosk this is"),
            note: self.problems.join("; "),
            trouble: !self.problems.is_empty(),
            fields: self.form.fields(shared),
            main: shared.words("填好了", "All filled in"),
            can_go_on: true,
            sheet: self.form.sheet(shared),
            ..SetupView::default()
        }
    }
}
