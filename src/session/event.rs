//! What can happen to a session.

use super::Line;
use super::service::News;
use crate::application::certificate::Issued;
use crate::application::draft::Draft;
use crate::application::known::Known;
use crate::application::progress::Cases;
use crate::application::ticket::{NoTicket, Ticket};
use crate::catalog::{Catalog, Device};
use crate::outbox::Held;
use crate::platform::contract::SubmissionId;
use crate::shelf::Freshness;
use crate::station::Readiness;
use crate::text::Text;
use jiff::civil::DateTime;
use std::sync::Arc;
use std::time::Duration;
use yici_hardware::camera::still::{Advice, FaceAdvice};
use yici_hardware::card_reader::ReadFault;
use yici_hardware::power::Supply;
use yici_hardware::qr_scanner::Scan;
use yici_hardware::signature::Pen;
use yici_hardware::{Edge, Frame, IdCard, Personal, PrinterStatus, SocialCard, SocialCardFault};

/// When an event happens, and the chance it may use.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Time since the process began; never goes back. Silence is measured by it.
    pub elapsed: Duration,
    /// The wall's clock in the kiosk's zone. May be wrong: it is written down and held against a matter's hours, never
    /// waited for.
    pub wall: DateTime,
    /// A version 7 id that nobody used before.
    pub fresh: SubmissionId,
}

impl Moment {
    /// The wall's clock as it is written down, RFC 3339. China keeps one time, eight hours ahead.
    pub fn stamp(&self) -> String {
        self.wall.strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string()
    }
}

/// Something that happened.
pub enum Event {
    /// The citizen touched something.
    Touch(Touch),
    /// Time went by; at least once a second.
    Tick,
    /// A card was read for this visit. What comes late belongs to a citizen who has gone, and is dropped.
    Card(SubmissionId, Box<IdCard>),
    /// A card could not be read for this visit.
    CardUnreadable(SubmissionId, ReadFault),
    /// What the platform knows of this visit's citizen; `None` when it did not answer.
    Known(SubmissionId, Option<Box<Known>>),
    /// The ticket that [`super::Effect::AskTicket`] asked for, or why there is none.
    Ticket(SubmissionId, Result<Ticket, NoTicket>),
    /// Whether somebody on duty was told of this call for help.
    HelpTold(SubmissionId, bool),
    /// What the platform says of this visit's cases; `None` when it did not answer.
    Progress(SubmissionId, Option<Cases>),
    /// What this kiosk itself knows of the number that this visit asked about.
    Held(SubmissionId, Vec<Held>),
    /// A social-security card was read for this visit.
    SocialCard(SubmissionId, Box<SocialCard>),
    /// A social-security card could not be read for this visit.
    SocialCardUnreadable(SubmissionId, SocialCardFault),
    /// Whether a card that was read still lies on this reader, where the reader can say.
    CardLies(Device, bool),
    /// The picture that [`super::Effect::TakeStill`] asked for, laid straight: as JPEG, as pixels for the screen, and what
    /// to say of it.
    Still(SubmissionId, Personal<Vec<u8>>, Arc<Frame>, Advice),
    /// The picture that [`super::Effect::TakeFace`] asked for: what to say of it and, where it shows one person and nobody
    /// else, as JPEG and as pixels for the screen.
    Face(SubmissionId, FaceAdvice, Option<(Personal<Vec<u8>>, Arc<Frame>)>),
    /// No picture could be taken.
    StillFailed(SubmissionId),
    /// A code was held out for this visit.
    Scanned(SubmissionId, Scan),
    /// The pad's pen moved for this visit.
    Pen(SubmissionId, Pen),
    /// What feeds the kiosk changed, for good and not for a flicker.
    Power(Supply),
    /// An input of the kiosk's own changed: door, presence, the button for help.
    Sensor(Edge),
    /// The inputs cannot be asked any more.
    SensorsGone,
    /// The submission with this id is on disk.
    Committed(SubmissionId),
    /// The submission with this id could not be kept; nothing of it was.
    CommitFailed(SubmissionId),
    /// What became of the receipt of this id.
    Receipt(SubmissionId, ReceiptOutcome),
    /// What became of the guide, or the slip, that this visit asked for. Never a receipt: nobody is owed one.
    GuidePrinted(SubmissionId, ReceiptOutcome),
    /// What came of the certificate that this visit asked for.
    Certificate(SubmissionId, Issued),
    /// What became of the A4 document of this id.
    Document(SubmissionId, DocumentOutcome),
    /// What this visit's card was cut off from, if there is anything.
    Draft(SubmissionId, Option<Box<Draft>>),
    /// What the devices can do changed.
    Readiness(Readiness),
    /// The line changed.
    Line(Line),
    /// The kiosk has something to say to whoever comes next.
    Notice(Text),
    /// A newer catalog.
    Catalog(Arc<Catalog>),
    /// The catalog has grown old, or was renewed.
    Freshness(Freshness),
    /// Something for the service mode.
    Service(News),
}

/// What became of an A4 document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentOutcome {
    /// It lies in the tray.
    Printed,
    /// It was taken back before it was whole.
    Withdrawn,
    /// The printer did not print it, or not to the end.
    Failed,
    /// It may be on paper, and may still come out.
    Unknown,
}

impl From<DocumentOutcome> for ReceiptOutcome {
    /// What was withdrawn may be on paper in part.
    fn from(outcome: DocumentOutcome) -> Self {
        match outcome {
            DocumentOutcome::Printed => Self::Printed,
            DocumentOutcome::Withdrawn | DocumentOutcome::Unknown => Self::Unknown,
            DocumentOutcome::Failed => Self::Failed(None),
        }
    }
}

/// What became of a printed receipt, or guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptOutcome {
    /// It came out whole.
    Printed,
    /// Part of it may be on paper.
    Unknown,
    /// Nothing was printed.
    Failed(Option<PrinterStatus>),
}

/// A touch, by its meaning.
/// No `Debug`: it carries what a citizen writes.
#[derive(Clone, PartialEq)]
#[expect(missing_docs, reason = "each is the button of that name")]
pub enum Touch {
    Anywhere,
    SwitchLanguage,
    /// Puts the sheet on which a citizen says how the page is to be up or down.
    EaseSheet(bool),
    Ease(super::ease::Wish),
    Back,
    Leave,
    LeaveConfirmed,
    LeaveCancelled,
    Stay,
    Start,
    Search,
    Privacy,
    Next,
    ChooseSide(crate::catalog::Side),
    /// The key of whatever the page offers: a matter, an answer, a delivery, a level, a paper, a promise.
    Choose(String),
    ChooseAll,
    Edit(String),
    /// Text to be put at the end of the field being written.
    Write(Personal),
    EraseLast,
    EraseAll,
    /// The answer picked in the field being written.
    Pick(Personal),
    CloseSheet,
    NextField,
    TakePicture,
    Retake,
    Keep,
    /// Keep the picture, and take a further page of the same paper.
    KeepAndAdd,
    Defer,
    /// Puts the sample picture of the paper in hand up or down.
    Sample(bool),
    Reveal(bool),
    StrokeBegins(u16, u16),
    StrokeGoesOn(u16, u16),
    StrokeEnds,
    ClearInk,
    TryAgain,
    PrintAgain,
    PrintGuide,
    Skip,
    WriteNumber,
    TopUp,
    Withdraw,
    WithdrawConfirmed,
    WithdrawCancelled,
    Reminded,
    /// A clerk is called, as by the key on the housing.
    Help,
    HelpAnswered,
    HelpCancelled,
    /// Somebody of the house asks to be let into the service mode.
    Service,
}
