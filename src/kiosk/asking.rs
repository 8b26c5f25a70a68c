//! The thread that puts questions to the platform, through the courier and past its eyes: each question is sealed to the
//! platform's key, and its answer to a key that is made for it and dropped with it.
//!
//! A certificate is printed only under the signature of the platform's, whoever could read the question.
//!
//! Nobody waits for it. A question that the line, the courier or the platform leaves unanswered is answered here, with
//! nothing. It writes nothing to the disk.
//!
//! Limit: four questions wait, each for ten seconds at most, a certificate for a minute; what comes beyond is unanswered at once.

use crate::application::certificate::{self, Gathering, Issued, NotAPiece, Piece};
use crate::application::help;
use crate::application::known::Asked;
use crate::application::progress;
use crate::application::ticket::{self, NoTicket, Wanted};
use crate::courier::link::{Client, LinkError};
use crate::outbox::{CannotSeal, Seal};
use crate::platform::contract::{QuestionKind, SealedQuestion, SubmissionId};
use crate::session::Event;
use ed25519_dalek::VerifyingKey;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};
use yici_hardware::Personal;

/// Questions that wait.
const MOST: usize = 4;

/// The most time for all pieces of a certificate. The session waits as long.
const CERTIFICATE: Duration = Duration::from_secs(60);

/// Something to be asked.
pub enum Question {
    /// What is known of the citizen of this visit.
    Known(SubmissionId, Box<Asked>),
    /// A number in a hall's queue, or a booking, for this visit.
    Ticket(SubmissionId, Box<Wanted>),
    /// Where the cases of this visit's citizen stand.
    Progress(SubmissionId, Box<progress::Asked>),
    /// A certificate, to be printed at once.
    Certificate(Box<certificate::Asked>),
    /// A call for help stands, or has ended.
    Help(SubmissionId, bool),
}

/// Why there is no answer. Said to the log, without a word of what was asked.
#[derive(Debug, thiserror::Error)]
enum NoAnswer {
    #[error(transparent)]
    Link(#[from] LinkError),
    #[error(transparent)]
    Seal(#[from] CannotSeal),
    #[error("the question is longer than 16 KiB sealed; the matter asks for too many fields at once")]
    TooLong,
    #[error("the certificate did not come whole in a minute; the citizen was told, nothing to do")]
    TooSlow,
    #[error(transparent)]
    NotAPiece(#[from] NotAPiece),
    #[error("the answer was not for this question, or of another form; ask the platform's operator")]
    NotAnAnswer,
}

/// How the platform is reached, and known.
pub struct Platform {
    /// This kiosk's name, as the platform knows it.
    pub kiosk: String,
    /// The courier's socket.
    pub socket: PathBuf,
    /// Seals to the platform's key.
    pub seal: Seal,
    /// Checks what the platform signs.
    pub key: VerifyingKey,
}

/// The thread's other end.
pub struct Asking {
    questions: SyncSender<Question>,
    report: Arc<dyn Fn(Event) + Send + Sync>,
}

impl Asking {
    /// Starts the thread. It ends when this is dropped.
    pub fn start(platform: Platform, report: Arc<dyn Fn(Event) + Send + Sync>) -> Self {
        let (questions, receiver) = sync_channel(MOST);
        let answers = Arc::clone(&report);
        std::thread::spawn(move || work(&receiver, &platform, &*answers));
        Self { questions, report }
    }

    /// Asks. Never waits.
    pub fn ask(&self, question: Question) {
        if let Err(unasked) = self.questions.try_send(question) {
            let (TrySendError::Full(question) | TrySendError::Disconnected(question)) = unasked;
            (self.report)(question.unanswered());
        }
    }
}

fn work(questions: &Receiver<Question>, platform: &Platform, report: &(dyn Fn(Event) + Send + Sync)) {
    let mut link = None;
    while let Ok(question) = questions.recv() {
        let event = question.answer(&mut link, platform).unwrap_or_else(|why| {
            tracing::info!(%why, "the platform was asked in vain");
            link = None;
            question.unanswered()
        });
        report(event);
    }
}

impl Question {
    fn answer(&self, link: &mut Option<Client>, platform: &Platform) -> Result<Event, NoAnswer> {
        let Platform { socket, seal, kiosk, .. } = platform;
        let client = match link {
            Some(client) => client,
            None => link.insert(Client::connect(socket)?),
        };
        match self {
            Self::Known(visit, asked) => {
                // An id of its own: the platform need not learn here under which number the application will come.
                let id = SubmissionId::generate();
                let answer = exchange(client, seal, id, QuestionKind::Known, |reply_to| asked.bytes(id, reply_to))?;
                let known = asked.read(&answer, id).ok_or(NoAnswer::NotAnAnswer)?;
                Ok(Event::Known(*visit, Some(Box::new(known))))
            }
            Self::Ticket(visit, wanted) => {
                // The visit's own id: asked again, it is the same ticket.
                let bytes = |reply_to: &str| wanted.bytes(*visit, reply_to);
                let answer = exchange(client, seal, *visit, QuestionKind::Ticket, bytes)?;
                let answer = ticket::read(answer.reveal(), *visit).ok_or(NoAnswer::NotAnAnswer)?;
                Ok(Event::Ticket(*visit, answer))
            }
            Self::Progress(visit, asked) => {
                let id = SubmissionId::generate();
                let answer = exchange(client, seal, id, QuestionKind::Progress, |reply_to| asked.bytes(id, reply_to))?;
                let cases = progress::read(answer.reveal(), id).ok_or(NoAnswer::NotAnAnswer)?;
                Ok(Event::Progress(*visit, Some(cases)))
            }
            Self::Certificate(asked) => Ok(Event::Certificate(asked.case, certificate(client, platform, asked)?)),
            Self::Help(call, stands) => {
                let bytes = |reply_to: &str| help::bytes(*call, reply_to, kiosk, *stands);
                let answer = exchange(client, seal, *call, QuestionKind::Help, bytes)?;
                let told = help::read(answer.reveal(), *call).ok_or(NoAnswer::NotAnAnswer)?;
                Ok(Event::HelpTold(*call, told))
            }
        }
    }

    /// What is said when there is no answer.
    fn unanswered(&self) -> Event {
        match self {
            Self::Known(visit, _) => Event::Known(*visit, None),
            Self::Ticket(visit, _) => Event::Ticket(*visit, Err(NoTicket::Unanswered)),
            Self::Progress(visit, _) => Event::Progress(*visit, None),
            Self::Certificate(asked) => Event::Certificate(asked.case, Issued::Unanswered),
            Self::Help(call, _) => Event::HelpTold(*call, false),
        }
    }
}

/// Asks for a certificate piece after piece, and gives it only when all of it is there and has the digest that was signed.
fn certificate(link: &mut Client, platform: &Platform, asked: &certificate::Asked) -> Result<Issued, NoAnswer> {
    let Platform { seal, key, .. } = platform;
    let (mut gathering, until) = (Gathering::default(), Instant::now() + CERTIFICATE);
    while Instant::now() < until {
        let (id, from) = (SubmissionId::generate(), gathering.have());
        let answer = exchange(link, seal, id, QuestionKind::Certificate, |reply_to| asked.bytes(id, reply_to, from))?;
        match Piece::read(answer.reveal(), id, asked.case, key)? {
            Piece::Sent => return Ok(Issued::Sent),
            Piece::NoRecord => return Ok(Issued::NoRecord),
            Piece::Part { signed, bytes } => {
                if gathering.take(signed, &bytes).ok_or(NoAnswer::NotAnAnswer)? {
                    return gathering.whole().map(Issued::Document).ok_or(NoAnswer::NotAnAnswer);
                }
            }
        }
    }
    Err(NoAnswer::TooSlow)
}

/// Sends the bytes of a question, sealed, and opens the answer.
fn exchange(
    link: &mut Client,
    seal: &Seal,
    id: SubmissionId,
    kind: QuestionKind,
    bytes: impl FnOnce(&str) -> Personal<Vec<u8>>,
) -> Result<Personal<Vec<u8>>, NoAnswer> {
    let reply = seal.reply_key();
    let sealed = seal.close(&bytes(&reply.recipient()))?;
    let question = SealedQuestion::new(id, kind, &sealed).ok_or(NoAnswer::TooLong)?;
    let answer = link.question(question)?;
    answer.sealed().and_then(|sealed| reply.open(&sealed)).ok_or(NoAnswer::NotAnAnswer)
}
