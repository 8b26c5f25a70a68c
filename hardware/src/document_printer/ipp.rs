//! The driver of a printer that speaks IPP (RFC 8010, RFC 8011), straight or through CUPS.
//!
//! - Every question is a connection of its own and ends within [`ASK`]; sending the document within [`SEND`].
//! - The document is sent at most once in a call. Whether it is already there is asked first, in the printer's list of
//!   jobs, at most [`JOBS`] of either kind.
//! - A job is looked at every [`POLL`]. [`DEAF`] unanswered looks in a row are taken for the loss of the printer.
//! - A document that is not wanted any more is cancelled, and the printer must confirm it within [`WITHDRAW`].
//!
//! On CUPS, keep `PreserveJobHistory Yes` (the names, which a retry looks for) and set `PreserveJobFiles No` (the documents,
//! which nobody may find there).

use super::answer::Answer;
use super::http::{Failure, exchange};
use super::job::{self, Job, JobName, JobState};
use super::message::{Operation, Request};
use super::reasons;
use super::{Address, DocumentError, DocumentPrinter, DocumentPrinterStatus, JobOutcome, MAX_DOCUMENT};
use crate::{Fault, Personal};
use std::ops::ControlFlow;
use std::thread;
use std::time::{Duration, Instant};

/// The longest that a question takes.
pub const ASK: Duration = Duration::from_secs(3);
/// The longest that sending a document takes.
pub const SEND: Duration = Duration::from_secs(20);
/// How long the printer has to confirm that it dropped a job.
pub const WITHDRAW: Duration = Duration::from_secs(6);
/// The time between two looks at a job.
pub const POLL: Duration = Duration::from_millis(500);
/// How many looks in a row may stay unanswered.
pub const DEAF: u32 = 4;
/// How many jobs of either kind, finished or not, are searched for the document's name: as many as CUPS keeps (`MaxJobs`).
pub const JOBS: i32 = 500;

/// Who prints, as the printer's list of jobs has it.
const USER: &str = "yici";

/// Status codes of RFC 8011, appendix B.
mod code {
    pub const NOT_POSSIBLE: u16 = 0x0404;
    pub const NOT_FOUND: u16 = 0x0406;
    pub const NOT_ACCEPTING: u16 = 0x0506;
    pub const BUSY: u16 = 0x0507;
}

/// A printer that speaks IPP.
pub struct IppPrinter {
    address: Address,
    patience: Duration,
}

impl IppPrinter {
    /// Names the printer, and how long a document may take from sending to the tray. Nothing is opened yet.
    pub fn new(address: Address, patience: Duration) -> Self {
        Self { address, patience }
    }
}

impl DocumentPrinter for IppPrinter {
    fn status(&mut self) -> Result<DocumentPrinterStatus, Fault> {
        let request = self.request(Operation::GetPrinter).keywords("requested-attributes", &reasons::ASKED);
        let answer = self.ask(request)?;
        if !answer.is_success() {
            return Err(self.unfit("the server does not tell the printer's state"));
        }
        reasons::status(&answer).ok_or(Fault::Garbled("a printer without a state"))
    }

    fn print(
        &mut self,
        pdf: &Personal<Vec<u8>>,
        name: &JobName,
        watch: &mut dyn FnMut(DocumentPrinterStatus) -> ControlFlow<()>,
    ) -> Result<JobOutcome, DocumentError> {
        let until = Instant::now() + self.patience;
        let document = pdf.reveal().as_slice();
        if !document.starts_with(b"%PDF-") {
            return Err(DocumentError::NotADocument("it is no PDF"));
        }
        if document.len() > MAX_DOCUMENT {
            return Err(DocumentError::NotADocument("it is longer than 32 MiB"));
        }
        let name = name.over(document);
        let id = match self.find(&name).map_err(DocumentError::Unreachable)? {
            Some(job) if job.state == JobState::Completed => return Ok(JobOutcome::AlreadyPrinted),
            Some(job) if job.state == JobState::UnderWay => job.id,
            Some(_) | None => self.send(document, &name)?,
        };
        self.follow(id, until, watch)
    }
}

impl IppPrinter {
    fn request(&self, operation: Operation) -> Request {
        Request::new(operation, &self.address.uri())
    }

    fn ask(&self, request: Request) -> Result<Answer, Fault> {
        self.exchange(request, &[], ASK).map_err(|failure| failure.fault)
    }

    fn exchange(&self, request: Request, document: &[u8], time: Duration) -> Result<Answer, Failure> {
        let body = exchange(&self.address, &request.finish(), document, Instant::now() + time)?;
        Answer::decode(&body).map_err(|malformed| Failure { sent: true, fault: Fault::Garbled(malformed.0) })
    }

    fn unfit(&self, why: &str) -> Fault {
        Fault::NotThere { port: self.address.uri(), why: why.to_owned() }
    }

    /// The job of that name, if the printer has or had one.
    fn find(&self, name: &str) -> Result<Option<Job>, Fault> {
        let mut found = None;
        // Unfinished jobs first: one that ends between the two questions is then seen twice rather than never.
        for which in ["not-completed", "completed"] {
            let request = self
                .request(Operation::GetJobs)
                .name("requesting-user-name", USER)
                .integer("limit", JOBS)
                .keywords("requested-attributes", &job::ASKED)
                .keywords("which-jobs", &[which]);
            let answer = self.ask(request)?;
            if !answer.is_success() && answer.status != code::NOT_FOUND {
                return Err(self.unfit("the server does not tell its jobs, so a document could be printed twice"));
            }
            match Job::named(&answer, name) {
                Some(job) if job.state == JobState::Completed => return Ok(Some(job)),
                job => found = found.or(job),
            }
        }
        Ok(found)
    }

    fn send(&mut self, document: &[u8], name: &str) -> Result<i32, DocumentError> {
        let status = self.status().map_err(DocumentError::Unreachable)?;
        if !status.can_print() {
            return Err(DocumentError::Refused(status));
        }
        let request = self
            .request(Operation::PrintJob)
            .name("requesting-user-name", USER)
            .name("job-name", name)
            .mime("document-format", "application/pdf")
            .job_group()
            .keywords("media", &["iso_a4_210x297mm"]);
        let answer = self.exchange(request, document, SEND).map_err(|failure| match failure {
            Failure { sent: false, fault } => DocumentError::Unreachable(fault),
            Failure { sent: true, fault } => DocumentError::Unknown(fault.to_string()),
        })?;
        match answer.status {
            code::NOT_ACCEPTING => Err(DocumentError::Refused(DocumentPrinterStatus::Paused)),
            code::BUSY => Err(DocumentError::Refused(DocumentPrinterStatus::Busy)),
            _ if !answer.is_success() => Err(DocumentError::Rejected(answer.status)),
            _ => Job::first(&answer)
                .map(|job| job.id)
                .ok_or_else(|| DocumentError::Unknown(String::from("the printer took it without a number"))),
        }
    }

    fn look(&self, id: i32) -> Result<Job, Lost> {
        let request = self.request(Operation::GetJob).integer("job-id", id);
        let request = request.name("requesting-user-name", USER).keywords("requested-attributes", &job::ASKED);
        let answer = self.ask(request).map_err(Lost::Fault)?;
        match answer.status {
            code::NOT_FOUND => Err(Lost::Forgotten),
            _ => Job::first(&answer).ok_or(Lost::Fault(Fault::Garbled("a job without a state"))),
        }
    }

    fn follow(
        &mut self,
        id: i32,
        until: Instant,
        watch: &mut dyn FnMut(DocumentPrinterStatus) -> ControlFlow<()>,
    ) -> Result<JobOutcome, DocumentError> {
        let mut deaf = 0;
        let mut status = DocumentPrinterStatus::Busy;
        loop {
            let trouble = match self.look(id) {
                Err(lost) => Some(lost),
                Ok(job) => match ended(&job) {
                    Some(outcome) => return outcome,
                    None => self.status().map(|now| status = now).map_err(Lost::Fault).err(),
                },
            };
            match trouble {
                None => deaf = 0,
                Some(Lost::Fault(_)) if deaf + 1 < DEAF => deaf += 1,
                Some(lost) => return Err(lost.into()),
            }
            let patient = Instant::now() < until;
            if !patient || (deaf == 0 && watch(status).is_break()) {
                return self.withdraw(id, status);
            }
            thread::sleep(POLL.min(until.saturating_duration_since(Instant::now())));
        }
    }

    /// Takes a job back. If it was completed all the same, it is printed.
    fn withdraw(&self, id: i32, status: DocumentPrinterStatus) -> Result<JobOutcome, DocumentError> {
        let until = Instant::now() + WITHDRAW;
        let request = self.request(Operation::CancelJob).integer("job-id", id).name("requesting-user-name", USER);
        let answer = self.ask(request).map_err(Lost::Fault)?;
        // "Not possible" is said of a job that is already over, or already being cancelled.
        if !answer.is_success() && answer.status != code::NOT_POSSIBLE {
            return Err(DocumentError::Unknown(String::from("the printer does not let go of it")));
        }
        loop {
            match self.look(id)?.state {
                JobState::Completed => return Ok(JobOutcome::Printed),
                JobState::Cancelled | JobState::Aborted => return Err(DocumentError::Withdrawn(status)),
                JobState::UnderWay if Instant::now() >= until => {
                    return Err(DocumentError::Unknown(String::from("the printer is slow to let go of it")));
                }
                JobState::UnderWay => thread::sleep(POLL),
            }
        }
    }
}

/// What became of a job, once it is over.
fn ended(job: &Job) -> Option<Result<JobOutcome, DocumentError>> {
    match job.state {
        JobState::UnderWay => None,
        JobState::Completed => Some(Ok(JobOutcome::Printed)),
        JobState::Cancelled | JobState::Aborted => Some(Err(DocumentError::Ended(job.reasons.clone()))),
    }
}

/// Why nothing is known of a job that was sent.
enum Lost {
    /// The printer no longer has it.
    Forgotten,
    /// The printer does not say.
    Fault(Fault),
}

impl From<Lost> for DocumentError {
    fn from(lost: Lost) -> Self {
        Self::Unknown(match lost {
            Lost::Forgotten => String::from("the printer has forgotten the job"),
            Lost::Fault(fault) => fault.to_string(),
        })
    }
}
