//! A4 paper: from an order to a PDF, typeset by `form-render`.
//!
//! The typesetter is a program of its own: what it needs of memory is back when it ends, and a fault of it is no fault of
//! the kiosk.
//!
//! - It is run without a shell, with an empty environment but for `LC_ALL=C`, in `/`, in a process group of its own.
//! - It has [`PATIENCE`]. Then, or as soon as its output ends, it is killed with all of its group, and waited for: it
//!   never outlives the call. It sets its own bounds of memory and processor time.
//! - It is judged by its output alone: a whole PDF of at most [`MAX_PDF`] bytes.
//! - Order and PDF go through pipes, touch no disk, and are erased.
//! - The same order gives the same bytes, so a retry is the same document to the printer.

use rustix::process::{Pid, Signal, kill_process_group};
use std::io::{Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use yici_document::{MAX_ORDER, Order};
use yici_hardware::Personal;
use yici_hardware::document_printer::MAX_DOCUMENT;

/// The program's name.
pub const PROGRAM: &str = "form-render";
/// The longest that a document may take.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// The longest PDF: what the printer takes.
pub const MAX_PDF: usize = MAX_DOCUMENT;
/// More than any of our documents takes.
const USUAL_PDF: usize = 1024 * 1024;
/// How much of what it says on standard error is read.
const MAX_SAID: u64 = 1_024;

/// Makes PDFs of orders, one at a time.
#[derive(Clone, Debug)]
pub struct FormRenderer {
    program: PathBuf,
    patience: Duration,
}

/// Why there is no PDF. For a technician; nothing of it is personal.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// Nobody can say where the program would be.
    #[error("cannot tell where this program lies ({0}); name `program` under [forms] in the settings file")]
    Nowhere(std::io::Error),
    /// It could not be started.
    #[error(
        "cannot run {} ({why}); install form-render beside yici, or correct `program` under [forms] in the settings file",
        program.display()
    )]
    NotThere {
        /// The program.
        program: PathBuf,
        /// The system's own words.
        why: std::io::Error,
    },
    /// The order is longer than any; nothing was run.
    #[error("the document is longer than {MAX_ORDER} bytes; make several of it")]
    TooLong,
    /// It was still busy when its time was over.
    #[error("form-render was not done in {0:?} and was stopped; try again, and if it happens again, report it")]
    TooSlow(Duration),
    /// It wrote without end.
    #[error("form-render wrote more than {MAX_PDF} bytes and was stopped; make several documents of this one")]
    TooMuch,
    /// It gave no PDF. It says why, or nothing when the system ended it at the bound of its memory or time.
    #[error("no PDF was made: {0}")]
    NoPdf(String),
}

impl FormRenderer {
    /// The program that the settings name, or the one beside this program.
    ///
    /// # Errors
    /// When nothing is named and this program's own place is not known.
    pub fn new(named: Option<&Path>) -> Result<Self, FormError> {
        let program = match named {
            Some(named) => named.to_owned(),
            None => std::env::current_exe().map_err(FormError::Nowhere)?.with_file_name(PROGRAM),
        };
        Ok(Self { program, patience: PATIENCE })
    }

    /// The same with another time-out.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Where the program is looked for.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Typesets. Blocks for the patience, and what it takes to stop the program.
    ///
    /// # Errors
    /// Says what a technician should do.
    pub fn pdf(&self, order: &Order) -> Result<Personal<Vec<u8>>, FormError> {
        let order = json(order)?;
        let mut running = Running::start(&self.program)?;
        let mut stdin = running.0.stdin.take().expect("it was piped, and is taken once");
        let stdout = running.0.stdout.take().expect("it was piped, and is taken once");
        let stderr = running.0.stderr.take().expect("it was piped, and is taken once");
        // A program that reads or writes nothing must not hold the caller. Both threads end with the program, when their
        // pipes do. What it did not read is its own affair: it is judged by its output.
        std::thread::spawn(move || drop(stdin.write_all(order.reveal())));
        let (done, result) = channel();
        std::thread::spawn(move || {
            // Longer than any form, so that growing leaves no copy of one behind.
            let mut pdf = Personal::new(Vec::with_capacity(USUAL_PDF));
            let most = u64::try_from(MAX_PDF).unwrap_or(u64::MAX).saturating_add(1);
            let _ = stdout.take(most).read_to_end(pdf.reveal_mut());
            let mut said = Vec::new();
            if !is_whole(pdf.reveal()) {
                let _ = stderr.take(MAX_SAID).read_to_end(&mut said);
            }
            let _ = done.send((pdf, said));
        });
        match result.recv_timeout(self.patience) {
            Ok((pdf, _)) if pdf.reveal().len() > MAX_PDF => Err(FormError::TooMuch),
            Ok((pdf, _)) if is_whole(pdf.reveal()) => Ok(pdf),
            Ok((_, said)) => Err(FormError::NoPdf(reason(&said))),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Err(FormError::TooSlow(self.patience)),
        }
    }
}

/// The order's bytes, in memory of their full size from the start: what grows leaves copies behind.
fn json(order: &Order) -> Result<Personal<Vec<u8>>, FormError> {
    let mut json = Personal::new(vec![0; MAX_ORDER]);
    let mut rest = json.reveal_mut().as_mut_slice();
    // Strings and numbers are always JSON, so all that can fail is the room.
    serde_json::to_writer(&mut rest, order).map_err(|_| FormError::TooLong)?;
    let left = rest.len();
    json.reveal_mut().truncate(MAX_ORDER - left);
    Ok(json)
}

/// Whether these bytes begin and end as a PDF does (ISO 32000-1, 7.5.2 and 7.5.5).
fn is_whole(pdf: &[u8]) -> bool {
    pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF")
}

fn reason(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    match said.trim() {
        "" => "form-render ended without a word, at the bound of its memory or time; make a shorter document".into(),
        said => said.to_owned(),
    }
}

/// A program that is stopped when this is dropped.
struct Running(Child);

impl Running {
    fn start(program: &Path) -> Result<Self, FormError> {
        let mut command = Command::new(program);
        command.env_clear().env("LC_ALL", "C").current_dir("/").process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let not_there = |why| FormError::NotThere { program: program.to_owned(), why };
        command.spawn().map(Self).map_err(not_there)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both can only fail because it has ended already, and then nothing is left to be done.
        let _ = kill_process_group(Pid::from_child(&self.0), Signal::KILL);
        let _ = self.0.wait();
    }
}

/// The rows of a QR code, as A4 paper takes them; `None` when the text is too long for one.
pub fn code(text: &str) -> Option<Vec<String>> {
    let code = qrcode::QrCode::new(text).ok()?;
    let dark = |colour: &qrcode::Color| if *colour == qrcode::Color::Dark { '1' } else { '0' };
    Some(code.to_colors().chunks(code.width()).map(|row| row.iter().map(dark).collect()).collect())
}

#[cfg(test)]
mod tests;
