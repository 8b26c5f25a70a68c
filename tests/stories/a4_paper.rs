//! A technician prints a test page and the readiness report on the A4 printer.

/// The printer of the drivers' own tests: a real one that speaks IPP.
#[path = "../../hardware/tests/document_printer/bench.rs"]
#[allow(dead_code, reason = "the drivers' tests use more of it")]
pub(super) mod printer;

use super::check::{check_with, form_render_is_built};
use crate::support::bench;
use printer::Hand;

#[test]
fn the_test_page_and_the_report_come_out_of_a_real_ipp_printer() {
    if !form_render_is_built() {
        return;
    }
    let Some(printer) = printer::Bench::start(Hand::Prompt) else { return };
    let (bench, _folder) = bench();
    let settings = std::fs::read_to_string(bench.settings_file()).expect("settings");
    let section =
        format!("[document-printer]\ndriver = \"ipp\"\naddress = \"ipp://127.0.0.1:{}/ipp/print\"\n", printer.port());
    std::fs::write(bench.settings_file(), format!("{settings}\n{section}")).expect("written");

    let (output, said) = check_with(&bench, &["--level", "external", "--print"], "");
    assert!(output.status.success(), "{said}");
    for line in ["A4 typesetter: usable", "A4 printer: ", "A4 test page: printed", "the report is printed"] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let arrived = printer.arrived();
    assert!(arrived.len() == 2 && arrived.iter().all(|pdf| pdf.starts_with(b"%PDF-")), "{} came", arrived.len());
}
