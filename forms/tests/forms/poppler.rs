//! What other people's software reads in a PDF.

use std::io::Write as _;
use std::process::Command;
use tempfile::NamedTempFile;

/// What one of poppler's programs says of a PDF; `None`, with the reason printed, where it is missing.
fn poppler(program: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> Option<String> {
    let mut file = NamedTempFile::new().expect("a file");
    file.write_all(pdf).expect("written");
    let output = match Command::new(program).args(before).arg(file.path()).args(after).output() {
        Ok(output) => output,
        Err(_) => {
            eprintln!("skipped: there is no `{program}`; install the Debian package poppler-utils");
            return None;
        }
    };
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    // The titles of elements come out in UTF-16.
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The text of all pages.
pub fn text(pdf: &[u8]) -> Option<String> {
    poppler("pdftotext", &["-layout"], pdf, &["-"])
}

/// Title, number of pages, size and so on.
pub fn info(pdf: &[u8]) -> Option<String> {
    poppler("pdfinfo", &[], pdf, &[])
}

/// The structure for those who do not see the page.
pub fn structure(pdf: &[u8]) -> Option<String> {
    poppler("pdfinfo", &["-struct-text"], pdf, &[])
}
