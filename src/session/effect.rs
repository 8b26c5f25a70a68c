//! What a session asks of the world.

use crate::application::certificate;
use crate::application::freeze::Photo;
use crate::application::known::Asked;
use crate::application::progress;
use crate::application::ticket::Wanted;
use crate::audit;
use crate::catalog::Device;
use crate::drafts::Bearer;
use crate::paper::job::PrintJob;
use crate::place::Profile;
use crate::platform::contract::{Kind, SubmissionId};
use crate::session::service::Order;
use crate::text::Language;
use crate::voice::Prompt;
use std::collections::BTreeSet;
use yici_hardware::sound::Cue;
use yici_hardware::{Output, Personal};

/// Something to be done. Effects of one event are done in order.
pub enum Effect {
    /// Look for cards for this visit, or stop.
    Reader(Option<SubmissionId>),
    /// Ask the platform what is known of this visit's citizen and answer with `Known`. Nobody waits for it.
    AskKnown(SubmissionId, Box<Asked>),
    /// Ask the platform for a ticket under this visit's id and answer with `Ticket`.
    AskTicket(SubmissionId, Box<Wanted>),
    /// Ask the platform where this visit's cases stand and answer with `Progress`.
    AskProgress(SubmissionId, Box<progress::Asked>),
    /// Look up what this kiosk knows of this number and answer with `Held`.
    FindHeld(SubmissionId, Personal),
    /// Look for social-security cards for this visit, or stop.
    SocialReader(Option<SubmissionId>),
    /// Show this camera and no other, or stop.
    Camera(Option<Device>),
    /// Take one picture for this visit and answer with `Still` or `StillFailed`.
    TakeStill(SubmissionId),
    /// Take one picture of whoever stands there for this visit and answer with `Face` or `StillFailed`. Only after consent.
    TakeFace(SubmissionId),
    /// Keep this on disk, sealed; answer with `Committed` or `CommitFailed`. Until then nothing is promised.
    Commit(Box<HandedIn>),
    /// See whether the card of this visit was cut off from this matter in this version, and answer with `Draft`.
    FindDraft {
        /// The visit.
        visit: SubmissionId,
        /// What only its card says.
        bearer: Bearer,
        /// The matter's key.
        matter: String,
        /// Its version.
        version: String,
    },
    /// Keep what was filled in so far in this visit, sealed to its card.
    KeepDraft(SubmissionId, Personal<Vec<u8>>),
    /// Erase what was kept of this visit, or found for it. Until it ends, more may be kept.
    EraseDraft(SubmissionId),
    /// The visit is over; what was kept of it and not erased stays.
    ForgetDraft(SubmissionId),
    /// Print the receipt of this id and answer with `Receipt`.
    Print(SubmissionId, PrintJob),
    /// Print this guide, or slip, of a visit and answer with `GuidePrinted`. Nothing is promised by it.
    PrintGuide(SubmissionId, PrintJob),
    /// Ask the platform for this certificate and answer with `Certificate`.
    AskCertificate(Box<certificate::Asked>),
    /// Print this A4 document so many times and answer with `Document`.
    PrintDocument(SubmissionId, Personal<Vec<u8>>, u8),
    /// Say this, where the kiosk has a voice.
    Say(Prompt, Language),
    /// Sound this, where the kiosk has a loudspeaker.
    Cue(Cue),
    /// Tell the platform that this call for help stands, or has ended.
    TellHelp(SubmissionId, bool),
    /// Be as bright and as loud as this.
    Profile(Profile),
    /// Light these lamps and no others.
    Lamps(BTreeSet<Output>),
    /// Follow the pad's pen for this visit, or stop.
    Pen(Option<SubmissionId>),
    /// Take codes for this visit, or stop.
    Codes(Option<SubmissionId>),
    /// End the program and switch the machine off. Follows at most once.
    SwitchOff,
    /// End the program and start the machine again.
    Restart,
    /// Open the service door's lock for a moment.
    ReleaseDoor,
    /// Something of the service mode; answer with `Service`, or for a test receipt with `GuidePrinted`.
    Service(Order),
    /// Write this down, where it will be found.
    Record(audit::Event),
    /// Forget everything that a citizen left outside the session: ink, pictures, what was being composed.
    Wipe,
}

impl Effect {
    /// Whether it prints the receipt of this id.
    pub fn prints(&self, receipt: SubmissionId) -> bool {
        matches!(self, Self::Print(id, _) if *id == receipt)
    }
}

/// What is to be kept until the platform has it.
#[derive(Clone)]
pub struct HandedIn {
    /// Made before anything else.
    pub id: SubmissionId,
    /// What it is.
    pub kind: Kind,
    /// The number that the citizen keeps.
    pub number: String,
    /// The frozen bytes.
    pub bytes: Personal<Vec<u8>>,
    /// The photographed papers.
    pub photos: Vec<Photo>,
}
