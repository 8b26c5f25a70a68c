//! What a person standing before the screen could see and touch, by the words on it.
//!
//! The Slint names this relies on: everything above the page inherits `Overlay`, everything that scrolls is a
//! `Scroller` or the `Candidates`, and shows through a part called `flick`.

use i_slint_backend_testing::{AccessibleRole, ElementHandle, ElementQuery, ElementRoot};

/// A rectangle in logical pixels from the window's upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Rect {
    fn of(element: &ElementHandle) -> Self {
        let (at, size) = (element.absolute_position(), element.size());
        Self { x: at.x, y: at.y, width: size.width, height: size.height }
    }

    /// The point a finger aims at.
    #[must_use]
    pub fn middle(&self) -> (f32, f32) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    fn holds(&self, (x, y): (f32, f32)) -> bool {
        x >= self.x && x < self.x + self.width && y >= self.y && y < self.y + self.height
    }
}

/// Something labelled on the screen.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its accessible label: the words on it.
    pub label: String,
    /// Where it is.
    pub rect: Rect,
    /// Whether it can be touched: a button, a choice or a tab, not a text or a picture.
    pub control: bool,
    /// Whether it would answer a touch now.
    pub enabled: bool,
}

/// Everything labelled that is in sight, in the order it stands on the page.
pub fn all(app: &impl ElementRoot) -> Vec<Seen> {
    let page = Rect::of(&app.root_element());
    let top = ElementQuery::from_root(app).match_inherits("Overlay").find_all().pop();
    let root = top.unwrap_or_else(|| app.root_element());
    let hidden = scrolled_away(&root);
    root.query_descendants()
        .match_descendants()
        .match_predicate(|element| element.accessible_label().is_some_and(|label| !label.is_empty()))
        .find_all()
        .iter()
        .filter_map(seen)
        .filter(|seen| page.holds(seen.rect.middle()) && !hidden.contains(&(seen.label.clone(), key(&seen.rect))))
        .collect()
}

/// Where the control with this label is, if a person could touch its middle now. Failing a control, a text or a
/// picture with this label.
pub fn find(app: &impl ElementRoot, label: &str) -> Option<Rect> {
    let seen = all(app).into_iter().filter(|seen| seen.label == label).collect::<Vec<_>>();
    seen.iter().find(|seen| seen.control).or(seen.first()).map(|seen| seen.rect)
}

/// The labels of all that is in sight, texts included.
pub fn labels(app: &impl ElementRoot) -> Vec<String> {
    all(app).into_iter().map(|seen| seen.label).collect()
}

fn seen(element: &ElementHandle) -> Option<Seen> {
    let control = matches!(
        element.accessible_role()?,
        AccessibleRole::Button | AccessibleRole::Checkbox | AccessibleRole::RadioButton | AccessibleRole::Tab
    );
    let enabled = element.accessible_enabled().unwrap_or(true);
    Some(Seen { label: element.accessible_label()?.into(), rect: Rect::of(element), control, enabled })
}

/// What is inside something that scrolls, but not in the part of it that shows.
fn scrolled_away(root: &ElementHandle) -> Vec<(String, [u32; 4])> {
    let windows = |id| root.query_descendants().match_descendants().match_id(id).find_all();
    ["Scroller::flick", "Candidates::flick"]
        .into_iter()
        .flat_map(windows)
        .flat_map(|window| {
            let shown = Rect::of(&window);
            window
                .query_descendants()
                .match_descendants()
                .match_predicate(|element| element.accessible_label().is_some())
                .find_all()
                .iter()
                .filter_map(seen)
                .filter(move |inside| !shown.holds(inside.rect.middle()))
                .map(|inside| (inside.label, key(&inside.rect)))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn key(rect: &Rect) -> [u32; 4] {
    [rect.x, rect.y, rect.width, rect.height].map(f32::to_bits)
}
