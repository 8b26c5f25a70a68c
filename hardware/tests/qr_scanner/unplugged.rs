//! The cable is pulled.

use crate::bench::{BAUD, Bench, GENEROUS, Seen};
use yici_hardware::qr_scanner::serial::SerialQrScanner;
use yici_hardware::qr_scanner::simulator::Suffix;
use yici_hardware::{Fault, QrScanner};

#[test]
fn a_port_that_never_was_is_not_there_and_the_error_names_it() {
    let directory = tempfile::tempdir().unwrap();
    let port = directory.path().join("nothing");
    let port = port.to_str().unwrap();
    let fault = SerialQrScanner::new(port, BAUD).scan().err().unwrap();
    assert!(matches!(&fault, Fault::NotThere { port: named, .. } if named == port));
}

#[test]
fn after_replugging_the_same_driver_scans_on_at_the_same_path() {
    let mut bench = Bench::new();
    for _ in 0..3 {
        assert_eq!(bench.scan(), Seen::Nothing);
        bench.hand.unplug();
        assert_eq!(bench.scan(), Seen::Unplugged);
        assert_eq!(bench.scan(), Seen::NotThere);
        bench.hand.plug_in().unwrap();
        bench.scanner.check().unwrap();
        assert!(bench.hand.present(b"again", Suffix::Cr));
        assert_eq!(bench.something(), Seen::code("again"));
    }
}

#[test]
fn a_check_notices_that_the_plug_was_pulled() {
    let mut bench = Bench::new();
    bench.hand.unplug();
    assert!(bench.scanner.check().is_err());
    assert!(matches!(bench.scanner.check(), Err(Fault::NotThere { .. })));
    bench.hand.plug_in().unwrap();
    bench.scanner.check().unwrap();
}

#[test]
fn half_a_code_dies_with_the_cable() {
    let mut bench = Bench::new();
    assert!(bench.hand.babble(1 << 18));
    assert!(matches!(bench.something(), Seen::Garbled(_)));
    bench.hand.unplug();
    // What the system still held is read first.
    let end = std::time::Instant::now() + GENEROUS;
    while bench.scan() == Seen::Nothing {
        assert!(std::time::Instant::now() < end);
    }
    bench.hand.plug_in().unwrap();
    bench.scanner.check().unwrap();
    assert!(bench.hand.present(b"whole", Suffix::Cr));
    assert_eq!(bench.something(), Seen::code("whole"));
}
