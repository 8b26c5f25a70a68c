//! What citizens answer, write and touch.

use super::*;

#[test]
fn an_answer_that_changes_the_situation_changes_form_and_papers() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    let fields = |bench: &Bench| {
        let PageView::Form(form) = bench.view().page else { panic!("form") };
        form.groups.iter().map(|(_, rows)| rows.len()).sum::<usize>()
    };
    let married = fields(&bench);
    for touch in [
        Touch::Back,
        Touch::Back,
        Touch::Back,
        Touch::Back,
        Touch::Choose("no".into()),
        Touch::Next,
        Touch::Next,
        Touch::Next,
    ] {
        bench.touch(touch);
    }
    bench.lay_card();
    assert_eq!(fields(&bench), married - 2, "the other parent is not asked for");
}

#[test]
fn ten_thousand_characters_fill_a_field_to_its_bound_and_no_further() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.write("child.birth-place", &"长".repeat(10_000));
    bench.write("child.name", "a\u{202e}b\u{0}c😀");
    let PageView::Form(form) = bench.view().page else { panic!("form") };
    let row =
        |key: &str| form.groups.iter().flat_map(|(_, rows)| rows).find(|row| row.key == key).expect("a row").clone();
    assert_eq!(row("child.birth-place").value.reveal().chars().count(), 60);
    assert_eq!(row("child.name").value.reveal(), "abc😀");
    assert!(!row("child.name").complaint.is_empty(), "and it is not a name");
}

#[test]
fn any_touch_at_any_page_is_survived() {
    let touches = [
        Touch::Back,
        Touch::Leave,
        Touch::LeaveCancelled,
        Touch::Stay,
        Touch::Start,
        Touch::Next,
        Touch::ChooseAll,
        Touch::Choose("newborn".into()),
        Touch::Choose("nonsense".into()),
        Touch::Edit("child.name".into()),
        Touch::Edit("nonsense".into()),
        Touch::Write("x".into()),
        Touch::EraseLast,
        Touch::EraseAll,
        Touch::Pick("9".into()),
        Touch::CloseSheet,
        Touch::NextField,
        Touch::TakePicture,
        Touch::Retake,
        Touch::Keep,
        Touch::Defer,
        Touch::Reveal(true),
        Touch::StrokeBegins(0, 0),
        Touch::StrokeGoesOn(9, 9),
        Touch::StrokeEnds,
        Touch::ClearInk,
        Touch::TryAgain,
        Touch::PrintAgain,
        Touch::Skip,
        Touch::SwitchLanguage,
        Touch::Choose("yes".into()),
    ];
    let mut bench = Bench::new();
    // A fixed walk, long enough to reach every page by chance; the seed is the constant.
    let mut seed = 0x2026_1121_u64;
    for step in 0..20_000 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let place = usize::try_from(seed >> 40).expect("small") % touches.len();
        let effects = bench.touch(touches[place].clone());
        if let Some(handed_in) = committed(effects) {
            bench.on(Event::Committed(handed_in.id));
        }
        if step % 7 == 0 {
            bench.lay_card();
        }
        let _ = bench.view();
    }
}
