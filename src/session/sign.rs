//! The citizen signs the frozen bytes.

use super::face::Facing;
use super::handing_in::{HandingIn, Parcel};
use super::state::State;
use super::visit::Visit;
use super::{Event, Shared, Touch};
use crate::application::freeze::{Draft, Promised, Statement, Strokes, freeze};
use crate::text::Language;
use yici_hardware::Personal;
use yici_hardware::signature::{Pen, Point};

/// At most this many points: some minutes of writing. What is drawn beyond it does not show.
const MOST_POINTS: usize = 8_192;
/// Less ink than this is a stray touch and no signature.
const FEWEST_POINTS: usize = 8;

/// How large the place for the ink is, in pixels: `ui/api/sign.slint` has the same.
const INK: (u16, u16) = (936, 620);

/// The pad.
pub struct Signing {
    pub(super) visit: Box<Visit>,
    statement: Statement,
    /// As they stand in the statement: the receipt must say the same days.
    promises: Vec<Promised>,
}

/// What the page shows.
#[derive(Clone, PartialEq)]
pub struct SignView {
    /// What is signed.
    pub statement: String,
    /// The ink: for each stroke its points.
    pub strokes: Personal<Strokes>,
    /// Whether there is enough of it.
    pub signed: bool,
}

impl Signing {
    /// Freezes what was filled in. Ink of an earlier statement is not kept: it did not sign this one.
    pub(super) fn enter(mut visit: Box<Visit>, shared: &Shared) -> State {
        visit.strokes = Personal::default();
        let promises = visit.promised(shared.language, shared.moment.wall.date());
        let statement = {
            let plan = visit.plan();
            let answers = visit.live_answers();
            let known = plan.papers.iter().filter(|need| visit.stands_elsewhere(need));
            let photos: Vec<_> = plan.papers.iter().flat_map(|need| visit.pages(&need.what.key)).cloned().collect();
            freeze(&Draft {
                id: visit.id,
                kiosk: &shared.rules.kiosk,
                matter: visit.matter(),
                language: shared.language,
                at: &shared.moment.stamp(),
                answers: &answers,
                items: plan.items.iter().map(|item| item.key.as_str()).collect(),
                fields: plan.fields.iter().map(|need| need.what.key.as_str()).collect(),
                form: &visit.form,
                photos: &photos,
                known: known.filter_map(|need| Some((need.what.key.as_str(), need.known?))).collect(),
                promises: &promises,
                delivery: visit.delivery.as_deref().unwrap_or_default(),
                identified: visit.identified,
                agent: visit.agent.as_ref(),
                face: visit.face.as_ref(),
            })
        };
        State::Signing(Self { visit, statement, promises })
    }

    fn points(&self) -> usize {
        self.visit.strokes.reveal().iter().map(Vec::len).sum()
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        let event = match event {
            Event::Pen(id, pen) if id == self.visit.id => Event::Touch(ink(pen)),
            event => event,
        };
        let room = self.points() < MOST_POINTS;
        match event {
            Event::Touch(Touch::StrokeBegins(x, y)) if room => self.visit.strokes.reveal_mut().push(vec![(x, y)]),
            Event::Touch(Touch::StrokeGoesOn(x, y)) if room => {
                if let Some(stroke) =
                    self.visit.strokes.reveal_mut().last_mut().filter(|stroke| stroke.last() != Some(&(x, y)))
                {
                    stroke.push((x, y));
                }
            }
            Event::Touch(Touch::ClearInk) => self.visit.strokes = Personal::default(),
            Event::Touch(Touch::Next) if self.points() >= FEWEST_POINTS => {
                let parcel = Parcel::Application { statement: self.statement, promises: self.promises };
                return HandingIn::enter(self.visit, parcel, shared);
            }
            Event::Touch(Touch::Back) => return Facing::again(self.visit, shared),
            _ => {}
        }
        State::Signing(self)
    }

    pub(super) fn view(&self, shared: &Shared) -> SignView {
        let digest = self.statement.digest.get(..8).unwrap_or_default();
        let statement = match shared.language {
            Language::Chinese => format!(
                "本人确认：申请内容和材料真实、完整，已阅读并同意所作的承诺，愿意承担相应责任。\n内容校验码 {digest}"
            ),
            Language::English => format!(
                "I confirm that what I hand in is true and complete, that I have read and made the promises, and that I answer for it.\nContent check code {digest}"
            ),
        };
        SignView { statement, strokes: self.visit.strokes.clone(), signed: self.points() >= FEWEST_POINTS }
    }
}

/// A move of the pad's pen as a finger on the screen would have made it.
fn ink(pen: Pen) -> Touch {
    let along = |share: u16, length: u16| {
        let place = u32::from(share) * u32::from(length) / u32::from(u16::MAX);
        u16::try_from(place).expect("a share of a length is no longer than it")
    };
    let place = |Point { x, y, .. }: Point| (along(x, INK.0), along(y, INK.1));
    match pen {
        Pen::Down(at) => {
            let (x, y) = place(at);
            Touch::StrokeBegins(x, y)
        }
        Pen::Move(at) => {
            let (x, y) = place(at);
            Touch::StrokeGoesOn(x, y)
        }
        Pen::Up => Touch::StrokeEnds,
    }
}
