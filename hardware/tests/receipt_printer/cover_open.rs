//! The cover is open.

use crate::Bench;
use crate::bench::{prints_again, refuses};
use yici_hardware::PrinterStatus;

#[test]
fn with_the_cover_open_nothing_is_printed() {
    let mut bench = Bench::new();
    bench.simulator.open_cover();
    refuses(&mut bench, PrinterStatus::CoverOpen);
    bench.simulator.run_out_of_paper();
    refuses(&mut bench, PrinterStatus::CoverOpen);
    bench.simulator.close_cover();
    refuses(&mut bench, PrinterStatus::PaperOut);
    bench.simulator.load_paper();
    prints_again(&mut bench, 1);
}
