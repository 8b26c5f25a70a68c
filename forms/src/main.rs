//! `form-render`: one order as JSON on standard input, one PDF on standard output.
//!
//! Opens nothing but its fonts. Ends with 1 and a sentence on standard error when there is no PDF.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;
use yici_forms::{Typesetter, limits};

fn main() -> ExitCode {
    match render() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("form-render: {error}");
            ExitCode::FAILURE
        }
    }
}

fn render() -> Result<(), Box<dyn std::error::Error>> {
    limits::set()?;
    let mut order = Vec::new();
    // One byte more than an order may have, so that a longer one is told from a cut one.
    let most = u64::try_from(yici_document::MAX_ORDER)? + 1;
    std::io::stdin().take(most).read_to_end(&mut order)?;
    let pdf = Typesetter::new()?.pdf(&order)?;
    let mut out = std::io::stdout().lock();
    out.write_all(&pdf)?;
    Ok(out.flush()?)
}
