//! What a person standing before the screen could see and touch, by the words on it.
//!
//! The Slint names this relies on: everything above the page inherits `Overlay`, and everything that scrolls
//! shows through a part called `flick`: of the `Frame`, a `Scroller`, the `Candidates`, or a line that is written.

use i_slint_backend_testing::{AccessibleRole, ElementHandle, ElementQuery, ElementRoot};

/// What shows a part of something longer.
const SCROLLS: [&str; 5] =
    ["Frame::flick", "Scroller::flick", "Candidates::flick", "ValueLine::flick", "SearchLine::flick"];

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
        // What lies at the same place is summed up there in different orders: a hundredth of a pixel is no other place.
        let near = |pixels: f32| (pixels * 64.0).round() / 64.0;
        let (at, size) = (element.absolute_position(), element.size());
        Self { x: near(at.x), y: near(at.y), width: near(size.width), height: near(size.height) }
    }

    /// The point a finger aims at.
    #[must_use]
    pub fn middle(&self) -> (f32, f32) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Whether all of another lies within it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.holds((other.x, other.y)) && self.holds((other.x + other.width - 0.5, other.y + other.height - 0.5))
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
    /// Whether all of it is in sight: nothing is scrolled away.
    pub whole: bool,
}

/// Everything labelled that is in sight, in the order it stands on the page.
pub fn all(app: &impl ElementRoot) -> Vec<Seen> {
    let page = Rect::of(&app.root_element());
    everything(app)
        .into_iter()
        .filter(|(seen, hidden)| page.holds(seen.rect.middle()) && !hidden)
        .map(|(seen, _)| seen)
        .collect()
}

/// Every control that a citizen could come to by scrolling, whether or not it is in sight.
pub fn controls(app: &impl ElementRoot) -> Vec<Seen> {
    everything(app).into_iter().map(|(seen, _)| seen).filter(|seen| seen.control).collect()
}

/// What the keypad stands on.
pub fn ringed(app: &impl ElementRoot) -> Option<Seen> {
    let at = ring(app)?;
    everything(app).into_iter().map(|(seen, _)| seen).find(|seen| seen.rect == at)
}

/// Where the keypad's ring is.
pub fn ring(app: &impl ElementRoot) -> Option<Rect> {
    top(app).query_descendants().match_id("Touch::ring").find_first().as_ref().map(Rect::of)
}

/// The places of whatever takes a finger, with or without a label. Shields only keep touches from what lies beneath.
pub fn touched(app: &impl ElementRoot) -> Vec<Rect> {
    let touches = top(app).query_descendants().match_inherits("Touch").find_all();
    let shield = |element: &ElementHandle| {
        element.type_name().is_some_and(|name| name == "Shield")
            || element.bases().is_some_and(|mut bases| bases.any(|base| base == "Shield"))
    };
    touches.iter().filter(|element| !shield(element)).map(Rect::of).collect()
}

fn top(app: &impl ElementRoot) -> ElementHandle {
    ElementQuery::from_root(app).match_inherits("Overlay").find_all().pop().unwrap_or_else(|| app.root_element())
}

/// Everything labelled, and whether it is scrolled away.
fn everything(app: &impl ElementRoot) -> Vec<(Seen, bool)> {
    let root = top(app);
    let scrolled = scrolled(&root);
    root.query_descendants()
        .match_predicate(|element| element.accessible_label().is_some_and(|label| !label.is_empty()))
        .find_all()
        .iter()
        .filter_map(seen)
        .map(|mut seen| {
            // What scrolls may stand in what scrolls.
            let mut windows = scrolled.iter().filter(|(label, at, _)| *label == seen.label && *at == key(&seen.rect));
            seen.whole = windows.clone().all(|(.., shown)| shown.contains(&seen.rect));
            let hidden = windows.any(|(.., shown)| !shown.holds(seen.rect.middle()));
            (seen, hidden)
        })
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
    Some(Seen { label: element.accessible_label()?.into(), rect: Rect::of(element), control, enabled, whole: true })
}

/// What is inside something that scrolls, and the part of it that shows.
fn scrolled(root: &ElementHandle) -> Vec<(String, [u32; 4], Rect)> {
    let scrolls = |element: &ElementHandle| element.id().is_some_and(|id| SCROLLS.contains(&id.as_str()));
    root.query_descendants()
        .match_predicate(scrolls)
        .find_all()
        .into_iter()
        .flat_map(|window| {
            let shown = Rect::of(&window);
            window
                .query_descendants()
                .match_predicate(|element| element.accessible_label().is_some())
                .find_all()
                .iter()
                .filter_map(seen)
                .map(|inside| (inside.label, key(&inside.rect), shown))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn key(rect: &Rect) -> [u32; 4] {
    [rect.x, rect.y, rect.width, rect.height].map(f32::to_bits)
}
