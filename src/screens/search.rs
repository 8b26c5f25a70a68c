//! Looking for a matter. Its keys are in `keyboard`.

use super::{OnTouch, keyed, list};
use crate::session::Touch;
use crate::session::view::{FoundView, SearchView};
use slint::{ComponentHandle, ModelRc};
use std::ops::Range;
use yici_ui::{App, Found, Marked, Page, SearchAdapter};

/// Characters before the marked ones that a line has room for; the end is cut off by the line itself.
const BEFORE: usize = 12;

pub(super) fn bind(app: &App, touch: &OnTouch) {
    app.global::<SearchAdapter>().on_choose(keyed(touch, Touch::Choose));
}

pub(super) fn show(app: &App, view: &SearchView) -> Page {
    let adapter = app.global::<SearchAdapter>();
    adapter.set_query(super::end_of(view.query.reveal()).into());
    adapter.set_found(list(adapter.get_found(), view.found.iter().map(found).collect()));
    adapter.set_hint(view.hint.as_str().into());
    Page::Search
}

pub(super) fn wipe(app: &App) {
    let adapter = app.global::<SearchAdapter>();
    adapter.set_query("".into());
    adapter.set_found(ModelRc::default());
}

fn found(found: &FoundView) -> Found {
    Found {
        key: found.key.as_str().into(),
        name: marked(&found.name.0, &found.name.1),
        part: super::end_of(&found.part).into(),
        text: marked(&found.text.0, &found.text.1),
        open: found.closed.is_none(),
        reason: found.closed.as_deref().unwrap_or_default().into(),
    }
}

/// A text in three: before the mark, marked, after it. A long beginning is cut so that the mark stays in sight.
fn marked(text: &str, range: &Range<usize>) -> Marked {
    let (before, rest) = text.split_at(range.start);
    let (middle, after) = rest.split_at(range.len());
    let long = before.chars().count().saturating_sub(BEFORE);
    let before: String = match (long, range.is_empty()) {
        (0, _) | (_, true) => before.to_owned(),
        (long, false) => std::iter::once('…').chain(before.chars().skip(long)).collect(),
    };
    let line = |part: &str| part.chars().take(super::LINE).collect::<String>().into();
    Marked { before: line(&before), marked: line(middle), after: line(after) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, range: Range<usize>) -> [String; 3] {
        let marked = marked(text, &range);
        [marked.before, marked.marked, marked.after].map(String::from)
    }

    #[test]
    fn the_marked_part_stands_between_its_neighbours() {
        assert_eq!(said("新生儿出生", 3..9), ["新", "生儿", "出生"]);
        assert_eq!(said("新生儿", 0..0), ["", "", "新生儿"]);
    }

    #[test]
    fn a_long_beginning_is_cut_and_the_mark_stays() {
        let text = "一二三四五六七八九十一二三四五六";
        assert_eq!(said(text, 42..48), ["…三四五六七八九十一二三四", "五六", ""]);
    }
}
