//! What is to be seen: words and states, without a pixel. `screens` turns it into the screen.

pub use super::attract::AttractView;
pub use super::choice::{ChoiceView, ItemView};
pub use super::closed::ClosedView;
pub use super::delivery::DeliveryView;
pub use super::done::DoneView;
pub use super::evaluate::EvaluateView;
pub use super::face::{FaceStage, FaceView};
pub use super::fees::FeesView;
pub use super::form::{FieldView, FormView, SheetView};
pub use super::guide::{GuideItem, GuidePaper, GuideView, TakeAwayView};
pub use super::handing_in::HandingInView;
pub use super::home::{HomeView, Tile};
pub use super::identify::{IdentifyView, Person, ReaderView};
pub use super::issuing::{IssuingProgress, IssuingView};
pub use super::licences::LicencesView;
pub use super::papers::{PaperProgress, PaperView, PapersView};
pub use super::privacy::PrivacyView;
pub use super::progress::{CaseDetail, CaseLine, Mark, ProgressView, ProgressViewStage, Step};
pub use super::promises::{PromiseView, PromisesView};
pub use super::questions::QuestionsView;
pub use super::review::ReviewView;
pub use super::search::{FoundView, SearchView};
pub use super::service::{ServiceStage, ServiceView};
pub use super::shot::Picture;
pub use super::sign::SignView;
pub use super::ticket::TicketView;
pub use super::whom::WhomView;
pub use crate::setup::SetupView;

use super::attract::Attract;
use super::ease::Ease;
use super::privacy::Privacy;
use super::state::State;
use super::{Line, Reminder, Shared};
use crate::plan::{Calendar, Limit};
use crate::text::{Language, day};
use jiff::civil::Date;

/// The whole screen.
#[derive(Clone, PartialEq)]
pub struct View {
    /// What stands around the page.
    pub chrome: Chrome,
    /// The page.
    pub page: PageView,
}

/// What stands around every page.
#[derive(Clone, Debug, PartialEq)]
pub struct Chrome {
    /// The language of the words.
    pub language: Language,
    /// Where the kiosk stands.
    pub site: String,
    /// Hours and minutes.
    pub clock: String,
    /// Whether the platform answers.
    pub line_up: bool,
    /// What the kiosk says here.
    pub prompt: String,
    /// Name of the matter under way, as short as it has one; empty outside one.
    pub matter: String,
    /// Whether the matter is not official.
    pub demonstration: bool,
    /// From 1 of [`STEPS`]; 0 outside a matter.
    pub step: u8,
    /// What is done in it.
    pub step_name: String,
    /// Whether there is a page to go back to.
    pub can_go_back: bool,
    /// Whether there is something to leave.
    pub can_leave: bool,
    /// Seconds until everything is erased.
    pub idle: Option<u64>,
    /// How the citizen wants the page to be.
    pub ease: Ease,
    /// The sheet on which that is said is up.
    pub easing: bool,
    /// "Leave, and erase what you filled in?" is up.
    pub leaving: bool,
    /// What must not be left behind.
    pub reminder: Option<Reminder>,
    /// A clerk was called and has not come yet.
    pub help_called: bool,
    /// A clerk was called while nobody of the house is there: what else can be done; empty otherwise.
    pub nobody_comes: String,
    /// What the platform has for the citizen who was just recognised; may be empty.
    pub news: String,
    /// Somebody of the house may ask to be let into the service mode.
    pub offers_service: bool,
}

/// Steps of a matter, as counted on the screen.
pub const STEPS: u8 = 7;

/// A page.
#[derive(Clone, PartialEq)]
#[expect(missing_docs, reason = "each is described in the file of its name")]
pub enum PageView {
    Attract(AttractView),
    Home(HomeView),
    Search(SearchView),
    Progress(ProgressView),
    Privacy(PrivacyView),
    Guide(GuideView),
    Questions(QuestionsView),
    Choice(ChoiceView),
    Whom(WhomView),
    Identify(IdentifyView),
    Form(FormView),
    Licences(LicencesView),
    Papers(PapersView),
    Promises(PromisesView),
    Delivery(DeliveryView),
    Fees(FeesView),
    Review(ReviewView),
    Face(FaceView),
    Sign(SignView),
    HandingIn(HandingInView),
    Ticket(TicketView),
    Issuing(IssuingView),
    Done(DoneView),
    Evaluate(EvaluateView),
    Thanks,
    Closed(ClosedView),
    Service(ServiceView),
    Setup(SetupView),
}

/// Something that can be picked.
#[derive(Clone, Debug, PartialEq)]
pub struct PickView {
    /// What comes back when it is.
    pub key: String,
    /// What is read.
    pub label: String,
    /// What it means; may be empty.
    pub detail: String,
    /// Whether it is.
    pub selected: bool,
}

pub(super) fn of(state: &State, shared: &Shared) -> View {
    let page = match state {
        State::Attract(_) => PageView::Attract(Attract::view(shared)),
        State::Home(state) => PageView::Home(state.view(shared)),
        State::Search(state) => PageView::Search(state.view(shared)),
        State::Progress(state) => PageView::Progress(state.view(shared)),
        State::ToppingUp(state) => PageView::Papers(state.view(shared)),
        State::Privacy(_) => PageView::Privacy(Privacy::view(shared)),
        State::Guide(state) => PageView::Guide(state.view(shared)),
        State::Questions(state) => PageView::Questions(state.view(shared)),
        State::Choosing(state) => PageView::Choice(state.view(shared)),
        State::Whom(state) => PageView::Whom(state.view(shared)),
        State::Identifying(state) => PageView::Identify(state.view(shared)),
        State::Offering(state) => PageView::Questions(state.view(shared)),
        State::Filling(state) => PageView::Form(state.view(shared)),
        State::Borrowing(state) => PageView::Licences(state.view(shared)),
        State::Photographing(state) => PageView::Papers(state.view(shared)),
        State::Promising(state) => PageView::Promises(state.view(shared)),
        State::Delivering(state) => PageView::Delivery(state.view(shared)),
        State::Paying(state) => PageView::Fees(state.view(shared)),
        State::Review(state) => PageView::Review(state.view(shared)),
        State::Facing(state) => PageView::Face(state.view(shared)),
        State::Signing(state) => PageView::Sign(state.view(shared)),
        State::HandingIn(state) => PageView::HandingIn(state.view(shared)),
        State::Taking(state) => PageView::Ticket(state.view(shared)),
        State::Issuing(state) => PageView::Issuing(state.view(shared)),
        State::Done(state) => PageView::Done(state.view(shared)),
        State::Evaluating(state) => PageView::Evaluate(state.view(shared)),
        State::Thanks(_) => PageView::Thanks,
        State::Closed(state) => PageView::Closed(state.view(shared)),
        State::Service(state) => PageView::Service(state.view(shared)),
    };
    View { chrome: chrome(state, shared), page }
}

fn chrome(state: &State, shared: &Shared) -> Chrome {
    let matter = state.visit().map(|visit| &visit.matter().matter);
    Chrome {
        language: shared.language,
        site: shared.text(&shared.rules.site),
        clock: format!("{:02}:{:02}", shared.moment.wall.hour(), shared.moment.wall.minute()),
        line_up: shared.line == Line::Up,
        prompt: shared.prompt(state).text(shared.language.tag()).to_owned(),
        matter: matter.map(|matter| shared.text(matter.narrow_name())).unwrap_or_default(),
        demonstration: matter.is_some_and(|matter| matter.demonstration),
        step: state.step(),
        step_name: step_name(state, shared).to_owned(),
        can_go_back: state.can_go_back(),
        can_leave: match state {
            State::Home(_) | State::Search(_) | State::Privacy(_) | State::Taking(_) => true,
            State::Service(service) => service.can_leave(),
            state => state.visit().is_some() && !state.waits_for_the_kiosk(),
        },
        idle: shared.warning(state),
        ease: shared.ease,
        easing: shared.easing,
        leaving: shared.leaving,
        reminder: shared.around.reminder.map(|(reminder, _)| reminder),
        help_called: shared.around.help_is_called(),
        nobody_comes: shared.nobody_comes().unwrap_or_default(),
        news: match state {
            State::Filling(filling) => filling.visit.news.as_ref().map(|news| news.text(shared.language)),
            _ => None,
        }
        .unwrap_or_default(),
        offers_service: shared.offers_service(state),
    }
}

fn step_name(state: &State, shared: &Shared) -> &'static str {
    match state.step() {
        7 if matches!(state, State::Issuing(_)) => shared.words("开具证明", "Issuing"),
        1 => shared.words("了解事项", "About it"),
        2 => shared.words("选择情形和事项", "Your situation"),
        3 => shared.words("确认身份", "Who you are"),
        4 => shared.words("填写表单", "The form"),
        5 => shared.words("提交材料", "Your papers"),
        6 => shared.words("核对信息", "Check it"),
        7 => shared.words("签名提交", "Sign"),
        _ => "",
    }
}

/// The limit of a whole that was handed in on this day, in words, with the day on which it ends where that can be
/// promised: for the screen and for paper.
pub fn limit_in_words(limit: Limit, calendar: Calendar<'_>, on: Date, language: Language) -> String {
    let words = limit.at_most(language);
    match (calendar.promised(on, limit).map(|end| day(end, language)), language) {
        (None, _) => words,
        (Some(end), Language::Chinese) => format!("{words}，最迟{end}"),
        (Some(end), Language::English) => format!("{words}, by {end}"),
    }
}

/// The same while nothing is handed in yet: whoever goes home to prepare gets another day.
pub(super) fn limit_if_today(limit: Limit, calendar: Calendar<'_>, on: Date, language: Language) -> String {
    let words = limit.at_most(language);
    match (calendar.promised(on, limit).map(|end| day(end, language)), language) {
        (None, _) => words,
        (Some(end), Language::Chinese) => format!("{words}；今天交，最迟{end}"),
        (Some(end), Language::English) => format!("{words}; if handed in today, by {end}"),
    }
}
