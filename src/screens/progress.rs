//! Where one's cases stand. The keys of its pad are in `keyboard`.

use super::script::say;
use super::{OnTouch, keyed, list, means, said};
use crate::session::Touch;
use crate::session::view::{CaseLine, Mark, ProgressView, ProgressViewStage, Step};
use slint::{ComponentHandle, ModelRc};
use yici_ui::{App, CaseMark, CaseStep, Page, ProgressAdapter, ProgressStage};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<ProgressAdapter>();
    adapter.on_write_number(means(touch, Touch::WriteNumber));
    adapter.on_look_up(means(touch, Touch::Next));
    adapter.on_try_again(means(touch, Touch::TryAgain));
    adapter.on_choose(keyed(touch, Touch::Choose));
    adapter.on_top_up(means(touch, Touch::TopUp));
    adapter.on_withdraw(means(touch, Touch::Withdraw));
    adapter.on_withdraw_confirmed(means(touch, Touch::WithdrawConfirmed));
    adapter.on_withdraw_cancelled(means(touch, Touch::WithdrawCancelled));
    adapter.on_finish(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &ProgressView) -> Page {
    let adapter = app.global::<ProgressAdapter>();
    adapter.set_stage(match view.stage {
        ProgressViewStage::Asking => ProgressStage::Asking,
        ProgressViewStage::Writing => ProgressStage::Writing,
        ProgressViewStage::Waiting => ProgressStage::Waiting,
        ProgressViewStage::List => ProgressStage::List,
        ProgressViewStage::Case => ProgressStage::Case,
        ProgressViewStage::Nothing => ProgressStage::Nothing,
        ProgressViewStage::Unanswered => ProgressStage::Unanswered,
    });
    adapter.set_message(say(&view.message));
    adapter.set_trouble(view.trouble);
    adapter.set_takes_codes(view.takes_codes);
    adapter.set_typed(view.typed.reveal().into());
    adapter.set_complete(view.complete);
    adapter.set_cases(list(adapter.get_cases(), view.cases.iter().map(line).collect()));
    adapter.set_confirming(view.confirming);
    match &view.case {
        None => forget_case(&adapter),
        Some(case) => {
            adapter.set_name(say(&case.name));
            adapter.set_number(case.number.as_str().into());
            adapter.set_received(say(&case.received));
            adapter.set_state(say(&case.state));
            adapter.set_mark(mark(case.mark));
            adapter.set_steps(list(adapter.get_steps(), case.steps.iter().map(step).collect()));
            adapter.set_owed(list(adapter.get_owed(), said(&case.owed)));
            adapter.set_can_top_up(case.can_top_up);
            adapter.set_can_withdraw(case.can_withdraw);
            adapter.set_note(say(&case.note));
        }
    }
    Page::Progress
}

fn forget_case(adapter: &ProgressAdapter<'_>) {
    adapter.set_name("".into());
    adapter.set_number("".into());
    adapter.set_received("".into());
    adapter.set_state("".into());
    adapter.set_steps(ModelRc::default());
    adapter.set_owed(ModelRc::default());
    adapter.set_can_top_up(false);
    adapter.set_can_withdraw(false);
    adapter.set_note("".into());
}

pub(super) fn wipe(app: &App) {
    let adapter = app.global::<ProgressAdapter>();
    adapter.set_message("".into());
    adapter.set_typed("".into());
    adapter.set_cases(ModelRc::default());
    adapter.set_confirming(false);
    forget_case(&adapter);
}

fn line(line: &CaseLine) -> yici_ui::CaseLine {
    yici_ui::CaseLine {
        key: line.key.as_str().into(),
        name: say(&line.name),
        number: line.number.as_str().into(),
        state: say(&line.state),
        mark: mark(line.mark),
    }
}

fn step(step: &Step) -> CaseStep {
    CaseStep { name: say(&step.name), state: say(&step.state), mark: mark(step.mark) }
}

fn mark(mark: Mark) -> CaseMark {
    match mark {
        Mark::Waiting => CaseMark::Waiting,
        Mark::UnderWay => CaseMark::UnderWay,
        Mark::Done => CaseMark::Done,
        Mark::Attention => CaseMark::Attention,
    }
}
